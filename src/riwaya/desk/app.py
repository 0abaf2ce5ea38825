"""The application: routes, and what stands before them (host names, identity, size, roles)."""

from pathlib import Path

from fastapi import Depends, FastAPI
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from riwaya.desk.answers import add_answers
from riwaya.desk.look import FullLook
from riwaya.desk.pages import decisions, health, incident, incidents, overview, report, reports
from riwaya.desk.security.access import guard
from riwaya.desk.security.headers import SecureHeaders, fixed
from riwaya.desk.security.identity import Identity
from riwaya.desk.security.size import SizeLimit
from riwaya.desk.settings import Settings
from riwaya.desk.state import Desk
from riwaya.ledger.opening import open_archive

STATIC = Path(__file__).parent / "static"
ROUTERS = (
    overview.router, incidents.router, incident.router, reports.router, report.router, decisions.router, health.router,
)  # fmt: skip


def create_app(settings: Settings) -> FastAPI:
    """A desk on an archive that exists. Raises ArchiveError where there is none."""
    archive = open_archive(settings.archive, read_only=settings.public)
    desk = Desk(settings, archive, FullLook(archive))
    app = FastAPI(
        title="Riwaya", openapi_url=None, docs_url=None, redoc_url=None, dependencies=[Depends(guard)],
        middleware=[
            Middleware(SecureHeaders, headers=fixed(settings.tiles), hosts=settings.hosts,
                       secure=not settings.loopback),
            Middleware(SizeLimit, most=settings.upload_bytes),
            Middleware(GZipMiddleware, minimum_size=1000),
            Middleware(Identity, desk=desk),
        ],
    )  # fmt: skip
    app.state.desk = desk
    for router in ROUTERS:
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    add_answers(app)
    return app
