"""Who you are at this desk, and what it is; your tokens for programs."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from riwaya import __version__
from riwaya.desk.accounts.store import SCOPES
from riwaya.desk.errors import BadRequest, Refused
from riwaya.desk.render import page
from riwaya.desk.security.access import Person, Who, needs
from riwaya.desk.state import Desk, Fields, Here, text

router = APIRouter()


@router.get("/settings", response_class=HTMLResponse)
@needs("reader")
def settings(request: Request, desk: Here, person: Who) -> Response:
    """The page."""
    return _page(request, desk, person)


@router.post("/tokens", response_class=HTMLResponse)
@needs("reader")
def make(request: Request, desk: Here, person: Who, form: Fields) -> Response:
    """A token of one's own; answers with the page that shows it this once."""
    if desk.accounts is None or person.how != "session":
        raise Refused("tokens are made by people who have logged in")
    days = text(form, "days")
    if days and not (days.isdecimal() and 0 < int(days[:6]) < 10_000):
        raise BadRequest("days: a number from 1 to 9999, or nothing")
    made = desk.accounts.make_token(person.name, text(form, "scope"), text(form, "label")[:100], int(days or 0) or None)
    return _page(request, desk, person, made)


@router.post("/tokens/drop")
@needs("reader")
def drop(desk: Here, person: Who, form: Fields) -> Response:
    """Take one of one's own tokens back."""
    if desk.accounts is not None:
        desk.accounts.drop_token(text(form, "id"), person.name)
    return RedirectResponse("/settings", 303)


def _page(request: Request, desk: Desk, person: Person, made: str | None = None) -> Response:
    kept = desk.accounts
    return page(
        request, "settings.html", version=__version__, sessions=kept.sessions(person) if kept else [],
        tokens=kept.tokens(person.name) if kept else [], scopes=SCOPES, made=made,
    )  # fmt: skip
