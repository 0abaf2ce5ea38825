"""What makes a name a place: the words around it, a container beside it, a list it stands in."""

from collections.abc import Sequence

from riwaya.gazetteer import Place
from riwaya.gazetteer.place import between_km
from riwaya.reading.place_scan import Hit, is_listed, is_strong
from riwaya.reading.place_score import relation, resolve, suits
from riwaya.reading.place_words import (
    AREA,
    COUNTRYSIDE,
    FACILITY,
    LOCATIVE,
    NOT_AFTER,
    NOT_BEFORE,
    Info,
)
from riwaya.text.tokens import TRANSPARENT, Doc

_LIST_KM, _SAME_TOWN_KM = 80.0, 15.0
_KNOWN, _WELL_KNOWN, _METROPOLIS = 100_000, 300_000, 1_000_000
_LARGE = frozenset({"city", "governorate"})
_SMALL = frozenset({"neighbourhood", "village", "district", "site"})


def choose(doc: Doc, infos: Sequence[Info | None], hits: list[Hit], home: tuple[str, ...]) -> list[Hit]:
    """The hits that are places, each with its place and the reason it is one."""
    live = [h for h in hits if not _vetoed(doc, infos, h, home)]
    for h in live:
        _narrow(h, home)
    live = [h for h in live if h.options]
    alive = set(map(id, live))
    for h in live:
        if h.joined is not None and id(h.joined) not in alive:
            h.joined = None
        if h.container is not None and id(h.container) not in alive:
            h.container = None
    for h in live:
        h.reason = _own_reason(h, infos, home)
    _spread_lists(live)
    accepted = [h for h in live if h.reason]
    for h in accepted:
        if h.container is not None and not h.container.reason:
            h.container = None
    resolve(accepted, home)
    return [h for h in accepted if h.place is not None]


def _vetoed(doc: Doc, infos: Sequence[Info | None], h: Hit, home: tuple[str, ...]) -> bool:
    """Names of units, outlets, clans, buildings and people that only look like places."""
    if h.a and h.start == h.a and not h.prep and not h.conj and not doc.gap[h.a] & ~TRANSPARENT:
        before = infos[h.a - 1]
        if before is not None:
            if before.roles & NOT_AFTER:
                return True
            if before.roles & FACILITY and (h.level or not h.strong or not _names_a_town(h, home)):
                return True
    if h.b < len(doc) and not doc.gap[h.b] & ~TRANSPARENT:
        after = infos[h.b]
        if after is not None and after.roles & NOT_BEFORE:
            return True
    if _is_adjective(doc, infos, h):
        return True
    return bool(h.level and h.demonym and (h.marker is None or not h.marker.strong))


def _names_a_town(h: Hit, home: tuple[str, ...]) -> bool:
    """Whether a building called by this name can stand there: "مشفى قطنا", not "مستشفى الكويت"."""
    return any(p.kind != "country" and (p.country in home or not home) for p in h.options)


def _is_adjective(doc: Doc, infos: Sequence[Info | None], h: Hit) -> bool:
    """ "القوات السعودية": a country's name that is also its adjective, after a definite noun."""
    info = infos[h.a]
    if info is None or not info.demonym or h.b > h.a + 1 or h.prep or h.marker or h.area or not h.a:
        return False
    if doc.gap[h.a] & ~TRANSPARENT or h.conj:
        return False
    before = infos[h.a - 1]
    return doc.words[h.a - 1].lstrip("وفبل").startswith("ال") and (before is None or not before.is_prep)


def _narrow(h: Hit, home: tuple[str, ...]) -> None:
    """Leave out little-known places abroad, and places the words around the name rule out."""
    options = tuple(p for p in h.options if p.country in home or _known_abroad(p, h))
    if h.marker is not None and h.marker.strong and "any" not in h.marker.kinds:
        fitting = tuple(p for p in options if suits(p, h.marker))
        if fitting:
            options = fitting
        elif h.marker.kinds[0] in ("neighbourhood", "camp") or h.level == "word":
            options = ()
        else:
            options = tuple(p for p in options if p.kind != "country")
    elif len(options) > 1 and h.container is None:
        plain = tuple(p for p in options if "common" not in p.flags or p.kind not in _SMALL)
        options = plain or options
    if h.area & COUNTRYSIDE and h.marker is None:
        options = tuple(p for p in options if p.kind in ("governorate", "region")) or options
    h.options = options
    h.strong = any(is_strong(p) for p in options)


def _known_abroad(p: Place, h: Hit) -> bool:
    """Whether a place outside the report's countries can be meant here."""
    if h.marker is not None and p.country in h.marker.countries:
        return True
    if not is_listed(p):
        return p.population >= (_KNOWN if h.marker is not None and h.marker.strong else _WELL_KNOWN)
    if "common" in p.flags and p.kind not in ("city", "country", "region"):
        return h.container is not None or h.demonym == p.country
    if (p.kind == "town" or p.population >= _METROPOLIS) and (h.prep or " " in h.key):
        return True
    if p.kind in ("neighbourhood", "village", "district", "town") or "common" in p.flags:
        return (h.marker is not None and h.marker.strong and "any" not in h.marker.kinds) or h.container is not None
    return True


def _own_reason(h: Hit, infos: Sequence[Info | None], home: tuple[str, ...]) -> str:
    """Why a name by itself is a place; empty where it needs the help of a list."""
    marker = h.marker
    if marker is not None and (h.level != "word" or _marks_a_word(h, home)):
        return "marker"
    if h.area & AREA and h.start < h.a and h.level != "word":
        return "area"
    if not h.level:
        return "name"
    if h.level == "word":
        return "container" if _in_container(h) and _locative(h, infos) else ""
    if _in_container(h):
        return "container"
    locative = _locative(h, infos)
    if locative and any(p.country in home or (h.prep != "ب" and not is_listed(p)) for p in h.options):
        return "preposition"
    if locative and h.prep == "في" and any(p.population >= _METROPOLIS for p in h.options):
        return "preposition"  # "في جدة"
    if h.prep and not h.conj and all(p.kind == "country" for p in h.options):
        return "preposition"
    return ""


def _marks_a_word(h: Hit, home: tuple[str, ...]) -> bool:
    """Whether the marker before an ordinary word makes it a place ("حي الثورة", not "مناطق الثورة")."""
    if h.marker is None or not h.marker.strong:
        return False
    if "any" in h.marker.kinds:
        return not h.marker.plural and any(is_listed(p) and p.country in home for p in h.options)
    return True


def _locative(h: Hit, infos: Sequence[Info | None]) -> bool:
    """Whether a preposition of place stands before the phrase."""
    if h.prep in ("ب", ""):
        return h.prep == "ب"
    info = infos[h.start - 1] if h.start else None
    return info is not None and bool(info.roles & LOCATIVE)


def _in_container(h: Hit) -> bool:
    """Whether the place named next to it can contain one of the places the name can mean."""
    c = h.container
    if c is None or not (c.strong or c.marker) or c.level == "word":
        return False
    if h.level == "word" and not (c.area & COUNTRYSIDE or (c.marker is not None and c.marker.strong)):
        return False
    return any(relation(p, q) > 20 for p in h.options for q in c.options if q.kind != "country" or not h.level)


def _spread_lists(live: list[Hit]) -> None:
    """A name in a list with a place is one too: forwards, then backwards."""
    for h in live:
        other = h.joined
        if not h.reason and other is not None and other.reason and _neighbours(h, other):
            h.reason = "list"
    for h in reversed(live):
        other = h.joined
        if h.reason and other is not None and not other.reason and _neighbours(other, h):
            other.reason = "list"


def _neighbours(a: Hit, b: Hit) -> bool:
    """Whether `a`, a name that needs a reason, can stand in a list with the place `b`."""
    limit = _SAME_TOWN_KM if a.level == "word" else _LIST_KM
    for p in a.options:
        for q in b.options:
            d = between_km(p, q)
            if a.level == "name" and p.country == q.country and p.kind in _LARGE and q.kind in _LARGE:
                return True  # "صعدة وعمران": cities of one country, however far apart
            if (d is not None and d < limit) or (d is None and p.parent and p.parent == q.parent):
                return True
    return False
