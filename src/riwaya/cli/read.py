"""`riwaya read` and `riwaya explain`."""

import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from riwaya import ledger
from riwaya.errors import BadInput
from riwaya.intake.files import Failure


class Format(StrEnum):
    """How `riwaya read` prints."""

    text = "text"
    json = "json"
    jsonl = "jsonl"


class Labels(StrEnum):
    """Language of the labels in text output."""

    en = "en"
    ar = "ar"


Paths = Annotated[list[str], typer.Argument(help="Files, folders, URLs, or - for standard input.")]
Published = Annotated[str | None, typer.Option("--published", help="Publication date, YYYY-MM-DD.")]
Outlet = Annotated[str | None, typer.Option("--outlet", help="Name of the outlet.")]
LexiconDir = Annotated[Path | None, typer.Option("--lexicon", help="Folder of your own lexicon entries.")]
LabelsOption = Annotated[Labels, typer.Option("--labels", help="Language of the labels.")]


def read(
    paths: Paths,
    published: Published = None,
    outlet: Outlet = None,
    format: Annotated[Format, typer.Option("--format", help="text, json or jsonl.")] = Format.text,
    lexicon: LexiconDir = None,
    labels: LabelsOption = Labels.en,
    jobs: Annotated[int, typer.Option("--jobs", min=0, help="Processes; 0 means all cores.")] = 1,
) -> None:
    """Read reports and print their claims: who says what happened, where, when, and how many."""
    _check_date(published)
    failed = False
    show = None
    stdout = sys.stdout
    readings = ledger.read_all(ledger.reports(paths, published, outlet), lexicon, jobs)
    for number, item in enumerate(readings):
        if isinstance(item, Failure):
            failed = True
            typer.echo(f"riwaya: {item.message}", err=True)
            if format is Format.jsonl:
                stdout.write(_error_line(item) + "\n")
            continue
        if format is Format.text:
            if show is None:
                from riwaya.cli.show import Display

                show = Display(labels.value)
            show.reading(item)
        else:
            pretty = format is Format.json
            stdout.write(ledger.to_json(item, indent=1 if pretty else None) + "\n")
        if number % 64 == 0:
            stdout.flush()
    stdout.flush()
    if failed:
        raise typer.Exit(2)


def explain(
    file: Annotated[str, typer.Argument(help="A text file, or - for standard input.")],
    published: Published = None,
    outlet: Outlet = None,
    lexicon: LexiconDir = None,
    labels: LabelsOption = Labels.en,
) -> None:
    """Print, for every claim, which rules and entries made each value."""
    _check_date(published)
    from riwaya.cli.show import Display

    show = Display(labels.value)
    for item in ledger.read_all(ledger.reports([file], published, outlet), lexicon):
        if isinstance(item, Failure):
            raise BadInput(item.message)
        show.reading(item, explain=True)


def _check_date(published: str | None) -> None:
    if published is None:
        return
    try:
        date.fromisoformat(published)
    except ValueError as error:
        raise BadInput(f"--published {published!r} is no date; write it as YYYY-MM-DD") from error


def _error_line(item: Failure) -> str:
    import json

    return json.dumps({"error": item.message, "line": item.line}, ensure_ascii=False)
