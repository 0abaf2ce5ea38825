"""What is derived from a claim and a report: the columns that filters use, and the words that are searched."""

import json
from collections.abc import Mapping
from typing import Any

from riwaya.gazetteer.names import key, spellings

PRECISE = ("site", "neighbourhood", "village", "town", "city", "district", "governorate", "country")


def columns(claim: Mapping[str, Any]) -> dict[str, Any]:
    """Type, stance, innermost voice, outlet, time and most precise place of a contract claim."""
    event = claim["event"]
    chain = claim.get("attribution") or []
    voice = chain[-1] if chain else {}
    when = event.get("when") or {}
    places = event.get("places") or []
    placed = [p for p in places if p.get("lat") is not None]
    best = min(placed, key=lambda p: PRECISE.index(p["precision"]), default=None)
    names = dict.fromkeys(
        n for p in places for n in (*spellings(p.get("text") or ""), (p.get("name_en") or "").lower(), p.get("id")) if n
    )
    return {
        "type": event.get("type"), "stance": claim.get("stance"), "voice": key(voice.get("text") or "") or None,
        "voice_id": voice.get("id"), "voice_kind": voice.get("kind"), "voice_member": voice.get("member_of"),
        "outlet": chain[0].get("text") if chain else None, "start": when.get("start"), "end": when.get("end"),
        "lat": best["lat"] if best else None, "lon": best["lon"] if best else None,
        "places": "|" + "|".join(names) + "|" if names else None,
    }  # fmt: skip


def claim_words(claim: Mapping[str, Any], text: str) -> str:
    """What a claim is found by: its words in the report, and the names of its voices, parties and places."""
    start, end = claim["span"]
    parts = [text[start:end]]
    event = claim["event"]
    for voice in claim.get("attribution") or []:
        parts += [voice.get("text") or "", voice.get("name_en") or ""]
    for party in [*(event.get("actors") or []), *(event.get("targets") or [])]:
        parts += [party.get("text") or "", party.get("name") or "", party.get("name_en") or ""]
    for place in event.get("places") or []:
        parts += [place.get("text") or "", place.get("name_en") or ""]
    return " ".join(parts)


def report_words(text: str, title: str | None) -> str:
    """What a report is found by: its title and its text."""
    return f"{title or ''} {text}"


def clean(text: str) -> str:
    """Text that every database keeps: NUL and lone surrogates become U+FFFD, one for one, so spans hold."""
    if "\x00" in text:
        text = text.replace("\x00", "\ufffd")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    return text


def loads(text: str) -> dict[str, Any]:
    """A JSON object as a dict."""
    value: dict[str, Any] = json.loads(text)
    return value
