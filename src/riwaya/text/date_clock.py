"""Hours of the day: "الساعة الرابعة والنصف فجرا", "عند الساعة 01:26", "عند الثالثة فجرا". An hour says no day."""

from riwaya.text.date_model import Time
from riwaya.text.date_words import DateWords, Start
from riwaya.text.number_words import ITEMS
from riwaya.text.tokens import CLOSE_PAREN, COLON, COMMA, NEWLINE, OPEN_PAREN, STOP, Doc


def clock(doc: Doc, i: int, start: Start, w: DateWords) -> Time | None:
    """An hour, with its half or quarter, its minutes, its zone and its part of the day."""
    if start.stem in w["clock"]:
        k = i + 1
        named = False
        if k + 1 < len(doc) and doc.words[k] in w["loose_article"] and not doc.gap[k + 1]:
            k += 1  # "الساعة الـ10"
    else:
        before = doc.words[i - 1] if i and not doc.gap[i] else ""
        if before not in w["clock_before"]:
            return None
        k, named = i, True
    n = len(doc)
    if k >= n or (k > i and doc.gap[k] & (STOP | COMMA | NEWLINE)):
        return None
    word = doc.words[k]
    if word[0].isdecimal():
        if named or not _hour_digits(word):
            return None
        k = _after_digits(doc, k)
    elif word in w.hours or start.stem in w.hours:
        k += 1
        if k < n and not doc.gap[k] and doc.words[k] in w["teen"]:
            k += 1
    else:
        return None
    while k < n and not doc.gap[k] and (doc.words[k] in w["clock_parts"] or _minutes(doc, k, w)):
        k += 1
    k = _zone(doc, k, w)
    part = w.adverbs.get(doc.words[k]) if k < n and not doc.gap[k] else None
    if part is not None:
        k += 1
    elif (b := _after_phrase(doc, k, w)) > k:
        k = b
    elif named:
        from_part = k + 1 < n and doc.words[k] == w.data["from"] and w.stem(doc.words[k + 1], w.dayparts)
        if not from_part or doc.gap[k] or doc.gap[k + 1]:
            return None  # "عند الثالثة" may be the third of anything
    return Time(i, k, precision="hour", relative=False, vague=True, daypart=part)


def _after_phrase(doc: Doc, k: int, w: DateWords) -> int:
    """Past "بعد الظهر" and the like."""
    for phrase in w.clock_after:
        b = k + len(phrase)
        if tuple(doc.words[k:b]) == phrase and not doc.gap[k] and not doc.between(k, b):
            return b
    return k


def _hour_digits(word: str) -> bool:
    """11, 11:26, 04,00, 4.10; hours beyond 24 are no clock."""
    hour = word.replace(",", ":").replace(".", ":").split(":")
    return len(hour) <= 3 and all(p.isdecimal() and len(p) <= 2 for p in hour) and int(hour[0]) <= 59


def _after_digits(doc: Doc, k: int) -> int:
    """Past digits written apart: "22 : 48"."""
    if k + 1 < len(doc) and doc.gap[k + 1] == COLON and doc.words[k + 1].isdecimal() and len(doc.words[k + 1]) <= 2:
        return k + 2
    return k + 1


def _minutes(doc: Doc, k: int, w: DateWords) -> bool:
    """Whether a number of minutes stands at `k`: "السادسة والخمس دقائق"."""
    item = ITEMS[doc.words[k]]
    following = doc.words[k + 1] if k + 1 < len(doc) and not doc.gap[k + 1] else ""
    return item is not None and item.joined and item.value < 60 and w.units.get(following) == "minute"


def _zone(doc: Doc, k: int, w: DateWords) -> int:
    """Past an hour repeated in another zone: "(01,00 ت غ)"."""
    n = len(doc)
    if k + 1 < n and doc.gap[k] & OPEN_PAREN and _hour_digits(doc.words[k]) and doc.words[k + 1] in w["clock_zones"]:
        for j in range(k + 1, min(k + 4, n)):
            if doc.gap[j + 1] & CLOSE_PAREN:
                return j + 1
    return k
