"""Numbers in Arabic text: digits, words and both mixed, with the hedges that make them intervals.

An interval is `min`..`max`, both inclusive, None where open: "أكثر من 50" is 51.., "20 على الأقل" is 20..,
"عشرات" is 20..99 (the conventions of the claims contract). Words are those of `data/numbers.yml`.
"""

from dataclasses import dataclass
from functools import cache

from riwaya.text.clitics import splits, stem_options
from riwaya.text.tokens import COMMA, DASH, OPEN_PAREN, STOP, TRANSPARENT, Doc
from riwaya.text.wordlists import phrases, wordlist

_MAX = 10**12


@dataclass(slots=True)
class Number:
    """A number at words `[a, b)`, hedges included; `[core_a, core_b)` without them.

    `post_b` is the end of a hedge that follows (even past the counted noun), else None. `name_like`: part of
    a name, a clock time or a year, no count. `percent` and `of_time` (followed by a unit of time or measure)
    count no people and no munitions either.
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


@dataclass(frozen=True, slots=True)
class _Words:
    value: dict[str, tuple[str, int]]  # word -> (class, value)
    vague: dict[str, tuple[int | None, int | None]]
    needs_of: frozenset[str]
    before: tuple[tuple[tuple[str, ...], str], ...]
    after: tuple[tuple[tuple[str, ...], str], ...]
    between: frozenset[str]
    to: frozenset[str]
    names: frozenset[str]
    percent: tuple[tuple[str, ...], ...]
    time: frozenset[str]
    half: frozenset[str]


@cache
def _words() -> _Words:
    data = wordlist("numbers")
    value: dict[str, tuple[str, int]] = {}
    for cls in ("scale_duals", "ones", "tens", "hundreds", "scales"):
        for number, forms in data[cls].items():
            for form in forms:
                value.setdefault(form, (cls, number))
    hedges = [(p, kind) for kind, forms in data["before"].items() for p in phrases(forms)]
    trailing = [(p, kind) for kind, forms in data["after"].items() for p in phrases(forms)]
    return _Words(
        value,
        {k: (v[0], v[1]) for k, v in data["vague"].items()},
        frozenset(data["needs_of"]),
        tuple(sorted(hedges, key=lambda h: -len(h[0]))),
        tuple(sorted(trailing, key=lambda h: -len(h[0]))),
        frozenset(data["range"]["between"]),
        frozenset(data["range"]["to"]),
        frozenset(data["name_before"]),
        tuple(phrases(data["percent"])),
        frozenset(data["time_units"] + data["measure_units"]),
        frozenset(data["half"]),
    )


_KNOWN: dict[str, tuple[str, int, str] | None] = {}


def number_word(word: str) -> tuple[str, int, str] | None:
    """Class, value and proclitic of a number word (or digits), or None; remembered by spelling."""
    try:
        return _KNOWN[word]
    except KeyError:
        found = _KNOWN[word] = _look_up(word)
        if len(_KNOWN) > 200_000:
            _KNOWN.clear()
        return found


def _look_up(word: str) -> tuple[str, int, str] | None:
    if word[0].isdigit():
        value = _digits(word)
        return ("digits", value, "") if value is not None else None
    table = _words()
    for s in splits(word):
        if s.pronoun or s.prep in ("س", "ك"):
            continue
        hit = table.value.get(s.stem)
        if hit is not None and (s.stem not in table.vague or not s.article):
            if s.article and hit[0] == "scales":
                continue
            return hit[0], hit[1], s.conj or s.prep
    for s in splits(word):
        if s.stem in table.vague and not s.pronoun:
            return "vague", 0, s.conj or s.prep
    return None


def _digits(word: str) -> int | None:
    """The integer a run of digits writes; None for clock times, dates and decimals."""
    parts = word.replace(".", ",").split(",")
    if len(parts) == 1:
        return int(word) if word.isdigit() and len(word) <= 12 else None
    if all(p.isdigit() for p in parts) and all(len(p) == 3 for p in parts[1:]) and len(parts[0]) <= 3:
        return int("".join(parts))
    return None


def find_numbers(doc: Doc) -> list[Number]:
    """Every number of the text, in order, not overlapping."""
    out: list[Number] = []
    i, n = 0, len(doc)
    while i < n:
        if number_word(doc.words[i]) is None:
            i += 1
            continue
        number = _number_at(doc, i, out[-1].b if out else 0)
        if number is None:
            i += 1
            continue
        out.append(number)
        i = max(number.b, i + 1)
    return out


def _number_at(doc: Doc, i: int, floor: int) -> Number | None:
    first = number_word(doc.words[i])
    assert first is not None
    if first[0] == "vague" or (first[0] == "scales" and any(s in _words().vague for s in stem_options(doc.words[i]))):
        return _vague(doc, i, floor)  # "آلاف" with no number before it
    parsed = _core(doc, i)
    if parsed is None:
        return None
    value, b = parsed
    words = _words()
    if any(tuple(doc.words[i : i + len(p)]) == p for p in words.percent):
        return None
    if b < len(doc) and doc.words[b] in words.half and value >= 1000 and not doc.gap[b]:
        value, b = value + _last_scale(value) // 2, b + 1  # "مليون ونصف"
    if b == i + 1 and first[0] == "ones" and value == 1:
        if any(s.stem in words.needs_of for s in splits(doc.words[i])) and splits(doc.words[i])[0].stem.startswith(
            "ال"
        ):
            return None  # the weekday الأحد, or "the one"
    number = Number(i, b, i, b, value, value)
    _range(doc, number)
    _hedge(doc, number, floor)
    _trailing(doc, number)
    _company(doc, number)
    return number


def _vague(doc: Doc, i: int, floor: int) -> Number | None:
    words = _words()
    stem = next((s.stem for s in splits(doc.words[i]) if s.stem in words.vague and not s.pronoun), None)
    if stem is None:
        return None
    b = i + 1
    if stem in words.needs_of:
        # "عدد من", "عدد كبير من"; a bare "عدد" counts nothing.
        k = b
        while k < len(doc) and k < b + 2 and doc.words[k] != "من":
            k += 1
        if k >= len(doc) or doc.words[k] != "من" or doc.gap[k] & (STOP | COMMA) or doc.words[i].startswith("ال"):
            return None
        b = k + 1
    low, high = words.vague[stem]
    if b < len(doc) and number_word(doc.words[b]) is not None and stem in ("عشرات", "مءات"):
        nxt = number_word(doc.words[b])
        if nxt is not None and nxt[0] == "scales":  # "عشرات الآلاف"
            low, high, b = (low or 0) * nxt[1], (high or 0) * nxt[1] or None, b + 1
    nxt_vague = splits(doc.words[b])[-1].stem if b < len(doc) else ""
    if stem in ("عشرات", "مئات") and nxt_vague == "الاف" and not doc.gap[b]:
        low, high, b = (low or 0) * 1000, (high or 0) * 1000 or None, b + 1
    number = Number(i, b, i, b, low, high, kind="vague")
    _trailing(doc, number)
    return number


def _core(doc: Doc, i: int) -> tuple[int, int] | None:
    """Value and end of the number whose first word is `i`: groups under 1000, scaled and added."""
    total = group = 0
    have_group = False
    last_class = ""
    k = i
    n = len(doc)
    while k < n:
        item = number_word(doc.words[k])
        if item is None or item[0] == "vague":
            break
        cls, value, proclitic = item
        if k > i and doc.gap[k]:
            break
        joined = proclitic == "و"
        if k > i and proclitic not in ("", "و"):
            break
        if cls == "digits":
            if k > i:
                break
            group, have_group = value, True
        elif cls == "scales":
            if joined and k > i:
                total, group = total + group, 0
                group = value
            elif k == i:
                group = value
            elif last_class in ("scales", "scale_duals"):
                break
            else:
                group = (group or 1) * value
            total, group, have_group = total + group, 0, False
        elif cls == "scale_duals":
            if k > i and not joined:
                break
            total += value
        elif cls == "ones":
            if value == 10 and last_class == "ones" and not joined and group % 10 >= 1 and have_group:
                group += 10  # "خمسة عشر"
            elif k == i or joined:
                if last_class == "ones" and k > i:
                    break
                group, have_group = group + value, True
            else:
                break
        elif cls == "tens":
            if k > i and not joined:
                break
            group, have_group = group + value, True
        else:  # hundreds
            if last_class == "ones" and not joined and value == 100:
                group = group * 100
            elif k > i and not joined:
                break
            else:
                group += value
            have_group = True
        last_class = cls
        k += 1
    value = total + group
    if k == i or value > _MAX:
        return None
    return value, k


def _last_scale(value: int) -> int:
    return 1_000_000 if value % 1_000_000 == 0 else 1000


def _range(doc: Doc, x: Number) -> None:
    """ "بين 20 و30", "20 إلى 30", "من 20 إلى 30", "20-30"."""
    words = _words()
    k = x.b
    if k >= len(doc) or x.min is None:
        return
    before = doc.words[x.a - 1] if x.a else ""
    opened = before in words.between and not doc.gap[x.a]
    if opened:
        item = number_word(doc.words[k])
        if item is not None and item[0] not in ("vague", "scales") and (item[2] == "و" or doc.words[k - 1] == "و"):
            end = _core(doc, k)
            if end is not None and end[0] > x.min:
                x.max, x.b, x.core_b, x.kind, x.a = end[0], end[1], end[1], "range", x.a - 1
        elif doc.words[k] == "و" and k + 1 < len(doc) and number_word(doc.words[k + 1]):
            end = _core(doc, k + 1)
            if end is not None and end[0] > x.min:
                x.max, x.b, x.core_b, x.kind, x.a = end[0], end[1], end[1], "range", x.a - 1
        return
    if doc.words[k] in words.to and k + 1 < len(doc) and number_word(doc.words[k + 1]) and not doc.gap[k]:
        end = _core(doc, k + 1)
        if end is not None and end[0] > x.min:
            x.max, x.b, x.core_b, x.kind = end[0], end[1], end[1], "range"
            if before == "من":
                x.a -= 1
    elif doc.gap[k] == DASH and doc.words[k].isdigit() and doc.words[x.a].isdigit():
        end = _core(doc, k)
        if end is not None and x.min < end[0] <= x.min * 10:
            x.max, x.b, x.core_b, x.kind = end[0], end[1], end[1], "range"


def _hedge(doc: Doc, x: Number, floor: int) -> None:
    if x.kind == "range" or x.min is None:
        return
    for phrase, kind in _words().before:
        a = x.core_a - len(phrase)
        if a < floor or a < 0 or doc.gap[x.core_a] & ~TRANSPARENT:
            continue
        if not _ends_with(doc, a, phrase):
            continue
        n = x.min
        x.a, x.kind = a, kind
        if kind == "more_than":
            x.min, x.max = n + 1, None
        elif kind == "at_least":
            x.max = None
        elif kind == "at_most":
            x.min = None
        elif kind == "less_than":
            x.min, x.max = None, n - 1
        else:
            x.approximate = True
        return


def _ends_with(doc: Doc, a: int, phrase: tuple[str, ...]) -> bool:
    first = doc.words[a]
    if doc.words[a + 1 : a + len(phrase)] != list(phrase[1:]):
        return False
    return first == phrase[0] or (first[0] in "وفبل" and any(s.stem == phrase[0] for s in splits(first)))


def _trailing(doc: Doc, x: Number) -> None:
    """ "20 على الأقل", "12 متظاهرا على الأقل": a hedge after the number or after the noun it counts."""
    for skip in (0, 1, 2):
        for phrase, kind in _words().after:
            k = x.b + skip
            if tuple(doc.words[k : k + len(phrase)]) != phrase:
                continue
            if any(doc.gap[j] & (STOP | COMMA) for j in range(x.b, k + 1)):
                continue
            if kind == "at_least" and x.min is not None and x.kind == "exact":
                x.max, x.kind = None, kind
            elif kind == "at_most" and x.kind == "exact":
                x.min, x.kind = None, kind
            elif kind == "about":
                x.approximate = True
            x.post_b = k + len(phrase)
            if skip == 0:
                x.b = x.post_b
            return


def _company(doc: Doc, x: Number) -> None:
    """What stands around a number that makes it no count: names, clock times, years, percentages."""
    words = _words()
    before = doc.words[x.core_a - 1] if x.core_a else ""
    plain = x.a == x.core_a
    digits = doc.words[x.core_a].isdigit()
    if plain and digits and before in words.names and not doc.gap[x.core_a] & ~OPEN_PAREN:
        x.name_like = True
    if plain and digits and len(doc.words[x.core_a]) == 4 and 1900 <= (x.min or 0) <= 2100:
        x.name_like = True
    text, end = doc.norm.text, doc.ends[x.core_b - 1]
    if text[end : end + 1] in "%٪" and end < len(text):
        x.percent = True
    for phrase in words.percent:
        if tuple(doc.words[x.b : x.b + len(phrase)]) == phrase:
            x.percent = True
    if x.b < len(doc) and doc.words[x.b] in words.time:
        x.of_time = True
