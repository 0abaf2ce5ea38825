"""Claims by who says them: what the page of one voice asks of an archive, however often the voice speaks."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from riwaya.archive.schema import claim, report

_DAY = func.coalesce(claim.c.start, report.c.published, "")


def by_stance(connection: Connection, names: Collection[str]) -> dict[str, int]:
    """How many claims the voice that goes by `names` (ids, and keys of words) has, by stance."""
    query = select(claim.c.stance, func.count()).where(_of(names)).group_by(claim.c.stance).order_by(claim.c.stance)
    return dict(connection.execute(query).all())


def outlets(connection: Connection, names: Collection[str]) -> list[str]:
    """Who carries the voice."""
    query = _reported(select(report.c.outlet).distinct()).where(_of(names), report.c.outlet.is_not(None))
    return sorted(connection.scalars(query))


def in_time(
    connection: Connection, names: Collection[str], newest_first: bool = False, limit: int | None = None, skip: int = 0
) -> list[int]:
    """Keys of the voice's claims by day."""
    query = _reported(select(claim.c.pk)).where(_of(names))
    day = _DAY.desc() if newest_first else _DAY
    return list(connection.scalars(query.order_by(day, claim.c.claim_id).limit(limit).offset(skip)))


def denied(connection: Connection, names: Collection[str], limit: int) -> list[Any]:
    """Rows (pk, type, lat, lon, places, report_id) of what the voice denies, the newest first."""
    c = claim.c
    query = _reported(select(c.pk, c.type, c.lat, c.lon, c.places, c.report_id)).where(_of(names), c.stance == "denies")
    return list(connection.execute(query.order_by(_DAY.desc(), c.claim_id).limit(limit)))


def of_kinds(
    connection: Connection, names: Collection[str], stances: Collection[str], types: Collection[str]
) -> list[Any]:
    """Rows (pk, type, lat, lon, places, report_id) of what the voice says by one of `stances`, the newest first."""
    c = claim.c
    query = _reported(select(c.pk, c.type, c.lat, c.lon, c.places, c.report_id))
    query = query.where(_of(names), c.stance.in_(stances), c.type.in_(types))
    return list(connection.execute(query.order_by(_DAY.desc(), c.claim_id)))


def of_reports(connection: Connection, names: Collection[str], reports: Collection[str]) -> list[int]:
    """Keys of all that the voice says in some reports."""
    query = select(claim.c.pk).where(claim.c.report_id.in_(reports), _of(names))
    return list(connection.scalars(query.order_by(claim.c.pk)))


def _of(names: Collection[str]) -> ColumnElement[bool]:
    c = claim.c
    who = or_(c.voice_id.in_(names), c.voice.in_(names), c.voice_member.in_(names))
    return and_(c.current == 1, c.status != "rejected", who)


def _reported(query: Select[Any]) -> Select[Any]:
    return query.select_from(claim.join(report, report.c.id == claim.c.report_id))
