"""Claims, and reports with their claims, as JSON lines; the first line is the header."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from riwaya.export.records import Header, Row, new_file


def write_claims(rows: Iterable[Row], header: Header, out: Path) -> int:
    """One claim a line, with its report (without the text), its status and decisions; the number of claims."""
    values = (
        {"claim": row.claim, "status": row.status, "decisions": list(row.decisions),
         "report": {k: v for k, v in row.report.items() if k != "text"}, "reading": row.reading}
        for row in rows
    )  # fmt: skip
    return write_lines(values, header, out)


def write_lines(values: Iterable[dict[str, Any]], header: Header, out: Path) -> int:
    """The header, then a value a line; how many values."""
    count = 0
    with new_file(out) as path, path.open("w", encoding="utf-8") as file:
        file.write(line({"riwaya": header.to_dict()}))
        for value in values:
            file.write(line(value))
            count += 1
    return count


def write_reports(rows: Iterable[Row], header: Header, out: Path) -> int:
    """One report a line with its text and the ids of its exported claims; the number of reports."""
    reports: dict[str, dict[str, Any]] = {}
    for row in rows:
        report = reports.setdefault(row.report["id"], {**row.report, "claims": []})
        report["claims"].append(row.claim["id"])
    return write_lines(reports.values(), header, out)


def line(value: Any) -> str:
    """One line of JSON."""
    return json.dumps(value, ensure_ascii=False) + "\n"
