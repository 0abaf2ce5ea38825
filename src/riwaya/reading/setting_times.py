"""When: the times among a happening's own words, said for its whole sentence, or of the announcement."""

from dataclasses import replace

from riwaya.model import Evidence
from riwaya.reading.analysis import Analysis, Happening, within
from riwaya.text.dates import Time
from riwaya.text.tokens import COMMA

_WEEK = 7
_PAUSE = 4  # words for which a comma counts
_CROSSING = 12  # words for which the beginning of another clause counts


def set_times(an: Analysis, blocked: bytearray) -> None:
    """Fill the time of every happening: its own, its sentence's, or that of the announcement."""
    for h in an.happenings:
        start, end = h.extent
        own = [t for t in within(an.times, start, end) if _usable(t) and not _of_what_came_before(an, h, t)]
        own = [t for t in own if not _across_contrast(an, h, t.b)]
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
                # "أعلن منذ أسبوع": announced on a day, not ever since
                chosen, rule = (replace(t, end=t.start) if t.end is None else t), "time.of-announcement"
        if chosen is not None:
            h.time = chosen
            h.why.append(Evidence("when", rule, None, an.doc.raw_span(chosen.a, chosen.b)))


def _across_contrast(an: Analysis, h: Happening, b: int) -> bool:
    """ "ساد الهدوء منذ صيف 2006، ولكن مجموعات شنت هجمات": whether a "but" parts word `b` from the happening."""
    first = min(t.a for t in h.triggers)
    return any(an.doc.gap[k] & COMMA and an.role(k, "but") for k in range(b, first))


def _of_what_came_before(an: Analysis, h: Happening, t: Time) -> bool:
    """ "شنت غارات بعد أن سقط النظام في الثامن من ديسمبر": the time of a clause that "after" opens."""
    if any(an.role(k, "looming") for k in range(max(0, t.a - 4), t.a)):
        return True  # "الانتخابات المزمع إجراؤها في فبراير"
    since = "منذ" in an.doc.words[max(0, t.a - 1) : t.a + 1]
    if since and h.a - t.b > 6 and t.a > an.doc.sentences[an.doc.sentence_of[h.a]][0] + 3:
        return True  # "أسوأ مراحلها منذ العام 1990 ... عندما قتل ثلاثة"
    if _ever_since_told(an, h, t):
        return True
    if any(an.doc.words[k] in ("نوعها", "نوعه") for k in range(max(h.b, t.a - 3), t.a)):
        return True  # "هي السابعة من نوعها منذ نوفمبر"
    for k in range(h.b, t.a - 1):
        if an.doc.words[k].removeprefix("و") in an.sets.after_words and an.role(k + 1, "complement") is not None:
            return not any(k < x.a < t.b for x in h.triggers)
        if an.role(k, "relative") is not None and (an.trigger_at[k + 1] is not None or _of_others(an, h, k)):
            # "المعارك تديرها الأيادي التي ارتكبت مجازر عام 2003"
            return not any(k < x.a < t.b for x in h.triggers)
        if an.role(k, "relative") is not None and t.precision in ("year", "month") and _apart(an, h, k):
            return True  # "مواقع التنظيم الذي احتل المدينة عام 2014"
    return False


def _ever_since_told(an: Analysis, h: Happening, t: Time) -> bool:
    """ "كانت أعنف غارات منذ بدء الأزمة عام 2011": since when nothing was worse is not when it was."""
    k = next((k for k in range(t.a - 2, max(h.a, t.a - 5), -1) if an.role(k, "since") is not None), None)
    return k is not None and any(an.role(j, "superlative") is not None for j in range(max(0, h.a - 2), k))


def _of_others(an: Analysis, h: Happening, k: int) -> bool:
    """ "مواقع التنظيم | الذي سيطر", "الأيادي نفسها | التي ارتكبت": a clause about somebody, no event."""
    verb = an.support_at[k + 1]
    if verb is None or verb.form.pos != "verb" or verb.split.pronoun:
        return False
    return _apart(an, h, k) and an.lexicon.entries["support", verb.form.id].get("subject") == "actor"


def _apart(an: Analysis, h: Happening, k: int) -> bool:
    """Whether more than the adjectives of a trigger stand between it and the relative pronoun at word `k`."""
    last = max((t.b for t in h.triggers if t.b <= k), default=k)
    return any(not an.doc.words[j].startswith("ال") for j in range(last, k))


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
