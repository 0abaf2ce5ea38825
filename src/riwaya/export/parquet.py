"""Parquet: the flat columns, typed, and the whole claim as JSON; the header is in the file's metadata."""

import json
from collections.abc import Iterable, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from riwaya.export.flat import CLAIMS, Shape
from riwaya.export.records import Header, new_file

_BATCH = 5000


def write(rows: Iterable[Any], header: Header, out: Path, shape: Shape = CLAIMS) -> int:
    """One claim a row; the number of rows. Streams in batches."""
    return write_rows(rows, header.to_dict(), out, shape)


def write_rows(rows: Iterable[Any], about: Mapping[str, Any], out: Path, shape: Shape) -> int:
    """The same with whatever the file is to say of itself."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {n: pa.float64() if n in ("lat", "lon") else pa.int64() for n in shape.numbers}
    types |= {n: pa.bool_() for n in shape.truths}
    fields = [pa.field(n, types.get(n, pa.string())) for n in shape.columns] + [pa.field(shape.whole, pa.string())]
    said = json.dumps(about, ensure_ascii=False).encode("utf-8")
    schema = pa.schema(fields, metadata={b"riwaya": said})
    count = 0
    source = iter(rows)
    with new_file(out) as path, pq.ParquetWriter(str(path), schema, compression="zstd") as file:
        while batch := list(islice(source, _BATCH)):
            count += len(batch)
            flats = [{**shape.flat(r), shape.whole: json.dumps(shape.json(r), ensure_ascii=False)} for r in batch]
            file.write_table(pa.Table.from_pylist(flats, schema=schema))
    return count
