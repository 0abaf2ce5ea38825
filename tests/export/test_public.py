"""Public exports: nothing that is held back is anywhere in the file's bytes."""

import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from riwaya.export.formats import FORMATS, write
from riwaya.export.public import Public, public
from riwaya.export.records import ExportError, Header, Row

RULES = Public("governorate", 30, date(2026, 11, 24))
HELD = (
    "سامر", "الحمصي", "samer", "الصاخور", "Sakhour", "الحمدانية", "Hamdaniy", "تعز", "Taiz", "الحوثي", "Houthi",
    "المظفر",
    "2026-11-20", "2026-11-19", "قناة الساحل", "أربع غارات", "ليلى", "abababab", "x.example", "/home/",
)  # fmt: skip


def everything(path: Path, name: str) -> str:
    """All text in a file, unpacked."""
    if name == "xlsx":
        with zipfile.ZipFile(path) as z:
            return "\n".join(z.read(n).decode("utf-8", "replace") for n in z.namelist())
    if name == "parquet":
        found = pq.read_table(path)
        return str(found.to_pylist()) + str(found.schema.metadata)
    return path.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_nothing_held_back_is_in_the_file(name: str, rows: list[Row], header: Header, tmp_path: Path) -> None:
    out = tmp_path / "out"
    write(name, public(rows, RULES), replace(header, public=RULES.said()), out)
    text = "\n".join(everything(p, name if p == out else "json") for p in tmp_path.iterdir())
    for held in (*HELD, rows[-1].claim["id"], rows[-1].report["id"]):
        assert held not in text, held
    exact = {str(p[k]) for r in rows for p in r.claim["event"]["places"] for k in ("lat", "lon") if p[k] is not None}
    assert exact and not any(re.search(rf"(?<![\d.]){re.escape(v)}(?!\d)", text) for v in exact if "." in v)


def test_what_may_be_shown_is_shown(rows: list[Row]) -> None:
    shown = list(public(rows, RULES))
    assert shown and len(shown) < len(rows)
    first = shown[0].claim
    assert first["event"]["type"] == "air_strike" and first["event"]["casualties"][0]["min"] == 12
    assert first["event"]["actors"][0]["id"] == "syrian-air-force"
    assert {p["precision"] for r in shown for p in r.claim["event"]["places"]} <= {"governorate", "country"}


def test_the_rows_given_are_not_changed(rows: list[Row]) -> None:
    before = [str(r) for r in rows]
    list(public(rows, RULES))
    assert [str(r) for r in rows] == before


@pytest.mark.parametrize(
    ("published", "embargo", "kept"),
    [("2026-10-25", 30, True), ("2026-10-26", 30, False), (None, 30, False), (None, 0, True), ("2026-11-24", 0, True)],
)
def test_the_embargo_to_the_day(rows: list[Row], published: str | None, embargo: int, kept: bool) -> None:
    row = replace(rows[0], report={**rows[0].report, "published": published})
    assert bool(list(public([row], Public("district", embargo, date(2026, 11, 24))))) is kept


def test_blurring_is_the_same_every_time_and_by_rule(rows: list[Row]) -> None:
    assert [str(r) for r in public(rows, RULES)] == [str(r) for r in public(rows, RULES)]
    with pytest.raises(ExportError, match="choose one of"):
        list(public(rows, Public("site")))
