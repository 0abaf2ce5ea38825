"""`riwaya demo`: the whole way from reports to the desk, on the samples."""

import os
import shlex
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from riwaya.cli.desk import Browser, Port
from riwaya.errors import RiwayaError


def demo(
    context: typer.Context,
    port: Port = 8600,
    browser: Browser = True,
    serve: Annotated[
        bool | None, typer.Option("--serve/--no-serve", help="Open the desk at the end (on a terminal, by default).")
    ] = None,
) -> None:
    """Read, add, verify, search and export the sample reports in an archive that is gone afterwards; then the desk."""
    from riwaya.ledger.demo import facts, samples

    root = context.find_root().command
    folder = samples()
    name, published, outlet = facts(folder)
    with tempfile.TemporaryDirectory(prefix="riwaya-demo-") as room:
        where = str(Path(room) / "archive")
        before = os.environ.get("RIWAYA_ARCHIVE")
        os.environ["RIWAYA_ARCHIVE"] = where
        try:
            for words in (
                ("read", str(folder / name), "--published", published, "--outlet", outlet),
                ("init",),
                ("add", str(folder)),
                ("verify",),
                ("search", "غارات", "--limit", "3"),
                ("export", str(Path(room) / "claims.csv")),
            ):
                typer.secho(f"$ riwaya {shlex.join(words)}", bold=True)
                if code := root.main(list(words), "riwaya", standalone_mode=False):
                    raise typer.Exit(code)
                typer.echo()
        finally:
            if before is None:
                del os.environ["RIWAYA_ARCHIVE"]
            else:
                os.environ["RIWAYA_ARCHIVE"] = before
        _desk(where, port, browser, sys.stdout.isatty() if serve is None else serve)


def _desk(where: str, port: int, browser: bool, wanted: bool) -> None:
    from riwaya.desk.run import address, check_assets, serve
    from riwaya.desk.settings import Settings

    settings = Settings(where, port=port)
    if wanted:
        serve(settings, browser, ready=lambda: typer.echo(f"the desk is at {address(settings)}  (Ctrl-C ends it)"))
        return
    try:
        check_assets()
    except RiwayaError as error:
        typer.echo(f"riwaya: {error}", err=True)
    typer.echo("to look at it in a browser: `riwaya demo --serve`; at an archive of your own: `riwaya desk`")
