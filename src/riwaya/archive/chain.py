"""The custody chain: append-only entries, each holding the hash of its content and of the entry before it."""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, select

from riwaya.archive.records import Entry
from riwaya.archive.rows import put
from riwaya.archive.schema import custody

START = "0" * 64  # what the first entry holds in place of a hash before it


_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def canonical(value: Any) -> str:
    """JSON with sorted keys and no spaces: one spelling for one content (in the manner of RFC 8785)."""
    return _CANONICAL.encode(value)


def sha256(value: str | bytes) -> str:
    """SHA-256 in hex; text is hashed as UTF-8."""
    return hashlib.sha256(value.encode("utf-8") if isinstance(value, str) else value).hexdigest()


def now() -> str:
    """This moment, ISO, UTC, to the microsecond."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def entry_hash(seq: int, at: str, act: str, content_sha256: str, prev: str) -> str:
    """The hash of an entry: over its number, time, act, its content's hash and the entry before."""
    return sha256(canonical({"act": act, "at": at, "content": content_sha256, "prev": prev, "seq": seq}))


class Appender:
    """Adds entries within one writing transaction; `flush` writes them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        last = head(connection)
        self._seq, self._prev = last if last is not None else (0, START)
        self._rows: list[dict[str, Any]] = []

    def append(self, act: str, content: dict[str, Any], at: str) -> int:
        """The number of the new entry."""
        text = canonical(content)
        digest = sha256(text)
        self._seq += 1
        whole = entry_hash(self._seq, at, act, digest, self._prev)
        self._rows.append(
            {"seq": self._seq, "at": at, "act": act, "content": text, "content_sha256": digest, "prev": self._prev,
             "sha256": whole}
        )  # fmt: skip
        self._prev = whole
        return self._seq

    def flush(self) -> None:
        """Write what was appended."""
        put(self._connection, custody, self._rows)
        self._rows = []


def head(connection: Connection) -> tuple[int, str] | None:
    """Number and hash of the last entry; None in an empty chain."""
    row = connection.execute(select(custody.c.seq, custody.c.sha256).order_by(custody.c.seq.desc()).limit(1)).first()
    return (row.seq, row.sha256) if row is not None else None


def entries(connection: Connection, after: int = 0, size: int = 2000) -> Iterator[list[Entry]]:
    """The chain in order, in lists of at most `size`."""
    while True:
        rows = connection.execute(
            select(custody).where(custody.c.seq > after).order_by(custody.c.seq).limit(size)
        ).all()
        if not rows:
            return
        yield [Entry(*row) for row in rows]
        after = rows[-1].seq
