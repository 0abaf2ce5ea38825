"""Starting the desk: is everything there, then serve, and open the browser when it answers."""

import threading
import time
import urllib.request
import webbrowser

import uvicorn

from riwaya.desk.app import STATIC, create_app
from riwaya.desk.errors import DeskError
from riwaya.desk.settings import Settings

NEEDED = ("htmx.min.js", "leaflet.js", "leaflet.css", "markercluster.js", "outlines.json", "fonts")


def check_assets() -> None:
    """Raises DeskError where the scripts and fonts that come from npm were not built in."""
    missing = [n for n in NEEDED if not (STATIC / "vendor" / n).exists()]
    if missing:
        raise DeskError(
            f"the desk's scripts and fonts are missing ({', '.join(missing)}): install again with a connection to npm's "
            "registry (from a clone: `uv sync --reinstall-package riwaya`)"
        )


def address(settings: Settings) -> str:
    """Where a browser finds it."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{settings.port}/"


def serve(settings: Settings, browser: bool = True) -> None:
    """Serve until interrupted. Raises DeskError, ArchiveError."""
    check_assets()
    app = create_app(settings)
    server = uvicorn.Server(uvicorn.Config(
        app, host=settings.host, port=settings.port, log_level="warning", server_header=False, date_header=True,
        proxy_headers=bool(settings.proxies), forwarded_allow_ips=list(settings.proxies) or "127.0.0.1",
        timeout_graceful_shutdown=5,
    ))  # fmt: skip
    if browser:
        threading.Thread(target=_open, args=(address(settings), server), daemon=True).start()
    server.run()


def _open(url: str, server: uvicorn.Server) -> None:
    for _ in range(200):
        if server.started:
            urllib.request.urlopen(url + "healthz", timeout=5).close()
            webbrowser.open(url)
            return
        time.sleep(0.05)
