"""The application: routes, and what stands before them (host names, identity, size, roles)."""

from pathlib import Path

from fastapi import Depends, FastAPI
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from riwaya.desk.accounts.store import Accounts
from riwaya.desk.answers import add_answers
from riwaya.desk.api import feed, v1
from riwaya.desk.errors import DeskError
from riwaya.desk.look import FullLook, PublicLook
from riwaya.desk.pages import (
    add,
    admin,
    decisions,
    export,
    health,
    incident,
    incidents,
    login,
    overview,
    queue,
    report,
    reports,
    settings,
    tiles,
    verify,
)  # fmt: skip
from riwaya.desk.security.access import guard
from riwaya.desk.security.headers import SecureHeaders, fixed
from riwaya.desk.security.identity import Identity
from riwaya.desk.security.size import SizeLimit
from riwaya.desk.settings import Settings
from riwaya.desk.state import Desk
from riwaya.desk.tiles import MapFile
from riwaya.ledger.exporting import BLURS, rules
from riwaya.ledger.opening import open_archive

STATIC = Path(__file__).parent / "static"
PAGES = (
    overview, incidents, incident, reports, report, decisions, queue, add, export, verify, settings, login, admin,
    tiles, health, feed, v1,
)  # fmt: skip


def create_app(chosen: Settings) -> FastAPI:
    """A desk on an archive that exists.

    Raises ArchiveError where there is none, DeskError on a blur or map that is none.
    """
    if chosen.public and chosen.blur not in BLURS:
        raise DeskError(f"--blur {chosen.blur!r}: choose one of {', '.join(BLURS)}")
    archive = open_archive(chosen.archive, read_only=chosen.public)
    look = PublicLook(archive, rules(chosen.blur, chosen.embargo)) if chosen.public else FullLook(archive)
    in_file = MapFile(Path(chosen.tiles)) if chosen.tiles and not chosen.tile_server else None
    accounts = Accounts(chosen.accounts) if chosen.mode == "users" else None
    desk = Desk(chosen, archive, look, accounts=accounts, map=in_file)
    app = FastAPI(
        title="Riwaya", openapi_url=None, docs_url=None, redoc_url=None, dependencies=[Depends(guard)],
        middleware=[
            Middleware(SecureHeaders, headers=fixed(chosen.tile_server), hosts=chosen.hosts, secure=chosen.secure),
            Middleware(SizeLimit, most=chosen.upload_bytes),
            Middleware(GZipMiddleware, minimum_size=1000),
            Middleware(Identity, desk=desk),
        ],
    )  # fmt: skip
    app.state.desk = desk
    for module in PAGES:
        app.include_router(module.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    add_answers(app)
    return app
