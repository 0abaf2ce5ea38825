"""Claims to incidents, everything at once; `settle` does the same to what changed.

Neighbours in space and time are compared, the best pairs joined first. The outcome depends on the claims alone, not on
their order.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from riwaya.incidents.blocks import Index
from riwaya.incidents.compare import compare_numbers, compare_parties, compare_place, points
from riwaya.incidents.features import Features
from riwaya.incidents.groups import Growth, Scores
from riwaya.incidents.inherit import features_of
from riwaya.incidents.records import ClaimRecord, Incident, Ruling
from riwaya.incidents.rulings import Ruled

NO_DAY = 10**7  # sorts after every day
CONTEXT_DAYS = 32  # days of a vague claim in which it is looked for as context


def link(records: Iterable[ClaimRecord], rulings: Sequence[Ruling] = ()) -> list[Incident]:
    """Incidents, the earliest first; each claim is a member of one, vaguer ones may also be context of others."""
    by_id = {r.id: r for r in records}
    features = features_of(list(by_id.values()))
    ruled = Ruled.of(rulings, features)
    incidents = []
    homes: dict[str, Incident] = {}
    for members in joined(grouped(features, ruled), ruled.together):
        ordered = in_order(members, features)
        incident = Incident(incident_id(ordered[0]), [by_id[i] for i in ordered])
        incidents.append(incident)
        homes.update(dict.fromkeys(members, incident))
    for vague, member in _contexts(features):
        incident = homes[member]
        if homes[vague] is not incident and by_id[vague] not in incident.context:
            incident.context.append(by_id[vague])
    for incident in incidents:
        incident.context.sort(key=lambda r: r.id)
    return sorted(incidents, key=lambda i: (day_of(features[i.claims[0].id]), i.id))


def grouped(features: Mapping[str, Features], ruled: Ruled) -> list[tuple[str, ...]]:
    """Groups by the comparisons alone, within what people ruled apart."""
    scores, index = Scores(features, ruled), Index(features.values())
    near = ((i, other) for i, f in features.items() for other in index.near(f) if i < other)
    return Growth(features, scores.edges(near), scores).groups()


def joined(groups: Iterable[Sequence[str]], together: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Groups with those made one that people put together; each brings all that belongs to it."""
    home: dict[str, list[str]] = {}
    for group in groups:
        members = list(group)
        home.update((i, members) for i in members)
    for a, b in together:
        if a in home and b in home and home[a] is not home[b]:
            kept, moved = home[a], home[b]
            kept += moved
            home.update((i, kept) for i in moved)
    return list({id(members): members for members in home.values()}.values())


def in_order(members: Collection[str], features: Mapping[str, Features]) -> list[str]:
    """An incident's claims, its core first, then by day."""
    core = min(members, key=lambda i: (features[i].vague, day_of(features[i]), i))
    return sorted(members, key=lambda i: (i != core, day_of(features[i]), i))


def day_of(f: Features) -> int:
    """The first day, for sorting; claims without one last."""
    return f.first if f.first is not None else NO_DAY


def incident_id(core: str) -> str:
    """An incident's id, from the claim that makes its core."""
    return "i-" + hashlib.sha256(core.encode("utf-8")).hexdigest()[:12]


def can_be_about(vague: Features, f: Features) -> bool:
    """Whether a vague claim is context of a specific one: its place within that, a day within its days; one without a
    day where place, parties and a count or toll agree."""
    if vague.first is None:
        return _undated_about(vague, f)
    if not vague.vague or f.vague or not vague.spots or vague.first is None or f.first is None or f.last is None:
        return False
    last = min(vague.last or vague.first, vague.first + CONTEXT_DAYS - 1)
    return f.first <= last and f.last >= vague.first and points(vague, f) > 0


def _undated_about(v: Features, f: Features) -> bool:
    if not v.spots or f.vague or {s.name for s in v.spots}.isdisjoint(s.name for s in f.spots):
        return False
    agree = compare_numbers(v, f)[0] >= 1.0 and compare_parties(v, f)[0] >= 1.0
    return agree and compare_place(v, f)[0] >= 0.9 and points(v, f) > 0


def _contexts(features: Mapping[str, Features]) -> Iterator[tuple[str, str]]:
    """Vague claims, each with the specific claims that it can be about."""
    by_day: dict[int, list[Features]] = {}
    by_name: dict[str, list[Features]] = {}
    for f in features.values():
        if not f.vague and f.first is not None and f.last is not None:
            for day in range(f.first, f.last + 1):
                by_day.setdefault(day, []).append(f)
            for name in {s.name for s in f.spots}:
                by_name.setdefault(name, []).append(f)
    for v in features.values():
        if v.first is None:
            at = {f.id: f for f in chain.from_iterable(by_name.get(s.name, ()) for s in v.spots)}
            yield from ((v.id, i) for i, f in at.items() if can_be_about(v, f))
        elif v.vague and v.spots and v.last is not None:
            days = range(v.first, min(v.last, v.first + CONTEXT_DAYS - 1) + 1)
            for f in {f.id: f for f in chain.from_iterable(by_day.get(day, ()) for day in days)}.values():
                if can_be_about(v, f):
                    yield v.id, f.id
