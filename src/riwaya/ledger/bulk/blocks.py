"""The first stages of linking in bulk: claims with their features, sorted by space and time, then linked by block."""

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from riwaya.errors import BadInput
from riwaya.incidents.cells import found_in, home
from riwaya.incidents.features import unpack
from riwaya.incidents.inherit import features_of
from riwaya.incidents.link import grouped
from riwaya.incidents.records import ClaimRecord
from riwaya.ledger.bulk.engines import Item
from riwaya.ledger.bulk.folder import Folder, read_json, write_table
from riwaya.ledger.bulk.kept import UNIT_ROWS, index_of
from riwaya.ledger.bulk.ruled import ruled_in
from riwaya.ledger.bulk.source import rows_of

REPORT = ("outlet", "published", "title", "url", "text")
NEEDED = ("claim_id", "report_id", "claim_json", *REPORT)
_SORTED = pa.schema([
    ("claim_id", pa.string()), ("cell", pa.int64()), ("first", pa.int64()), ("features", pa.string()),
    ("claim", pa.string()), ("report", pa.string()),
])  # fmt: skip
_LINKED = pa.schema([*_SORTED, ("group", pa.string()), ("units", pa.list_(pa.int32()))])


def sort_part(item: Item) -> Item:
    """A task: the features of a run of claims, each with where it belongs, in that order."""
    folder = Folder(Path(item["folder"]))
    records = [_record(row) for g in item["groups"] for row in rows_of(g["file"], g["number"], 0, g["rows"], NEEDED)]
    if len({r.id for r in records}) != len(records):
        raise BadInput(f"{item['groups'][0]['file']}: has a claim twice; give what one `riwaya bulk read` wrote")
    rows = []
    places: Counter[tuple[int, int]] = Counter()
    features = features_of(records)
    for r in records:
        place = home(features[r.id])
        places[place] += 1
        rows.append({
            "claim_id": r.id, "cell": place[0], "first": place[1], "features": _text(features[r.id].pack()),
            "claim": _text(r.claim), "report": _text(r.report),
        })  # fmt: skip
    rows.sort(key=lambda row: (row["cell"], row["first"], row["claim_id"]))
    write_table(pa.Table.from_pylist(rows, schema=_SORTED), folder.part("sorted", item["number"]))
    folder.write_json(folder.part("counts", item["number"], "json"), [[*k, n] for k, n in sorted(places.items())])
    return {"number": item["number"]}


def counts(folder: Folder, parts: int) -> Counter[tuple[int, int]]:
    """How many claims are in each cell on each day."""
    out: Counter[tuple[int, int]] = Counter()
    for n in range(parts):
        for cell, day, count in read_json(folder.part("counts", n, "json")):
            out[cell, day] += count
    return out


def _record(row: Mapping[str, Any]) -> ClaimRecord:
    return ClaimRecord(json.loads(row["claim_json"]), {"id": row["report_id"], **{n: row.get(n) for n in REPORT}})


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def link_block(item: Item) -> Item:
    """A task: gather the claims of a block and group them as if there were no others."""
    folder, number = Folder(Path(item["folder"])), int(item["number"])
    table = _gathered(folder, item)
    features = {f.id: f for f in (unpack(json.loads(packed)) for packed in table.column("features").to_pylist())}
    if len(features) != table.num_rows:
        raise BadInput("a claim is there twice; give what one `riwaya bulk read` wrote")
    unit = {i: n // UNIT_ROWS for n, i in enumerate(features)}
    group, units = {}, {}
    for members in grouped(features, ruled_in(folder)):
        name = min(members)
        group.update(dict.fromkeys(members, name))
        units[name] = sorted({unit[i] for i in members})
    table = table.append_column("group", pa.array([group[i] for i in features], pa.string()))
    table = table.append_column("units", pa.array([units[group[i]] for i in features], pa.list_(pa.int32())))
    write_table(table.cast(_LINKED), folder.part("blocks", number), UNIT_ROWS)
    index = index_of((cell, f.first or 0, (number, unit[i])) for i, f in features.items() for cell in found_in(f))
    write_table(pa.table({n: pa.array(v, pa.int64()) for n, v in index.items()}), folder.part("index", number))
    return {"number": number, "claims": len(features)}


def _gathered(folder: Folder, item: Item) -> pa.Table:
    """The rows of a block, of all sorted parts, in their order."""
    low, high = item["from"], item["to"] or [1 << 62, 0]
    found = [_SORTED.empty_table()]
    for n in range(item["parts"]):
        with pq.ParquetFile(folder.part("sorted", n)) as file:
            groups = [g for g in range(file.num_row_groups) if _meets(file.metadata.row_group(g), low, high)]
            if groups:
                rows = file.read_row_groups(groups, use_threads=False)
                found.append(rows.filter(pc.and_(_before(low, rows, True), _before(high, rows, False))))
    return pa.concat_tables(found).sort_by([(n, "ascending") for n in ("cell", "first", "claim_id")])


def _meets(group: Any, low: list[int], high: list[int]) -> bool:
    """Whether a row group, by its statistics, can have rows from one place on and before another."""
    cell, day = (group.column(_SORTED.get_field_index(n)).statistics for n in ("cell", "first"))
    one = cell.min == cell.max  # only then the days say more
    first, last = [cell.min, day.min if one else 0], [cell.max, day.max if one else 1 << 62]
    return bool(last >= low and first < high)


def _before(place: list[int], rows: pa.Table, or_there: bool) -> Any:
    """Which rows lie before a place; with `or_there`, which lie there or after it."""
    cell, day = place
    cells, days = rows.column("cell"), rows.column("first")
    before = pc.or_(pc.less(cells, cell), pc.and_(pc.equal(cells, cell), pc.less(days, day)))
    return pc.invert(before) if or_there else before
