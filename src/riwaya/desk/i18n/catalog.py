"""The interface's sentences: English in the code, Arabic in `locale/ar.po`, read as it is, with its plurals."""

import gettext
from functools import lru_cache
from importlib.resources import files
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = ("en", "ar")
DIRECTIONS = {"en": "ltr", "ar": "rtl"}


@lru_cache(maxsize=4)
def translations(language: str) -> gettext.NullTranslations:
    """The sentences of a language."""
    if language == "en":
        return gettext.NullTranslations()
    source = files("riwaya.desk.i18n") / "locale" / f"{language}.po"
    compiled = BytesIO()
    with source.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def chosen(asked: str | None, kept: str | None, accepted: str) -> str:
    """The language of an answer: asked for in the address, else kept in a cookie, else the browser's first of ours."""
    for given in (asked, kept):
        if given in LANGUAGES:
            return given
    for part in accepted.split(","):
        code = part.split(";")[0].strip()[:2].lower()
        if code in LANGUAGES:
            return code
    return "en"
