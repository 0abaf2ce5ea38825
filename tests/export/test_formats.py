"""Every format holds what the claims say, opens in the tool it is for, and runs nothing."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest

from riwaya.export import acled, csv_table, ftm, hxl, webannotation
from riwaya.export.flat import COLUMNS, flat, interval, toll
from riwaya.export.formats import FORMATS, write
from riwaya.export.records import ExportError, Header, Row
from riwaya.model import EVENT_TYPES


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def test_csv_opens_right_in_excel(rows: list[Row], header: Header, tmp_path: Path) -> None:
    out = tmp_path / "c.csv"
    assert write(None, rows, header, out) == len(rows)
    assert out.read_bytes().startswith(b"\xef\xbb\xbfclaim_id,") and b"\r\n" in out.read_bytes()
    found = table(out)
    assert [r["claim_id"] for r in found] == [r.claim["id"] for r in rows]
    assert found[0]["words"] and found[0]["words"] in rows[0].report["text"]
    assert found[0]["outlet"] == "'=شبكة"
    about = json.loads((tmp_path / "c.csv.meta.json").read_text(encoding="utf-8"))
    assert about["head"] == "cd" * 32 and about["filter"] == {"stance": "denies"} and len(about["licences"]) == 3


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"), ("+1", "'+1"), ("-x", "'-x"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        (" =1", "' =1"), ("\u200f=1", "'\u200f=1"), ("＝1", "'＝1"), ("\n=1", "'\n=1"), ("قصف", "قصف"), ("a=1", "a=1"),
        ("", ""), (-5, -5), (None, None), (True, "true"), ("12-20", "12-20"),
    ],
)  # fmt: skip
def test_cells_that_could_run(value: Any, cell: Any) -> None:
    assert csv_table.safe(value) == cell


def test_xlsx(rows: list[Row], header: Header, tmp_path: Path) -> None:
    write(None, rows, header, tmp_path / "c.xlsx")
    book = openpyxl.load_workbook(tmp_path / "c.xlsx")
    sheet = book["Claims"]
    assert tuple(c.value for c in sheet[1]) == COLUMNS and sheet.max_row == len(rows) + 1
    assert all(c.data_type != "f" and c.hyperlink is None for row in sheet.iter_rows() for c in row)
    assert sheet.cell(2, COLUMNS.index("outlet") + 1).value == "=شبكة"
    about = {row[0].value: row[1].value for row in book["About"].iter_rows()}
    assert about["head"] == "cd" * 32


def test_parquet(rows: list[Row], header: Header, tmp_path: Path) -> None:
    write(None, rows, header, tmp_path / "c.parquet")
    found = pq.read_table(tmp_path / "c.parquet")
    assert [json.loads(x) for x in found["claim_json"].to_pylist()] == [r.claim for r in rows]
    assert str(found.schema.field("lat").type) == "double" and str(found.schema.field("killed_min").type) == "int64"
    assert json.loads(found.schema.metadata[b"riwaya"])["archive"] == "archive-1"


def test_geojson(rows: list[Row], header: Header, tmp_path: Path) -> None:
    write(None, rows, header, tmp_path / "c.geojson")
    value = json.loads((tmp_path / "c.geojson").read_text(encoding="utf-8"))
    assert value["type"] == "FeatureCollection" and value["riwaya"]["entry"] == 7
    for feature, row in zip(value["features"], rows, strict=True):
        f = flat(row)
        point = None if f["lat"] is None else [f["lon"], f["lat"]]
        assert (feature["geometry"] or {"coordinates": None})["coordinates"] == point


def test_jsonl_and_reports(rows: list[Row], header: Header, tmp_path: Path) -> None:
    write("jsonl", rows, header, tmp_path / "c")
    first, *rest = [json.loads(x) for x in (tmp_path / "c").read_text(encoding="utf-8").splitlines()]
    assert first["riwaya"]["archive"] == "archive-1" and [r["claim"] for r in rest] == [r.claim for r in rows]
    assert write("reports", rows, header, tmp_path / "r") == 2
    _, *reports = [json.loads(x) for x in (tmp_path / "r").read_text(encoding="utf-8").splitlines()]
    assert sum(len(r["claims"]) for r in reports) == len(rows) and reports[0]["text"] == rows[0].report["text"]


def test_acled(rows: list[Row], header: Header, tmp_path: Path) -> None:
    assert len(acled.COLUMNS) == 31 and set(acled.TYPES) == set(EVENT_TYPES)
    write("acled", rows, header, tmp_path / "c.csv")
    found = table(tmp_path / "c.csv")
    strike = next(r for r in found if r["sub_event_type"] == "Air/drone strike")
    assert strike["fatalities"] == "12" and strike["event_type"] == "Explosions/Remote violence"
    assert "Killed as stated: 12" in strike["notes"] and strike["geo_precision"] == "1"
    assert strike["event_date"] == "2016-11-14" and strike["time_precision"] == "1"
    assert all(int(r["fatalities"]) >= 0 for r in found)


@pytest.mark.parametrize(
    ("casualties", "value"),
    [
        ([], (None, None)),
        ([("killed", "people", 12, 12), ("killed", "children", 3, 3)], (12, 12)),
        ([("killed", "children", 3, 3), ("killed", "women", 2, 2)], (3, 3)),
        ([("killed", "civilians", 20, None)], (20, None)),
        ([("injured", "people", 5, 5)], (None, None)),
        ([("killed", "fighters", None, 49)], (None, 49)),
    ],
)
def test_tolls_are_never_added_up(casualties: list[Any], value: Any) -> None:
    names = ("outcome", "group", "min", "max")
    assert toll({"casualties": [dict(zip(names, c, strict=True)) for c in casualties]}, "killed") == value


def test_intervals_in_words() -> None:
    assert [interval(*x) for x in ((12, 12), (20, 30), (51, None), (None, 49), (None, None))] == [
        "12", "20-30", "51+", "up to 49", "?"]  # fmt: skip


def test_hxl(rows: list[Row], header: Header, tmp_path: Path) -> None:
    write("hxl", rows, header, tmp_path / "h.csv")
    lines = list(csv.reader(io.StringIO((tmp_path / "h.csv").read_text(encoding="utf-8-sig"))))
    assert lines[1] == list(hxl.TAGS.values()) and all(t.startswith("#") for t in lines[1])
    assert len(lines) == len(rows) + 2


def test_follow_the_money(rows: list[Row], header: Header, tmp_path: Path) -> None:
    pytest.importorskip("followthemoney", reason="followthemoney is not installed: uv sync --group ftm")
    from followthemoney import model

    for value in ftm.entities(rows):
        proxy = model.get_proxy(value)
        schema = model.get(value["schema"])
        assert schema is not None
        for name, values in value["properties"].items():
            prop = schema.get(name)
            assert prop is not None, name
            assert proxy.get(name), f"{name}: {values} is not taken by the real library"
    assert write("ftm", rows, header, tmp_path / "e.jsonl") == len(rows)
    write("ftm-statements", rows, header, tmp_path / "s.csv")
    statements = list(csv.DictReader((tmp_path / "s.csv").open(encoding="utf-8", newline="")))
    assert tuple(statements[0]) == ftm.STATEMENT_COLUMNS
    assert len({s["id"] for s in statements}) == len(statements)
    types = {p.name: p.type.name for s in ("Event", "Article") for p in model.get(s).properties.values()}
    assert all(types.get(s["prop"], "checksum") == s["prop_type"] for s in statements), [
        (s["prop"], s["prop_type"], types.get(s["prop"])) for s in statements
        if types.get(s["prop"], "checksum") != s["prop_type"]
    ]  # fmt: skip


def test_web_annotations_select_their_words(rows: list[Row]) -> None:
    count = 0
    for row in rows:
        text = row.report["text"]
        for a in webannotation.annotations(row):
            quote, position = a["target"]["selector"]
            start, end = position["start"], position["end"]
            assert quote["exact"] == text[start:end] and quote["exact"]
            assert text[:start].endswith(quote["prefix"]) and text[end:].startswith(quote["suffix"])
            count += 1
    assert count > len(rows) * 3


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_nothing_is_an_export_too_and_nothing_half_is_left(name: str, header: Header, tmp_path: Path) -> None:
    assert write(name, [], header, tmp_path / "x") == 0
    assert (tmp_path / "x").exists()
    before = sorted(p.name for p in tmp_path.iterdir())

    def broken() -> Any:
        raise ExportError("midway")
        yield

    with pytest.raises(ExportError, match="midway"):
        write(name, broken(), header, tmp_path / "y")
    assert sorted(p.name for p in tmp_path.iterdir()) == before
    with pytest.raises(ExportError, match="cannot be written"):
        write(name, [], header, tmp_path / "none" / "x")


def test_a_format_there_is_none_of(header: Header, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="choose one of"):
        write("docx", [], header, tmp_path / "x")
    with pytest.raises(ExportError, match="choose one of"):
        write(None, [], header, tmp_path / "x.docx")
