"""What templates show, worked out by pure functions."""

from hypothesis import given
from hypothesis import strategies as st

from riwaya.desk.view.highlight import paragraphs
from riwaya.desk.view.reasons import reason
from riwaya.desk.view.timeline import timeline
from riwaya.ledger.opening import StoredClaim

TEXTS = st.text(alphabet="قصف \nab‮", max_size=60)


def claim(name: str, span: tuple[int, int], trigger: tuple[int, int], status: str = "read") -> StoredClaim:
    return StoredClaim({"id": name, "span": list(span), "trigger": list(trigger)}, None, "r", status, False)


@given(TEXTS, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.booleans()), max_size=6))
def test_no_word_is_lost_and_each_claim_marks_its_own(text: str, spans: list[tuple[int, int, bool]]) -> None:
    claims = [
        claim(f"c{n}", (min(a, b), max(a, b)), (a, a + 1), "rejected" if gone else "read")
        for n, (a, b, gone) in enumerate(spans)
    ]
    shown = paragraphs(text, claims)
    assert ["".join(p.text for p in line) for line in shown] == [line for line in text.split("\n") if line.strip()]
    for c in claims:
        start, end = c.claim["span"]
        marked = "".join(p.text for line in shown for p in line if c.claim["id"] in p.claims)
        wanted = "".join(x for x in _kept(text)[start:end] if x is not None and x != "\n")
        assert marked == ("" if c.status == "rejected" else wanted)


def test_a_very_long_line_is_parted() -> None:
    text = "ا" * 9000 + " " + "ب" * 3000 + "\nقصف"
    shown = paragraphs(text, [claim("c", (8990, 9010), (8990, 8995))])
    assert "".join(p.text for line in shown for p in line) == text.replace("\n", "")
    assert max(sum(len(p.text) for p in line) for line in shown) <= 4000
    assert "".join(p.text for line in shown for p in line if p.claims) == text[8990:9010]


def _kept(text: str) -> list[str | None]:
    """The text by character, None where a line of blanks is not shown."""
    out: list[str | None] = []
    for line in text.split("\n"):
        out += [c if line.strip() else None for c in line] + ["\n"]
    return out


def test_a_timeline_holds_every_incident() -> None:
    for days in (
        ["2016-11-15"],
        ["2016-11-15", "2016-12-14"],
        ["2011-03-15", "2018-04-07"],
        ["1990-01-01", "2026-01-01"],
    ):
        made = timeline([*((d, "single", 3) for d in [*days, days[0]]), (None, "contested", 2)])
        assert sum(b.total for b in made.bars) == 3 * (len(days) + 1) and made.undated == 2
        assert len(made.bars) <= 130 and all(0 <= b.x <= 480 for b in made.bars)
    assert timeline([]).bars == []


def test_reasons() -> None:
    assert reason("the same voice (سانا)") == ("voice", "سانا")
    assert reason("the same words, copied") == ("copied", "")
    assert reason("something new") == ("other", "something new")
