"""Claims in the blocks of a folder, loaded as they are spoken of: what `settle` asks of them across blocks.

A unit is a row group of a block's file; units lie along cell and day, and an index says which are where.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow.parquet as pq

from riwaya.incidents.blocks import Index
from riwaya.incidents.cells import looked_at
from riwaya.incidents.features import Features, unpack
from riwaya.ledger.bulk.folder import Folder

UNIT_ROWS = 500
Unit = tuple[int, int]  # block, row group
_ROWS = 1 << 20  # more row groups than a block has


class Kept:
    """Claims of blocks; `near` looks in blocks before `below` alone, where that is given."""

    def __init__(self, folder: Folder, blocks: int, below: int | None = None) -> None:
        self.features: dict[str, Features] = {}
        self.unit: dict[str, Unit] = {}
        self._folder, self._index = folder, Index()
        self._group: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}
        self._units: dict[str, tuple[int, ...]] = {}  # of a group
        self._loaded: set[Unit] = set()
        self._indexed: set[Unit] = set()
        self._cells = _cells(folder, blocks if below is None else below)
        self._asked: dict[tuple[int, int, int], frozenset[Unit]] = {}

    def near(self, claims: Collection[str]) -> Mapping[str, Collection[str]]:
        """Of each claim, the claims near it."""
        for unit in sorted({u for i in claims for u in self._units_near(self.features[i])} - self._indexed):
            self._indexed.add(unit)
            for i in self.load([unit])[unit]:
                self._index.add(self.features[i])
        return {i: self._index.near(self.features[i]) for i in claims}

    def has_near(self, claim: str) -> bool:
        """Whether anything can be near a claim."""
        return bool(self._units_near(self.features[claim]))

    def groups(self, claims: Collection[str]) -> Mapping[str, tuple[str, ...]]:
        """Of each claim, all members of the group that it is in within its block."""
        self.load((self.unit[i][0], u) for i in claims for u in self._units[self._group[i]])
        return {i: tuple(sorted(self._members[self._group[i]])) for i in claims}

    def load(self, units: Iterable[Unit]) -> dict[Unit, list[str]]:
        """Have the claims of units at hand; their ids."""
        return {unit: self._load(unit) for unit in dict.fromkeys(units)}

    def _load(self, unit: Unit) -> list[str]:
        block, number = unit
        with pq.ParquetFile(self._folder.part("blocks", block)) as file:
            rows = file.read_row_group(number, ["claim_id", "features", "group", "units"], use_threads=False)
        ids: list[str] = rows.column("claim_id").to_pylist()
        if unit in self._loaded:
            return ids
        self._loaded.add(unit)
        for i, packed, group, spread in zip(
            ids, rows.column("features").to_pylist(), rows.column("group").to_pylist(),
            rows.column("units").to_pylist(), strict=True,
        ):  # fmt: skip
            self.features[i] = unpack(json.loads(packed))
            self.unit[i], self._group[i], self._units[group] = unit, group, tuple(spread)
            self._members.setdefault(group, []).append(i)
        return ids

    def _units_near(self, f: Features) -> set[Unit]:
        cells, low, high = looked_at(f)
        out: set[Unit] = set()
        for cell in cells:
            if cell in self._cells:
                asked = (cell, low, high)
                if asked not in self._asked:
                    days, units = self._cells[cell]
                    a, b = np.searchsorted(days, [low, high + 1])
                    self._asked[asked] = frozenset((int(u) // _ROWS, int(u) % _ROWS) for u in units[a:b])
                out |= self._asked[asked]
        return out


def index_of(places: Iterable[tuple[int, int, Unit]]) -> dict[str, Any]:
    """The columns of a block's index: cell, first day and unit of what is there, each once."""
    rows = sorted({(cell, day, block * _ROWS + number) for cell, day, (block, number) in places})
    return {"cell": [r[0] for r in rows], "first": [r[1] for r in rows], "unit": [r[2] for r in rows]}


def _cells(folder: Folder, blocks: int) -> dict[int, tuple[Any, Any]]:
    """Of each cell, the days and units there, in the order of days, of so many blocks."""
    tables = [pq.read_table(folder.part("index", n)) for n in range(blocks)]
    columns = {n: np.concatenate([np.zeros(0, np.int64), *(t.column(n).to_numpy() for t in tables)])
               for n in ("cell", "first", "unit")}  # fmt: skip
    order = np.lexsort((columns["first"], columns["cell"]))
    cell, first, unit = (columns[n][order] for n in ("cell", "first", "unit"))
    names, starts = np.unique(cell, return_index=True)
    return {int(c): (first[a:b], unit[a:b]) for c, (a, b) in zip(names, pairwise([*starts, len(cell)]), strict=True)}
