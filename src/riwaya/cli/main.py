"""The `riwaya` command: wires the command groups and turns errors into messages and exit codes."""

import os
import sys
from typing import Annotated

import typer

from riwaya.cli import (
    add,
    bulk,
    custody,
    decide,
    demo,
    desk,
    export,
    find,
    gazetteer,
    incidents,
    lexicon,
    read,
    reread,
    rulings,
    user,
)  # fmt: skip
from riwaya.errors import RiwayaError

app = typer.Typer(
    name="riwaya", no_args_is_help=True, add_completion=True, pretty_exceptions_enable=False,
    help="Read Arabic reporting on armed conflict: who says what happened.",
)  # fmt: skip
app.command("read")(read.read)
app.command("explain")(read.explain)
app.command("init")(add.init)
app.command("add")(add.add)
app.command("export")(export.export)
app.command("search")(find.search)
app.command("show")(find.show)
app.command("raw")(find.raw)
app.command("confirm")(decide.confirm)
app.command("correct")(decide.correct)
app.command("reject")(decide.reject)
app.command("note")(decide.note)
app.command("undo")(decide.undo)
app.command("add-claim")(decide.add_claim)
app.command("reread")(reread.reread)
app.command("diff")(reread.diff)
app.command("verify")(custody.verify)
app.command("reindex")(custody.reindex)
app.command("seal")(custody.seal)
app.command("custody")(custody.custody)
app.command("incidents")(incidents.incidents)
app.command("incident")(incidents.incident)
app.command("voice")(incidents.voice)
app.command("why")(incidents.why)
app.command("merge")(rulings.merge)
app.command("best")(rulings.best)
app.command("split")(rulings.split)
app.command("move")(rulings.move)
app.command("timeline")(incidents.timeline)
app.command("link")(incidents.link)
app.command("desk")(desk.desk)
app.command("demo")(demo.demo)
app.add_typer(bulk.app, name="bulk")
app.add_typer(custody.keys_app, name="keys")
app.add_typer(user.app, name="user")
app.add_typer(lexicon.app, name="lexicon")
app.add_typer(gazetteer.app, name="gazetteer")


def _version(value: bool) -> None:
    if value:
        from riwaya import __version__

        typer.echo(f"riwaya {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and stop.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Read Arabic reporting on armed conflict: who says what happened."""


def main() -> None:
    """Entry point: exit 2 with a plain message on anything the user can mend; quiet on Ctrl-C and pipes."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except RiwayaError as error:
        typer.echo(f"riwaya: {error}", err=True)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
