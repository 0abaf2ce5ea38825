"""Which language a text is in, as far as Riwaya needs to know: Arabic, or one it does not read."""

import re
from collections import Counter
from functools import cache
from importlib.resources import files

import yaml

_ARABIC = re.compile(r"[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\ufb50-\ufdff\ufe70-\ufefc]")
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000


@cache
def _data() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    raw = yaml.safe_load((files("riwaya.text") / "data" / "languages.yml").read_text(encoding="utf-8"))
    return (
        {k: frozenset(v) for k, v in raw["letters"].items()},
        {k: frozenset(v) for k, v in raw["words"].items()},
    )


def language_of(text: str) -> str:
    """`ar`, `fa`, `ur`, `ckb`, `ps`, `ug`, or `other` (another script, or no letters at all).

    Decided on the first 20,000 characters. A text with Arabic passages among other languages counts as
    Arabic where Arabic words are a good part of it.
    """
    sample = text[:_SAMPLE]
    counts = Counter(sample)
    letters = sum(n for c, n in counts.items() if c.isalpha())
    arabic = sum(n for c, n in counts.items() if _ARABIC.match(c))
    if arabic < 3 or arabic < letters * 0.15:
        return "other"
    foreign_letters, function_words = _data()
    words = Counter(_WORD.findall(sample))
    score = {lang: sum(words[w] for w in forms) for lang, forms in function_words.items()}
    for lang, chars in foreign_letters.items():
        score[lang] = score.get(lang, 0) + sum(counts[c] for c in chars)
    best = max(score, key=lambda lang: (score[lang], lang == "ar"))
    if best == "ar" or score[best] <= 2 or score[best] < 0.02 * arabic:
        return "ar"
    return best
