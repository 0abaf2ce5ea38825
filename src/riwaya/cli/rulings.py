"""`riwaya merge|split|move`: a person's rulings on what belongs together."""

import json
from typing import Annotated

import typer

from riwaya.cli.options import ArchiveOption, By, Output, Reason, archive, who

Format = Annotated[Output, typer.Option("--format")]


def _said(entry: int, done: str, format: Output) -> None:
    typer.echo(json.dumps({"entry": entry, "done": done}) if format is Output.json else f"entry {entry}: {done}")


def merge(
    names: Annotated[list[str], typer.Argument(help="Incidents or claims that are one happening.")],
    by: By = None,
    reason: Reason = "",
    format: Format = Output.text,
    archive_at: ArchiveOption = None,
) -> None:
    """Say that incidents (or claims) are one; it stays so whatever linking finds."""
    from riwaya.ledger.comparing import members, rule

    with archive(archive_at) as store:
        entry = rule(store, "merge", [claim for n in names for claim in members(store, n)], who(by), reason)
    _said(entry, "merged", format)


def split(
    claim: Annotated[str, typer.Argument(help="The claim that does not belong.")],
    by: By = None,
    reason: Reason = "",
    format: Format = Output.text,
    archive_at: ArchiveOption = None,
) -> None:
    """Say that a claim is not of the incident it is in."""
    from riwaya.ledger.comparing import one, rule

    with archive(archive_at) as store:
        others = [r.id for r in one(store, claim).claims if r.id != claim]
        entry = rule(store, "split", [claim, *others], who(by), reason)
    _said(entry, "split", format)


def move(
    claim: Annotated[str, typer.Argument(help="The claim.")],
    to: Annotated[str, typer.Argument(help="The incident, or a claim of it, where it belongs.")],
    by: By = None,
    reason: Reason = "",
    format: Format = Output.text,
    archive_at: ArchiveOption = None,
) -> None:
    """Say that a claim is of another incident."""
    from riwaya.ledger.comparing import members, rule

    with archive(archive_at) as store:
        entry = rule(store, "move", [members(store, claim)[0], members(store, to)[0]], who(by), reason)
    _said(entry, "moved", format)
