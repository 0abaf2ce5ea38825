"""Names in the text and the words around them: markers, areas, prepositions, lists, containers."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from riwaya.gazetteer import Gazetteer, Place
from riwaya.gazetteer.place import AREAS
from riwaya.gazetteer.words import Marker
from riwaya.reading.place_words import (
    ADJECTIVE,
    AREA,
    AROUND,
    COUNTRYSIDE,
    DIRECTION,
    OF_SIDE,
    SIDE_NOUN,
    Info,
)  # fmt: skip
from riwaya.text.tokens import COMMA, DASH, OTHER, TRANSPARENT, Doc

_INSIDE = DASH
_LIST_GAP = TRANSPARENT | COMMA
_STRONG_POPULATION = 100_000
_SHORT = 3
_CONTAINER_REACH = 3
_WELL_KNOWN = frozenset({"city", "country"})
_PREPOSITION_IS_ENOUGH = frozenset({"city", "town", "country", "region", "governorate"})


@dataclass(slots=True, eq=False)
class Hit:
    """A name found at `[a, b)`, what it can mean and what stands around it. `start` begins its phrase."""

    a: int
    b: int
    key: str
    options: tuple[Place, ...]
    conj: str
    prep: str
    level: str
    strong: bool
    start: int = 0
    end: int = 0
    marker: Marker | None = None
    marker_at: int = -1
    area: int = 0
    demonym: str = ""
    joined: "Hit | None" = None
    container: "Hit | None" = None
    place: Place | None = None
    reason: str = ""
    unclear: bool = False
    near: list["Hit"] = field(default_factory=list)


def is_listed(p: Place) -> bool:
    """Whether a place is of the curated or the user's own tables."""
    return not p.id.startswith("geonames:")


def is_strong(p: Place) -> bool:
    """Whether a place is known well enough to be meant by its bare name."""
    return is_listed(p) or p.population >= _STRONG_POPULATION


def find_hits(doc: Doc, infos: Sequence[Info | None], gaz: Gazetteer, blocked: bytearray) -> list[Hit]:
    """Every name of the gazetteer in the text, the longest at each place, left to right."""
    hits: list[Hit] = []
    words, gap = doc.words, doc.gap
    n = len(words)
    i = 0
    while i < n:
        info = infos[i]
        if info is None or not info.starts or blocked[i]:
            i += 1
            continue
        best: tuple[int, str, str, str] | None = None
        for start in info.starts:
            reach = 1
            while reach < start.longest and i + reach < n and not (gap[i + reach] & ~_INSIDE or blocked[i + reach]):
                reach += 1
            for length in range(reach, 0, -1):
                if best is not None and length <= best[0]:
                    break
                name = start.stem if length == 1 else " ".join((start.stem, *words[i + 1 : i + length]))
                if name in gaz:
                    best = (length, name, start.conj, start.prep)
                    break
        if best is None:
            i += 1
            continue
        length, name, conj, prep = best
        hits.append(_hit(i, i + length, name, conj, prep, gaz))
        i += length
    return hits


def _hit(a: int, b: int, name: str, conj: str, prep: str, gaz: Gazetteer) -> Hit:
    options = gaz.by_key(name)
    strong = tuple(p for p in options if is_strong(p))
    level = gaz.words.common.get(name, "")
    if not level and " " not in name:
        level = _level(name, strong, bool(conj or prep))
    return Hit(a, b, name, options, conj, prep, level, bool(strong), a, b)


def _level(name: str, strong: tuple[Place, ...], split: bool) -> str:
    """How much of a reason a single word needs that is not listed as a common one."""
    if split and len(name) <= _SHORT and not any(p.kind in _WELL_KNOWN for p in strong if is_listed(p)):
        return "word"
    if not any(is_listed(p) for p in strong):
        return "name"
    if all("common" in p.flags for p in strong if is_listed(p)):
        return "name" if any(p.kind in _PREPOSITION_IS_ENOUGH for p in strong) else "word"
    return ""


def read_context(doc: Doc, infos: Sequence[Info | None], hits: list[Hit], gaz: Gazetteer) -> None:
    """Fill in what stands before and after every hit, lists and containers."""
    for h in hits:
        _read_before(doc, infos, h)
        _read_after(doc, infos, h)
    previous: Hit | None = None
    for h in hits:
        if previous is not None:
            _link(doc, infos, previous, h, gaz.words.within)
        previous = h
    for h in hits:
        _named_in_full(h, gaz)
        if h.area & COUNTRYSIDE and h.marker is None:
            h.options = gaz.by_key(f"{gaz.words.countryside_head} {h.key}") or h.options


def _named_in_full(h: Hit, gaz: Gazetteer) -> None:
    """ "حقلي كونيكو والعمر": a place known by the singular of the marker and the name ("حقل العمر")."""
    if h.marker is None or not h.marker.plural:
        return
    for form in h.marker.singular:
        found = gaz.by_key(f"{form} {h.key}")
        if found:
            h.options, h.strong, h.level = found, any(is_strong(p) for p in found), ""
            return


def _open(doc: Doc, at: int) -> bool:
    """Whether words `at - 1` and `at` stand together, quotation marks and brackets looked through."""
    return not doc.gap[at] & ~TRANSPARENT & ~OTHER


def _read_before(doc: Doc, infos: Sequence[Info | None], h: Hit) -> None:
    """Markers, area words and the preposition before a name, from the name leftwards."""
    if h.prep == "ل" and _side_of(doc, infos, h, h.a):
        return
    if h.prep:
        return
    k = h.a
    while k > 0 and _open(doc, k):
        info = infos[k - 1]
        if info is None:
            return
        if info.marker is not None and not (info.roles & AREA and not info.marker.strong):
            if h.area & DIRECTION:
                return  # "قرى شرق الرمادي": villages, and Ramadi none of them
            if h.marker is None:
                h.marker, h.marker_at = info.marker, k - 1
        elif info.roles & AREA and (info.roles & (COUNTRYSIDE | AROUND) or _is_direction(infos, k - 1, h)):
            h.area |= info.roles & AREA
        elif info.demonym and k > 1 and _open(doc, k - 1) and _takes_adjective(infos[k - 2]):
            h.demonym = h.demonym or info.demonym
            k -= 1
            continue
        elif info.is_prep:
            h.prep = h.prep or info.prep
            if info.prep == "من" and k > 1 and _open(doc, k - 1):
                side = infos[k - 2]
                if side is not None and side.roles & OF_SIDE:
                    h.area |= DIRECTION
                    h.start = k - 2
            return
        else:
            return
        k -= 1
        h.start = k
        if info.prep or info.conj:
            h.prep, h.conj = info.prep, info.conj or h.conj
            if info.prep == "ل":
                _side_of(doc, infos, h, k)
            return


def _is_direction(infos: Sequence[Info | None], at: int, h: Hit) -> bool:
    """A direction word before a name is a direction ("شمالي حلب") unless it ends the name before it."""
    info = infos[at]
    if info is None or (info.conj and not info.roles & DIRECTION):
        return False
    before = infos[at - 1] if at else None
    return not (
        before is not None
        and before.roles & COUNTRYSIDE
        and h.start == h.a
        and info.roles & ADJECTIVE
        and not info.roles & DIRECTION
    )


def _takes_adjective(info: Info | None) -> bool:
    return info is not None and (info.back is not None or info.marker is not None)


def _side_of(doc: Doc, infos: Sequence[Info | None], h: Hit, at: int) -> bool:
    """ "الريف الشمالي لحماة", "الجهة الغربية للمدينة": the sided noun before a name with ل."""
    k = at
    while k > 0 and _open(doc, k):
        info = infos[k - 1]
        if info is None or not info.roles & ADJECTIVE:
            break
        k -= 1
    if k == 0 or not _open(doc, k):
        return False
    head = infos[k - 1]
    if head is None or not (head.roles & COUNTRYSIDE or (k < at and head.roles & SIDE_NOUN)):
        return False
    h.area |= COUNTRYSIDE if head.roles & COUNTRYSIDE else DIRECTION
    h.start = k - 1
    h.prep, h.conj = head.prep, head.conj or h.conj
    if not h.prep and k > 1 and _open(doc, k - 1):
        before = infos[k - 2]
        if before is not None and before.is_prep:
            h.prep = before.prep
    return True


def _read_after(doc: Doc, infos: Sequence[Info | None], h: Hit) -> None:
    """Direction adjectives that belong to "ريف حماة الشمالي", and a nationality adjective."""
    n = len(doc)
    if h.area & COUNTRYSIDE or any(p.kind in AREAS for p in h.options):
        k = h.b
        while k < n and not doc.gap[k]:
            info = infos[k]
            if info is None or not info.roles & ADJECTIVE or not doc.words[k].lstrip("و").startswith("ال"):
                break
            k += 1
        if k > h.b:
            h.end = k
            h.area |= COUNTRYSIDE if h.area & COUNTRYSIDE else DIRECTION
    if h.end < n and not doc.gap[h.end] & ~TRANSPARENT:
        info = infos[h.end]
        if info is not None and info.demonym and not info.conj:
            h.demonym = info.demonym


def _link(doc: Doc, infos: Sequence[Info | None], p: Hit, h: Hit, within: frozenset[str]) -> None:
    """Whether `h` goes on a list that `p` is in, or says where `p` is."""
    if not p.end <= h.start <= p.end + _CONTAINER_REACH:
        return
    flags = doc.between(p.end - 1, h.start + 1)
    apart = h.start == p.end + 1 and doc.words[p.end] == "و"  # 'و"فلانة"'
    if apart and not doc.between(p.end - 1, h.start + 1) & ~_LIST_GAP:
        h.conj = h.conj or "و"
        h.joined = p
        _inherit(p, h)
        return
    if h.start == p.end and not flags & ~_LIST_GAP and (h.conj == "و" or (flags & COMMA and not h.prep)):
        h.joined = p
        _inherit(p, h)
        return
    if h.conj or flags & ~(_LIST_GAP | OTHER | DASH) or (h.prep and h.prep not in within):
        return
    between = [infos[k] for k in range(p.end, h.start)]
    if all(x is not None and (x.is_prep or x.demonym or x.roles & AREA) for x in between):
        p.container = h


def _inherit(p: Hit, h: Hit) -> None:
    """A plural marker ("أحياء", "ريفي") speaks for the whole list."""
    if p.marker is not None and p.marker.plural and h.marker is None:
        h.marker = p.marker
    if p.area & COUNTRYSIDE and h.start == h.a and p.start < p.a and not h.area:
        h.area = COUNTRYSIDE if h.marker is None else 0
    if not h.prep:
        h.prep = p.prep
