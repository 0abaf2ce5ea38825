"""Dates and times in Arabic text, resolved against a base date (publication, or quoted speech's own).

A weekday is the nearest such day on or before the base, unless a word of the future stands by. "هذا الأسبوع"
runs from the Sunday on or before the base to the base; "الأسبوع الماضي" is the Sunday-to-Saturday week before.
Words are those of `data/dates.yml`; Hijri dates are converted with hijridate (Umm al-Qura).
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from riwaya.text.date_words import DateWords, date_words
from riwaya.text.dates_calendar import month_span, numeric_date, recent_day, written_date
from riwaya.text.numbers import number_word
from riwaya.text.tokens import COMMA, DASH, STOP, Doc


@dataclass(slots=True)
class Time:
    """A time expression at words `[a, b)`; `start`..`end` are inclusive days, None where not known.

    `open_end`: it goes on ("منذ أمس"). `relative`: resolved against the base date. `unresolved`: relative, and
    no base was given. `vague`: says no date ("مؤخرا"). `name_like`: part of a name ("ثورة 25 يناير").
    """

    a: int
    b: int
    start: date | None
    end: date | None
    precision: str = "day"
    open_end: bool = False
    relative: bool = True
    unresolved: bool = False
    future: bool = False
    vague: bool = False
    name_like: bool = False


def find_times(doc: Doc, published: date | None) -> list[Time]:
    """Every time expression of the text, in order, not overlapping."""
    words = date_words()
    found: list[Time] = []
    i, n = 0, len(doc)
    while i < n:
        if not words.may_start(doc.words[i]):
            i += 1
            continue
        t = _one(doc, i, published, words, found[-1].b if found else 0)
        if t is None:
            i += 1
            continue
        found.append(t)
        i = max(t.b, i + 1)
    return _join(doc, found, published, words)


def _one(doc: Doc, i: int, base: date | None, w: DateWords, floor: int) -> Time | None:
    t = (
        _clock(doc, i, w)
        or _explicit(doc, i, base, w)
        or _day_word(doc, i, base, w)
        or _weekday(doc, i, base, w)
        or _ago(doc, i, base, w)
        or _period(doc, i, base, w)
    )
    if t is None:
        return None
    if base is None and t.relative and not t.vague:
        t = replace(t, start=None, end=None, unresolved=True)
    return _grow_left(doc, t, w, floor)


def _grow_left(doc: Doc, t: Time, w: DateWords, floor: int) -> Time:
    """Take in the part of day before a day ("مساء أمس", "فجر الأحد"), and note a name around it."""
    a = t.a
    while a > floor and not doc.gap[a] & (STOP | COMMA) and w.heads_daypart(doc.words[a - 1]):
        a -= 1
    if a > floor and w.is_name_head(doc.words[a - 1]) and not doc.gap[a] & (STOP | COMMA):
        t.name_like = True
    t.a = a
    return t


def _explicit(doc: Doc, i: int, base: date | None, w: DateWords) -> Time | None:
    word = doc.words[i]
    if word[0].isdigit() and not word.isdigit():
        day = numeric_date(word)
        return Time(i, i + 1, day, day, relative=False) if day is not None else None
    found = written_date(doc, i, base, w)
    if found is None:
        return None
    b, start, end, precision, relative = found
    unresolved = start is None
    return Time(i, b, start, end, precision, relative=relative, unresolved=unresolved)


def _day_word(doc: Doc, i: int, base: date | None, w: DateWords) -> Time | None:
    for phrase, offset in w.days:
        if not w.phrase_at(doc, i, phrase):
            continue
        b = i + len(phrase)
        day = base + timedelta(offset) if base else None
        # "اليوم الخميس": a weekday that contradicts the day word is trusted over it.
        k = b
        weekday = w.weekday(doc.words[k]) if k < len(doc) and not doc.gap[k] & (STOP | COMMA) else None
        if weekday is not None and doc.words[k][0] not in "و":
            b = k + 1
            if base is not None and day is not None and day.weekday() != weekday:
                day = recent_day(base, weekday)
        return Time(i, b, day, day, future=offset > 0)
    return None


def _weekday(doc: Doc, i: int, base: date | None, w: DateWords) -> Time | None:
    weekday = w.weekday(doc.words[i])
    if weekday is None:
        return None
    b = i + 1
    future = False
    day = recent_day(base, weekday) if base else None
    if b < len(doc) and not doc.gap[b] & STOP:
        if doc.words[b] in w.last:
            b += 1
            if day is not None and base is not None and day == base:
                day -= timedelta(7)
        elif doc.words[b] in w.next:
            b, future = b + 1, True
            if day is not None and base is not None:
                day = day + timedelta(7)
    t = Time(i, b, day, day, future=future)
    # "ليل الثلاثاء الأربعاء", "ليلة الخميس - الجمعة"
    if b < len(doc) and i and w.is_night(doc.words[i - 1]) and not doc.gap[b] & (STOP | COMMA):
        other = w.weekday(doc.words[b])
        if other is not None and other == (weekday + 1) % 7 and not doc.gap[b] & ~DASH:
            end = recent_day(base, other) if base else None
            if end is not None:
                t.start, t.end = end - timedelta(1), end
            t.b, t.precision = b + 1, "range"
    return t


def _clock(doc: Doc, i: int, w: DateWords) -> Time | None:
    """ "الساعة الرابعة والنصف فجرا", "الساعة 11": an hour says no day."""
    if doc.words[i] not in w.clock or i + 1 >= len(doc):
        return None
    k = i + 1
    while k < len(doc) and k < i + 6 and not doc.gap[k] & (STOP | COMMA):
        word = doc.words[k]
        if not (word[0].isdigit() or word in w.hours or number_word(word) is not None):
            break
        k += 1
    if k == i + 1:
        return None
    return Time(i, k, None, None, "hour", vague=True, relative=False)


def _ago(doc: Doc, i: int, base: date | None, w: DateWords) -> Time | None:
    """ "قبل يومين", "منذ ثلاثة أيام", "قبل أسبوع"."""
    if doc.words[i] not in w.ago or i + 1 >= len(doc):
        return None
    k = i + 1
    count = 1
    item = number_word(doc.words[k]) if not doc.gap[k] else None
    if item is not None and item[0] in ("digits", "ones", "tens"):
        count, k = item[1], k + 1
    if k >= len(doc) or doc.gap[k] & (STOP | COMMA):
        return None
    unit = w.unit(doc.words[k])
    if unit is None or doc.words[k].startswith("ال"):
        return None
    if doc.words[k] in w.duals:
        count = 2
    since = doc.words[i] in w.since
    if unit == "hour":
        return Time(i, k + 1, base, None if since else base, "hour", open_end=since)
    if base is None:
        return Time(i, k + 1, None, None, unit)
    days = {"day": 1, "week": 7, "month": 30, "year": 365}[unit] * count
    if days > 36500:
        return None
    start = base - timedelta(days)
    if unit == "day":
        return Time(i, k + 1, start, None if since else start, "day", open_end=since)
    # Weeks, months and years ago are no day: the period they point to is kept vague, without dates.
    return Time(i, k + 1, None, None, unit, open_end=since, vague=True)


def _period(doc: Doc, i: int, base: date | None, w: DateWords) -> Time | None:
    """ "هذا الأسبوع", "الأسبوع الماضي", "الشهر الجاري", "العام الماضي", "مؤخرا"."""
    word = doc.words[i]
    if word in w.vague:
        return Time(i, i + 1, None, None, "period", vague=True)
    k = i
    current = False
    if word in w.this and i + 1 < len(doc):
        k, current = i + 1, True
    unit = w.unit_definite(doc.words[k])
    if unit is None or unit in ("hour", "day") or (doc.gap[k] & STOP and k > i):
        return None
    b = k + 1
    after = doc.words[b] if b < len(doc) and not doc.gap[b] & (STOP | COMMA) else ""
    shift = 0
    if after in w.last:
        shift, b = -1, b + 1
    elif after in w.current:
        current, b = True, b + 1
    elif after in w.next:
        return Time(i, b + 1, None, None, unit, future=True, vague=True)
    if not (current or shift):
        return None
    if base is None:
        return Time(i, b, None, None, unit)
    if unit == "week":
        sunday = base - timedelta((base.weekday() + 1) % 7)
        start, end = (sunday, base) if current else (sunday - timedelta(7), sunday - timedelta(1))
    elif unit == "month":
        year, month = (base.year, base.month) if current else (base.year, base.month - 1)
        if month == 0:
            year, month = year - 1, 12
        start, end = month_span(year, month)
    else:
        start, end = date(base.year + shift, 1, 1), date(base.year + shift, 12, 31)
    return Time(i, b, start, end, unit)


def _join(doc: Doc, found: list[Time], base: date | None, w: DateWords) -> list[Time]:
    """Ranges ("من X حتى Y"), open ends ("منذ X"), and one time said in two ways ("السبت 7 نيسان")."""
    out: list[Time] = []
    for t in found:
        prev = out[-1] if out else None
        if prev is not None and not t.name_like and not prev.name_like and _adjacent(doc, prev, t, w):
            precise = t if not t.relative or prev.start is None else prev
            out[-1] = replace(precise, a=prev.a, b=t.b, open_end=prev.open_end or t.open_end)
            continue
        if prev is not None and prev.start and t.end and _ranged(doc, prev, t, w) and prev.start <= t.end:
            out[-1] = replace(prev, b=t.b, end=t.end, precision="range", open_end=False)
            continue
        onward = t.a >= 2 and doc.words[t.a - 2] in w.starting_from and doc.words[t.a - 1] in w.of_month
        if onward and t.start is not None and not t.open_end:
            t = replace(t, a=t.a - 2, end=None, open_end=True)  # "اعتبارا من اليوم"
        if t.a and doc.words[t.a - 1] in w.since and not doc.gap[t.a] and not t.open_end and not t.vague:
            t = replace(t, a=t.a - 1, end=None, open_end=True)
        out.append(t)
    return out


def _adjacent(doc: Doc, x: Time, y: Time, w: DateWords) -> bool:
    if y.a < x.b or y.a - x.b > 1 or doc.gap[x.b] & STOP:
        return False
    if y.a - x.b == 1 and doc.words[x.b] not in w.joining:
        return False
    if doc.words[y.a][0] == "و" and w.weekday(doc.words[y.a]) is not None:
        return False
    if x.start and y.start and x.precision == y.precision == "day":
        return x.start == y.start or x.relative != y.relative
    return (
        x.precision == "hour"
        or y.precision == "hour"
        or (x.start is not None and y.start is not None and x.start >= y.start)
    )


def _ranged(doc: Doc, x: Time, y: Time, w: DateWords) -> bool:
    """Whether "حتى / إلى" (perhaps with a part of day) links the two."""
    gap = range(x.b, y.a)
    if len(gap) > 4 or any(doc.gap[k] & (STOP | COMMA) for k in range(x.b, y.a + 1)):
        return False
    return any(doc.words[k] in w.until for k in gap)


__all__ = ["Time", "find_times"]
