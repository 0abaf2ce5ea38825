"""Parquet files as they come in: one file or a folder of them, cut into pieces that are read apart."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from riwaya.errors import BadInput

_TAIL = 8  # bytes at the end of a Parquet file: the length of its footer, and the mark


@dataclass(frozen=True, slots=True)
class Group:
    """A row group: its file, number, rows, and how many rows come before it in all files."""

    file: str
    number: int
    rows: int
    before: int


@dataclass(frozen=True, slots=True)
class Source:
    """What is to be worked on. `mark` is the same for the same files (their sizes and footers, with the statistics)."""

    groups: tuple[Group, ...]
    mark: str


def look(given: Path, needed: Sequence[str], what: str) -> Source:
    """Open a Parquet file, or a folder of such in the order of their names. Raises BadInput.

    `needed` are columns that there must be, `what` says of which kind the table is.
    """
    files = sorted(given.glob("*.parquet")) if given.is_dir() else [given]
    if not files:
        raise BadInput(f"{given}: no .parquet file in this folder")
    groups: list[Group] = []
    mark = hashlib.sha256()
    before = 0
    for file in files:
        try:
            with pq.ParquetFile(file) as parquet:
                names, about = tuple(parquet.schema_arrow.names), parquet.metadata
                sizes = [about.row_group(n).num_rows for n in range(about.num_row_groups)]
            mark.update(_footer(file))
        except FileNotFoundError as error:
            raise BadInput(f"{file}: there is no such file") from error
        except (pa.ArrowException, OSError) as error:
            raise BadInput(f"{file}: is no Parquet file that can be read ({str(error).splitlines()[0]})") from error
        lacking = [n for n in needed if n not in names]
        if lacking:
            raise BadInput(f"{file}: no column {', '.join(map(repr, lacking))}; {what}. There are: {', '.join(names)}")
        for number, rows in enumerate(sizes):
            groups.append(Group(str(file), number, rows, before))
            before += rows
    return Source(tuple(groups), mark.hexdigest())


def rows_of(file: str, group: int, start: int, count: int, columns: Sequence[str]) -> Iterator[dict[str, Any]]:
    """So many rows of a row group, from one on, as dicts; columns that the file lacks are left out.

    Raises BadInput where the file is damaged.
    """
    try:
        with pq.ParquetFile(file, pre_buffer=False) as parquet:
            there = [n for n in columns if n in parquet.schema_arrow.names]
            for batch in parquet.iter_batches(min(count, 1000), [group], there, use_threads=False):
                if start < batch.num_rows:
                    piece = batch.slice(start, count)
                    yield from piece.to_pylist()
                    count -= piece.num_rows
                start = max(0, start - batch.num_rows)
                if count <= 0:
                    return
    except (pa.ArrowException, OSError) as error:
        raise BadInput(f"{file}: cannot be read ({str(error).splitlines()[0]})") from error


def _footer(file: Path) -> bytes:
    with file.open("rb") as stream:
        size = stream.seek(0, 2)
        stream.seek(max(0, size - _TAIL))
        length = int.from_bytes(stream.read(4), "little")
        stream.seek(max(0, size - _TAIL - length))
        return size.to_bytes(8, "big") + stream.read(length)
