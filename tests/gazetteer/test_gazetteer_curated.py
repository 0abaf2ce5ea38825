"""The built-in places hold together, and agree with an independent list where it is at hand."""

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from riwaya.gazetteer.curated import curated_rows
from riwaya.gazetteer.names import key
from riwaya.gazetteer.place import KINDS, Place, distance_km
from riwaya.gazetteer.words import load_words

REFERENCE = Path(__file__).parents[3] / "shared" / "gazetteer" / "reference_places.csv"
COUNTRY_AR = {
    "SY": "سوريا", "YE": "اليمن", "IQ": "العراق", "PS": "فلسطين", "LB": "لبنان", "LY": "ليبيا",
    "SD": "السودان",
}  # fmt: skip
# Boxes (south, north, west, east) no place of the country may leave; the Golan is under SY and IL alike.
BOXES = {
    "SY": (32.3, 37.4, 35.5, 42.5), "IQ": (29.0, 37.5, 38.7, 48.7), "YE": (12.1, 19.1, 42.0, 54.6),
    "LY": (19.4, 33.3, 9.2, 25.3), "SD": (8.6, 23.0, 21.7, 38.8), "LB": (33.0, 34.75, 35.05, 36.7),
    "PS": (31.2, 32.6, 34.2, 35.65), "IL": (29.4, 33.4, 34.2, 35.95), "SA": (16.0, 32.2, 34.4, 55.7),
}  # fmt: skip
TOLERANCE_KM = {"neighbourhood": 1.5, "village": 3.0, "town": 3.0, "city": 3.0, "site": 5.0}
SETTLED = ("village", "town", "city", "site")


def test_there_are_enough_places() -> None:
    assert len(curated_rows()) >= 4000


def test_ids_are_unique_and_readable() -> None:
    ids = [r.place.id for r in curated_rows()]
    assert len(ids) == len(set(ids))
    assert all(i and i == i.lower() and " " not in i and not i.endswith("-x") for i in ids)


def test_every_row_has_what_a_place_needs() -> None:
    for r in curated_rows():
        p = r.place
        assert p.kind in KINDS and p.name_en and p.name_ar, r
        assert (p.lat is None) == (p.lon is None), r
        assert "(" not in p.name_ar, r


def test_no_two_rows_give_the_same_place_twice() -> None:
    seen: dict[tuple[str, str, str], Place] = {}
    for r in curated_rows():
        k = (key(r.place.name_ar), r.place.kind, f"{r.place.country}/{r.place.parent}")
        assert k not in seen, (r.place, seen.get(k))
        seen[k] = r.place


def test_positions_lie_in_their_country() -> None:
    for r in curated_rows():
        p = r.place
        if p.country in BOXES and p.lat is not None and p.lon is not None:
            south, north, west, east = BOXES[p.country]
            assert south <= p.lat <= north and west <= p.lon <= east, p


def test_all_countries_and_their_capitals_are_there() -> None:
    rows = [r.place for r in curated_rows()]
    countries = {p.country for p in rows if p.kind == "country"}
    assert len(countries) >= 195
    assert {"SY", "IQ", "YE", "LY", "SD", "PS", "LB", "EG", "TR", "IR", "US", "RU", "FR"} <= {
        p.country for p in rows if "capital" in p.flags
    }


@pytest.mark.parametrize(
    ("country", "count"),
    [("SY", 14), ("YE", 22), ("IQ", 19), ("SD", 18), ("PS", 16), ("LB", 8)],
)
def test_governorates_are_complete(country: str, count: int) -> None:
    found = [r.place for r in curated_rows() if r.place.country == country and r.place.kind == "governorate"]
    assert len(found) >= count
    assert all(p.located for p in found)


def test_common_words_are_no_duplicates() -> None:
    words = load_words()
    assert set(words.common.values()) == {"word", "name"}
    for name in ("الميدان", "القدم", "المالكي", "الثورة", "الحرية", "بلد", "عين", "هيت", "إب", "نوى", "حزة"):
        k = key(name)
        flagged = k in words.common or all("common" in r.place.flags for r in curated_rows() if k in map(key, r.names))
        assert flagged, name


@pytest.mark.skipif(not REFERENCE.exists(), reason="the independent list of checked places is not at hand")
def test_positions_agree_with_the_reference() -> None:
    """Each curated settlement is near a checked place of its name, kind and area, where there is one."""
    reference: dict[str, list[dict[str, str]]] = defaultdict(list)
    with REFERENCE.open(encoding="utf-8", newline="") as handle:
        for raw in csv.DictReader(handle):
            reference[key(raw["name_ar"])].append(raw)
    compared = 0
    for r in curated_rows():
        p = r.place
        if p.lat is None or p.lon is None or p.country not in COUNTRY_AR or p.kind not in TOLERANCE_KM:
            continue
        near = [
            distance_km(p.lat, p.lon, float(x["lat"]), float(x["lon"]))
            for x in reference.get(key(p.name_ar), ())
            if _comparable(p, x)
        ]
        if near:
            compared += 1
            assert min(near) <= TOLERANCE_KM[p.kind], (p, min(near))
    assert compared > 1400


def _comparable(p: Place, x: dict[str, str]) -> bool:
    """Whether the reference's entry is of the same sort and in the same area."""
    if COUNTRY_AR[p.country] not in x["parent"]:
        return False
    camp = x["kind"] == "camp"
    if (p.kind == "neighbourhood") != (x["kind"] == "neighbourhood") and not camp:
        return False
    if p.kind != "neighbourhood" and x["kind"] not in (*SETTLED, "camp"):
        return False
    return p.country != "SY" or not p.parent or p.parent in x["parent"]


GOVERNORATE_KM = 60.0


@pytest.mark.skipif(not REFERENCE.exists(), reason="the independent list of checked places is not at hand")
def test_governorates_are_near_the_reference() -> None:
    with REFERENCE.open(encoding="utf-8", newline="") as handle:
        points = {x["name_ar"]: x for x in csv.DictReader(handle) if x["kind"] == "governorate"}
    for r in curated_rows():
        p = r.place
        x = points.get(p.name_ar)
        if x is not None and p.country == "SY" and p.lat is not None and p.lon is not None:
            assert distance_km(p.lat, p.lon, float(x["lat"]), float(x["lon"])) < GOVERNORATE_KM, p
