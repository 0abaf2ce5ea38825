"""`riwaya confirm|correct|reject|note|undo|add-claim`: what people decide. Nothing is overwritten."""

import json
from typing import Annotated, Any

import typer

from riwaya.cli.options import ArchiveOption, By, Output, Reason, archive, who
from riwaya.errors import BadInput

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
    try:
        new = json.loads(value)
    except ValueError:
        new = value
    _decide(archive_at, "correct", claim, by, reason, format, field, new)


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
    from riwaya.ledger.linking import settled

    with archive(archive_at) as store:
        stored = store.report(report)
        span = _span(stored.text, words)
        chain: list[dict[str, Any]] = [_voice("outlet", stored.outlet or "", None)]
        if voice:
            chain.append(_voice(kind, voice, _span(stored.text, voice)))
        when = None
        if stored.published:
            day = stored.published
            when = {"start": day, "end": day, "precision": "day", "inferred": True, "text": None, "span": None}
        made = {
            "span": span, "trigger": span, "stance": stance, "certainty": "stated", "negated": False,
            "attribution": chain,
            "event": {"type": type, "actors": [], "targets": [], "weapons": [], "places": [], "when": when,
                      "quantities": [], "casualties": []},
        }  # fmt: skip
        claim_id = store.add_claim(stored.id, made, who(by), reason)
        settled(store)
    typer.echo(json.dumps({"claim": claim_id}) if format is Output.json else claim_id)


def _voice(kind: str, text: str, span: list[int] | None) -> dict[str, Any]:
    return {
        "kind": kind, "text": text, "id": None, "name_en": None, "span": span, "cue": None, "channel": None,
        "side": None, "member_of": None,
    }  # fmt: skip


def _span(text: str, words: str) -> list[int]:
    at = text.find(words)
    if not words or at < 0:
        raise BadInput("these words are not in the report; copy them exactly as they stand there")
    if text.find(words, at + 1) >= 0:
        raise BadInput("these words stand more than once in the report; give more of them")
    return [at, at + len(words)]
