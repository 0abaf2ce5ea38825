"""Arithmetic on calendar days: weekdays, weeks, months, years, Hijri months and dates in digits."""

import calendar
from datetime import date, timedelta
from functools import lru_cache

from hijridate import Gregorian, Hijri

from riwaya.text.date_model import Days

LATENESS = timedelta(1)
"""A report may be dated a day before the newest day it tells of (time zones, crawling)."""


def recent_day(base: date, weekday: int) -> date:
    """The nearest such weekday on or before `base`."""
    return base - timedelta((base.weekday() - weekday) % 7)


def next_day(base: date, weekday: int) -> date:
    """The nearest such weekday after `base`."""
    return base + timedelta((weekday - base.weekday() - 1) % 7 + 1)


def month_days(year: int, month: int) -> Days:
    """First and last day of a month; months beyond 1..12 run on into other years."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return Days(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def unit_days(base: date, unit: str, shift: int) -> Days:
    """The week (Sunday to Saturday), month or year of `base`, or one some units before or after it."""
    if unit == "week":
        sunday = base - timedelta((base.weekday() + 1) % 7) + timedelta(7 * shift)
        return Days(sunday, sunday + timedelta(6))
    if unit == "month":
        return month_days(base.year, base.month + shift)
    return Days(date(base.year + shift, 1, 1), date(base.year + shift, 12, 31))


def back(base: date, unit: str, count: int) -> date:
    """The day `count` units before `base` (the last day of a shorter month)."""
    if unit in ("day", "week"):
        return base - timedelta(count * (7 if unit == "week" else 1))
    if unit in ("hour", "minute"):
        return base - timedelta(hours=count) if unit == "hour" else base
    first, last, _ = month_days(base.year, base.month - (count if unit == "month" else 12 * count))
    assert first is not None and last is not None
    return first.replace(day=min(base.day, last.day))


def part_of(days: Days, part: str) -> Days:
    """The first, middle or last third of a month or year."""
    start, end = days.start, days.end
    assert start is not None and end is not None
    if (end - start).days > 300:
        months = {"early": (1, 4), "middle": (5, 8), "late": (9, 12)}[part]
        return Days(date(start.year, months[0], 1), month_days(start.year, months[1]).end)
    if (end - start).days > 20:
        first, last = {"early": (1, 10), "middle": (11, 20), "late": (21, end.day)}[part]
        return Days(start.replace(day=first), start.replace(day=last))
    return days


def fraction_of(days: Days, parts: int, which: int) -> Days | None:
    """The `which`-th of `parts` equal parts of a year (whole months) or the halves of a month."""
    start, end = days.start, days.end
    if start is None or end is None or not 1 <= which <= parts:
        return None
    if (end - start).days > 300 and 12 % parts == 0:
        step = 12 // parts
        return Days(date(start.year, step * (which - 1) + 1, 1), month_days(start.year, step * which).end)
    if parts == 2 and 20 < (end - start).days < 40:
        return Days(start, start.replace(day=15)) if which == 1 else Days(start.replace(day=16), end)
    return None


def season_days(year: int, season: str) -> Days:
    """The months of a season; a winter named by its year may be either end of it, so it is the whole year."""
    if season == "winter":
        return Days(date(year, 1, 1), date(year, 12, 31))
    first = {"spring": 3, "summer": 6, "autumn": 9}[season]
    return Days(date(year, first, 1), month_days(year, first + 2).end)


def recent_date(base: date, month: int, day: int, direction: int = 0) -> date:
    """The most recent such date on or before `base` (a day late allowed); before it with -1, after it with 1."""
    for year in range(base.year + 1, base.year - 9, -1) if direction <= 0 else range(base.year, base.year + 9):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if direction > 0 and found > base:
            return found
        if direction == 0 and found <= base + LATENESS:
            return found
        if direction < 0 and found < base:
            return found
    raise ValueError("no such day")


def recent_month(base: date, month: int, direction: int = 0) -> Days:
    """The most recent such month begun on or before `base`; before its own month with -1, after it with 1."""
    year = base.year
    if direction > 0:
        year += month <= base.month
    elif month > base.month or (direction < 0 and month == base.month):
        year -= 1
    return month_days(year, month)


def numeric_date(parts: list[str]) -> date | None:
    """A date in digits: 2015-02-05, 5/2/2015, 05.02.2015 (day first unless the year is); two-digit years are not."""
    if len(parts) != 3 or not all(p.isdecimal() and len(p) <= 4 for p in parts):
        return None
    a, b, c = (int(p) for p in parts)
    try:
        if len(parts[0]) == 4 and 1900 <= a <= 2100:
            return date(a, b, c)
        if len(parts[2]) == 4 and 1900 <= c <= 2100:
            return date(c, b, a) if b <= 12 else date(c, a, b)
    except ValueError:
        return None
    return None


@lru_cache(maxsize=1024)
def hijri_days(year: int, month: int, day: int | None) -> Days | None:
    """The days of a Hijri date or month (Umm al-Qura calendar); None outside its tables."""
    try:
        first = Hijri(year, month, day or 1)
        length = 1 if day else first.month_length()
        g = first.to_gregorian()
    except (ValueError, OverflowError):
        return None
    start = date(g.year, g.month, g.day)
    return Days(start, start + timedelta(length - 1))


def recent_hijri(base: date, month: int, day: int | None, direction: int = 0) -> Days | None:
    """The most recent such Hijri date or month begun on or before `base`."""
    try:
        year = Gregorian(base.year, base.month, base.day).to_hijri().year
    except (ValueError, OverflowError):
        return None
    for candidate in (year + 1, year, year - 1, year - 2):
        found = hijri_days(candidate, month, day)
        if found is None or found.start is None or found.end is None:
            continue
        if found.start <= base and (direction >= 0 or found.end < base):
            return found
    return None
