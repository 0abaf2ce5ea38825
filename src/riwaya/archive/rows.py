"""Many rows in one statement, so that a server is not asked once a row."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, insert, literal_column, text

FTS5 = "body, content='', detail=none, columnsize=0"  # how SQLite's search tables are made


def put(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows, all of which name the same columns; no bytes among their values."""
    rows = [dict(r) for r in rows]
    if not rows:
        return
    if connection.dialect.name != "postgresql":
        connection.execute(insert(table), rows)
        return
    names = ", ".join(f'"{name}"' for name in rows[0])
    connection.execute(
        text(
            f"INSERT INTO {table.name} ({names}) "
            f"SELECT {names} FROM json_populate_recordset(CAST(NULL AS {table.name}), CAST(:rows AS json))"
        ),
        {"rows": json.dumps(rows, ensure_ascii=False)},
    )


def index(connection: Connection, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
    """Put bodies of stems (`rowid`, `body`) into a search table."""
    rows = [dict(r) for r in rows]
    if not rows:
        return
    if connection.dialect.name != "postgresql":
        connection.execute(text(f"INSERT INTO {table} (rowid, body) VALUES (:rowid, :body)"), rows)
        return
    connection.execute(
        text(
            f"INSERT INTO {table} (rowid, body) SELECT rowid, to_tsvector('simple', body) "
            "FROM json_to_recordset(CAST(:rows AS json)) AS x(rowid bigint, body text)"
        ),
        {"rows": json.dumps(rows, ensure_ascii=False)},
    )


def among(connection: Connection, column: ColumnElement[Any], keys: Iterable[int]) -> ColumnElement[bool]:
    """`column IN (keys)` with any number of keys in one parameter."""
    server = connection.dialect.name == "postgresql"
    rows = "json_array_elements_text(CAST(:keys AS json))" if server else "json_each(:keys)"
    listed = text(f"SELECT CAST(value AS bigint) AS value FROM {rows}").bindparams(keys=json.dumps(list(keys)))
    return column.in_(listed.columns(literal_column("value")).subquery().select())
