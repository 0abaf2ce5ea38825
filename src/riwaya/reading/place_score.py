"""Which of several places of one name is meant: containers, markers, home, nearness, size."""

from collections.abc import Collection, Iterable
from math import log10

from riwaya.gazetteer import Place
from riwaya.gazetteer.index import fits
from riwaya.gazetteer.place import AREAS, between_km
from riwaya.gazetteer.words import Marker
from riwaya.reading.place_scan import Hit, is_listed
from riwaya.reading.place_words import COUNTRYSIDE, DIRECTION

_KIND = {
    "country": 30.0, "city": 14.0, "region": 10.0, "town": 8.0, "governorate": 4.0, "neighbourhood": 4.0,
    "district": 3.0, "site": 2.0, "village": 0.0,
}  # fmt: skip
# Points apart at which the first of two places is taken without looking at others, and taken at all.
_CLEAR, _MARGIN = 20.0, 6.0
_APART_KM = 25.0
_FAR_IN_AREA_KM, _FAR_FROM_TOWN_KM, _APART = 120.0, 50.0, -20.0
# Countries whose governorates are hundreds of kilometres wide.
_WIDE, _FAR_IN_WIDE_AREA_KM = frozenset({"SD", "LY", "SA", "EG", "IQ", "YE", "IR", "DZ"}), 300.0
_TOWNS = frozenset({"city", "town"})
_TOP_AREAS = frozenset({"country", "region"})


def resolve(accepted: list[Hit], home: tuple[str, ...]) -> None:
    """Give every hit its place: clear cases first, then the others, near to what is known already.

    Where two places fit about as well, the hit keeps the name without a position, or no place at all if
    only a preposition or a list made it one.
    """
    anchors: dict[str, Place] = {}
    later: list[Hit] = []
    for h in accepted:
        ranked = _ranked(h, home, ())
        if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _CLEAR:
            later.append(h)
            continue
        _settle(h, ranked[0][1], anchors)
    for h in later:
        ranked = _ranked(h, home, anchors.values())
        (best, place), (second, other) = ranked[0], ranked[1]
        if best - second < _MARGIN and _different(place, other):
            if h.reason not in ("preposition", "list"):
                h.place, h.unclear = unclear(place), True
            continue
        _settle(h, place, anchors)


def _settle(h: Hit, place: Place, anchors: dict[str, Place]) -> None:
    if _contradicted(h, place):
        h.place, h.unclear = unclear(place), True
        return
    h.place = place
    if place.kind not in _TOP_AREAS:
        anchors[place.id] = place


def _different(a: Place, b: Place) -> bool:
    """Whether it matters which of two places is meant: a city and its governorate are one to a reader."""
    if a.kind in AREAS or b.kind in AREAS:
        return False
    apart = between_km(a, b)
    return apart is None or apart > _APART_KM


def unclear(p: Place) -> Place:
    """A place whose name is known and whose position is not: several places share it."""
    return Place(
        "unclear:" + p.id, p.name_ar, p.name_en, None, None, p.kind, p.country, None, 0, p.flags
    )  # fmt: skip


def _ranked(h: Hit, home: tuple[str, ...], anchors: Collection[Place]) -> list[tuple[float, Place]]:
    scored = [(_score(p, h, home, anchors), p) for p in h.options]
    scored.sort(key=lambda x: (-x[0], x[1].id))
    return scored


def _score(p: Place, h: Hit, home: tuple[str, ...], anchors: Collection[Place]) -> float:
    """How well a place fits a name where it stands; only differences matter."""
    score = _KIND[p.kind] + 3.0 * log10(p.population + 1)
    if p.country in home:
        score += 30.0 - 5.0 * home.index(p.country)
    elif home:
        score -= 10.0
    if is_listed(p):
        score += 10.0
    if "capital" in p.flags:
        score += 12.0
    if h.marker is not None and "any" not in h.marker.kinds[:1]:
        if suits(p, h.marker):
            score += 40.0 if p.kind == h.marker.kinds[0] or h.marker.kinds[0] in p.flags else 36.0
        else:
            score -= 15.0
    elif h.area & COUNTRYSIDE and p.kind == "governorate":
        score += 25.0
    if h.demonym:
        score += 50.0 if p.country == h.demonym else -50.0
    if h.container is not None:
        score += _container_score(p, h.container)
    if h.joined is not None:
        score += max(0.5 * relation(p, q) for q in _meanings(h.joined))
    if anchors:
        score += _closeness(p, anchors)
    return score


def suits(p: Place, marker: Marker) -> bool:
    """Whether a place can stand after a marker; after a plural one also what holds them ("أحياء حلب")."""
    if fits(p, marker.kinds):
        return True
    holders = _TOWNS if marker.kinds[0] == "neighbourhood" else AREAS
    return marker.plural and p.kind in holders


def _container_score(p: Place, c: Hit) -> float:
    """What the place named next to it says for `p`; a mere direction ("شمال بغداد") rules nothing out."""
    best = max(relation(p, q) for q in _meanings(c))
    return max(best, 0.0) if c.area & DIRECTION else best


def _contradicted(h: Hit, place: Place) -> bool:
    """Whether the text says the place lies where the one we know does not."""
    c = h.container
    if c is None or place.kind in AREAS or not (c.prep or c.area & ~DIRECTION):
        return False
    if place.kind == "city" and all(q.kind == "country" for q in _meanings(c)):
        return False  # "واشنطن في سوريا": two places of one sentence, not one in the other
    return _container_score(place, c) <= _APART


def _meanings(h: Hit) -> Iterable[Place]:
    return (h.place,) if h.place is not None else h.options


def relation(p: Place, q: Place) -> float:
    """What it says for `p` that `q` is named as where it is."""
    if q.kind == "country":
        return 40.0 if p.country == q.country else -40.0
    if p.parent is not None and (p.parent == q.name_ar or q.name_ar.endswith(" " + p.parent)):
        return 50.0
    d = between_km(p, q)
    if d is None:
        return 5.0 if p.country == q.country else 0.0
    if d < 25:
        return 45.0
    if q.kind in AREAS and "seat=" + p.name_ar in q.flags:
        return 50.0
    wide = _FAR_IN_WIDE_AREA_KM if q.country in _WIDE else _FAR_IN_AREA_KM
    far = wide if q.kind in AREAS else _FAR_FROM_TOWN_KM
    return 30.0 if d < 60 and d < far else 12.0 if d < far else _APART


def _closeness(p: Place, anchors: Collection[Place]) -> float:
    nearest = min((d for q in anchors if (d := between_km(p, q)) is not None), default=None)
    if nearest is None:
        return 0.0
    return 18.0 if nearest < 15 else 14.0 if nearest < 40 else 8.0 if nearest < 100 else 2.0 if nearest < 300 else -6.0
