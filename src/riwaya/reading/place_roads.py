"""Roads named by where they lead ("طريق دمشق - درعا", "طريق المطار"): one place without a position, not two towns."""

from collections.abc import Sequence

from riwaya.gazetteer import Place
from riwaya.gazetteer.names import key
from riwaya.gazetteer.words import Words
from riwaya.reading.place_mention import PlaceMention
from riwaya.reading.place_words import Info
from riwaya.text.tokens import DASH, OTHER, TRANSPARENT, Doc

_ENDS = 2
_CLITICS = "وفبل"


def join_roads(
    doc: Doc, infos: Sequence[Info | None], mentions: list[PlaceMention], words: Words
) -> list[PlaceMention]:  # fmt: skip
    """The mentions, in order, with the towns that name a road taken into one mention of the road."""
    at = {m.marker_a: m for m in mentions}
    named = {k for m in mentions for k in range(m.a, m.b)}  # "طريق الكاستيلو" is a place we know
    inside: set[int] = set()
    roads: list[PlaceMention] = []
    for i, word in enumerate(doc.words):
        if word not in words.roads and word.lstrip(_CLITICS) not in words.roads:
            continue
        if i in named:
            continue
        if i and not doc.gap[i] and doc.words[i - 1] in words.by_way:
            continue  # "عن طريق": by means of
        ends, b = _ends(doc, at, i + 1, words)
        if b == i + 1:
            continue
        while b < len(doc) and not doc.gap[b] and doc.words[b] in words.road_adjectives:
            b += 1
        name = doc.raw_text(i, b)
        place = Place("unlisted:" + key(name), name, "", None, None, "site", "", None, 0, frozenset())
        before = infos[i - 1] if i and not doc.gap[i] else None
        prep = before.prep if before is not None and before.is_prep else ""
        prep = prep or (word[0] if word not in words.roads and word[0] in "بل" else "")
        inside.update(map(id, ends))
        roads.append(PlaceMention(i, b, i, "road", place, "unlisted", prep, False))
    if not roads:
        return mentions
    return sorted([*(m for m in mentions if id(m) not in inside), *roads], key=lambda m: m.b)


def _ends(doc: Doc, at: dict[int, PlaceMention], k: int, words: Words) -> tuple[list[PlaceMention], int]:
    """The towns that name a road from word `k`, and where the name ends."""
    if k < len(doc) and not doc.gap[k] & ~TRANSPARENT and doc.words[k] in words.road_names:
        return [], k + 1
    ends: list[PlaceMention] = []
    while len(ends) < _ENDS and (m := at.get(k)) is not None and (not m.prep or m.prep in words.roads):
        if doc.gap[k] & ~(TRANSPARENT | DASH | OTHER) or (not ends and doc.gap[k]) or m.area:
            break
        ends.append(m)
        k = m.b
    return ends, k
