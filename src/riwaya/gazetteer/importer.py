"""Import of place tables into the user's data folder: GeoNames country dumps and CSV."""

import csv
import io
import os
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from riwaya.errors import GazetteerError
from riwaya.gazetteer.imported import POPULATION, user_row
from riwaya.gazetteer.names import is_arabic_script, is_foreign_spelling, key, slug
from riwaya.gazetteer.rows import COLUMNS, REQUIRED, RowError
from riwaya.gazetteer.store import data_dir

_GEONAMES_COLUMNS = 19
_FIELDS = (*COLUMNS, POPULATION)
_CITY, _TOWN = 100_000, 10_000
_AREA_CODES = {"ADM1": "governorate", "ADM2": "district", "ADM3": "district", "RGN": "region"}
_SITE_CODES = {
    "AIRP": "airport",
    "AIRB": "airport",
    "AIRF": "airport",
    "DAM": "dam",
    "PRT": "port",
    "INSM": "base",
}
_QUARTER = "PPLX"


@dataclass(slots=True)
class ImportResult:
    """How many places were added, and a plain sentence for every row that was left out."""

    added: int
    skipped: list[str] = field(default_factory=list)


def import_file(path: Path) -> ImportResult:
    """Import a GeoNames dump (allCountries.txt, SY.txt, SY.zip) or a CSV table into the data folder.

    Importing a file of the same name again replaces what it brought. Good rows are kept and bad ones
    reported. Raises GazetteerError where the file cannot be read or holds no usable place at all.
    """
    text = _read(path)
    rows: list[dict[str, str]] = []
    skipped: list[str] = []
    lines = _geonames(text, path, skipped) if _is_geonames(text) else _table(text, path)
    for line, raw in lines:
        try:
            user_row(raw, line, path.stem)
        except RowError as error:
            skipped.append(f"{path.name}, line {line}: {error}")
        else:
            rows.append(raw)
    if not rows:
        detail = f"; the first problem: {skipped[0]}" if skipped else ""
        raise GazetteerError(f"{path}: holds no place that could be added{detail}")
    _write(data_dir() / f"{slug(path.stem) or 'places'}.csv", rows)
    return ImportResult(len(rows), skipped)


def _read(path: Path) -> str:
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                names = [
                    n for n in archive.namelist()
                    if n.lower().endswith((".txt", ".csv", ".tsv")) and "readme" not in n.lower()
                ]  # fmt: skip
                if len(names) != 1:
                    raise GazetteerError(
                        f"{path}: the archive must hold one table (.txt or .csv), it holds {len(names)}"
                    )
                blob = archive.read(names[0])
        else:
            blob = path.read_bytes()
    except FileNotFoundError:
        raise GazetteerError(f"{path}: there is no such file") from None
    except (OSError, zipfile.BadZipFile) as error:
        raise GazetteerError(f"{path}: cannot be read ({error})") from error
    try:
        return blob.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = blob.count(b"\n", 0, error.start) + 1
        raise GazetteerError(f"{path}, line {line}: is not UTF-8; save the file as UTF-8 and try again") from error


def _is_geonames(text: str) -> bool:
    """Whether the first line has GeoNames' columns: numbers where its id and coordinates are."""
    cells = text.partition("\n")[0].split("\t")
    return len(cells) >= _GEONAMES_COLUMNS - 1 and cells[0].isdecimal()


def _table(text: str, path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    names = [(f or "").strip().lower() for f in reader.fieldnames or []]
    missing = [c for c in REQUIRED if c not in names]
    if missing:
        raise GazetteerError(
            f"{path}, line 1: the column{'s' if len(missing) > 1 else ''} {', '.join(missing)} "
            f"{'are' if len(missing) > 1 else 'is'} missing; a table needs {', '.join(REQUIRED)}, may have "
            f"{', '.join(c for c in COLUMNS if c not in REQUIRED)}"
        )
    reader.fieldnames = names
    try:
        for raw in reader:
            yield (
                reader.line_num,
                {k: v.strip() for k, v in raw.items() if isinstance(k, str) and isinstance(v, str)},
            )
    except csv.Error as error:
        raise GazetteerError(f"{path}, line {reader.line_num}: is not CSV ({error})") from error


def _geonames(text: str, path: Path, skipped: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Places of a GeoNames dump that have an Arabic name; others are left out without a word."""
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        cells = line.split("\t")
        if len(cells) < _GEONAMES_COLUMNS - 1:
            skipped.append(f"{path.name}, line {number}: has {len(cells)} columns, GeoNames has {_GEONAMES_COLUMNS}")
            continue
        names = list(_arabic_names(cells[1], cells[3].split(",")))
        kind, flags = _kind(cells[6], cells[7], int(cells[14]) if cells[14].isdecimal() else 0)
        if not names or not kind:
            continue
        yield number, {
            "name_ar": names[0], "aliases_ar": "|".join(names[1:]), "name_en": cells[2] or cells[1],
            "lat": cells[4], "lon": cells[5], "kind": kind, "parent": "", "country": cells[8],
            "flags": flags, POPULATION: cells[14],
        }  # fmt: skip


def _arabic_names(name: str, alternates: list[str]) -> Iterable[str]:
    found = {key(n): n.strip() for n in (name, *alternates) if is_arabic_script(n) and not is_foreign_spelling(n)}
    return [n for k, n in found.items() if len(k) > 2]


def _kind(feature_class: str, code: str, population: int) -> tuple[str, str]:
    """Our kind and flags for a GeoNames feature, or empty where we have no use for it."""
    if feature_class == "P":
        if code == _QUARTER:
            return "neighbourhood", ""
        return ("city" if population >= _CITY else "town" if population >= _TOWN else "village"), ""
    if code in _AREA_CODES:
        return _AREA_CODES[code], ""
    if code in _SITE_CODES:
        return "site", _SITE_CODES[code]
    return "", ""


def _write(target: Path, rows: list[dict[str, str]]) -> None:
    temporary: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="", dir=target.parent, suffix=".tmp", delete=False
        ) as out:
            temporary = Path(out.name)
            writer = csv.DictWriter(out, _FIELDS, extrasaction="ignore")
            writer.writeheader()
            writer.writerows(rows)
            out.flush()
            os.fsync(out.fileno())
        temporary.replace(target)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise GazetteerError(
            f"{target.parent}: cannot be written ({error.strerror}); set RIWAYA_DATA to a folder of yours"
        ) from error
