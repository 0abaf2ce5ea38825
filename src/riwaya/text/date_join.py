"""Joining the parts of one time: parts of the day, "منذ", a day said in two ways, ranges."""

from dataclasses import replace
from datetime import date

from riwaya.text.date_calendar import recent_day
from riwaya.text.date_model import Days, Resolver, Time, fixed
from riwaya.text.date_words import DateWords
from riwaya.text.tokens import COMMA, DASH, NEWLINE, OPEN_PAREN, STOP, Doc

_BREAK = STOP | NEWLINE


def grow_right(doc: Doc, t: Time, w: DateWords) -> None:
    """Take in an adverb of the part of the day: "الجمعة صباحا"."""
    b = t.b
    if b < len(doc) and not doc.gap[b] and t.precision in ("day", "hour") and t.daypart is None:
        part = w.adverbs.get(doc.words[b])
        if part is not None and not (b + 1 < len(doc) and not doc.gap[b + 1] and _day_at(doc, b + 1, w)):
            t.b, t.daypart = b + 1, part


def _day_at(doc: Doc, k: int, w: DateWords) -> bool:
    start = w.starts[doc.words[k]]
    return start is not None and ("weekday" in start.roles or "day" in start.roles)


def grow_left(doc: Doc, t: Time, w: DateWords, floor: int) -> None:
    """Take in the part of the day before a day, what leads it ("في ساعة متأخرة من"), and "منذ"."""
    if t.precision in ("day", "range", "hour"):
        a = _lead(doc, t, w, _part_of_day(doc, t, w, floor), floor)
        t.name_like = t.name_like and a == t.a
        t.a = a
    if t.open_end or t.vague or t.a <= floor or doc.gap[t.a]:
        return
    k = t.a - 1
    since = bool(w.stem(doc.words[k], w["since"]))
    if not since and k > floor and not doc.gap[k]:
        phrase = (w.stem(doc.words[k - 1], w["since_firsts"]), doc.words[k])
        since = bool(phrase[0]) and phrase[1] == w.data["from"]
        k -= since
    if since:
        t.a, t.open_end, t.end = k, True, None


def _part_of_day(doc: Doc, t: Time, w: DateWords, floor: int) -> int:
    a = t.a
    while a > floor and not doc.gap[a] & ~OPEN_PAREN:
        word = doc.words[a - 1]
        stem = w.stem(word, w.dayparts)
        if not stem:
            break
        a -= 1
        if t.daypart is None or t.daypart == "day":
            t.daypart = w.dayparts[stem]
        if stem in w["after_parts"] and a > floor and not doc.gap[a]:
            after = w.stem(doc.words[a - 1], frozenset((w.data["after_word"],)))
            if after and stem != w.data["after_parts"][1]:
                a -= 1
        if word != stem and word[0] == w.data["and"]:
            break
    if t.daypart == "day":
        t.daypart = None
    return a


def _lead(doc: Doc, t: Time, w: DateWords, a: int, floor: int) -> int:
    """ "وقت متأخر من مساء السبت", "الساعات الأولى لصباح اليوم", "ساعات الفجر الأولى من الأحد"."""
    k = a - 1
    if k <= floor or doc.gap[a]:
        return a
    if doc.words[k] == w.data["from"] and not doc.gap[k]:
        k -= 1
    if k <= floor or doc.words[k] not in w["lead_tails"] or doc.gap[k]:
        return a
    k -= 1
    if doc.words[k] in w["lead_middle"] and k > floor and not doc.gap[k]:
        k -= 1
    return k if w.stem(doc.words[k], w["lead_heads"]) else a


def join(doc: Doc, found: list[Time], w: DateWords, base: date | None) -> list[Time]:
    """Put together neighbours that say one time; then ranges from one time to the next."""
    out: list[Time] = []
    for t in found:
        prev = out[-1] if out else None
        if prev is not None:
            whole = _same(doc, prev, t, w) or _range(doc, prev, t, w, base)
            if whole is not None:
                out[-1] = whole
                continue
        out.append(t)
    return out


def _same(doc: Doc, x: Time, y: Time, w: DateWords) -> Time | None:
    """One time said in two ways ("السبت 7 نيسان", "الساعة العاشرة من صباح اليوم"), or None."""
    between = range(x.b, y.a)
    if len(between) > 2 or any(doc.gap[k] & _BREAK for k in range(x.b, y.a + 1)):
        return None
    links = [doc.words[k] for k in between]
    if not all(word in w["joining"] for word in links) or x.future != y.future:
        return None
    if _conjoined(doc, y, w) or x.name_like or y.name_like:
        return None
    corresponding = any(word in w["corresponding"] for word in links)
    if x.precision == "hour" and x.vague:
        if y.vague or y.precision not in ("day", "range") or (x.daypart and y.daypart and x.daypart != y.daypart):
            return None
        return replace(y, a=x.a, precision="hour" if y.precision == "day" else y.precision,
                       daypart=y.daypart or x.daypart)  # fmt: skip
    if y.precision == "hour" and y.vague:
        if x.vague or x.precision != "day" or x.open_end:
            return None
        return replace(x, b=y.b, precision="hour", daypart=x.daypart or y.daypart)
    if not _one_day(x) or not _one_day(y):
        return None
    if links and not corresponding and not all(word in w["same_day"] for word in links):
        return None
    if corresponding:
        keep = y if y.relative is False or x.relative else x
    elif _dated(x) == _dated(y):
        return None  # two weekdays, or two dates: two times
    else:
        keep = y if _dated(y) else x
    other = x if keep is y else y
    if doc.gap[y.a] & COMMA and other.weekday is None and _differ(x, y):
        return None
    mismatch = keep.mismatch or _contradict(keep, other)
    hour = "hour" in (x.precision, y.precision)
    open_end = x.open_end or y.open_end
    return replace(
        keep, a=x.a, b=y.b, precision="hour" if hour else "day", daypart=x.daypart or y.daypart, open_end=open_end,
        end=None if open_end else keep.end, weekday=None, mismatch=mismatch,
    )  # fmt: skip


def _one_day(t: Time) -> bool:
    return t.precision in ("day", "hour") and not t.vague and (t.precision == "day" or t.weekday is not None)


def _dated(t: Time) -> bool:
    """Whether the time names a day of the calendar rather than a weekday or "today"."""
    return t.dated or not t.relative


def _contradict(dated: Time, other: Time) -> bool:
    """Whether a date and the weekday or day word beside it cannot both be right."""
    if other.weekday is not None:
        return dated.start is not None and dated.start.weekday() != other.weekday
    return _differ(dated, other)


def _differ(x: Time, y: Time) -> bool:
    return x.start is not None and y.start is not None and x.start != y.start


def _conjoined(doc: Doc, t: Time, w: DateWords) -> bool:
    """Whether "و" leads the time: a second one, not the same."""
    start = w.starts[doc.words[t.a]]
    word = doc.words[t.a]
    if start is not None:
        return bool(start.conj)
    return word[0] == w.data["and"] and bool(w.stem(word, w.dayparts))


def _range(doc: Doc, x: Time, y: Time, w: DateWords, base: date | None) -> Time | None:
    """ "من السبت حتى الاثنين", "منذ فجر 16 أيلول وحتى أمس", "بين السبت والاثنين", "الخميس - الجمعة"."""
    if x.vague or y.vague or x.name_like or y.name_like or x.future != y.future or y.open_end:
        return None
    if any(doc.gap[k] & (_BREAK | COMMA) for k in range(x.b + 1, y.a + 1)) or doc.gap[x.b] & _BREAK:
        return None
    links = [doc.words[k] for k in range(x.b, y.a)]
    before = doc.words[x.a - 1] if x.a and not doc.gap[x.a] else ""
    a = x.a
    if links and w.stem(links[-1], w["until"]) and len(links) <= 2:
        if len(links) == 2 and not w.stem(links[0], w["lasting"]):
            return None
        if doc.gap[x.b] & COMMA and not (x.open_end or len(links) == 2 or links[-1][0] == w.data["and"]):
            return None
        if before == w.data["from"]:
            a -= 1
    elif not links and before and w.stem(before, w["between"]):
        if not _conjoined(doc, y, w):
            return None
        a -= 1
    elif not links and doc.gap[y.a] == DASH and x.precision == y.precision == "day":
        pass
    else:
        return None
    if x.start is not None and y.end is not None and x.start > y.end and x.weekday is None:
        return None
    whole = _spanning(x, y, a)
    return whole.resolve(base) if whole is not None and base is not None else whole


def _spanning(x: Time, y: Time, a: int) -> Time | None:
    first, last = _resolver(x), _resolver(y)
    if first is None or last is None:
        return None
    named = x.weekday is not None

    def how(base: date) -> Days:
        start, end = first(base).start, last(base).end
        if start is not None and end is not None and start > end:
            if not named:
                raise ValueError("a range that ends before it begins")
            start = recent_day(end, start.weekday())
        return Days(start, end)

    return Time(
        a, y.b, x.start, y.end, "range", relative=x.relative or y.relative, unresolved=x.unresolved or y.unresolved,
        how=how,
    )  # fmt: skip


def _resolver(t: Time) -> Resolver | None:
    if t.how is not None:
        return t.how
    return fixed(t.start, t.end or t.start) if t.start is not None else None
