"""Whether the desk answers and can read its archive."""

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response

from riwaya import __version__
from riwaya.desk.security.access import needs
from riwaya.desk.state import Here

router = APIRouter()


@router.get("/healthz")
@needs("nobody", public=True)
def health(desk: Here) -> Response:
    """`ok` with the version; says nothing of what the archive holds."""
    desk.archive.head()
    return JSONResponse({"status": "ok", "version": __version__})
