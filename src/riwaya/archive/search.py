"""Finding claims and reports: Arabic full-text search and filters, with the same results on both databases."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, literal_column, or_, select, text

from riwaya.archive import derived
from riwaya.archive.cursors import pack, unpack
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
_READ = 5000  # hits whose words are read to find a phrase


def _match(connection: Connection, table: str, query: Query) -> ColumnElement[bool]:
    """The condition on a search table's rows."""
    if connection.dialect.name == "postgresql":
        return text("body @@ CAST(:words AS tsquery)").bindparams(words=tsquery(query))  # type: ignore[return-value]
    return text(f"{table} MATCH :words").bindparams(words=fts5(query))  # type: ignore[return-value]


def _matching(connection: Connection, key: ColumnElement[Any], table: str, query: Query) -> ColumnElement[bool]:
    """`key IN (...)` for a search table."""
    return key.in_(select(literal_column("rowid")).select_from(text(table)).where(_match(connection, table, query)))


def found_by(connection: Connection, key: ColumnElement[Any], words: str) -> ColumnElement[bool]:
    """The condition that `key`, of a claim's row, is among the claims a search finds. Raises ArchiveError."""
    query = read_query(words)
    if not query.phrases:
        return _matching(connection, key, "claim_words", query)
    # Only the words themselves say in which order they stand.
    some = select(claim.c.pk).where(claim.c.current == 1, _matching(connection, claim.c.pk, "claim_words", query))
    keys = list(connection.scalars(some.limit(_READ + 1)))
    if len(keys) > _READ:
        raise ArchiveError(f"the words of this phrase are in more than {_READ} claims; add a rarer word to the search")
    held = [
        row["pk"] for n in range(0, len(keys), _PAGE) for row in _rows(connection, keys[n : n + _PAGE])
        if query.holds(derived.claim_words(derived.loads(row["json"]), row["report_text"]))
    ]  # fmt: skip
    return among(connection, key, held)


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
    walk = _Walk("claims", claim.c.start, claim.c.pk, claim.c.claim_id, "claim_words", size, f.cursor)
    for keys in walk.pages(connection, base, query):
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


@dataclass(frozen=True, slots=True)
class _Walk:
    """A walk through rows, the latest day first, those without a day last; after the row that a cursor names."""

    name: str
    day: ColumnElement[Any]
    key: ColumnElement[Any]
    id: ColumnElement[Any]
    words: str  # the search table
    size: int
    cursor: str | None

    def pages(self, connection: Connection, base: Select[Any], query: Query | None) -> Iterator[list[int]]:
        """Keys of the rows that `base` and a search mean, in pages.

        Keys come first because sorting whole rows costs many times as much. A search with few hits is answered from
        them; one with many by walking along the days, for a planner that guesses wrong walks to the end.
        """
        base = base.add_columns(self.day)
        after = self._after(connection)
        if query is not None:
            hits = _hits(connection, self.words, query)
            if hits is not None:
                rows = connection.execute(base.where(among(connection, self.key, hits))).all()
                order = sorted(((row[1] is not None, row[1] or "", row[0]) for row in rows), reverse=True)
                if after is not None:
                    order = [x for x in order if x < (after[0] is not None, after[0] or "", after[1])]
                yield from ([x[2] for x in order[n : n + self.size]] for n in range(0, len(order), self.size))
                return
            base = base.where(_matching(connection, self.key, self.words, query))
        # Two walks, each along an index as it stands: PostgreSQL sorts everything where days and none are asked for
        # in one.
        if after is None or after[0] is not None:
            dated = base.where(self.day.is_not(None)).order_by(self.day.desc(), self.key.desc())
            yield from self._along(connection, dated, after)
            after = None
        yield from self._along(connection, base.where(self.day.is_(None)).order_by(self.key.desc()), after)

    def _along(
        self, connection: Connection, part: Select[Any], after: tuple[str | None, int] | None
    ) -> Iterator[list[int]]:
        while True:
            asked = part
            if after is not None:
                day, key = after
                later = self.key < key if day is None else or_(self.day < day, self.key < key)
                asked = part.where(later) if day is None else part.where(self.day <= day, later)
            rows = connection.execute(asked.limit(self.size)).all()
            if rows:
                yield [row[0] for row in rows]
            if len(rows) < self.size:
                return
            after = rows[-1][1], rows[-1][0]

    def _after(self, connection: Connection) -> tuple[str | None, int] | None:
        if self.cursor is None:
            return None
        day, name = unpack(self.cursor, self.name, ((str, type(None)), (str,)))
        key = connection.scalar(select(func.max(self.key)).where(self.id == name))
        if key is None:
            raise ArchiveError("this cursor is of another archive; begin again without it")
        return day, key


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


def claim_cursor(connection: Connection, claim_id: str) -> str:
    """Where to go on after a claim in `claims`."""
    query = select(claim.c.start).where(claim.c.claim_id == claim_id, claim.c.current == 1).limit(1)
    return pack("claims", [connection.scalar(query), claim_id])


def report_cursor(connection: Connection, report_id: str) -> str:
    """Where to go on after a report in `reports`."""
    return pack("reports", [connection.scalar(select(report.c.published).where(report.c.id == report_id)), report_id])


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
    size = min(_PAGE, f.limit) if f.limit is not None and query is None else _PAGE
    walk = _Walk("reports", report.c.published, report.c.entry, report.c.id, "report_words", size, f.cursor)
    for keys in walk.pages(connection, base, query):
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
    rows = connection.execute(select(report).where(report.c.id == wanted)).mappings().all()
    if not rows:  # between the two, so that an index serves: what follows in an id is hexadecimal
        near = report.c.id.between(wanted, f"{wanted}g"), report.c.id.startswith(wanted, autoescape=True)
        rows = connection.execute(select(report).where(*near).limit(2)).mappings().all()
    if len(rows) != 1:
        many = "several reports begin so; give more of the id" if rows else "no such report in this archive"
        raise ArchiveError(f"{report_id}: {many}")
    return stored_report(connection, rows[0])


def decided(connection: Connection, report_id: str) -> list[str]:
    """Ids of a report's claims that people decided on."""
    query = select(decision.c.claim_id).where(decision.c.report_id == report_id).distinct()
    return [row.claim_id for row in connection.execute(query)]
