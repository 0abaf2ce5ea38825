"""Blocking in space and time: under which keys a claim is found, and which keys its neighbours can be under.

Complete for `edge`: two claims that can be linked meet from either side, whichever of them looks. Keys are hashes, so
that an index of a million claims stays small; two things under one key cost a comparison and change nothing.
"""

import hashlib
from collections.abc import Iterable
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
    found = [hashed(f"{kind}{length}{_cell(s, kind)}") for s in f.spots for kind in (kind_of(s, f.vague),)]
    if f.vague:
        found.append(hashed(f"r{length}{f.report}"))
    if f.telling:
        found += [hashed(f"{telling_kind(f)}{length}{_cell(s, telling_kind(f))}") for s in f.spots]
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
        if f.telling:
            found += [k for s in f.spots for k in _keys_of_telling(s, f.vague, length)]
        out.append(Window(tuple(dict.fromkeys(found)), f.first - days - apart, f.last + apart))
    return tuple(out)


def edge(f: Features, g: Features) -> int:
    """The points of a pair that can be joined first-hand; 0 where it does not reach the threshold."""
    if not f.linkable or not g.linkable or (f.vague and g.vague and not _distinct(f, g)):
        return 0
    if f.vague != g.vague and not _tell_of_one(f, g):
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


def _tell_of_one(f: Features, g: Features) -> bool:
    """Whether a claim that names only a governorate is of what another tells of a place in it: one type and day, and
    numbers, or a type seldom told of, that say so."""
    if not (f.telling and g.telling) or f.type != g.type:
        return False
    numbers = compare_numbers(f, g)[0]
    return numbers >= 1.0 or (f.type in rules().rare and numbers > 0)


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
_SIZE = {"p": 0.015, "t": 0.05, "c": 0.1, "d": 0.3, "v": 0.1, "g": 0.5, "w": 0.5}  # degrees


def telling_kind(f: Features) -> str:
    """The grid in which a claim is looked for by claims that name only a governorate, or by those that name more."""
    return "g" if f.vague else "w"


def _cell(s: Spot, kind: str) -> str:
    if s.lat is None or s.lon is None:
        return s.name
    return f"{floor(s.lat / _SIZE[kind])}:{floor(s.lon / _SIZE[kind])}"


def reach_of(a: str, b: str) -> float:
    """Kilometres within which places of two grids can go together; `compare_place` says the same in detail."""
    r = rules()
    if a in "gw":
        return r.radius["governorate"] + 1
    if "v" in (a, b):
        return r.near_km
    if "d" in (a, b):
        return r.radius["district"] + 1
    if "c" in (a, b):
        return r.radius["city"] + 1
    return max(r.near_km, r.radius["town" if "t" in (a, b) else "neighbourhood"])


@lru_cache(maxsize=50_000)
def _keys_around(s: Spot, vague: bool, length: str) -> tuple[int, ...]:
    kind = kind_of(s, vague)
    if kind == "n":
        return (hashed("n" + length + s.name),)
    others = ("v",) if vague else ("p", "t", "c", "d")
    return tuple(hashed(o + length + cell) for o in others for cell in _cells(s, o, reach_of(kind, o)))


@lru_cache(maxsize=50_000)
def _keys_of_telling(s: Spot, vague: bool, length: str) -> tuple[int, ...]:
    other = "w" if vague else "g"
    return tuple(hashed(other + length + cell) for cell in _cells(s, other, reach_of(other, other)))


def _cells(s: Spot, grid: str, reach: float) -> tuple[str, ...]:
    """The cells of a grid within reach of a place."""
    if s.lat is None or s.lon is None:
        return (s.name,)
    # A hundredth more than the reach: the grid must not be finer than the distance.
    up = 1.01 * reach / KM
    side = min(180.0, up / max(0.01, cos(radians(min(89.0, abs(s.lat) + up)))))
    size = _SIZE[grid]
    rows = range(floor((s.lat - up) / size), floor((s.lat + up) / size) + 1)
    columns = range(floor((s.lon - side) / size), floor((s.lon + side) / size) + 1)
    return tuple(f"{y}:{x}" for y in rows for x in columns)


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
