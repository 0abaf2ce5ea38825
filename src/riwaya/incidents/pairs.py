"""Edges in their order, in memory that does not grow with their number: past a limit, sorted runs go to a file.

A town in which thousands of claims are of one day has an edge for nearly every pair of them.
"""

import heapq
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from tempfile import TemporaryFile
from typing import IO

Edge = tuple[int, str, str]  # minus the points, the smaller id, the larger: edges are taken in this order
HELD = 2_000_000  # edges in memory
_LARGER = 8  # how many times the memory of a number an edge takes
_READ = 16_384  # edges of a run read at once
_BITS = 21  # for either claim of an edge: two million claims; points take as many
_MOST = (1 << _BITS) - 1


def ordered(edges: Iterable[Edge], ids: Sequence[str], held: int = HELD) -> Iterator[Edge]:
    """Edges among claims in order, about `held` of them in memory at most. `ids`: the claims, in any order."""
    rest = iter(edges)
    first = list(islice(rest, max(1, held // _LARGER)))
    more = next(rest, None)
    if more is None or len(ids) > _MOST:
        yield from sorted([*first, *rest] if more is None else [*first, more, *rest])
        return
    names = sorted(ids)
    rank = {i: n for n, i in enumerate(names)}
    keys = (_MOST + value << 2 * _BITS | rank[x] << _BITS | rank[y] for value, x, y in chain(first, [more], rest))
    for key in _sorted(keys, held):
        yield (key >> 2 * _BITS) - _MOST, names[key >> _BITS & _MOST], names[key & _MOST]


def _sorted(keys: Iterable[int], held: int) -> Iterator[int]:
    """Whole numbers of eight bytes in order."""
    rest = iter(keys)
    ends: list[int] = []
    with TemporaryFile() as file:
        while True:
            here = array("Q", islice(rest, held))
            here = array("Q", sorted(here))
            if len(here) < held:
                break
            here.tofile(file)
            ends.append((ends[-1] if ends else 0) + len(here))
        runs = [_run(file, a, b) for a, b in zip([0, *ends], ends, strict=False)]
        yield from heapq.merge(*runs, here)


def _run(file: IO[bytes], at: int, end: int) -> Iterator[int]:
    """One sorted run of a file, from one number to before another."""
    while at < end:
        part = array("Q")
        file.seek(at * part.itemsize)
        part.frombytes(file.read(min(_READ, end - at) * part.itemsize))
        at += len(part)
        yield from part
