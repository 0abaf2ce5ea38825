"""Options that several commands share."""

import json
import os
import re
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from riwaya.errors import BadInput

if TYPE_CHECKING:
    from riwaya.archive.store import Archive

ArchiveOption = Annotated[
    str | None,
    typer.Option(
        "--archive", help="The archive: a folder or postgresql:// URL (else RIWAYA_ARCHIVE, else your data folder)."
    ),
]
LexiconDir = Annotated[Path | None, typer.Option("--lexicon", help="Folder of your own lexicon entries.")]
By = Annotated[str | None, typer.Option("--by", help="Who decides (else RIWAYA_USER).")]
Reason = Annotated[str, typer.Option("--reason", help="Why; kept in the custody chain.")]
Words = Annotated[str | None, typer.Option("--words", help="A search, as in `riwaya search`.")]
OutletF = Annotated[str | None, typer.Option("--outlet", help="Only this outlet.")]
VoiceF = Annotated[str | None, typer.Option("--voice", help="Only this voice: its name, id or kind.")]
StanceF = Annotated[str | None, typer.Option("--stance", help="Only this stance, like denies.")]
TypeF = Annotated[str | None, typer.Option("--type", help="Only this event type, like air_strike.")]
PlaceF = Annotated[str | None, typer.Option("--place", help="Only where this place is named, in Arabic or English.")]
BoxF = Annotated[str | None, typer.Option("--box", help="Only inside SOUTH,WEST,NORTH,EAST in degrees.")]
SinceF = Annotated[str | None, typer.Option("--since", help="Only what happened on or after this date.")]
UntilF = Annotated[str | None, typer.Option("--until", help="Only what happened on or before this date.")]

PartyF = Annotated[str | None, typer.Option("--party", help="Only with this actor or target: id, side or name.")]
AgreementF = Annotated[
    str | None, typer.Option("--agreement", help="single, corroborated, differs, contested or conceded.")
]


class Output(StrEnum):
    """How a command prints."""

    text = "text"
    json = "json"


FormatOption = Annotated[Output, typer.Option("--format", help="For people, or JSON for machines.")]


def tell(format: Output, words: str, said: object) -> None:
    """Print an outcome: in words, or as one line of JSON."""
    typer.echo(json.dumps(said, ensure_ascii=False) if format is Output.json else words)


def archive(where: str | None, read_only: bool = False) -> "Archive":
    """The archive a command works on. Raises ArchiveError where there is none."""
    from riwaya.archive.store import default_place, open_archive

    return open_archive(where or default_place(), read_only)


def who(by: str | None) -> str:
    """Who decides: --by, else RIWAYA_USER. Raises BadInput where nobody is named."""
    name = by or os.environ.get("RIWAYA_USER") or ""
    if not name.strip():
        raise BadInput("say who decides: --by NAME, or set RIWAYA_USER")
    return name


def box(text: str | None) -> tuple[float, float, float, float] | None:
    """`SOUTH,WEST,NORTH,EAST` as numbers. Raises BadInput."""
    if text is None:
        return None
    parts = re.split(r"[,\s]+", text.strip())
    try:
        south, west, north, east = (float(p) for p in parts)
    except ValueError as error:
        raise BadInput(f"--box {text!r}: write SOUTH,WEST,NORTH,EAST in degrees, like 33.3,36.1,33.7,36.6") from error
    return south, west, north, east


def day(name: str, text: str | None) -> str | None:
    """An ISO date as given, checked. Raises BadInput."""
    from datetime import date

    if text is None:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise BadInput(f"{name} {text!r} is no date; write it as YYYY-MM-DD") from error
