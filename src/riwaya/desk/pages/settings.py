"""Who you are at this desk, and what it is."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from riwaya import __version__
from riwaya.desk.render import page
from riwaya.desk.security.access import Who, needs
from riwaya.desk.state import Here

router = APIRouter()


@router.get("/settings", response_class=HTMLResponse)
@needs("reader")
def settings(request: Request, desk: Here, person: Who) -> Response:
    """The page."""
    sessions = desk.accounts.sessions(person) if desk.accounts else []
    return page(request, "settings.html", version=__version__, sessions=sessions)
