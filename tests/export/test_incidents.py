"""Incidents in every format: one row each, numbers as ranges; the public sees nothing of what is held back."""

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest

from riwaya.archive.store import Archive, create_archive
from riwaya.errors import RiwayaError
from riwaya.export.formats import FORMATS
from riwaya.export.incidents import FORMATS as OF_INCIDENTS
from riwaya.incidents.ranges import ranges
from riwaya.ledger.comparing import Wanted, described
from riwaya.ledger.exporting import export_incidents, rules
from tests.archive.conftest import READER, TEXTS, addition


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    archive = create_archive(str(tmp_path_factory.mktemp("incidents") / "archive"))
    archive.add([addition(n) for n in TEXTS], READER)
    return archive


def test_incidents_go_into_every_format(filled: Archive, tmp_path: Path) -> None:
    assert OF_INCIDENTS.keys() == FORMATS.keys()
    number = len(described(filled, Wanted()))
    for name in OF_INCIDENTS:
        out = tmp_path / f"out.{name}"
        count = export_incidents(filled, Wanted(), name, out).rows
        assert count > 0 and out.stat().st_size > 0, name
        if name not in ("reports", "webannotation"):
            assert count == number, name
    assert filled.acts("export.made")[-1]["filter"] == {"incidents": True}
    with pytest.raises(RiwayaError, match="choose one of"):
        export_incidents(filled, Wanted(), "docx", tmp_path / "x")


def test_a_row_has_the_range_and_leaves_the_best_to_people(filled: Archive, tmp_path: Path) -> None:
    out = tmp_path / "i.csv"
    export_incidents(filled, Wanted(place="سراقب"), None, out)
    rows = list(csv.DictReader(out.open(encoding="utf-8-sig")))
    found = next(r for r in rows if r["killed_low"])
    assert (found["killed_low"], found["killed_best"], found["killed_high"]) == ("12", "", "12")
    assert (found["children_killed_min"], found["children_killed_max"]) == ("3", "3")
    assert found["incident_id"].startswith("i-") and found["place_en"] == "Saraqib"


def test_the_public_sees_no_words_and_no_fine_place(filled: Archive, tmp_path: Path) -> None:
    out = tmp_path / "p.jsonl"
    export_incidents(filled, Wanted(voice="ناشطون"), None, out, rules("district", 0))
    header, *lines = out.read_text(encoding="utf-8").splitlines()
    assert json.loads(header)["riwaya"]["filter"] == {"voice": "not shown"} and lines
    for line in lines:
        shown = set(re.findall("[\u0620-\u064a]+", line))
        assert shown <= {"شبكة", "شام"}, shown
        d = json.loads(line)
        assert all(p["precision"] in ("district", "governorate", "country") for p in d["places"])
        assert all(not o["why"] and not o["ties"] for o in d["origins"])
    held = tmp_path / "h.jsonl"
    assert export_incidents(filled, Wanted(), None, held, rules("district", 10**5)).rows == 0


def account(claim: str, low: int | None, high: int | None, **more: Any) -> dict[str, Any]:
    return {"claim": claim, "min": low, "max": high, "of": "people", "voice": claim[0], "voice_id": claim[0],
            "report": claim, "published": "2016-11-15", "stance": "asserts", **more}  # fmt: skip


@pytest.mark.parametrize(
    ("accounts", "wanted"),
    [
        ([account("a", 5, 5), account("b", 12, 12)], [5, None, 12]),
        ([account("a", 51, None), account("b", 8, 8)], [8, None, 51]),
        ([account("a", None, 49)], [49, None, 49]),
        ([account("a1", 5, 5), account("a2", 12, 12, published="2016-11-16")], [12, None, 12]),
        ([account("a", 12, 12), account("a", 3, 3, of="children")], [12, None, 12]),
        ([account("a", 12, 12), account("b", 0, 0, stance="denies")], [12, None, 12]),
    ],
)
def test_ranges(accounts: list[dict[str, Any]], wanted: list[int | None]) -> None:
    found = ranges({"killed": {"accounts": accounts}})["killed"]
    assert found["all"] == wanted and all(best is None for _, best, _ in found.values())
