"""Normalisation of Arabic text with an exact map back to the text as given.

One ordered list of steps, each from one character to zero or more characters:

1. compatibility forms (presentation forms, ligatures, full-width) to their plain letters (NFKD);
2. combining marks dropped, so that composed and decomposed hamza and madda come out alike;
3. marks dropped: tashkeel, superscript alef, Quranic marks, tatweel, bidi controls, zero-width
   characters, soft hyphen, variation selectors;
4. letter families folded: alef forms to bare alef, alef maqsura and Persian yeh to yeh, ta marbuta to
   heh, hamza on waw or yeh to waw or yeh, Persian kaf to kaf;
5. digits of any script to 0-9, every space to U+0020, typographic apostrophes to one.

Offsets always refer to the text as given: `Normalized.raw_span` maps a normalised stretch back.
"""

import unicodedata
from array import array
from dataclasses import dataclass

_FOLD = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ٲ": "ا", "ٳ": "ا", "ٵ": "ا",
    "ى": "ي", "ی": "ي", "ې": "ي", "ے": "ي", "ئ": "ي",
    "ؤ": "و", "ة": "ه", "ۀ": "ه", "ە": "ه", "ہ": "ه", "ھ": "ه", "ۃ": "ه",
    "ک": "ك", "ڪ": "ك",
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'",
    "٫": ".", "٬": ",",
}  # fmt: skip
# Marks that carry no letter of their own, and controls that only steer display.
_DROPPED = (
    [chr(c) for c in range(0x0610, 0x061B)]
    + [chr(c) for c in range(0x064B, 0x0660)]
    + [chr(c) for c in range(0x06D6, 0x06DD)]
    + [chr(c) for c in range(0x06DF, 0x06E9)]
    + [chr(c) for c in range(0x06EA, 0x06EE)]
    + [chr(c) for c in range(0x08D3, 0x0900)]
    + ["\u0640", "\u0670", "\u00ad", "\u034f", "\u061c", "\u180e", "\ufeff"]
    + [chr(c) for c in range(0x200B, 0x2010)]
    + [chr(c) for c in range(0x202A, 0x202F)]
    + [chr(c) for c in range(0x2060, 0x2070)]
    + [chr(c) for c in range(0xFE00, 0xFE10)]
    + [chr(c) for c in range(0xE0000, 0xE0080)]
)


class _Table(dict[int, str]):
    """Maps a code point to its normalised characters; learns each character the first time it is met."""

    def __missing__(self, code: int) -> str:
        out = _normalise_char(chr(code))
        self[code] = out
        return out


def _normalise_char(char: str) -> str:
    if char in _DROPPED:
        return ""
    if char in _FOLD:
        return _FOLD[char]
    if char in "\n\r":
        return char
    if char.isspace():
        return " "
    out = []
    for c in unicodedata.normalize("NFKD", char):
        if c in _DROPPED or unicodedata.combining(c):
            continue
        c = _FOLD.get(c, c)
        if unicodedata.category(c) == "Nd":
            c = str(unicodedata.digit(c))
        elif c.isspace() and c not in "\n\r":
            c = " "
        out.append(c.lower())
    joined = "".join(out)
    # An isolated presentation form of a mark decomposes to a space and the mark: no letter at all.
    return "" if joined.strip() == "" and not char.isspace() else joined


_TABLE = _Table()


@dataclass(frozen=True, slots=True)
class Normalized:
    """Normalised `text`; `raw` as given; `starts[i]` is where character i of `text` begins in `raw`."""

    raw: str
    text: str
    starts: "array[int]"

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span of `raw` behind the half-open, non-empty span of `text`.

        Marks that follow the last letter (its diacritics, tatweel) belong to it; controls do not.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no stretch of text at {start}:{end}")
        first, last = self.starts[start], self.starts[end - 1] + 1
        raw = self.raw
        while last < len(raw) and ("\u064b" <= raw[last] <= "\u065f" or raw[last] in "\u0640\u0670"):
            last += 1
        return first, last


def normalize_with_map(raw: str) -> Normalized:
    """Normalise `raw` keeping, for every character of the result, the offset it came from."""
    text = raw.translate(_TABLE)
    odd = {c: n for c in set(raw) if (n := len(_TABLE[ord(c)])) != 1}
    if not odd:
        return Normalized(raw, text, array("i", range(len(raw))))
    if not any(odd.values()):
        return Normalized(raw, text, array("i", [i for i, c in enumerate(raw) if c not in odd]))
    starts = array("i")
    for i, c in enumerate(raw):
        starts.extend([i] * odd.get(c, 1))
    return Normalized(raw, text, starts)


def normalize(raw: str) -> str:
    """The normalised form of `raw`, as every lexicon form and gazetteer name is stored."""
    return raw.translate(_TABLE)
