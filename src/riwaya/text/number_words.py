"""The words of counting, and the grammar that makes one value of several ("مئة وخمسة وعشرين ألفا").

Arabic says hundreds before ones before tens, joins them with "و", and multiplies by a scale (ألف، مليون) that
follows. Anything that does not fit this order is two numbers ("ستة وسبعة"), never a sum.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from riwaya.text.clitics import splits
from riwaya.text.tokens import Doc
from riwaya.text.wordlists import wordlist

_MAX = 10**12
_CACHE_SIZE = 20_000
_HAMZA_ON_YEH = "\u0626"


class Item(NamedTuple):
    """One word of a number. `joined`: led by "و"; `free`: may stand without it (both for واحد, "one / and one").

    `cls` is digits, decimal, span ("20-30"), ones, tens, hundreds, scales, scale_duals, parts (نصف) or vague.
    `value` is the number written (in thousandths for decimal), `high` the upper end of a span.
    """

    cls: str
    value: int
    joined: bool = False
    free: bool = True
    prep: str = ""
    article: bool = False
    high: int = 0


class Cardinal(NamedTuple):
    """A value read off words up to `b`; `scale` is its last multiplier (1 where there is none)."""

    value: int
    b: int
    scale: int


@dataclass(frozen=True, slots=True)
class _Table:
    values: dict[str, tuple[str, int]]
    parts: dict[str, int]
    vague: frozenset[str]
    needs_hamza: frozenset[str]
    only_after: frozenset[str]
    conjunction: str
    refused: frozenset[str]


@cache
def _table() -> _Table:
    data = wordlist("numbers")
    values: dict[str, tuple[str, int]] = {}
    for cls in ("scale_duals", "ones", "tens", "hundreds", "scales"):
        for number, forms in data[cls].items():
            for form in forms:
                values.setdefault(form, (cls, number))
    return _Table(
        values, {form: k for k, forms in data["parts"].items() for form in forms},
        frozenset(data["vague"]) | frozenset(data["vague_of"]) | frozenset(data["both"]),
        frozenset(data["needs_hamza"]), frozenset(data["only_after"]), data["conjunction"],
        frozenset(data["refused_proclitics"]),
    )  # fmt: skip


class _Items(dict[str, Item | None]):
    """Word to number item; learns each word the first time it is met."""

    def __missing__(self, word: str) -> Item | None:
        if len(self) > _CACHE_SIZE:
            self.clear()
        found = self[word] = _digits(word) if word[0].isdecimal() else _word(word)
        return found


ITEMS = _Items()
"""The number item of any normalised word, or None."""


def _word(word: str) -> Item | None:
    t = _table()
    for s in splits(word):
        if s.pronoun or s.prep in t.refused or s.conj not in ("", t.conjunction):
            continue
        joined = s.conj == t.conjunction
        hit = t.values.get(s.stem)
        if hit is not None:
            cls, value = hit
            if s.article and cls == "ones" and value <= 2:
                return None  # the weekdays الأحد and الاثنين; "الواحد"
            both = not joined and word[0] == t.conjunction and word[1:] in t.values
            if cls == "scales" and s.stem in t.vague:
                cls = "vague_scales"
            return Item(cls, value, joined or both, both or not joined, s.prep, s.article)
        if s.stem in t.parts and not s.article:
            return Item("parts", t.parts[s.stem], joined, not joined, s.prep)
        if s.stem in t.vague:
            return Item("vague", 0, joined, not joined, s.prep, s.article)
    return None


def _digits(word: str) -> Item | None:
    """Digits with thousands separators, a decimal or a span; None for clock times, dates and the like."""
    if word.isdecimal():
        return Item("digits", int(word)) if len(word) <= 12 else None
    if "-" in word:
        low, _, high = word.partition("-")
        if low.isdecimal() and high.isdecimal() and len(high) <= 6 and int(low) < int(high) and low[0] != "0":
            return Item("span", int(low), high=int(high))
        return None
    parts = word.replace(",", ".").split(".")
    if not all(p.isdecimal() for p in parts):
        return None
    if all(len(p) == 3 for p in parts[1:]) and len(parts[0]) <= 3 and parts[0][0] != "0":
        return Item("digits", int("".join(parts)))
    if len(parts) == 2 and len(parts[1]) <= 3 and len(parts[0]) <= 3:
        return Item("decimal", int(parts[0]) * 1000 + int(parts[1].ljust(3, "0")))
    return None


def cardinal(doc: Doc, i: int) -> Cardinal | None:
    """The number whose first word is `i`, or None. Words are joined only where no punctuation parts them."""
    total, k, limit = 0, i, _MAX
    n = len(doc)
    while True:
        at = k
        if k > i and k + 1 < n and doc.words[k] == _table().conjunction and not doc.gap[k] and not doc.gap[k + 1]:
            item = ITEMS[doc.words[k + 1]]
            if item is None or item.cls != "digits":
                break
            at = k + 1  # "ألف و200"
        group = _group(doc, at, k == i, at > k)
        if group is None or group.scale >= limit or (k > i and group.value >= limit):
            break
        total, k, limit = total + group.value, group.b, group.scale
        if limit == 1:
            break
        extra = _part_after(doc, k, limit)
        if extra is not None:
            total, k = total + extra[0], extra[1]
            break
    if k == i or total > _MAX:
        return None
    return Cardinal(total, k, limit if limit < _MAX else 1)


def _next(doc: Doc, k: int) -> Item | None:
    """The item at word `k` if nothing parts it from the word before."""
    return ITEMS[doc.words[k]] if k < len(doc) and not doc.gap[k] else None


def _group(doc: Doc, k: int, first: bool, led: bool) -> Cardinal | None:
    """A number under a thousand and the scale that multiplies it; all but the first led by "و"."""
    item = ITEMS[doc.words[k]] if k == 0 or first else _next(doc, k)
    if item is None or not (first or led or item.joined) or (not first and item.prep):
        return None
    if item.cls == "parts":
        scale = _next(doc, k + 1)
        if scale is None or scale.cls not in ("scales",) or not scale.free:
            return None
        return Cardinal(scale.value * item.value // 100, k + 2, scale.value)
    if item.cls == "scale_duals":
        return Cardinal(item.value, k + 1, item.value // 2)
    if item.cls == "scales":
        alone = first and doc.words[k] in _table().only_after
        return None if alone else Cardinal(item.value, k + 1, item.value)
    if item.cls == "vague_scales":
        return None
    if item.cls == "decimal":
        scale = _next(doc, k + 1)
        if scale is None or scale.cls not in ("scales", "vague_scales") or not scale.free:
            return None
        value = item.value * scale.value
        return Cardinal(value // 1000, k + 2, scale.value) if value % 1000 == 0 else None
    small = _spaced(doc, k, item) if item.cls == "digits" else _under_thousand(doc, k, item)
    if small is None:
        return None
    value, b = small
    scale = _next(doc, b)
    if scale is not None and scale.cls in ("scales", "vague_scales") and not scale.joined and not scale.prep:
        return Cardinal(value * scale.value, b + 1, scale.value)
    return Cardinal(value, b, 1)


def _spaced(doc: Doc, k: int, item: Item) -> tuple[int, int]:
    """Digits, their thousands perhaps parted by a single space ("1 200 شخص")."""
    word = doc.words[k]
    value, b = item.value, k + 1
    if not (word.isdecimal() and len(word) <= 3 and item.value):
        return value, b
    n = len(doc)
    while b < n and doc.starts[b] == doc.ends[b - 1] + 1 and not doc.gap[b] and len(doc.words[b]) == 3:
        if not doc.words[b].isdecimal():
            break
        value, b = value * 1000 + int(doc.words[b]), b + 1
    if b < n and (doc.gap[b] or doc.words[b][0].isdecimal()):
        return item.value, k + 1
    return (value, b) if b < n else (item.value, k + 1)


def _under_thousand(doc: Doc, k: int, item: Item) -> tuple[int, int] | None:
    if item.cls == "hundreds":
        if doc.words[k] in _table().needs_hamza and not written_with(doc, k, _HAMZA_ON_YEH):
            return None
        return _plus_small(doc, k + 1, item.value, item.article)
    if item.cls == "ones" and 3 <= item.value <= 9:
        hundred = _next(doc, k + 1)
        if hundred is not None and hundred.cls == "hundreds" and hundred.value == 100 and not hundred.joined:
            return _plus_small(doc, k + 2, item.value * 100, item.article)
    return _under_hundred(doc, k, item)


def _plus_small(doc: Doc, k: int, value: int, definite: bool) -> tuple[int, int]:
    item = _next(doc, k)
    if item is not None and item.joined and not item.prep and item.cls in ("ones", "tens"):
        if item.article and not definite:
            return value, k
        small = _under_hundred(doc, k, item)
        if small is not None:
            return value + small[0], small[1]
    return value, k


def _under_hundred(doc: Doc, k: int, item: Item) -> tuple[int, int] | None:
    if item.cls == "tens":
        return item.value, k + 1
    if item.cls != "ones":
        return None
    after = _next(doc, k + 1)
    if after is not None and item.value < 10 and not after.prep:
        if after.cls == "ones" and after.value == 10 and not after.joined and not after.article:
            return item.value + 10, k + 2
        if after.cls == "tens" and after.joined and (item.article or not after.article):
            return item.value + after.value, k + 2
    return item.value, k + 1


def _part_after(doc: Doc, k: int, scale: int) -> tuple[int, int] | None:
    """ "مليون ونصف", "مليون ونصف المليون": the part of the scale, and its end."""
    item = _next(doc, k)
    if item is None or item.cls != "parts" or not item.joined or scale < 1000:
        return None
    again = _next(doc, k + 1)
    b = k + 2 if again is not None and again.cls == "scales" and again.value == scale else k + 1
    if again is not None and again.cls == "scales" and again.value != scale:
        return None
    return scale * item.value // 100, b


def written_with(doc: Doc, i: int, letter: str) -> bool:
    """Whether the word as written has a letter that normalisation folds into another (مئتين, not ميتين)."""
    return letter in unicodedata.normalize("NFKC", doc.raw_text(i, i + 1))
