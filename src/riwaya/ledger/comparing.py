"""Comparing: incidents of an archive as they are kept; one voice over time; why two claims are linked; rulings.

Each use first links what waits, and then loads no more than it shows.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from itertools import islice
from typing import Any

from riwaya.archive import find_incidents
from riwaya.archive.find_incidents import IncidentFilter
from riwaya.archive.linked import Links, Summary
from riwaya.archive.store import Archive
from riwaya.errors import BadInput
from riwaya.incidents.compare import compare
from riwaya.incidents.link import CONTEXT_DAYS, can_be_about, in_order
from riwaya.incidents.questions import describe
from riwaya.incidents.ranges import OUTCOMES
from riwaya.incidents.records import Incident, rules
from riwaya.incidents.summary import CONTEST, asked, box
from riwaya.ledger.linking import records, settled
from riwaya.ledger.neighbours import features_in
from riwaya.model import GROUPS

_PAGE = 50  # incidents loaded at once
TOLLS = OUTCOMES  # outcomes that a best value can be set for
Box = tuple[float, float, float, float]  # south, west, north, east, in degrees


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which incidents are meant; everything given must hold of one of an incident's claims or of the incident.

    `words` is a search, `point` the latitude and longitude at which an incident stands on a map.
    """

    type: str | None = None
    place: str | None = None
    voice: str | None = None
    party: str | None = None
    agreement: str | None = None
    since: str | None = None
    until: str | None = None
    box: Box | None = None
    outlet: str | None = None
    words: str | None = None
    point: tuple[float, float] | None = None

    def said(self) -> dict[str, Any]:
        """What was asked for, without what was left open."""
        given = {f.name: getattr(self, f.name) for f in fields(self)}
        return {k: list(v) if isinstance(v, tuple) else v for k, v in given.items() if v is not None}


def incidents(
    archive: Archive, wanted: Wanted, sort: str = "date", limit: int | None = None, cursor: str | None = None,
    skip: int = 0,
) -> Iterator[Incident]:  # fmt: skip
    """Incidents that a filter means, with their claims but without context; streams in pages.

    Sorted by date, newest, origins (most first) or contested (contested first). Raises ArchiveError on no such sort.
    """
    with settled(archive).links() as links:
        found = find_incidents.ids(links.connection, _filter(wanted), sort, limit, cursor, skip)
        while page := list(islice(found, _PAGE)):
            yield from loaded(links, page)


def described(
    archive: Archive, wanted: Wanted, sort: str = "date", limit: int | None = None, cursor: str | None = None,
    skip: int = 0,
) -> list[dict[str, Any]]:  # fmt: skip
    """Incidents as JSON that a filter means, sorted as `incidents`: at most `limit`, after `cursor` or `skip`."""
    return [describe(i) for i in incidents(archive, wanted, sort, limit, cursor, skip)]


def cursor_after(archive: Archive, incident_id: str, sort: str) -> str:
    """Where to go on after an incident, in an order; holds however many are added or taken away."""
    with archive.read() as c:
        return find_incidents.cursor(c, sort, incident_id)


def listed(
    archive: Archive, wanted: Wanted, sort: str = "date", limit: int | None = None, cursor: str | None = None
) -> tuple[list[dict[str, Any]], str | None]:
    """What is kept of incidents for lists (no claim is loaded), and the cursor to go on after them.

    Each has id, type, start, end, agreement, places, and the numbers of claims, reports and origins.
    """
    with settled(archive).links() as links:
        ids = list(find_incidents.ids(links.connection, _filter(wanted), sort, limit, cursor))
        kept = links.summaries(ids)
        after = find_incidents.cursor(links.connection, sort, ids[-1]) if ids and len(ids) == limit else None
    return [_line(kept[i]) for i in ids], after


def timeline(archive: Archive, wanted: Wanted) -> list[dict[str, Any]]:
    """Days, the earliest first, each with the incidents (as `listed` gives them) that begin on it; no day last."""
    days: dict[str | None, list[dict[str, Any]]] = {}
    for line in listed(archive, wanted)[0]:
        days.setdefault(line["start"], []).append(line)
    return [{"day": day, "incidents": days[day]} for day in sorted(days, key=lambda d: (d is None, d or ""))]


def counted(archive: Archive, wanted: Wanted) -> int:
    """How many incidents a filter means."""
    with settled(archive).read() as c:
        return find_incidents.count(c, _filter(wanted))


def begun(archive: Archive, wanted: Wanted) -> list[tuple[str | None, str, int]]:
    """How many incidents begin on a day, by agreement: (ISO date or None, agreement, count)."""
    with settled(archive).read() as c:
        return find_incidents.begun(c, _filter(wanted))


def on_map(archive: Archive, wanted: Wanted, box: Box, step: float) -> list[dict[str, Any]]:
    """Incidents whose position lies in a box, gathered on a grid of `step` degrees: count, lat, lon, agreement (the
    most contested among them), `point` where all stand at one, and `incident`, as `listed` gives it, of a lone one."""
    with settled(archive).links() as links:
        found = find_incidents.cells(links.connection, _filter(wanted), box, step)
        lone = links.summaries([cell.incident for cell in found if cell.count == 1])
    return [
        {"count": cell.count, "lat": cell.lat, "lon": cell.lon, "agreement": CONTEST[cell.contest], "point": cell.point,
         "incident": _line(lone[cell.incident]) if cell.count == 1 else None}
        for cell in found
    ]  # fmt: skip


def _line(s: Summary) -> dict[str, Any]:
    return {
        "id": s.id, "type": s.type, "start": s.start, "end": s.end, "agreement": s.agreement,
        "places": list(s.places), "claims": s.claims, "reports": s.reports, "origins": s.origins,
    }  # fmt: skip


def _filter(w: Wanted) -> IncidentFilter:
    from riwaya.gazetteer import named

    names: list[tuple[str, frozenset[str]]] = []
    if w.type:
        names.append(("type", frozenset((w.type,))))
    if w.place:
        names.append(("place", frozenset(named(w.place))))
    if w.voice:
        names.append(("voice", asked(w.voice)))
    if w.party:
        names.append(("party", frozenset((w.party,))))
    if w.outlet:
        names.append(("outlet", frozenset((w.outlet,))))
    return IncidentFilter(tuple(names), w.agreement, w.since, w.until, w.box, w.point, w.words)


def loaded(links: Links, ids: list[str]) -> list[Incident]:
    """Incidents by id, in that order, without context."""
    rows = {row.claim_id: row for row in links.of_incidents(ids)}
    claims = {r.id: r for r in records(links, sorted(row.pk for row in rows.values())).values()}
    features = {i: features_in(row) for i, row in rows.items()}
    members: dict[str, list[str]] = {}
    for i, row in rows.items():
        members.setdefault(row.incident, []).append(i)
    return [Incident(name, [claims[i] for i in in_order(members[name], features)]) for name in ids]


def one(archive: Archive, incident_id: str) -> Incident:
    """An incident with its context, by its id or by a claim in it. Raises BadInput."""
    with settled(archive).links() as links:
        of_claim = [row.incident for row in links.of_claims([incident_id])]
        name = of_claim[0] if of_claim else incident_id
        if not links.of_incidents([name]):
            raise BadInput(f"no incident {incident_id} in this archive; `riwaya incidents` lists them")
        [incident] = loaded(links, [name])
        keys = _context(links, incident)
        incident.context = sorted(records(links, keys).values(), key=lambda r: r.id)
        return incident


def _context(links: Links, incident: Incident) -> list[int]:
    """Vaguer claims that an incident's specific ones can be what they are about."""
    rows = links.of_claims([r.id for r in incident.claims])
    specific = [f for f in map(features_in, rows) if not f.vague and f.first is not None and f.last is not None]
    if not specific:
        return []
    low, high = min(f.first or 0 for f in specific), max(f.last or 0 for f in specific)
    spots = [{"lat": s.lat, "lon": s.lon} for f in specific for s in f.spots]
    mine = {row.claim_id for row in rows}
    found = links.vague_about(low, high, CONTEXT_DAYS, box(spots))
    return [
        row.pk for row in found
        if row.claim_id not in mine and any(can_be_about(v, f) for v in [features_in(row)] for f in specific)
    ]  # fmt: skip


def why(archive: Archive, a: str, b: str) -> dict[str, Any]:
    """Every comparison of two claims, whether they are in one incident, and what decided. Raises BadInput."""
    with settled(archive).links() as links:
        rows = {row.claim_id: row for row in links.of_claims([a, b])}
        for claim in (a, b):
            if claim not in rows:
                raise BadInput(f"no claim {claim} in this archive")
        ruled = [r for r in links.rulings([a, b]) if {a, b} & {*r["claims"]}]
    result = compare(features_in(rows[a]), features_in(rows[b]))
    return {
        "claims": [a, b], "together": rows[a].incident == rows[b].incident, "score": round(result.score, 3),
        "threshold": rules().threshold,
        "parts": [{"comparison": n, "score": round(s, 2), "reason": reason} for n, s, reason in result.parts],
        "rulings": [{k: r[k] for k in ("kind", "by", "reason")} for r in ruled],
    }  # fmt: skip


def rule(archive: Archive, kind: str, claims: Iterable[str], by: str, reason: str) -> int:
    """Record a person's ruling; it wins over every score and is kept in the custody chain. Raises BadInput."""
    chosen = list(dict.fromkeys(claims))
    if not reason.strip():
        raise BadInput(f"{kind}: say why, with --reason")
    if len(chosen) < 2:
        raise BadInput(f"{kind}: needs two different claims or incidents")
    entry = archive.rule(kind, chosen, by, reason)
    settled(archive)
    return entry


def set_best(archive: Archive, name: str, outcome: str, number: str, group: str, by: str, reason: str) -> int:
    """Record the value a person finds best for a toll of an incident; the entry in the custody chain.

    It rests on the incident's core claim and goes with it. `number` is a whole number, or `none` to take it back.
    Raises BadInput, and ArchiveError where it is neither.
    """
    if outcome not in OUTCOMES:
        raise BadInput(f"best: {outcome!r} is no toll; {', '.join(OUTCOMES)} are")
    if group != "all" and group not in GROUPS:
        raise BadInput(f"best: {group!r} is no group of people; all, {', '.join(GROUPS)} are")
    value = None if number == "none" else int(number) if number.isdecimal() else number
    incident = one(archive, name)
    core = members(archive, incident.id)[0]
    entry = archive.decide("best", core, by, reason, f"{outcome}/{group}", value)
    settled(archive)
    return entry


def members(archive: Archive, name: str) -> list[str]:
    """The claims of an incident, its core first; of a claim, itself. Raises BadInput."""
    with settled(archive).links() as links:
        if not name.startswith("i-"):
            if not links.of_claims([name]):
                raise BadInput(f"no claim or incident {name} in this archive")
            return [name]
        rows = links.of_incidents([name])
    if not rows:
        raise BadInput(f"no incident {name} in this archive; `riwaya incidents` lists them")
    return in_order([row.claim_id for row in rows], {row.claim_id: features_in(row) for row in rows})
