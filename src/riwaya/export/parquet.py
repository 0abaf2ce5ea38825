"""Parquet: the flat columns, typed, and the whole claim as JSON; the header is in the file's metadata."""

import json
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from riwaya.export.flat import COLUMNS, NUMBERS, TRUTHS, flat
from riwaya.export.records import Header, Row, new_file

_BATCH = 5000


def write(rows: Iterable[Row], header: Header, out: Path) -> int:
    """One claim a row; the number of claims. Streams in batches."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {n: pa.float64() if n in ("lat", "lon") else pa.int64() for n in NUMBERS}
    types |= {n: pa.bool_() for n in TRUTHS}
    fields = [pa.field(n, types.get(n, pa.string())) for n in COLUMNS] + [pa.field("claim_json", pa.string())]
    about = json.dumps(header.to_dict(), ensure_ascii=False).encode("utf-8")
    schema = pa.schema(fields, metadata={b"riwaya": about})
    count = 0
    source = iter(rows)
    with new_file(out) as path, pq.ParquetWriter(str(path), schema, compression="zstd") as file:
        while batch := list(islice(source, _BATCH)):
            count += len(batch)
            flats = [{**flat(r), "claim_json": json.dumps(r.claim, ensure_ascii=False)} for r in batch]
            file.write_table(pa.Table.from_pylist(flats, schema=schema))
    return count
