"""What an address asks for: the filters that pages, feed and API share."""

from dataclasses import dataclass
from datetime import date

from fastapi import Query

from riwaya.desk.errors import BadRequest
from riwaya.ledger.comparing import Wanted

SORTS = ("date", "contested", "origins")


@dataclass(frozen=True, slots=True)
class Asked:
    """Filters as given; empty ones are None. `words` is a search, `outlet` an outlet's name."""

    wanted: Wanted
    outlet: str | None = None
    words: str | None = None
    sort: str = "date"
    page: int = 1

    @property
    def narrow(self) -> bool:
        """Whether anything is left out."""
        return self.wanted != Wanted() or bool(self.outlet or self.words)


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
    sort: str = Query("date", max_length=20, description="date, contested or origins"),
    page: int = Query(1, ge=1, le=1_000_000),
) -> Asked:
    """The filters of a request. Raises BadRequest on a date that is none."""
    wanted = Wanted(
        type or None, place.strip() or None, voice.strip() or None, party.strip() or None, agreement or None,
        day("since", since), day("until", until),
    )  # fmt: skip
    return Asked(wanted, outlet.strip() or None, words.strip() or None, sort if sort in SORTS else "date", page)


def day(name: str, given: str) -> str | None:
    """An ISO date, checked; None for nothing. Raises BadRequest."""
    if not given:
        return None
    try:
        return date.fromisoformat(given).isoformat()
    except ValueError as error:
        raise BadRequest(f"{name}: {given!r} is no date; write it as YYYY-MM-DD") from error
