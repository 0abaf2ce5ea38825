"""Claims to incidents: neighbours in space and time are compared, the best pairs joined first.

Two groups join only where no pair across them is shut out by a gate and the pairs reach the core's score on average, so
that a chain of neighbours does not grow into one. The outcome depends on the claims alone, not on their order.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from riwaya.incidents.compare import compare_numbers, compare_place, score
from riwaya.incidents.features import Features, Spot, features_of
from riwaya.incidents.records import ClaimRecord, Incident, Ruling, rules

_CELL = 0.1  # degrees, about 11 km
_MAX_DAYS = 9  # a claim over more days is vague


def link(records: Iterable[ClaimRecord], rulings: Sequence[Ruling] = ()) -> list[Incident]:
    """Incidents, the earliest first; each claim is a member of one, vaguer ones may also be context of others."""
    by_id = {r.id: r for r in records}
    features = features_of(list(by_id.values()))
    groups = _Groups(features, rulings)
    for _, a, b in sorted(_scored(features)):
        groups.join(a, b)
    groups.rule()
    incidents = []
    homes: dict[str, Incident] = {}
    for members in groups.all():
        core = min(members, key=lambda i: (features[i].vague, features[i].first or 10**7, i))
        ordered = sorted(members, key=lambda i: (i != core, features[i].first or 10**7, i))
        incident = Incident(incident_id(core), [by_id[i] for i in ordered])
        incidents.append(incident)
        homes.update(dict.fromkeys(members, incident))
    for vague, member in _contexts(features):
        incident = homes[member]
        if homes[vague] is not incident and by_id[vague] not in incident.context:
            incident.context.append(by_id[vague])
    for incident in incidents:
        incident.context.sort(key=lambda r: r.id)
    return sorted(incidents, key=lambda i: (features[i.claims[0].id].first or 10**7, i.id))


def incident_id(core: str) -> str:
    """An incident's id, from the claim that makes its core."""
    return "i-" + hashlib.sha256(core.encode("utf-8")).hexdigest()[:12]


@dataclass(slots=True)
class _Ruled:
    """What people's rulings come to, the later over the earlier.

    `together`: pairs that are one, with all that belongs to each. `apart`: pairs that are not. `alone`: claims that go
    where they were moved to, and draw nothing with them.
    """

    together: list[tuple[str, str]] = field(default_factory=list)
    apart: set[frozenset[str]] = field(default_factory=set)
    alone: set[str] = field(default_factory=set)

    def take(self, ruling: Ruling, known: Sequence[str]) -> None:
        """Take in the next ruling; `known` are its claims that there are."""
        first, *others = known
        if ruling.kind == "merge":
            self.apart -= {frozenset((x, y)) for x in known for y in known}
            self.together += [(first, other) for other in others]
            return
        self._leave(first, others[0] if ruling.kind == "split" else None)
        if ruling.kind == "split":
            self.alone.discard(first)
            self.apart |= {frozenset((first, other)) for other in others}
        else:
            self.alone.add(first)
            self.apart -= {frozenset((first, other)) for other in others}
            self.together.append((others[0], first))

    def _leave(self, claim: str, heir: str | None) -> None:
        """Out of the pairs it was in; what it stood for there, the claim it is split from stands for."""
        kept = []
        for a, b in self.together:
            if claim not in (a, b):
                kept.append((a, b))
            elif heir is not None and heir not in (a, b) and claim not in self.alone:
                kept.append((heir, b if a == claim else a))
        self.together = kept


class _Groups:
    """Groups of claims that grow pair by pair, within a person's rulings."""

    def __init__(self, features: dict[str, Features], rulings: Sequence[Ruling]) -> None:
        self._features = features
        self._home = {i: i for i in features}
        self._members = {i: [i] for i in features}
        self._scores: dict[tuple[str, str], float] = {}
        self._ruled = _Ruled()
        for ruling in rulings:
            known = [i for i in ruling.claims if i in features]
            if len(known) > 1:
                self._ruled.take(ruling, known)

    def _union(self, a: str, b: str) -> None:
        x, y = sorted((self._home[a], self._home[b]))
        if x != y:
            moved = self._members.pop(y)
            self._members[x] += moved
            self._home.update(dict.fromkeys(moved, x))

    def join(self, a: str, b: str) -> None:
        """Make one group of two, where all across them fits and nobody ruled otherwise."""
        x, y = self._home[a], self._home[b]
        if x == y or a in self._ruled.alone or b in self._ruled.alone:
            return
        left, right = self._members[x], self._members[y]
        total = 0.0
        for i in left:
            for j in right:
                value = 0.0 if frozenset((i, j)) in self._ruled.apart else self._score(i, j)
                if value <= 0:
                    return
                total += value
        if total / (len(left) * len(right)) >= rules().core:
            self._union(a, b)

    def rule(self) -> None:
        """Carry out what people put together; after the scores, so that each brings all that belongs to it."""
        for a, b in self._ruled.together:
            self._union(a, b)

    def _score(self, i: str, j: str) -> float:
        pair = (i, j) if i < j else (j, i)
        found = self._scores.get(pair)
        if found is None:
            found = self._scores[pair] = score(self._features[pair[0]], self._features[pair[1]])
        return found

    def all(self) -> Iterator[list[str]]:
        """Every group."""
        yield from self._members.values()


def _cells(spot: Spot) -> tuple[str, ...]:
    """Blocking keys of a place that others look up."""
    if spot.lat is None or spot.lon is None:
        return (f"n:{spot.name}",)
    return (f"c:{round(spot.lat / _CELL)}:{round(spot.lon / _CELL)}",)


def _around(spot: Spot) -> Iterator[str]:
    """Blocking keys in which a neighbour of a place can be."""
    yield f"n:{spot.name}"
    if spot.lat is None or spot.lon is None:
        return
    reach = min(3, max(1, round(rules().radius[spot.precision] / 11)))
    y, x = round(spot.lat / _CELL), round(spot.lon / _CELL)
    for dy in range(-reach, reach + 1):
        for dx in range(-reach, reach + 1):
            yield f"c:{y + dy}:{x + dx}"


def _days(f: Features) -> range:
    if f.first is None or f.last is None:
        return range(0)
    return range(f.first, min(f.last, f.first + _MAX_DAYS) + 1)


def _scored(features: dict[str, Features]) -> Iterator[tuple[float, str, str]]:
    """Pairs that reach the threshold, as (-score, smaller id, larger id)."""
    index: dict[tuple[str, int], list[str]] = {}
    for f in features.values():
        for spot in f.spots:
            for cell in _cells(spot):
                for day in _days(f):
                    index.setdefault((cell, day), []).append(f.id)
    r = rules()
    seen: set[tuple[str, str]] = set()
    for f in features.values():
        near: set[str] = set()
        for spot in f.spots:
            for cell in _around(spot):
                for day in range(f.first - 1, (f.last or f.first) + 2) if f.first is not None else ():
                    near.update(index.get((cell, day), ()))
        for other in near - {f.id}:
            # A wide place looks further than a narrow one: a pair may be met from one side only, or from both.
            pair = (f.id, other) if f.id < other else (other, f.id)
            g = features[other]
            if pair in seen or f.vague != g.vague or (f.vague and not _distinct(f, g)):
                continue
            seen.add(pair)
            value = score(f, g)
            wanted = r.threshold + (r.same_report_extra if f.report == g.report and f.voice == g.voice else 0.0)
            if value >= wanted:
                yield (-round(value, 6), *pair)


def _distinct(f: Features, g: Features) -> bool:
    """Whether two vague claims can be told to be of one happening: one day and place, and the same numbers if they
    are of two reports. A summary's "raids on the countryside" is no one happening."""
    if f.first is None or g.first is None or (f.last or 0) - f.first > 2 or (g.last or 0) - g.first > 2:
        return False
    if f.report == g.report:
        return f.voice != g.voice
    return compare_numbers(f, g)[0] >= 1.0 and compare_place(f, g)[0] >= 0.9


def _contexts(features: dict[str, Features]) -> Iterator[tuple[str, str]]:
    """Vague claims, each with the specific claims that it can be about: place within its place, day within its days."""
    by_day: dict[int, list[Features]] = {}
    for f in features.values():
        if not f.vague:
            for day in _days(f):
                by_day.setdefault(day, []).append(f)
    for v in sorted((f for f in features.values() if f.vague and f.spots and f.first is not None), key=lambda f: f.id):
        seen: set[str] = set()
        for day in range(v.first or 0, min((v.last or 0) + 1, (v.first or 0) + 32)):
            for f in by_day.get(day, ()):
                if f.id not in seen:
                    seen.add(f.id)
                    if score(v, f) > 0:
                        yield v.id, f.id
