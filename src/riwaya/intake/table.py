"""Tables of reports: JSON lines and CSV, with the user's names of columns; lists of addresses."""

import codecs
import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO, TextIO

from riwaya.errors import BadInput
from riwaya.intake.decode import MAX_BYTES, decode
from riwaya.intake.files import Failure, json_object
from riwaya.intake.kinds import is_web
from riwaya.intake.taken import Options
from riwaya.intake.when import date_in_text, iso_date
from riwaya.model import Report, Taken

FIELDS = ("text", "title", "outlet", "author", "published", "url", "id")
_ADDRESS = ("url", "documentidentifier", "sourceurl", "link")
_MONTH = re.compile(r"\d\s+\D*[^\W\d_]{3,}\D*\s+\d{4}")  # day, words, year
_MAX_LINE = 50_000_000
_HEAD = 65_536  # bytes from which the encoding is told


def from_jsonl(stream: BinaryIO, source: str, options: Options) -> Iterator[Taken | Failure]:
    """One report a line; a bad line is a Failure that names it. Streams."""
    number = 0
    while line := stream.readline(_MAX_LINE):
        number += 1
        if len(line) == _MAX_LINE and not line.endswith(b"\n"):
            while (rest := stream.readline(_MAX_LINE)) and not rest.endswith(b"\n"):
                pass
            yield Failure(f"{source}:{number}: a line of more than {_MAX_LINE // 10**6} MB; refused", number)
            continue
        if not line.strip():
            continue
        where = f"{source}#{number}"
        raw = json_object(line, number, source)
        yield (
            raw
            if isinstance(raw, Failure)
            else _row(raw, line.strip(), "application/json", where, number, source, options)
        )


def from_csv(stream: BinaryIO, source: str, options: Options) -> Iterator[Taken | Failure | str]:
    """One report a row; addresses (str) where the table has addresses and no texts. Streams.

    The separator is told from the header row (comma, semicolon, tab). A row with too many or too few columns, with a
    cell larger than the options allow, or with bytes that are not the table's encoding is a Failure in its place.
    Raises BadInput where no column fits, or the encoding cannot be told.
    """
    csv.field_size_limit(min(options.max_bytes, _MAX_LINE))
    text = _opened(stream, source)
    header_line = text.readline(_MAX_LINE)
    separator = _separator(header_line)
    # Line numbers are the file's; the header's line is read already.
    try:
        header = [h.strip() for h in next(csv.reader([header_line], delimiter=separator), [])]
    except csv.Error as error:
        raise BadInput(f"{source}: is no table that can be read ({error})") from error
    column, listed = _columns(header, source, options)
    if listed and is_web(header[column]):  # GDELT's tables and plain lists have no header
        yield header[column]
    # Strict, so that a quotation mark that is never closed does not make one report of all rows after it, unsaid.
    rows = csv.reader(iter(lambda: text.readline(_MAX_LINE), ""), delimiter=separator, strict=True)
    while True:
        number = rows.line_num + 2  # the line on which this row begins
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            last = rows.line_num + 1
            upto = f" (read up to line {last}; is a quotation mark not closed?)" if last > number else ""
            yield Failure(f"{source}:{number}: this row cannot be read ({error}){upto}", number)
            continue
        if not any(cell.strip() for cell in row):
            continue
        if not listed:
            yield _record(header, row, number, source, options)
        elif column < len(row) and is_web(row[column].strip()):
            yield row[column].strip()
        else:
            yield Failure(f"{source}:{number}: no address in this row", number)


def from_record(raw: Mapping[str, Any], where: str, number: int, source: str, options: Options) -> Taken | Failure:
    """One row of a table that is read elsewhere, by the names of its columns; without bytes of its own."""
    return _row(raw, b"", "application/vnd.apache.parquet", where, number, source, options)


def url_column(header: Sequence[str]) -> int | None:
    """Which column of a header holds addresses, by its name, as in GDELT's tables; None where none does."""
    names = [h.strip().lower() for h in header]
    return next((names.index(name) for name in _ADDRESS if name in names), None)


def _opened(stream: BinaryIO, source: str) -> TextIO:
    """A table as text: UTF-8 row by row, whatever else decode() can tell in one piece. Raises BadInput."""
    start = stream.read(_HEAD)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(start)
        known = b"\x00" not in start.split(b"\n", 1)[0]  # UTF-16 without its mark
    except UnicodeDecodeError:
        known = False
    if not known and start:
        return io.StringIO(decode(start + stream.read(MAX_BYTES + 1 - len(start)), source).lstrip("\ufeff"), newline="")
    whole = io.BufferedReader(_Again(start, stream))
    # A stray byte further down costs its own row only.
    return io.TextIOWrapper(whole, encoding="utf-8-sig", errors="surrogateescape", newline="")


class _Again(io.RawIOBase):
    """A stream with the bytes that were read from its beginning put back; does not close it."""

    def __init__(self, start: bytes, stream: BinaryIO) -> None:
        self._start, self._stream = start, stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._start[: len(buffer)] or self._stream.read(len(buffer))
        self._start = self._start[len(data) :]
        buffer[: len(data)] = data
        return len(data)


def _record(header: list[str], row: list[str], number: int, source: str, options: Options) -> Taken | Failure:
    if len(row) != len(header):
        return Failure(f"{source}:{number}: has {len(row)} columns, the header has {len(header)}", number)
    record = dict(zip(header, row, strict=True))
    try:
        raw = json.dumps(record, ensure_ascii=False, sort_keys=True).encode("utf-8")
    except UnicodeEncodeError:
        return Failure(f"{source}:{number}: holds bytes that are not UTF-8; save the table as CSV UTF-8", number)
    return _row(record, raw, "text/csv", f"{source}#{number}", number, source, options)


def _separator(line: str) -> str:
    return max(",;\t", key=line.count)


def _columns(header: list[str], source: str, options: Options) -> tuple[int, bool]:
    """The column of addresses and whether there are only addresses. Raises BadInput."""
    names = [h.lower() for h in header]
    wanted = options.mapping.get("text", "text").lower()
    if wanted in names:
        return 0, False
    address = options.mapping.get("url", "").lower()
    found = names.index(address) if address and address in names else url_column(header)
    if found is None:
        found = next((n for n, cell in enumerate(header) if is_web(cell)), None)
    if found is not None:
        return found, True
    raise BadInput(
        f"{source}: no column {wanted!r} (there are: {', '.join(header)[:200]}); name it with --map text=COLUMN"
    )


def _day(said: str | None) -> str | None:
    """The day a column names: as a date, or as one with its month in words, which leaves no doubt; else None."""
    if said is None or iso_date(said):
        return iso_date(said)
    return date_in_text(said) if _MONTH.search(said) else None


def _row(
    raw: Mapping[str, Any], data: bytes, media_type: str, where: str, number: int, source: str, options: Options
) -> Taken | Failure:
    lower = {str(k).lower(): v for k, v in raw.items()}

    def value(name: str) -> str | None:
        column = options.mapping.get(name, name)
        found = raw.get(column, lower.get(column.lower()))
        return None if found is None or str(found).strip() == "" else str(found)

    text = raw.get(options.mapping.get("text", "text"), lower.get(options.mapping.get("text", "text").lower()))
    if not isinstance(text, str) or not text.strip():
        return Failure(f'{source}:{number}: needs a "{options.mapping.get("text", "text")}" with words', number)
    if len(text) > options.max_bytes:
        return Failure(f"{source}:{number}: a text of {len(text)} characters is no single report", number)
    said = value("published")
    published = options.published or _day(said)
    notes = (f"published {said!r} is no date that can be read",) if said and not published else ()
    basis = "given" if options.published else "column" if published else None
    report = Report(text, options.outlet or value("outlet"), published, value("title"), value("url"), value("id"))
    return Taken(report, data, media_type, where, value("author"), basis, notes=notes)
