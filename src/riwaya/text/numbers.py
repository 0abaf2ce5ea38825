"""Numbers in Arabic text: digits, words and both mixed, with the hedges that make them intervals.

An interval is `min`..`max`, both inclusive, None where open: "أكثر من 50" is 51.., "20 على الأقل" is 20..,
"عشرات" is 20..99 (the conventions of the claims contract). Words are those of `data/numbers.yml`.
"""

from riwaya.text.number_company import company, mark_name, mark_unit, no_number
from riwaya.text.number_hedges import Number, find_range, hedge_after, hedge_before, loose_before
from riwaya.text.number_words import ITEMS, Item, cardinal
from riwaya.text.tokens import TRANSPARENT, Doc

__all__ = ["Number", "find_numbers", "number_word"]


def number_word(word: str) -> tuple[str, int] | None:
    """Class and value of a normalised word that can be a number or part of one, else None."""
    item = ITEMS[word]
    return (item.cls, item.value) if item is not None else None


def find_numbers(doc: Doc) -> list[Number]:
    """Every number of the text, in order, not overlapping."""
    items = ITEMS
    out: list[Number] = []
    end = 0
    for i in [i for i, word in enumerate(doc.words) if items[word] is not None]:
        if i < end:
            continue
        item = items[doc.words[i]]
        assert item is not None
        number = _vague(doc, i, item, end) if item.cls[:5] == "vague" else _number(doc, i, item, end)
        if number is not None:
            out.append(number)
            end = number.b
    return out


def _number(doc: Doc, i: int, item: Item, floor: int) -> Number | None:
    if item.cls == "span":
        x = Number(i, i + 1, i, i + 1, item.value, item.high, kind="range")
        _scale_span(doc, x)
    else:
        found = _spaced_decimal(doc, i) or cardinal(doc, i)
        if found is None:
            return _decimal_percent(doc, i, item)
        x = Number(i, found[1], i, found[1], found[0], found[0])
    c = company()
    x.definite = item.article or (loose_before(doc, i) and doc.words[i - 1] in c.definite)
    if no_number(doc, x, item):
        return None
    mark_name(doc, x)
    if not x.name_like:
        if x.kind == "exact":
            find_range(doc, x)
        hedge_before(doc, x, item, floor)
        hedge_after(doc, x)
        mark_unit(doc, x)
    x.a = max(x.a, floor)
    if x.definite and x.kind == "exact" and item.cls in ("hundreds", "scales"):
        return None  # "المئة" is a percentage or a name unless hedged: "تجاوز المئة"
    return x


def _spaced_decimal(doc: Doc, i: int) -> tuple[int, int] | None:
    """ "22 . 5 ألف", as some sites space their punctuation."""
    word = doc.words[i]
    if not (word.isdecimal() and i + 2 < len(doc) and doc.words[i + 1].isdecimal() and not doc.gap[i + 2]):
        return None
    scale = ITEMS[doc.words[i + 2]]
    if scale is None or "scales" not in scale.cls or doc.norm.text[doc.ends[i] : doc.starts[i + 1]] != " . ":
        return None
    thousandths = int(word) * 1000 + int(doc.words[i + 1].ljust(3, "0")[:3])
    return thousandths * scale.value // 1000, i + 3


def _decimal_percent(doc: Doc, i: int, item: Item) -> Number | None:
    """A decimal counts nothing; it is told of only as a percentage."""
    if item.cls != "decimal":
        return None
    x = Number(i, i + 1, i, i + 1, None, None)
    mark_unit(doc, x)
    return x if x.percent else None


def _scale_span(doc: Doc, x: Number) -> None:
    item = ITEMS[doc.words[x.b]] if x.b < len(doc) and not doc.gap[x.b] else None
    if item is not None and "scales" in item.cls and item.free and x.min is not None and x.max is not None:
        x.min, x.max = x.min * item.value, x.max * item.value
        x.b = x.core_b = x.b + 1


def _vague(doc: Doc, i: int, item: Item, floor: int) -> Number | None:
    c = company()
    stem = _stem(doc.words[i], item)
    b = i + 1
    after = doc.words[b] if b < len(doc) and not doc.gap[b] else ""
    if stem in c.both:
        pair = after.startswith(c.article) and after.endswith(c.dual_ending)
        return Number(i, b, i, b, 2, 2) if pair or stem in c.both_alone else None
    if stem in c.vague_of:
        if item.article and stem not in c.vague_of_article:
            return None
        if item.prep == c.carrier and not item.article and stem in c.vague_of_article:
            return None  # "أقل بكثير من"
        while b < len(doc) and b < i + 4 and not doc.gap[b] and doc.words[b] in c.adjectives:
            b += 1
        if b >= len(doc) or doc.gap[b] & ~TRANSPARENT or doc.words[b] != c.of:
            return None
        low, high = c.vague_of[stem]
        return Number(i, b + 1, i, b + 1, low, high, kind="vague")
    low, high = c.vague[stem]
    nxt = ITEMS[after] if after else None
    if nxt is not None and not nxt.joined and not nxt.prep:
        unit = c.vague_unit.get(_stem(after, nxt))
        scale = nxt.value if nxt.cls == "scales" else unit
        if stem in c.few and scale is not None:
            low, high, b = 3 * scale, 10 * scale - 1, b + 1
        elif scale is not None and stem in c.vague_unit and scale > c.vague_unit[stem]:
            low = (low or 0) * scale
            high, b = ((high + 1) * scale - 1 if high is not None else None), b + 1
    x = Number(i, b, i, b, low, high, kind="vague", definite=item.article)
    hedge_before(doc, x, item, floor)
    hedge_after(doc, x)
    mark_unit(doc, x)
    return x


def _stem(word: str, item: Item) -> str:
    """The word without the proclitics that its item was read with."""
    c = company()
    for cut in range(5):
        rest = word[cut:]
        if rest in c.vague or rest in c.vague_of or rest in c.both:
            return rest
    return word
