"""`riwaya confirm|correct|reject|note|undo|add-claim`: what people decide. Nothing is overwritten."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from riwaya.cli.deciding import decided, deciding
from riwaya.cli.options import ArchiveOption, By, FormatOption, Output, archive, tell, who

if TYPE_CHECKING:
    from riwaya.archive.store import Archive

ClaimId = Annotated[str, typer.Argument(help="The claim's id.")]
Done = tuple[str, dict[str, Any]]


@deciding
def confirm(store: "Archive", by: str, reason: str, claim: ClaimId) -> Done:
    """Say that a claim is as the report says."""
    return decided(store, "confirm", claim, by, reason)


@deciding
def correct(
    store: "Archive", by: str, reason: str, claim: ClaimId,
    field: Annotated[str, typer.Argument(help="Like stance, event.type or event.casualties[0].max.")],
    value: Annotated[str, typer.Argument(help="The new value: JSON, or a plain word.")],
) -> Done:  # fmt: skip
    """Correct one field of a claim."""
    from riwaya.ledger.deciding import value_of

    return decided(store, "correct", claim, by, reason, field, value_of(value))


@deciding
def reject(store: "Archive", by: str, reason: str, claim: ClaimId) -> Done:
    """Say that the report makes no such claim; it stays in the archive and leaves the results."""
    return decided(store, "reject", claim, by, reason)


def note(
    claim: ClaimId,
    text: Annotated[str, typer.Argument(help="The note.")],
    by: By = None,
    format: FormatOption = Output.text,
    archive_at: ArchiveOption = None,
) -> None:
    """Write a note on a claim."""
    with archive(archive_at) as store:
        words, said = decided(store, "note", claim, who(by), text)
    tell(format, words, said)


@deciding
def undo(
    store: "Archive", by: str, reason: str, claim: ClaimId,
    entry: Annotated[int, typer.Argument(help="The decision's number in the custody chain.")],
) -> Done:  # fmt: skip
    """Take a decision back; both stay in the custody chain."""
    return decided(store, "undo", claim, by, reason, None, entry)


@deciding
def add_claim(
    store: "Archive", by: str, reason: str,
    report: Annotated[str, typer.Argument(help="The report's id, or its beginning.")],
    words: Annotated[str, typer.Argument(help="The words it rests on, exactly as in the report.")],
    type: Annotated[str, typer.Option("--type", help="Event type.")],
    stance: Annotated[str, typer.Option("--stance")] = "asserts",
    voice: Annotated[str | None, typer.Option("--voice", help="The voice's words in the report.")] = None,
    kind: Annotated[str, typer.Option("--kind", help="Kind of voice.")] = "other",
) -> Done:  # fmt: skip
    """Add a claim that a person found, from words in the report; correct it further with `riwaya correct`."""
    from riwaya.ledger.deciding import add_claim as add_by_hand
    from riwaya.ledger.linking import settled

    made = add_by_hand(store, report, words, type, by, reason, stance=stance, voice=voice, kind=kind)
    settled(store)
    return made, {"claim": made}
