"""Days named by a word or a weekday: "أمس الجمعة", "الثلاثاء الماضي", "ليل الثلاثاء الأربعاء"."""

from datetime import date, timedelta

from riwaya.text.date_calendar import next_day, recent_day
from riwaya.text.date_model import Days, Resolver, Time
from riwaya.text.date_words import DateWords, Start
from riwaya.text.tokens import CLOSE_PAREN, COMMA, DASH, NEWLINE, OPEN_PAREN, OTHER, STOP, Doc

_DAY = timedelta(1)
_BREAK = STOP | NEWLINE


def _offset(days: int) -> Resolver:
    def how(base: date) -> Days:
        day = base + timedelta(days)
        return Days(day, day)

    return how


def _both(days: int, weekday: int) -> Resolver:
    """A day word and a weekday: where they contradict each other the weekday is trusted."""

    def how(base: date) -> Days:
        day = base + timedelta(days)
        if day.weekday() == weekday:
            return Days(day, day)
        day = next_day(base, weekday) if days > 0 else recent_day(base, weekday)
        return Days(day, day, True)

    return how


def day_word(doc: Doc, i: int, start: Start, w: DateWords) -> Time | None:
    """ "اليوم", "أمس الأول", "غدا الأحد", "اليوم (الأحد)"."""
    found = w.phrase_at(doc, i, start.stem, w.days)
    if found is None:
        return None
    offset, b = found
    n = len(doc)
    before = doc.words[i - 1] if i and not doc.gap[i] else ""
    t = Time(i, b, how=_offset(offset), future=offset > 0)
    if b == i + 1 and start.stem == w.data["today"]:
        after = doc.words[b] if b < n and not doc.gap[b] else ""
        if before in w["not_today_before"] or after in w["not_today_after"] or (
            after in w.ordinals or (b + 1 < n and after == w.data["article"] and doc.words[b + 1][0].isdecimal())
        ):  # fmt: skip
            return None
        t.name_like = before in w["media_before"]
    elif b == i + 1 and start.stem == w.data["tomorrow_noun"]:
        t.name_like = not (start.prep or before in w["tomorrow_before"])
    weekday = w.weekday(doc.words[b], False) if b < n and not doc.gap[b] & ~(COMMA | OPEN_PAREN | DASH) else None
    if weekday is not None:
        t.b, t.how, t.name_like = b + 1, _both(offset, weekday), False
    elif b < n and doc.gap[b] == OPEN_PAREN and doc.words[b] in w.days:
        # "فجر اليوم (أمس)": the editor's gloss is right.
        gloss = w.phrase_at(doc, b, doc.words[b], w.days)
        if gloss is not None and doc.gap[gloss[1]] & CLOSE_PAREN:
            t.b, t.how = gloss[1], _offset(gloss[0])
    elif before and start.stem == w.data["today"] and w.stem(before, w["until"]):
        return Time(i, b, precision="period", vague=True)
    return t


def now_word(doc: Doc, i: int, start: Start, w: DateWords) -> Time | None:
    """ "الآن": the base day, but "حتى الآن" says no date."""
    before = doc.words[i - 1] if i and not doc.gap[i] else ""
    if before and w.stem(before, w["until"]):
        return Time(i, i + 1, precision="period", vague=True)
    named = before in w["media_before"] or before in w["names_of_now"]
    return Time(i, i + 1, how=_offset(0), name_like=named)


def weekday(doc: Doc, i: int, start: Start, w: DateWords) -> Time | None:
    """A weekday, with "الماضي" or "المقبل", or with the next one for the night between them."""
    day = w.weekdays[start.stem]
    n = len(doc)
    before = doc.words[i - 1] if i and not doc.gap[i] else ""
    b = i + 1
    t = Time(i, b, weekday=day, name_like=before in w["weekday_names"])
    t.how = _recent(day)
    night = _night_pair(doc, i, day, w) if _at_night(doc, i, w) else None
    if night is not None:
        b, other = night
        t.b, t.precision, t.weekday, t.how = b, "range", None, _ending(_recent(other), 0)
    after = doc.words[b] if b < n and not doc.gap[b] & ~CLOSE_PAREN else ""
    if after in w["last"]:
        t.b = b + 1
        t.how = _ending(_last(night[1])) if night is not None else _last(day)
    elif after == w.data["before_last"] and b + 1 < n and doc.words[b + 1] in w["last"] and night is None:
        t.b, t.how = b + 2, _last(day, 7)
    elif after in w["next"]:
        t.b, t.future, t.weekday = b + 1, True, day
        t.how = _next(day)
    return t


def pair(doc: Doc, i: int, start: Start, w: DateWords) -> Time | None:
    """ "يومي الخميس والجمعة", "ليلتي السبت والأحد الماضيين": first day to last."""
    named: list[int] = []
    k = i + 1
    while k < len(doc) and k < i + 8 and not doc.gap[k] & _BREAK:
        day = w.weekday(doc.words[k])
        if day is None or (named and doc.words[k] in w.weekdays and not doc.gap[k]):
            break
        named.append(day)
        k += 1
    if len(named) < 2:
        return None
    last = doc.words[k] if k < len(doc) and not doc.gap[k] else ""
    span = (named[-1] - named[0]) % 7
    inner = _last(named[-1]) if last in w["last"] else _next(named[-1]) if last in w["next"] else _recent(named[-1])
    future = last in w["next"]
    b = k + 1 if last in w["last"] or future else k

    def how(base: date) -> Days:
        end = inner(base).end
        return Days(end - timedelta(span) if end else None, end)

    return Time(i, b, precision="range", how=how, future=future)


def _recent(day: int) -> Resolver:
    def how(base: date) -> Days:
        found = recent_day(base, day)
        return Days(found, found)

    return how


def _last(day: int, more: int = 0) -> Resolver:
    def how(base: date) -> Days:
        found = recent_day(base - _DAY, day) - timedelta(more)
        return Days(found, found)

    return how


def _next(day: int) -> Resolver:
    def how(base: date) -> Days:
        found = next_day(base, day)
        return Days(found, found)

    return how


def _ending(recent: Resolver, shift: int = 0) -> Resolver:
    """The night that ends on the day `recent` gives: from the day before to that day."""

    def how(base: date) -> Days:
        end = recent(base).end
        return Days(end - _DAY if end else None, end)

    return how


def _at_night(doc: Doc, i: int, w: DateWords) -> bool:
    """Whether a word of night governs the weekday at `i`, perhaps past a day word."""
    for k in range(i - 1, max(i - 4, -1), -1):
        if doc.gap[k + 1] & ~OPEN_PAREN:
            return False
        if w.stem(doc.words[k], w["night"]):
            return True
        if doc.words[k] not in w.days and doc.words[k] not in w.dayparts:
            return False
    return False


def _night_pair(doc: Doc, i: int, day: int, w: DateWords) -> tuple[int, int] | None:
    """(end, weekday) where the weekday after `day` follows: "الثلاثاء الأربعاء", "الخميس - الجمعة"."""
    k = i + 1
    if k >= len(doc) or doc.gap[k] & ~(DASH | OTHER | OPEN_PAREN | CLOSE_PAREN):
        return None
    if doc.words[k] in w["until"] or doc.words[k] in w["bridges"]:
        k += 1
    if k >= len(doc):
        return None
    other = w.weekday(doc.words[k])
    if other is None or other != (day + 1) % 7:
        return None
    return k + 1, other
