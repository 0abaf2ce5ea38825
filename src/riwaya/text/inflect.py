"""Written forms of Arabic verbs and nouns from their citation forms.

Input and output are ordinary spelling without diacritics; callers normalise. Verbs are conjugated from
their past and present third person masculine singular, which tell sound, hollow, defective and
hamzated verbs apart. Undiacritised passives mostly look like the active; those that do not (hollow
verbs: قيل، أصيب) are made too and marked passive.
"""

from collections.abc import Iterator
from typing import NamedTuple


class Form(NamedTuple):
    """One written form: its spelling and features.

    `pos`: verb, masdar, noun, participle, adjective or form. `tense`: past, present or empty.
    `number`: sg, du, pl or empty. `person`: 1, 2, 3 or 0. `gender`: m, f or empty.
    `passive`: the spelling can only be passive.
    """

    text: str
    pos: str
    tense: str = ""
    number: str = ""
    person: int = 0
    gender: str = ""
    passive: bool = False


_PAST = (  # suffix, number, person, gender; the first group keeps the long stem of hollow verbs
    ("", "sg", 3, "m"), ("ت", "sg", 3, "f"), ("ا", "du", 3, "m"), ("تا", "du", 3, "f"), ("وا", "pl", 3, "m"),
    ("و", "pl", 3, "m"),
)  # fmt: skip
_PAST_SHORT = (("ن", "pl", 3, "f"), ("نا", "pl", 1, ""), ("تم", "pl", 2, "m"), ("ت", "sg", 1, ""))
_PRESENT = (
    ("ي", "", "sg", 3, "m"), ("ي", "ان", "du", 3, "m"), ("ي", "ا", "du", 3, "m"), ("ي", "ون", "pl", 3, "m"),
    ("ي", "وا", "pl", 3, "m"), ("ت", "", "sg", 3, "f"), ("ت", "ان", "du", 3, "f"), ("ت", "وا", "pl", 2, "m"),
    ("ت", "ون", "pl", 2, "m"), ("ن", "", "pl", 1, ""),
)  # fmt: skip


def conjugate(past: str, present: str, passive: bool = False) -> Iterator[Form]:
    """Every written form of a verb. Raises ValueError where the two citation forms are not a verb's."""
    if len(past) < 2 or len(present) < 3 or present[0] != "ي":
        raise ValueError(f"not a verb's past and present: {past!r}, {present!r}")
    yield from _past(past, passive)
    yield from _present(present, passive)
    if not passive:
        if _hollow(past):
            stem = past[:-2] + "ي" + past[-1]
            for suffix, number, person, gender in _PAST:
                yield Form(stem + suffix, "verb", "past", number, person, gender, True)
        if present[-2] in "وي" and len(present) >= 4 and _hollow(past):
            stem = present[1:-2] + "ا" + present[-1]
            for prefix, suffix, number, person, gender in _PRESENT:
                yield Form(prefix + stem + suffix, "verb", "present", number, person, gender, True)


def _hollow(past: str) -> bool:
    return past[-2] == "ا" and past[-1] not in "ءى" and len(past) >= 3


def _past(past: str, passive: bool) -> Iterator[Form]:
    def form(text: str, number: str, person: int, gender: str) -> Form:
        return Form(text, "verb", "past", number, person, gender, passive)

    last = past[-1]
    if last in "ىا" and len(past) >= 3:  # defective: نفى، دعا
        weak = "و" if last == "ا" and len(past) == 3 else "ي"
        base = past[:-1]
        yield form(past, "sg", 3, "m")
        yield form(base + "ا", "sg", 3, "m")  # before a pronoun: رماه
        yield form(base + "ت", "sg", 3, "f")
        yield form(base + weak + "ا", "du", 3, "m")
        yield form(base + "تا", "du", 3, "f")
        yield form(base + "وا", "pl", 3, "m")
        for suffix, number, person, gender in _PAST_SHORT:
            yield form(base + weak + suffix, number, person, gender)
        return
    if last == "ي":  # لقي
        for suffix, number, person, gender in _PAST[:4] + _PAST_SHORT:
            yield form(past + suffix, number, person, gender)
        yield form(past[:-1] + "وا", "pl", 3, "m")
        return
    for suffix, number, person, gender in _PAST:
        yield form(past + suffix, number, person, gender)
    if last in "أء":  # بدؤوا، جاؤوا
        yield form(past[:-1] + "ؤوا", "pl", 3, "m")
    short = past[:-2] + last if _hollow(past) else past
    if len(past) == 2:  # شننا
        short = past + last
    for suffix, number, person, gender in _PAST_SHORT:
        if short[-1] == "ن" and suffix[0] == "ن":  # the two are written once: شننا
            suffix = suffix[1:]
        yield form(short + suffix, number, person, gender)


def _present(present: str, passive: bool) -> Iterator[Form]:
    stem, last = present[1:], present[-1]
    for prefix, suffix, number, person, gender in _PRESENT:
        if last in "يىو" and suffix:
            if suffix in ("ون", "وا"):
                text = prefix + stem[:-1] + suffix
            else:
                text = prefix + stem[:-1] + ("ي" if last == "ى" else last) + suffix
        else:
            text = prefix + stem + suffix
        yield Form(text, "verb", "present", number, person, gender, passive)
        if not suffix:
            if last in "يىو" and len(stem) > 2 and prefix == "ي":  # jussive: لم ينف
                yield Form(prefix + stem[:-1], "verb", "present", number, person, gender, passive)
            if last == "ى":  # before a pronoun: يراه
                yield Form(prefix + stem[:-1] + "ا", "verb", "present", number, person, gender, passive)
    if last == "أ":
        yield Form(present[:-1] + "ؤون", "verb", "present", "pl", 3, "m", passive)


def decline(sg: str | None, pl: tuple[str, ...] = (), pos: str = "noun") -> Iterator[Form]:
    """Written forms of a noun: plurals as given, dual made from the singular, accusatives, constructs.

    Plurals come first: where a dual is spelled like a plural (مدنيين), the plural is meant.
    """
    for p in pl:
        yield Form(p, pos, number="pl")
        if p.endswith("ون") and len(p) > 4:
            for ending in ("ين", "و", "ي"):
                yield Form(p[:-2] + ending, pos, number="pl")
        elif p[-1] not in "ةءىا" and not p.endswith("ات"):
            yield Form(p + "ا", pos, number="pl")
    if sg is None:
        return
    yield Form(sg, pos, number="sg")
    words = sg.split()
    head, tail = words[0], words[1:]
    if tail:
        yield from _dual_phrase(head, tail)
        return
    if head.endswith("ة"):
        for ending in ("تان", "تين", "تا", "تي"):
            yield Form(head[:-1] + ending, pos, number="du")
    else:
        if head[-1] not in "ىا":
            if not head.endswith("اء"):
                yield Form(head + "ا", pos, number="sg")
            yield Form(head + "ان", pos, number="du")
            yield Form(head + "ين", pos, number="du")


def _dual_phrase(head: str, tail: list[str]) -> Iterator[Form]:
    """ "طائرة مسيرة": طائرتان مسيرتان، طائرتين مسيرتين; "قذيفة هاون": قذيفتا هاون، قذيفتي هاون."""
    stem = head[:-1] + "ت" if head.endswith("ة") else head
    rest = " ".join(tail)
    for ending in ("ا", "ي"):
        yield Form(f"{stem}{ending} {rest}", "noun", number="du")
    if len(tail) == 1:
        other = tail[0][:-1] + "ت" if tail[0].endswith("ة") else tail[0]
        for ending in ("ان", "ين"):
            yield Form(f"{stem}{ending} {other}{ending}", "noun", number="du")


def inflect_adjective(masculine: str, pos: str = "adjective") -> Iterator[Form]:
    """Masculine, feminine, dual and plural forms of an adjective or participle."""
    yield Form(masculine, pos, number="sg", gender="m")
    yield Form(masculine + "ا", pos, number="sg", gender="m")
    if masculine.endswith("ة"):
        return
    yield Form(masculine + "ة", pos, number="sg", gender="f")
    yield Form(masculine + "ون", pos, number="pl", gender="m")
    yield Form(masculine + "ين", pos, number="pl", gender="m")
    yield Form(masculine + "ان", pos, number="du", gender="m")
    yield Form(masculine + "تان", pos, number="du", gender="f")
    yield Form(masculine + "تين", pos, number="du", gender="f")
    yield Form(masculine + "ات", pos, number="pl", gender="f")
