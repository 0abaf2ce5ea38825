"""Who asks: nobody in the public mode, the person at this machine in the local mode, else whoever logged in."""

from typing import TYPE_CHECKING

from starlette.types import ASGIApp, Receive, Scope, Send

from riwaya.desk.security.access import NOBODY, Person

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
        if self.desk.settings.mode == "local":
            return Person(self.desk.by, "admin", "local")
        return NOBODY
