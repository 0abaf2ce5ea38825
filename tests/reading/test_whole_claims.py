"""Whole claims, every value: sentences in the manner of conflict reporting and all that is read in each.

`whole_claims.txt` has a sentence, then a line for each of its claims, in order: trigger, type, stance and, of those
that are there, V (innermost voice), A (actors), T (targets), W (weapons), P (places), Q (counts of munitions), C
(people harmed), each list joined with " + ". What is not named on the line must not be read.
"""

from pathlib import Path

import pytest

from riwaya import read
from riwaya.model import Claim

_BLOCKS = [
    block.splitlines()
    for block in Path(__file__).with_name("whole_claims.txt").read_text(encoding="utf-8").split("\n\n")
    if block.strip() and not block.startswith("#")
]


def row(text: str, c: Claim) -> str:
    """A claim as a line of the table."""
    e = c.event
    voice = c.attribution[-1]
    named = {
        "V": [voice.text] if voice.kind != "outlet" else [],
        "A": [x.text for x in e.actors],
        "T": [x.text for x in e.targets],
        "W": [x.type for x in e.weapons],
        "P": [x.text for x in e.places],
        "Q": [f"{x.of} {_interval(x.min, x.max)}" for x in e.quantities],
        "C": [f"{x.outcome} {x.group} {_interval(x.min, x.max)}" for x in e.casualties],
    }
    cells = [text[slice(*c.trigger)], e.type, c.stance]
    return " | ".join(cells + [f"{key}={' + '.join(values)}" for key, values in named.items() if values])


def _interval(low: int | None, high: int | None) -> str:
    if low == high:
        return str(low)
    return f"{'' if low is None else low}-{'' if high is None else high}"


@pytest.mark.parametrize(("text", "wanted"), [(b[0], b[1:]) for b in _BLOCKS], ids=range(len(_BLOCKS)))
def test_every_value_of_every_claim(text: str, wanted: list[str]) -> None:
    claims = read(text, published="2020-03-04", outlet="صحيفة").claims
    assert [row(text, c) for c in claims] == [line.strip() for line in wanted]
