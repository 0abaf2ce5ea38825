"""The index: curated, imported and world places merged into one table of names.

A payload is plain data (dict, list, str, int, tuple) so that it can be written with `marshal` and opened
in milliseconds: `names` maps a normalised name to one record number or a tuple of them, `records` holds
one tab-separated line per place (decoded when asked for), `starts` maps a first word to the length of the
longest name that begins with it, `ends` the last words of names of several words.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from riwaya.gazetteer.names import key
from riwaya.gazetteer.place import AREAS, Place, distance_km
from riwaya.gazetteer.rows import Row
from riwaya.gazetteer.words import Words
from riwaya.gazetteer.world import WorldPlace

Payload = dict[str, Any]
_SAME_PLACE_KM = 12.0
_SAME_AREA_KM = 30.0


def build_payload(rows: Sequence[Row], world: Iterable[WorldPlace], words: Words) -> Payload:
    """Merge the tables: a world place that is one of the curated rows gives its population only."""
    by_key: dict[str, list[int]] = defaultdict(list)
    places: list[Place] = []
    for row in rows:
        number = len(places)
        places.append(row.place)
        for name in keys_of(row, words):
            if number not in by_key[name]:
                by_key[name].append(number)
    curated = {name: tuple(numbers) for name, numbers in by_key.items()}
    listed = list(world)
    seats = _admin_names(rows, listed)
    reserved = words.reserved
    for w in listed:
        twin = _twin(w, curated, places)
        if twin is not None:
            old = places[twin]
            if w.population > old.population and old.kind not in AREAS:
                places[twin] = _with_population(old, w.population)
            continue
        found = [k for k in _world_keys(w, words) if k not in reserved]
        if not found:
            continue
        number = len(places)
        places.append(
            Place(
                f"geonames:{w.geonameid}", _shown_name(w), w.name_en, w.lat, w.lon, w.kind, w.country,
                seats.get((w.country, w.admin1)), w.population, frozenset(),
            )
        )  # fmt: skip
        for name in found:
            by_key[name].append(number)
    return _payload(by_key, places)


def keys_of(row: Row, words: Words) -> list[str]:
    """Index keys of a curated place, without the nouns a text puts before it as markers.

    "محافظة حلب" is found as "حلب", a governorate; "حي المنشية" as "المنشية" where that is a name of it too. "أبو سليم"
    is also found in one word.
    """
    keys = [key(name) for name in row.names]
    out = []
    for k in keys:
        head, _, rest = k.partition(" ")
        if rest and row.place.kind in AREAS and head in words.area_heads:
            out.append(rest)
        elif not (rest in keys and head in words.settlement_heads):
            out.append(k)
        if rest and head in words.joining_heads:
            out.append(head + rest)
    return list(dict.fromkeys(out))


def encode(place: Place) -> str:
    """A place as one line."""
    lat = "" if place.lat is None else repr(place.lat)
    lon = "" if place.lon is None else repr(place.lon)
    return "\t".join((
        place.id, place.name_ar, place.name_en, lat, lon, place.kind, place.country, place.parent or "",
        str(place.population), " ".join(sorted(place.flags)),
    ))  # fmt: skip


def decode(line: str) -> Place:
    """The place of one line."""
    id_, name_ar, name_en, lat, lon, kind, country, parent, population, flags = line.split("\t")
    return Place(
        id_, name_ar, name_en, float(lat) if lat else None, float(lon) if lon else None, kind, country,
        parent or None, int(population), frozenset(flags.split()),
    )  # fmt: skip


def _twin(w: WorldPlace, curated: dict[str, tuple[int, ...]], places: list[Place]) -> int | None:
    for name in w.keys:
        for number in curated.get(name, ()):
            p = places[number]
            if p.country != w.country or p.kind in AREAS:
                continue
            if p.lat is None or p.lon is None:
                continue
            if distance_km(p.lat, p.lon, w.lat, w.lon) <= _SAME_PLACE_KM:
                return number
    return None


def _admin_names(rows: Sequence[Row], world: Sequence[WorldPlace]) -> dict[tuple[str, str], str]:
    """First-level areas of GeoNames by the curated governorate whose main town lies in them."""
    by_name: dict[tuple[str, str], WorldPlace] = {}
    for w in world:
        for name in w.keys:
            old = by_name.get((w.country, name))
            if old is None or w.population > old.population:
                by_name[w.country, name] = w
    out: dict[tuple[str, str], str] = {}
    for row in rows:
        place = row.place
        if place.kind != "governorate":
            continue
        seat = next((f[5:].replace("_", " ") for f in place.flags if f.startswith("seat=")), None)
        town = by_name.get((place.country, key(seat or place.name_ar.partition(" ")[2])))
        if town is not None:
            out.setdefault((place.country, town.admin1), place.name_ar)
    return out


def _with_population(p: Place, population: int) -> Place:
    return Place(
        p.id, p.name_ar, p.name_en, p.lat, p.lon, p.kind, p.country, p.parent, population, p.flags
    )  # fmt: skip


def _shown_name(w: WorldPlace) -> str:
    """The Arabic name to print: one spelled with the article or ta marbuta before one that dropped it."""
    return max(w.names, key=lambda n: ("ة" in n, n.startswith("ال"), -len(n.split()), -len(n)))


def _world_keys(w: WorldPlace, words: Words) -> list[str]:
    """Names without a leading kind word where the bare name is there too; no names of areas."""
    out = []
    for name in w.keys:
        head, _, rest = name.partition(" ")
        if rest and head in words.area_heads:
            continue
        if rest and head in words.settlement_heads and rest in w.keys:
            continue
        out.append(name)
    return out


def _payload(by_key: dict[str, list[int]], places: list[Place]) -> Payload:
    names: dict[str, int | tuple[int, ...]] = {}
    starts: dict[str, int] = {}
    for name, numbers in by_key.items():
        names[name] = numbers[0] if len(numbers) == 1 else tuple(numbers)
        head, spaces = name.partition(" ")[0], name.count(" ") + 1
        if starts.get(head, 0) < spaces:
            starts[head] = spaces
    return {
        "names": names, "records": [encode(p) for p in places], "starts": starts,
        "ends": frozenset(name.rpartition(" ")[2] for name in names if " " in name),
        "capitals": [n for n, p in enumerate(places) if "capital" in p.flags],
        "countries": [n for n, p in enumerate(places) if p.kind == "country"],
    }  # fmt: skip
