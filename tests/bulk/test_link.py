"""Linking in bulk is linking: the same incidents whatever the blocks, the parts and the engine."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riwaya.errors import BadInput
from riwaya.incidents.records import ClaimRecord
from riwaya.ledger.bulk.engines import Local
from riwaya.ledger.bulk.linking import Totals, link
from tests.incidents.made import PLACES, claim

from .made import at_once, contents, in_bulk, incidents, write_claims

ROW = st.fixed_dictionaries({
    "place": st.sampled_from([*PLACES, None]),
    "day": st.sampled_from(["2016-11-12", "2016-11-13", "2016-11-14", "2016-11-15", None]),
    "type": st.sampled_from(["air_strike", "shelling", "unspecified_violence", "attack"]), "inferred": st.booleans(),
    "report": st.sampled_from(["r1", "r2", "r3", "r4"]), "killed": st.sampled_from([None, (5, 5), (12, 12), (40, 40)]),
    "stance": st.sampled_from(["asserts", "denies", "accuses"]),
})  # fmt: skip
TEXT = "قال ناشطون إن طائرات حربية شنت غارات على السوق فقتل مدنيون وجرح آخرون بينهم أطفال"


def records_of(rows: list[dict[str, Any]]) -> list[ClaimRecord]:
    return [claim(f"c{n:02}", text=TEXT, span=[n % 5, 60 + n % 5], **row) for n, row in enumerate(rows)]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ROW, min_size=1, max_size=24), st.integers(1, 9), st.integers(1, 3))
def test_any_blocks_and_parts_give_the_same_incidents(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, Any]], size: int, parts: int
) -> None:
    records, where = records_of(rows), tmp_path_factory.mktemp("link")
    wanted = at_once(records)
    assert in_bulk(write_claims(records, where / "claims", parts), where / "out", size) == wanted
    assert in_bulk(where / "claims", where / "whole", 1000) == wanted


def crowded(count: int = 60) -> list[ClaimRecord]:
    """Days in a row in one city and its quarter, so that blocks end amid what belongs together."""
    types = ("air_strike", "shelling", "unspecified_violence")
    return records_of([
        {"place": ("حلب", "الصاخور", "سراقب")[n % 3], "day": f"2016-11-{10 + n // 10}", "type": types[n * 7 % 3],
         "inferred": n % 4 == 0, "report": f"r{n * 5 % 23}", "killed": (3 + n % 2, 3 + n % 2) if n % 5 else None}
        for n in range(count)
    ])  # fmt: skip


def test_groups_torn_by_ends_of_blocks_are_mended(tmp_path: Path) -> None:
    records = crowded()
    claims = write_claims(records, tmp_path / "claims", 4)
    wanted = at_once(records)
    moved = {}
    for size in (1, 5, 20, 1000):
        total = list(link(claims, tmp_path / f"out{size}", Local(1), size))[-1]
        assert isinstance(total, Totals) and total.claims == 60 and total.incidents == len(wanted)
        assert incidents(tmp_path / f"out{size}") == wanted
        moved[size] = total.moved
    assert moved[1] > 0 and moved[5] > 0 and moved[1000] == 0


def test_two_workers_write_what_one_writes(tmp_path: Path) -> None:
    claims = write_claims(crowded(), tmp_path / "claims", 4)
    in_bulk(claims, tmp_path / "one", 7, Local(1))
    workers = Local(2)
    in_bulk(claims, tmp_path / "two", 7, workers)
    workers.close()
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert {name.split("/")[0] for name in contents(tmp_path / "one")} == {"incidents", "manifest.json"}


def test_a_claim_given_twice_is_refused(tmp_path: Path) -> None:
    one = records_of([{"place": "سراقب", "day": "2016-11-12", "type": "shelling", "report": "r1"}])
    write_claims(one, tmp_path / "claims")
    part = tmp_path / "claims" / "part-00000.parquet"
    (tmp_path / "claims" / "part-00001.parquet").write_bytes(part.read_bytes())
    with pytest.raises(BadInput, match="twice"):
        in_bulk(tmp_path / "claims", tmp_path / "out", 1000)


def test_what_is_done_is_kept_and_not_done_again(tmp_path: Path) -> None:
    claims = write_claims(crowded(), tmp_path / "claims", 4)
    wanted = in_bulk(claims, tmp_path / "whole", 7)
    steps = link(claims, tmp_path / "out", Local(1), 7)
    for step in steps:
        if not isinstance(step, Totals) and step.stage == "incidents" and step.done == 2:
            break
    steps.close()  # type: ignore[attr-defined]
    there = {f: f.stat().st_mtime_ns for f in (tmp_path / "out").rglob("*.parquet")}
    assert not json.loads((tmp_path / "out" / "manifest.json").read_text())["complete"] and len(there) > 10
    assert in_bulk(claims, tmp_path / "out", 7) == wanted
    left = {f: f.stat().st_mtime_ns for f in (tmp_path / "out").rglob("*.parquet")}
    assert sum(there.get(f) == t for f, t in left.items()) == 2
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")
