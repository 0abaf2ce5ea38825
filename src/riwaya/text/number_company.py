"""The company a number keeps: whether it is a count, or belongs to a name, a date, a clock, a measure."""

from dataclasses import dataclass
from functools import cache

from riwaya.text.date_words import date_words
from riwaya.text.number_hedges import Number, head, hedge_before, loose_before
from riwaya.text.number_words import ITEMS, Item
from riwaya.text.tokens import COMMA, NEWLINE, STOP, TRANSPARENT, Doc
from riwaya.text.wordlists import phrases, wordlist

_PERCENT = ("%", "٪")

Vague = dict[str, tuple[int | None, int | None]]


@dataclass(frozen=True, slots=True)
class Company:
    """Words around a number that say what it is, or that it is no count."""

    vague: Vague
    vague_unit: dict[str, int]
    few: frozenset[str]
    vague_of: Vague
    vague_of_article: frozenset[str]
    of: str
    adjectives: frozenset[str]
    both: frozenset[str]
    both_alone: frozenset[str]
    dual_ending: str
    article: str
    negators: frozenset[str]
    anyone: frozenset[str]
    names: frozenset[str]
    adverbs_after: frozenset[str]
    name_pairs: dict[str, list[int]]
    name_after: frozenset[str]
    idiom: str
    idioms: frozenset[str]
    percent: tuple[tuple[str, ...], ...]
    percent_before: frozenset[str]
    units: frozenset[str]
    unit_phrases: tuple[tuple[str, ...], ...]
    carrier: str
    age: frozenset[str]
    age_before: frozenset[str]
    years: frozenset[str]
    tanwin: str
    definite: frozenset[str]
    months: frozenset[str]
    month_words: frozenset[str]
    ordinals: frozenset[str]


@cache
def company() -> Company:
    """The words, loaded once."""
    d = wordlist("numbers")
    w = date_words()
    return Company(
        {k: (v[0], v[1]) for k, v in d["vague"].items()}, d["vague_unit"], frozenset(d["few"]),
        {k: (v[0], v[1]) for k, v in d["vague_of"].items()}, frozenset(d["vague_of_article"]), d["of"],
        frozenset(d["number_adjectives"]), frozenset(d["both"]), frozenset(d["both_alone"]), d["dual_ending"],
        d["article"], frozenset(d["negators"]), frozenset(d["anyone"]), frozenset(d["name_before"]),
        frozenset(d["adverbs_after"]), d["name_pairs"], frozenset(d["name_after"]), d["idiom"],
        frozenset(d["idiom_before"]),
        tuple(phrases(d["percent"])),
        frozenset(d["percent_before"]), frozenset(d["time_units"] + d["measure_units"]),
        tuple(phrases(d["measure_phrases"])), d["with"], frozenset(d["age_words"]),
        frozenset(d["age_before"]), frozenset(d["year_before"]), d["tanwin"], frozenset(d["definite_proclitics"]),
        w.month_starts, w.month_words, frozenset(w.ordinals),
    )  # fmt: skip


def no_number(doc: Doc, x: Number, item: Item) -> bool:
    """Words that look like numbers here and are none: ordinals, "anyone", fractions of a percentage."""
    c = company()
    i, b = x.core_a, x.core_b
    before = doc.words[i - 1] if i and not doc.gap[i] else ""
    after = doc.words[b] if b < len(doc) and not doc.gap[b] else ""
    if before in c.ordinals and (item.value == 10 or item.joined):
        return True  # "الحادي عشر", "الرابع والعشرين"
    if item.article and item.cls == "tens" and after == c.of:
        return True  # "العشرين من شباط", "في الثلاثين من عمره"
    if any(tuple(doc.words[j : j + len(p)]) == p for p in c.percent for j in (i, i - 1) if j >= 0):
        return True
    return x.min == 1 and b == i + 1 and item.cls == "ones" and _is_anyone(doc, i)


def _is_anyone(doc: Doc, i: int) -> bool:
    """ "لم يصب أحد بأذى": after a negation, or with nothing after it, "anyone"; "أحد الجنود" is one of several."""
    c = company()
    if doc.words[i] not in c.anyone:
        return False
    if i + 1 >= len(doc) or doc.gap[i + 1] & (STOP | COMMA | NEWLINE):
        return True
    if doc.words[i + 1][:2] == c.article or doc.words[i + 1] == c.of:
        return False
    for k in range(i - 1, max(i - 5, -1), -1):
        if doc.gap[k + 1] & (STOP | COMMA | NEWLINE):
            return False
        if doc.words[k] in c.negators:
            return True
    return False


def _counts(x: Number, after: str) -> bool:
    """Whether the noun after a number stands as counted nouns do after 11 to 99: in the accusative, with its alef."""
    c = company()
    accusative = len(after) > 3 and after[-1] == c.tanwin and after not in c.adverbs_after
    return accusative and x.min is not None and 11 <= x.min <= 99


def mark_name(doc: Doc, x: Number) -> None:
    """Numbers that belong to a name, a date or a clock."""
    c = company()
    i, b = x.core_a, x.core_b
    word = doc.words[i]
    at = head(doc, i)
    k = at - 1
    before = doc.words[k] if k >= 0 and not doc.gap[at] & ~TRANSPARENT else ""
    after = doc.words[b] if b < len(doc) and not doc.gap[b] else ""
    if word[0].isdecimal():
        named = before in c.names or x.min in c.name_pairs.get(before, ()) or (word[0] == "0" and len(word) > 1)
        if named and before.startswith(c.article) and _counts(x, after):
            named = False  # "مستشفيات القطاع 54 شهيدا"
        x.name_like = named or _glued(doc, x) or _is_year(doc, x, before, after)
    else:
        named = x.definite and (before in c.names or after in c.name_after)
        x.name_like = named or (word == c.idiom and before in c.idioms and after != c.of)
    if after in c.months or (after == c.of and b + 1 < len(doc) and doc.words[b + 1] in c.months | c.month_words):
        x.name_like = x.name_like or (x.max or 0) <= 31


def _glued(doc: Doc, x: Number) -> bool:
    """Digits written on to a name, a code or a clock time: "T72", "سو - 35", "#12", "00 : 35"."""
    text = doc.norm.text
    start, end = doc.starts[x.core_a], doc.ends[x.core_b - 1]
    left = text[start - 1] if start else " "
    if left == "/" and text[end : end + 1] == "/" and text[start - 2 : start - 1].isspace():
        return False  # "/3/ جنود"
    if left in "#@_+./\\-" or (left.isalpha() and not loose_before(doc, x.core_a)):
        return True
    right = text[end : end + 1]
    if right and (right in "_@+\\/" or ("a" <= right <= "z")):
        return True
    i = x.core_a
    if i and left == " ":
        between = text[doc.ends[i - 1] : start].strip()
        before = doc.words[i - 1]
        if between in ("-", "–") and (before in company().names or (before.isascii() and len(before) <= 3)):
            return True
        if not between and before.isascii() and before.isalpha() and len(before) <= 2:
            return True
        if between in (":", "/", "-", ".") and before.isdecimal() and between != "-":
            return between != "." and len(before) <= 4
    if x.core_b < len(doc) and doc.words[x.core_b][0].isdecimal():
        return text[end : doc.starts[x.core_b]].strip() in (":", "/")
    return False


def _is_year(doc: Doc, x: Number, before: str, after: str) -> bool:
    """Four digits from 1900 to 2100 are a year, unless hedged or a noun they count shows (tanwin)."""
    c = company()
    word = doc.words[x.core_a]
    if x.kind == "range" and x.max is not None and x.min is not None:
        return 1900 <= x.min <= 2100 and 1900 <= x.max <= 2100
    if not (word.isdecimal() and len(word) == 4 and x.core_b == x.core_a + 1 and 1900 <= (x.min or 0) <= 2100):
        return False
    if before in c.years or before in c.months:
        return True
    probe = Number(x.a, x.b, x.core_a, x.core_b, x.min, x.max)
    item = ITEMS[word]
    assert item is not None
    hedge_before(doc, probe, item, 0)
    if probe.kind != "exact" or probe.approximate:
        return False
    counted = len(after) > 4 and after.endswith(c.tanwin) and not after.startswith(c.article)
    return not (counted or (x.min == 2000 and after and before not in c.months))


def mark_unit(doc: Doc, x: Number) -> None:
    """Percentages, and numbers of units of time or measure."""
    c = company()
    b = x.core_b
    text, start, end = doc.norm.text, doc.starts[x.core_a], doc.ends[b - 1]
    before = doc.words[x.core_a - 1] if x.core_a else ""
    signed = text[end : end + 2].lstrip()[:1] in _PERCENT or text[max(start - 2, 0) : start].rstrip()[-1:] in _PERCENT
    spelled = any(tuple(doc.words[b : b + len(p)]) == p for p in c.percent)
    x.percent = signed or spelled or before in c.percent_before
    after = doc.words[b] if b < len(doc) and not doc.gap[b] & (STOP | COMMA | NEWLINE) else ""
    bare = after[2:] if after[:2] == c.article else after
    unit = after in c.units or bare in c.units or any(tuple(doc.words[b : b + len(p)]) == p for p in c.unit_phrases)
    aged = after == c.of and b + 1 < len(doc) and doc.words[b + 1] in c.age
    x.of_time = unit or aged or before in c.age_before
