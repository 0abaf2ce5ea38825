"""Dropping what is no reporting from the lines of an extracted page; the words are in data/pages.yml."""

from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from riwaya.text.normalize import normalize


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    raw = yaml.safe_load((files("riwaya.intake") / "data" / "pages.yml").read_text(encoding="utf-8"))
    return {k: tuple(_key(x) for x in v) if isinstance(v, list) else v for k, v in raw.items()}


def _key(line: str) -> str:
    return " ".join(normalize(line).strip(" :|.-–•*،").split())


def clean_lines(text: str, title: str | None = None) -> str:
    """A text without its page furniture: related links, share buttons, bylines, a title said twice."""
    words = _data()
    out: list[str] = []
    for line in text.splitlines():
        key = _key(line)
        if not key:
            out.append("")
            continue
        short = len(key) <= words["longest"]
        if short and out and any(key.startswith(t) for t in words["tails"]):
            break
        if short and (key in words["whole"] or any(_begins(key, h) for h in words["heads"])):
            continue
        out.append(line.strip())
    while out and title and _key(out[0]) in ("", _key(title)):
        out.pop(0)
    return "\n".join(_single_blank(out)).strip()


def _begins(key: str, head: str) -> bool:
    """A byline's verb ("كتب فلان") is one only in a line of a few words; other heads need a word's end after them."""
    if not (key == head or key.startswith(head + " ") or key.startswith(head + ":")):
        return False
    return " " in head or len(key.split()) <= 6


def _single_blank(lines: list[str]) -> list[str]:
    return [line for i, line in enumerate(lines) if line or (i and lines[i - 1])]
