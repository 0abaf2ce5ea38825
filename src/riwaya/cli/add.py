"""`riwaya init` and `riwaya add`: making an archive and bringing reports in."""

import json
import sys
import time
from typing import TYPE_CHECKING, Annotated

import typer

from riwaya.cli.options import ArchiveOption, FormatOption, LexiconDir, Output, archive, day, tell
from riwaya.errors import BadInput

if TYPE_CHECKING:
    from riwaya.archive.store import Archive
    from riwaya.intake.taken import Options
    from riwaya.ledger.adding import Result


def init(
    folder: Annotated[str | None, typer.Argument(help="A new folder, or a postgresql:// URL.")] = None,
    format: FormatOption = Output.text,
    archive: ArchiveOption = None,
) -> None:
    """Make a new archive; one that is there already stays as it is."""
    from riwaya.archive.store import create_archive, default_place

    where = folder or archive or default_place()
    with create_archive(where) as made:
        place = _hidden(where)
        tell(format, f"archive {made.id} in {place}", {"archive": made.id, "where": place})


def add(
    paths: Annotated[list[str], typer.Argument(help="Files, folders, URLs, or - for standard input.")],
    archive_at: ArchiveOption = None,
    published: Annotated[str | None, typer.Option("--published", help="Publication date, YYYY-MM-DD.")] = None,
    outlet: Annotated[str | None, typer.Option("--outlet", help="Name of the outlet.")] = None,
    map: Annotated[
        str | None, typer.Option("--map", help="Columns of JSONL and CSV: text=body,published=date.")
    ] = None,
    lexicon: LexiconDir = None,
    jobs: Annotated[int, typer.Option("--jobs", min=0, help="Processes that read; 0 means all cores.")] = 1,
    ocr: Annotated[bool, typer.Option("--ocr/--no-ocr", help="Read images and scans with Tesseract.")] = True,
    follow: Annotated[bool, typer.Option("--follow", help="Take in the pages that a feed's entries link to.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON line for each source, for machines.")] = False,
) -> None:
    """Add reports to the archive and read them. What fails is listed at the end; the rest goes in."""
    from riwaya.intake.taken import Options

    options = Options(day("--published", published), outlet, _mapping(map), ocr=ocr, follow=follow)
    with _open_or_make(archive_at) as store:
        failures = _run(store, paths, options, lexicon, jobs, as_json)
    if failures:
        for message in failures[:50]:
            typer.echo(f"riwaya: {message}", err=True)
        if len(failures) > 50:
            typer.echo(f"riwaya: and {len(failures) - 50} more", err=True)
        raise typer.Exit(2)


def _open_or_make(where: str | None) -> "Archive":
    """The archive; the default one is made when it is not there yet."""
    from riwaya.archive.store import create_archive, default_place

    return archive(where) if where else create_archive(default_place())


def _run(
    store: "Archive", paths: list[str], options: "Options", lexicon: object, jobs: int, as_json: bool
) -> list[str]:
    from riwaya.ledger.adding import take_in

    tally = {"new": 0, "sighting": 0, "known": 0, "claims": 0}
    failures: list[str] = []
    began = time.monotonic()
    with _Bar(paths, shown=sys.stderr.isatty() and not as_json) as bar:
        for result in take_in(store, paths, options, lexicon, jobs):  # type: ignore[arg-type]
            if result.added is not None:
                tally[result.added.outcome] += 1
                tally["claims"] += result.added.claims
            elif result.failure:
                failures.append(result.failure)
            if as_json:
                sys.stdout.write(_line(result) + "\n")
                sys.stdout.flush()
            bar.step()
    seconds = time.monotonic() - began
    total = tally["new"] + tally["sighting"] + tally["known"]
    typer.echo(
        f"added {tally['new']} reports with {tally['claims']} claims; {tally['sighting']} further sightings, "
        f"{tally['known']} known already, {len(failures)} failed ({total / max(seconds, 0.001):.0f} a second)",
        err=as_json,
    )
    return failures


def _line(result: "Result") -> str:
    if result.added is None:
        return json.dumps({"source": result.source, "error": result.failure}, ensure_ascii=False)
    a = result.added
    return json.dumps(
        {"source": result.source, "report": a.report_id, "outcome": a.outcome, "claims": a.claims}, ensure_ascii=False
    )


def _mapping(text: str | None) -> dict[str, str]:
    """`text=body,published=date` as a dict. Raises BadInput."""
    fields = ("text", "title", "outlet", "author", "published", "url", "id")
    out: dict[str, str] = {}
    for part in (text or "").split(","):
        if not part.strip():
            continue
        name, sign, column = part.partition("=")
        if not sign or name.strip() not in fields or not column.strip():
            raise BadInput(f"--map {part!r}: write FIELD=COLUMN, FIELD being one of {', '.join(fields)}")
        out[name.strip()] = column.strip()
    return out


def _hidden(where: str) -> str:
    """A place without the password a URL may hold."""
    import re

    return re.sub(r"(://[^:/@]*):[^@/]*@", r"\1:***@", where)


class _Bar:
    """Progress on a terminal: how many, how fast, how long still (where the number of files is known)."""

    def __init__(self, paths: list[str], shown: bool) -> None:
        self._shown = shown
        self._paths = paths

    def __enter__(self) -> "_Bar":
        if self._shown:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            self._bar = Progress(
                TextColumn("adding"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}/s"),
                TimeRemainingColumn(), console=Console(stderr=True), transient=True,
            )  # fmt: skip
            self._bar.start()
            self._task = self._bar.add_task("add", total=_total(self._paths), rate="-")
            self._began = time.monotonic()
            self._done = 0
        return self

    def step(self) -> None:
        """One source more is done."""
        if self._shown:
            self._done += 1
            rate = f"{self._done / max(time.monotonic() - self._began, 0.001):.0f}"
            self._bar.update(self._task, advance=1, rate=rate)

    def __exit__(self, *_: object) -> None:
        if self._shown:
            self._bar.stop()


def _total(paths: list[str]) -> int | None:
    """How many reports to expect; None where a container or a stream makes that unknown."""
    from pathlib import Path

    from riwaya.intake.kinds import STREAMED, is_web, kind_of

    count = 0
    for given in paths:
        path = Path(given)
        files = [p for p in path.rglob("*") if p.is_file()] if path.is_dir() else [path]
        kinds = [kind_of(p.name, b"") for p in files if p.name != "index.json"]
        if given == "-" or is_web(given) or any(k in STREAMED or k in ("feed", "json") for k in kinds):
            return None
        count += len(kinds)
    return count
