"""`riwaya bulk link`: claims in Parquet to incidents in Parquet, the same as `riwaya link` makes of an archive."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from riwaya import __version__
from riwaya.errors import BadInput
from riwaya.export.incident_flat import SHAPE
from riwaya.export.parquet import write_rows
from riwaya.incidents.cells import cuts
from riwaya.incidents.features import unpack
from riwaya.incidents.link import day_of, in_order, incident_id
from riwaya.incidents.questions import describe
from riwaya.incidents.records import ClaimRecord, Incident, Ruling
from riwaya.ledger.bulk.blocks import NEEDED, counts, link_block, sort_part
from riwaya.ledger.bulk.borders import Member, find_torn, settle_borders
from riwaya.ledger.bulk.engines import Engine, Item
from riwaya.ledger.bulk.folder import MANIFEST, Folder, manifest, read_json
from riwaya.ledger.bulk.ruled import mark_of, put_together, rule
from riwaya.ledger.bulk.source import Source, look
from riwaya.ledger.bulk.stages import Step, stage

SIZE = 20_000  # claims of a block
_STAGES = ("sorted", "counts", "ruled", "blocks", "index", "torn", "settled", "moved")


@dataclass(frozen=True, slots=True)
class Totals:
    """What linking came to; `moved` claims are in a group that an end of a block had torn apart."""

    claims: int
    incidents: int
    blocks: int
    moved: int


def link(
    given: Path, out: Path, engine: Engine, size: int = SIZE, rulings: Sequence[Ruling] = ()
) -> Iterator[Step | Totals]:
    """Link the claims that `riwaya bulk read` wrote: its folder, the folder of its claims, or one Parquet file.

    `rulings`, oldest first, come before every score, as in an archive.

    Yields steps, in the end the totals. Raises BadInput where there are none, or `out` holds something else.
    """
    source = look(_claims(given), NEEDED, "give what `riwaya bulk read` wrote")
    made = {"made_by": "riwaya bulk link", "version": __version__, "rules": _rules(), "input": source.mark,
            "claims_a_block": size, "rulings": mark_of(rulings)}  # fmt: skip
    folder = Folder.open(out, made)
    if not folder.complete:
        yield from _Linking(folder, engine, size, rulings).run(source)
    said = manifest(out)
    yield Totals(said["claims"], said["incidents"], said["blocks"], said["moved"])


def _claims(given: Path) -> Path:
    if not (given / MANIFEST).exists():
        return given
    said = manifest(given)
    if said["made_by"] != "riwaya bulk read":
        raise BadInput(f"{given}: is of `{said['made_by']}`; give what `riwaya bulk read` wrote")
    if not said["complete"]:
        raise BadInput(f"{given}: reading is not finished; run `riwaya bulk read` again, it goes on where it was")
    return given / "claims"


def _rules() -> str:
    """A fingerprint of the rules of linking, and of the places whose sizes they ask for."""
    from riwaya.gazetteer.index import data_hash

    data = files("riwaya.incidents") / "data"
    rules = (data / "linking.yml").read_bytes() + (data / "owners.yml").read_bytes()
    return hashlib.sha256(rules + data_hash().encode("ascii")).hexdigest()


class _Linking:
    def __init__(self, folder: Folder, engine: Engine, size: int, rulings: Sequence[Ruling]) -> None:
        self._folder, self._engine, self._size, self._rulings = folder, engine, size, rulings

    def run(self, source: Source) -> Iterator[Step]:
        runs = list(_runs(source, self._size))
        yield from stage(self._folder, self._engine, "counts", "json", sort_part, [{"groups": g} for g in runs])
        there = counts(self._folder, len(runs))
        ruled = rule(self._folder, len(runs), self._rulings)
        starts = cuts(there, self._size)
        ends = [*map(list, starts[1:]), None]
        bounds = [{"from": [*a], "to": b, "parts": len(runs)} for a, b in zip(starts, ends, strict=True)]
        yield from stage(self._folder, self._engine, "index", "parquet", link_block, bounds)
        blocks = len(starts)
        units = [pq.read_metadata(self._folder.part("blocks", n)).num_row_groups for n in range(blocks)]
        items = [{"units": u, "blocks": blocks} for u in units]
        yield from stage(self._folder, self._engine, "torn", "json", find_torn, items)
        groups = settle_borders(self._folder, blocks, self._engine)
        self._move(put_together(self._folder, blocks, groups, ruled), blocks)
        yield from stage(self._folder, self._engine, "incidents", "parquet", tell_block, [{}] * blocks)
        incidents = sum(pq.read_metadata(self._folder.part("incidents", n)).num_rows for n in range(blocks))
        totals = {"claims": sum(there.values()), "incidents": incidents, "blocks": blocks,
                  "moved": sum(map(len, groups))}  # fmt: skip
        self._folder.finish(_STAGES, totals)

    def _move(self, groups: Sequence[Sequence[Member]], blocks: int) -> None:
        """Write down for each block which claims are no longer in its groups, and which new groups are told there."""
        out: list[dict[str, list[Any]]] = [{"gone": [], "new": []} for _ in range(blocks)]
        for group in groups:
            for claim, block, _ in group:
                out[block]["gone"].append(claim)
            out[min(group)[1]]["new"].append(group)
        for n, moved in enumerate(out):
            self._folder.write_json(self._folder.part("moved", n, "json"), moved)


def _runs(source: Source, size: int) -> Iterator[list[Item]]:
    """Row groups together that have about as many claims as a block; a file stays whole, and so its reports do."""
    held: list[Item] = []
    rows = 0
    for n, g in enumerate(source.groups):
        held.append({"file": g.file, "number": g.number, "rows": g.rows})
        rows += g.rows
        last = n + 1 == len(source.groups)
        if last or (rows >= size and source.groups[n + 1].file != g.file):
            yield held
            held, rows = [], 0


def tell_block(item: Item) -> Item:
    """A task: the incidents told with a block, in full, the earliest first."""
    folder, number = Folder(Path(item["folder"])), int(item["number"])
    moved = read_json(folder.part("moved", number, "json"))
    gone = {*moved["gone"]}
    wanted = {i for group in moved["new"] for i, _, _ in group}
    rows: dict[str, dict[str, Any]] = {}
    groups: dict[str, list[str]] = {}
    for row in pq.read_table(folder.part("blocks", number), columns=_TOLD).to_pylist():
        if row["claim_id"] not in gone:
            groups.setdefault(row["group"], []).append(row["claim_id"])
        if row["claim_id"] not in gone or row["claim_id"] in wanted:
            rows[row["claim_id"]] = row
    for block, unit in sorted({(b, u) for group in moved["new"] for _, b, u in group if b != number}):
        with pq.ParquetFile(folder.part("blocks", block)) as file:
            rows.update((r["claim_id"], r) for r in file.read_row_group(unit, _TOLD).to_pylist()
                        if r["claim_id"] in wanted)  # fmt: skip
    features = {i: unpack(json.loads(row["features"])) for i, row in rows.items()}
    found = []
    for members in [*groups.values(), *([i for i, _, _ in group] for group in moved["new"])]:
        ordered = in_order(members, features)
        found.append((day_of(features[ordered[0]]), incident_id(ordered[0]), ordered))
    told = (describe(Incident(name, [_record(rows[i]) for i in ordered])) for _, name, ordered in sorted(found))
    write_rows(told, {"program": f"riwaya {__version__}"}, folder.part("incidents", number), SHAPE)
    return {"number": number}


_TOLD = ["claim_id", "features", "claim", "report", "group"]


def _record(row: dict[str, Any]) -> ClaimRecord:
    return ClaimRecord(json.loads(row["claim"]), json.loads(row["report"]))
