"""Finding lexicon entries in a text: one trie over normalised words, all classes in one pass."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from riwaya.lexicon.guards import Guard
from riwaya.lexicon.schema import ARMED_KINDS, Entry
from riwaya.text.clitics import Split, splits
from riwaya.text.tokens import DASH, TRANSPARENT, Doc

_WORDS = 20_000  # words remembered; then all are forgotten, so that memory stays bounded
_WHOLE = Split("", "", False, "", "")


class Payload(NamedTuple):
    """What a written form stands for: entry and features (see `riwaya.text.inflect.Form`)."""

    cls: str
    id: str
    pos: str
    tense: str
    number: str
    person: int
    gender: str
    passive: bool
    guard: Guard | None


class Match(NamedTuple):
    """An entry found at words `[a, b)`; `split` says which clitics the first word carries."""

    a: int
    b: int
    form: Payload
    split: Split


@dataclass(slots=True)
class Lexicon:
    """All entries and the trie of their forms: nested dicts by word, payloads under the empty key."""

    entries: dict[tuple[str, str], Entry] = field(default_factory=dict)
    root: dict[str, Any] = field(default_factory=dict)
    inner: frozenset[str] = frozenset()
    first_cache: dict[str, tuple[tuple[str, Split], ...]] = field(default_factory=dict)
    inner_cache: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def add(self, words: tuple[str, ...], payload: Payload) -> None:
        """Enter one form."""
        node = self.root
        for word in words:
            node = node.setdefault(word, {})
        payloads = node.setdefault("", [])
        # One reading per entry and part of speech: the first made is the likelier (plural before dual,
        # active before passive).
        if not any((p.cls, p.id, p.pos) == (payload.cls, payload.id, payload.pos) for p in payloads):
            payloads.append(payload)

    def freeze(self) -> None:
        """Note which words occur inside phrases; call once all forms are in."""
        inner: set[str] = set()
        stack = [child for word, child in self.root.items() if word]
        while stack:
            node = stack.pop()
            for word, child in node.items():
                if word:
                    inner.add(word)
                    stack.append(child)
        self.inner = frozenset(inner)

    def entry(self, cls: str, entry_id: str) -> Entry:
        """The entry of a class by id; KeyError where there is none."""
        return self.entries[cls, entry_id]

    def find(self, doc: Doc) -> list[Match]:
        """Every match in the text that its guard allows, by start, the longest first."""
        out: list[Match] = []
        waiting: list[Match] = []
        root, words, gap = self.root, doc.words, doc.gap
        cache = self.first_cache
        opaque = ~(TRANSPARENT | DASH)
        n = len(words)
        for i in range(n):
            word = words[i]
            firsts = cache.get(word)
            if firsts is None:
                firsts = self._firsts(word)
            for stem, split in firsts:
                node = root[stem]
                j = i + 1
                while True:
                    payloads = node.get("")
                    if payloads:
                        for p in payloads:
                            if split.pronoun == "ه" and doc.norm.raw[doc.norm.starts[doc.ends[i] - 1]] == "ة":
                                continue  # a feminine ending is no pronoun: خربة is no "he destroyed it"
                            if not _agrees(p, split, j - i):
                                continue
                            if p.guard is None or p.guard.allows(doc, i, j, split.prep == "س"):
                                out.append(Match(i, j, p, split))
                            elif p.guard.armed:
                                waiting.append(Match(i, j, p, split))
                    if j >= n or gap[j] & opaque or len(node) == (1 if payloads else 0):
                        break
                    nxt = None
                    for variant in self.inner_cache.get(words[j]) or self._inners(words[j]):
                        nxt = node.get(variant)
                        if nxt is not None:
                            break
                    if nxt is None:
                        break
                    node = nxt
                    j += 1
        if waiting:
            armed = self._armed_sentences(doc, out)
            for m in waiting:
                guard = m.form.guard
                if guard and doc.sentence_of[m.a] in armed and guard.allows(doc, m.a, m.b, m.split.prep == "س", True):
                    out.append(m)
        out.sort(key=lambda m: (m.a, -m.b))
        return out

    def _armed_sentences(self, doc: Doc, found: list[Match]) -> set[int]:
        """The sentences that name an armed party or fighters."""
        return {
            doc.sentence_of[m.a]
            for m in found
            if (m.form.cls == "actor" and self.entries["actor", m.form.id].get("kind") in ARMED_KINDS)
            or (m.form.cls == "people" and self.entries["people", m.form.id].get("group") == "fighters")
        }

    def _firsts(self, word: str) -> tuple[tuple[str, Split], ...]:
        if len(self.first_cache) >= _WORDS:
            self.first_cache.clear()
        found = tuple((s.stem, s) for s in splits(word) if s.stem in self.root)
        self.first_cache[word] = found
        return found

    def _inners(self, word: str) -> tuple[str, ...]:
        options = [word] if word in self.inner else []
        if word.startswith("ال") and word[2:] in self.inner:
            options.append(word[2:])
        if len(self.inner_cache) >= _WORDS:
            self.inner_cache.clear()
        found = tuple(options) or ("\0",)
        self.inner_cache[word] = found
        return found


def _agrees(p: Payload, split: Split, length: int) -> bool:
    """Whether the clitics on the word are ones its part of speech can carry."""
    if p.pos == "verb":
        # "سيقصف", "ليقصف": only the present tense takes a proclitic; "لشن" is a verbal noun.
        clitic = not split.prep or (split.prep in ("س", "ل") and p.tense == "present")
        return clitic and not split.article and split.pronoun != "ي"
    if split.prep == "س":
        return False
    if p.pos in ("form", "short"):
        # Names are listed with their article: "السورية" is the adjective, not سورية with an article.
        return not split.pronoun and not (split.article and p.cls in ("actor", "person"))
    if p.pos == "masdar" and split.article and split.stem.endswith("ا"):
        return False  # an accusative written with its alif has no article: "والدهما" is no "the raid"
    if split.pronoun:
        # A pronoun ends a construct, so it stands on the last word of the form only; nouns of reporting do
        # not belong to "me" or "you" (قتلى is no "my killing").
        return length == 1 and p.pos != "adjective" and split.pronoun not in ("ي", "ني", "ك", "كم")
    return True
