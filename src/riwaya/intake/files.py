"""Paths to reports: text files, folders with an index, JSON lines, standard input."""

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from riwaya.errors import BadInput
from riwaya.intake.decode import MAX_BYTES, decode, too_large
from riwaya.model import Report


@dataclass(frozen=True, slots=True)
class Failure:
    """A report that could not be taken in: what went wrong, and on which line of a stream."""

    message: str
    line: int | None = None


def read_file(path: Path, published: str | None = None, outlet: str | None = None) -> Report:
    """One text file as a report; what `index.json` beside it says fills in what is not given.

    Raises BadInput naming the file.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise too_large(str(path), size)
        data = path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path}: cannot be read ({error.strerror or error})") from error
    meta = read_index(path.parent).get(path.name, {})
    return Report(
        decode(data, str(path)), outlet or meta.get("outlet"), published or meta.get("published"),
        meta.get("title"), meta.get("url"), path.name,
    )  # fmt: skip


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


def expand(paths: Iterable[str]) -> Iterator[Path | None]:
    """Every file that the given paths mean, folders opened; None stands for standard input.

    Raises BadInput for a path that does not exist, or a folder with nothing to read.
    """
    for given in paths:
        if given == "-":
            yield None
            continue
        path = Path(given)
        if path.is_dir():
            found = sorted(p for p in path.iterdir() if p.suffix in (".txt", ".jsonl"))
            if not found:
                raise BadInput(f"{path}: no .txt or .jsonl file in this folder")
            yield from found
        elif path.exists():
            yield path
        else:
            raise BadInput(f"{path}: no such file")


def read_stdin(published: str | None, outlet: str | None) -> Report:
    """Standard input as one report."""
    return Report(decode(sys.stdin.buffer.read(MAX_BYTES + 1), "standard input"), outlet, published)


def read_lines(path: Path, published: str | None = None, outlet: str | None = None) -> Iterator[Report | Failure]:
    """The reports of a .jsonl file, one at a time; a bad line is a `Failure` in its place."""
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield parse_line(line, number, path, published, outlet)
    except OSError as error:
        raise BadInput(f"{path}: cannot be read ({error.strerror or error})") from error


def json_object(line: bytes, number: int, name: str) -> dict[str, Any] | Failure:
    """One JSON line as an object, or the failure that names line and reason."""
    try:
        raw = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        return Failure(f"{name}:{number}: not a line of JSON ({error})", number)
    return raw if isinstance(raw, dict) else Failure(f'{name}:{number}: needs an object with a "text"', number)


def parse_line(line: bytes, number: int, path: Path, published: str | None, outlet: str | None) -> Report | Failure:
    """One JSON line as a report, or the failure that names line and reason."""
    raw = json_object(line, number, str(path))
    if isinstance(raw, Failure):
        return raw
    if not isinstance(raw.get("text"), str):
        return Failure(f'{path}:{number}: needs an object with a "text"', number)

    def field(name: str) -> str | None:
        value = raw.get(name)
        return None if value is None else str(value)

    return Report(
        raw["text"], outlet or field("outlet"), published or field("published"), field("title"), field("url"),
        field("id"),
    )  # fmt: skip
