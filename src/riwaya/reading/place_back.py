"""Nouns that point back to a place named before: "العاصمة", "المدينة", "القطاع"."""

from bisect import bisect_right
from collections.abc import Sequence

from riwaya.gazetteer import Gazetteer, Place
from riwaya.reading.place_scan import Hit
from riwaya.reading.place_words import ADJECTIVE, COUNTRYSIDE, DIRECTION, OF_SIDE, Info
from riwaya.text.tokens import TRANSPARENT, Doc

_REACH = 150
_SIDED = DIRECTION | COUNTRYSIDE
Found = tuple[int, int, Place, str, str, int]  # a, b, place, reason, prep, area


def find_back(
    doc: Doc,
    infos: Sequence[Info | None],
    hits: Sequence[Hit],
    gaz: Gazetteer,
    home: tuple[str, ...],
    blocked: bytearray,
) -> list[Found]:
    """Back-references, capitals named by nationality ("العاصمة السورية") and "الشمال السوري"."""
    out: list[Found] = []
    covered = bytearray(len(doc) + 1)
    for h in hits:
        for k in range(h.start, h.end):
            covered[k] = 1
    for i, info in enumerate(infos):
        if info is None or covered[i] or blocked[i]:
            continue
        if info.back is not None:
            out.extend(_back(doc, infos, i, info, hits, gaz, home, covered))
        elif info.roles & OF_SIDE:
            found = _side(doc, infos, i, info, gaz)
            if found is not None:
                out.append(found)
    return out


def _together(doc: Doc, at: int) -> bool:
    return at < len(doc) and not doc.gap[at] & ~TRANSPARENT


def _prep(doc: Doc, infos: Sequence[Info | None], i: int, info: Info) -> str:
    if info.prep:
        return info.prep
    before = infos[i - 1] if i and not doc.gap[i] & ~TRANSPARENT else None
    return before.prep if before is not None and before.is_prep else ""


def _side(doc: Doc, infos: Sequence[Info | None], i: int, info: Info, gaz: Gazetteer) -> Found | None:
    """ "الشمال السوري", "الجنوب الغربي السوري": part of a country."""
    k = i + 1
    while _together(doc, k) and (x := infos[k]) is not None and x.roles & ADJECTIVE and not x.demonym:
        k += 1
    if not _together(doc, k):
        return None
    x = infos[k]
    if x is None or not x.demonym or x.conj:
        return None
    place = country(gaz, x.demonym)
    if place is None:
        return None
    return i, k + 1, place, "area", _prep(doc, infos, i, info), DIRECTION


def _back(
    doc: Doc,
    infos: Sequence[Info | None],
    i: int,
    info: Info,
    hits: Sequence[Hit],
    gaz: Gazetteer,
    home: tuple[str, ...],
    covered: bytearray,
) -> list[Found]:
    back = info.back
    assert back is not None
    prep = _prep(doc, infos, i, info)
    following = infos[i + 1] if _together(doc, i + 1) else None
    if back.id == "lands":  # "الأراضي السورية"
        land = country(gaz, following.demonym) if following is not None and following.demonym else None
        return [(i, i + 2, land, "nationality", prep, 0)] if land is not None else []
    if back.id == "capital":
        if following is not None and following.demonym and not following.conj:
            if _together(doc, i + 2) and covered[i + 2]:
                return []
            place = capital(gaz, following.demonym)
            return [(i, i + 2, place, "nationality", prep, 0)] if place is not None else []
        if _together(doc, i + 1) and doc.words[i + 1].startswith("ال") and not covered[i + 1] and following is None:
            return []
    elif following is not None and following.demonym and not following.conj:
        return []
    if _together(doc, i + 1):
        if doc.words[i + 1] in gaz.words.back_not_before or covered[i + 1]:
            return []
        if _together(doc, i + 2) and covered[i + 2] and doc.words[i + 1].startswith("ال"):
            return []
    places = _pair(i, back.kinds, hits) if back.two else (_referent(i, back.kinds, hits, gaz, home),)
    return [(i, i + 1, place, "back-reference", prep, 0) for place in places if place is not None]


def _pair(i: int, kinds: tuple[str, ...], hits: Sequence[Hit]) -> tuple[Place, ...]:
    """The last two places of a kind before word `i` that were named as a list of two: "نبل والزهراء"."""
    for n in range(bisect_right(hits, i, key=_end) - 1, -1, -1):
        second, first = hits[n], hits[n].joined
        if i - second.b > _REACH:
            return ()
        if first is None or first.joined is not None or first.place is None or second.place is None:
            continue
        if n + 1 < len(hits) and hits[n + 1].joined is second:
            continue  # a list of three
        if first.place.kind in kinds and second.place.kind in kinds:
            return first.place, second.place
    return ()


def _referent(
    i: int, kinds: tuple[str, ...], hits: Sequence[Hit], gaz: Gazetteer, home: tuple[str, ...]
) -> Place | None:
    """The last place of a kind before word `i` that was more than the subject of a sentence."""
    if kinds == ("strip",):
        strip = gaz.by_key(gaz.words.strip)
        if strip and any(h.place is not None and h.place.country == strip[0].country for h in hits):
            return strip[0]
        return None
    if kinds == ("capital",):
        for h in reversed(hits):
            if h.a < i and h.place is not None and "capital" in h.place.flags and h.place.country in home[:1]:
                return h.place
        return capital(gaz, home[0]) if home else None
    for n in range(bisect_right(hits, i, key=_end) - 1, -1, -1):
        h = hits[n]
        p = h.place
        if i - h.b > _REACH:
            return None
        if p is None or h.unclear or (h.area & _SIDED and h.start < h.a):
            continue
        acting = "capital" in p.flags and not (h.prep or h.marker or h.joined)
        acting = acting or ("capital" in p.flags and bool(home) and p.country not in home)  # "تأخذ على واشنطن"
        if not acting and (p.kind in kinds or any(k in p.flags for k in kinds)):
            return p
    return None


def _end(h: Hit) -> int:
    return h.b


def capital(gaz: Gazetteer, iso: str) -> Place | None:
    """The capital of a country."""
    return gaz.capitals.get(iso)


def country(gaz: Gazetteer, iso: str) -> Place | None:
    """A country by its code."""
    return gaz.countries.get(iso)
