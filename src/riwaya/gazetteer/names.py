"""Names as the index holds them: normalised words, Arabic script only."""

import re
from functools import lru_cache

from riwaya.text.clitics import stem_options
from riwaya.text.normalize import normalize

_WORD = re.compile(r"[0-9]+|[^\W\d_]+(?:'[^\W\d_]+)?")
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
# Letters of Persian, Urdu, Kurdish, Uyghur, Pashto and Sindhi that Arabic reporting does not write.
_FOREIGN = re.compile("[\u0671-\u06bf\u06c0-\u06d5\u06ee-\u06ff\u0750-\u077f\u063b-\u063f\ufb50-\ufbff]")
_LATIN_SLUG = re.compile("[^a-z0-9]+")


@lru_cache(maxsize=4096)
def key(name: str) -> str:
    """The index key of a name: its normalised words joined by one space.

    >>> key("دير  الزّور") == key("ديرالزور")
    False
    >>> key("«الرَّقّة»")
    'الرقه'
    """
    return " ".join(_WORD.findall(normalize(name)))


def is_arabic_script(name: str) -> bool:
    """Whether any letter of `name` is of the Arabic script."""
    return _ARABIC.search(name) is not None


def is_foreign_spelling(name: str) -> bool:
    """Whether `name` is spelled with letters of another language that uses the Arabic script."""
    return _FOREIGN.search(name) is not None


def slug(text: str) -> str:
    """A Latin name as a slug.

    >>> slug("Mezzeh 86, Damascus")
    'mezzeh-86-damascus'
    """
    return _LATIN_SLUG.sub("-", text.lower()).strip("-")


def spellings(text: str) -> tuple[str, ...]:
    """Keys under which a place, as it stands in a report, is looked for: with and without what is written onto it."""
    whole = key(text)
    first, space, rest = whole.partition(" ")
    stems = (s for s in stem_options(first) if len(s) > 2 and first.endswith(s))
    return tuple(dict.fromkeys((whole, *(s + space + rest for s in stems))))
