"""Finding incidents by what is kept of them, page by page; no claim is loaded."""

import base64
import binascii
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from riwaya.archive.schema import incident, incident_name
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
    among the incident's; `box` is (south, west, north, east) in degrees."""

    names: tuple[tuple[str, frozenset[str]], ...] = ()
    agreement: str | None = None
    since: str | None = None
    until: str | None = None
    box: tuple[float, float, float, float] | None = None


def _conditions(f: IncidentFilter) -> list[ColumnElement[bool]]:
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
    return out


def ids(
    connection: Connection, f: IncidentFilter, sort: str, limit: int | None, cursor: str | None = None
) -> Iterator[str]:
    """Ids of incidents in an order (date, newest, origins, contested), after the one that `cursor` names.

    Raises ArchiveError on a cursor or an order that there is not.
    """
    if sort not in _ORDERS:
        raise ArchiveError(f"sort {sort!r}: choose one of {', '.join(_ORDERS)}")
    order = _ORDERS[sort]
    columns = [incident.c[name] for name, _ in order]
    after = _read(cursor, sort) if cursor else None
    given = 0
    while limit is None or given < limit:
        size = _PAGE if limit is None else min(_PAGE, limit - given)
        where = _conditions(f) + ([_beyond(order, after)] if after is not None else [])
        sorting = [c.asc() if up else c.desc() for c, (_, up) in zip(columns, order, strict=True)]
        rows = connection.execute(select(*columns).where(*where).order_by(*sorting).limit(size)).all()
        for row in rows:
            yield str(row.id)
        given += len(rows)
        if len(rows) < size:
            return
        after = list(rows[-1])


def count(connection: Connection, f: IncidentFilter) -> int:
    """How many incidents a filter means."""
    return int(connection.execute(select(func.count()).select_from(incident).where(*_conditions(f))).scalar() or 0)


def cursor(connection: Connection, sort: str, incident_id: str) -> str:
    """Where to go on after an incident, in an order."""
    columns = [incident.c[name] for name, _ in _ORDERS[sort]]
    row = connection.execute(select(*columns).where(incident.c.id == incident_id)).one()
    return base64.urlsafe_b64encode(json.dumps([sort, *row]).encode("utf-8")).decode("ascii").rstrip("=")


def _read(text: str, sort: str) -> list[Any]:
    try:
        value = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        if value[0] != sort or len(value) != len(_ORDERS[sort]) + 1:
            raise ValueError
    except (ValueError, TypeError, IndexError, KeyError, binascii.Error) as error:
        raise ArchiveError("this cursor is none of this list's; begin again without it") from error
    return list(value[1:])


def _beyond(order: Collection[tuple[str, bool]], after: list[Any]) -> ColumnElement[bool]:
    """Rows after a given one: the first column that differs decides."""
    ways = []
    same: list[ColumnElement[bool]] = []
    for (name, up), value in zip(order, after, strict=True):
        column = incident.c[name]
        ways.append(and_(*same, column > value if up else column < value))
        same.append(column == value)
    return or_(*ways)
