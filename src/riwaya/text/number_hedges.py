"""The words around a number that make it an interval: hedges before and after it, and ranges."""

from dataclasses import dataclass
from functools import cache

from riwaya.text.clitics import splits
from riwaya.text.number_words import ITEMS, Item, cardinal
from riwaya.text.tokens import COMMA, DASH, NEWLINE, STOP, TRANSPARENT, Doc
from riwaya.text.wordlists import phrases, wordlist

Phrases = dict[str, list[tuple[tuple[str, ...], str]]]


@dataclass(slots=True)
class Number:
    """A number at words `[a, b)`, hedges included; `[core_a, core_b)` without them; never the counted noun.

    `min`..`max` are inclusive, None where open. `kind` is exact, more_than, at_least, at_most, less_than, range,
    about or vague. `post_b` is the end of a hedge that follows, even past the counted noun ("50 شخصا على الأقل"),
    else None. `name_like`: part of a name, a clock time, a date or a year. `percent`, and `of_time` (a unit of time or
    measure, or an age), count no people and no munitions either. `definite`: "القتلى الثلاثة", already told of.
    """

    a: int
    b: int
    core_a: int
    core_b: int
    min: int | None
    max: int | None
    approximate: bool = False
    kind: str = "exact"
    percent: bool = False
    name_like: bool = False
    of_time: bool = False
    post_b: int | None = None
    definite: bool = False


@dataclass(frozen=True, slots=True)
class _Hedges:
    before: Phrases  # by last word
    after: Phrases  # by first word
    count_words: frozenset[str]
    estimates: frozenset[str]
    loose: frozenset[str]
    between: frozenset[str]
    optional: str
    start: str
    to: frozenset[str]
    either: str
    change: frozenset[str]
    conjunction: str
    carrier: str
    not_after: frozenset[str]
    leading: frozenset[str]


@cache
def _hedges() -> _Hedges:
    data = wordlist("numbers")
    before: Phrases = {}
    after: Phrases = {}
    for table, source, end in ((before, data["before"], -1), (after, data["after"], 0)):
        for kind, forms in source.items():
            for phrase in phrases(forms):
                table.setdefault(phrase[end], []).append((phrase, kind))
        for found in table.values():
            found.sort(key=lambda x: -len(x[0]))
    r = data["range"]
    return _Hedges(
        before, after, frozenset(data["count_words"]), frozenset(data["estimates"]),
        frozenset(data["loose_proclitics"]), frozenset(r["between"]), r["optional"], r["from"], frozenset(r["to"]),
        r["or"], frozenset(data["change"]), data["conjunction"], data["with"],
        frozenset(data["not_after_hedge"]), frozenset(data["leading_hedges"]),
    )  # fmt: skip


def loose_before(doc: Doc, i: int) -> bool:
    """Whether the word before digits `i` is a preposition or article written on to them ("الـ24", "بـ4")."""
    return i > 0 and doc.words[i - 1] in _hedges().loose and doc.words[i][0].isdecimal() and not doc.gap[i]


def head(doc: Doc, i: int) -> int:
    """Where the number at word `i` begins with what is written on to its digits."""
    return i - 1 if loose_before(doc, i) and doc.words[i - 1] != _hedges().conjunction else i


def find_range(doc: Doc, x: Number) -> None:
    """ "بين 20 و30", "من 20 إلى 30", "20 إلى 30", "20-30", "ثلاثة أو أربعة"."""
    h = _hedges()
    k, n = x.core_b, len(doc)
    if k >= n or x.min is None:
        return
    i = head(doc, x.core_a)
    before = doc.words[i - 1] if i and not doc.gap[i] else ""
    gap, word = doc.gap[k], doc.words[k]
    if before in h.between or _led_by(before, h.between):
        start = k + 1 if word == h.conjunction or word in h.to else k
        if gap or start >= n or doc.gap[start] or not (start > k or _joined(word)):
            return
        a = i - 2 if i > 1 and doc.words[i - 2] == h.optional and not doc.gap[i - 1] else i - 1
        _close_range(doc, x, start, a)
    elif not gap and word in h.to:
        if before == h.start and _tells_change(doc, i - 1):
            return
        _close_range(doc, x, k + 1, i - 1 if before == h.start else x.a)
    elif not gap and word == h.either:
        _close_range(doc, x, k + 1, x.a)
    elif gap == DASH and word[0].isdecimal() and doc.words[k - 1][0].isdecimal():
        _close_range(doc, x, k, x.a, within=10)


def _close_range(doc: Doc, x: Number, k: int, a: int, within: int = 0) -> None:
    """Read the upper end at word `k`; a scale said once holds for both ends ("بين 20 و30 ألفا")."""
    k = k + 1 if k + 1 < len(doc) and loose_before(doc, k + 1) else k
    if k >= len(doc) or x.min is None or doc.gap[k] & ~DASH:
        return
    end = cardinal(doc, k)
    if end is None:
        return
    low, high = x.min, end.value
    if end.scale > 1 and low < end.scale and x.core_b == x.core_a + 1 and low * end.scale < high:
        low *= end.scale
    if high <= low or (within and high > low * within):
        return
    x.min, x.max, x.kind = low, high, "range"
    x.a, x.b, x.core_b = min(a, x.a), end.b, end.b


def _joined(word: str) -> bool:
    item = ITEMS[word]
    return item is not None and item.joined


def _led_by(word: str, wanted: frozenset[str]) -> bool:
    return bool(word) and any(s.stem in wanted and not s.pronoun and not s.article for s in splits(word)[1:])


def _tells_change(doc: Doc, i: int) -> bool:
    """Whether a word of rise or fall governs "من" at word `i` ("ارتفع العدد من 20 إلى 30")."""
    h = _hedges()
    for k in range(i - 1, max(i - 7, -1), -1):
        if doc.gap[k + 1] & STOP:
            return False
        if doc.words[k] in h.change or _led_by(doc.words[k], h.change):
            return True
    return False


def hedge_before(doc: Doc, x: Number, item: Item, floor: int) -> None:
    """Take in a hedge that leads the number, if any: "ما يزيد عددهم عن 50"."""
    h = _hedges()
    i = head(doc, x.a)
    if i <= floor or doc.gap[i] & ~TRANSPARENT or x.min is None:
        return
    carried = item.prep == h.carrier or (i < x.a and doc.words[i] == h.carrier)
    back: list[int] = []
    k = i - 1
    while k >= floor and len(back) < 5:
        if doc.words[k] not in h.count_words:
            back.append(k)
        if doc.gap[k] & ~TRANSPARENT:
            break
        k -= 1
    if not back:
        return
    last = doc.words[back[0]]
    if carried and (last in h.estimates or _led_by(last, h.estimates)):
        x.a, x.approximate, x.kind = back[0], True, "about" if x.kind == "exact" else x.kind
        return
    stem = last if last in h.before else _stem(last, h.before)
    for phrase, kind in h.before.get(stem, ()):
        if len(phrase) <= len(back) and _stands(doc, back, phrase):
            _apply(x, kind, back[len(phrase) - 1])
            return


def _stem(word: str, table: Phrases) -> str:
    if word[0] not in "وفبل":
        return ""
    return next((s.stem for s in splits(word) if s.stem in table and not s.article and not s.pronoun), "")


def _stands(doc: Doc, back: list[int], phrase: tuple[str, ...]) -> bool:
    """Whether the words before a number end in `phrase`, proclitics free on its first word."""
    for offset in range(len(phrase) - 1):
        if doc.words[back[offset]] != phrase[-1 - offset]:
            return False
    first = doc.words[back[len(phrase) - 1]]
    if first == phrase[0]:
        return True
    return any(s.stem == phrase[0] and not s.article and not s.pronoun for s in splits(first))


def _apply(x: Number, kind: str, a: int) -> None:
    x.a = a
    if kind == "about":
        x.approximate = True
        x.kind = kind if x.kind == "exact" else x.kind
        return
    low, high = x.min, x.max
    if kind == "more_than":
        x.min, x.max = (low + 1 if low is not None and x.kind == "exact" else low), None
    elif kind == "at_least":
        x.max = None
    elif kind == "at_most":
        x.min = None
    else:
        x.min, x.max = None, (high - 1 if high is not None and x.kind == "exact" else high)
    x.kind = kind


def hedge_after(doc: Doc, x: Number) -> None:
    """Take in a hedge after the number or the noun it counts, up to three words on: "12 متظاهرا على الأقل"."""
    after = _hedges().after
    n = len(doc)
    for k in range(x.b, min(x.b + 4, n)):
        if doc.gap[k] & (STOP | NEWLINE):
            return
        word = doc.words[k]
        for phrase, kind in after.get(word, ()):
            if tuple(doc.words[k : k + len(phrase)]) == phrase and not doc.between(k, k + len(phrase)):
                b = k + len(phrase)
                if b < n and doc.words[b] in _hedges().not_after and phrase[-1] in _hedges().leading:
                    continue
                if kind == "about":
                    x.approximate = True
                    x.kind = kind if x.kind == "exact" else x.kind
                elif x.kind in ("exact", "about") or (kind == "at_least" and x.kind == "vague"):
                    _apply(x, kind, x.a)
                x.post_b = b
                if k == x.b:
                    x.b = b
                return
        if doc.gap[k] & COMMA or ITEMS[word] is not None:
            return
