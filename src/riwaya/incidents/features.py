"""What of a claim counts when it is compared with another; worked out once for each claim."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from riwaya.gazetteer.names import key
from riwaya.incidents.records import ClaimRecord, rules
from riwaya.model import PRECISIONS

LONGEST = 6  # days after the first; a claim over more is vague
_FEW = 2  # a toll that many happenings share
SPREAD = 2  # days after the first that a vague claim may have and still be told to be of one happening


UNLISTED = "~"  # before the name of a spot that only says where a place without coordinates lies


class Spot(NamedTuple):
    """A place: a name that is the same for every spelling, coordinates if known, precision.

    A place that no list has is two spots: itself, without coordinates, and `~precision|holder` with the coordinates
    and precision of the town, city or district that holds it.
    """

    name: str
    lat: float | None
    lon: float | None
    precision: str


_QUOTED = re.compile('\u00ab([^\u00ab\u00bb]+)\u00bb|\u201c([^\u201c\u201d]+)\u201d|"([^"]+)"')


@dataclass(frozen=True, slots=True)
class Features:
    """A claim for comparison. `first` and `last` are days since 0001-01-01, None where no time is known; `sure` is
    false where the day is only the publication's. `borrowed`: the place is that of a claim nearby in the report.

    `vague`: it names no place and day fine enough to be about one happening. `linkable`: it can be joined with others;
    a vague one over many days only ever is context. `telling`: sure of one day, with numbers or a type that are seldom
    told of two happenings, so that a governorate may do for its place.
    """

    id: str
    report: str
    voice: str
    type: str
    stance: str
    spots: tuple[Spot, ...]
    wide: tuple[Spot, ...]
    first: int | None
    last: int | None
    sure: bool
    actors: frozenset[str]
    sides: frozenset[str]
    targets: frozenset[str]
    weapons: frozenset[str]
    tolls: tuple[tuple[str, int, int], ...]
    counts: frozenset[int]
    at: int
    borrowed: bool = False
    quotes: frozenset[str] = frozenset()
    vague: bool = field(init=False, default=False)
    linkable: bool = field(init=False, default=False)
    telling: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        # Asked of every pair, so worked out once.
        coarse = not self.spots or all(s.precision in rules().vague for s in self.spots)
        days = None if self.first is None or self.last is None else self.last - self.first
        vague = coarse or days is None or days > LONGEST
        object.__setattr__(self, "vague", vague)
        fits = days is not None and days <= (SPREAD if vague else LONGEST)
        object.__setattr__(self, "linkable", bool(self.spots) and fits)
        numbered = bool(self.counts) or any(low > _FEW for _, low, _ in self.tolls)
        wide = not vague or any(s.precision == "governorate" for s in self.spots)
        known = self.sure and days is not None and days <= 1 and self.linkable and wide
        object.__setattr__(self, "telling", known and (numbered or self.type in rules().rare))

    def pack(self) -> list[Any]:
        """As JSON values; `unpack` makes the same features of them."""
        out = [getattr(self, f.name) for f in fields(self) if f.init]
        return [
            sorted(v) if isinstance(v, frozenset)
            else [[s.name, s.lat, s.lon, s.precision] for s in v] if n in _SPOTS else v
            for n, v in enumerate(out)
        ]  # fmt: skip


def unpack(values: Sequence[Any]) -> Features:
    """Features from what `Features.pack` made, also after a way through JSON."""
    given = list(values)
    for n in _SPOTS:
        given[n] = tuple(_spot_of(*s) for s in given[n])
    for n in _SETS:
        given[n] = frozenset(given[n])
    given[_TOLLS] = tuple((o, low, high) for o, low, high in given[_TOLLS])
    return Features(*given)


@lru_cache(maxsize=100_000)
def _spot_of(name: str, lat: float | None, lon: float | None, precision: str) -> Spot:
    return Spot(name, lat, lon, precision)


_SPOTS = (5, 6)
_SETS = (10, 11, 12, 13, 15, 18)
_TOLLS = 14


def features_alone(r: ClaimRecord) -> Features:
    """Features of a claim by its own words."""
    c, e = r.claim, r.claim["event"]
    chain = c.get("attribution") or []
    voice = chain[-1] if chain else {}
    spots = [_spot(p) for p in e.get("places") or []]
    finest = min((PRECISIONS.index(s.precision) for s in spots), default=None)
    fine = rules().fine
    kept = tuple(s for s in spots if finest is not None and (PRECISIONS.index(s.precision) == finest or (
        s.precision in fine and PRECISIONS[finest] in fine)))  # fmt: skip
    outside = tuple(s for s in spots if s not in kept)
    first, last, sure = _days(e.get("when"), r.report.get("published"))
    tolls = tuple(
        (x["outcome"], x["min"] or 0, x["max"] if x["max"] is not None else 10**9) for x in e.get("casualties") or []
        if x["group"] in ("people", "civilians", "fighters")
    )  # fmt: skip
    return Features(
        r.id, str(r.report["id"]), str(voice.get("id") or key(voice.get("text") or "")), e["type"], c["stance"],
        kept + lying_in(kept, outside), outside, first, last, sure, _ids(e.get("actors")), _sides(e.get("actors")),
        _ids(e.get("targets")), frozenset(w["type"] for w in e.get("weapons") or []), tolls,
        frozenset(q["min"] for q in e.get("quantities") or [] if q["min"] and q["min"] == q["max"] and q["min"] > 2),
        c["span"][0] if c.get("span") else 0, quotes=_quotes(r),
    )  # fmt: skip


def lying_in(kept: Sequence[Spot], holders: Sequence[Spot]) -> tuple[Spot, ...]:
    """Where the places without coordinates lie: in the finest of the holders that is a town, a city or a district."""
    radius = rules().radius
    found = [s for s in holders if s.lat is not None and s.precision in ("town", "city", "district")]
    unlisted = [s for s in kept if s.lat is None and s.precision in rules().fine]
    out = []
    for s in unlisted:
        if any(k.lat is not None for k in kept):
            continue  # beside a place that is known
        holder = min((h for h in found if radius[h.precision] > radius[s.precision]),
                     key=lambda h: radius[h.precision], default=None)  # fmt: skip
        if holder is not None:
            out.append(Spot(f"{UNLISTED}{s.precision}|{holder.name}", holder.lat, holder.lon, holder.precision))
    return tuple(dict.fromkeys(out))


def _quotes(r: ClaimRecord) -> frozenset[str]:
    """What stands in quotation marks in the passage, of four words or more, in one spelling."""
    text, span = r.report.get("text"), r.claim.get("span")
    if not text or not span:
        return frozenset()
    said = (key("".join(found)) for found in _QUOTED.findall(text[span[0] : span[1]]))
    return frozenset(words for words in said if words.count(" ") >= 3)


def _spot(p: Mapping[str, Any]) -> Spot:
    name = p.get("id") or (p.get("name_en") or "").lower() or key(p.get("text") or "")
    return Spot(str(name), p.get("lat"), p.get("lon"), p["precision"])


def _days(when: Mapping[str, Any] | None, published: str | None) -> tuple[int | None, int | None, bool]:
    """First and last day; an inferred day may as well be the two days before it."""
    if not when or not when.get("start"):
        if not published:
            return None, None, False
        day = date.fromisoformat(published).toordinal()
        return day - 2, day, False
    first = date.fromisoformat(when["start"])
    last = date.fromisoformat(when["end"]) if when.get("end") else first
    if when.get("inferred"):
        if when.get("precision") == "period":
            return None, None, False  # what happens now and then is of no day
        return (first - timedelta(days=2)).toordinal(), last.toordinal(), False
    return first.toordinal(), max(first, last).toordinal(), True


def _ids(rows: Any) -> frozenset[str]:
    return frozenset(str(p.get("id") or key(p.get("text") or "")) for p in rows or [])


def _sides(rows: Any) -> frozenset[str]:
    return frozenset(str(p["side"]) for p in rows or [] if p.get("side"))
