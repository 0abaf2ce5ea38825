"""Messages of the program itself (errors, and why a file was not taken in) in the interface's language.

They are raised in English, with values in them. `locale/said.ar.po` has each with letters for its values, in order:
`no claim %(a)s in this archive`. What is not there is shown in English.
"""

import re
from functools import lru_cache
from importlib.resources import files

from babel.messages.pofile import read_po

_VALUE = re.compile(r"%\(([a-z])\)s")


@lru_cache(maxsize=2)
def _known(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Patterns of messages with what they are in a language, the most telling first."""
    with (files("riwaya.desk.i18n") / "locale" / f"said.{language}.po").open("rb") as file:
        pairs = [(str(m.id), str(m.string)) for m in read_po(file, locale=language) if m.id and m.string]
    pairs.sort(key=lambda pair: -len(_VALUE.sub("", pair[0])))
    return tuple((_pattern(said), text) for said, text in pairs)


def _pattern(said: str) -> re.Pattern[str]:
    parts = _VALUE.split(said)
    # Odd parts are the values' letters; a value may be anything, of several lines too.
    return re.compile("".join(f"(?P<{p}>.*)" if n % 2 else re.escape(p) for n, p in enumerate(parts)) + r"\Z", re.S)


def say(message: str, language: str) -> tuple[str, str]:
    """A message in a language, and the language it is in then: English where it is not known in another."""
    if language != "en":
        for pattern, text in _known(language):
            if found := pattern.match(message):
                # Values keep their own direction: ids, names of files, words of a report.
                values = {letter: f"\u2068{value}\u2069" for letter, value in found.groupdict().items()}
                return text % values, language
    return message, "en"
