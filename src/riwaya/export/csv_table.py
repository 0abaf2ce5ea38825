"""CSV that opens right in Excel: UTF-8 with a byte order mark, and no cell that could run as a formula."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from riwaya.export.flat import CLAIMS, Shape
from riwaya.export.records import Header, new_file, write_about

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def write(rows: Iterable[Any], header: Header, out: Path, shape: Shape = CLAIMS) -> int:
    """One claim a row; what the export says of itself goes to `OUT.meta.json`. The number of rows."""
    return write_table((shape.flat(r).values() for r in rows), [list(shape.columns)], header, out)


def write_table(rows: Iterable[Iterable[Any]], heads: Sequence[Sequence[str]], header: Header, out: Path) -> int:
    """Rows under one or more header rows, and the sidecar; the number of rows."""
    count = 0
    with new_file(out) as path, path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerows(heads)
        for row in rows:
            writer.writerow([safe(v) for v in row])
            count += 1
    write_about(header, out)
    return count


def safe(value: Any) -> Any:
    """A cell's value; text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP)."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return value
    value = value.replace("\x00", "")
    return "'" + value if value.lstrip(" \u200e\u200f\ufeff").startswith(_DANGEROUS) else value
