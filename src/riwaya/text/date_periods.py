"""Times counted from now, and spans of time: "قبل يومين", "منذ ثلاثة أيام", "هذا الأسبوع", "الـ24 ساعة الماضية"."""

from datetime import date, timedelta

from riwaya.text.date_calendar import back, unit_days
from riwaya.text.date_model import Days, Resolver, Time
from riwaya.text.date_words import DateWords, Start
from riwaya.text.number_words import cardinal
from riwaya.text.tokens import CLOSE_PAREN, Doc

_COUNT_LIMIT = 5000


def _plain(doc: Doc, k: int) -> str:
    return doc.words[k] if k < len(doc) and not doc.gap[k] else ""


def since_or_ago(doc: Doc, i: int, start: Start, w: DateWords) -> Time | None:
    """ "قبل يومين", "منذ ثلاثة أيام", "قبل أكثر من شهر". "قبل يومين من" counts from something else."""
    k = i + 1
    while _plain(doc, k) in w["approximate"] and k < i + 4:
        k += 1
    count: int | None = None
    if k < len(doc) and not doc.gap[k]:
        found = cardinal(doc, k)
        if found is not None:
            count, k = found.value, found.b
    few = False
    while _plain(doc, k) in w["few_words"] and k < i + 5:
        few, k = True, k + 1
    word = _plain(doc, k)
    unit = w.units.get(word)
    if unit is None or word[:2] == w.data["article"] or (count or 0) > _COUNT_LIMIT:
        return None
    b = k + 1
    if count is None and b < len(doc) and not doc.gap[b] and _named_unit(doc, b, w):
        return None  # "منذ عام 2003", "منذ يوم الأحد", "منذ شهر فبراير"
    since = start.stem != w.data["ago"]
    if _plain(doc, b) in w["few_words"]:
        few, b = True, b + 1
    if count is None and word in w["duals"]:
        count = 2
    elif count is None and word in w["plurals"]:
        few = True
    if not since and (_plain(doc, b) in w["of"] or w.stem(_plain(doc, b) or "-", w["of"])):
        return Time(i, b, precision=unit, vague=True, relative=False)  # "قبل يومين من": from some other day
    if few and count is None and unit not in ("hour", "minute"):
        return Time(i, b, precision=unit, vague=True, relative=False, open_end=since)
    t = Time(i, b, precision=unit if unit not in ("minute",) else "hour", open_end=since)
    t.how = _ago(unit, count or (0 if few else 1), since)
    return t


def _named_unit(doc: Doc, b: int, w: DateWords) -> bool:
    """Whether a year, a month or a day names the unit before it."""
    word = doc.words[b]
    return word.isdecimal() or word in w.weekdays or word in w.months or word in w.hijri or word in w.days


def _ago(unit: str, count: int, since: bool) -> Resolver:
    """A day counted back exactly; a week, month or year ago is the whole one that holds the day counted to."""

    def how(base: date) -> Days:
        day = back(base, unit, count)
        if since or unit in ("day", "hour", "minute"):
            return Days(day, day)
        days = unit_days(day, unit, 0)
        return Days(days.start, min(days.end or base, base))

    return how


def this(doc: Doc, i: int, start: Start, w: DateWords) -> Time | None:
    """ "هذا الأسبوع", "هذا العام"."""
    word = _plain(doc, i + 1)
    unit = w.units.get(word)
    if unit not in ("week", "month", "year") or word[:2] != w.data["article"] or word in w["plurals"]:
        return None
    b = i + 2
    if _plain(doc, b) in w["next"] | w["last"]:
        return None
    return Time(i, b, precision=unit, how=current(unit))


def current(unit: str) -> Resolver:
    """The week, month or year under way, up to the base date."""

    def how(base: date) -> Days:
        return Days(unit_days(base, unit, 0).start, base)

    return how


def _shifted(unit: str, shift: int) -> Resolver:
    return lambda base: unit_days(base, unit, shift)


def unit_period(doc: Doc, i: int, start: Start, w: DateWords) -> Time | None:
    """ "الأسبوع الماضي", "الشهر الجاري", "الأيام الثلاثة الماضية", "الـ24 ساعة الماضية", "السنوات الأخيرة"."""
    stem = start.stem
    unit = w.units[stem]
    n = len(doc)
    definite = stem[:2] == w.data["article"]
    a, k = i, i + 1
    count: int | None = None
    if not definite:
        a, count = _count_before(doc, i, w)
        if count is None:
            return None
    elif k < n and not doc.gap[k]:
        at = k + 1 if doc.words[k] in w["loose_article"] and k + 1 < n and not doc.gap[k + 1] else k
        found = cardinal(doc, at)
        if found is not None:
            count, k = found.value, found.b
    few = False
    while _plain(doc, k) in w["few_words"]:
        few, k = True, k + 1
    after = doc.words[k] if k < n and not doc.gap[k] & ~CLOSE_PAREN else ""
    if count is None and stem in w["duals"]:
        count = 2
    if unit == "year" and i and not doc.gap[i] and doc.words[i - 1] in w["general_before"]:
        return None  # "الأمين العام السابق"
    if after in w["last"] or (after in w["recent"] and (count is not None or stem in w["plurals"])):
        if count is not None and not few:
            if not 0 < count <= _COUNT_LIMIT:
                return None
            return Time(a, k + 1, precision="range", how=_over(unit, count))
        if few or stem in w["plurals"]:
            if unit in ("hour", "minute"):
                return Time(a, k + 1, precision="range", how=_over("day", 1))
            return Time(a, k + 1, precision="period", vague=True, relative=False)
        return Time(a, k + 1, precision=unit, how=_shifted(unit, -1)) if unit in ("week", "month", "year") else None
    if count is not None or stem in w["plurals"] or unit not in ("week", "month", "year"):
        return None
    if after in w["current"]:
        return Time(a, k + 1, precision=unit, how=current(unit))
    if after in w["next"]:
        return Time(a, k + 1, precision=unit, how=_shifted(unit, 1), future=True)
    return None


def _count_before(doc: Doc, i: int, w: DateWords) -> tuple[int, int | None]:
    """The number right before a unit, and where it begins ("الـ24 ساعة الماضية")."""
    for a in range(max(i - 3, 0), i):
        if doc.between(a, i + 1):
            continue
        found = cardinal(doc, a)
        if found is not None and found.b == i:
            if a and doc.words[a - 1] in w["loose_article"] and not doc.gap[a]:
                a -= 1
            return a, found.value
    return i, None


def _over(unit: str, count: int) -> Resolver:
    """From so many units before the base up to it."""

    def how(base: date) -> Days:
        if unit in ("hour", "minute"):
            days = max(1, -(-count // 24)) if unit == "hour" else 0
            return Days(base - timedelta(days), base)
        return Days(back(base, unit, count), base)

    return how


def vague(doc: Doc, i: int, start: Start, w: DateWords) -> Time | None:
    """ "مؤخرا", "سابقا": no date at all."""
    return Time(i, i + 1, precision="period", vague=True, relative=False)
