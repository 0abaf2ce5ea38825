"""Blocking in space and time: under which keys a claim is found, and which keys its neighbours can be under.

Complete for `edge`: two claims that can be linked meet from either side, whichever of them looks. Keys are hashes, so
that an index of a million claims stays small; two things under one key cost a comparison and change nothing.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import cos, floor, radians

from riwaya.incidents.compare import POINTS, compare_numbers, compare_place, points
from riwaya.incidents.features import LONGEST, Features, Spot
from riwaya.incidents.records import rules

_SHORT = 2  # days after the first: as many as stand for a day that is only the publication's
KM = 111.2  # kilometres of one degree of latitude


@dataclass(frozen=True, slots=True)
class Window:
    """Keys to look under, for claims whose first day (since 0001-01-01) lies between two, inclusive."""

    keys: tuple[int, ...]
    low: int
    high: int


def keys(f: Features) -> tuple[int, ...]:
    """Keys under which others find a claim."""
    if not f.linkable:
        return ()
    length = _length(f)
    found = [hashed(f"{kind_of(s, f.vague)}{length}{_cell(s, f.vague)}") for s in f.spots]
    if f.vague:
        found.append(hashed(f"r{length}{f.report}"))
    return tuple(dict.fromkeys(found))


def windows(f: Features) -> tuple[Window, ...]:
    """Where a claim's neighbours are: a window for claims sure of one day, one for those of few days, one for more."""
    if not f.linkable or f.first is None or f.last is None:
        return ()
    out = []
    for length, days in (("1", 0), ("s", _SHORT), ("l", LONGEST)):
        # Two claims that are sure of their day share one; others may be a day apart.
        apart = 0 if f.sure and length == "1" else 1
        found = [k for s in f.spots for k in _keys_around(s, f.vague, length)]
        if f.vague:
            found.append(hashed(f"r{length}{f.report}"))
        out.append(Window(tuple(dict.fromkeys(found)), f.first - days - apart, f.last + apart))
    return tuple(out)


def edge(f: Features, g: Features) -> int:
    """The points of a pair that can be joined first-hand; 0 where it does not reach the threshold."""
    if f.vague != g.vague or not f.linkable or not g.linkable or (f.vague and not _distinct(f, g)):
        return 0
    value = points(f, g)
    first_hand, one_voice = _wanted()
    return value if value >= (one_voice if f.report == g.report and f.voice == g.voice else first_hand) else 0


@lru_cache(maxsize=1)
def _wanted() -> tuple[int, int]:
    """Points that two claims need, and two of one voice in one report."""
    r = rules()
    return round(r.threshold * POINTS), round((r.threshold + r.same_report_extra) * POINTS)


def _distinct(f: Features, g: Features) -> bool:
    """Whether two vague claims can be told to be of one happening: one day and place, and the same numbers if they
    are of two reports. A summary's "raids on the countryside" is no one happening."""
    if f.report == g.report:
        return f.voice != g.voice
    return compare_numbers(f, g)[0] >= 1.0 and compare_place(f, g)[0] >= 0.9


@lru_cache(maxsize=200_000)
def hashed(text: str) -> int:
    """A text as a signed 64-bit number."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8"), digest_size=8).digest(), "big", signed=True)


def _length(f: Features) -> str:
    days = (f.last or 0) - (f.first or 0)
    return "1" if f.sure and days == 0 else "s" if days <= _SHORT else "l"


def kind_of(s: Spot, vague: bool) -> str:
    """Which grid a place is in: places of one grid reach equally far."""
    if s.lat is None or s.lon is None:
        return "n"
    if vague:
        return "v"
    return _KINDS.get(s.precision, "d")


_KINDS = {"site": "p", "neighbourhood": "p", "village": "t", "town": "t", "city": "c"}
_SIZE = {"p": 0.015, "t": 0.05, "c": 0.1, "d": 0.3, "v": 0.1}  # degrees


def _cell(s: Spot, vague: bool) -> str:
    kind = kind_of(s, vague)
    if kind == "n" or s.lat is None or s.lon is None:
        return s.name
    return f"{floor(s.lat / _SIZE[kind])}:{floor(s.lon / _SIZE[kind])}"


def reach_of(a: str, b: str) -> float:
    """Kilometres within which places of two grids can go together; `compare_place` says the same in detail."""
    r = rules()
    if "v" in (a, b):
        return r.near_km
    if "d" in (a, b):
        return r.radius["district"] + 1
    if "c" in (a, b):
        return r.radius["city"] + 1
    return max(r.near_km, r.radius["town" if "t" in (a, b) else "neighbourhood"])


@lru_cache(maxsize=50_000)
def _keys_around(s: Spot, vague: bool, length: str) -> tuple[int, ...]:
    return tuple(hashed(kind + length + cell) for kind, cell in _cells(s, vague))


def _cells(s: Spot, vague: bool) -> Iterator[tuple[str, str]]:
    kind = kind_of(s, vague)
    if kind == "n" or s.lat is None or s.lon is None:
        yield "n", s.name
        return
    for other in ("v",) if vague else ("p", "t", "c", "d"):
        # A hundredth more than the reach: the grid must not be finer than the distance.
        up = 1.01 * reach_of(kind, other) / KM
        side = min(180.0, up / max(0.01, cos(radians(min(89.0, abs(s.lat) + up)))))
        size = _SIZE[other]
        for y in range(floor((s.lat - up) / size), floor((s.lat + up) / size) + 1):
            for x in range(floor((s.lon - side) / size), floor((s.lon + side) / size) + 1):
                yield other, f"{y}:{x}"


class Index:
    """Claims by key and first day, in memory."""

    def __init__(self, features: Iterable[Features] = ()) -> None:
        self._by_key: dict[int, dict[int, list[str]]] = {}
        for f in features:
            self.add(f)

    def add(self, f: Features) -> None:
        """Let a claim be found."""
        for key in keys(f):
            self._by_key.setdefault(key, {}).setdefault(f.first or 0, []).append(f.id)

    def remove(self, f: Features) -> None:
        """Let a claim be found no more."""
        for key in keys(f):
            self._by_key[key][f.first or 0].remove(f.id)

    def near(self, f: Features) -> set[str]:
        """Claims that can be linked with this one, and others near it; not itself."""
        out: set[str] = set()
        for window in windows(f):
            for key in window.keys:
                days = self._by_key.get(key)
                if days:
                    for day in range(window.low, window.high + 1):
                        if day in days:
                            out.update(days[day])
        out.discard(f.id)
        return out
