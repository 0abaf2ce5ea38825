"""Rows of place tables: the one reader and checker of curated and imported CSV files."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from riwaya.gazetteer.names import is_arabic_script, key, slug
from riwaya.gazetteer.place import KINDS, Place

COLUMNS = ("name_ar", "aliases_ar", "name_en", "lat", "lon", "kind", "parent", "country", "flags")
REQUIRED = ("name_ar", "name_en", "kind")


@dataclass(frozen=True, slots=True)
class Row:
    """One place and every Arabic name it goes by; `line` is where the file holds it."""

    place: Place
    names: tuple[str, ...]
    line: int


class RowError(ValueError):
    """A row that cannot be a place; the message says why in plain words."""


def parse_row(raw: dict[str, str], line: int, *, prefix: str = "") -> Row:
    """One table row as a place. Raises RowError naming the column and what to do."""
    value = {k: (raw.get(k) or "").strip() for k in COLUMNS}
    for column in REQUIRED:
        if not value[column]:
            raise RowError(f"{column} is empty; every place needs {', '.join(REQUIRED)}")
    if not is_arabic_script(value["name_ar"]):
        raise RowError(f"name_ar {value['name_ar']!r} is not in Arabic letters")
    kind = value["kind"]
    if kind not in KINDS:
        raise RowError(f"kind {kind!r} is not known; use one of {', '.join(KINDS)}")
    country = value["country"].upper()
    if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise RowError(f"country {country!r} is no two-letter code such as SY")
    lat, lon = _coordinates(value["lat"], value["lon"])
    names = [value["name_ar"], *(a.strip() for a in value["aliases_ar"].split("|"))]
    kept = tuple(dict.fromkeys(n for n in names if n and key(n)))
    flags = frozenset(value["flags"].split())
    place_id = prefix + slug(f"{country} {value['name_en']}")
    return Row(
        Place(
            place_id, kept[0], value["name_en"], lat, lon, kind, country, value["parent"] or None, 0, flags
        ),
        kept,
        line,
    )  # fmt: skip


def _coordinates(lat: str, lon: str) -> tuple[float | None, float | None]:
    if not lat and not lon:
        return None, None
    try:
        north, east = float(lat), float(lon)
    except ValueError:
        raise RowError(f"lat {lat!r} and lon {lon!r} must both be decimal degrees, or both be empty") from None
    if not (-90 <= north <= 90 and -180 <= east <= 180):
        raise RowError(f"lat {lat} lon {lon} lies off the globe (are the two swapped?)")
    return north, east


def read_csv_lines(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and columns of each row of a CSV file (UTF-8, with or without a byte order mark)."""
    with path.open(encoding="utf-8-sig", newline="") as handle:
        reader = csv.DictReader(handle)
        reader.fieldnames = [(f or "").strip().lower() for f in reader.fieldnames or []]
        for raw in reader:
            yield reader.line_num, {k: v for k, v in raw.items() if isinstance(k, str) and isinstance(v, str)}


def with_unique_ids(rows: Iterable[Row]) -> list[Row]:
    """Rows whose ids are unique: a second place of the same English name gets its kind, then a number."""
    seen: set[str] = set()
    out = []
    for row in rows:
        place = row.place
        candidate = place.id
        n = 1
        while candidate in seen:
            candidate = f"{place.id}-{place.kind}" + (f"-{n}" if n > 1 else "")
            n += 1
        seen.add(candidate)
        if candidate != place.id:
            place = Place(
                candidate, place.name_ar, place.name_en, place.lat, place.lon, place.kind, place.country,
                place.parent, place.population, place.flags,
            )  # fmt: skip
            row = Row(place, row.names, row.line)
        out.append(row)
    return out
