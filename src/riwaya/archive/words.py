"""What is searched: Arabic words without hamza, diacritics and clitics, and the small search grammar.

Index and query go through the same doors: normalisation (riwaya.text.normalize), then every grammatical stem of a
word (riwaya.text.clitics). A word of the query is found where it shares a stem with a word of the text.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from riwaya.errors import ArchiveError
from riwaya.text.clitics import stem_options
from riwaya.text.normalize import normalize

_WORD = re.compile(r"[^\W_]+")
_QUERY = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')
_ARABIC = re.compile(r"[\u0621-\u064a]")


@lru_cache(maxsize=16384)
def stems(word: str) -> tuple[str, ...]:
    """The stems under which a normalised word is indexed; of one letter only where nothing longer is left."""
    if not _ARABIC.search(word):
        return (word.lower(),)
    long = tuple(s for s in stem_options(word) if len(s) > 2)
    return long or (word,)


def words_of(text: str) -> list[str]:
    """The normalised words of a text, in order."""
    return _WORD.findall(normalize(text))


def body(text: str) -> str:
    """What goes into the index for a text: the stems of its words, each once."""
    return " ".join(dict.fromkeys(chain.from_iterable(map(_stems_within, text.split()))))


@lru_cache(maxsize=32768)
def _stems_within(piece: str) -> tuple[str, ...]:
    """The stems of all words in what stands between two spaces: no word goes over a space."""
    return tuple(chain.from_iterable(map(stems, words_of(piece))))


@dataclass(frozen=True, slots=True)
class Term:
    """One part of a query: alternatives of which one must (or, `negative`, none may) be in the text.

    `options` are stems; one that ends in * means words that begin so. A phrase is several terms plus a check of order.
    """

    options: tuple[str, ...]
    negative: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A query read: all terms must hold, and every phrase must stand in the text word after word."""

    terms: tuple[Term, ...]
    phrases: tuple[tuple[str, ...], ...] = ()

    def holds(self, text: str) -> bool:
        """Whether every phrase stands in a text, clitics and spelling apart."""
        if not self.phrases:
            return True
        have = [set(stems(w)) for w in words_of(text)]
        for phrase in self.phrases:
            want = [set(stems(w)) for w in phrase]
            span = range(len(have) - len(want) + 1)
            if not any(all(want[k] & have[i + k] for k in range(len(want))) for i in span):
                return False
        return True


def read_query(query: str) -> Query:
    """Words must all occur; "several words" as a phrase; -word must not; word* begins so; a | b is either.

    Raises ArchiveError where nothing to search for is left.
    """
    terms: list[Term] = []
    phrases: list[tuple[str, ...]] = []
    either = False
    for minus, quoted, plain in _QUERY.findall(query):
        if plain == "|" and terms:
            either = True
            continue
        found = words_of(quoted or plain)
        if not found:
            continue
        if quoted and len(found) > 1 and not minus:
            phrases.append(tuple(found))
        prefix = plain.endswith("*")
        new = [Term((w + "*",) if prefix else stems(w), bool(minus)) for w in found]
        if either and len(new) == 1 and not minus:
            last = terms.pop()
            terms.append(Term(last.options + new[0].options))
        else:
            terms.extend(new)
        either = False
    if not any(not t.negative for t in terms):
        raise ArchiveError(f"search {query!r}: give at least one word to look for")
    return Query(tuple(terms), tuple(phrases))


def fts5(query: Query) -> str:
    """The query in SQLite FTS5's words."""
    yes = " AND ".join(_any(t, " OR ", '"', '"', "*") for t in query.terms if not t.negative)
    no = "".join(f" NOT {_any(t, ' OR ', chr(34), chr(34), '*')}" for t in query.terms if t.negative)
    return yes + no


def tsquery(query: Query) -> str:
    """The query in PostgreSQL's words."""
    return " & ".join(("!" if t.negative else "") + _any(t, " | ", "'", "'", ":*") for t in query.terms)


def _any(term: Term, joint: str, left: str, right: str, star: str) -> str:
    words = (
        f"{left}{o.removesuffix('*')}{right}{star if o.endswith('*') else ''}" for o in dict.fromkeys(term.options)
    )
    return "(" + joint.join(words) + ")"
