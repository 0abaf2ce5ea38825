"""`verify`: recomputes the chain, the texts, the claims' spans, the raw bytes; names everything that is off."""

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Table, func, select

from riwaya.archive import chain
from riwaya.archive.blobs import Blobs, Damaged
from riwaya.archive.derived import report_words
from riwaya.archive.records import Entry, Finding
from riwaya.archive.schema import FACTS, custody, report
from riwaya.archive.verify_claims import Claims
from riwaya.archive.verify_index import index_check
from riwaya.model import Report

Progress = Callable[[int, int], None]

_TIMES = {"report": "added_at", "sighting": "seen_at", "reading": "made_at", "decision": "at"}
_ENTRIES = 300  # entries looked at together, with their rows
_RAW_BYTES = 8_000_000  # raw bytes held at once, where a single one is not larger


def verify(connection: Connection, blobs: Blobs, progress: Progress | None = None) -> Iterator[Finding]:
    """Everything that is off, in the order of the chain; nothing for a sound archive. Reads, never writes."""
    total = connection.execute(select(func.count()).select_from(custody)).scalar() or 0
    expected, prev, done = 1, chain.START, 0
    claims = Claims(connection, index_check(connection, "claim_words"))
    texts = index_check(connection, "report_words")
    for batch in chain.entries(connection, size=_ENTRIES):
        for entry in batch:
            yield from _check_link(entry, expected, prev)
            expected, prev = entry.seq + 1, entry.sha256
        rows = _rows(connection, batch)
        for entry in batch:
            if entry.act in FACTS:
                yield from _check_row(entry, rows[entry.act].get(entry.seq))
        yield from _check_raws(connection, blobs, list(rows.get("sighting.added", {}).values()))
        texts.expect([(n, report_words(r["text"], r["title"])) for n, r in rows.get("report.added", {}).items()])
        yield from claims.check(list(rows.get("reading.made", {}).values()))
        done += len(batch)
        if progress:
            progress(done, total)
    if total == 0:
        yield Finding("chain-missing", "custody chain", "the archive has no custody chain at all")
    for table, _ in FACTS.values():
        yield from _check_extra(connection, table)
    yield from claims.check_rest()
    yield from claims.index.findings()
    yield from texts.findings()


def _check_link(entry: Entry, expected: int, prev: str) -> Iterator[Finding]:
    where = f"entry {entry.seq} ({entry.act}, {entry.at})"
    if entry.seq != expected:
        missing = f"entry {expected}" if entry.seq == expected + 1 else f"entries {expected} to {entry.seq - 1}"
        yield Finding("entry-removed", missing, f"{missing} of the custody chain is gone (next is {entry.seq})")
    if chain.sha256(entry.content) != entry.content_sha256:
        yield Finding("entry-content", where, "the content of this entry was changed after it was written")
    whole = chain.entry_hash(entry.seq, entry.at, entry.act, entry.content_sha256, entry.prev)
    if whole != entry.sha256:
        yield Finding("entry-hash", where, "number, time, act or hash of this entry was changed after it was written")
    elif entry.prev != prev:
        yield Finding("chain-broken", where, "this entry does not follow the entry before it: removed or reordered")


def _rows(connection: Connection, batch: list[Entry]) -> dict[str, dict[int, Any]]:
    """The rows that entries speak of, by act and number."""
    rows: dict[str, dict[int, Any]] = {}
    for act, (table, _) in FACTS.items():
        wanted = [e.seq for e in batch if e.act == act]
        if wanted:
            query = select(table).where(table.c.entry.between(min(wanted), max(wanted))).order_by(table.c.entry)
            rows[act] = {r["entry"]: r for r in connection.execute(query).mappings()}
    return rows


def _check_row(entry: Entry, row: Any) -> Iterator[Finding]:
    table, names = FACTS[entry.act]
    where = f"{table.name} of entry {entry.seq}"
    if row is None:
        yield Finding(f"{table.name}-removed", where, f"the {table.name} that entry {entry.seq} speaks of is gone")
        return
    try:
        said = json.loads(entry.content)
    except ValueError:
        said = {}
    id_column = "id" if table is report else "report_id"
    off = [n for n in names if said.get(n) != row[n]]
    if said.get("report") != row[id_column]:
        off.insert(0, id_column)
    if row[_TIMES[table.name]] != entry.at:
        off.append(_TIMES[table.name])
    if off:
        yield Finding(
            f"{table.name}-changed", f"{where} ({row[id_column]})", f"changed after it was written: {', '.join(off)}"
        )
    if table is report and Report(row["text"]).id != row["id"]:
        yield Finding("text-changed", f"report {row['id']}", "the report's text is not the text its id is the hash of")


def _check_raws(connection: Connection, blobs: Blobs, rows: Sequence[Any]) -> Iterator[Finding]:
    """Raw bytes of sightings, asked for together up to a bound of memory."""
    start, size = 0, 0
    for end, row in enumerate(rows):
        if size and size + row["raw_size"] > _RAW_BYTES:
            yield from _check_raw(connection, blobs, rows[start:end])
            start, size = end, 0
        size += row["raw_size"]
    yield from _check_raw(connection, blobs, rows[start:])


def _check_raw(connection: Connection, blobs: Blobs, rows: Sequence[Any]) -> Iterator[Finding]:
    found = blobs.get_all([row["raw_sha256"] for row in rows], connection)
    for row, data in zip(rows, found, strict=True):
        where = f"sighting of {row['report_id']}"
        if isinstance(data, Damaged):
            yield Finding(data.kind, where, str(data))
        elif len(data) != row["raw_size"]:
            yield Finding("sighting-changed", where, "the size of the raw bytes is not as kept")


def _check_extra(connection: Connection, table: Table) -> Iterator[Finding]:
    """Rows that no entry speaks of."""
    act = next(a for a, (t, _) in FACTS.items() if t is table)
    query = (
        select(table.c.entry).outerjoin(custody, (custody.c.seq == table.c.entry) & (custody.c.act == act))
        .where(custody.c.seq.is_(None)).order_by(table.c.entry).limit(20)
    )  # fmt: skip
    for row in connection.execute(query):
        yield Finding(
            f"{table.name}-inserted", f"{table.name} {row.entry}",
            f"this {table.name} has no entry in the custody chain: added by hand, or its entry was removed",
        )  # fmt: skip
