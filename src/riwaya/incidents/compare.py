"""The comparisons of two claims, in their order: each a number from 0 to 1 and a reason in words.

The first three are gates: at 0 the claims are about different happenings, whatever else agrees.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from riwaya.gazetteer.place import distance_km
from riwaya.gazetteer.sizes import city_radius_km
from riwaya.incidents.features import UNLISTED, Features, Spot
from riwaya.incidents.records import rules

# Types that either side may be named as the actor of.
_BY_BOTH = frozenset(("armed_clash", "territory_change", "interception", "agreement", "displacement"))
Result = tuple[float, str]  # reasons are worded as constants where they can be: most pairs are only scored


def compare_type(a: Features, b: Features) -> Result:
    """What happened: the same type, or two types that voices use of one happening."""
    if a.type == b.type:
        return 1.0, "both are of one type"
    score = kinship(a, b)
    return score, f"{a.type} and {b.type} " + ("can be one happening" if score else "are different happenings")


def kinship(a: Features, b: Features) -> float:
    """How well two types go together, from 0 to 1."""
    return 1.0 if a.type == b.type else rules().types.get((a.type, b.type), 0.0)


def compare_place(a: Features, b: Features) -> Result:
    """Where: the same place, or one that lies in the other, by distance and how precise each is."""
    if not a.spots or not b.spots:
        return 0.0, "one names no place"
    if len(a.spots) == 1 == len(b.spots) and not (a.borrowed or b.borrowed):
        return _spots(a.spots[0], b.spots[0])
    best: Result = (-1.0, "")
    for x in a.spots:
        for y in b.spots:
            found = _spots(x, y)
            if found[0] > best[0]:
                best = found
    if best[0] and (a.borrowed or b.borrowed):
        return best[0] * 0.85, best[1] + " (taken from a claim beside it)"
    return best


@lru_cache(maxsize=200_000)
def _spots(x: Spot, y: Spot) -> Result:
    r = rules()
    if UNLISTED in (x.name[0], y.name[0]):
        return _unlisted(x, y) if x.name[0] == UNLISTED else _unlisted(y, x)
    if x.lat is None or x.lon is None or y.lat is None or y.lon is None:
        unplaced = x.lat is None and y.lat is None
        if unplaced and x.name == y.name:
            return (1.0 if x.precision == y.precision else 0.9), f"the same name ({x.name})"
        return 0.0, "places that cannot be compared"
    km = distance_km(x.lat, x.lon, y.lat, y.lon)
    same = r.near_km if {x.precision, y.precision} & r.vague else max(reach_km(x), reach_km(y))
    if x.name == y.name and km <= same:
        return (1.0 if x.precision == y.precision else 0.95), f"the same place ({x.name})"
    if km <= r.near_km:
        return 0.95, f"{km:.1f} km apart"
    fine, coarse = (x, y) if r.radius[x.precision] <= r.radius[y.precision] else (y, x)
    if coarse.precision in r.fine:
        inside = fine.precision in ("site", "neighbourhood") and coarse.precision == "town"
        if inside and km <= r.radius["town"]:
            return 0.7, f"{fine.name} lies in {coarse.name}"
        return 0.0, f"two places {km:.1f} km apart"
    if coarse.precision == "city" and fine.precision in r.settled:
        return 0.0, f"two settlements {km:.1f} km apart"
    if km <= reach_km(coarse) + 1:
        return (0.65 if coarse.precision == "city" else 0.45), f"{fine.name} lies in {coarse.name}"
    return 0.0, f"{km:.0f} km apart"


def _unlisted(x: Spot, y: Spot) -> Result:
    """A place of which only that it lies in another is known, against a place: they go together where that other is
    the place, or holds it, and the two are not places of one kind."""
    if y.name[0] == UNLISTED or x.lat is None or x.lon is None or y.lat is None or y.lon is None:
        return 0.0, "places that cannot be compared"
    r = rules()
    own, _, holder = x.name[1:].partition("|")
    km = distance_km(x.lat, x.lon, y.lat, y.lon)
    if y.name == holder:
        return (0.65, f"a place not listed, in {holder}") if km <= reach_km(x) else (0.0, f"{km:.0f} km apart")
    if r.radius[y.precision] >= r.radius[x.precision]:
        inside = km <= reach_km(y) and not (own in r.settled and y.precision in r.settled)
        return (0.45, f"a place not listed, in {y.name}") if inside else (0.0, f"{km:.0f} km apart")
    if own == y.precision or (own in r.settled and y.precision in r.settled):
        return 0.0, "two places, one of them not listed"
    return (0.45, f"both lie in {holder}") if km <= reach_km(x) else (0.0, f"{km:.0f} km apart")


def reach_km(s: Spot) -> float:
    """Kilometres around its point within which a place lies: a city's by how many people live there."""
    r = rules()
    if s.precision != "city" or s.lat is None or s.lon is None:
        return r.radius[s.precision]
    size = city_radius_km(s.lat, s.lon)
    return r.radius["city"] if size is None else min(max(size, r.radius["town"]), r.radius["city"])


def compare_time(a: Features, b: Features) -> Result:
    """When: days that overlap; the publication's day stands for the days before it too."""
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return 0.3, "one has no time"
    gap = max(a.first, b.first) - min(a.last, b.last)
    span = max(a.last - a.first, b.last - b.first)
    if gap <= 0:
        if a.sure and b.sure:
            return (1.0, "the same day") if span <= 1 else (0.6, "overlapping days")
        return 0.7, "the publication's day fits"
    if gap == 1 and not (a.sure and b.sure):
        return 0.35, "a day apart, one of them only the publication's"
    return 0.0, f"{gap} days apart"


def compare_parties(a: Features, b: Features) -> Result:
    """Who and against whom: the same, not said, or another. Another actor may be another's blame."""
    same = a.actors & b.actors or a.sides & b.sides
    if same or a.targets & b.targets:
        return 1.0, "the same parties"
    if not a.actors or not b.actors:
        return 0.5, "one names no actor"
    if a.actors & b.targets and b.actors & a.targets and not {a.type, b.type} & _BY_BOTH:
        return -3.0, "each of the two was aimed at the other's side"
    blame = {"accuses", "denies", "claims_responsibility", "acknowledges"} & {a.stance, b.stance}
    if blame:
        return 0.4, "other parties, and one of them blames or denies"
    if a.type != b.type and a.sides and b.sides and not {a.type, b.type} & _BY_BOTH:
        return -3.0, "other parties, who did another kind of thing"
    return -1.0, "other parties"


def compare_weapon(a: Features, b: Features) -> Result:
    """With what."""
    if not a.weapons or not b.weapons:
        return 0.5, "one names no weapon"
    return (1.0, "the same weapon") if a.weapons & b.weapons else (0.0, "other weapons")


def compare_numbers(a: Features, b: Features) -> Result:
    """Distinctive numbers: the same toll or count speaks for one happening, far different ones against it."""
    if a.counts & b.counts:
        return 1.0, f"the same count ({min(a.counts & b.counts)})"
    found: list[Result] = []
    for outcome, low, high in a.tolls:
        for other, low2, high2 in b.tolls:
            if outcome != other:
                continue
            if low == low2 and low > 2:
                return 1.0, f"the same toll ({low} {outcome})"
            apart = max(low, low2) > 3 * max(1, min(low, low2)) + 5 and (high < low2 or high2 < low)
            found.append(
                (0.0, f"tolls far apart ({low} and {low2} {outcome})") if apart else (0.6, "tolls that can be one")
            )
    return min(found, default=(0.5, "no numbers to compare"))


def compare_words(a: Features, b: Features) -> Result:
    """Quoted words: the same quotation of four words or more speaks for one happening; none speaks for nothing."""
    if a.quotes and b.quotes and not a.quotes.isdisjoint(b.quotes):
        return 1.0, "the same quoted words"
    return 0.0, "no quoted words in common"


COMPARISONS: tuple[tuple[str, Callable[[Features, Features], Result]], ...] = (
    ("type", compare_type), ("place", compare_place), ("time", compare_time), ("parties", compare_parties),
    ("weapon", compare_weapon), ("numbers", compare_numbers), ("words", compare_words),
)  # fmt: skip
GATES = ("type", "place", "time")
POINTS = 1_000_000  # a score in whole points: sums of them do not depend on the order of adding


@dataclass(frozen=True, slots=True)
class Comparison:
    """The score of a pair, and what each comparison said."""

    score: float
    parts: tuple[tuple[str, float, str], ...]


def compare(a: Features, b: Features) -> Comparison:
    """All comparisons of a pair; the score is 0 where a gate is shut."""
    parts = []
    total = 0.0
    weights = rules().weights
    for name, function in COMPARISONS:
        score, reason = function(a, b)
        parts.append((name, score, reason))
        if name in GATES and score <= 0:
            return Comparison(0.0, tuple(parts))
        total += weights[name] * score
    return Comparison(total, tuple(parts))


def points(a: Features, b: Features) -> int:
    """The score alone, in whole points; the same for (b, a). What most pairs do not have is not compared."""
    if shut_out(a, b):
        return 0
    kind, place, time, parties, weapon, numbers, words = _weights()
    score = compare_place(a, b)[0]
    when = compare_time(a, b)[0]
    if score <= 0 or when <= 0:
        return 0
    total = kind * kinship(a, b) + place * score + time * when
    total += parties * (compare_parties(a, b)[0] if a.actors or a.targets or a.sides else 0.5)
    total += weapon * (0.5 if not a.weapons or not b.weapons else 1.0 if a.weapons & b.weapons else 0.0)
    if (a.counts or a.tolls) and (b.counts or b.tolls):
        total += numbers * compare_numbers(a, b)[0]
    else:
        total += numbers * 0.5
    return round((total + words * compare_words(a, b)[0]) * POINTS)


def shut_out(a: Features, b: Features) -> bool:
    """Whether type or days shut a pair out: the cheap gates, which need no distance and turn most pairs away."""
    if a.type != b.type and (a.type, b.type) not in rules().types:
        return True
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return False
    gap = (a.first if a.first > b.first else b.first) - (a.last if a.last < b.last else b.last)
    return gap > 1 or (gap == 1 and a.sure and b.sure)


@lru_cache(maxsize=1)
def _weights() -> tuple[float, ...]:
    return tuple(rules().weights[name] for name, _ in COMPARISONS)
