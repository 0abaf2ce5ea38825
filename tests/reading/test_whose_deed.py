"""Who says it, with what posture, and whose deed it is: a table of sentences in the manner of conflict reporting."""

from pathlib import Path

import pytest

from riwaya import read

_TABLE = Path(__file__).with_name("whose_deed.txt")
ROWS = [
    tuple(cell.strip() for cell in line.split("|"))
    for line in _TABLE.read_text(encoding="utf-8").splitlines()
    if line.strip() and not line.startswith("#")
]


@pytest.mark.parametrize(("text", "word", "voice", "stance", "actors"), ROWS, ids=range(len(ROWS)))
def test_who_says_who_did_it(text: str, word: str, voice: str, stance: str, actors: str) -> None:
    at = text.index(word)
    claims = read(text + ".", published="2024-08-07", outlet="صحيفة").claims
    claim = next((c for c in claims if c.trigger[0] < at + len(word) and at < c.trigger[1]), None)
    assert claim is not None, [text[slice(*c.trigger)] for c in claims]
    last = claim.attribution[-1]
    assert (voice in last.text) if voice else last.kind == "outlet", last
    assert claim.stance == stance
    named = [p.text for p in claim.event.actors]
    if actors == "-":
        assert named == []
    elif actors != "*":
        wanted = actors.split("+")
        assert len(named) == len(wanted), named
        assert all(w.strip() in n for w, n in zip(wanted, named, strict=True)), named
