"""Incidents in every format of an export. One incident is one row, feature or entity; numbers are ranges."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from riwaya.export import acled, csv_table, ftm, geojson, hxl, jsonl, parquet, webannotation, xlsx
from riwaya.export.formats import chosen
from riwaya.export.incident_flat import SHAPE, as_row
from riwaya.export.records import Header, Row


@dataclass(frozen=True, slots=True)
class Whole:
    """An incident to export: as JSON (`riwaya incident --format json`), and its claims as rows."""

    incident: dict[str, Any]
    claims: tuple[Row, ...]


Writer = Callable[[Iterable[Whole], Header, Path], int]


def _shaped(write: Callable[..., int], found: Iterable[Whole], header: Header, out: Path) -> int:
    return write((w.incident for w in found), header, out, SHAPE)


def _as_rows(write: Callable[..., int], found: Iterable[Whole], header: Header, out: Path) -> int:
    return write((as_row(w.incident) for w in found), header, out)


def _claims(write: Callable[..., int], found: Iterable[Whole], header: Header, out: Path) -> int:
    return write((row for w in found for row in w.claims), header, out)


def _lines(found: Iterable[Whole], header: Header, out: Path) -> int:
    return jsonl.write_lines((w.incident for w in found), header, out)


def _pairs(write: Callable[..., int], found: Iterable[Whole], header: Header, out: Path) -> int:
    return write(((w.incident, w.claims) for w in found), header, out)


FORMATS: dict[str, Writer] = {
    "jsonl": _lines, "reports": partial(_claims, jsonl.write_reports), "csv": partial(_shaped, csv_table.write),
    "xlsx": partial(_shaped, xlsx.write), "parquet": partial(_shaped, parquet.write),
    "geojson": partial(_shaped, geojson.write), "acled": partial(_as_rows, acled.write),
    "hxl": partial(_as_rows, hxl.write), "ftm": partial(_pairs, ftm.write_incidents),
    "ftm-statements": partial(_pairs, ftm.write_incident_statements),
    "webannotation": partial(_claims, webannotation.write),
}  # fmt: skip


def write(format: str | None, found: Iterable[Whole], header: Header, out: Path) -> int:
    """Write incidents in a format (or the one the file's name says); how many rows. Raises ExportError."""
    return FORMATS[chosen(format, out)](found, header, out)
