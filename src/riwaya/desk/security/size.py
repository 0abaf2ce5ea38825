"""Requests larger than a limit are refused before they are read into memory or onto disk."""

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class _TooLarge(Exception):
    """More came than was said; nothing has been answered yet, for a form is read before anything else."""


class SizeLimit:
    """Refuses by the length a request gives, and stops one that gives none or lies."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self.app = app
        self.most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on, counting."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = next((v for k, v in scope["headers"] if k == b"content-length"), b"0")
        refused = PlainTextResponse("This is larger than the desk takes at once.\n", 413)
        if not given.isdigit() or int(given) > self.most:
            await refused(scope, receive, send)
            return
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self.most:
                raise _TooLarge
            return message

        try:
            await self.app(scope, counted, send)
        except _TooLarge:
            await refused(scope, receive, send)
