"""`riwaya gazetteer`: what a name means, and importing places."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="The gazetteer: names to places.")


@app.callback()
def gazetteer() -> None:
    """The gazetteer: names to places."""


@app.command()
def find(name: Annotated[str, typer.Argument(help="A place name, in Arabic or English.")]) -> None:
    """Show every place a name can mean, the likeliest first."""
    from riwaya import gazetteer as places

    found = places.load().describe(name)
    if not found:
        typer.echo(f"no place named {name}")
        raise typer.Exit(1)
    for row in found:
        typer.echo("  ".join(f"{key}={value}" for key, value in row.items() if value not in (None, "", [])))


@app.command()
def add(
    file: Annotated[
        Path, typer.Argument(help="A GeoNames country dump, or a CSV with name_ar, name_en, lat, lon, kind, parent.")
    ],
) -> None:
    """Import places; good rows are kept, bad ones named."""
    from riwaya.gazetteer.importer import import_file

    result = import_file(file)
    for line in result.skipped:
        typer.echo(f"riwaya: {line}", err=True)
    typer.echo(f"{result.added} places added")
    if result.skipped:
        raise typer.Exit(2)
