"""What a claim leaves out and its report has told: the place and the day of the claim that it speaks of again.

A claim itself keeps only what its own words say; this is for comparing alone.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from riwaya.incidents.compare import compare_place, compare_time, kinship
from riwaya.incidents.features import UNLISTED, Features, Spot, features_alone, lying_in
from riwaya.incidents.records import ClaimRecord, rules

_KIN = 0.7  # how well two types go together where one claim is told to be of the other's place
_REACH = 4  # claims on either side among which one without a place looks for it
_RECALLED = 2  # claims back in which the one that it recalls says where and when; further back others come between


def features_of(records: Sequence[ClaimRecord]) -> dict[str, Features]:
    """Features of claims by id, with the place and the day that each takes from another claim of its report."""
    recalls = {r.id: str(r.claim["recalls"]) for r in records if r.claim.get("recalls")}
    undated = {r.id for r in records if not r.report.get("published") and not (r.claim["event"].get("when") or {})}
    by_report: dict[str, list[Features]] = {}
    for r in records:
        by_report.setdefault(str(r.report["id"]), []).append(features_alone(r))
    out: dict[str, Features] = {}
    for group in by_report.values():
        group.sort(key=lambda f: (f.at, f.id))
        told = list(_narrowed(list(_completed(_located(group), recalls))))
        out.update((f.id, f) for f in _dated(told, undated))
    return out


def _located(group: Sequence[Features]) -> list[Features]:
    """Claims of a report, each place that no list has in what holds it: as another claim says that names it; a quarter
    or site else in the city that the nearest claim before it, else after it, names, or the only one of the report."""
    held = {s.name: f.spots[-1] for f in group for s in f.spots[:1] if f.spots[-1].name[0] == UNLISTED}
    named = {c for f in group for c in _cities(f)}
    only = tuple(named) if len(named) == 1 else ()
    out = []
    for n, f in enumerate(group):
        if f.spots and all(s.lat is None for s in f.spots):
            if f.spots[0].name in held:
                f = replace(f, spots=(*f.spots, held[f.spots[0].name]))
            elif all(s.precision in ("site", "neighbourhood") for s in f.spots):
                around = [*reversed(group[max(0, n - _REACH) : n]), *group[n + 1 : n + 1 + _REACH]]
                holders = next((c for g in around if (c := _cities(g))), only)
                f = replace(f, spots=f.spots + lying_in(f.spots, holders))
        out.append(f)
    return out


def _cities(f: Features) -> tuple[Spot, ...]:
    return tuple(s for s in (*f.spots, *f.wide) if s.precision == "city" and s.lat is not None)


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


def _narrowed(group: Sequence[Features]) -> Iterator[Features]:
    """Claims of a report; one that names no place finer than a governorate takes that of the only happening of its
    kind that the report tells of there."""
    for f in group:
        if f.spots and _of_one_day(f) and all(s.precision == "governorate" for s in f.spots):
            found = [g for g in group if not g.vague and kinship(f, g) >= _KIN and _fit(f, g)]
            if found and all(compare_place(found[0], g)[0] > 0 for g in found):
                f = _place_of(f, min(found, key=lambda g: abs(g.at - f.at)))
        yield f


def _of_one_day(f: Features) -> bool:
    """Whether a claim is not of days on which much may have happened: a publication's day stands for three."""
    return f.first is not None and f.last is not None and (f.last - f.first <= 1 or not f.sure)


def _dated(group: Sequence[Features], undated: Collection[str]) -> Iterator[Features]:
    """Claims of a report; one without any day, in a report without a date, takes the only day that the report gives
    of a happening of its kind there."""
    for f in group:
        if f.id in undated:
            found = [g for g in group if g.sure and kinship(f, g) >= _KIN and _fit(f, g)]
            if len({(g.first, g.last) for g in found}) == 1:
                f = _day_of(f, found[0])
        yield f


def _fit(f: Features, g: Features) -> bool:
    """Whether two claims of one report can be of one happening, by place, time and actors."""
    if not compare_place(f, g)[0] or not compare_time(f, g)[0]:
        return False
    return not (f.actors and g.actors and f.actors.isdisjoint(g.actors) and f.sides.isdisjoint(g.sides))


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
