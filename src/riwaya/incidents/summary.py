"""What of an incident is kept beside it, for lists and filters: the names it is found by, and its box."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from riwaya.gazetteer.names import key, spellings
from riwaya.incidents.origins import voice_of
from riwaya.incidents.records import ClaimRecord

CONTEST = ("contested", "conceded", "differs", "corroborated", "single")  # the most contested first


def point(places: Sequence[Mapping[str, Any]]) -> tuple[float | None, float | None]:
    """Latitude and longitude of the first place whose position is known; None of both where none is."""
    at = next((p for p in places if p.get("lat") is not None and p.get("lon") is not None), None)
    return (at["lat"], at["lon"]) if at else (None, None)


def names(claims: Sequence[ClaimRecord]) -> frozenset[tuple[str, str]]:
    """(kind, name) for each type, place, party, voice and outlet of an incident's claims, in every spelling."""
    known = _known(claims)
    return frozenset(pair for r in claims for pair in _names(r, known) if pair[1])


def _names(r: ClaimRecord, known: Mapping[str, set[str]]) -> Iterator[tuple[str, str]]:
    event = r.claim["event"]
    yield "type", event["type"]
    yield "outlet", r.report.get("outlet") or ""
    for v in (r.claim.get("attribution") or [])[:1]:
        yield "outlet", v.get("text") or ""
    for p in event.get("places") or []:
        for name in (*spellings(p.get("text") or ""), (p.get("name_en") or "").lower(), p.get("id") or ""):
            yield "place", name
    for p in [*event["actors"], *event["targets"]]:
        for name in (p.get("id"), p.get("side"), p.get("name_en"), p.get("text")):
            yield "party", name or ""
    voice = voice_of(r)
    for name in voice_names(voice):
        yield "voice", name
    for owner in (voice.get("id"), voice.get("member_of")):
        if owner:
            yield "voice", str(owner)
            for name in known.get(str(owner), ()):
                yield "voice", name


def voice_names(v: Mapping[str, Any]) -> set[str]:
    """Every name by which a voice or a party is asked for: id, English name in small letters, key of its words."""
    return {str(n) for n in (v.get("id"), (v.get("name_en") or "").lower(), key(v.get("text") or "")) if n}


def asked(name: str) -> frozenset[str]:
    """What a name that somebody typed is looked up as."""
    return frozenset({name, name.lower(), key(name)} - {""})


def _known(claims: Sequence[ClaimRecord]) -> dict[str, set[str]]:
    """Names of everybody with an id, by id: a person is found by the name of the group they speak for."""
    out: dict[str, set[str]] = {}
    for r in claims:
        e = r.claim["event"]
        for v in [*(r.claim.get("attribution") or []), *e.get("actors", ()), *e.get("targets", ())]:
            if v.get("id"):
                out.setdefault(str(v["id"]), set()).update(voice_names(v))
    return out


def box(places: Sequence[Mapping[str, Any]]) -> tuple[float | None, float | None, float | None, float | None]:
    """South, west, north, east of the places whose position is known; None of each where none is."""
    lats = [p["lat"] for p in places if p.get("lat") is not None and p.get("lon") is not None]
    lons = [p["lon"] for p in places if p.get("lat") is not None and p.get("lon") is not None]
    if not lats:
        return None, None, None, None
    return min(lats), min(lons), max(lats), max(lons)
