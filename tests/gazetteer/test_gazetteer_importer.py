"""Import of the user's own places: what is added, what is reported, and in which words."""

import zipfile
from pathlib import Path

import pytest

from riwaya import gazetteer
from riwaya.errors import GazetteerError
from riwaya.gazetteer import importer


@pytest.fixture(autouse=True)
def _own_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RIWAYA_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("RIWAYA_CACHE", str(tmp_path / "cache"))


def _geonames_row(number: int, name: str, alternates: str, code: str, population: str = "900") -> str:
    feature = "P" if code.startswith("PPL") else "S" if code == "AIRB" else "H"
    cells = [str(number), name, name, alternates, "35.25", "40.5", feature, code, "SY", "", "07"]
    return "\t".join([*cells, "", "", "", population, "", "200", "Asia/Damascus", "2024-01-01"])


def test_a_geonames_dump_is_imported_and_found(tmp_path: Path) -> None:
    dump = tmp_path / "SY.txt"
    rows = [
        _geonames_row(1, "Tall al Ikhtibar", "Tell Ikhtibar,تل الاختبار", "PPL"),
        _geonames_row(2, "Matar al Tajriba", "مطار التجربة", "AIRB"),
        _geonames_row(3, "Nameless", "Only Latin", "PPL"),
        _geonames_row(4, "Wadi", "وادي المثال", "WAD"),
    ]
    dump.write_text("\n".join(rows) + "\n", "utf-8")
    result = importer.import_file(dump)
    assert (result.added, result.skipped) == (2, [])
    gaz = gazetteer.load()
    (place,) = gaz.lookup("تل الاختبار")
    assert (place.kind, place.country, place.lat, place.population) == ("village", "SY", 35.25, 900)
    assert "airport" in gaz.lookup("مطار التجربة")[0].flags
    assert gaz.describe("تل الاختبار")[0]["reasons"] == ["imported by you", "population 900"]


def test_a_zipped_dump_with_its_readme(tmp_path: Path) -> None:
    archive = tmp_path / "SY.zip"
    with zipfile.ZipFile(archive, "w") as out:
        out.writestr("readme.txt", "about")
        out.writestr("SY.txt", _geonames_row(1, "Tall", "تل الاختبار", "PPL") + "\n")
    assert importer.import_file(archive).added == 1


def test_good_rows_are_kept_and_bad_ones_reported(tmp_path: Path) -> None:
    table = tmp_path / "places.csv"
    table.write_text(
        "name_ar,name_en,lat,lon,kind,parent,country\n"
        "قرية المثال,Example,35.1,36.2,village,إدلب,SY\n"
        "قرية بعيدة,Far,135.1,36.2,village,إدلب,SY\n"
        "Latin,Latin,35.1,36.2,village,,SY\n"
        "قرية بلا نوع,Kindless,35.1,36.2,,,SY\n"
        "قرية ناقصة,Half,35.1,,village,,SY\n"
        "قرية بلا موضع,Unplaced,,,village,,SY\n",
        "utf-8",
    )
    result = importer.import_file(table)
    assert result.added == 2
    assert [s.split(":")[0] for s in result.skipped] == [f"places.csv, line {n}" for n in (3, 4, 5, 6)]
    assert "off the globe" in result.skipped[0] and "not in Arabic letters" in result.skipped[1]
    assert "kind is empty" in result.skipped[2] and "both" in result.skipped[3]
    assert gazetteer.load().lookup("قرية بلا موضع")[0].lat is None


def test_importing_again_replaces(tmp_path: Path) -> None:
    table = tmp_path / "mine.csv"
    table.write_text("name_ar;name_en;kind\nقرية الأولى;One;village\n", "utf-8-sig")
    importer.import_file(table)
    table.write_text("name_ar;name_en;kind\nقرية الثانية;Two;village\n", "utf-8-sig")
    importer.import_file(table)
    gaz = gazetteer.load()
    assert gaz.lookup("قرية الأولى") == [] and gaz.lookup("قرية الثانية")[0].name_en == "Two"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", b"name,kind\nx,y\n", "columns name_ar, name_en are missing"),
        ("b.csv", b"name_ar,name_en,kind\n", "holds no place"),
        ("c.csv", "name_ar,name_en,kind\nتل,x,village\n".encode("cp1256"), "line 2: is not UTF-8"),
        ("d.csv", b"", "missing"),
        ("e.csv", "name_ar,name_en,kind\nتل,x,hill\n".encode(), "first problem: e.csv, line 2: kind"),
        ("f.txt", b"1\tA\tA\t\t35\t40\tP\tPPL\tSY\t\t07\t\t\t\t5\t\t200\tx\ty\n", "holds no place"),
    ],
)  # fmt: skip
def test_files_that_cannot_be_imported(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(GazetteerError, match=message):
        importer.import_file(path)
    assert not list((tmp_path / "data").rglob("*.csv"))


def test_an_absent_file_and_a_wrong_archive(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="no such file"):
        importer.import_file(tmp_path / "absent.csv")
    archive = tmp_path / "two.zip"
    with zipfile.ZipFile(archive, "w") as out:
        out.writestr("a.txt", "x")
        out.writestr("b.txt", "x")
    with pytest.raises(GazetteerError, match="it holds 2"):
        importer.import_file(archive)


def test_a_data_folder_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocker = tmp_path / "file"
    blocker.write_text("x", "utf-8")
    monkeypatch.setenv("RIWAYA_DATA", str(blocker))
    table = tmp_path / "mine.csv"
    table.write_text("name_ar,name_en,kind\nقرية المثال,One,village\n", "utf-8")
    with pytest.raises(GazetteerError, match="RIWAYA_DATA"):
        importer.import_file(table)
