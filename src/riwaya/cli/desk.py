"""`riwaya desk`: the archive in a browser."""

from pathlib import Path
from typing import Annotated

import typer

from riwaya.cli.options import ArchiveOption, LexiconDir

Port = Annotated[int, typer.Option("--port", min=1, max=65535)]
Browser = Annotated[bool, typer.Option("--browser/--no-browser", help="Open the browser.")]


def desk(
    archive_at: ArchiveOption = None,
    host: Annotated[str, typer.Option("--host", help="Address to listen on; others' asks for users.")] = "127.0.0.1",
    port: Port = 8600,
    by: Annotated[str, typer.Option("--by", help="Whose name decisions carry without login (else RIWAYA_USER).")] = "",
    login: Annotated[bool, typer.Option("--login", help="Ask for users on this machine too.")] = False,
    read_only: Annotated[
        bool, typer.Option("--read-only", help="For the public: nothing can be changed, places blurred, no words.")
    ] = False,
    blur: Annotated[str, typer.Option("--blur", help="With --read-only: the finest place kept.")] = "district",
    embargo: Annotated[
        int, typer.Option("--embargo", min=0, help="With --read-only: hold back what is younger than so many days.")
    ] = 0,
    name: Annotated[list[str] | None, typer.Option("--name", help="A host name it is reached by, behind a proxy.")] = (
        None
    ),
    proxy: Annotated[
        list[str] | None, typer.Option("--trusted-proxy", help="Address of a proxy whose forwarding is believed.")
    ] = None,
    certificate: Annotated[Path | None, typer.Option("--certificate", help="TLS certificate (PEM).")] = None,
    key: Annotated[Path | None, typer.Option("--key", help="Its private key (PEM).")] = None,
    tiles: Annotated[
        str | None, typer.Option("--tiles", help="A .pmtiles file, or a map server's URL template; none by default.")
    ] = None,
    browser: Browser = True,
    lexicon: LexiconDir = None,
) -> None:
    """Open the archive in a browser: read, compare, decide."""
    from riwaya.desk.run import address, serve
    from riwaya.desk.settings import Settings
    from riwaya.ledger.opening import default_place

    settings = Settings(
        archive_at or default_place(), host=host, port=port, by=by, public=read_only, blur=blur, embargo=embargo,
        login=login, names=tuple(name or ()), tiles=tiles, proxies=tuple(proxy or ()), lexicon=lexicon,
        certificate=certificate, key=key,
    )  # fmt: skip
    serve(settings, browser, ready=lambda: typer.echo(f"the desk is at {address(settings)}  (Ctrl-C ends it)"))
