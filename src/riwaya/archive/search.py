"""Finding claims and reports: Arabic full-text search and filters, with the same results on both databases."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, literal_column, or_, select, text

from riwaya.archive import derived
from riwaya.archive.effective import effective
from riwaya.archive.records import Filter, StoredClaim, StoredReport
from riwaya.archive.schema import claim, decision, reading, report, sighting
from riwaya.archive.words import Query, fts5, read_query, tsquery
from riwaya.errors import ArchiveError
from riwaya.gazetteer import named
from riwaya.gazetteer.names import key

_PAGE = 500


def _matching(connection: Connection, table: str, query: Query) -> ColumnElement[bool]:
    """`rowid IN (...)` for a search table."""
    owner = claim.c.pk if table == "claim_words" else report.c.entry
    if connection.dialect.name == "postgresql":
        inner = text(f"SELECT rowid FROM {table} WHERE body @@ CAST(:words AS tsquery)").bindparams(
            words=tsquery(query)
        )
    else:
        inner = text(f"SELECT rowid FROM {table} WHERE {table} MATCH :words").bindparams(words=fts5(query))
    return owner.in_(inner.columns(literal_column("rowid")).subquery().select())


def _conditions(f: Filter) -> list[ColumnElement[bool]]:
    c = claim.c
    out: list[ColumnElement[bool]] = [c.current == 1]
    if not f.rejected:
        out.append(c.status != "rejected")
    if f.claim:
        out.append(c.claim_id == f.claim)
    if f.report:
        out.append(c.report_id == f.report)
    if f.outlet:
        out.append(or_(c.outlet == f.outlet, report.c.outlet == f.outlet))
    if f.voice:
        out.append(or_(c.voice_id == f.voice, c.voice == key(f.voice), c.voice_kind == f.voice))
    if f.stance:
        out.append(c.stance == f.stance)
    if f.type:
        out.append(c.type == f.type)
    if f.place:
        out.append(or_(*(c.places.contains(f"|{w}|", autoescape=True) for w in sorted(named(f.place)))))
    if f.box:
        south, west, north, east = f.box
        if not (-90 <= south <= north <= 90 and -180 <= west <= east <= 180):
            raise ArchiveError("a box is SOUTH,WEST,NORTH,EAST in degrees, south below north and west before east")
        out += [c.lat.between(south, north), c.lon.between(west, east)]
    if f.since:
        out.append(or_(c.end >= f.since, and_(c.end.is_(None), c.start >= f.since)))
    if f.until:
        out.append(c.start <= f.until)
    if f.published_since:
        out.append(report.c.published >= f.published_since)
    if f.published_until:
        out.append(report.c.published <= f.published_until)
    return out


def claims(connection: Connection, f: Filter) -> Iterator[StoredClaim]:
    """Claims that a filter means, the latest happening first; streams in pages.

    Raises ArchiveError on a query or box that cannot be meant.
    """
    query = read_query(f.words) if f.words else None
    where = _conditions(f)
    if query is not None:
        where.append(_matching(connection, "claim_words", query))
    base = select(claim.c.pk).where(*where).order_by(claim.c.start.desc().nulls_last(), claim.c.pk.desc())
    if f.outlet or f.published_since or f.published_until:
        base = base.join(report, report.c.id == claim.c.report_id)
    yield from _stream(connection, base, query, f.limit)


def _newest() -> Any:
    """The reading that counts for a row's report."""
    return (
        select(func.max(reading.c.entry)).where(reading.c.report_id == claim.c.report_id).correlate(claim)
        .scalar_subquery()
    )  # fmt: skip


def _stream(connection: Connection, base: Select[Any], query: Query | None, limit: int | None) -> Iterator[StoredClaim]:
    given, at = 0, 0
    while limit is None or given < limit:
        size = _PAGE if limit is None or (query and query.phrases) else min(_PAGE, limit - given)
        # Keys first: sorting whole claims and texts costs many times as much.
        keys = list(connection.execute(base.limit(size).offset(at)).scalars())
        rows = _rows(connection, keys)
        decided_on = _decisions(connection, [row["claim_id"] for row in rows])
        for row in rows:
            value = _claim(row, decided_on.get(row["claim_id"], []))
            if query is not None and query.phrases:
                if not query.holds(derived.claim_words(value.claim, row["report_text"])):
                    continue
            yield value
            given += 1
            if limit is not None and given >= limit:
                return
        if len(rows) < size:
            return
        at += size


def _rows(connection: Connection, keys: list[int]) -> list[Any]:
    """Claims by key, in the order of the keys, with their report's text and the reading that counts there."""
    query = (
        select(claim, report.c.text.label("report_text"), _newest().label("newest"))
        .join(report, report.c.id == claim.c.report_id).where(claim.c.pk.in_(keys))
    )  # fmt: skip
    found = {row["pk"]: row for row in connection.execute(query).mappings()}
    return [found[key] for key in keys]


def _claim(row: Any, rows: list[dict[str, Any]]) -> StoredClaim:
    """A claim's row with the decisions on it."""
    read = derived.loads(row["json"])
    by_hand = row["reading"] is None
    value, status = effective(None if by_hand else read, rows)
    return StoredClaim(
        value, None if by_hand else read, row["report_id"], status,
        not by_hand and row["newest"] is not None and row["reading"] < row["newest"], tuple(rows),
    )  # fmt: skip


def _decisions(connection: Connection, claim_ids: list[str]) -> dict[str, list[dict[str, Any]]]:
    """Decisions on several claims, oldest first, by claim."""
    out: dict[str, list[dict[str, Any]]] = {}
    query = select(decision).where(decision.c.claim_id.in_(claim_ids)).order_by(decision.c.entry)
    for row in connection.execute(query).mappings():
        out.setdefault(row["claim_id"], []).append(dict(row))
    return out


def count(connection: Connection, f: Filter) -> int:
    """How many claims a filter means; phrases are counted by their words only."""
    where = _conditions(f)
    if f.words:
        where.append(_matching(connection, "claim_words", read_query(f.words)))
    query = select(func.count()).select_from(claim.join(report, report.c.id == claim.c.report_id)).where(*where)
    return int(connection.execute(query).scalar() or 0)


def reports(connection: Connection, f: Filter) -> Iterator[StoredReport]:
    """Reports that a filter means (words, outlet, report, publication dates), the newest first."""
    query = read_query(f.words) if f.words else None
    where: list[ColumnElement[bool]] = []
    if f.report:
        where.append(report.c.id == f.report)
    if f.outlet:
        where.append(report.c.outlet == f.outlet)
    if f.published_since:
        where.append(report.c.published >= f.published_since)
    if f.published_until:
        where.append(report.c.published <= f.published_until)
    if query is not None:
        where.append(_matching(connection, "report_words", query))
    order = (report.c.published.desc().nulls_last(), report.c.entry.desc())
    given, at = 0, 0
    while True:
        page = select(report).where(*where).order_by(*order).limit(_PAGE).offset(at)
        rows = connection.execute(page).mappings().all()
        for row in rows:
            if query is not None and not query.holds(derived.report_words(row["text"], row["title"])):
                continue
            yield stored_report(connection, row)
            given += 1
            if f.limit is not None and given >= f.limit:
                return
        if len(rows) < _PAGE:
            return
        at += _PAGE


def stored_report(connection: Connection, row: Any) -> StoredReport:
    """A report's row with its sightings and the reading that counts."""
    facts = {k: v for k, v in row.items() if k != "entry"}
    seen = select(sighting).where(sighting.c.report_id == row["id"]).order_by(sighting.c.entry)
    newest = select(reading).where(reading.c.report_id == row["id"]).order_by(reading.c.entry.desc()).limit(1)
    last = connection.execute(newest).mappings().first()
    return StoredReport(
        **facts, sightings=tuple(dict(s) for s in connection.execute(seen).mappings()),
        reading=dict(last) if last is not None else {},
    )  # fmt: skip


def one_report(connection: Connection, report_id: str) -> StoredReport:
    """The report with this id, or with the only id that begins so. Raises ArchiveError."""
    wanted = report_id if report_id.startswith("sha256:") else f"sha256:{report_id}"
    query = select(report).where(report.c.id.startswith(wanted, autoescape=True)).limit(2)
    rows = connection.execute(query).mappings().all()
    if len(rows) != 1:
        many = "several reports begin so; give more of the id" if rows else "no such report in this archive"
        raise ArchiveError(f"{report_id}: {many}")
    return stored_report(connection, rows[0])


def decided(connection: Connection, report_id: str) -> list[str]:
    """Ids of a report's claims that people decided on."""
    query = select(decision.c.claim_id).where(decision.c.report_id == report_id).distinct()
    return [row.claim_id for row in connection.execute(query)]
