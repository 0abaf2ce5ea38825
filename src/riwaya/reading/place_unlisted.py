"""Places named with a marker ("قرية تشتي", "ناحية العظيم") that no gazetteer knows: named, without a position."""

from collections.abc import Sequence

from riwaya.gazetteer import Place
from riwaya.gazetteer.names import key
from riwaya.gazetteer.words import Words
from riwaya.reading.place_words import ADJECTIVE, AREA, Info
from riwaya.text.tokens import COMMA, TRANSPARENT, Doc

# Markers after which a word can only be a name, and those after which it must be definite to be one.
_NAMING = frozenset(("village", "town", "neighbourhood", "subdistrict", "camp", "settlement"))
_DEFINITE = frozenset(("area",))
_KINDS = {"town": "town", "neighbourhood": "neighbourhood", "subdistrict": "district", "camp": "neighbourhood"}
_MOST = 2
_SHORTEST = 3
_LONGEST_LIST = 4

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
        if info is None or info.marker is None or covered[i] or i + 1 >= len(doc):
            continue
        marker = info.marker
        if marker.plural:
            out.extend(_listed(doc, infos, i, covered, known, around))
            continue
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
            if b > a and doc.words[b].startswith("و") and doc.words[b].endswith("ا"):
                break  # "قرية تليل | ومنزلا في": an accusative joined to what was hit before
            if b > a and info_b is not None and info_b.roles & (AREA | ADJECTIVE):
                break  # "حي منظر | جنوبي المدينة"
            if b > a and definite and not doc.words[b].startswith("ال"):
                break
            b += 1
        first = infos[a]
        if b == a or (first is not None and (first.marker is not None or (first.demonym and b == a + 1))):
            continue
        if b == a + 1 and doc.words[a].endswith("يه") and "ال" + doc.words[a] in around.demonyms:
            continue  # "240 قرية سعودية": of which country it is
        out.append(_found(doc, infos, i, a, b))
    return out


def _found(doc: Doc, infos: Sequence[Info | None], i: int, a: int, b: int) -> Found:
    """The name at `[a, b)` after the marker at word `i`, as a place without a position."""
    info = infos[i]
    assert info is not None and info.marker is not None
    marker = info.marker.id
    name = doc.raw_text(a, b)
    kind = _KINDS.get(marker, "village" if marker in _NAMING else "neighbourhood")
    place = Place("unlisted:" + key(name), name, "", None, None, kind, "", None, 0, frozenset())
    return a, b, a if info.marker.plural and a > i + 1 else i, place, info.prep or _preposition(doc, infos, i), marker


def _listed(
    doc: Doc, infos: Sequence[Info | None], i: int, covered: bytearray, known: bytearray, around: Words
) -> list[Found]:  # fmt: skip
    """ "مناطق جعولة وبير أحمد": names of one word between a plural marker and a place that is known."""
    info = infos[i]
    if info is None or info.marker is None or info.marker.id not in _NAMING | _DEFINITE:
        return []
    names: list[int] = []
    for k in range(i + 1, min(i + 1 + _LONGEST_LIST, len(doc))):
        if doc.gap[k] & ~(TRANSPARENT | COMMA) or (k > i + 1 and not doc.words[k].startswith("و")):
            return []
        if covered[k]:
            return [_found(doc, infos, i, n, n + 1) for n in names]
        if not _is_name(doc, k, covered, known, around.ordinary) or infos[k] is not None:
            return []
        names.append(k)
    return []


def _is_name(doc: Doc, k: int, covered: bytearray, known: bytearray, ordinary: frozenset[str]) -> bool:
    word = doc.words[k]
    return not (covered[k] or known[k] or word in ordinary or word.isdecimal() or len(word) < _SHORTEST)


def _preposition(doc: Doc, infos: Sequence[Info | None], i: int) -> str:
    before = infos[i - 1] if i and not doc.gap[i] else None
    return before.prep if before is not None and before.is_prep else ""
