"""`reindex`: makes anew what is derived from texts, claims and decisions: the search index and the filters' columns."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, func, select, text, update

from riwaya.archive import derived
from riwaya.archive.chain import Appender, now
from riwaya.archive.rows import FTS5, index
from riwaya.archive.schema import claim, report
from riwaya.archive.searched import Words, claim_pages, claim_words, report_pages, report_words
from riwaya.archive.standing import DERIVED, ODD, Standing, newest_readings, wanted_columns


def rebuild(connection: Connection, progress: Callable[[int, int], None] | None = None) -> tuple[int, int]:
    """Rebuild within the running transaction: rows of the index made, and claims whose columns were off."""
    total = sum(connection.execute(select(func.count()).select_from(t)).scalar() or 0 for t in (report, claim))
    made = mended = 0
    _empty(connection, "report_words")
    for page in report_pages(connection):
        _index(connection, "report_words", [report_words(row) for row in page])
        made += len(page)
        if progress:
            progress(made, total)
    standing = Standing(connection)
    _empty(connection, "claim_words")
    for page in claim_pages(connection):
        newest = newest_readings(connection, (r.report_id for r in page))
        mended += sum(_mend(connection, r, standing, newest.get(r.report_id) == r.reading) for r in page)
        _index(connection, "claim_words", [found for row in page if (found := claim_words(row))])
        made += len(page)
        if progress:
            progress(made, total)
    chain = Appender(connection)
    chain.append("index.rebuilt", {"rows": made, "columns": mended}, now())
    chain.flush()
    return made, mended


def _mend(connection: Connection, row: Any, standing: Standing, newest: bool) -> bool:
    """Bring a claim's columns to what they should be; whether they were not."""
    try:
        read = derived.loads(row.json)
        wanted = wanted_columns(read, row.reading is None, newest, standing.decisions(row))
    except ODD:  # verify names it
        return False
    if all(getattr(row, n) == wanted[n] for n in DERIVED):
        return False
    connection.execute(update(claim).where(claim.c.pk == row.pk).values(**wanted))
    return True


def _index(connection: Connection, table: str, rows: Words) -> None:
    index(connection, table, [{"rowid": key, "body": stems} for key, stems in rows])


def _empty(connection: Connection, table: str) -> None:
    if connection.dialect.name == "sqlite":
        # Dropped and not emptied: a damaged index can be dropped, and then it is as good as new.
        connection.execute(text(f"DROP TABLE IF EXISTS {table}"))
        connection.execute(text(f"CREATE VIRTUAL TABLE {table} USING fts5({FTS5})"))
    else:
        connection.execute(text(f"DELETE FROM {table}"))
