"""Names to places: the opened index."""

import hashlib
from pathlib import Path

from riwaya.gazetteer import store, world
from riwaya.gazetteer.build import Payload, build_payload, decode
from riwaya.gazetteer.curated import curated_files, curated_rows
from riwaya.gazetteer.imported import imported_rows, user_files
from riwaya.gazetteer.names import key
from riwaya.gazetteer.place import Place
from riwaya.gazetteer.rows import with_unique_ids
from riwaya.gazetteer.words import DATA, Words, load_words


class Gazetteer:
    """Every place by every name it goes by. Opened with `load`; read-only afterwards."""

    def __init__(self, payload: Payload, words: Words) -> None:
        self._names: dict[str, int | tuple[int, ...]] = payload["names"]
        self._records: list[str] = payload["records"]
        self.starts: dict[str, int] = payload["starts"]
        self.ends: frozenset[str] = payload["ends"]
        self.words = words
        self._decoded: dict[int, Place] = {}
        self.capitals = {p.country: p for n in payload["capitals"] if (p := self.place(n))}
        self.countries = {p.country: p for n in payload["countries"] if (p := self.place(n))}

    def __len__(self) -> int:
        return len(self._records)

    def __contains__(self, normalised: str) -> bool:
        return normalised in self._names

    def place(self, number: int) -> Place:
        """The place of a record number."""
        found = self._decoded.get(number)
        if found is None:
            found = self._decoded[number] = decode(self._records[number])
        return found

    def by_key(self, normalised: str) -> tuple[Place, ...]:
        """Every place a normalised name can mean, curated ones first, in no other order."""
        numbers = self._names.get(normalised)
        if numbers is None:
            return ()
        if isinstance(numbers, int):
            return (self.place(numbers),)
        return tuple(self.place(n) for n in numbers)

    def lookup(self, name: str) -> list[Place]:
        """Every place `name` can mean, the likeliest first. The name may carry its kind ("محافظة حلب")."""
        k = key(name)
        found = self.by_key(k)
        head, _, rest = k.partition(" ")
        marker = self.words.markers.get(head)
        if marker is not None and rest:
            fitting = [p for p in self.by_key(rest) if fits(p, marker.kinds)]
            found = tuple(fitting) if fitting else found or self.by_key(rest)
        return sorted(dict.fromkeys(found), key=rank)

    def describe(self, name: str) -> list[dict[str, object]]:
        """Every candidate for `name` with what speaks for it: one plain dict each, the likeliest first."""
        level = self.words.common.get(key(name))
        out: list[dict[str, object]] = []
        for n, p in enumerate(self.lookup(name), 1):
            why = ["imported by you" if "user" in p.flags else source(p)]
            if p.population:
                why.append(f"population {p.population:,}")
            if p.parent:
                why.append(f"in {p.parent}")
            if "capital" in p.flags:
                why.append("capital of its country")
            if not p.located:
                why.append("position not known")
            if level or "common" in p.flags:
                why.append("also an ordinary word or family name: needs a marker, a container or a list")
            out.append({
                "rank": n, "id": p.id, "name_ar": p.name_ar, "name_en": p.name_en, "kind": p.kind,
                "country": p.country, "parent": p.parent, "lat": p.lat, "lon": p.lon,
                "population": p.population, "reasons": why,
            })  # fmt: skip
        return out


def source(p: Place) -> str:
    """Where a place comes from, in words."""
    return "GeoNames" if p.id.startswith("geonames:") else "built-in list"


_ORDER = {
    "country": 0, "city": 1, "town": 2, "region": 3, "governorate": 4, "district": 5, "neighbourhood": 6,
    "village": 7, "site": 8,
}  # fmt: skip


def rank(p: Place) -> tuple[int, int, int, str]:
    """Sort key without context: capitals, the user's and curated places first, then kind, population."""
    listed = 0 if "capital" in p.flags else 1 if not p.id.startswith("geonames:") else 2
    if listed == 2 and p.population >= 300_000:
        listed = 1
    return listed, _ORDER[p.kind], -p.population, p.id


def fits(p: Place, kinds: tuple[str, ...]) -> bool:
    """Whether a place is of one of a marker's kinds; kinds may be flags (camp, airport) or `any`."""
    return p.kind in kinds or "any" in kinds or any(k in p.flags for k in kinds)


def data_hash() -> str:
    """SHA-256 (hex) of the places there are: built-in, the world's release, and the user's imports."""
    digest = hashlib.sha256(world.version().encode())
    for path in [*curated_files(), DATA.joinpath("words.yml"), *user_files(None)]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


_opened: dict[tuple[str, str], Gazetteer] = {}


def load(extra_dir: Path | None = None) -> Gazetteer:
    """Open the gazetteer: built-in, world and imported places; files of `extra_dir` on top.

    The index is built once (a few seconds) and kept in the cache folder; where that cannot be written it
    is built in memory. Raises GazetteerError where an imported file does not hold together.
    """
    extra = user_files(extra_dir)
    parts = [world.version().encode()]
    parts += [p.read_bytes() for p in curated_files()]
    parts.append(DATA.joinpath("words.yml").read_bytes())
    for path in extra:
        stat = path.stat()
        parts.append(f"{path.name}/{stat.st_size}/{stat.st_mtime_ns}".encode())
    fingerprint = store.fingerprint(parts)
    memo = (fingerprint, str(store.cache_dir()))
    found = _opened.get(memo)
    if found is None:
        words = load_words()
        payload = store.read_index(fingerprint)
        if payload is None:
            rows = with_unique_ids([*curated_rows(), *imported_rows(extra)])
            payload = build_payload(rows, world.world_places(), words)
            store.write_index(fingerprint, payload)
        found = Gazetteer(payload, words)
        _opened.clear()
        _opened[memo] = found
    return found


def named(name: str) -> frozenset[str]:
    """What a place asked for by a person may stand as in a claim: the name itself, and the ids of all so called."""
    return frozenset({key(name), name.lower(), name, *(p.id for p in load().lookup(name))} - {""})
