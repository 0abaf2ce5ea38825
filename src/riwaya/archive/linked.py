"""The tables of incidents: what linking asks of them and writes to them. What belongs together is not decided here."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Column, Connection, bindparam, delete, func, insert, literal, select, update

from riwaya.archive.schema import DERIVED, block, custody, incident, incident_name, linked, report, ruled, unlinked

_PAGE = 900  # values in one question
Box = tuple[float | None, float | None, float | None, float | None]  # south, west, north, east


@dataclass(frozen=True, slots=True)
class Linked:
    """A claim as linked: `pk` of its row, packed features as JSON, first and last day, group and incident.

    The box is the reach of a vague claim in degrees, None for others and where no position is known. `weight` is how
    much hangs on the claim, for the review queue.
    """

    pk: int
    claim_id: str
    report_id: str
    features: str
    vague: int
    first: int | None
    last: int | None
    grp: str
    incident: str
    south: float | None = None
    west: float | None = None
    north: float | None = None
    east: float | None = None
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Summary:
    """What of an incident is kept for lists and filters; `names` are (kind, name) it is found by, `point` its latitude
    and longitude on a map."""

    id: str
    day: int
    type: str
    start: str | None
    end: str | None
    agreement: str
    contest: int
    claims: int
    reports: int
    origins: int
    places: Sequence[Mapping[str, Any]]
    box: Box
    names: frozenset[tuple[str, str]]
    point: tuple[float | None, float | None] = (None, None)


def queue(connection: Connection, report_ids: Collection[str], turn: int) -> None:
    """Let reports wait for linking, in the order of `turn`; one that waits already keeps its turn."""
    waiting: set[str] = set()
    for page in _pages(report_ids):
        waiting.update(connection.scalars(select(unlinked.c.report_id).where(unlinked.c.report_id.in_(page))))
    rows = [{"report_id": r, "turn": turn} for r in dict.fromkeys(report_ids) if r not in waiting]
    if rows:
        connection.execute(insert(unlinked), rows)


def queue_all(connection: Connection) -> None:
    """Forget what was linked; every report waits, in the order of publication."""
    for table in (*DERIVED, unlinked):
        connection.execute(delete(table))
    turn = func.row_number().over(order_by=(report.c.published, report.c.entry))
    connection.execute(insert(unlinked).from_select(["report_id", "turn"], select(report.c.id, turn)))


def is_waiting(connection: Connection) -> bool:
    """Whether anything waits for linking."""
    return connection.execute(select(literal(1)).select_from(unlinked).limit(1)).first() is not None


class Links:
    """The tables, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._any_ruled: bool | None = None

    def waiting(self, limit: int) -> list[str]:
        """Reports whose turn is next."""
        query = select(unlinked.c.report_id).order_by(unlinked.c.turn, unlinked.c.report_id).limit(limit)
        return list(self.connection.scalars(query))

    def done(self, report_ids: Collection[str]) -> None:
        """Reports that wait no more."""
        for page in _pages(report_ids):
            self.connection.execute(delete(unlinked).where(unlinked.c.report_id.in_(page)))

    def by_key(self, keys: Collection[int]) -> list[Linked]:
        """Linked claims by the keys of their rows."""
        return self._where(linked.c.pk, keys)

    def of_claims(self, claim_ids: Collection[str]) -> list[Linked]:
        """Linked claims by their ids."""
        return self._where(linked.c.claim_id, claim_ids)

    def of_reports(self, report_ids: Collection[str]) -> list[Linked]:
        """Linked claims of reports."""
        return self._where(linked.c.report_id, report_ids)

    def of_incidents(self, ids: Collection[str]) -> list[Linked]:
        """Linked claims of incidents."""
        return self._where(linked.c.incident, ids)

    def _where(self, column: "Column[Any]", values: Collection[Any]) -> list[Linked]:
        return [
            Linked(*row) for page in _pages(values)
            for row in self.connection.execute(select(linked).where(column.in_(page)))
        ]  # fmt: skip

    def counts(self) -> tuple[int, int]:
        """How many incidents are kept, and in how many claims are."""
        kept = self.connection.execute(select(func.count()).select_from(incident)).scalar() or 0
        meant = self.connection.execute(select(func.count(linked.c.incident.distinct()))).scalar() or 0
        return kept, meant

    def found(self, keys: Collection[int], low: int, high: int) -> Iterator[tuple[int, int, int]]:
        """Key, first day and row of every claim under these keys with its first day between two, inclusive."""
        for page in _pages(keys):
            query = select(block).where(block.c.key.in_(page), block.c.first.between(low, high))
            for key, first, pk in self.connection.execute(query):
                yield int(key), int(first), int(pk)

    def vague_about(self, low: int, high: int, days: int, box: Box) -> list[Linked]:
        """Vague claims of which one of the first `days` days is between two, or that have no day, and whose reach
        meets a box."""
        south, west, north, east = box
        vague = select(linked).where(linked.c.vague == literal(1, literal_execute=True))
        there = linked.c.first.between(low - days + 1, high) & (linked.c.last >= low)
        out = []
        for query in (vague.where(there), vague.where(linked.c.first.is_(None))):
            if south is not None:
                meets = (linked.c.south <= north) & (linked.c.north >= south)
                meets &= (linked.c.west <= east) & (linked.c.east >= west)
                query = query.where(linked.c.south.is_(None) | meets)
            out += [Linked(*row) for row in self.connection.execute(query)]
        return out

    def rulings(self, claim_ids: Collection[str]) -> list[dict[str, Any]]:
        """Contents of the rulings on claims, of the rulings on the claims these are about, and so on; oldest first."""
        if self._any_ruled is None:
            self._any_ruled = self.connection.execute(select(ruled.c.entry).limit(1)).first() is not None
        entries: set[int] = set()
        claims, new = set(claim_ids), set(claim_ids) if self._any_ruled else set()
        while new:
            more: set[int] = set()
            for page in _pages(new):
                more.update(self.connection.scalars(select(ruled.c.entry).where(ruled.c.claim_id.in_(page))))
            more -= entries
            entries |= more
            named: set[str] = set()
            for numbers in _pages(more):
                named.update(self.connection.scalars(select(ruled.c.claim_id).where(ruled.c.entry.in_(numbers))))
            new = named - claims
            claims |= new
        contents: list[Any] = []
        for numbers in _pages(sorted(entries)):
            query = select(custody.c.content).where(custody.c.seq.in_(numbers)).order_by(custody.c.seq)
            contents += self.connection.scalars(query)
        return [json.loads(c) for c in contents]

    def put(self, rows: Iterable[tuple[Linked, Collection[int]]]) -> None:
        """Keep new linked claims, each with the keys it is found under."""
        claims, blocks = [], []
        for row, keys in rows:
            claims.append(asdict(row))
            blocks += [{"key": k, "first": row.first, "pk": row.pk} for k in keys]
        if claims:
            self.connection.execute(insert(linked), claims)
        if blocks:
            self.connection.execute(insert(block), blocks)

    def drop(self, rows: Iterable[tuple[Linked, Collection[int]]]) -> None:
        """Forget linked claims, given with the keys they were found under."""
        given = list(rows)
        for page in _pages([row.pk for row, _ in given]):
            self.connection.execute(delete(linked).where(linked.c.pk.in_(page)))
        blocks = [{"k": k, "f": row.first, "p": row.pk} for row, keys in given for k in keys]
        if blocks:
            where = (
                block.c.key == bindparam("k"), block.c.first == bindparam("f"), block.c.pk == bindparam("p"),
            )  # fmt: skip
            self.connection.execute(delete(block).where(*where), blocks)

    def place(self, rows: Iterable[tuple[int, str, str]]) -> None:
        """Put linked claims (by key) into a group and an incident."""
        given = [{"p": pk, "g": group, "i": home} for pk, group, home in rows]
        if given:
            change = update(linked).where(linked.c.pk == bindparam("p"))
            self.connection.execute(change.values(grp=bindparam("g"), incident=bindparam("i")), given)

    def weigh(self, rows: Iterable[tuple[int, int]]) -> None:
        """Say how much hangs on linked claims (by key)."""
        given = [{"p": pk, "w": weight} for pk, weight in rows]
        if given:
            change = update(linked).where(linked.c.pk == bindparam("p"))
            self.connection.execute(change.values(weight=bindparam("w")), given)

    def put_incidents(self, summaries: Collection[Summary]) -> None:
        """Keep incidents' summaries."""
        rows, names = [], []
        for s in summaries:
            south, west, north, east = s.box
            rows.append({
                "id": s.id, "day": s.day, "type": s.type, "start": s.start, "end": s.end, "agreement": s.agreement,
                "contest": s.contest, "claims": s.claims, "reports": s.reports, "origins": s.origins, "south": south,
                "west": west, "north": north, "east": east, "places": json.dumps(s.places, ensure_ascii=False),
                "lat": s.point[0], "lon": s.point[1],
            })  # fmt: skip
            names += [{"kind": k, "name": n, "incident": s.id} for k, n in sorted(s.names)]
        if rows:
            self.connection.execute(insert(incident), rows)
        if names:
            self.connection.execute(insert(incident_name), names)

    def drop_incidents(self, ids: Collection[str]) -> None:
        """Forget incidents' summaries."""
        for page in _pages(ids):
            self.connection.execute(delete(incident).where(incident.c.id.in_(page)))
            self.connection.execute(delete(incident_name).where(incident_name.c.incident.in_(page)))

    def summaries(self, ids: Collection[str]) -> dict[str, Summary]:
        """Incidents' summaries by id."""
        names: dict[str, set[tuple[str, str]]] = {}
        out = {}
        for page in _pages(ids):
            for row in self.connection.execute(select(incident_name).where(incident_name.c.incident.in_(page))):
                names.setdefault(row.incident, set()).add((row.kind, row.name))
            for row in self.connection.execute(select(incident).where(incident.c.id.in_(page))):
                out[row.id] = Summary(
                    row.id, row.day, row.type, row.start, row.end, row.agreement, row.contest, row.claims, row.reports,
                    row.origins, json.loads(row.places), (row.south, row.west, row.north, row.east),
                    frozenset(names.get(row.id, ())), (row.lat, row.lon),
                )  # fmt: skip
        return out


def _pages(values: Collection[Any]) -> Iterator[list[Any]]:
    given = list(values)
    for n in range(0, len(given), _PAGE):
        yield given[n : n + _PAGE]
