"""What the pictures and PDFs of a Telegram export say: photographed statements come as reports of their own."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from riwaya.errors import BadInput
from riwaya.intake.kinds import kind_of
from riwaya.intake.taken import Options
from riwaya.model import Taken

MEDIA = ("photo", "file")
_MISSING = "(File"  # "(File not included. Change data exporting settings to download.)" stands where a file would
_LETTERS, _SURE = 40, 50.0  # fewer, or read less surely, are scraps seen in a picture, and no statement


def read_media(
    message: dict[str, Any], of: Taken, folder: Path | None, options: Options
) -> tuple[list[Taken], tuple[str, ...]]:
    """Reports read from a message's pictures and PDFs, and notes on what else lies there.

    Each takes outlet, date, address and whom it was forwarded from of its message `of`; its raw bytes are the file's.
    """
    found: list[Taken] = []
    notes: list[str] = []
    for name in MEDIA:
        given = message.get(name)
        if not isinstance(given, str) or not given or given.startswith(_MISSING):
            continue
        try:
            taken = _read(given, of, folder, options)
        except BadInput as error:
            notes.append(f"{name} in the export, not read: {error}")
            continue
        if taken is None:
            notes.append(f"{name} in the export, not read: {given}")
        else:
            found.append(taken)
            notes.append(f"{name} in the export, read as a report of its own: {given}")
    return found, tuple(notes)


def _read(given: str, of: Taken, folder: Path | None, options: Options) -> Taken | None:
    """The report a file holds; None where it is not there or of no kind that is read. Raises BadInput."""
    path = _inside(folder, given)
    if path is None:
        return None
    try:
        if path.stat().st_size > options.max_bytes:
            raise BadInput(f"{given}: larger than {options.max_bytes // 10**6} MB")
        data = path.read_bytes()
    except OSError as error:
        raise BadInput(f"{given}: cannot be read ({error.strerror or error})") from error
    kind = kind_of(path.name, data[:512])
    if kind == "image":
        from riwaya.intake.ocr import from_image

        taken = from_image(data, given, options)
        letters = sum(c.isalpha() for c in taken.report.text)
        if letters < _LETTERS or (taken.ocr_confidence or 0.0) < _SURE:
            raise BadInput(f"{given}: no statement was found in this picture")
    elif kind == "pdf":
        from riwaya.intake.pdf import from_pdf

        taken = from_pdf(data, given, options)
    else:
        return None
    r = replace(of.report, text=taken.report.text, title=taken.report.title)
    return replace(
        taken, report=r, source=f"{of.source}/{given}", author=of.author, captured=of.captured,
        published_basis=of.published_basis, forwarded_from=of.forwarded_from,
        notes=(*taken.notes, f"sent with {of.source.rsplit('#', 1)[-1]}"),
    )  # fmt: skip


def _inside(folder: Path | None, given: str) -> Path | None:
    """A file of the export; None where there is none, or the name leads out of its folder."""
    if folder is None or "\x00" in given:
        return None
    try:
        path = (folder / given).resolve()
        return path if path.is_file() and path.is_relative_to(folder.resolve()) else None
    except (OSError, ValueError):
        return None
