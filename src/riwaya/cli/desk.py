"""`riwaya desk`: the archive in a browser."""

from typing import Annotated

import typer

from riwaya.cli.options import ArchiveOption, LexiconDir


def desk(
    archive_at: ArchiveOption = None,
    host: Annotated[str, typer.Option("--host", help="Address to listen on; any but this machine asks for users.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option("--port", min=1, max=65535)] = 8600,
    by: Annotated[str, typer.Option("--by", help="Whose name decisions carry (else RIWAYA_USER, else yours).")] = "",
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the browser.")] = True,
    lexicon: LexiconDir = None,
) -> None:
    """Open the archive in a browser: read, compare, decide."""
    from riwaya.desk.run import address, serve
    from riwaya.desk.settings import Settings
    from riwaya.ledger.opening import default_place

    settings = Settings(archive_at or default_place(), host=host, port=port, by=by, lexicon=lexicon)
    typer.echo(f"the desk is at {address(settings)}  (Ctrl-C ends it)")
    serve(settings, browser)
