"""Every format an export can have."""

from collections.abc import Callable, Iterable
from pathlib import Path

from riwaya.export import acled, csv_table, ftm, geojson, hxl, jsonl, parquet, webannotation, xlsx
from riwaya.export.records import ExportError, Header, Row

Writer = Callable[[Iterable[Row], Header, Path], int]
FORMATS: dict[str, Writer] = {
    "jsonl": jsonl.write_claims, "reports": jsonl.write_reports, "csv": csv_table.write, "xlsx": xlsx.write,
    "parquet": parquet.write, "geojson": geojson.write, "acled": acled.write, "hxl": hxl.write,
    "ftm": ftm.write_entities, "ftm-statements": ftm.write_statements, "webannotation": webannotation.write,
}  # fmt: skip
SUFFIXES = {
    ".jsonl": "jsonl", ".csv": "csv", ".xlsx": "xlsx", ".parquet": "parquet", ".geojson": "geojson",
    ".jsonld": "webannotation",
}  # fmt: skip


def write(format: str | None, rows: Iterable[Row], header: Header, out: Path) -> int:
    """Write rows in a format (or the one the file's name says); how many were written. Raises ExportError."""
    return FORMATS[chosen(format, out)](rows, header, out)


def chosen(format: str | None, out: Path) -> str:
    """The format asked for, or the one the file's name says. Raises ExportError."""
    name = format or SUFFIXES.get(out.suffix.lower())
    if name not in FORMATS:
        raise ExportError(f"format {format or out.suffix!r}: choose one of {', '.join(FORMATS)} with --format")
    return name
