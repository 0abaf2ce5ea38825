"""Places in a text: what each name means there, and why.

Names of the gazetteer are found by their longest form; the words around them (markers, prepositions,
lists, containers, nationality adjectives) say whether a name is a place at all and which of several
places it is. Common words and family names are places only with a reason.
"""

from collections.abc import Iterable, Mapping, Sequence

from riwaya.gazetteer import Gazetteer
from riwaya.reading.place_back import find_back
from riwaya.reading.place_choice import choose
from riwaya.reading.place_mention import PlaceMention
from riwaya.reading.place_roads import join_roads
from riwaya.reading.place_scan import Hit, find_hits, is_strong, read_context
from riwaya.reading.place_unlisted import find_unlisted
from riwaya.reading.place_words import AROUND, COUNTRYSIDE, DIRECTION, Info, word_book
from riwaya.text.tokens import Doc

_HOME_SHARE = 0.4
_AREA_SLUGS = ((COUNTRYSIDE, "countryside"), (AROUND, "around"), (DIRECTION, "direction"))
_HOME_MOST = 2
_NAME_WEIGHT, _ADJECTIVE_WEIGHT, _PARTY_WEIGHT = 1.0, 0.5, 0.5


def find_places(
    doc: Doc,
    gaz: Gazetteer,
    *,
    home: tuple[str, ...] = (),
    taken: Sequence[tuple[int, int]] = (),
    persons: Sequence[tuple[int, int]] = (),
    at_home: Mapping[str, float] | None = None,
) -> list[PlaceMention]:
    """Every place of the text, in order.

    `home` are the codes of the countries the report is likely about (guessed where not given); words in
    `taken` (names of actors) and `persons` are no places. `at_home` is how often parties of each country act.
    """
    book = word_book(gaz)
    infos = [book[w] for w in doc.words]
    blocked = bytearray(len(doc) + 1)
    for ranges in (taken, persons):
        for a, b in ranges:
            blocked[a:b] = b"\1" * (b - a)
    hits = find_hits(doc, infos, gaz, blocked)
    read_context(doc, infos, hits, gaz)
    if not home:
        home = guess_home(_home_counts(infos, hits, gaz, at_home or {}))
    chosen = choose(doc, infos, hits, home)
    out = join_roads(doc, infos, sorted((_mention(h) for h in chosen), key=lambda m: m.b), gaz.words)
    covered = _covered(doc, out)
    for a, b, start, place, prep, marker in find_unlisted(doc, infos, covered, blocked, gaz.words):
        out.append(PlaceMention(a, b, start, marker, place, "unlisted", prep, False))
        h = Hit(a, b, "", (place,), "", prep, "", True, start, b)
        h.place, h.reason = place, "unlisted"
        chosen.append(h)
    chosen.sort(key=lambda h: h.b)
    for a, b, place, reason, prep, area in find_back(doc, infos, chosen, gaz, home, blocked):
        out.append(PlaceMention(a, b, a, "direction" if area & DIRECTION else None, place, reason, prep, bool(area)))
    out.sort(key=lambda m: m.b)
    return sorted(_apart(out), key=lambda m: m.a)


def _covered(doc: Doc, mentions: list[PlaceMention]) -> bytearray:
    covered = bytearray(len(doc) + 1)
    for m in mentions:
        covered[m.marker_a : m.b] = b"\1" * (m.b - m.marker_a)
    return covered


def _apart(mentions: list[PlaceMention]) -> list[PlaceMention]:
    """No mention's marker reaches back over the mention before it ("سد السعودية (المزة)")."""
    start = end = 0
    for m in mentions:
        if (m.a, m.b) == (start, end):
            continue  # the second of "البلدتين"
        m.a, m.marker_a = max(m.a, end), max(m.marker_a, end)
        start, end = m.a, m.b
    return mentions


def guess_home(mentions_or_counts: Iterable[PlaceMention] | Mapping[str, float]) -> tuple[str, ...]:
    """The countries a report is about, the likeliest first: from places found, or from weighted counts."""
    if isinstance(mentions_or_counts, Mapping):
        counts: dict[str, float] = dict(mentions_or_counts)
    else:
        counts = {}
        for m in mentions_or_counts:
            if m.place.country:
                counts[m.place.country] = counts.get(m.place.country, 0.0) + 1.0
    ranked = sorted((c for c in counts if counts[c] > 0), key=lambda c: (-counts[c], c))
    if not ranked:
        return ()
    floor = counts[ranked[0]] * _HOME_SHARE
    return tuple(c for c in ranked[:_HOME_MOST] if counts[c] >= floor)


def _home_counts(
    infos: Sequence[Info | None], hits: Sequence[Hit], gaz: Gazetteer, at_home: Mapping[str, float]
) -> dict[str, float]:
    """How much the plain names, the nationality adjectives and the parties of a text tell of each country."""
    weights = gaz.words.weights
    counts = {iso: _PARTY_WEIGHT * n * weights.get(iso, 1.0) for iso, n in at_home.items()}
    for h in hits:
        countries = {p.country for p in h.options if is_strong(p)}
        if len(countries) == 1 and (not h.level or h.marker is not None):
            iso = countries.pop()
            counts[iso] = counts.get(iso, 0.0) + _NAME_WEIGHT * weights.get(iso, 1.0)
    for info in infos:
        if info is not None and info.demonym:
            counts[info.demonym] = counts.get(info.demonym, 0.0) + _ADJECTIVE_WEIGHT * weights.get(info.demonym, 1.0)
    return counts


def _mention(h: Hit) -> PlaceMention:
    assert h.place is not None
    area = bool(h.area)
    marker = h.marker.id if h.marker is not None else None
    if area:
        marker = marker or next(name for role, name in _AREA_SLUGS if h.area & role)
        return PlaceMention(h.start, h.end, h.start, marker, h.place, h.reason, h.prep, True)
    return PlaceMention(h.a, h.end, h.start, marker, h.place, h.reason, h.prep, False)
