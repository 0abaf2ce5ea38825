"""Reading: texts and files to their attributed claims."""

import json
import multiprocessing
import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from riwaya.errors import RiwayaError
from riwaya.intake.files import Failure, expand, read_file, read_lines, read_stdin
from riwaya.model import Reading, Report

if TYPE_CHECKING:
    from riwaya.reading.pipeline import Resources

_CHUNK = 16


def read(
    text: str,
    published: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    url: str | None = None,
    lexicon: str | Path | None = None,
) -> Reading:
    """Read one report's text into its attributed claims.

    `published` is an ISO date (YYYY-MM-DD); without it relative times stay unresolved. `lexicon` is a folder
    of your own entries to go on top of the product's. Raises RiwayaError on a bad date or lexicon.
    """
    return read_one(Report(text, outlet, published, title, url), _folder(lexicon))


def read_one(report: Report, lexicon: Path | None = None) -> Reading:
    """Read a report already taken in."""
    from riwaya.reading.pipeline import read_report

    return read_report(report, _resources(lexicon))


def _resources(lexicon: Path | None) -> "Resources":
    from riwaya.reading.pipeline import load_resources

    return load_resources(lexicon)


def _folder(lexicon: str | Path | None) -> Path | None:
    return Path(lexicon) if lexicon is not None else None


def reports(paths: list[str], published: str | None, outlet: str | None) -> Iterator[Report | Failure]:
    """The reports that paths mean, one at a time, failures in their places."""
    for path in expand(paths):
        if path is None:
            yield read_stdin(published, outlet)
        elif path.suffix == ".jsonl":
            yield from read_lines(path, published, outlet)
        else:
            try:
                yield read_file(path, published, outlet)
            except RiwayaError as error:
                yield Failure(str(error))


def read_all(
    items: Iterator[Report | Failure], lexicon: Path | None = None, jobs: int = 1
) -> Iterator[Reading | Failure]:
    """Readings in the order of the reports, in constant memory, over `jobs` processes (0: all cores)."""
    jobs = jobs or os.cpu_count() or 1
    if jobs == 1:
        for item in items:
            yield _safe(item, lexicon)
        return
    # Spawned, not forked: the same on every platform. The window keeps memory constant.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:
        window: deque[Future[list[Reading | Failure]]] = deque()
        chunk: list[Report | Failure] = []
        for item in items:
            chunk.append(item)
            if len(chunk) == _CHUNK:
                window.append(pool.submit(_read_chunk, chunk, lexicon))
                chunk = []
            if len(window) > jobs * 3:
                yield from window.popleft().result()
        if chunk:
            window.append(pool.submit(_read_chunk, chunk, lexicon))
        while window:
            yield from window.popleft().result()


def _read_chunk(chunk: list[Report | Failure], lexicon: Path | None) -> list[Reading | Failure]:
    return [_safe(item, lexicon) for item in chunk]


def _safe(item: Report | Failure, lexicon: Path | None) -> Reading | Failure:
    if isinstance(item, Failure):
        return item
    try:
        return read_one(item, lexicon)
    except RiwayaError as error:
        return Failure(f"{item.given_id or 'report'}: {error}")


def to_json(reading: Reading, explain: bool = False, indent: int | None = None) -> str:
    """A reading as the JSON of the claims contract. Lone surrogates are escaped, so it always encodes."""
    data: dict[str, Any] = reading.to_dict(explain)
    text = json.dumps(data, ensure_ascii=False, indent=indent)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = json.dumps(data, ensure_ascii=True, indent=indent)
    return text
