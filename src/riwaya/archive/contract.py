"""Whether a claim that a person changed or made is still a claim: shape, vocabulary, dates, positions, spans."""

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from riwaya.archive.chain import canonical
from riwaya.errors import ArchiveError
from riwaya.model import (
    EVENT_TYPES,
    GROUPS,
    OUTCOMES,
    PRECISIONS,
    STANCES,
    VOICE_KINDS,
    WEAPONS,
    Casualty,
    Claim,
    Quantity,
)

_DEFAULTS: dict[str, Any] = {"id": None, "name_en": None, "text": "", "approximate": False, "inferred": False}
_CERTAINTIES = ("stated", "hedged")


@cache
def _shape() -> Any:
    from pydantic import TypeAdapter  # not at the top: most commands change no claim

    return TypeAdapter(Claim)


def check_claim(claim: dict[str, Any], length: int) -> None:
    """Raises ArchiveError, naming the field, where this is no claim on a report of `length` characters."""
    from pydantic import ValidationError

    try:
        data = canonical(claim).encode("utf-8")
    except ValueError as error:  # NaN, lone surrogates
        raise ArchiveError(f"this value cannot be kept ({error})") from error
    try:
        read: Claim = _shape().validate_json(json.dumps(_filled(json.loads(data))), strict=True)
    except ValidationError as error:
        first = error.errors()[0]
        at = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in first["loc"]).lstrip(".")
        why = first["msg"][0].lower() + first["msg"][1:]
        if first["type"].startswith("int_"):
            why = "give a whole number or null"
        raise ArchiveError(f"field {at!r}: does not fit there ({why}); see docs/claims.md") from error
    if not read.attribution:
        raise ArchiveError("field 'attribution': a claim needs a voice, the outlet at least")
    for field, value, allowed in _words(read):
        if value not in allowed:
            raise ArchiveError(f"{field}: {value!r} is none of {', '.join(allowed)}")
    if read.event.when is not None:
        _day("event.when.start", read.event.when.start)
        _day("event.when.end", read.event.when.end)
    for place in read.event.places:
        inside = -90 <= (place.lat or 0) <= 90 and -180 <= (place.lon or 0) <= 180
        if (place.lat is None) != (place.lon is None) or not inside:
            raise ArchiveError("event.places: give lat and lon in degrees, or null for both")
    numbers: list[Casualty | Quantity] = [*read.event.casualties, *read.event.quantities]
    for number in numbers:
        if (number.min or 0) < 0 or (number.max is not None and number.max < (number.min or 0)):
            raise ArchiveError(f"a number from {number.min} to {number.max} is none; min may not be above max")
    for field, (start, end) in _spans(claim):
        if not 0 <= start <= end <= length:
            raise ArchiveError(f"{field}: {start}-{end} lies outside the report's {length} characters")


def _filled(claim: dict[str, Any]) -> dict[str, Any]:
    """A claim with what a part may do without: what a person adds by hand rests on no words, or has no id."""
    event = claim.get("event")
    for name, parts in event.items() if isinstance(event, dict) else ():
        for part in parts if isinstance(parts, list) else [parts]:
            if isinstance(part, dict):
                bare = None if name in ("actors", "targets", "when") else [0, 0]
                part["span"] = bare if part.get("span") is None else part["span"]
                for key, value in _DEFAULTS.items():
                    part.setdefault(key, value if name != "when" or key != "text" else None)
    return claim


def _words(c: Claim) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Fields that hold words of ours, with those allowed."""
    yield "stance", c.stance, STANCES
    yield "certainty", c.certainty, _CERTAINTIES
    yield "event.type", c.event.type, EVENT_TYPES
    yield from (("attribution.kind", voice.kind, VOICE_KINDS) for voice in c.attribution)
    yield from (("event.weapons.type", weapon.type, WEAPONS) for weapon in c.event.weapons)
    yield from (("event.places.precision", place.precision, PRECISIONS) for place in c.event.places)
    for casualty in c.event.casualties:
        yield "event.casualties.outcome", casualty.outcome, OUTCOMES
        yield "event.casualties.group", casualty.group, GROUPS


def _day(field: str, value: str | None) -> None:
    try:
        if value is not None:
            date.fromisoformat(value)
    except ValueError as error:
        raise ArchiveError(f"{field}: {value!r} is no date; write it as YYYY-MM-DD") from error


def _spans(value: Any, field: str = "") -> Iterator[tuple[str, Any]]:
    """Every span within a claim, with its field."""
    if isinstance(value, list):
        for one in value:
            yield from _spans(one, field)
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name in ("span", "trigger", "cue") and inner is not None:
                yield f"{field}.{name}".lstrip("."), inner
            else:
                yield from _spans(inner, f"{field}.{name}")
