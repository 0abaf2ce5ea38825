"""`riwaya confirm|correct|reject|note|undo|add-claim`: what people decide. Nothing is overwritten."""

import json
from typing import Annotated, Any

import typer

from riwaya.cli.options import ArchiveOption, By, Output, Reason, archive, who

ClaimId = Annotated[str, typer.Argument(help="The claim's id.")]


Format = Annotated[Output, typer.Option("--format")]


def _decide(
    at: str | None, act: str, claim: str, by: str | None, reason: str, format: Output, field: str | None = None,
    value: Any = None,
) -> None:  # fmt: skip
    from riwaya.ledger.linking import settled

    with archive(at) as store:
        entry = store.decide(act, claim, who(by), reason, field, value)
        settled(store)
    said = {"entry": entry, "act": act, "claim": claim}
    typer.echo(json.dumps(said) if format is Output.json else f"entry {entry}: {act} {claim}")


def confirm(
    claim: ClaimId, by: By = None, reason: Reason = "", format: Format = Output.text, archive_at: ArchiveOption = None
) -> None:
    """Say that a claim is as the report says."""
    _decide(archive_at, "confirm", claim, by, reason, format)


def correct(
    claim: ClaimId,
    field: Annotated[str, typer.Argument(help="Like stance, event.type or event.casualties[0].max.")],
    value: Annotated[str, typer.Argument(help="The new value: JSON, or a plain word.")],
    by: By = None,
    reason: Reason = "",
    format: Format = Output.text,
    archive_at: ArchiveOption = None,
) -> None:
    """Correct one field of a claim."""
    from riwaya.ledger.deciding import value_of

    _decide(archive_at, "correct", claim, by, reason, format, field, value_of(value))


def reject(
    claim: ClaimId, by: By = None, reason: Reason = "", format: Format = Output.text, archive_at: ArchiveOption = None
) -> None:
    """Say that the report makes no such claim; it stays in the archive and leaves the results."""
    _decide(archive_at, "reject", claim, by, reason, format)


def note(
    claim: ClaimId,
    text: Annotated[str, typer.Argument(help="The note.")],
    by: By = None,
    format: Format = Output.text,
    archive_at: ArchiveOption = None,
) -> None:
    """Write a note on a claim."""
    _decide(archive_at, "note", claim, by, text, format)


def undo(
    claim: ClaimId,
    entry: Annotated[int, typer.Argument(help="The decision's number in the custody chain.")],
    by: By = None,
    reason: Reason = "",
    format: Format = Output.text,
    archive_at: ArchiveOption = None,
) -> None:
    """Take a decision back; both stay in the custody chain."""
    _decide(archive_at, "undo", claim, by, reason, format, None, entry)


def add_claim(
    report: Annotated[str, typer.Argument(help="The report's id, or its beginning.")],
    words: Annotated[str, typer.Argument(help="The words it rests on, exactly as in the report.")],
    type: Annotated[str, typer.Option("--type", help="Event type.")],
    stance: Annotated[str, typer.Option("--stance")] = "asserts",
    voice: Annotated[str | None, typer.Option("--voice", help="The voice's words in the report.")] = None,
    kind: Annotated[str, typer.Option("--kind", help="Kind of voice.")] = "other",
    by: By = None,
    reason: Reason = "",
    format: Format = Output.text,
    archive_at: ArchiveOption = None,
) -> None:
    """Add a claim that a person found, from words in the report; correct it further with `riwaya correct`."""
    from riwaya.ledger.deciding import add_claim as add_by_hand
    from riwaya.ledger.linking import settled

    with archive(archive_at) as store:
        claim_id = add_by_hand(store, report, words, type, who(by), reason, stance=stance, voice=voice, kind=kind)
        settled(store)
    typer.echo(json.dumps({"claim": claim_id}) if format is Output.json else claim_id)
