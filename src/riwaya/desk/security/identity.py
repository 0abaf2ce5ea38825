"""Who asks: nobody in the public mode, the person at this machine in the local mode, else whoever logged in."""

from typing import TYPE_CHECKING

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from riwaya.desk.security.access import NOBODY, Person
from riwaya.desk.settings import Settings

if TYPE_CHECKING:
    from riwaya.desk.state import Desk


class Identity:
    """Puts the person into the scope, for the guard and for pages."""

    def __init__(self, app: ASGIApp, desk: "Desk") -> None:
        self.app = app
        self.desk = desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on."""
        if scope["type"] == "http":
            scope["person"] = self._person(scope)
        await self.app(scope, receive, send)

    def _person(self, scope: Scope) -> Person:
        desk = self.desk
        if desk.settings.mode == "local":
            return Person(desk.by, "admin", "local")
        if desk.accounts is None:
            return NOBODY
        request = HTTPConnection(scope)
        kind, _, secret = request.headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer":
            return desk.accounts.by_token(secret.strip()) or NOBODY
        held = request.cookies.get(cookie_name(desk.settings))
        return (desk.accounts.by_session(held) if held else None) or NOBODY


def cookie_name(settings: Settings) -> str:
    """The session's cookie; bound to this host alone where the connection is safe."""
    return "__Host-riwaya_session" if settings.secure else "riwaya_session"
