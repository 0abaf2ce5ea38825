"""What a claim leaves out and its report has told: the place and the day of the claim that it speaks of again.

A claim itself keeps only what its own words say; this is for comparing alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from riwaya.incidents.compare import compare_place, kinship
from riwaya.incidents.features import Features, features_alone
from riwaya.incidents.records import ClaimRecord, rules

_REACH = 4  # claims on either side among which one without a place looks for it
_RECALLED = 2  # claims back in which the one that it recalls says where and when; further back others come between


def features_of(records: Sequence[ClaimRecord]) -> dict[str, Features]:
    """Features of claims by id, with the place and the day that each takes from another claim of its report."""
    recalls = {r.id: str(r.claim["recalls"]) for r in records if r.claim.get("recalls")}
    by_report: dict[str, list[Features]] = {}
    for r in records:
        by_report.setdefault(str(r.report["id"]), []).append(features_alone(r))
    out: dict[str, Features] = {}
    for group in by_report.values():
        group.sort(key=lambda f: (f.at, f.id))
        out.update((f.id, f) for f in _completed(group, recalls))
    return out


def _completed(group: Sequence[Features], recalls: Mapping[str, str]) -> Iterator[Features]:
    """The claims of one report in the order of its text, each with what it takes from another."""
    done: dict[str, Features] = {}
    for n, f in enumerate(group):
        told = {x.id for x in group[max(0, n - _RECALLED) : n]}
        g = done[recalls[f.id]] if recalls.get(f.id) in told else None
        if g is not None and kinship(f, g) > 0:
            f = _day_of(_place_of(f, g), g)
        elif not f.spots:
            g = next((x for x in _neighbours(n, group, done) if _speaks_of(f, x)), None)
            f = _place_of(f, g) if g is not None else f
        done[f.id] = f
        yield f


def _neighbours(n: int, group: Sequence[Features], done: Mapping[str, Features]) -> Iterator[Features]:
    """Claims near one of a report: those before it first, the nearest first, with what they took themselves."""
    yield from (done[x.id] for x in reversed(group[max(0, n - _REACH) : n]))
    yield from group[n + 1 : n + 1 + _REACH]


def _speaks_of(f: Features, g: Features) -> bool:
    """Whether a claim that names no place can be about a neighbour's happening."""
    one_day = not (f.sure and g.sure) or f.first is None or g.first is None or abs(f.first - g.first) <= 1
    return bool(g.spots) and one_day


def _place_of(f: Features, g: Features) -> Features:
    """A claim with the other's place, where it has none of its own, or only one that holds the other's."""
    if not g.spots:
        return f
    if not f.spots:
        return replace(f, spots=g.spots, wide=g.wide, borrowed=True)
    radius = rules().radius
    finest = min(radius[s.precision] for s in f.spots)
    if min(radius[s.precision] for s in g.spots) < finest and compare_place(f, g)[0] > 0:
        return replace(f, spots=g.spots, wide=f.spots, borrowed=True)
    return f


def _day_of(f: Features, g: Features) -> Features:
    """A claim with the other's day, where its own is only the publication's."""
    return replace(f, first=g.first, last=g.last, sure=True) if g.sure and not f.sure else f
