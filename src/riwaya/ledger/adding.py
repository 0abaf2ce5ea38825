"""Adding: takes reports in, reads those that are new, and keeps them; each is acknowledged once it is on disk."""

import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from riwaya import __version__
from riwaya.archive.derived import clean
from riwaya.archive.records import Added, Addition, Reader
from riwaya.archive.store import Archive
from riwaya.errors import BadInput
from riwaya.intake.files import Failure
from riwaya.intake.take import take
from riwaya.intake.taken import Options
from riwaya.ledger.feeds import fetcher_for
from riwaya.ledger.linking import settled
from riwaya.ledger.marks import with_marks
from riwaya.ledger.reads import read_one
from riwaya.model import Taken

__all__ = ["Options", "Result", "add", "reader", "take_in"]
_BATCH = 32  # reports a transaction
_BATCH_BYTES = 8_000_000  # raw bytes a transaction, which also bounds memory

Readings = Callable[[list[Taken]], list[dict[str, Any] | Failure]]


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one source: an outcome of `Added`, or a reason why it was not taken in."""

    source: str
    added: Added | None = None
    failure: str | None = None


def reader(lexicon: Path | None = None) -> Reader:
    """Which program reads here: its version, and a fingerprint of its words and places."""
    from riwaya.reading.pipeline import fingerprint

    return Reader(__version__, fingerprint(lexicon))


def add(
    archive: Archive, items: Iterable[Taken | Failure], lexicon: Path | None = None, jobs: int = 1
) -> Iterator[Result]:
    """Add reports in batches; a result is given only when its report is kept for good. In the end all is linked.

    Constant memory: a batch is at most 32 reports or 8 MB. Raises ArchiveError where the archive cannot be written;
    every result given before that stands.
    """
    who = reader(lexicon)
    yield from _read_and_keep(archive, items, who, lexicon, jobs)
    settled(archive)  # when stopped before, what was kept waits and is linked by the next command


def _read_and_keep(
    archive: Archive, items: Iterable[Taken | Failure], who: Reader, lexicon: Path | None, jobs: int
) -> Iterator[Result]:
    if jobs == 1:
        yield from _add(archive, items, who, lambda takens: read_chunk(takens, lexicon))
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs or None, mp_context=context) as pool:

        def spread(takens: list[Taken]) -> list[dict[str, Any] | Failure]:
            parts = [takens[n : n + 8] for n in range(0, len(takens), 8)]
            return [r for part in pool.map(read_chunk, parts, [lexicon] * len(parts)) for r in part]

        yield from _add(archive, items, who, spread)


def take_in(
    archive: Archive, paths: Iterable[str], options: Options, lexicon: Path | None = None, jobs: int = 1
) -> Iterator[Result]:
    """Take in what paths and addresses hold, and add it; see `add`."""
    with fetcher_for(archive) as fetcher:
        yield from add(archive, take(paths, options, fetcher), lexicon, jobs)


def _add(archive: Archive, items: Iterable[Taken | Failure], who: Reader, read: Readings) -> Iterator[Result]:
    batch: list[Taken] = []
    size = 0
    for item in items:
        if isinstance(item, Failure):
            yield Result(item.message.split(": ")[0], failure=item.message)
            continue
        batch.append(storable(item))
        size += len(item.raw)
        if len(batch) >= _BATCH or size >= _BATCH_BYTES:
            yield from _keep(archive, batch, who, read)
            batch, size = [], 0
    if batch:
        yield from _keep(archive, batch, who, read)


def _keep(archive: Archive, batch: list[Taken], who: Reader, read: Readings) -> Iterator[Result]:
    known = archive.known([t.report.id for t in batch])
    fresh: dict[str, Taken] = {}
    for t in batch:
        if t.report.id not in known:
            fresh.setdefault(t.report.id, t)  # the first, whose metadata stays
    readings = dict(zip(fresh, read(list(fresh.values())), strict=True))
    additions: list[Addition] = []
    sources: list[str] = []
    for taken in batch:
        found = readings.get(taken.report.id)
        if isinstance(found, Failure):
            yield Result(taken.source, failure=f"{taken.source}: {found.message}")
            continue
        additions.append(Addition(taken, found))
        sources.append(taken.source)
    if additions:
        done = archive.add(additions, who)
        for source, added in zip(sources, done, strict=True):
            yield Result(source, added)


def read_chunk(takens: list[Taken], lexicon: Path | None) -> list[dict[str, Any] | Failure]:
    """Readings (claims contract JSON) in the order of the reports, with the marks of how each came in."""
    out: list[dict[str, Any] | Failure] = []
    for taken in takens:
        try:
            out.append(with_marks(read_one(taken.report, lexicon).to_dict(), taken))
        except BadInput as error:
            out.append(Failure(str(error)))
    return out


def storable(taken: Taken) -> Taken:
    """The same with text every database keeps; a note says so where something was replaced."""
    r = taken.report
    text = clean(r.text)
    note = () if text == r.text else ("characters that cannot be kept (NUL, lone surrogates) were replaced by U+FFFD",)
    facts = {n: clean(v) for n in ("outlet", "title", "url", "given_id") if (v := getattr(r, n)) is not None}
    return replace(
        taken, report=replace(r, text=text, **facts), source=clean(taken.source), notes=taken.notes + note,
        author=clean(taken.author) if taken.author else None,
        forwarded_from=clean(taken.forwarded_from) if taken.forwarded_from else None,
    )  # fmt: skip
