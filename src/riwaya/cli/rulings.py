"""`riwaya merge|split|move`: a person's rulings on what belongs together."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from riwaya.cli.deciding import deciding

if TYPE_CHECKING:
    from riwaya.archive.store import Archive


def _said(entry: int, done: str) -> tuple[str, dict[str, Any]]:
    return f"entry {entry}: {done}", {"entry": entry, "done": done}


@deciding
def merge(
    store: "Archive", by: str, reason: str,
    names: Annotated[list[str], typer.Argument(help="Incidents or claims that are one happening.")],
) -> tuple[str, dict[str, Any]]:  # fmt: skip
    """Say that incidents (or claims) are one; it stays so whatever linking finds."""
    from riwaya.ledger.comparing import members, rule

    return _said(rule(store, "merge", [claim for n in names for claim in members(store, n)], by, reason), "merged")


@deciding
def best(
    store: "Archive", by: str, reason: str,
    incident: Annotated[str, typer.Argument(help="The incident, or a claim of it.")],
    outcome: Annotated[str, typer.Argument(help="killed, injured, missing, detained or displaced.")],
    number: Annotated[str, typer.Argument(help="How many, as you find; none takes it back.")],
    group: Annotated[str, typer.Option("--group", help="Of which people: all, civilians, children ...")] = "all",
) -> tuple[str, dict[str, Any]]:  # fmt: skip
    """Set the best value of a toll, beside its lowest and highest; no program ever sets one."""
    from riwaya.ledger.comparing import set_best

    entry = set_best(store, incident, outcome, number, group, by, reason)
    return _said(entry, f"best of {outcome}, {group}: {number}")


@deciding
def split(
    store: "Archive", by: str, reason: str,
    claim: Annotated[str, typer.Argument(help="The claim that does not belong.")],
) -> tuple[str, dict[str, Any]]:  # fmt: skip
    """Say that a claim is not of the incident it is in."""
    from riwaya.ledger.comparing import one, rule

    others = [r.id for r in one(store, claim).claims if r.id != claim]
    return _said(rule(store, "split", [claim, *others], by, reason), "split")


@deciding
def move(
    store: "Archive", by: str, reason: str,
    claim: Annotated[str, typer.Argument(help="The claim.")],
    to: Annotated[str, typer.Argument(help="The incident, or a claim of it, where it belongs.")],
) -> tuple[str, dict[str, Any]]:  # fmt: skip
    """Say that a claim is of another incident."""
    from riwaya.ledger.comparing import members, rule

    return _said(rule(store, "move", [members(store, claim)[0], members(store, to)[0]], by, reason), "moved")
