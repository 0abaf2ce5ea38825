"""Days told by the day of another happening: "في اليوم نفسه", "غداة مقتل ستة", "بعد يومين من الهجوم"."""

from datetime import date, timedelta

from riwaya.model import Evidence
from riwaya.reading.analysis import Analysis, Happening
from riwaya.text.dates import Time

# Roles of phrases, with the days from the happening told before to the one in whose words they stand,
# and from the happening whose clause they close to the one that they open.
_POINTING = {"that_day": 0, "next_day": 1}
_OPENING = {"hours_after": 0, "day_after": -1, "two_days_after": -2, "week_after": -7}
_REACH = 4  # words from an opening phrase to what it opens


def set_times_by_others(an: Analysis) -> None:
    """Fill the time of happenings that have none of their own and are dated by another."""
    if an.roles.keys().isdisjoint((*_POINTING, *_OPENING)):
        return
    for n, h in enumerate(an.happenings):
        if h.time is not None and h.extent[0] <= h.time.a < h.extent[1]:
            continue
        found = _pointed(an, n, h) or _opened(an, n, h)
        if found is not None:
            h.time = found
            h.why.append(Evidence("when", "time.by-another", None, an.doc.raw_span(found.a, found.b)))


def _pointed(an: Analysis, n: int, h: Happening) -> Time | None:
    """ "... وفي اليوم نفسه قصفت": the day of the last happening told, or the one after it."""
    for role, days in _POINTING.items():
        for k in range(*h.extent):
            m = an.role(k, role)
            if m is not None:
                return _time(k, m.b, _last_told(an, n), days)
    return None


def _opened(an: Analysis, n: int, h: Happening) -> Time | None:
    """ "غداة مقتل ستة", "بعد يومين من هجوم": so many days before what the rest of the sentence tells."""
    first = an.doc.sentences[an.doc.sentence_of[h.a]][0]
    start = min(t.a for t in h.triggers)
    for k in range(start - 1, max(first, start - _REACH) - 1, -1):
        if an.trigger_at[k] is not None:
            return None
        for role, days in _OPENING.items():
            m = an.role(k, role)
            if m is not None and m.b <= start:
                main = _main(an, n, h)
                day = _day(main) if main is not None else None
                if day is None and (main is None or main.definite):
                    day = _last_told(an, n)
                return _time(k, m.b, day or an.published, days)
    return None


def _main(an: Analysis, n: int, h: Happening) -> Happening | None:
    """What the sentence tells besides: the happening before this one in it, else the one after."""
    sentence = an.doc.sentence_of[h.a]
    around = [*reversed(an.happenings[:n]), *an.happenings[n + 1 :]]
    return next((x for x in around if an.doc.sentence_of[x.a] == sentence), None)


def _last_told(an: Analysis, n: int) -> date | None:
    """The day of the last happening before the `n`th that has one."""
    return next((day for x in reversed(an.happenings[:n]) if (day := _day(x)) is not None), None)


def _day(h: Happening) -> date | None:
    t = h.time
    return t.start if t is not None and t.start is not None and t.start == t.end else None


def _time(a: int, b: int, day: date | None, days: int) -> Time | None:
    if day is None:
        return None
    day += timedelta(days)
    return Time(a, b, day, day)
