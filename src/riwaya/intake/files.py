"""What readers of files share: a failure in its place, a folder's index, a line of JSON."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from riwaya.errors import BadInput


@dataclass(frozen=True, slots=True)
class Failure:
    """A report that could not be taken in: what went wrong, and on which line of a stream."""

    message: str
    line: int | None = None


def read_index(folder: Path) -> dict[str, dict[str, Any]]:
    """`index.json` of a folder: file name to outlet, published, title, url. A broken one is an error."""
    file = folder / "index.json"
    if not file.is_file():
        return {}
    try:
        raw = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadInput(f"{file}: not readable as JSON: {error}") from error
    if not isinstance(raw, dict):
        return {}
    return {k: v for k, v in raw.items() if isinstance(v, dict)}


def json_object(line: bytes, number: int, name: str) -> dict[str, Any] | Failure:
    """One JSON line as an object, or the failure that names line and reason."""
    try:
        raw = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        return Failure(f"{name}:{number}: not a line of JSON ({error})", number)
    return raw if isinstance(raw, dict) else Failure(f'{name}:{number}: needs an object with a "text"', number)
