"""Arabic as it is drawn, back into the order and letters it is written in.

A PDF holds glyphs with places. Read from left to right, an Arabic line comes out reversed, in presentation forms,
with its brackets mirrored; only the numbers and Latin words in it stand the right way round.
"""

import re
import unicodedata
from dataclasses import dataclass

_ARABIC = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_FORMS = re.compile(r"[\ufb50-\ufdff\ufe70-\ufefc]+")
_LTR = re.compile(r"[A-Za-z\u00c0-\u024f0-9\u0660-\u0669\u06f0-\u06f9]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_WITHIN = re.compile(r"[.,:/\u066b\u066c]")  # stays within a number
_INNER = re.compile(r"[.,:/\-+_@\u066b\u066c'&#]")  # stays within a Latin word
_MARKS = re.compile(r"[\u064b-\u065f\u0670\u06d6-\u06ed\ufbb2-\ufbc1\ufc5e-\ufc63\ufe70-\ufe7f]+")
# What a font without a right map of its own leaves behind: a letter of another script grown onto an Arabic one, a
# Latin letter onto an Arabic digit.
_STRANGE = r"[\u00c0-\u058f\u0900-\u1fff\u2c00-\u2dff\u3040-\ufb1c\ufffd]"
_JUNK = re.compile(
    rf"[\u0620-\u064a]{_STRANGE}|{_STRANGE}[\u0620-\u064a]|[\u0660-\u0669][A-Za-z]|[A-Za-z][\u0660-\u0669]"
)
_MIRROR = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")


@dataclass(frozen=True, slots=True)
class Glyph:
    """What a glyph stands for (one or more characters, in written order) and where: x0 < x1, in points."""

    text: str
    x0: float
    x1: float
    size: float


def plain_letters(text: str) -> str:
    """Presentation forms as the letters they are; a mark's form goes without the space it stands on."""
    return _FORMS.sub(lambda m: "".join(unicodedata.normalize("NFKC", c).lstrip(" ") for c in m.group()), text)


def is_mark(text: str) -> bool:
    """Whether a glyph is only marks that stand on another letter."""
    return _MARKS.fullmatch(text) is not None or (text != "" and all(unicodedata.combining(c) for c in text))


def doubtful(text: str) -> tuple[int, int]:
    """How many Arabic words of a text layer hold what cannot be meant, and how many Arabic words there are."""
    words = [word for word in text.split() if _ARABIC.search(word)]
    return sum(_JUNK.search(word) is not None for word in words), len(words)


def is_rtl(text: str) -> bool:
    """Whether a line is written from right to left: by the count of its letters."""
    arabic = len(_ARABIC.findall(text))
    return arabic > 0 and arabic * 2 >= len(re.findall(r"[A-Za-z]", text))


def line_text(glyphs: list[Glyph], rtl: bool = False) -> str:
    """The words of one line, in the order they are read; `rtl` says how a line without letters is written."""
    units = _units(sorted(glyphs, key=lambda g: (g.x0 + g.x1) / 2))
    drawn = "".join(units)
    if not (is_rtl(drawn) if any(c.isalpha() for c in drawn) else rtl):
        return plain_letters(_squeezed(drawn))
    text = "".join(logical(units))
    if _backwards(text):
        # Some programs write the bracket that was meant, others the one that is seen.
        text = text.translate(_MIRROR)
    return plain_letters(_squeezed(text))


def logical(units: list[str]) -> list[str]:
    """Units (each in its own written order) of a right-to-left line, from the order drawn to the order read.

    As Unicode's rules for both directions have it: after Arabic letters, full stop, comma, colon and slash stay
    within a number, a percent sign is drawn on its left, and a hyphen parts two numbers, the first drawn on the right.
    """
    out: list[str] = []
    i = len(units) - 1
    while i >= 0:
        first = not any(_ARABIC.match(unit) for unit in units[i + 1 :])
        percent = first and units[i] == "%" and i > 0 and units[i - 1].isdigit()
        if not percent and not _LTR.match(units[i]):
            out.append(units[i].translate(_MIRROR))
            i -= 1
            continue
        start = i
        while start > 0 and _continues(units, start - 1, first):
            start -= 1
        out.extend(units[start : i + 1])
        i = start - 1
    return out


def _backwards(text: str) -> bool:
    """Whether brackets close before they open more often than the other way round."""
    score = 0
    for opening, closing in ("()", "[]", "{}", "«»"):
        first, last = text.find(opening), text.rfind(closing)
        if first >= 0 and last >= 0:
            score += 1 if first < last else -1
    return score < 0


def _continues(units: list[str], k: int, first: bool) -> bool:
    """Whether the unit at k belongs to the left-to-right run after it; `first` where no Arabic is read before it."""
    if _LTR.match(units[k]):
        return True
    if units[k] == "%":
        return first or _after_latin(units, k + 1)
    if k == 0 or not _LTR.match(units[k - 1]):
        return False
    if units[k] == " ":
        return bool(_LATIN.match(units[k - 1]) and _LATIN.match(units[k + 1]))
    if _WITHIN.fullmatch(units[k]):
        return True
    return _INNER.fullmatch(units[k]) is not None and (first or _after_latin(units, k - 1))


def _after_latin(units: list[str], k: int) -> bool:
    """Whether a Latin letter stands in the run that ends at k."""
    while k >= 0 and (_LTR.match(units[k]) or _INNER.fullmatch(units[k])):
        if _LATIN.match(units[k]):
            return True
        k -= 1
    return False


def _units(glyphs: list[Glyph]) -> list[str]:
    """Texts of glyphs from left to right; a space where there is a gap, marks after the letter they stand on."""
    out: list[str] = []
    base: Glyph | None = None
    for g in glyphs:
        if is_mark(g.text):
            if out and out[-1] != " ":
                out[-1] += g.text
            continue
        if g.text.isspace():
            g = Glyph(" ", g.x0, g.x1, g.size)
        if base is not None and g.x0 - base.x1 > 0.18 * max(g.size, 1.0) and base.text != " " and g.text != " ":
            out.append(" ")
        if g.text:
            out.append(g.text)
        base = g
    return out


def _squeezed(text: str) -> str:
    text = re.sub(r"\s+([،؛:.!؟)\]»])", r"\1", " ".join(text.split()))
    return re.sub(r"(?<=\w)([(\[«])", r" \1", text)
