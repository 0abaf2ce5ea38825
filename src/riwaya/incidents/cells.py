"""Blocks of space and time, for linking in parts: where a claim belongs, and in which cells its neighbours can be.

A cell is a degree by a degree. Cells are numbered along a curve on which neighbours in space are mostly near each
other, so a run of cells (or of days within one) is a block. Where the blocks end changes no outcome: `settle` mends
what an end tore apart.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from math import cos, floor, radians

from riwaya.incidents.blocks import KM, hashed, kind_of, reach_of, telling_kind, windows
from riwaya.incidents.features import Features, Spot
from riwaya.incidents.link import day_of

Place = tuple[int, int]  # cell and first day
NOWHERE = -1  # the cell of claims without a place
_NAMES = 1 << 20  # cells of places without a position, by their names
_REPORTS = 1 << 40  # cells of vague claims, by their reports


def home(f: Features) -> Place:
    """Where a claim is kept: the cell of its first place, and its first day (a day after all others without one)."""
    return _cell(f.spots[0]) if f.spots else NOWHERE, day_of(f)


def found_in(f: Features) -> frozenset[int]:
    """Under which numbers others look for a claim: cells, apart by how far a place reaches."""
    if not f.linkable:
        return frozenset()
    found = {_class(_cell(s), kind_of(s, f.vague)) for s in f.spots}
    if f.telling:
        found |= {_class(_cell(s), telling_kind(f)) for s in f.spots}
    return frozenset(found | {_of_report(f)} if f.vague else found)


def looked_at(f: Features) -> tuple[frozenset[int], int, int]:
    """Numbers under which a claim's neighbours can be, and the first and last day on which they begin."""
    found = windows(f)
    if not found:
        return frozenset(), 0, -1
    numbers = {n for s in f.spots for n in _around(s, f.vague)}
    if f.telling:
        numbers.update(n for s in f.spots for n in _near(s, telling_kind(f)))
    if f.vague:
        numbers.add(_of_report(f))
    return frozenset(numbers), min(w.low for w in found), max(w.high for w in found)


def cuts(counts: Mapping[Place, int], size: int) -> list[Place]:
    """Where each block begins, so that none has more than `size` claims unless one cell has so many on one day."""
    out: list[Place] = []
    held = 0
    for place in sorted(counts):
        if not out or held + counts[place] > size:
            out.append(place)
            held = 0
        held += counts[place]
    return out


def _of_report(f: Features) -> int:
    return _REPORTS + (hashed(f.report) & 0xFFFFFFFF)


@lru_cache(maxsize=100_000)
def _cell(s: Spot) -> int:
    if s.lat is None or s.lon is None:
        return _NAMES + (hashed(s.name) & 0xFFFFF)
    return _number(floor(s.lat), floor(s.lon))


@lru_cache(maxsize=100_000)
def _around(s: Spot, vague: bool) -> frozenset[int]:
    return frozenset(_near(s, kind_of(s, vague)))


def _near(s: Spot, kind: str) -> Iterator[int]:
    if s.lat is None or s.lon is None:
        yield from (_class(_cell(s), other) for other in _OTHERS.get(kind, (kind,)))
        return
    for other in _OTHERS.get(kind, ("c", "d")):
        up = 1.01 * reach_of(kind, other) / KM
        side = min(180.0, up / max(0.01, cos(radians(min(89.0, abs(s.lat) + up)))))
        for y in range(floor(s.lat - up), floor(s.lat + up) + 1):
            for x in range(floor(s.lon - side), floor(s.lon + side) + 1):
                yield _class(_number(y, x), other)


_OTHERS = {"v": ("v",), "g": ("w",), "w": ("g",)}  # which classes are looked at for one, where not those of places


def _class(cell: int, kind: str) -> int:
    """A cell's number for places that reach no further than a city, for districts, for what is vague, or for either
    side of a claim that names only a governorate and what it may tell of."""
    return cell * 5 + {"d": 1, "v": 2, "g": 3, "w": 4}.get(kind, 0)


def _number(y: int, x: int) -> int:
    """A degree's place on the curve: the bits of row and column, in turn."""
    row, column, out = (y + 90) & 0x1FF, (x + 180) & 0x1FF, 0
    for bit in range(9):
        out |= (row >> bit & 1) << (2 * bit + 1) | (column >> bit & 1) << (2 * bit)
    return out
