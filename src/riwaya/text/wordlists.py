"""Reading the small word lists of the text layer, normalised as text is."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from riwaya.text.normalize import normalize

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def wordlist(name: str) -> dict[str, Any]:
    """The YAML file `data/NAME.yml` of this package, with every string in it normalised."""
    text = (files("riwaya.text") / "data" / f"{name}.yml").read_text(encoding="utf-8")
    data: dict[str, Any] = _normalised(yaml.load(text, Loader=_Loader))
    return data


def _normalised(value: Any) -> Any:
    if isinstance(value, str):
        return normalize(value)
    if isinstance(value, list):
        return [_normalised(v) for v in value]
    if isinstance(value, dict):
        return {(_normalised(k) if isinstance(k, str) else k): _normalised(v) for k, v in value.items()}
    return value


def phrases(items: list[str]) -> list[tuple[str, ...]]:
    """Each phrase as a tuple of words, the longest first."""
    return sorted((tuple(i.split()) for i in items), key=len, reverse=True)
