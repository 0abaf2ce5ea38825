"""Where: the places among a happening's own words, or said for its whole sentence."""

from dataclasses import replace

from riwaya.gazetteer.place import SETTLEMENTS
from riwaya.model import Evidence
from riwaya.reading.analysis import Analysis, Happening, within
from riwaya.reading.extents import scene_before
from riwaya.reading.place_mention import PlaceMention
from riwaya.reading.place_of_event import for_the_sake, of_event
from riwaya.text.tokens import COLON, COMMA, DASH

_TOLD = 6  # happenings back in which a definite one was told before


def set_places(an: Analysis, blocked: bytearray) -> None:
    """Fill the places of every happening."""
    for n, h in enumerate(an.happenings):
        start, end = h.extent
        found = [p for p in within(an.places, start, end) if not (blocked[p.a] or an.skip[p.a]) and of_event(an, h, p)]
        found += [p for p in _scene(an, h) if p not in found and not an.skip[p.a]]
        if not found:
            found = [p for p in _sentence_opening(an, h) if not (blocked[p.a] or an.skip[p.a])]
            found = [p for p in found if not for_the_sake(an, p)]
        if not found:
            found = _where_they_saw(an, h)
        if any(p.reason != "back-reference" for p in found):
            found = [p for p in found if p.reason != "back-reference"]
        if not all(_dateline(an, p) for p in found):
            found = [p for p in found if not _dateline(an, p)]
        for p in found:
            if p.reason == "back-reference" and h.definite:
                p = _as_told(h, p, an.happenings[max(0, n - _TOLD) : n])
            if any(p.place.id == q.place.id for q in h.places):
                continue
            h.places.append(p)
            h.why.append(Evidence("places", "place." + p.reason, p.place.id, an.doc.raw_span(p.a, p.b)))


def _as_told(h: Happening, p: PlaceMention, told: list[Happening]) -> PlaceMention:
    """ "الغارة على البلدة": the town that was told to be raided, whatever town was named since."""
    for x in reversed(told):
        if x.type == h.type and x.places:
            fitting = [q for q in x.places if _one_kind(p.place.kind, q.place.kind)]
            if fitting and all(q.place.id != p.place.id for q in fitting):
                return replace(p, place=fitting[0].place)
            return p
    return p


def _one_kind(a: str, b: str) -> bool:
    return a == b or (a in SETTLEMENTS and b in SETTLEMENTS)


def _dateline(an: Analysis, p: PlaceMention) -> bool:
    """ "جنيف - أعرب المكتب": where a report was filed; the place of its happenings only where they name no other."""
    first = an.doc.sentences[an.doc.sentence_of[p.a]][0]
    return p.marker_a == first and not p.prep and p.b < len(an.doc) and bool(an.doc.gap[p.b] & DASH)


def _scene(an: Analysis, h: Happening) -> list[PlaceMention]:
    """Places that set the scene right before the cue of the voice that tells: "وفي درعا، أفاد ناشطون بمقتل ..."."""
    x = h.attribution[-1] if h.attribution else None
    if x is None or x.post or x.carried or x.head[0] > h.a:
        return []
    sentence = an.doc.sentence_of[h.a]
    if an.doc.sentence_of[x.head[0]] != sentence:
        return []
    start = scene_before(an, an.doc.sentences[sentence][0], x.head[0])
    return [p for p in within(an.places, start, x.head[0]) if p.prep in an.gazetteer.words.within]


def _led_by_place(an: Analysis, a: int, at: int) -> list[PlaceMention]:
    """ "وفي مدينة درعا تجددت المعارك إثر هجوم ...": the places a sentence opens with are the scene of all it tells."""
    k = a
    out: list[PlaceMention] = []
    if an.doc.words[k].removeprefix("و") not in an.gazetteer.words.within and not _prefixed(an, k):
        return []
    while k < at:
        p = next((an.place_at[j] for j in range(k, min(k + 3, at)) if an.place_at[j] is not None), None)
        if p is None or p.marker_a > k + 1 or p in out or (out and an.trigger_at[k] is not None):
            break
        if p.prep or out:
            out.append(p)
        k = p.b
    return out


def _prefixed(an: Analysis, k: int) -> bool:
    p = an.place_at[k]
    return p is not None and p.prep == "ب"


def _sentence_opening(an: Analysis, h: Happening) -> list[PlaceMention]:
    """Places said before the first comma of the sentence, for all of it: "وفي حلب، قصفت ... وسقط ..."."""
    a, b = an.doc.sentences[an.doc.sentence_of[h.a]]
    if opening := _led_by_place(an, a, h.a):
        return opening
    k = a
    while k < min(b, a + 12) and not (k > a and an.doc.gap[k] & (COMMA | COLON)):
        if an.trigger_at[k] is not None or an.cue_at[k] is not None:
            return []
        k += 1
    if k >= min(b, a + 12):
        return []
    header = k < len(an.doc) and an.doc.gap[k] & COLON
    return [p for p in within(an.places, a, k) if p.prep or header]


_ON_THE_SPOT = frozenset(("witnesses", "residents", "activists", "medical"))


def _where_they_saw(an: Analysis, h: Happening) -> list[PlaceMention]:
    """ "قال شهود عيان في مدينة أوباري إن انفجارا سمع": what people of a place saw and heard was there."""
    x = h.attribution[-1] if h.attribution else None
    if x is None or not x.voices or x.carried or h.frame == "move":
        return []
    voice = x.voices[-1]
    if voice.kind not in _ON_THE_SPOT:
        return []
    return [p for p in within(an.places, voice.a, voice.b) if p.place.kind != "country" and p.prep in ("في", "ب")]
