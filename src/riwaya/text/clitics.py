"""Ways to split a written Arabic word into proclitics, stem and enclitic pronoun.

Splitting is by grammar, not by lexicon: `splits` lists every grammatical reading of a word's letters,
the least-split first; whoever looks a stem up decides which reading exists. Grammar followed:
conjunction (و ف), then either future س before an imperfect verb, or a preposition (ب ك ل) and the
article (ال, written لل after ل); pronouns ه ها هم هن هما ك كم نا ي ني. A stem that lost its feminine
ending before a pronoun gets it back (غارته: غارة + ه); so does one whose last hamza took a seat
(إخلائها: إخلاء + ها).
"""

from functools import lru_cache
from typing import NamedTuple

_PRONOUNS = ("هما", "ها", "هم", "هن", "كم", "نا", "ني", "ه", "ك", "ي")


class Split(NamedTuple):
    """One reading of a word: `conj` (و ف or empty), `prep` (ب ك ل س or empty), article, stem, pronoun."""

    conj: str
    prep: str
    article: bool
    stem: str
    pronoun: str


@lru_cache(maxsize=4096)  # who asks often keeps the answers
def splits(word: str) -> tuple[Split, ...]:
    """Every grammatical reading of a normalised word, least-split first; the bare word is the first.

    >>> [s.stem for s in splits("للجيش")]
    ['للجيش', 'لجيش', 'الجيش', 'جيش']
    """
    out: dict[Split, None] = {Split("", "", False, word, ""): None}
    heads: list[tuple[str, str, str]] = [("", "", word)]
    if len(word) > 2 and word[0] in "وف":
        heads.append((word[0], "", word[1:]))
    for conj, _, rest in list(heads):
        if len(rest) > 2 and rest[0] in "بكل":
            heads.append((conj, rest[0], rest[1:]))
            if rest.startswith("لل") and len(rest) > 3:
                heads.append((conj, "ل", "ال" + rest[2:]))
        if len(rest) > 3 and rest[0] == "س" and rest[1] in "ايتن":
            heads.append((conj, "س", rest[1:]))
    for conj, prep, rest in heads:
        out[Split(conj, prep, False, rest, "")] = None
    for conj, prep, rest in heads:
        if len(rest) > 3 and rest.startswith("ال") and prep != "س":
            out[Split(conj, prep, True, rest[2:], "")] = None
    for conj, prep, rest in heads:
        for pronoun in _PRONOUNS:
            if len(rest) - len(pronoun) >= 2 and rest.endswith(pronoun):
                stem = rest[: -len(pronoun)]
                out[Split(conj, prep, False, stem, pronoun)] = None
                if stem.endswith("ت") and len(stem) > 2:
                    out[Split(conj, prep, False, stem[:-1] + "ه", pronoun)] = None
                if stem.endswith(("اي", "او")) and len(stem) > 4:
                    out[Split(conj, prep, False, stem[:-1] + "ء", pronoun)] = None
    return tuple(out)


@lru_cache(maxsize=16384)
def stem_options(word: str) -> tuple[str, ...]:
    """The stems of every grammatical reading of a word, without repeats."""
    return tuple(dict.fromkeys(s.stem for s in splits(word)))
