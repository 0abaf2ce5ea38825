"""`reindex`: makes anew what is derived from texts, claims and decisions: the search index and the filters' columns."""

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Column, Connection, Select, func, select, text, update

from riwaya.archive import derived
from riwaya.archive.chain import Appender, now
from riwaya.archive.rows import FTS5, index
from riwaya.archive.schema import claim, report
from riwaya.archive.standing import DERIVED, ODD, Standing, newest_readings
from riwaya.archive.words import body

_PAGE = 500


def rebuild(connection: Connection, progress: Callable[[int, int], None] | None = None) -> tuple[int, int]:
    """Rebuild within the running transaction: rows of the index made, and claims whose columns were off."""
    total = sum(connection.execute(select(func.count()).select_from(t)).scalar() or 0 for t in (report, claim))
    made = mended = 0
    texts = select(report.c.entry, report.c.text, report.c.title)
    for page in _pages(connection, texts, report.c.entry, "report_words"):
        words = ((r.entry, derived.report_words(r.text, r.title)) for r in page)
        index(connection, "report_words", [{"rowid": key, "body": body(found)} for key, found in words])
        made += len(page)
        if progress:
            progress(made, total)
    standing = Standing(connection)
    joined = select(*claim.c, report.c.text.label("report_text")).join(report, report.c.id == claim.c.report_id)
    for page in _pages(connection, joined, claim.c.pk, "claim_words"):
        newest = newest_readings(connection, (r.report_id for r in page))
        rows = []
        for r in page:
            try:
                read = derived.loads(r.json)
                rows.append({"rowid": r.pk, "body": body(derived.claim_words(read, r.report_text))})
                wanted = standing.columns(r, read, newest.get(r.report_id) == r.reading)
            except ODD:  # verify names it
                continue
            if any(getattr(r, n) != wanted[n] for n in DERIVED):
                connection.execute(update(claim).where(claim.c.pk == r.pk).values(**wanted))
                mended += 1
        index(connection, "claim_words", rows)
        made += len(page)
        if progress:
            progress(made, total)
    chain = Appender(connection)
    chain.append("index.rebuilt", {"rows": made, "columns": mended}, now())
    chain.flush()
    return made, mended


def _pages(connection: Connection, query: Select[Any], key: Column[int], table: str) -> Iterator[list[Any]]:
    """The rows of a query by key; empties the search table first."""
    if connection.dialect.name == "sqlite":
        # Dropped and not emptied: a damaged index can be dropped, and then it is as good as new.
        connection.execute(text(f"DROP TABLE IF EXISTS {table}"))
        connection.execute(text(f"CREATE VIRTUAL TABLE {table} USING fts5({FTS5})"))
    else:
        connection.execute(text(f"DELETE FROM {table}"))
    last = -1
    while True:
        rows = list(connection.execute(query.where(key > last).order_by(key).limit(_PAGE)))
        if rows:
            yield rows
        if len(rows) < _PAGE:
            return
        last = rows[-1][0]
