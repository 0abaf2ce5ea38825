"""Calendar dates: written ("18 فبراير", "رمضان 1436"), numeric, years; and arithmetic on them."""

import calendar
from datetime import date, timedelta

from hijridate import Hijri

from riwaya.text.date_words import DateWords
from riwaya.text.tokens import COMMA, STOP, Doc

Found = tuple[int, date | None, date | None, str, bool]
"""(end word, first day, last day, precision, relative to the base date)"""


def recent_day(base: date, weekday: int) -> date:
    """The nearest such weekday on or before `base`."""
    return base - timedelta((base.weekday() - weekday) % 7)


def month_span(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def numeric_date(word: str) -> date | None:
    """A date in digits: 2015-02-05, 5/2/2015, 05.02.2015 (day first unless the year is)."""
    for mark in "-/.\\":
        parts = word.split(mark)
        if len(parts) == 3 and all(p.isdigit() and len(p) <= 4 for p in parts):
            a, b, c = (int(p) for p in parts)
            try:
                if len(parts[0]) == 4:
                    return date(a, b, c)
                if len(parts[2]) == 4 and 1900 <= c <= 2100:
                    return date(c, b, a) if b <= 12 else date(c, a, b)
            except ValueError:
                return None
    return None


def written_date(doc: Doc, i: int, base: date | None, w: DateWords) -> Found | None:
    """A date in words at word `i`: day and month, month and year, part of month, or a year."""
    word = doc.words[i]
    day: int | None = None
    k = i
    if word.isdigit() and len(word) <= 2 and 1 <= int(word) <= 31:
        day, k = int(word), i + 1
    elif word in w.ordinals:
        day, k = w.ordinals[word], i + 1
    if day is not None:
        while k < len(doc) and k < i + 3 and doc.words[k] in w.of_month and not doc.gap[k] & (STOP | COMMA):
            k += 1
    if k >= len(doc) or (k > i and doc.gap[k] & (STOP | COMMA)):
        return None
    part = None
    if day is None and word in w.parts_of_month:
        part, k = w.parts_of_month[word], i + 1
        while k < len(doc) and doc.words[k] in w.month_words:
            k += 1
    elif day is None and word in w.month_words:
        k = i + 1
    if k >= len(doc):
        return None
    month = w.month_at(doc, k)
    if month is not None:
        return _gregorian(doc, i, k, day, part, month, base, w)
    hijri = w.hijri_at(doc, k)
    if hijri is not None:
        return _hijri(doc, day, hijri)
    return _year(doc, i, w) if day is None else None


def _gregorian(
    doc: Doc, i: int, k: int, day: int | None, part: str | None, month: tuple[int, int, bool], base: date | None,
    w: DateWords,
) -> Found | None:  # fmt: skip
    number, b, shy = month
    year, b2 = _year_after(doc, b, w)
    if shy and day is None and year is None and part is None and k == i:
        return None
    relative = year is None
    if year is None and b < len(doc) and not doc.gap[b] & (STOP | COMMA):
        if doc.words[b] in w.last or doc.words[b] in w.current:
            b2 = b + 1
    b = b2
    if year is None:
        if base is None:
            return b, None, None, "day" if day else "month", True
        year = base.year
        if date(year, number, min(day or 1, 28)) > base:
            year -= 1
    try:
        if day is not None:
            d = date(year, number, day)
            if relative and base is not None and d > base:
                d = date(year - 1, number, day)
            return b, d, d, "day", relative
        first, last = month_span(year, number)
    except ValueError:
        return None
    if part == "early":
        last = first + timedelta(9)
    elif part == "middle":
        first, last = first + timedelta(10), first + timedelta(19)
    elif part == "late":
        first = first + timedelta(20)
    return b, first, last, "month", relative


def _year_after(doc: Doc, b: int, w: DateWords) -> tuple[int | None, int]:
    """The year said after a month, with "من عام" and the like looked through."""
    k = b
    while k < len(doc) and k < b + 3 and doc.words[k] in w.of_year:
        k += 1
    if k < len(doc) and not doc.gap[k] & STOP:
        word = doc.words[k]
        if word.isdigit() and len(word) == 4 and 1900 <= int(word) <= 2100:
            return int(word), k + 1
    return None, b


def _hijri(doc: Doc, day: int | None, found: tuple[int, int]) -> Found | None:
    month, b = found
    if b >= len(doc) or not doc.words[b].isdigit() or not 1343 <= int(doc.words[b]) <= 1500:
        return None
    year = int(doc.words[b])
    try:
        first = Hijri(year, month, day or 1).to_gregorian()
        start = date(first.year, first.month, first.day)
        end = start if day else start + timedelta(Hijri(year, month, 1).month_length() - 1)
    except (ValueError, OverflowError):
        return None
    return b + 1, start, end, "day" if day else "month", False


def _year(doc: Doc, i: int, w: DateWords) -> Found | None:
    """ "عام 2012", "في 2016" (the bare number only right after في)."""
    word = doc.words[i]
    if word in w.year_words and i + 1 < len(doc):
        nxt = doc.words[i + 1]
        if nxt.isdigit() and len(nxt) == 4 and 1900 <= int(nxt) <= 2100 and not doc.gap[i + 1] & STOP:
            year = int(nxt)
            return i + 2, date(year, 1, 1), date(year, 12, 31), "year", False
    if word.isdigit() and len(word) == 4 and 1900 <= int(word) <= 2100 and i and doc.words[i - 1] in w.in_words:
        return i + 1, date(int(word), 1, 1), date(int(word), 12, 31), "year", False
    return None
