"""What an address asks for: the filters that pages, feed and API share."""

from dataclasses import dataclass
from datetime import date
from math import isfinite

from fastapi import Query

from riwaya.desk.errors import BadRequest
from riwaya.ledger.comparing import Wanted

SORTS = ("newest", "date", "contested", "origins")


@dataclass(frozen=True, slots=True)
class Asked:
    """Filters as given; empty ones are None."""

    wanted: Wanted
    sort: str = SORTS[0]
    page: int = 1

    @property
    def narrow(self) -> bool:
        """Whether anything is left out."""
        return self.wanted != Wanted()


def asked(
    type: str = Query("", max_length=64, description="Event type, like air_strike"),
    place: str = Query("", max_length=200, description="A place's name, in Arabic or English"),
    voice: str = Query("", max_length=200, description="A voice's name, id or kind"),
    party: str = Query("", max_length=200, description="An actor or target: id, side or name"),
    outlet: str = Query("", max_length=200, description="An outlet's name"),
    agreement: str = Query("", max_length=64, description="single, corroborated, differs, contested or conceded"),
    since: str = Query("", max_length=10, description="ISO date; only what happened on or after it"),
    until: str = Query("", max_length=10, description="ISO date; only what happened on or before it"),
    words: str = Query("", max_length=500, description="Arabic words, as in riwaya search"),
    at: str = Query("", max_length=60, description="LATITUDE,LONGITUDE at which it stands on the map"),
    sort: str = Query(SORTS[0], max_length=20, description="newest, date, contested or origins"),
    page: int = Query(1, ge=1, le=1_000_000),
) -> Asked:
    """The filters of a request. Raises BadRequest on a date or a point that is none."""
    wanted = Wanted(
        type or None, place.strip() or None, voice.strip() or None, party.strip() or None, agreement or None,
        day("since", since), day("until", until), outlet=outlet.strip() or None, words=words.strip() or None,
        point=_point(at),
    )  # fmt: skip
    return Asked(wanted, sort if sort in SORTS else SORTS[0], page)


def numbers(name: str, given: str, count: int) -> tuple[float, ...]:
    """So many numbers with commas between. Raises BadRequest."""
    try:
        found = tuple(float(part) for part in given.split(","))
    except ValueError:
        found = ()
    if len(found) != count or not all(isfinite(x) for x in found):
        raise BadRequest(f"{name}: give {count} numbers with commas between")
    return found


def _point(given: str) -> tuple[float, float] | None:
    if not given:
        return None
    lat, lon = numbers("at", given, 2)
    return lat, lon


def day(name: str, given: str) -> str | None:
    """An ISO date, checked; None for nothing. Raises BadRequest."""
    if not given:
        return None
    try:
        return date.fromisoformat(given).isoformat()
    except ValueError as error:
        raise BadRequest(f"{name}: {given!r} is no date; write it as YYYY-MM-DD") from error
