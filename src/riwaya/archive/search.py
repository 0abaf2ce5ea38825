"""Finding claims and reports: Arabic full-text search and filters, with the same results on both databases."""

import json
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, literal_column, or_, select, text

from riwaya.archive import derived
from riwaya.archive.effective import effective
from riwaya.archive.records import Filter, StoredClaim, StoredReport
from riwaya.archive.rows import among
from riwaya.archive.schema import claim, decision, reading, report, sighting
from riwaya.archive.words import Query, fts5, read_query, tsquery
from riwaya.errors import ArchiveError
from riwaya.gazetteer import named
from riwaya.gazetteer.names import key

_PAGE = 500
_FEW = 1000  # hits that are sorted one by one


def _match(connection: Connection, table: str, query: Query) -> ColumnElement[bool]:
    """The condition on a search table's rows."""
    if connection.dialect.name == "postgresql":
        return text("body @@ CAST(:words AS tsquery)").bindparams(words=tsquery(query))  # type: ignore[return-value]
    return text(f"{table} MATCH :words").bindparams(words=fts5(query))  # type: ignore[return-value]


def _matching(connection: Connection, key: ColumnElement[Any], table: str, query: Query) -> ColumnElement[bool]:
    """`key IN (...)` for a search table."""
    return key.in_(select(literal_column("rowid")).select_from(text(table)).where(_match(connection, table, query)))


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
    base = select(claim.c.pk).where(*_conditions(f))
    if f.outlet or f.published_since or f.published_until:
        base = base.join(report, report.c.id == claim.c.report_id)
    size = min(_PAGE, f.limit) if f.limit is not None and not (query and query.phrases) else _PAGE
    given = 0
    for keys in _pages(connection, base, claim.c.start, claim.c.pk, "claim_words", query, size):
        rows = _rows(connection, keys)
        decided_on = _decisions(connection, [row["claim_id"] for row in rows])
        for row in rows:
            value = _claim(row, decided_on.get(row["claim_id"], []))
            if query is not None and not query.holds(derived.claim_words(value.claim, row["report_text"])):
                continue
            yield value
            given += 1
            if f.limit is not None and given >= f.limit:
                return


def _pages(
    connection: Connection, base: Select[Any], day: ColumnElement[Any], key: ColumnElement[Any], table: str,
    query: Query | None, size: int,
) -> Iterator[list[int]]:  # fmt: skip
    """Keys of the rows that `base` and a search mean, the latest day first, those without a day last; in pages.

    Keys come first because sorting whole rows costs many times as much. A search with few hits is answered from
    them; one with many by walking along the days, for a planner that guesses wrong walks to the end.
    """
    if query is not None:
        hits = _hits(connection, table, query)
        if hits is not None:
            rows = connection.execute(base.add_columns(day).where(among(connection, key, hits))).all()
            rows = sorted(rows, key=lambda row: (row[1] is not None, row[1] or "", row[0]), reverse=True)
            yield from ([row[0] for row in rows[n : n + size]] for n in range(0, len(rows), size))
            return
        base = base.where(_matching(connection, key, table, query))
    # Two walks, each along an index as it stands: PostgreSQL sorts everything where days and none are asked for in one.
    dated = base.where(day.is_not(None)).order_by(day.desc(), key.desc())
    for part in (dated, base.where(day.is_(None)).order_by(key.desc())):
        at = 0
        while True:
            keys = list(connection.execute(part.limit(size).offset(at)).scalars())
            if keys:
                yield keys
            if len(keys) < size:
                break
            at += size


def _hits(connection: Connection, table: str, query: Query) -> list[int] | None:
    """Keys of the rows that a search finds; None where there are more than _FEW."""
    listed = "json_group_array"
    if connection.dialect.name == "postgresql":
        listed = "json_agg"
        # Its planner takes words for independent and would read the whole table for a pair that never meets;
        # starting helpers takes longer than the search.
        settings = {"enable_seqscan": "on" if len(query.terms) == 1 else "off", "max_parallel_workers_per_gather": "0"}
        connection.execute(select(*(func.set_config(name, value, True) for name, value in settings.items())))
    found: Select[Any] = select(literal_column("rowid")).select_from(text(table))
    some = found.where(_match(connection, table, query)).limit(_FEW + 1).subquery()
    keys = f"CASE WHEN count(*) <= {_FEW} THEN CAST({listed}(rowid) AS text) ELSE '' END"
    value = connection.execute(select(text(keys)).select_from(some)).scalar()
    return None if value == "" else json.loads(value or "[]")


def _newest() -> Any:
    """The reading that counts for a row's report."""
    return (
        select(func.max(reading.c.entry)).where(reading.c.report_id == claim.c.report_id).correlate(claim)
        .scalar_subquery()
    )  # fmt: skip


def _rows(connection: Connection, keys: list[int]) -> list[Any]:
    """Claims by key, in the order of the keys, with their report's text and the reading that counts there."""
    query = (
        select(claim, report.c.text.label("report_text"), _newest().label("newest"))
        .join(report, report.c.id == claim.c.report_id).where(claim.c.pk.in_(keys))
    )  # fmt: skip
    found = {row["pk"]: row for row in connection.execute(query).mappings()}
    return [found[key] for key in keys]


def current_keys(connection: Connection, report_ids: Collection[str]) -> list[int]:
    """Keys of the claims of reports that count now and were not rejected."""
    where = (claim.c.report_id.in_(report_ids), claim.c.current == 1, claim.c.status != "rejected")
    return list(connection.scalars(select(claim.c.pk).where(*where).order_by(claim.c.pk)))


def in_time(connection: Connection) -> list[str]:
    """Ids of all reports in the order of publication."""
    return list(connection.scalars(select(report.c.id).order_by(report.c.published, report.c.entry)))


def by_key(connection: Connection, keys: Sequence[int]) -> dict[int, StoredClaim]:
    """Claims by the keys of their rows."""
    out: dict[int, StoredClaim] = {}
    for n in range(0, len(keys), _PAGE):
        rows = _rows(connection, list(keys[n : n + _PAGE]))
        decided_on = _decisions(connection, [row["claim_id"] for row in rows])
        out.update((row["pk"], _claim(row, decided_on.get(row["claim_id"], []))) for row in rows)
    return out


def report_facts(connection: Connection, report_ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Of each report: id, outlet, published, title, url and text."""
    columns = [report.c[n] for n in ("id", "outlet", "published", "title", "url", "text")]
    out: dict[str, dict[str, Any]] = {}
    for n in range(0, len(report_ids), _PAGE):
        query = select(*columns).where(report.c.id.in_(report_ids[n : n + _PAGE]))
        out.update((row["id"], dict(row)) for row in connection.execute(query).mappings())
    return out


def _claim(row: Any, rows: list[dict[str, Any]]) -> StoredClaim:
    """A claim's row with the decisions on it."""
    read = derived.loads(row["json"])
    by_hand = row["reading"] is None
    # Parsed twice: two values of their own cost less so than by copying one.
    value, status = effective(None if by_hand else derived.loads(row["json"]), rows)
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
        where.append(_matching(connection, claim.c.pk, "claim_words", read_query(f.words)))
    query = select(func.count()).select_from(claim).where(*where)
    if f.outlet or f.published_since or f.published_until:
        query = query.join(report, report.c.id == claim.c.report_id)
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
    base = select(report.c.entry).where(*where)
    given = 0
    for keys in _pages(connection, base, report.c.published, report.c.entry, "report_words", query, _PAGE):
        rows = connection.execute(select(report).where(report.c.entry.in_(keys))).mappings()
        found = {row["entry"]: row for row in rows}
        for row in (found[entry] for entry in keys):
            if query is not None and not query.holds(derived.report_words(row["text"], row["title"])):
                continue
            yield stored_report(connection, row)
            given += 1
            if f.limit is not None and given >= f.limit:
                return


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
