"""What the search index is made of: the stems of every report and claim, from the record."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Connection, Select, select

from riwaya.archive import derived
from riwaya.archive.schema import claim, report
from riwaya.archive.standing import ODD
from riwaya.archive.words import body

_PAGE = 500

Words = list[tuple[int, str]]  # keys of rows, each with the stems it is found by


def searched(connection: Connection, table: str) -> Iterator[Words]:
    """The rows of `claim_words` or `report_words` as the record makes them, in pages."""
    of = claim_words if table == "claim_words" else report_words
    pages = claim_pages(connection) if table == "claim_words" else report_pages(connection)
    yield from ([found for row in page if (found := of(row))] for page in pages)


def report_pages(connection: Connection) -> Iterator[list[Any]]:
    """Entry, text and title of every report, in pages."""
    yield from _pages(connection, select(report.c.entry, report.c.text, report.c.title), report.c.entry)


def claim_pages(connection: Connection) -> Iterator[list[Any]]:
    """Every row of claims with its `report_text`, in pages."""
    joined = select(*claim.c, report.c.text.label("report_text")).join(report, report.c.id == claim.c.report_id)
    yield from _pages(connection, joined, claim.c.pk)


def report_words(row: Any) -> tuple[int, str]:
    """A report's row of the index."""
    return row.entry, body(derived.report_words(row.text, row.title))


def claim_words(row: Any) -> tuple[int, str] | None:
    """A claim's row of the index; None where it is no claim any more."""
    try:
        return row.pk, body(derived.claim_words(derived.loads(row.json), row.report_text))
    except ODD:
        return None


def _pages(connection: Connection, query: Select[Any], key: Column[int]) -> Iterator[list[Any]]:
    last = -1
    while True:
        rows = list(connection.execute(query.where(key > last).order_by(key).limit(_PAGE)))
        if rows:
            yield rows
        if len(rows) < _PAGE:
            return
        last = rows[-1][0]
