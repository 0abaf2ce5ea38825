"""The same over a real Ray cluster of two workers on this machine, one of which dies."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("ray", reason="Ray is not installed (pip install 'riwaya[ray]')")

from riwaya.errors import BadInput
from riwaya.ledger.bulk.engines import Local, Ray, engine
from riwaya.ledger.bulk.reading import read

from .made import contents, dies_once, in_bulk, refuses, reports, write_claims, write_reports
from .test_link import crowded


@pytest.fixture(scope="module")
def cluster() -> Iterator[Ray]:
    try:
        made = engine("ray", 2)
    except BadInput as error:  # it gives itself 15 to 30 seconds, which a busy machine may not have
        pytest.skip(str(error))
    assert isinstance(made, Ray)
    yield made
    made.close()


@pytest.fixture(autouse=True)
def patience() -> Iterator[None]:
    """Ray waits for ever for a node that it lost; a test must not."""

    def late(*_: object) -> None:
        raise TimeoutError("Ray did not finish")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(300)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def test_incidents_are_those_of_one_process(cluster: Ray, tmp_path: Path) -> None:
    claims = write_claims(crowded(), tmp_path / "claims", 4)
    in_bulk(claims, tmp_path / "local", 20, Local(1))
    in_bulk(claims, tmp_path / "ray", 20, cluster)
    assert contents(tmp_path / "ray") == contents(tmp_path / "local")


def test_claims_are_those_of_one_process(cluster: Ray, tmp_path: Path) -> None:
    given = write_reports(reports(), tmp_path / "in.parquet")
    totals = [list(read(given, tmp_path / name, workers, rows=3))[-1]
              for name, workers in (("local", Local(1)), ("ray", cluster))]  # fmt: skip
    assert totals[0] == totals[1]
    assert contents(tmp_path / "ray") == contents(tmp_path / "local")


def test_a_dead_worker_costs_its_task_alone(cluster: Ray, tmp_path: Path) -> None:
    items = [{"number": n, "mark": str(tmp_path / "mark")} for n in range(4)]
    assert sorted(d["number"] for d in cluster.run(dies_once, items)) == [0, 1, 2, 3]
    assert (tmp_path / "mark").exists()


def test_what_a_task_refuses_is_said_as_it_was(cluster: Ray) -> None:
    with pytest.raises(BadInput, match="not this"):
        list(cluster.run(refuses, [{"number": 1}]))
