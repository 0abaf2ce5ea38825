"""Incidents from the command line: the three disagreeing samples, rulings, a voice, and why."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_archive_cli import SAMPLES, Run
from tests.cli.test_archive_cli import run as run

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"


def listed(run: Run, *args: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("incidents", *args, "--format", "json"))
    return found


def add_douma(run: Run) -> None:
    for name in ("activists", "state", "agency"):
        run("add", SAMPLES / f"douma-market-{name}.txt")


def test_a_person_sets_the_best_value_and_takes_it_back(run: Run) -> None:
    add_douma(run)
    incident = listed(run, "--type", "air_strike", "--sort", "contested")[0]["id"]
    shown = json.loads(run("incident", incident, "--format", "json"))
    low, best, high = shown["ranges"]["killed"]["all"]
    assert best is None
    run("best", incident, "killed", str(low), "--by", "Rim", "--reason", "names counted")
    run("best", incident, "killed", "2", "--group", "children", "--by", "Rim", "--reason", "two birth records")
    shown = json.loads(run("incident", incident, "--format", "json"))
    assert shown["ranges"]["killed"]["all"] == [low, low, high]
    assert shown["ranges"]["killed"]["children"][1] == 2
    run("link")
    assert json.loads(run("incident", incident, "--format", "json"))["ranges"]["killed"]["all"][1] == low
    run("verify", "--incidents")
    run("best", incident, "killed", "none", "--by", "Rim", "--reason", "counted twice")
    assert json.loads(run("incident", incident, "--format", "json"))["ranges"]["killed"]["all"][1] is None


@pytest.mark.parametrize(
    ("outcome", "number", "group"),
    [("dead", "3", "all"), ("killed", "-3", "all"), ("killed", "many", "all"), ("killed", "3", "aliens")],
)
def test_a_best_value_that_cannot_be_is_refused(run: Run, outcome: str, number: str, group: str) -> None:
    add_douma(run)
    incident = listed(run, "--type", "air_strike")[0]["id"]
    run("best", incident, outcome, "--group", group, "--by", "Rim", "--reason", "so", "--", number, fails=2)


def test_three_samples_of_one_day_meet(run: Run) -> None:
    add_douma(run)
    found = listed(run, "--type", "air_strike", "--sort", "contested")
    first = found[0]
    assert first["agreement"] == "contested" and len(first["reports"]) >= 2 and len(first["origins"]) >= 3
    assert {p["name_en"] for p in first["places"]} & {"Duma", "Douma"}
    assert set(first) >= {"id", "type", "start", "end", "places", "claims", "questions"}
    shown = run("incident", first["id"])
    assert "happened: contested" in shown and "origin 1" in shown
    assert json.loads(run("incident", first["claims"][0], "--format", "json"))["id"] == first["id"]
    assert first["id"] in run("timeline", "--place", "دوما")


def test_every_claim_is_in_one_incident(run: Run) -> None:
    run("add", SAMPLES)
    claims = [c for i in listed(run) for c in i["claims"]]
    assert len(claims) == len(set(claims)) == len(run("search", "--limit", 900, "--format", "json").splitlines())


def test_filters_and_sorting(run: Run) -> None:
    run("add", SAMPLES)
    every = {i["id"] for i in listed(run)}
    assert {i["id"] for i in listed(run, "--agreement", "contested")} < every
    assert all(i["start"] >= "2018-01-01" for i in listed(run, "--since", "2018-01-01"))
    assert listed(run, "--voice", "المرصد السوري لحقوق الإنسان") and listed(run, "--party", "rsf")
    counts = [len(i["origins"]) for i in listed(run, "--sort", "origins")]
    assert counts == sorted(counts, reverse=True)
    assert listed(run, "--place", "nowhere") == []


def test_rulings_are_kept_and_explained(run: Run) -> None:
    add_douma(run)
    found = [i for i in listed(run) if len(i["claims"]) == 1]
    a, b = found[0]["claims"][0], found[1]["claims"][0]
    assert "different incidents" in run("why", a, b)
    assert "say why" in run("merge", a, b, fails=2)
    run("merge", found[0]["id"], found[1]["id"], "--reason", "one day, one street")
    out = run("why", a, b)
    assert "in one incident" in out and "merge by ليلى: one day, one street" in out
    assert any({a, b} <= set(i["claims"]) for i in listed(run))
    run("split", b, "--reason", "no")
    assert not any({a, b} <= set(i["claims"]) for i in listed(run))
    run("move", b, a, "--reason", "yes")
    assert any({a, b} <= set(i["claims"]) for i in listed(run))
    assert run("custody").count("incident.ruled") == 3 and "sound" in run("verify")
    assert "no incident" in run("incident", "i-none", fails=2)
    assert "no claim" in run("why", a, "c-none", fails=2)


def test_a_voice(run: Run) -> None:
    add_douma(run)
    out = run("voice", "الدفاع المدني")
    assert "asserts" in out and "carried by" in out
    assert "no claim of a voice" in run("voice", "nobody", fails=2)


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the two reports it is about are not here")
def test_what_one_group_claims_and_denies(run: Run) -> None:
    run("add", SEEDS / "damascus-2015-02-05.txt", "--published", "2015-02-05", "--outlet", "أورينت نت")
    run("add", SEEDS / "damascus-2018-04-07.txt", "--published", "2018-04-07", "--outlet", "الأمة")
    claims = json.loads(run("voice", "جيش الإسلام", "--format", "json"))["claims"]
    said = {(c["stance"], c["start"][:4], c["type"]) for c in claims}
    assert ("claims_responsibility", "2015", "shelling") in said
    assert any(c["stance"] == "denies" and c["start"] >= "2018-04-06" and "دمشق" in c["places"] for c in claims)
    assert any(c["stance"] == "accuses" and c["start"] >= "2018-04-06" and "دمشق" in c["places"] for c in claims)
    rockets = next(i for i in listed(run, "--since", "2015-02-05", "--until", "2015-02-05", "--sort", "contested")
                   if i["agreement"] == "conceded")  # fmt: skip
    munitions = rockets["questions"]["munitions"]
    assert munitions["agreement"] == "differs" and 100 in {a["min"] for a in munitions["accounts"]}
    assert any(a["stance"] == "acknowledges" for a in rockets["questions"]["happened"]["accounts"])
