"""Parquet for tests of bulk work: reports as they come in, claims as `riwaya bulk read` writes them, what came out."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from riwaya.errors import BadInput
from riwaya.export.parquet import write_rows
from riwaya.export.records import Row
from riwaya.incidents.link import link
from riwaya.incidents.questions import describe
from riwaya.incidents.records import ClaimRecord, Incident, Ruling
from riwaya.ledger.bulk.engines import Engine, Item, Local
from riwaya.ledger.bulk.linking import link as link_in_bulk
from riwaya.ledger.bulk.reading import SHAPE, told

SAMPLES = Path(__file__).parents[2] / "samples"
CORPUS = Path(__file__).parents[1] / "incidents" / "corpus"
COLUMNS = ("id", "text", "published", "outlet", "title", "url")


def reports() -> list[dict[str, Any]]:
    """The sample reports as rows, and one of them again with another date and outlet."""
    index = json.loads((SAMPLES / "index.json").read_text(encoding="utf-8"))
    rows = [
        {"id": name, "text": (SAMPLES / name).read_text(encoding="utf-8"), **{k: about.get(k) for k in COLUMNS[2:]}}
        for name, about in sorted(index.items())
    ]
    return [*rows, {**rows[0], "id": "again", "published": "2011-01-01", "outlet": "صحيفة أخرى"}]


def write_reports(rows: Sequence[dict[str, Any]], file: Path, group: int = 4) -> Path:
    """Reports as Parquet, in row groups of so many."""
    pq.write_table(pa.Table.from_pylist(list(rows)), file, row_group_size=group)
    return file


def write_claims(records: Sequence[ClaimRecord], folder: Path, parts: int = 1) -> Path:
    """Claims as `riwaya bulk read` writes them, their reports dealt out to so many parts."""
    folder.mkdir(parents=True)
    turn = {r: n % parts for n, r in enumerate(dict.fromkeys(str(r.report["id"]) for r in records))}
    for part in range(parts):
        rows = [(Row(dict(r.claim), dict(r.report)), told(r.report["text"] or "", r.claim))
                for r in records if turn[str(r.report["id"])] == part]  # fmt: skip
        write_rows(rows, {}, folder / f"part-{part:05}.parquet", SHAPE)
    return folder


def incidents(out: Path) -> list[dict[str, Any]]:
    """What `riwaya bulk link` wrote, in full, in the order of the ids."""
    texts = [t for f in sorted((out / "incidents").glob("*.parquet"))
             for t in pq.ParquetFile(f).read(["incident_json"]).column(0).to_pylist()]  # fmt: skip
    return sorted((json.loads(t) for t in texts), key=lambda d: d["id"])


def at_once(records: Sequence[ClaimRecord], rulings: Sequence[Ruling] = ()) -> list[dict[str, Any]]:
    """The same of linking everything at once, in memory."""
    found = [describe(Incident(i.id, i.claims)) for i in link(records, rulings)]
    return sorted((json.loads(json.dumps(d)) for d in found), key=lambda d: d["id"])


def in_bulk(
    claims: Path, out: Path, size: int, engine: Engine | None = None, rulings: Sequence[Ruling] = ()
) -> list[dict[str, Any]]:
    """The same of linking in bulk."""
    for _ in link_in_bulk(claims, out, engine or Local(1), size, rulings):
        pass
    return incidents(out)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(f.relative_to(folder)): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}


def dies_once(item: Item) -> Item:
    """A task that kills its worker the first time it is given number 2."""
    import os
    import signal

    mark = Path(item["mark"])
    if item["number"] == 2 and not mark.exists():
        mark.write_text("died", encoding="utf-8")
        os.kill(os.getpid(), signal.SIGKILL)
    return {"number": item["number"]}


def always_dies(item: Item) -> Item:
    """A task that no worker survives."""
    import os
    import signal

    os.kill(os.getpid(), signal.SIGKILL)
    return item


def refuses(item: Item) -> Item:
    """A task that cannot be done."""
    raise BadInput("not this")
