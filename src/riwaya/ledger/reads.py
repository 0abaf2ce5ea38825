"""Reading: texts and files to their attributed claims."""

import json
import os
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from riwaya.errors import RiwayaError
from riwaya.intake.files import Failure
from riwaya.intake.take import take
from riwaya.intake.taken import Options
from riwaya.model import Reading, Report, Taken

if TYPE_CHECKING:
    from concurrent.futures import Future

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


def reports(paths: list[str], published: str | None, outlet: str | None) -> Iterator[Taken | Failure]:
    """The reports that paths mean, one at a time, failures in their places. Without OCR, and without their bytes."""
    for item in take(paths, Options(published, outlet, ocr=False)):
        yield item if isinstance(item, Failure) else replace(item, raw=b"")


def read_all(
    items: Iterator[Taken | Failure], lexicon: Path | None = None, jobs: int = 1
) -> Iterator[Reading | Failure]:
    """Readings in the order of the reports, in constant memory, over `jobs` processes (0: all cores)."""
    jobs = jobs or os.cpu_count() or 1
    if jobs == 1:
        for item in items:
            yield _safe(item, lexicon)
        return
    import multiprocessing  # late: most readings are of one report, which need not wait for it
    from concurrent.futures import ProcessPoolExecutor

    # Spawned, not forked: the same on every platform. The window keeps memory constant.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:
        window: deque[Future[list[Reading | Failure]]] = deque()
        chunk: list[Taken | Failure] = []
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


def _read_chunk(chunk: list[Taken | Failure], lexicon: Path | None) -> list[Reading | Failure]:
    return [_safe(item, lexicon) for item in chunk]


def _safe(item: Taken | Failure, lexicon: Path | None) -> Reading | Failure:
    if isinstance(item, Failure):
        return item
    try:
        reading = read_one(item.report, lexicon)
    except RiwayaError as error:
        return Failure(f"{item.source}: {error}")
    passed_on = (f"forwarded from {item.forwarded_from}",) if item.forwarded_from else ()
    return replace(reading, notes=reading.notes + item.notes + passed_on)


def to_json(reading: Reading, explain: bool = False, indent: int | None = None) -> str:
    """A reading as the JSON of the claims contract. Lone surrogates are escaped, so it always encodes."""
    data: dict[str, Any] = reading.to_dict(explain)
    text = json.dumps(data, ensure_ascii=False, indent=indent)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = json.dumps(data, ensure_ascii=True, indent=indent)
    return text
