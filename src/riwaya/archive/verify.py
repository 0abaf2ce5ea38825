"""`verify`: recomputes the chain, the texts, the claims' spans, the raw bytes; names everything that is off."""

import json
import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any

from sqlalchemy import Connection, Table, func, select

from riwaya.archive import chain
from riwaya.archive.blobs import Blobs, FileBlobs
from riwaya.archive.records import Entry, Finding
from riwaya.archive.schema import FACTS, RULING, custody, meta, ruled
from riwaya.archive.searched import Words
from riwaya.archive.standing import Standing
from riwaya.archive.verify_claims import check_rest, claims_of
from riwaya.archive.verify_index import index_check
from riwaya.archive.verify_part import Checked, Part, check_part, raw_findings

Progress = Callable[[int, int], None]

_ENTRIES = 300  # entries looked at together, with their rows
_MANY = 5_000  # entries that are worth the start of processes
_RAW_BYTES = 8_000_000  # raw bytes of a server held at once, where a single one is not larger


def verify(connection: Connection, blobs: Blobs, progress: Progress | None = None, jobs: int = 1) -> Iterator[Finding]:
    """Everything that is off, in the order of the chain; nothing for a sound archive. Reads, never writes.

    `jobs` processes recompute (0: as many as there are cores), where there is enough to do for them.
    """
    total = connection.execute(select(func.count()).select_from(custody)).scalar() or 0
    standing = Standing(connection)
    claims, texts = index_check(connection, "claim_words"), index_check(connection, "report_words")
    done = 0
    for part, checked in _checked(_parts(connection, blobs, standing), jobs if total >= _MANY else 1):
        yield from checked.findings
        texts.expect(checked.reports)
        claims.expect(checked.claims)
        done += len(part.entries)
        if progress:
            progress(done, total)
    if total == 0:
        yield Finding("chain-missing", "custody chain", "the archive has no custody chain at all")
    yield from _check_name(connection)
    yield from _check_ruled(connection)
    for table, _ in FACTS.values():
        yield from _check_extra(connection, table)
    words: Words = []
    yield from check_rest(connection, standing, words)
    claims.expect(words)
    yield from claims.findings()
    yield from texts.findings()


def _checked(parts: Iterable[Part], jobs: int) -> Iterator[tuple[Part, Checked]]:
    """Each part with what is off in it, in order; a few ahead of being asked for where processes do it."""
    if jobs == 1:
        yield from ((part, check_part(part)) for part in parts)
        return
    count = jobs or multiprocessing.cpu_count()
    pool = ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn"))
    waiting: deque[tuple[Part, Future[Checked]]] = deque()
    try:
        for part in parts:
            waiting.append((part, pool.submit(check_part, part)))
            if len(waiting) > count + 1:
                first, found = waiting.popleft()
                yield first, found.result()
        while waiting:
            first, found = waiting.popleft()
            yield first, found.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _parts(connection: Connection, blobs: Blobs, standing: Standing) -> Iterator[Part]:
    """The whole chain with what it speaks of."""
    expected, prev = 1, chain.START
    here = blobs if isinstance(blobs, FileBlobs) else None
    for entries in chain.entries(connection, size=_ENTRIES):
        rows = _rows(connection, entries)
        raws = []
        if here is None:
            raws = list(_check_raws(connection, blobs, list(rows.get("sighting.added", {}).values())))
        claims = claims_of(connection, list(rows.get("reading.made", {}).values()), standing)
        yield Part(entries, expected, prev, rows, claims, here, raws)
        expected, prev = entries[-1].seq + 1, entries[-1].sha256


def _rows(connection: Connection, batch: list[Entry]) -> dict[str, dict[int, dict[str, Any]]]:
    """The rows that entries speak of, by act and number."""
    rows: dict[str, dict[int, dict[str, Any]]] = {}
    for act, (table, _) in FACTS.items():
        wanted = [e.seq for e in batch if e.act == act]
        if wanted:
            query = select(table).where(table.c.entry.between(min(wanted), max(wanted))).order_by(table.c.entry)
            rows[act] = {r["entry"]: dict(r) for r in connection.execute(query).mappings()}
    return rows


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
    return raw_findings(rows, blobs.get_all([row["raw_sha256"] for row in rows], connection))


def _check_name(connection: Connection) -> Iterator[Finding]:
    """Whether the archive has the name that its first entry gave it; seals and exports carry it."""
    name = connection.execute(select(meta.c.value).where(meta.c.key == "archive_id")).scalar()
    first = select(custody.c.content).where(custody.c.act == "archive.created").order_by(custody.c.seq).limit(1)
    said = connection.execute(first).scalar()
    if said is not None and said != chain.canonical({"archive": name}):
        yield Finding("archive-changed", "archive", f"it goes by another name ({name}) than it was given when made")


def _check_ruled(connection: Connection) -> Iterator[Finding]:
    """Whether linking heeds people's rulings, as the chain has them, and no others."""
    said: set[tuple[str, int]] = set()
    for content, entry in connection.execute(select(custody.c.content, custody.c.seq).where(custody.c.act == RULING)):
        try:
            said |= {(claim, entry) for claim in json.loads(content)["claims"]}
        except (ValueError, KeyError, TypeError):  # named with its entry
            continue
    kept = {(row.claim_id, row.entry) for row in connection.execute(select(ruled.c.claim_id, ruled.c.entry))}
    for claim, entry in sorted(said - kept):
        yield Finding("ruling-removed", f"entry {entry}", f"a person's ruling on claim {claim} is heeded no more")
    for claim, entry in sorted(kept - said):
        yield Finding("ruling-inserted", f"claim {claim}", f"a ruling is heeded that nobody made (entry {entry})")


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
