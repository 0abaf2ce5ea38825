"""Places named with a marker ("قرية تشتي", "ناحية العظيم") that no gazetteer knows: named, without a position."""

from collections.abc import Sequence

from riwaya.gazetteer import Place
from riwaya.gazetteer.names import key
from riwaya.gazetteer.words import Words
from riwaya.reading.place_words import Info
from riwaya.text.tokens import TRANSPARENT, Doc

# Markers after which a word can only be a name, and those after which it must be definite to be one.
_NAMING = frozenset(("village", "town", "neighbourhood", "subdistrict", "camp", "settlement"))
_DEFINITE = frozenset(("area",))
_KINDS = {"town": "town", "neighbourhood": "neighbourhood", "subdistrict": "district", "camp": "neighbourhood"}
_MOST = 2
_SHORTEST = 3

Found = tuple[int, int, int, Place, str, str]  # a, b, marker_a, place, preposition, marker


def find_unlisted(
    doc: Doc, infos: Sequence[Info | None], covered: bytearray, known: bytearray, around: Words
) -> list[Found]:  # fmt: skip
    """Names after strong singular markers, of one or two words that mean nothing else here.

    `covered` are words of places already found, `known` words that are something else; `around.ordinary` only
    describe what the marker names ("قرية صغيرة"), `around.naming` name it ("قرية تسمى كذا").
    """
    out: list[Found] = []
    for i, info in enumerate(infos):
        if info is None or info.marker is None or info.marker.plural or covered[i] or i + 1 >= len(doc):
            continue
        marker = info.marker
        a = i + 1
        if doc.words[a] in around.naming and a + 1 < len(doc) and not doc.gap[a]:
            a += 1
        definite = doc.words[a].startswith("ال")
        if doc.words[i].lstrip("وبلف").startswith("ال") or doc.gap[a] & ~TRANSPARENT:
            continue
        if not (marker.id in _NAMING or (marker.id in _DEFINITE and definite)):
            continue
        b = a
        while b < len(doc) and b - a < _MOST and (b == a or not doc.gap[b]):
            info_b = infos[b]
            if (info_b is not None and info_b.is_prep) or not _is_name(doc, b, covered, known, around.ordinary):
                break
            if b > a and definite and not doc.words[b].startswith("ال"):
                break
            b += 1
        if b == a or (infos[a] is not None and infos[a].marker is not None):  # type: ignore[union-attr]
            continue
        name = doc.raw_text(a, b)
        kind = _KINDS.get(marker.id, "village" if marker.id in _NAMING else "neighbourhood")
        place = Place("unlisted:" + key(name), name, "", None, None, kind, "", None, 0, frozenset())
        prep = info.prep or _preposition(doc, infos, i)
        out.append((a, b, i, place, prep, marker.id))
    return out


def _is_name(doc: Doc, k: int, covered: bytearray, known: bytearray, ordinary: frozenset[str]) -> bool:
    word = doc.words[k]
    return not (covered[k] or known[k] or word in ordinary or word.isdecimal() or len(word) < _SHORTEST)


def _preposition(doc: Doc, infos: Sequence[Info | None], i: int) -> str:
    before = infos[i - 1] if i and not doc.gap[i] else None
    return before.prep if before is not None and before.is_prep else ""
