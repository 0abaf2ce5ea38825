"""The index: what names mean, how it is built, kept and rebuilt."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya import gazetteer
from riwaya.errors import GazetteerError
from riwaya.gazetteer import Gazetteer, index, store
from riwaya.gazetteer.build import decode, encode
from riwaya.gazetteer.place import KINDS, Place, distance_km
from riwaya.gazetteer.world import from_record


@pytest.fixture(scope="module")
def gaz(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gazetteer]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RIWAYA_DATA", str(tmp_path_factory.mktemp("data")))
        patch.setenv("RIWAYA_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield gazetteer.load()


@pytest.mark.parametrize(
    ("name", "english", "kind", "country"),
    [
        ("دمشق", "Damascus", "city", "SY"),
        ("الخرطوم", "Khartoum", "city", "SD"),
        ("محافظة حلب", "Aleppo Governorate", "governorate", "SY"),
        ("مدينة حلب", "Aleppo", "city", "SY"),
        ("كوباني", "Kobani (Ayn al-Arab)", "city", "SY"),
        ("عين العرب", "Kobani (Ayn al-Arab)", "city", "SY"),
        ("الشيفونية", "Shaffuniyah", "town", "SY"),
        ("الشفونية", "Shaffuniyah", "town", "SY"),
        ("بطيحة الوافدين", "Wafideen camp", "village", "SY"),
        ("اللطامنة", "Lataminah", "town", "SY"),
        ("شبوة", "Shabwa", "region", "YE"),
        ("مطار البصرة الدولي", "Basra International Airport", "site", "IQ"),
        ("البحر الأحمر", "Red Sea", "region", ""),
        ("الغوطة الشرقية", "Eastern Ghouta", "region", "SY"),
        ("فرنسا", "France", "country", "FR"),
        ("كييف", "Kyiv", "city", "UA"),
        ("حي الوعر", "Waer", "neighbourhood", "SY"),
        ("الولايات المتحدة الأميركية", "United States", "country", "US"),
    ],
)
def test_the_likeliest_meaning(gaz: Gazetteer, name: str, english: str, kind: str, country: str) -> None:
    place = gaz.lookup(name)[0]
    assert (place.name_en, place.kind, place.country) == (english, kind, country)


@pytest.mark.parametrize("name", ["", "   ", "؟", "زخرفستان", "رقة", "مدينة", "شمال"])
def test_names_that_mean_no_place(gaz: Gazetteer, name: str) -> None:
    assert gaz.lookup(name) == []


@pytest.mark.parametrize(
    ("name", "country", "lat", "lon", "km"),
    [
        ("الخرطوم", "SD", 15.603, 32.526, 2),  # the world list's point lies south of the city
        ("الوعر", "SY", 34.741, 36.670, 1.5),  # not the village of that name
        ("دمر", "SY", 33.531, 36.244, 1.5),
        ("دوما", "SY", 33.571, 36.405, 2),
    ],
)
def test_known_errors_of_other_lists_are_mended(
    gaz: Gazetteer, name: str, country: str, lat: float, lon: float, km: float
) -> None:
    place = next(p for p in gaz.lookup(name) if p.country == country)
    assert place.lat is not None and place.lon is not None
    assert distance_km(place.lat, place.lon, lat, lon) <= km


def test_a_name_of_several_countries_gives_all_of_them(gaz: Gazetteer) -> None:
    assert {"LY", "LB"} <= {p.country for p in gaz.lookup("طرابلس")}
    assert {"SY", "PS"} <= {p.country for p in gaz.lookup("أريحا")}
    assert {"YE", "LY"} <= {p.country for p in gaz.lookup("البيضاء")}


def test_no_letters_of_other_languages_reach_the_index(gaz: Gazetteer) -> None:
    raw = {
        "name": "Testville", "alternatenames": ["تهران‌پارس", "تستفيل", "ab"], "countrycode": "US",
        "latitude": 1.0, "longitude": 2.0, "population": 700, "admin1code": "CA", "geonameid": 5,
    }  # fmt: skip
    place = from_record(raw)
    assert place is not None and place.keys == ("تستفيل",)
    assert from_record({**raw, "alternatenames": ["ته", "گرگان"]}) is None
    assert from_record({**raw, "alternatenames": ["گرگان"], "countrycode": "IR"}) is not None


def test_describe_says_why(gaz: Gazetteer) -> None:
    found = gaz.describe("الميدان")
    assert found[0]["rank"] == 1 and len(found) >= 2
    assert any("ordinary word" in str(r) for r in found[0]["reasons"])  # type: ignore[attr-defined]
    assert gaz.describe("زخرفستان") == []


def test_opening_is_fast(gaz: Gazetteer) -> None:
    index._opened.clear()
    start = time.perf_counter()
    again = gazetteer.load()
    assert time.perf_counter() - start < 0.4  # about 0.02 s on an idle machine
    assert len(again) == len(gaz)


def test_a_damaged_index_is_built_anew(gaz: Gazetteer) -> None:
    (path,) = store.cache_dir().glob("gazetteer-*.bin")
    whole = path.read_bytes()
    for damaged in (whole[: len(whole) // 2], b"", whole[:40] + b"\xff" + whole[41:]):
        path.write_bytes(damaged)
        assert store.read_index(path.stem.removeprefix("gazetteer-")) is None
    index._opened.clear()
    assert len(gazetteer.load()) == len(gaz)
    assert path.read_bytes() == whole


def test_without_a_writable_cache_it_still_works(
    gaz: Gazetteer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    blocker = tmp_path / "file"
    blocker.write_text("not a folder", "utf-8")
    monkeypatch.setenv("RIWAYA_CACHE", str(blocker / "inside"))
    index._opened.clear()
    assert gazetteer.load().lookup("حلب")[0].name_en == "Aleppo"
    index._opened.clear()


def test_nothing_half_written_is_left(gaz: Gazetteer) -> None:
    assert not list(store.cache_dir().glob("*.tmp"))
    assert any(store.cache_dir().iterdir())


def test_an_extra_folder_is_read_and_must_exist(gaz: Gazetteer, tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text(
        "name_ar,name_en,lat,lon,kind,parent\nتل الاختبار,Test Hill,35.1,37.2,village,حماة\n", "utf-8"
    )
    place = gazetteer.load(tmp_path).lookup("تل الاختبار")[0]
    assert (place.name_en, place.lat, place.parent) == ("Test Hill", 35.1, "حماة") and "user" in place.flags
    assert gazetteer.load().lookup("تل الاختبار") == []
    with pytest.raises(GazetteerError, match="no such folder"):
        gazetteer.load(tmp_path / "absent")
    (tmp_path / "mine.csv").write_text("name_ar,name_en,kind\nتل,Tell,hill\n", "utf-8")
    with pytest.raises(GazetteerError, match=r"mine\.csv, line 2: kind 'hill' is not known"):
        gazetteer.load(tmp_path)


_text = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=12)


@given(
    _text, _text, st.none() | st.tuples(st.floats(-90, 90), st.floats(-180, 180)), st.sampled_from(KINDS),
    st.integers(0, 10**8), st.frozensets(st.sampled_from(["common", "camp", "seat=حلب"])),
)  # fmt: skip
def test_records_come_back_as_they_were(
    ar: str, en: str, at: tuple[float, float] | None, kind: str, population: int, flags: frozenset[str]
) -> None:
    lat, lon = at if at else (None, None)
    place = Place("x", ar, en, lat, lon, kind, "SY", None, population, flags)
    assert decode(encode(place)) == place
