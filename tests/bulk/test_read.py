"""Reading in bulk is reading: the same claims in parts that do not depend on who made them, killed or not."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from riwaya.archive.records import Filter
from riwaya.archive.store import create_archive
from riwaya.errors import BadInput
from riwaya.ledger.adding import Options, take_in
from riwaya.ledger.bulk.engines import Local
from riwaya.ledger.bulk.reading import Totals, read
from riwaya.ledger.comparing import Wanted, described

from .made import always_dies, contents, dies_once, in_bulk, reports, write_reports


def test_claims_and_incidents_are_those_of_an_archive(tmp_path: Path) -> None:
    rows = reports()
    given = write_reports(rows, tmp_path / "in.parquet")
    [*_, total] = read(given, tmp_path / "read", Local(1), rows=3)
    assert isinstance(total, Totals) and total.reports == 10 and total.copies == 1 and not total.problems
    lines = tmp_path / "in.jsonl"
    lines.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in rows), encoding="utf-8")
    with create_archive(str(tmp_path / "archive")) as archive:
        assert all(r.failure is None for r in take_in(archive, [str(lines)], Options()))
        claims = {c.claim["id"]: c.claim for c in archive.claims(Filter())}
        wanted = sorted(described(archive, Wanted()), key=lambda d: d["id"])
    table = pq.read_table(tmp_path / "read" / "claims")
    found = dict(zip(table["claim_id"].to_pylist(), map(json.loads, table["claim_json"].to_pylist()), strict=True))
    assert found == claims and len(claims) > 50
    texts = {r["report_id"]: r["text"] for r in pq.read_table(tmp_path / "read" / "reports").to_pylist()}
    for row in table.to_pylist():
        start, end = found[row["claim_id"]]["span"]
        assert row["text"][start:end] == row["words"] == texts[row["report_id"]][start:end]
    for size in (4, 1000):
        assert in_bulk(tmp_path / "read", tmp_path / f"linked{size}", size) == wanted


def test_bad_rows_are_listed_and_the_rest_goes_on(tmp_path: Path) -> None:
    rows = [*reports()[:3], {"id": "x", "text": None}, {"id": "y", "text": "  "}, reports()[3]]
    given = write_reports([{"published": None, **r} for r in rows], tmp_path / "in.parquet")
    [*_, total] = read(given, tmp_path / "out", Local(1), rows=2)
    assert isinstance(total, Totals) and total.reports == 4
    assert [p.split(": needs")[0] for p in total.problems] == ["in.parquet:4", "in.parquet:5"]
    listed = (tmp_path / "out" / "problems.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["error"] for line in listed] == total.problems
    assert list(read(given, tmp_path / "out", Local(1), rows=2)) == [total]


def test_dates_may_be_dates_and_columns_may_lack(tmp_path: Path) -> None:
    import datetime

    row = reports()[0]
    day = datetime.date.fromisoformat(str(row["published"]))
    table = pa.table({"text": [row["text"]], "published": pa.array([day]), "outlet": [row["outlet"]]})
    pq.write_table(table, tmp_path / "dates.parquet")
    write_reports([row], tmp_path / "texts.parquet")
    for name in ("dates", "texts"):
        [*_] = read(tmp_path / f"{name}.parquet", tmp_path / name, Local(1))
    ids = [pq.read_table(tmp_path / n / "claims")["claim_json"].to_pylist() for n in ("dates", "texts")]
    assert ids[0] == ids[1] and ids[0]


def test_row_groups_do_not_matter_but_for_where_parts_end(tmp_path: Path) -> None:
    rows = reports()
    for group in (1, 4, 100):
        given = write_reports(rows, tmp_path / f"in{group}.parquet", group)
        [*_] = read(given, tmp_path / f"out{group}", Local(1), rows=3)
    found: list[Any] = [pq.read_table(tmp_path / f"out{g}" / "claims")["claim_json"].to_pylist() for g in (1, 4, 100)]
    assert found[0] == found[1] == found[2]


def run(*args: object, **more: Any) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    return subprocess.run([sys.executable, "-m", "riwaya", *map(str, args)], capture_output=True, text=True, **more)


@pytest.mark.parametrize(
    ("make", "args", "word"),
    [
        (lambda d: (d / "in.parquet").write_text("no"), ("in.parquet", "out"), "is no Parquet file"),
        (lambda d: pq.write_table(pa.table({"body": ["a"]}), d / "in.parquet"), ("in.parquet", "out"),
         "no column 'text'"),
        (lambda d: None, ("gone.parquet", "out"), "there is no such file"),
        (lambda d: (d / "empty").mkdir(), ("empty", "out"), "no .parquet file in this folder"),
        (lambda d: write_reports(reports()[:1], d / "in.parquet"), ("in.parquet", "."), "holds something else"),
        (lambda d: write_reports(reports()[:1], d / "in.parquet"), ("in.parquet", "in.parquet"), "cannot be used"),
    ],
)  # fmt: skip
def test_errors_say_what_to_do(tmp_path: Path, make: Any, args: tuple[str, ...], word: str) -> None:
    make(tmp_path)
    done = run("bulk", "read", *args, "--jobs", 1, cwd=tmp_path)
    assert done.returncode == 2 and word in done.stderr and "Traceback" not in done.stderr


def test_what_was_begun_otherwise_is_refused(tmp_path: Path) -> None:
    given = write_reports(reports()[:2], tmp_path / "in.parquet")
    [*_] = read(given, tmp_path / "out", Local(1))
    write_reports(reports()[:3], given)
    with pytest.raises(BadInput, match=r"begun otherwise \(input"):
        list(read(given, tmp_path / "out", Local(1)))
    manifest = tmp_path / "out" / "manifest.json"
    write_reports(reports()[:2], given)
    said = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps({**said, "version": "0.0.1", "lexicon": "other"}), encoding="utf-8")
    with pytest.raises(BadInput, match=r"version.*0\.0\.1.*lexicon.*other"):
        list(read(given, tmp_path / "out", Local(1)))
    manifest.write_text("{", encoding="utf-8")
    with pytest.raises(BadInput, match="cannot be read"):
        list(read(given, tmp_path / "out", Local(1)))


def test_linking_takes_only_what_reading_finished(tmp_path: Path) -> None:
    given = write_reports(reports()[:2], tmp_path / "in.parquet", 1)
    next(iter(read(given, tmp_path / "half", Local(1))))
    done = run("bulk", "link", tmp_path / "half", tmp_path / "out")
    assert done.returncode == 2 and "reading is not finished" in done.stderr
    done = run("bulk", "link", given, tmp_path / "out")
    assert done.returncode == 2 and "no column 'claim_id'" in done.stderr and not (tmp_path / "out").exists()


def test_the_whole_command_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    given = write_reports(reports(), tmp_path / "in.parquet", 1)
    args = ["bulk", "read", str(given), str(tmp_path / "out"), "--jobs", "2"]
    going = subprocess.Popen([sys.executable, "-m", "riwaya", *args], stderr=subprocess.DEVNULL, start_new_session=True)
    while len(list((tmp_path / "out").glob("claims/part-*"))) < 3 and going.poll() is None:
        time.sleep(0.01)
    os.killpg(going.pid, signal.SIGKILL)
    going.wait()
    there = {f: f.stat().st_mtime_ns for f in (tmp_path / "out").glob("claims/part-*")}
    assert len(there) >= 3 and not json.loads((tmp_path / "out" / "manifest.json").read_text())["complete"]
    assert run(*args).returncode == 0
    assert all(f.stat().st_mtime_ns == t for f, t in there.items())
    [*_] = read(given, tmp_path / "whole", Local(1))
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")


def test_a_dead_worker_costs_its_task_alone_and_many_an_error(tmp_path: Path) -> None:
    workers = Local(2)
    items = [{"number": n, "mark": str(tmp_path / "mark")} for n in range(5)]
    assert sorted(d["number"] for d in workers.run(dies_once, items)) == [0, 1, 2, 3, 4]
    assert (tmp_path / "mark").exists()
    with pytest.raises(BadInput, match="died"):
        list(workers.run(always_dies, items))
    workers.close()
