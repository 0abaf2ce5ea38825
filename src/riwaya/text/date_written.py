"""Dates that name a month: "24 تشرين الثاني/ نوفمبر 2021", "الثامن من مارس", "في فبراير 2016", "12 رمضان 1436"."""

from datetime import date
from typing import NamedTuple

from riwaya.text.date_calendar import hijri_days, month_days, recent_date, recent_hijri, recent_month
from riwaya.text.date_model import Days, Resolver, Time, fixed
from riwaya.text.date_words import DateWords, Start
from riwaya.text.number_words import written_with
from riwaya.text.tokens import CLOSE_PAREN, COMMA, NEWLINE, STOP, Doc

_BREAK = STOP | NEWLINE
_ALEF_WITH_MADDA = "\u0622"


class _Year(NamedTuple):
    """The year said after a month: a number, a shift from the base's ("العام الماضي"), or a direction."""

    b: int
    year: int | None = None
    shift: int | None = None
    direction: int = 0
    said: bool = False


class _DayNumber(NamedTuple):
    first: int
    last: int
    b: int


def word_before(doc: Doc, i: int) -> str:
    """The word before word `i` if nothing parts them, else ""."""
    return doc.words[i - 1] if i and not doc.gap[i] else ""


def is_year(word: str) -> bool:
    """Four digits from 1900 to 2100."""
    return len(word) == 4 and word.isdecimal() and 1900 <= int(word) <= 2100


def written(doc: Doc, i: int, start: Start, w: DateWords) -> Time | None:
    """A day and a month, a month alone, or a day of "this month"; with whatever says the year."""
    day = _day_number(doc, i, start, w)
    k = day.b if day is not None else i
    spoken = day is not None and not start.stem[0].isdecimal()
    linked = 0
    n = len(doc)
    while k < n and linked < 2 and (k == i or not doc.gap[k]) and doc.words[k] in w["of_month"]:
        k, linked = k + 1, linked + 1
    if day is None and k == i and start.stem in w["month_words"]:
        k, linked = i + 1, 1
    if k >= n or (k > i and doc.gap[k] & ~CLOSE_PAREN):
        return None
    if day is not None and doc.words[k] == w.data["month_unit"]:
        return _day_of_unit(doc, i, k, day, w)
    found = w.month_at(doc, k, clitics=k == i)
    if found is not None and day is None and _after_number(doc, i):
        return None  # "31 فبراير" is no day, and no whole month either
    if found is not None:
        return _gregorian(doc, i, day, found, linked > 0, w)
    hijri = w.phrase_at(doc, k, start.stem if k == i else doc.words[k], w.hijri)
    if hijri is not None and not (spoken and not linked):
        return _hijri(doc, i, day, hijri, linked > 0, w)
    return None


def _after_number(doc: Doc, i: int) -> bool:
    return i > 0 and not doc.gap[i] and doc.words[i - 1].isdecimal() and 0 < int(doc.words[i - 1][:3]) <= 31


def _day_number(doc: Doc, i: int, start: Start, w: DateWords) -> _DayNumber | None:
    """ "24", "13-14", "13 و14", "الرابع والعشرين", "التاسع والعاشر"."""
    one = _one_day(doc, i, start, w)
    if one is None:
        return None
    k, n = one.b, len(doc)
    joint = w.data["and"]
    if k < n and not doc.gap[k]:
        link = doc.words[k] == joint or (doc.words[k] in w["until"] and word_before(doc, i) == w.data["from"])
        if link and k + 1 < n and doc.words[k + 1].isdecimal() and not doc.gap[k + 1]:
            other = _one_day(doc, k + 1, w.starts[doc.words[k + 1]], w)
        elif doc.words[k][0] == joint and len(doc.words[k]) > 1:
            other = _one_day(doc, k, w.starts[doc.words[k]], w)
        else:
            other = None
        if other is not None and other.first > one.last:
            return _DayNumber(one.first, other.last, other.b)
    return one


def _one_day(doc: Doc, i: int, start: Start | None, w: DateWords) -> _DayNumber | None:
    if start is None:
        return None
    word, n = start.stem, len(doc)
    if word[0].isdecimal():
        low, _, high = word.partition("-")
        if low.isdecimal() and len(low) <= 2 and 1 <= int(low) <= 31:
            if not high:
                return _DayNumber(int(low), int(low), i + 1) if low == word else None
            if high.isdecimal() and len(high) <= 2 and int(low) < int(high) <= 31:
                return _DayNumber(int(low), int(high), i + 1)
        return None
    value = w.ordinals.get(word)
    if value is None:
        return None
    b = i + 1
    if value < 10 and b < n and not doc.gap[b]:
        if doc.words[b] in w["teen"]:
            value, b = value + 10, b + 1
        else:
            after = w.starts[doc.words[b]]
            tens = w.ordinals.get(after.stem, 0) if after is not None and after.conj else 0
            if tens >= 20 and value + tens <= 31:
                value, b = value + tens, b + 1
    return _DayNumber(value, value, b)


def _gregorian(
    doc: Doc, i: int, day: _DayNumber | None, found: tuple[int, int, bool, str], linked: bool, w: DateWords
) -> Time | None:
    month, b, twice, stem = found
    said = year_after(doc, b, w)
    if day is None and said.year is None and said.shift is None:
        # "فبراير 3, 2024"
        if b + 1 < len(doc) and not doc.gap[b] and doc.words[b].isdecimal() and is_year(doc.words[b + 1]):
            if doc.gap[b + 1] & COMMA and 1 <= int(doc.words[b]) <= 31:
                number = int(doc.words[b])
                day, said = _DayNumber(number, number, b + 1), _Year(b + 2, int(doc.words[b + 1]))
    if not twice and not _evident(doc, i, stem, day is not None, said, linked, w):
        return None
    before = word_before(doc, i)
    named = said.year is None and bool(before) and bool(w.stem(before, w["names_before"]))
    if day is not None and said.year is None and f"{month}-{day.first}" in w["attack_days"]:
        named = named or before in w["attacks_before"]
    t = Time(i, said.b, precision="day" if day is not None else "month", name_like=named)
    t.dated = day is not None
    late = said.direction or _announced(doc, i, w)
    t.future = said.year is None and late > 0
    if day is None:
        t.how = _month_how(month, said, late)
    else:
        t.how = _date_how(month, day, said, late)
        if day.last > day.first:
            t.precision = "range"
    return settle(t, said.year is not None)


def settle(t: Time, absolute: bool) -> Time | None:
    """Work out a time that needs no base at once; drop a date that does not exist ("31 يونيو 2015")."""
    assert t.how is not None
    try:
        days = t.how(date(2000, 1, 1))
    except (ValueError, OverflowError):
        return None
    if absolute:
        t.start, t.end, t.relative, t.how = days.start, days.end, False, None
    return t


def _month_how(month: int, said: _Year, direction: int) -> Resolver:
    if said.year is not None:
        days = month_days(said.year, month)
        return fixed(days.start, days.end) if days.start and days.end else lambda base: days

    def how(base: date) -> Days:
        if said.shift is not None:
            return until_base(month_days(base.year + said.shift, month), base, direction)
        return until_base(recent_month(base, month, direction), base, direction)

    return how


def until_base(days: Days, base: date, direction: int) -> Days:
    """A period under way ends with the base date: a report tells of nothing later."""
    if direction <= 0 and days.start and days.end and days.start <= base < days.end:
        return Days(days.start, base)
    return days


def _date_how(month: int, day: _DayNumber, said: _Year, direction: int) -> Resolver:
    def how(base: date) -> Days:
        if said.year is not None:
            return Days(date(said.year, month, day.first), date(said.year, month, day.last))
        if said.shift is not None:
            year = base.year + said.shift
            return Days(date(year, month, day.first), date(year, month, day.last))
        start = recent_date(base, month, day.first, direction)
        return Days(start, start.replace(day=day.last))

    return how


def _evident(doc: Doc, i: int, stem: str, day: bool, said: _Year, linked: bool, w: DateWords) -> bool:
    """Whether a month name that is also a common word is a month here."""
    if stem in w["very_shy_months"]:
        return day and said.year is not None
    if stem not in w["shy_months"]:
        return True
    before = word_before(doc, i)
    if day or linked or said.said or before in w.parts:
        return True
    if stem == w.data["with_madda"] and not written_with(doc, i, _ALEF_WITH_MADDA):
        return False
    return stem in w["shy_allowed"] and bool(before) and bool(w.stem(before, w["shy_after"]))


def _announced(doc: Doc, i: int, w: DateWords) -> int:
    """1 where a word of what is planned stands close before ("المقررة في 11 أبريل"), else 0."""
    for k in range(i - 1, max(i - 4, -1), -1):
        if doc.gap[k + 1] & (_BREAK | COMMA):
            return 0
        if doc.words[k] in w["late_marks"]:
            return 1
    return 0


def year_after(doc: Doc, b: int, w: DateWords) -> _Year:
    """What says the year after a month: "2016", "من عام 2016", "الماضي", "من العام الماضي", "العام الفائت 2020"."""
    n = len(doc)
    k = b
    while k < n and k < b + 3 and not doc.gap[k] & ~(CLOSE_PAREN | COMMA) and doc.words[k] in w["of_year"]:
        k += 1
    year_said = k > b and doc.words[k - 1] in w["year_words"]
    word = doc.words[k] if k < n and not doc.gap[k] & ~(CLOSE_PAREN | COMMA) else ""
    if is_year(word):
        return _Year(k + 1, int(word), said=True)
    if not word or doc.gap[k] & COMMA:
        return _Year(b)
    if year_said or (k == b and word in w["last"] | w["current"] | w["next"]):
        direction = -1 if word in w["last"] else 1 if word in w["next"] else 0
        if direction or word in w["current"]:
            if k + 1 < n and is_year(doc.words[k + 1]) and not doc.gap[k + 1]:
                return _Year(k + 2, int(doc.words[k + 1]), said=True)
            if year_said:
                return _Year(k + 1, shift=direction, said=True)
            return _Year(k + 1, direction=direction, said=True)
    return _Year(b)


def _day_of_unit(doc: Doc, i: int, k: int, day: _DayNumber, w: DateWords) -> Time | None:
    """ "16 من الشهر الجاري", "الرابع والعشرين من الشهر الماضي"."""
    after = doc.words[k + 1] if k + 1 < len(doc) and not doc.gap[k + 1] else ""
    if after not in w["last"] | w["current"]:
        return None
    shift = -1 if after in w["last"] else 0

    def how(base: date) -> Days:
        first = month_days(base.year, base.month + shift).start
        assert first is not None
        return Days(first.replace(day=day.first), first.replace(day=day.last))

    return Time(i, k + 2, precision="range" if day.last > day.first else "day", how=how, dated=True)


def _hijri(doc: Doc, i: int, day: _DayNumber | None, found: tuple[int, int], linked: bool, w: DateWords) -> Time | None:
    month, b = found
    n = len(doc)
    number = day.first if day is not None and day.first == day.last else None
    if (day is not None and number is None) or (number or 1) > 30:
        return None
    k = b
    while k < n and k < b + 3 and not doc.gap[k] & ~COMMA and doc.words[k] in w["of_year"]:
        k += 1
    precision = "day" if number else "month"
    if k < n and doc.words[k].isdecimal() and 1343 <= int(doc.words[k][:5]) <= 1500 and not doc.gap[k] & _BREAK:
        days = hijri_days(int(doc.words[k]), month, number)
        if days is None:
            return None
        end = k + 2 if k + 1 < n and not doc.gap[k + 1] and doc.words[k + 1] in w["hijri_marks"] else k + 1
        return Time(i, end, days.start, days.end, precision, relative=False)
    after = doc.words[b] if b < n and not doc.gap[b] else ""
    modified = after in w["last"] | w["current"]
    if not (number or linked or modified):
        return None  # رمضان and رجب are people's names, too
    direction = -1 if after in w["last"] else 0

    def how(base: date) -> Days:
        return recent_hijri(base, month, number, direction) or Days(None, None)

    return Time(i, b + 1 if modified else b, precision=precision, how=how, dated=number is not None)
