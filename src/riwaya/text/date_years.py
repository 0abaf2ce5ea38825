"""Years, and parts of years and months: "عام 2012", "مطلع 2017", "النصف الأول من شباط", "صيف العام الماضي"."""

from datetime import date

from riwaya.text.date_calendar import fraction_of, hijri_days, part_of, season_days, unit_days
from riwaya.text.date_model import Days, Time, fixed
from riwaya.text.date_words import DateWords, Start
from riwaya.text.date_written import is_year, settle, until_base, year_after
from riwaya.text.tokens import Doc


def year(doc: Doc, i: int, start: Start, w: DateWords) -> Time | None:
    """ "عام 2012", "عامي 2010 و2015", "عام 1435 هـ"; the bare number only where `digits` allows it."""
    n = len(doc)
    if i + 1 >= n or doc.gap[i + 1]:
        return None
    word = doc.words[i + 1]
    if start.stem in w["year_pairs"]:
        k = i + 3 if i + 3 < n and doc.words[i + 2] == w.data["and"] else i + 2
        if k >= n or not (is_year(word) and is_year(doc.words[k])) or int(word) >= int(doc.words[k]):
            return None
        return Time(i, k + 1, date(int(word), 1, 1), date(int(doc.words[k]), 12, 31), "range", relative=False)
    if is_year(word):
        return year_time(i, i + 2, int(word))
    if word.isdecimal() and 1343 <= int(word[:6]) <= 1500 and i + 2 < n and doc.words[i + 2] in w["hijri_marks"]:
        first, last = hijri_days(int(word), 1, None), hijri_days(int(word), 12, None)
        if first is not None and last is not None:
            return Time(i, i + 3, first.start, last.end, "year", relative=False)
    return None


def year_time(a: int, b: int, number: int) -> Time:
    """The whole of a year, said at words `[a, b)`."""
    return Time(a, b, date(number, 1, 1), date(number, 12, 31), "year", relative=False)


def part(doc: Doc, i: int, start: Start, w: DateWords, inner: Time | None) -> Time | None:
    """ "مطلع يونيو 2014", "أواخر العام الماضي", "نهاية 2008": a part of the period `inner` that follows."""
    if inner is None or inner.precision not in ("month", "year", "week") or inner.vague:
        return None
    name = w.parts[start.stem]
    t = Time(
        i, inner.b, precision="period" if inner.precision == "year" else inner.precision, relative=inner.relative,
        future=inner.future, name_like=inner.name_like,
    )  # fmt: skip
    if inner.how is None:
        if inner.start is None or inner.end is None:
            return None
        days = part_of(Days(inner.start, inner.end), name)
        t.start, t.end = days.start, days.end
        return t
    whole, unit = inner.how, inner.precision

    def how(base: date) -> Days:
        days = whole(base)
        if days.start is None:  # outside the calendar's tables
            return days
        days = unit_days(days.start, unit, 0)  # a period under way was cut short at the base date
        if days.start is None or days.end is None:
            return days
        return until_base(part_of(days, name), base, 0)

    t.how = how
    return t


def fraction(doc: Doc, i: int, start: Start, w: DateWords, inner: Time | None, which: int) -> Time | None:
    """ "النصف الأول من 2017", "الربع الثالث من العام الماضي", "الأسبوع الثاني من شباط"."""
    if inner is None or inner.precision not in ("month", "year") or inner.vague:
        return None
    parts = next((k for k, forms in w.data["fractions"].items() if start.stem in forms), 0)
    whole = inner.how or fixed(inner.start, inner.end) if inner.start and inner.end else inner.how
    unit = inner.precision
    if whole is None:
        return None

    def how(base: date) -> Days:
        days = whole(base)
        if days.start is None:
            return days
        days = unit_days(days.start, unit, 0)
        if parts == 0:  # weeks of a month
            assert days.start is not None and days.end is not None
            first = 7 * (which - 1) + 1
            return Days(days.start.replace(day=first), days.start.replace(day=min(first + 6, days.end.day)))
        return fraction_of(days, parts, which) or Days(None, None)

    t = Time(i, inner.b, precision="week" if parts == 0 else "period", how=how)
    return settle(t, not inner.relative)


def season(doc: Doc, i: int, start: Start, w: DateWords) -> Time | None:
    """ "صيف 2014", "صيف عام 2014", "صيف العام الماضي", "الصيف الماضي"."""
    name, n = w.seasons[start.stem], len(doc)
    k = i + 1
    if k < n and not doc.gap[k] and start.stem in w.data["season_nouns"][name]:
        if doc.words[k] not in w["last"]:
            return None

        def last(base: date) -> Days:
            days = season_days(base.year, name)
            return days if days.end and days.end < base else season_days(base.year - 1, name)

        return Time(i, k + 1, precision="period", how=last)
    said = year_after(doc, k, w)
    if said.year is None and said.shift is None:
        return None
    if said.year is not None:
        days = season_days(said.year, name)
        return Time(i, said.b, days.start, days.end, "period", relative=False)
    shift = said.shift or 0
    return Time(i, said.b, precision="period", how=lambda base: season_days(base.year + shift, name))
