"""How the desk looks at the archive: all of it, or in the public mode only what may be shown."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from riwaya.desk.errors import BadRequest
from riwaya.desk.kept import Kept
from riwaya.desk.view.asked import Asked
from riwaya.errors import BadInput
from riwaya.ledger import comparing, publishing, showing, voices
from riwaya.ledger.comparing import Box
from riwaya.ledger.exporting import Public
from riwaya.ledger.opening import Archive, Filter
from riwaya.ledger.publishing import cursor_of, order_of, place_of
from riwaya.ledger.showing import IncidentShown

Begun = list[tuple[str | None, str, int]]  # day or None, agreement, how many incidents


@dataclass(frozen=True, slots=True)
class Page:
    """Some incidents as JSON, how many the filters mean in all, and the cursor of those after."""

    items: list[dict[str, Any]]
    total: int
    next: str | None


class Look(Protocol):
    """What pages, feed and API ask; every answer of the public mode goes through `PublicLook`."""

    def incidents(self, asked: Asked, limit: int, cursor: str | None = None, skip: int = 0) -> Page:
        """Incidents that the filters mean, sorted; those after `cursor`, or after the first `skip`."""
        ...

    def begun(self, asked: Asked) -> Begun:
        """How many of them begin on a day, by agreement."""
        ...

    def on_map(self, asked: Asked, box: Box, step: float) -> list[dict[str, Any]]:
        """Those in a box, gathered on a grid of `step` degrees, as `comparing.on_map` gives them."""
        ...

    def totals(self) -> dict[str, int] | None:
        """How much the archive holds; None where that is not to be told."""
        ...

    def incident(self, incident_id: str) -> IncidentShown:
        """One incident, by its id or a claim's. Raises BadInput."""
        ...

    def voice(self, name: str, limit: int, skip: int = 0) -> dict[str, Any]:
        """What a voice has said over time: `limit` claims, the newest first, after `skip` of them. Raises BadInput."""
        ...

    def claims(self, f: Filter) -> Iterator[dict[str, Any]]:
        """Claims as JSON (claim, report, status) that a filter means, the latest happening first."""
        ...


class FullLook:
    """Everything, as the ledger has it."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self._begun: Kept[Begun] = Kept(archive)
        self._totals: Kept[dict[str, int]] = Kept(archive)
        self._voices: Kept[dict[str, Any]] = Kept(archive)
        self._cells: Kept[list[dict[str, Any]]] = Kept(archive)

    def incidents(self, asked: Asked, limit: int, cursor: str | None = None, skip: int = 0) -> Page:
        """See `Look`."""
        items = comparing.described(self.archive, asked.wanted, asked.sort, limit + 1, cursor, skip)
        total = sum(n for _, _, n in self.begun(asked))
        more = len(items) > limit
        after = comparing.cursor_after(self.archive, items[limit - 1]["id"], asked.sort) if more else None
        return Page(items[:limit], total, after)

    def begun(self, asked: Asked) -> Begun:
        """See `Look`."""
        return self._begun.get(asked.wanted, lambda: comparing.begun(self.archive, asked.wanted))

    def on_map(self, asked: Asked, box: Box, step: float) -> list[dict[str, Any]]:
        """See `Look`."""
        key = asked.wanted, box, step
        return self._cells.get(key, lambda: comparing.on_map(self.archive, asked.wanted, box, step))

    def totals(self) -> dict[str, int] | None:
        """See `Look`."""
        return self._totals.get((), self.archive.totals)

    def incident(self, incident_id: str) -> IncidentShown:
        """See `Look`."""
        return showing.incident(self.archive, incident_id)

    def voice(self, name: str, limit: int, skip: int = 0) -> dict[str, Any]:
        """See `Look`."""
        return self._voices.get((name, limit, skip), lambda: self._voice(name, limit, skip))

    def _voice(self, name: str, limit: int, skip: int) -> dict[str, Any]:
        found = voices.voice(self.archive, name, limit, skip, newest_first=True)
        if not found["claims"]:
            raise BadInput(f"no claim of a voice {name!r} in this archive")
        first = showing.claim(self.archive, found["claims"][0]["claim"]).claim["attribution"]
        own = first[-1] if first and name in (first[-1].get("id"), first[-1].get("text")) else {}
        return {**found, "text": own.get("text") or name, "name_en": own.get("name_en")}

    def claims(self, f: Filter) -> Iterator[dict[str, Any]]:
        """See `Look`."""
        for c in self.archive.claims(f):
            yield {"claim": c.claim, "report": {"id": c.report_id}, "status": c.status}


class PublicLook:
    """Only what a public export would show: blurred places, no words, no private names, nothing under embargo."""

    def __init__(self, archive: Archive, rules: Public) -> None:
        self.archive = archive
        self.rules = rules
        self._voices: Kept[dict[str, Any]] = Kept(archive)
        self._shown: Kept[list[dict[str, Any]]] = Kept(archive)

    def incidents(self, asked: Asked, limit: int, cursor: str | None = None, skip: int = 0) -> Page:
        """See `Look`; searching words or outlets would tell what is held back."""
        found = self._all(asked)
        begin = skip if cursor is None else bisect_right(found, place_of(cursor, asked.sort), key=order_of(asked.sort))
        items = found[begin : begin + limit]
        more = begin + limit < len(found)
        return Page(items, len(found), cursor_of(items[-1], asked.sort) if more and items else None)

    def begun(self, asked: Asked) -> Begun:
        """See `Look`."""
        return [(day, a, n) for (day, a), n in Counter((d["start"], d["agreement"]) for d in self._all(asked)).items()]

    def on_map(self, asked: Asked, box: Box, step: float) -> list[dict[str, Any]]:
        """See `Look`."""
        return publishing.on_map(self._all(asked), box, step)

    def totals(self) -> dict[str, int] | None:
        """See `Look`."""
        return None

    def incident(self, incident_id: str) -> IncidentShown:
        """See `Look`."""
        return publishing.public_incident(self.archive, incident_id, self.rules)

    def voice(self, name: str, limit: int, skip: int = 0) -> dict[str, Any]:
        """See `Look`."""
        found = self._voices.get(
            (name, date.today()), lambda: publishing.public_voice(self.archive, name, self.rules)
        )  # fmt: skip
        return {**found, "claims": found["claims"][skip : skip + limit]}

    def claims(self, f: Filter) -> Iterator[dict[str, Any]]:
        """See `Look`; filters that could tell what is held back are refused."""
        if f.words or f.place or f.voice or f.outlet or f.report or f.box or f.rejected:
            raise BadRequest("the public view filters claims by type, stance and dates only")
        yield from publishing.public_claims(self.archive, f, self.rules)

    def _all(self, asked: Asked) -> list[dict[str, Any]]:
        if asked.wanted.words or asked.wanted.outlet:
            raise BadRequest("the public view has no search by words or outlet")
        key = asked.wanted, asked.sort, date.today()
        return self._shown.get(key, lambda: publishing.public_incidents(
            self.archive, asked.wanted, asked.sort, self.rules
        ))  # fmt: skip
