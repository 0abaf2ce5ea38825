"""Starting the desk: is everything there, then serve, and open the browser when it answers."""

import socket
import threading
import time
import webbrowser
from collections.abc import Callable

import uvicorn
from fastapi import FastAPI

from riwaya.desk.accounts.store import Accounts
from riwaya.desk.app import STATIC, create_app
from riwaya.desk.errors import DeskError
from riwaya.desk.settings import Settings

NEEDED = ("htmx.min.js", "leaflet.js", "leaflet.css", "protomaps-leaflet.js", "outlines.json", "fonts")


def check_assets() -> None:
    """Raises DeskError where the scripts and fonts that come from npm were not built in."""
    missing = [n for n in NEEDED if not (STATIC / "vendor" / n).exists()]
    if missing:
        raise DeskError(
            f"the desk's scripts and fonts are missing ({', '.join(missing)}): install again with a connection to "
            "npm's registry (in a clone: `uv sync --reinstall-package riwaya`)"
        )


def check_access(settings: Settings) -> None:
    """Raises DeskError where others could reach the desk without login, or passwords would go in the clear."""
    if settings.mode != "users":
        return
    if not Accounts(settings.accounts).users():
        raise DeskError("there are no users who could log in: make one with `riwaya user add NAME --role admin`")
    if settings.secure and not settings.certificate and not settings.proxies:
        raise DeskError(
            "passwords would cross the network in the clear: give --certificate and --key, or --trusted-proxy with the "
            "address of a proxy that does TLS"
        )


def address(settings: Settings) -> str:
    """Where a browser finds it."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"{'https' if settings.certificate else 'http'}://{host}:{settings.port}/"


def serve(settings: Settings, browser: bool = True, ready: Callable[[], None] = lambda: None) -> None:
    """Serve until interrupted; `ready` is called when it answers. Raises DeskError, ArchiveError."""
    check_assets()
    check_access(settings)
    app = create_app(settings)
    _free(settings)
    server = server_of(app, settings)
    threading.Thread(target=_when_ready, args=(server, settings, browser, ready), daemon=True).start()
    server.run()


def server_of(app: FastAPI, settings: Settings) -> uvicorn.Server:
    """What serves the desk: it tells nobody its name, and believes forwarding headers of known proxies alone."""
    return uvicorn.Server(uvicorn.Config(
        app, host=settings.host, port=settings.port, log_level="warning", server_header=False,
        proxy_headers=bool(settings.proxies), forwarded_allow_ips=list(settings.proxies),
        ssl_certfile=settings.certificate, ssl_keyfile=settings.key, timeout_graceful_shutdown=5, lifespan="off",
    ))  # fmt: skip


def _free(settings: Settings) -> None:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise DeskError(
                f"{settings.host}:{settings.port} cannot be listened on ({error.strerror}); give another --port"
            ) from error


def _when_ready(server: uvicorn.Server, settings: Settings, browser: bool, ready: Callable[[], None]) -> None:
    while not server.started:
        if server.should_exit:
            return
        time.sleep(0.05)
    ready()
    if browser:
        webbrowser.open(address(settings))
