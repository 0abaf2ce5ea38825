"""A walk through keeping, as a hostile tester would take it: odd sources, odd decisions, outcomes for machines."""

import base64
import csv
import hashlib
import json
from pathlib import Path

import pytest

from riwaya.export.acled import COLUMNS as ACLED
from tests.intake.containers import export, message
from tests.intake.pages import STATEMENT, page

from .test_archive_cli import SAMPLES, Run
from .test_archive_cli import run as run


def test_a_thousand_files_with_one_bad(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    for n in range(999):
        path = folder / f"{n % 7}" / f"{n}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"قصفت طائرات مدينة سراقب. رقم {n}.", encoding="utf-8")
    (folder / "3" / "bad.pdf").write_bytes(b"%PDF-1.4 broken")
    out = run("add", folder, fails=2)
    assert "added 999 reports" in out and "1 failed" in out
    assert f"riwaya: {folder}/3/bad.pdf: is no PDF" in out
    assert "sound: 999 reports" in run("verify")


def test_the_same_text_elsewhere_is_another_sighting_the_same_bytes_are_nothing(run: Run, tmp_path: Path) -> None:
    for n, address in enumerate(("https://a.example/1", "https://b.example/2")):
        (tmp_path / f"{n}.html").write_text(page().replace("https://north.example/news/55", address), encoding="utf-8")
    assert "added 1 reports" in run("add", tmp_path / "0.html")
    assert "1 further sightings" in run("add", tmp_path / "1.html")
    assert "2 known already" in run("add", tmp_path / "0.html", tmp_path / "1.html")
    [line] = run("search", "--reports", "--format", "json").splitlines()
    seen = json.loads(run("show", json.loads(line)["report"], "--format", "json"))["sightings"]
    assert [s["url"] for s in seen] == ["https://a.example/1", "https://b.example/2"]


def test_a_telegram_export_as_it_really_is(run: Run, tmp_path: Path) -> None:
    parts = [STATEMENT, {"type": "bold", "text": " عاجل"}, {"type": "link", "text": " t.me/x"}]
    missing = "(File not included. Change data exporting settings to download.)"
    data = export(
        message(id=1, text=parts, forwarded_from="مراسل سراقب", photo=missing),
        message(id=2, text="", file=missing),
        {"id": 3, "type": "service", "action": "pin_message", "text": ""},
        message(id=4, text="QQ قتل أربعة مدنيين في قصف على سراقب."),
    ).replace(b"QQ", b"\\x07\\x1f")
    (tmp_path / "result.json").write_bytes(data)
    assert "added 2 reports" in run("add", tmp_path / "result.json")
    first = json.loads(run("search", "--stance", "asserts", "--type", "air_strike", "--format", "json").splitlines()[0])
    assert [v["text"] for v in first["claim"]["attribution"]][:2] == ["غرفة الساحل", "مراسل سراقب"]
    shown = json.loads(run("show", first["report"], "--format", "json"))
    assert shown["published"] == "2017-03-14" and shown["published_basis"] == "message"
    raw = run("raw", shown["sightings"][0]["raw_sha256"])
    assert json.loads(raw)["id"] == 1


def test_outcomes_for_machines(run: Run, tmp_path: Path) -> None:
    made = json.loads(run("init", tmp_path / "other", "--format", "json"))
    assert made["where"] == str(tmp_path / "other") and len(made["archive"]) == 36
    run("add", SAMPLES / "douma-market-agency.txt")
    again = [json.loads(x) for x in run("reread", "--all", "--format", "json").splitlines() if x.startswith("{")]
    assert [r["changes"] for r in again] == [[]]
    out = tmp_path / "c.csv"
    told = json.loads(run("export", out, "--json"))
    assert told["sha256"] == hashlib.sha256(out.read_bytes()).hexdigest() and told["rows"] > 3
    key = json.loads(run("keys", "make", "--format", "json"))
    assert json.loads(run("keys", "list", "--format", "json")) == key
    seal = json.loads(run("seal", tmp_path / "s.json", "--format", "json"))
    assert seal["key"] == key["fingerprint"] and seal["entry"] == told["entry"] and seal["timestamp"] is False
    report = json.loads(run("search", "--reports", "--format", "json").splitlines()[0])["report"]
    digest = json.loads(run("show", report, "--format", "json"))["sightings"][0]["raw_sha256"]
    raw = json.loads(run("raw", digest, "--format", "json"))
    assert base64.b64decode(raw["base64"]) == (SAMPLES / "douma-market-agency.txt").read_bytes()
    assert json.loads(run("reindex", "--format", "json"))["columns"] == 0
    assert "sound" in run("verify", "--jobs", 1)


BROKEN = [
    ("span", "[0, 999999]", "outside"),
    ("event.casualties", '"x"', "does not fit"),
    ("stance", "null", "does not fit"),
    ("event.when.start", "yesterday", "no date"),
    ("event", "{}", "does not fit"),
    ("id", "c-1", "cannot be corrected"),
    ("attribution", "[]", "voice"),
    ("negated", "maybe", "does not fit"),
]


@pytest.mark.parametrize(("field", "value", "message"), BROKEN)
def test_no_correction_leaves_an_archive_that_cannot_be_used(run: Run, field: str, value: str, message: str) -> None:
    run("add", SAMPLES / "douma-market-agency.txt")
    i = json.loads(run("search", "--format", "json", "--limit", 1).splitlines()[0])["claim"]["id"]
    assert message in run("correct", i, field, value, "--reason", "x", fails=2)
    assert json.loads(run("show", i, "--format", "json"))["decisions"] == []


def test_a_place_added_by_hand_is_found_and_exported(run: Run, tmp_path: Path) -> None:
    run("add", SAMPLES / "douma-market-agency.txt")
    i = json.loads(run("search", "--format", "json", "--limit", 1).splitlines()[0])["claim"]["id"]
    place = [{"text": "عربين", "name_en": "Arbin", "lat": 33.53, "lon": 36.36, "precision": "town"}]
    told = json.loads(run("correct", i, "event.places", json.dumps(place), "--reason", "map", "--format", "json"))
    assert told["act"] == "correct" and told["claim"] == i
    assert i in run("search", "--box", "33.5,36.3,33.6,36.4") and i in run("search", "--place", "عربين")
    assert i in run("incidents", "--format", "json", "--place", "عربين")
    for name in ("a.jsonl", "a.csv", "a.xlsx", "a.parquet", "a.geojson", "a.jsonld"):
        assert "rows in" in run("export", tmp_path / name)
    run("export", tmp_path / "acled.csv", "--acled-columns")
    with (tmp_path / "acled.csv").open(encoding="utf-8-sig", newline="") as file:
        assert next(csv.reader(file)) == list(ACLED) and len(ACLED) == 31
    run("export", tmp_path / "ftm.json", "--format", "ftm")
    run("export", tmp_path / "ftm.csv", "--format", "ftm-statements")
    assert "sound" in run("verify")
