"""Headers of every answer: no script or style but our own files, no framing, no referrer; and only known host names."""

from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send


def policy(tiles: str | None) -> str:
    """The content security policy; a tile server set by hand may be asked for images."""
    server = ""
    if tiles:
        parts = urlsplit(tiles)
        server = f" {parts.scheme}://{parts.netloc}".replace("{s}.", "*.")
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; "
        f"img-src 'self' data:{server}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


def fixed(tiles: str | None) -> dict[str, str]:
    """Headers that are the same for every answer."""
    return {
        "Content-Security-Policy": policy(tiles),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
        "X-Robots-Tag": "noindex, nofollow",
    }


class SecureHeaders:
    """Adds the headers to whatever answers, errors too, and refuses host names that are not ours.

    A page elsewhere whose name is made to point at this machine would otherwise speak to the desk as itself.
    """

    def __init__(self, app: ASGIApp, headers: dict[str, str], hosts: tuple[str, ...], secure: bool) -> None:
        self.app = app
        self.headers = headers
        self.hosts = {h.lower() for h in hosts}
        self.secure = secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
                if self.secure:
                    headers.setdefault("Strict-Transport-Security", "max-age=31536000")
                headers.setdefault("Cache-Control", _kept(scope["path"]))
            await send(message)

        if "*" not in self.hosts and _host(scope) not in self.hosts:
            refused = PlainTextResponse("This desk is not known by that name; see --name.\n", 421)
            await refused(scope, receive, with_headers)
            return
        await self.app(scope, receive, with_headers)


def _kept(path: str) -> str:
    """How long an answer may be kept: pages not at all, what an ETag tells apart until asked again, packages a week."""
    if path.startswith("/static/vendor/"):
        return "public, max-age=604800"
    if path.startswith("/static/"):
        return "no-cache"
    return "private, no-cache" if path.startswith(("/api/", "/feed")) else "no-store"


def _host(scope: Scope) -> str:
    given = next((v.decode("latin-1") for k, v in scope["headers"] if k == b"host"), "")
    try:
        return (urlsplit(f"//{given}").hostname or "").lower()
    except ValueError:
        return ""
