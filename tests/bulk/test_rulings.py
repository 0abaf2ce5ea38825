"""People's rulings come before every score in bulk as they do in an archive."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riwaya.archive.store import create_archive
from riwaya.errors import ArchiveError, BadInput
from riwaya.incidents.records import Ruling
from riwaya.ledger.bulk.engines import Local
from riwaya.ledger.bulk.ruled import rulings_from
from riwaya.ledger.comparing import rule
from tests.incidents.test_stored import READER, addition

from .made import at_once, in_bulk, write_claims
from .test_link import crowded

NAMES = [f"c{n:02}" for n in range(30)] + ["c-gone"]
RULINGS = st.lists(
    st.builds(Ruling, st.sampled_from(["merge", "split", "move"]),
              st.lists(st.sampled_from(NAMES), min_size=2, max_size=4, unique=True).map(tuple)),
    min_size=1, max_size=6,
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(RULINGS, st.sampled_from([1, 3, 8, 1000]))
def test_any_rulings_in_any_blocks_give_what_linking_at_once_gives(
    tmp_path_factory: pytest.TempPathFactory, rulings: list[Ruling], size: int
) -> None:
    records, where = crowded(30), tmp_path_factory.mktemp("ruled")
    claims = write_claims(records, where / "claims", 2)
    assert in_bulk(claims, where / "out", size, None, rulings) == at_once(records, rulings)


def test_a_merge_and_a_split_are_kept_across_blocks(tmp_path: Path) -> None:
    claims = write_claims(crowded(30), tmp_path / "claims", 2)
    plain = in_bulk(claims, tmp_path / "plain", 3)
    first, second = plain[0]["claims"], plain[1]["claims"]
    large = max((d["claims"] for d in plain), key=len)
    ruled = in_bulk(claims, tmp_path / "out", 3, None, [
        Ruling("merge", (first[0], second[0])), Ruling("split", (large[-1], *large[:-1])),
    ])  # fmt: skip
    homes = {c: d["id"] for d in ruled for c in d["claims"]}
    assert homes[first[0]] == homes[second[0]]
    assert len(large) > 1 and homes[large[-1]] not in {homes[c] for c in large[:-1]}


def test_other_rulings_are_another_outcome_and_refused(tmp_path: Path) -> None:
    claims = write_claims(crowded(10), tmp_path / "claims")
    in_bulk(claims, tmp_path / "out", 5)
    with pytest.raises(BadInput, match="rulings"):
        in_bulk(claims, tmp_path / "out", 5, Local(1), [Ruling("merge", ("c00", "c01"))])


def test_rulings_are_read_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "rulings.jsonl"
    file.write_text('{"kind": "merge", "claims": ["a", "b"]}\n\n{"kind": "split", "claims": ["a", "c"]}\n', "utf-8")
    assert rulings_from(file) == [Ruling("merge", ("a", "b")), Ruling("split", ("a", "c"))]


@pytest.mark.parametrize("line", [
    "{", "[]", '{"kind": "best", "claims": ["a", "b"]}', '{"kind": "merge", "claims": ["a"]}',
    '{"kind": "merge", "claims": [1, 2]}', '{"kind": "merge"}',
])  # fmt: skip
def test_what_is_no_ruling_is_refused_with_its_line(tmp_path: Path, line: str) -> None:
    file = tmp_path / "rulings.jsonl"
    file.write_text('{"kind": "merge", "claims": ["a", "b"]}\n' + line + "\n", "utf-8")
    with pytest.raises(BadInput, match="line 2"):
        rulings_from(file)


def test_rulings_of_an_archive_are_taken_in_their_order(tmp_path: Path) -> None:
    archive = create_archive(str(tmp_path / "archive"))
    row = {"place": "سراقب", "day": "2016-11-14"}
    archive.add([addition("r1", [row]), addition("r2", [row]), addition("r3", [row])], READER)
    rule(archive, "merge", ["r1-0", "r2-0"], "me", "one")
    rule(archive, "split", ["r3-0", "r1-0"], "me", "another")
    archive.close()
    wanted = [Ruling("merge", ("r1-0", "r2-0")), Ruling("split", ("r3-0", "r1-0"))]
    assert rulings_from(tmp_path / "archive") == wanted


def test_a_folder_without_an_archive_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError):
        rulings_from(tmp_path)
