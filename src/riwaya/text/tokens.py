"""Words, the punctuation between them, sentences and quotations of one text.

A `Doc` numbers the words (letters or digits) of a text. Punctuation is no word: it is kept as flags in
the gap before each word, so that phrase matching can look through brackets and quotation marks
("قناة (سما) الفضائية") and stop at commas. All word positions are half-open ranges `[a, b)`.
"""

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from riwaya.text.clitics import stem_options
from riwaya.text.normalize import Normalized, normalize_with_map

# What stands in the gap before a word.
COMMA, STOP, COLON, OPEN_QUOTE, CLOSE_QUOTE, OPEN_PAREN, CLOSE_PAREN, NEWLINE, DASH, OTHER = (1 << i for i in range(10))
TRANSPARENT = OPEN_QUOTE | CLOSE_QUOTE | OPEN_PAREN | CLOSE_PAREN
"""Gaps a name may run through."""

# A word is letters (or digits with their own separators); an apostrophe inside Latin words stays in.
_WORD = re.compile(r"[0-9]+(?:[.,:/\\-][0-9]+)*|[^\W\d_]+(?:'[^\W\d_]+)?")
# No shorter word is looked through for words glued together.
LONG = 8
# No sentence is read as longer: text without a full stop must not cost the square of its length.
LONGEST = 400
_SHORT = 5
_WIDE = " " * 6  # where markup was lost, so many spaces stand for the end of a line
_FINALS = "ةى"
# A letter that only ends words, marks and controls, and another letter.
_GLUED = re.compile(
    r"[ةى][\u064b-\u065f\u0670\u0640\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*[^\W\d_]"
)
_ABBREVIATIONS = frozenset(["د", "م", "أ", "ا", "ت", "ص", "ج", "ع"])
_PUNCT = {
    "،": COMMA, ",": COMMA, "؛": STOP, ";": STOP, ".": STOP, "!": STOP, "?": STOP, "؟": STOP,
    "…": STOP, "۔": STOP, ":": COLON, "(": OPEN_PAREN, "[": OPEN_PAREN, "{": OPEN_PAREN,
    ")": CLOSE_PAREN, "]": CLOSE_PAREN, "}": CLOSE_PAREN, "«": OPEN_QUOTE, "“": OPEN_QUOTE,
    "„": OPEN_QUOTE, "‹": OPEN_QUOTE, "»": CLOSE_QUOTE, "”": CLOSE_QUOTE, "›": CLOSE_QUOTE,
    "\n": NEWLINE, "\r": NEWLINE, "-": DASH, "–": DASH, "—": DASH, "ـ": DASH,
    "|": OTHER, "/": OTHER, "*": OTHER, "•": OTHER, "#": OTHER, "@": OTHER,
}  # fmt: skip


# Words that go on with the sentence after a semicolon.
_GOES_ON = frozenset(("مما", "ما", "حيث", "وذلك", "فيما"))
# What closes a name, and what has opened it.
_PAIRS = {"»": "«", "”": "“", ")": "(", '"': '"'}


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: words `[a, b)`, how many quotations it stands in, whether its end was marked."""

    a: int
    b: int
    depth: int
    closed: bool


@dataclass(slots=True)
class Doc:
    """One text as words. Parallel lists indexed by word; `gap` has one more entry, for the text's end."""

    norm: Normalized
    words: list[str]
    starts: list[int]  # offsets into norm.text
    ends: list[int]
    gap: list[int]
    sentences: list[tuple[int, int]] = field(default_factory=list)
    sentence_of: list[int] = field(default_factory=list)
    paragraph_of: list[int] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    _stems: dict[int, frozenset[str]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.words)

    def stems_of(self, sentence: int) -> frozenset[str]:
        """All stems that the words of a sentence can have; worked out once per sentence."""
        found = self._stems.get(sentence)
        if found is None:
            a, b = self.sentences[sentence]
            found = self._stems[sentence] = frozenset(s for w in self.words[a:b] for s in stem_options(w))
        return found

    def raw_span(self, a: int, b: int) -> tuple[int, int]:
        """The span of words `[a, b)` in the text as given, in code points; a quotation opened in it is closed."""
        return self._closed(*self.norm.raw_span(self.starts[a], self.ends[b - 1]))

    def _closed(self, start: int, end: int) -> tuple[int, int]:
        raw = self.norm.raw
        mark = _PAIRS.get(raw[end : end + 1])
        if mark is not None:
            inside = raw[start:end]
            if inside.count(mark) - inside.count(raw[end]) * (mark != raw[end]) == 1:
                return start, end + 1
        return start, end

    def raw_text(self, a: int, b: int) -> str:
        """The words `[a, b)` as the text writes them."""
        start, end = self.raw_span(a, b)
        return self.norm.raw[start:end]

    def trimmed_span(self, a: int, b: int, proclitics: int) -> tuple[int, int]:
        """As `raw_span`, without the first `proclitics` letters of the first word ("لدوما" as "دوما").

        A word written لل- keeps its preposition: without it the article would be lost.
        """
        word = self.words[a]
        if proclitics and word[proclitics - 1 : proclitics + 1] == "لل":
            proclitics -= 1
        if proclitics >= len(word):
            proclitics = 0
        return self._closed(*self.norm.raw_span(self.starts[a] + proclitics, self.ends[b - 1]))

    def between(self, a: int, b: int) -> int:
        """All flags of the gaps strictly inside words `[a, b)`."""
        flags = 0
        for i in range(a + 1, b):
            flags |= self.gap[i]
        return flags


def tokenize(raw: str, seams: Callable[[str], tuple[int, ...]] | None = None) -> Doc:
    """Split `raw` into words, sentences, paragraphs and quotations. Linear in the length of the text.

    `seams` says where words stand glued together in one long word (lost markup does that to names), as offsets
    into it.
    """
    norm = normalize_with_map(raw)
    text = norm.text
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    gap: list[int] = []
    quotes: list[Quote] = []
    open_quotes: list[int] = []
    straight_open = False
    last = 0
    glued = _GLUED.search(raw) is not None
    for m in _WORD.finditer(text):
        start = m.start()
        flags = 0
        if start > last + 1 or (start == last + 1 and text[last] != " "):
            flags, straight_open = _read_gap(text, last, start, len(words), open_quotes, quotes, straight_open, ends)
            if flags & STOP and m.group() in _GOES_ON and _only_semicolon(text[last:start]):
                flags = flags & ~STOP | COMMA
        last = m.end()
        cuts = _final_inside(norm, start, last) if glued and last - start > _SHORT else ()
        if seams is not None and last - start >= LONG:
            cuts = _deeper(m.group(), cuts, seams)
        word_start = start
        for cut in cuts:
            words.append(text[start : word_start + cut])
            starts.append(start)
            start = word_start + cut
            ends.append(start)
            gap.append(flags)
            flags = 0
        words.append(text[start:last])
        starts.append(start)
        ends.append(last)
        gap.append(flags)
    flags, _ = _read_gap(text, last, len(text), len(words), open_quotes, quotes, straight_open, ends)
    gap.append(flags | STOP | NEWLINE)
    for depth, a in enumerate(open_quotes):
        _close(a, len(words), depth, False, quotes)
    doc = Doc(norm, words, starts, ends, gap)
    _split(doc)
    doc.quotes = sorted(_trim(doc, quotes), key=lambda q: (q.a, -q.b))
    return doc


def _only_semicolon(between: str) -> bool:
    """ "قصفت البلدة؛ مما أدى إلى": a semicolon, and nothing stronger."""
    return between.strip() in ("؛", ";")


def _deeper(word: str, cuts: tuple[int, ...], seams: Callable[[str], tuple[int, ...]]) -> tuple[int, ...]:
    """The cuts given and those inside each long part."""
    out: list[int] = []
    for a, b in itertools.pairwise((0, *cuts, len(word))):
        if b - a >= LONG:
            out.extend(a + cut for cut in seams(word[a:b]))
        if b < len(word):
            out.append(b)
    return tuple(out)


def _final_inside(norm: Normalized, start: int, end: int) -> tuple[int, ...]:
    """Where a letter that only ends words (ta marbuta, alef maqsura) stands inside one: two words grown together."""
    raw, at = norm.raw, norm.starts
    return tuple(k + 1 - start for k in range(start + 2, end - 2) if raw[at[k]] in _FINALS)


def _read_gap(
    text: str,
    start: int,
    end: int,
    index: int,
    open_quotes: list[int],
    quotes: list[Quote],
    straight_open: bool,
    ends: list[int],
) -> tuple[int, bool]:
    """Flags of `text[start:end]`, opening and closing quotations before word `index` on the way."""
    flags = NEWLINE if _WIDE in text[start:end] else 0
    for at in range(start, end):
        char = text[at]
        if char == " ":
            continue
        if char == '"':
            straight_open = not straight_open
            char = "“" if straight_open else "”"
        flag = _PUNCT.get(char, OTHER)
        if flag == STOP and char == "." and not _ends_sentence(text, at, start, end, ends):
            flag = OTHER
        if flag == STOP and char in ".…" and text[start:at].rstrip(" .…").endswith(("(", "[")):
            flag = OTHER  # "(...)": words left out of a quotation
        flags |= flag
        if flag == OPEN_QUOTE:
            open_quotes.append(index)
        elif flag == CLOSE_QUOTE and open_quotes:
            a = open_quotes.pop()
            _close(a, index, len(open_quotes), True, quotes)
        elif flag == NEWLINE and open_quotes and text.count("\n", start, end) > 1:
            # No quotation outlives its paragraph: a forgotten closing mark must not swallow the report.
            while open_quotes:
                a = open_quotes.pop()
                _close(a, index, len(open_quotes), False, quotes)
            straight_open = False
    return flags, straight_open


def _ends_sentence(text: str, at: int, start: int, end: int, ends: list[int]) -> bool:
    """Whether the full stop at `at` ends a sentence: not after a one-letter title ("د. أحمد")."""
    if at != start:
        return True
    word_start = at
    while word_start and text[word_start - 1].isalpha() and at - word_start < 3:
        word_start -= 1
    letter = at - word_start == 1 and "\u0620" <= text[word_start] <= "\u064a"  # "د. أحمد", "(د. ب. أ)"
    return not (letter or text[word_start:at] in _ABBREVIATIONS) or "\n" in text[at:end]


def _close(a: int, b: int, depth: int, closed: bool, quotes: list[Quote]) -> None:
    if b > a:
        quotes.append(Quote(a, b, depth, closed))


def _split(doc: Doc) -> None:
    """Fill in sentences and paragraphs."""
    a = paragraph = 0
    for i in range(1, len(doc) + 1):
        if doc.gap[i] & (STOP | NEWLINE) or i - a >= LONGEST:
            doc.sentences.append((a, i))
            doc.sentence_of.extend([len(doc.sentences) - 1] * (i - a))
            doc.paragraph_of.extend([paragraph] * (i - a))
            a = i
            if doc.gap[i] & NEWLINE:
                paragraph += 1


def _trim(doc: Doc, quotes: list[Quote]) -> list[Quote]:
    """An unclosed quotation ends with its paragraph at the latest."""
    out = []
    for q in quotes:
        b = q.b
        if not q.closed:
            b = q.a + 1
            while b < q.b and doc.paragraph_of[b] == doc.paragraph_of[q.a]:
                b += 1
        out.append(Quote(q.a, b, q.depth, q.closed))
    return out
