"""`riwaya lexicon`: check the lexicon."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="The lexicon: what the words mean.")


@app.callback()
def lexicon() -> None:
    """The lexicon: what the words mean."""


@app.command()
def check(
    lexicon: Annotated[Path | None, typer.Option("--lexicon", help="Folder of your own entries to check too.")] = None,
) -> None:
    """Check the product's lexicon, and yours on top of it; print every problem with file and line."""
    from riwaya.lexicon.check import check as find_problems

    problems = find_problems(lexicon)
    for problem in problems:
        typer.echo(str(problem), err=True)
    if problems:
        typer.echo(f"riwaya: {len(problems)} problems in the lexicon", err=True)
        raise typer.Exit(2)
    typer.echo("the lexicon holds together")
