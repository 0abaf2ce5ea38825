"""Excel workbooks: the claims and, on a second sheet, what the export says of itself. No formulas, no links."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from riwaya.export.flat import CLAIMS, Shape
from riwaya.export.records import ExportError, Header, new_file

_MAX_ROWS = 1_048_575
_MAX_CELL = 32_767


def write(rows: Iterable[Any], header: Header, out: Path, shape: Shape = CLAIMS) -> int:
    """One claim a row; the number of rows. Raises ExportError beyond Excel's million rows."""
    import xlsxwriter

    count = 0
    with new_file(out) as path:
        book = xlsxwriter.Workbook(str(path), {
            "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
            "strings_to_numbers": False, "in_memory": False,
        })  # fmt: skip
        sheet = book.add_worksheet(shape.name)
        bold = book.add_format({"bold": True})
        arabic = book.add_format({"reading_order": 2, "text_wrap": False})
        sheet.freeze_panes(1, 1)
        for n, name in enumerate(shape.columns):
            sheet.write_string(0, n, name, bold)
        for row in rows:
            count += 1
            if count > _MAX_ROWS:
                raise ExportError(f"{out}: more than {_MAX_ROWS} rows do not fit in Excel; use --format csv or parquet")
            for n, value in enumerate(shape.flat(row).values()):
                _cell(sheet, count, n, value, arabic)
        about = book.add_worksheet("About")
        for n, (name, value) in enumerate(header.to_dict().items()):
            about.write_string(n, 0, name, bold)
            about.write_string(n, 1, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
        book.close()
    return count


def _cell(sheet: Any, row: int, column: int, value: Any, arabic: Any) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    else:
        text = "".join(c for c in str(value) if c >= " " or c in "\n\t")[:_MAX_CELL]
        if any("\u0600" <= c <= "\u06ff" for c in text):
            sheet.write_string(row, column, text, arabic)
        else:
            sheet.write_string(row, column, text)
