"""Dates and times in Arabic text, resolved against a base date (publication, or quoted speech's own).

A weekday is the nearest such day on or before the base, unless a word of the future stands by. A day and month
without a year is the most recent such date on or before the base (one day late is allowed for). Weeks run from
Sunday to Saturday; a week, month or year under way ends with the base. "قبل شهر" is the whole month that holds
the day counted back to, "منذ شهر" begins on that day. Hijri dates follow Umm al-Qura. Words: `data/dates.yml`.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from riwaya.text.date_calendar import numeric_date
from riwaya.text.date_clock import clock
from riwaya.text.date_days import day_word, now_word, pair, weekday
from riwaya.text.date_join import grow_left, grow_right, join
from riwaya.text.date_model import Time
from riwaya.text.date_periods import current, since_or_ago, this, unit_period, vague
from riwaya.text.date_words import DateWords, Start, date_words
from riwaya.text.date_written import is_year, written
from riwaya.text.date_years import fraction, part, season, year, year_time
from riwaya.text.tokens import DASH, OTHER, Doc

__all__ = ["Time", "find_times"]


def find_times(doc: Doc, published: date | None) -> list[Time]:
    """Every time expression of the text, in order, not overlapping."""
    w = date_words()
    starts = w.starts
    words = doc.words
    found: list[Time] = []
    end = 0
    for i in [i for i, word in enumerate(words) if starts[word] is not None]:
        if i < end:
            continue
        t = _at(doc, i, w)
        if t is None:
            continue
        if t.relative and t.how is not None:
            t = t.resolve(published)
        grow_right(doc, t, w)
        grow_left(doc, t, w, end)
        found.append(t)
        end = t.b
    return _apart(join(doc, found, w, published))


def _apart(found: list[Time]) -> list[Time]:
    """No two times share a word: what grew over the time before it begins after it."""
    out: list[Time] = []
    end = 0
    for t in found:
        if t.b > end:
            out.append(t if t.a >= end else replace(t, a=end))
            end = t.b
    return out


def _at(doc: Doc, i: int, w: DateWords) -> Time | None:
    start = w.starts[doc.words[i]]
    if start is None:
        return None
    for role in start.roles:
        t = _READERS[role](doc, i, start, w)
        if t is not None:
            return t
    return None


def _digits(doc: Doc, i: int, start: Start, w: DateWords) -> Time | None:
    """A date in digits, a day before its month, or a year after "في" and the like."""
    word = doc.words[i]
    if not word.isdecimal():
        for mark in "-/.\\":
            if mark in word:
                parts = word.split(mark)
                day = numeric_date(parts)
                if day is not None:
                    return Time(i, i + 1, day, day, relative=False)
        return written(doc, i, start, w) if "-" in word else None
    if len(word) <= 2:
        return _spaced(doc, i) or written(doc, i, start, w)
    if len(word) != 4:
        return None
    t = _spaced(doc, i)
    if t is None and i and not doc.gap[i] and is_year(word) and w.stem(doc.words[i - 1], w["in"]):
        return year_time(i, i + 1, int(word))
    return t


def _spaced(doc: Doc, i: int) -> Time | None:
    """ "2014 / 7 / 31", "22 - 3 - 2017"."""
    if i + 2 >= len(doc) or not doc.gap[i + 1] & (OTHER | DASH):
        return None
    marks = [doc.norm.text[doc.ends[k] : doc.starts[k + 1]].strip() for k in (i, i + 1)]
    if marks[0] != marks[1] or marks[0] not in ("/", "-", "–"):
        return None
    day = numeric_date(doc.words[i : i + 3])
    return Time(i, i + 3, day, day, relative=False) if day is not None else None


def _part(doc: Doc, i: int, start: Start, w: DateWords) -> Time | None:
    inner = _inner(doc, i + 1, w)
    return part(doc, i, start, w, inner) if inner is not None else None


def _inner(doc: Doc, k: int, w: DateWords) -> Time | None:
    """The period at word `k`, past "من"; a bare year counts as one here."""
    if k < len(doc) and doc.words[k] == w.data["from"] and not doc.gap[k]:
        k += 1
    if k >= len(doc) or doc.gap[k]:
        return None
    if is_year(doc.words[k]):
        return year_time(k, k + 1, int(doc.words[k]))
    found = _at(doc, k, w)
    if found is not None:
        return found
    unit = w.units.get(doc.words[k])
    if unit in ("month", "year") and doc.words[k] not in w["plurals"] and doc.words[k][:2] == w.data["article"]:
        return Time(k, k + 1, precision=unit, how=current(unit))  # "منذ بداية العام": this one
    return None


def _fraction(doc: Doc, i: int, start: Start, w: DateWords) -> Time | None:
    if i + 2 >= len(doc) or doc.gap[i + 1]:
        return None
    which = w.ordinals.get(doc.words[i + 1])
    inner = _inner(doc, i + 2, w) if which is not None else None
    return fraction(doc, i, start, w, inner, which) if inner is not None and which is not None else None


Reader = Callable[[Doc, int, Start, DateWords], Time | None]
_READERS: dict[str, Reader] = {
    "day": day_word, "now": now_word, "weekday": weekday, "pair": pair, "date": written, "digits": _digits,
    "part": _part, "season": season, "fraction": _fraction, "year": year, "clock": clock, "since": since_or_ago,
    "this": this, "unit": unit_period, "vague": vague,
}  # fmt: skip
