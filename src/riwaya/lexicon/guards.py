"""What must, or must not, stand around a match of an entry: company that tells its meanings apart."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from riwaya.text.clitics import splits, stem_options
from riwaya.text.tokens import Doc


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases of a guard, sorted by how they are looked up: whole words, beginnings ("مسلح*"), longer phrases.

    `heads` and `tails` hold the longer ones by their first and last word; those with a beginning there under "*".
    """

    words: frozenset[str] = frozenset()
    beginnings: tuple[str, ...] = ()
    longer: tuple[tuple[str, ...], ...] = ()
    heads: dict[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    tails: dict[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.words or self.beginnings or self.longer)

    def begins_at(self, doc: Doc, at: int) -> bool:
        """Whether any of the phrases begins at word `at`, clitics looked through."""
        if not 0 <= at < len(doc.words):
            return False
        if self._single(doc.words[at]):
            return True
        return bool(self.longer) and any(_at(p, doc, at) for p in _under(self.heads, doc.words[at]))

    def ends_at(self, doc: Doc, at: int) -> bool:
        """Whether any of the phrases ends right before word `at`."""
        if not 0 < at <= len(doc.words):
            return False
        if self._single(doc.words[at - 1]):
            return True
        return bool(self.longer) and any(_at(p, doc, at - len(p)) for p in _under(self.tails, doc.words[at - 1]))

    def near(self, doc: Doc, a: int, b: int) -> bool:
        """Whether any stands in the sentence of the match `[a, b)`, outside the match itself."""
        sentence = doc.sentence_of[a]
        first, last = doc.sentences[sentence]
        stems = doc.stems_of(sentence)
        beginnings = self.beginnings
        if not self.words.isdisjoint(stems) or (beginnings and any(s.startswith(beginnings) for s in stems)):
            words = doc.words
            if any(self._single(words[i]) for i in range(first, last) if not a <= i < b):
                return True
        for p in self.longer:
            if all(w in stems or w.endswith("*") for w in p):
                if any(_at(p, doc, i) for i in range(first, last - len(p) + 1) if not a <= i < b):
                    return True
        return False

    def soon(self, doc: Doc, b: int, within: int) -> bool:
        """Whether any begins among the `within` words after word `b`, in its sentence: "قطعت قوات النظام طريق"."""
        last = doc.sentences[doc.sentence_of[b - 1]][1]
        return any(self.begins_at(doc, k) for k in range(b, min(b + within, last)))

    def _single(self, word: str) -> bool:
        stems = _stems(word)
        if not self.words.isdisjoint(stems):
            return True
        beginnings = self.beginnings
        return bool(beginnings) and any(s.startswith(beginnings) for s in stems)


_NONE = Phrases()


@dataclass(frozen=True, slots=True)
class Guard:
    """The phrases that must stand before, after, soon after or near a match, and those that must not.

    Any of each is enough. `within` says how many words `soon` looks ahead. With `armed`, an armed party named in the
    sentence is as good as a word of `near`; with `future`, the prefix of the future is as good as a word of `before`.
    """

    before: Phrases = _NONE
    after: Phrases = _NONE
    not_before: Phrases = _NONE
    not_after: Phrases = _NONE
    near: Phrases = _NONE
    not_near: Phrases = _NONE
    soon: Phrases = _NONE
    not_soon: Phrases = _NONE
    within: int = 6
    armed: bool = False
    future: bool = False

    def allows(self, doc: Doc, a: int, b: int, future: bool = False, armed: bool = False) -> bool:
        """Whether the match at words `[a, b)` stands in the right company.

        `future`: the verb has the prefix of the future; `armed`: the sentence names an armed party.
        """
        if (self.before or self.future) and not (future and self.future) and not self.before.ends_at(doc, a):
            return False
        if self.not_before.ends_at(doc, a):
            return False
        if self.after and not self.after.begins_at(doc, b):
            return False
        if self.not_after.begins_at(doc, b):
            return False
        if self.soon and not self.soon.soon(doc, b, self.within):
            return False
        if self.not_soon and self.not_soon.soon(doc, b, self.within):
            return False
        if (self.near or self.armed) and not (armed and self.armed) and not self.near.near(doc, a, b):
            return False
        return not (self.not_near and self.not_near.near(doc, a, b))


def sort_phrases(phrases: list[tuple[str, ...]]) -> Phrases:
    """Phrases of normalised words, sorted for looking up."""
    single = [p[0] for p in phrases if len(p) == 1]
    longer = tuple(p for p in phrases if len(p) > 1)
    return Phrases(
        frozenset(w for w in single if not w.endswith("*")),
        tuple(w[:-1] for w in single if w.endswith("*")),
        longer,
        _by_word(longer, 0),
        _by_word(longer, -1),
    )


def _by_word(longer: tuple[tuple[str, ...], ...], at: int) -> dict[str, tuple[tuple[str, ...], ...]]:
    out: dict[str, tuple[tuple[str, ...], ...]] = {}
    for p in longer:
        word = "*" if p[at].endswith("*") else p[at]
        out[word] = (*out.get(word, ()), p)
    return out


def _under(index: dict[str, tuple[tuple[str, ...], ...]], word: str) -> Iterator[tuple[str, ...]]:
    """The longer phrases that a word can begin (or end), clitics looked through."""
    for stem in _stems(word):
        yield from index.get(stem, ())
    yield from index.get("*", ())


def _at(phrase: tuple[str, ...], doc: Doc, at: int) -> bool:
    if at < 0 or at + len(phrase) > len(doc.words):
        return False
    words = doc.words
    return all(_same(p, words[at + k]) for k, p in enumerate(phrase))


@lru_cache(maxsize=1 << 14)
def _stems(word: str) -> frozenset[str]:
    return frozenset(stem_options(word))


@lru_cache(maxsize=1 << 15)
def _same(pattern: str, word: str) -> bool:
    if pattern.endswith("*"):
        return any(s.stem.startswith(pattern[:-1]) for s in splits(word))
    return word == pattern or pattern in _stems(word)
