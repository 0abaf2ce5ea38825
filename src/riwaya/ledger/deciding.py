"""Deciding: what people say of claims. Nothing is overwritten; every decision goes into the custody chain."""

import json
from typing import Any

from riwaya.archive.store import Archive
from riwaya.errors import BadInput


def value_of(text: str) -> Any:
    """What a person typed as a new value: JSON where it is some, else the plain words."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def add_claim(
    archive: Archive, report: str, words: str, type: str, by: str, reason: str,
    stance: str = "asserts", voice: str | None = None, kind: str = "other",
) -> str:  # fmt: skip
    """Add a claim that a person found, from words in the report; its id. Raises BadInput, ArchiveError."""
    stored = archive.report(report)
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
    return archive.add_claim(stored.id, made, by, reason)


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
