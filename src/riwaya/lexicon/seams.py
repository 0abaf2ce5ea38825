"""Words glued together by lost markup ("أعلنتالمقاومة", "مراسلالميادينفي"): where to part them."""

from collections.abc import Callable

from riwaya.lexicon.match import Lexicon
from riwaya.text.clitics import splits
from riwaya.text.normalize import normalize

_ENDINGS = ("ين", "ون")  # a name or noun that can go no further
_ARTICLE, _TO_THE = "ال", "لل"
_PROCLITICS = "بوف"
_BEFORE_VERBS = ("قد", "وقد")
_SHORTEST = 3


def find_seams(lexicon: Lexicon) -> Callable[[str], tuple[int, ...]]:
    """A function from one normalised word to the offsets where it falls into words the lexicon knows.

    Empty for a word the lexicon knows whole, and wherever a part is unknown.
    """
    cache: dict[str, tuple[int, ...]] = {}
    tails, heads = (
        tuple(sorted(map(normalize, lexicon.entries["particle", name].data["forms"]), key=len, reverse=True))
        for name in ("glued-tails", "glued-heads")
    )

    def known(word: str) -> bool:
        return any(s.stem in lexicon.root for s in splits(word))

    def tail(word: str) -> int:
        """Where a small word is glued to the end of a known one; the length where none is; -1 for no sense."""
        if known(word):
            return len(word)
        for t in tails:
            if word.endswith(t) and len(word) - len(t) > _SHORTEST + 2 and known(word[: -len(t)]):
                return len(word) - len(t)
        for k in range(_SHORTEST + 2, len(word) - _SHORTEST):
            if word[:k].endswith(_ENDINGS) and word[k:] in lexicon.root and known(word[:k]):
                return k  # "الميادين|سقوط", "المدنيين|فروا"
        return -1

    def find(word: str) -> tuple[int, ...]:
        found = cache.get(word)
        if found is None:
            found = cache[word] = _find(word)
        return found

    def _find(word: str) -> tuple[int, ...]:
        if known(word):
            return ()
        for head in heads:
            least = _SHORTEST if head in _BEFORE_VERBS else _SHORTEST + 1
            if word.startswith(head) and len(word) - len(head) >= least and known(word[len(head) :]):
                return (len(head),)
        if word.startswith(_TO_THE):
            at = tail(_ARTICLE + word[2:])
            return (at,) if 0 < at < len(word) else ()
        if word.startswith(_ARTICLE):
            at = tail(word)
            return (at,) if 0 < at < len(word) else ()
        at = word.find(_ARTICLE, _SHORTEST)
        while 0 < at <= len(word) - _SHORTEST - 2:
            if word[at - 1] in _PROCLITICS and known(word[: at - 1]) and known(word[at - 1 :]):
                return (at - 1,)
            end = tail(word[at:])
            if end >= 0 and known(word[:at]):
                return (at,) if at + end == len(word) else (at, at + end)
            at = word.find(_ARTICLE, at + 1)
        return ()

    return find
