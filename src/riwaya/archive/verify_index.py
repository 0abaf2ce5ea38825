"""`verify`, the full-text index: whether it is what the texts and claims make it. It is derived and can be rebuilt."""

import itertools
import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from sqlalchemy import Connection, inspect, text

from riwaya.archive.records import Finding
from riwaya.archive.rows import FTS5, index
from riwaya.archive.searched import Words, searched
from riwaya.errors import ArchiveError

_NAMED = 20  # rows named one by one
_CHUNK = 10_000
_REPAIR = "only searching is touched; `riwaya reindex` makes it anew"


class IndexCheck(Protocol):
    """Takes the stems that rows should be found by, then says which rows of the index are others."""

    def expect(self, rows: Words) -> None:
        """Keys of rows, each with the stems it should be found by."""

    def findings(self) -> Iterator[Finding]:
        """What is off, the first rows by name; to be called once, at the end."""


def index_check(connection: Connection, table: str) -> IndexCheck:
    """A check of `claim_words` or `report_words`."""
    if not inspect(connection).has_table(table):
        return _Gone(table)
    return _InServer(connection, table) if connection.dialect.name == "postgresql" else _InFile(connection, table)


class _Gone:
    def __init__(self, table: str) -> None:
        self._table = table

    def expect(self, rows: Words) -> None:
        """Nothing."""

    def findings(self) -> Iterator[Finding]:
        """That the whole index is gone."""
        yield Finding("index-off", self._table, f"the search index is gone; {_REPAIR}")


class _InServer:
    """The server makes the words again and compares them with its rows."""

    def __init__(self, connection: Connection, table: str) -> None:
        self._connection, self._table = connection, table
        self._off: list[int] = []

    def expect(self, rows: Words) -> None:
        """Keys of rows, each with the stems it should be found by."""
        if rows:
            query = (
                "SELECT x.rowid FROM json_to_recordset(CAST(:rows AS json)) AS x(rowid bigint, body text) "
                f"LEFT JOIN {self._table} w ON w.rowid = x.rowid "
                "WHERE w.body IS DISTINCT FROM to_tsvector('simple', x.body) ORDER BY 1"
            )
            values = json.dumps([{"rowid": key, "body": stems} for key, stems in rows], ensure_ascii=False)
            self._off += self._connection.execute(text(query), {"rows": values}).scalars()

    def findings(self) -> Iterator[Finding]:
        """What is off, the first rows by name."""
        owner = "claim WHERE pk" if self._table == "claim_words" else "report WHERE entry"
        stray = f"SELECT rowid FROM {self._table} w WHERE NOT EXISTS (SELECT 1 FROM {owner} = w.rowid) ORDER BY 1"
        strays = self._connection.execute(text(stray)).scalars()
        yield from _named(self._connection, self._table, [*self._off, *strays])


class _InFile:
    """Adds up, for each word, the rows it stands in; where a sum differs, the rows are found with an index made aside.

    SQLite keeps no rows of its index to look at, only words with their rows.
    """

    def __init__(self, connection: Connection, table: str) -> None:
        self._connection, self._table = connection, table
        self._wanted: dict[str, int] = {}

    def expect(self, rows: Words) -> None:
        """Keys of rows, each with the stems it should be found by."""
        wanted = self._wanted
        for key, stems in rows:
            value = hash(str(key))  # another function in every run, so that nobody can make sums come out the same
            for stem in stems.split():
                wanted[stem] = wanted.get(stem, 0) + value

    def findings(self) -> Iterator[Finding]:
        """What is off, the first rows by name."""
        try:
            if self._sums() != self._wanted:
                yield from _named(self._connection, self._table, sorted(self._off()))
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorname.startswith(("SQLITE_FULL", "SQLITE_IOERR")):
                raise ArchiveError(f"no room for temporary files to check the search index with ({error})") from error
            yield Finding("index-off", self._table, f"the search index cannot be read ({error}); {_REPAIR}")

    def _sums(self) -> dict[str, int]:
        found = self._vocabulary("have", "main", self._table, "term, group_concat(doc)", "GROUP BY term")
        return {term: sum(map(hash, docs.split(","))) for term, docs in found}

    def _off(self) -> set[int]:
        """Rows whose words in the index are not those of the record."""
        aside = f"{self._table}_aside"
        self._connection.exec_driver_sql(f"DROP TABLE IF EXISTS temp.{aside}")
        self._connection.exec_driver_sql(f"CREATE VIRTUAL TABLE temp.{aside} USING fts5({FTS5})")
        for rows in searched(self._connection, self._table):
            index(self._connection, aside, [{"rowid": key, "body": stems} for key, stems in rows])
        have = self._vocabulary("have", "main", self._table, "term, doc")
        return _different(have, self._vocabulary("want", "temp", aside, "term, doc"))

    def _vocabulary(self, name: str, schema: str, table: str, columns: str, group: str = "") -> sqlite3.Cursor:
        """Words of an index with the rows they stand in, in order of both."""
        raw: Any = self._connection.connection.driver_connection
        raw.execute(f"DROP TABLE IF EXISTS temp.{self._table}_{name}")
        raw.execute(f"CREATE VIRTUAL TABLE temp.{self._table}_{name} USING fts5vocab({schema}, {table}, instance)")
        found: sqlite3.Cursor = raw.execute(f"SELECT {columns} FROM temp.{self._table}_{name} {group}")
        return found


def _different(have: sqlite3.Cursor, want: sqlite3.Cursor) -> set[int]:
    """Rows whose words differ between two lists of (word, row), both in order."""
    off: set[int] = set()
    while True:
        a, b = have.fetchmany(_CHUNK), want.fetchmany(_CHUNK)
        if a != b:
            break
        if not a:
            return off
    left, right = itertools.chain(a, have), itertools.chain(b, want)
    x, y = next(left, None), next(right, None)
    while x is not None or y is not None:
        if x == y:
            x, y = next(left, None), next(right, None)
        elif y is None or (x is not None and x < y):
            assert x is not None
            off.add(x[1])
            x = next(left, None)
        else:
            off.add(y[1])
            y = next(right, None)
    return off


def _named(connection: Connection, table: str, keys: Sequence[int]) -> Iterator[Finding]:
    what = table.removesuffix("_words")
    owner = "claim_id FROM claim WHERE pk" if what == "claim" else "id FROM report WHERE entry"
    for key in keys[:_NAMED]:
        name = connection.execute(text(f"SELECT {owner} = :key"), {"key": key}).scalar()
        if name is None:
            yield Finding("index-off", f"{what} row {key}", f"the search index has a row of no {what}; {_REPAIR}")
        else:
            where = f"{what} {name}"
            yield Finding("index-off", where, f"its row in the search index was changed or is gone; {_REPAIR}")
    if len(keys) > _NAMED:
        yield Finding("index-off", table, f"{len(keys) - _NAMED} more rows of the search index are off; {_REPAIR}")
