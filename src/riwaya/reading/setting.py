"""Where and when: the places and times among a happening's own words, or said for its whole sentence."""

from dataclasses import replace

from riwaya.gazetteer.place import SETTLEMENTS
from riwaya.model import Evidence
from riwaya.reading.analysis import Analysis, Happening, within
from riwaya.reading.extents import scene_before
from riwaya.reading.place_mention import PlaceMention
from riwaya.text.dates import Time
from riwaya.text.tokens import COLON, COMMA, DASH

_WEEK = 7
_TOLD = 6  # happenings back in which a definite one was told before
_PAUSE = 4  # words for which a comma counts
_CROSSING = 12  # words for which the beginning of another clause counts


def set_places(an: Analysis, blocked: bytearray) -> None:
    """Fill the places of every happening."""
    for n, h in enumerate(an.happenings):
        start, end = h.extent
        found = [
            p for p in within(an.places, start, end) if not (blocked[p.a] or an.skip[p.a]) and _of_event(an, h, p)
        ]
        found += [p for p in _scene(an, h) if p not in found and not an.skip[p.a]]
        if not found:
            found = [p for p in _sentence_opening(an, h) if not (blocked[p.a] or an.skip[p.a])]
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


def _of_event(an: Analysis, h: Happening, p: PlaceMention) -> bool:
    """Not a place that acts (a capital as a government) nor one that only says where somebody is from."""
    if p.reason == "back-reference" and any(
        q.place.id == p.place.id and q.reason != "back-reference"
        for q in within(an.places, *h.extent)
    ):  # fmt: skip
        return False
    for a, b, _ in h.actors:
        if a <= p.a < b and p.prep != "في":
            return False
    if p.place.kind == "country" and an.doc.words[p.a].endswith("يا") and p.a and an.number_at[p.a - 1] is not None:
        return False  # "12 سوريا": nationals counted
    before = p.marker_a - 1
    if p.prep == "ل" and before >= 0 and an.doc.words[before].removeprefix("و").removeprefix("ال").startswith("موال"):
        return False  # "مقاتلون موالون لإيران"
    if before >= 0 and an.doc.words[before] in an.sets.origin_words:
        return False
    if p.prep == "من" and before >= 1 and an.doc.words[before - 1] in an.sets.belongs:
        return False  # "المدعوم من إيران"
    if _on_the_way(an, p) or _measured_from(an, p) or _for_the_sake(an, p):
        return False
    if p.place.kind == "country" and not p.prep and p.marker is None and not p.area:
        return an.trigger_at[p.a - 1] is not None if p.a else False  # "قصف سوريا", not "تدعمها تركيا"
    return True


def _on_the_way(an: Analysis, p: PlaceMention) -> bool:
    """ "قادمين من بغداد والموصل", "متوجها إلى مدينة القرنة": where somebody comes from or was going."""
    for k in range(p.marker_a - 1, max(p.marker_a - 8, -1), -1):
        m = an.role(k, "travels")
        if m is not None and m.b <= p.marker_a:
            return all(an.place_at[j] is not None or an.doc.words[j] == "و" for j in range(m.b, p.marker_a))
    return False


def _measured_from(an: Analysis, p: PlaceMention) -> bool:
    """ "(170 كلم شمالي بغداد)", "على بعد 40 كيلومترا من حلب": a place only measured from."""
    for k in range(p.marker_a - 1, max(p.marker_a - 5, -1), -1):
        number = an.number_at[k - 1] if k else None
        if an.role(k, "distance") is not None:
            return number is not None or an.doc.words[k][:1].isdecimal()
        if an.place_at[k] is not None:
            return False
    return False


def _for_the_sake(an: Analysis, p: PlaceMention) -> bool:
    """ "نصرة لغزة", "دعما لغزة": for whom it is said to be done."""
    return p.prep == "ل" and p.a > 0 and an.role(p.marker_a - 1, "sake") is not None


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


def _sentence_opening(an: Analysis, h: Happening) -> list[PlaceMention]:
    """Places said before the first comma of the sentence, for all of it: "وفي حلب، قصفت ... وسقط ..."."""
    a, b = an.doc.sentences[an.doc.sentence_of[h.a]]
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


def set_times(an: Analysis, blocked: bytearray) -> None:
    """Fill the time of every happening: its own, its sentence's, or that of the announcement."""
    for h in an.happenings:
        start, end = h.extent
        own = [t for t in within(an.times, start, end) if _usable(t) and not _of_what_came_before(an, h, t)]
        rule = "time.own"
        chosen = _best(an, h, own)
        if chosen is None:
            opening = _opening_time(an, h)
            chosen, rule = opening, "time.sentence"
        if chosen is not None:
            chosen = _of_speech(an, h, chosen)
        if chosen is None and h.attribution and h.attribution[-1].time is not None:
            t = h.attribution[-1].time
            if _usable(t):
                chosen, rule = t, "time.of-announcement"
        if chosen is not None:
            h.time = chosen
            h.why.append(Evidence("when", rule, None, an.doc.raw_span(chosen.a, chosen.b)))


def _of_what_came_before(an: Analysis, h: Happening, t: Time) -> bool:
    """ "شنت غارات بعد أن سقط النظام في الثامن من ديسمبر": the time of a clause that "after" opens."""
    for k in range(h.b, t.a - 1):
        if an.doc.words[k].removeprefix("و") in an.sets.after_words and an.role(k + 1, "complement") is not None:
            return not any(k < x.a < t.b for x in h.triggers)
        if an.role(k, "relative") is not None and an.trigger_at[k + 1] is not None:
            # "المعارك تديرها الأيادي التي ارتكبت مجازر عام 2003"
            return not any(k < x.a < t.b for x in h.triggers)
    return False


def _of_speech(an: Analysis, h: Happening, t: Time) -> Time:
    """A relative time in speech of another day counts from that day: "أعلنت في يونيو 2017 أنها ... نهاية مايو"."""
    said = next((x.time for x in reversed(h.attribution) if x.time is not None), None)
    base = (said.end or said.start) if said is not None else None
    if base is None or said is t or t.how is None or not t.relative:
        return t
    near = an.published is not None and (an.published - base).days < _WEEK
    if near and t.b - t.a > 1:
        return t  # within days of printing, a weekday beside the word says which day is meant
    ahead = any(an.doc.words[k] in an.sets.from_then for k in range(max(0, t.a - 2), t.b))
    return t.resolve(base, ahead)


def _usable(t: Time) -> bool:
    return (
        not t.name_like
        and not (t.vague and t.start is None)
        and (t.start is not None or t.end is not None or t.unresolved)
    )


def _best(an: Analysis, h: Happening, own: list[Time]) -> Time | None:
    """The time nearest to the trigger, those after it preferred over those of another clause."""
    if not own:
        return None

    best = min(own, key=lambda t: (min(_clause_distance(an, t, x) for x in h.triggers), t.a < h.a))
    for t in own:  # "البارحة واليوم": two days named together are one stretch
        if t.a == best.b and an.doc.words[t.a].startswith("و") and t.start and best.start and t.start > best.start:
            return replace(best, b=t.b, end=t.end, precision="range")
        if t.b == best.a and an.doc.words[best.a].startswith("و") and t.start and best.start and t.start < best.start:
            return replace(t, b=best.b, end=best.end, precision="range")
    return best


def _clause_distance(an: Analysis, t: Time, x: Happening) -> int:
    """Words between a time and a trigger, and more where a comma stands or a clause begins between them.

    Not one that goes on with the trigger ("الغارة التي ... يوم الأربعاء"), nor a word that leads the time ("خلال").
    """
    after = t.a >= x.b
    crossing = any(
        (an.role(k, "relative") and not (after and k == x.b)) or (an.role(k, "cause") and not (after and k == t.a - 1))
        or an.role(k, "contrast") or (an.role(k, "complement") and not after)
        for k in range(min(t.b, x.b), max(t.a, x.a))
    )  # fmt: skip
    between = range(x.b, t.a) if after else range(t.b, x.a)
    comma = any(an.doc.gap[k] & COMMA for k in between)
    return len(between) + _PAUSE * comma + _CROSSING * crossing


def _opening_time(an: Analysis, h: Happening) -> Time | None:
    a, b = an.doc.sentences[an.doc.sentence_of[h.a]]
    for t in within(an.times, a, min(b, a + 4)):
        if _usable(t) and t.b <= h.a:
            return t
    return None
