"""Arabic as it is drawn, back into the order and letters it is written in.

A PDF holds glyphs with places. Read from left to right, an Arabic line comes out reversed, in presentation forms,
with its brackets mirrored; only the numbers and Latin words in it stand the right way round.
"""

import re
import unicodedata
from dataclasses import dataclass

_ARABIC = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_FORMS = re.compile(r"[\ufb50-\ufdff\ufe70-\ufefc]+")
_LTR = re.compile(r"[A-Za-z\u00c0-\u024f0-9\u0660-\u0669\u06f0-\u06f9%]")
_INNER = re.compile(r"[.,:/\-+_@\u066b\u066c'&#]")  # stays within a number or a Latin word
_MIRROR = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")


@dataclass(frozen=True, slots=True)
class Glyph:
    """What a glyph stands for (one or more characters, in written order) and where: x0 < x1, in points."""

    text: str
    x0: float
    x1: float
    size: float


def plain_letters(text: str) -> str:
    """Presentation forms as the letters they are."""
    return _FORMS.sub(lambda m: unicodedata.normalize("NFKC", m.group()), text)


def is_rtl(text: str) -> bool:
    """Whether a line is written from right to left: by the count of its letters."""
    arabic = len(_ARABIC.findall(text))
    return arabic > 0 and arabic * 2 >= len(re.findall(r"[A-Za-z]", text))


def line_text(glyphs: list[Glyph]) -> str:
    """The words of one line, in the order they are read."""
    units = _units(sorted(glyphs, key=lambda g: (g.x0 + g.x1) / 2))
    if not is_rtl("".join(units)):
        return plain_letters(_squeezed("".join(units)))
    text = "".join(logical(units))
    if _backwards(text):
        # Some programs write the bracket that was meant, others the one that is seen.
        text = text.translate(_MIRROR)
    return plain_letters(_squeezed(text))


def logical(units: list[str]) -> list[str]:
    """Units (each in its own written order) of a right-to-left line, from the order drawn to the order read."""
    out: list[str] = []
    i = len(units) - 1
    while i >= 0:
        if not _LTR.match(units[i]):
            out.append(units[i].translate(_MIRROR))
            i -= 1
            continue
        start = i
        while start > 0 and _continues(units, start - 1):
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


def _continues(units: list[str], k: int) -> bool:
    """Whether the unit at k belongs to the left-to-right run that begins after it."""
    if _LTR.match(units[k]):
        return True
    if k == 0 or not _LTR.match(units[k - 1]):
        return False
    latin = re.match(r"[A-Za-z]", units[k - 1]) and re.match(r"[A-Za-z]", units[k + 1])
    return bool(_INNER.fullmatch(units[k]) or (units[k] == " " and latin))


def _units(glyphs: list[Glyph]) -> list[str]:
    """Texts of glyphs from left to right; a space where there is a gap, marks after the letter they stand on."""
    out: list[str] = []
    base: Glyph | None = None
    for g in glyphs:
        mark = all(unicodedata.combining(c) for c in g.text) and bool(g.text)
        if mark:
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
