"""The names of our vocabularies (stances, types, weapons, agreement ...) in English and Arabic, for people."""

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

import yaml

Names = Mapping[str, Mapping[str, Mapping[str, str]]]


@lru_cache(maxsize=1)
def vocabularies() -> Names:
    """Vocabulary to language to slug to name."""
    raw: Names = yaml.safe_load((files("riwaya.ledger") / "data" / "vocabulary.yml").read_text(encoding="utf-8"))
    return raw


def label(vocabulary: str, slug: str | None, language: str) -> str:
    """The name of a slug; the slug with spaces where we have none. Nothing for None."""
    if slug is None:
        return ""
    return vocabularies()[vocabulary][language].get(slug) or slug.replace("_", " ")


def things(language: str) -> dict[str, str]:
    """Names of all that is counted or harmed, by slug."""
    found = vocabularies()
    return {k: v for name in ("weapons", "counted", "groups", "outcomes") for k, v in found[name][language].items()}
