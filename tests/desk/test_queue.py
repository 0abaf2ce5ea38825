"""What the review queue puts first, and when a claim leaves it."""

from pathlib import Path

import pytest

from riwaya.ledger.adding import Options, take_in
from riwaya.ledger.demo import samples
from riwaya.ledger.opening import Archive, create_archive
from riwaya.ledger.queue import Item, queue


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = create_archive(str(tmp_path / "archive"))
    list(
        take_in(
            made, [str(samples() / "douma-market-activists.txt"), str(samples() / "douma-market-state.txt")], Options()
        )
    )
    return made


def ids(items: list[Item]) -> list[str]:
    return [str(i.claim.claim["id"]) for i in items]


def test_the_weightiest_first(archive: Archive) -> None:
    items = queue(archive)
    weights = [i.weight for i in items]
    assert weights == sorted(weights, reverse=True) and weights[0] > weights[-1]
    assert {"contested", "toll", "place", "hedged"} & {r for i in items for r in i.reasons}


def test_who_decides_takes_a_claim_out_and_undoing_puts_it_back(archive: Archive) -> None:
    first = ids(queue(archive))[0]
    entry = archive.decide("confirm", first, "Layla", "")
    assert first not in ids(queue(archive))
    archive.decide("undo", first, "Layla", "too soon", value=entry)
    assert first in ids(queue(archive))
    archive.decide("reject", first, "Layla", "not said")
    assert first not in ids(queue(archive))


@pytest.mark.parametrize("acts", [("confirm", "reject"), ("reject", "confirm")])
def test_disagreement_comes_before_everything(archive: Archive, acts: tuple[str, str]) -> None:
    last = ids(queue(archive))[-1]
    for by, act in zip(("Layla", "Omar"), acts, strict=True):
        archive.decide(act, last, by, "as I read it")
    assert ids(queue(archive))[0] == last and "disagree" in queue(archive)[0].reasons
    archive.decide(acts[1], last, "Layla", "agreed")
    assert last not in ids(queue(archive))
