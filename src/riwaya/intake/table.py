"""Tables of reports: JSON lines and CSV, with the user's names of columns; lists of addresses."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from riwaya.errors import BadInput
from riwaya.intake.files import Failure
from riwaya.intake.taken import Options, Taken
from riwaya.intake.when import iso_date
from riwaya.model import Report

FIELDS = ("text", "title", "outlet", "author", "published", "url", "id")
_ADDRESS = ("url", "documentidentifier", "sourceurl", "link")
_MAX_LINE = 50_000_000


def from_jsonl(stream: BinaryIO, source: str, options: Options) -> Iterator[Taken | Failure]:
    """One report a line; a bad line is a Failure that names it. Streams."""
    number = 0
    while line := stream.readline(_MAX_LINE):
        number += 1
        if not line.strip():
            continue
        where = f"{source}#{number}"
        try:
            raw = json.loads(line.decode("utf-8-sig"))
        except (ValueError, RecursionError) as error:
            yield Failure(f"{source}:{number}: not a line of JSON ({error})", number)
            continue
        if not isinstance(raw, dict):
            yield Failure(f"{source}:{number}: needs an object, one a line", number)
            continue
        yield _row(raw, line.strip(), "application/json", where, number, source, options)


def from_csv(stream: BinaryIO, source: str, options: Options) -> Iterator[Taken | Failure | str]:
    """One report a row; addresses (str) where the table has addresses and no texts. Streams.

    The separator is told from the header row (comma, semicolon, tab). Raises BadInput where no column fits.
    """
    csv.field_size_limit(options.max_bytes)
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="strict", newline="")
    try:
        header_line = text.readline()
        first = next(csv.reader([header_line], delimiter=_separator(header_line)), [])
        rows = csv.reader(text, delimiter=_separator(header_line))
        header = [h.strip() for h in first]
        column, listed = _columns(header, header_line, source, options)
        if listed and _is_address(header_line.strip()):
            yield header_line.strip()
        for row in rows:
            if not any(cell.strip() for cell in row):
                continue
            number = rows.line_num + 1
            if listed:
                if column < len(row) and _is_address(row[column].strip()):
                    yield row[column].strip()
                else:
                    yield Failure(f"{source}:{number}: no address in this row", number)
                continue
            if len(row) != len(header):
                yield Failure(f"{source}:{number}: has {len(row)} columns, the header has {len(header)}", number)
                continue
            record = dict(zip(header, row, strict=True))
            raw = json.dumps(record, ensure_ascii=False, sort_keys=True).encode("utf-8")
            yield _row(record, raw, "text/csv", f"{source}#{number}", number, source, options)
    except UnicodeDecodeError as error:
        yield Failure(f"{source}: not UTF-8 from byte {error.start} of a block; save the table as CSV UTF-8")
    except csv.Error as error:
        yield Failure(f"{source}: not a table that can be read ({error})")
    finally:
        text.detach()


def _separator(line: str) -> str:
    return max(",;\t", key=line.count)


def _columns(header: list[str], line: str, source: str, options: Options) -> tuple[int, bool]:
    """The column of addresses and whether there are only addresses. Raises BadInput."""
    names = [h.lower() for h in header]
    wanted = options.mapping.get("text", "text").lower()
    if wanted in names:
        return 0, False
    address = options.mapping.get("url", "").lower()
    for name in (address, *_ADDRESS):
        if name in names:
            return names.index(name), True
    if _is_address(line.strip()):
        return 0, True
    raise BadInput(
        f"{source}: no column {wanted!r} (there are: {', '.join(header)[:200]}); name it with --map text=COLUMN"
    )


def _is_address(text: str) -> bool:
    return text.startswith(("http://", "https://")) and " " not in text


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
    published = options.published or iso_date(said)
    notes = (f"published {said!r} is no date that can be read",) if said and not published else ()
    basis = "given" if options.published else "column" if published else None
    report = Report(text, options.outlet or value("outlet"), published, value("title"), value("url"), value("id"))
    return Taken(report, data, media_type, where, value("author"), basis, notes=notes)
