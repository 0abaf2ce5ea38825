"""Finding incidents by what is kept of them, page by page; no claim is loaded."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, and_, cast, func, or_, select

from riwaya.archive import search
from riwaya.archive.cursors import pack, unpack
from riwaya.archive.schema import incident, incident_name, linked
from riwaya.errors import ArchiveError

_PAGE = 200
# What incidents are sorted by, and in which direction; the last makes the order whole.
_ORDERS: dict[str, tuple[tuple[str, bool], ...]] = {
    "date": (("day", True), ("id", True)),
    "newest": (("day", False), ("id", False)),
    "origins": (("origins", False), ("id", True)),
    "contested": (("contest", True), ("claims", False), ("id", True)),
}


@dataclass(frozen=True, slots=True)
class IncidentFilter:
    """Which incidents are meant; everything given must hold. Each of `names` is a kind with names of which one must be
    among the incident's; `box` is (south, west, north, east) in degrees, `point` the latitude and longitude at which
    it stands on a map; `words` is a search that one of its claims must meet."""

    names: tuple[tuple[str, frozenset[str]], ...] = ()
    agreement: str | None = None
    since: str | None = None
    until: str | None = None
    box: tuple[float, float, float, float] | None = None
    point: tuple[float, float] | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """Incidents that stand close together on a map: how many, their middle, the most contested class among them (its
    place in the order of classes), one of them, and the point where all of them stand, None where there are several."""

    count: int
    lat: float
    lon: float
    contest: int
    incident: str
    point: tuple[float, float] | None


def _conditions(connection: Connection, f: IncidentFilter) -> list[ColumnElement[bool]]:
    c = incident.c
    out: list[ColumnElement[bool]] = []
    for kind, names in f.names:
        inner = select(incident_name.c.incident).where(
            incident_name.c.kind == kind, incident_name.c.name.in_(sorted(names))
        )
        out.append(c.id.in_(inner))
    if f.agreement:
        out.append(c.agreement == f.agreement)
    if f.since:
        out.append(func.coalesce(c.end, c.start) >= f.since)
    if f.until:
        out.append(c.start <= f.until)
    if f.box:
        south, west, north, east = f.box
        out += [c.south <= north, c.north >= south, c.west <= east, c.east >= west]
    if f.point:
        out += [c.lat == f.point[0], c.lon == f.point[1]]
    if f.words:
        out.append(c.id.in_(select(linked.c.incident).where(search.found_by(connection, linked.c.pk, f.words))))
    return out


def ids(
    connection: Connection, f: IncidentFilter, sort: str, limit: int | None, cursor: str | None = None, skip: int = 0
) -> Iterator[str]:
    """Ids of incidents in an order (date, newest, origins, contested), after the one that `cursor` names, or after
    the first `skip`.

    Raises ArchiveError on a cursor or an order that there is not.
    """
    if sort not in _ORDERS:
        raise ArchiveError(f"sort {sort!r}: choose one of {', '.join(_ORDERS)}")
    order = _ORDERS[sort]
    columns = [incident.c[name] for name, _ in order]
    after = unpack(cursor, sort, [(int,)] * (len(order) - 1) + [(str,)]) if cursor else None
    conditions = _conditions(connection, f)
    given = 0
    while limit is None or given < limit:
        size = _PAGE if limit is None else min(_PAGE, limit - given)
        where = conditions + ([_beyond(order, after)] if after is not None else [])
        sorting = [c.asc() if up else c.desc() for c, (_, up) in zip(columns, order, strict=True)]
        query = select(*columns).where(*where).order_by(*sorting).limit(size)
        rows = connection.execute(query.offset(skip if not given else 0)).all()
        for row in rows:
            yield str(row.id)
        given += len(rows)
        if len(rows) < size:
            return
        after = list(rows[-1])


def count(connection: Connection, f: IncidentFilter) -> int:
    """How many incidents a filter means."""
    where = _conditions(connection, f)
    return int(connection.execute(select(func.count()).select_from(incident).where(*where)).scalar() or 0)


def begun(connection: Connection, f: IncidentFilter) -> list[tuple[str | None, str, int]]:
    """How many incidents begin on a day, by agreement: (day or None, agreement, count)."""
    c = incident.c
    query = select(c.start, c.agreement, func.count()).where(*_conditions(connection, f)).group_by(c.start, c.agreement)
    return [(row[0], row[1], row[2]) for row in connection.execute(query)]


def cells(connection: Connection, f: IncidentFilter, box: tuple[float, float, float, float], step: float) -> list[Cell]:
    """Incidents whose point lies in a box, gathered on a grid of `step` degrees."""
    south, west, north, east = box
    c = incident.c
    rows, columns = (cast((x + 360) / step, Integer) for x in (c.lat, c.lon))
    query = (
        select(
            func.count(), func.avg(c.lat), func.avg(c.lon), func.min(c.contest), func.min(c.id), func.min(c.lat),
            func.max(c.lat), func.min(c.lon), func.max(c.lon),
        )
        .where(c.lat.between(south, north), c.lon.between(west, east), *_conditions(connection, f))
        .group_by(rows, columns)
    )  # fmt: skip
    return [
        Cell(n, lat, lon, contest, one, (low, left) if (low, left) == (high, right) else None)
        for n, lat, lon, contest, one, low, high, left, right in connection.execute(query)
    ]


def cursor(connection: Connection, sort: str, incident_id: str) -> str:
    """Where to go on after an incident, in an order."""
    columns = [incident.c[name] for name, _ in _ORDERS[sort]]
    return pack(sort, connection.execute(select(*columns).where(incident.c.id == incident_id)).one())


def _beyond(order: Collection[tuple[str, bool]], after: list[Any]) -> ColumnElement[bool]:
    """Rows after a given one: the first column that differs decides."""
    ways = []
    same: list[ColumnElement[bool]] = []
    for (name, up), value in zip(order, after, strict=True):
        column = incident.c[name]
        ways.append(and_(*same, column > value if up else column < value))
        same.append(column == value)
    return or_(*ways)
