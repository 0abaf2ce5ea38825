"""Blocks of space and time: what can be joined is looked for where it is, and blocks hold what they may."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from riwaya.incidents.blocks import edge
from riwaya.incidents.cells import cuts, found_in, home, looked_at
from riwaya.incidents.inherit import features_of

from .made import claim
from .test_link import CLAIMS

PLACE: st.SearchStrategy[dict[str, object]] = st.builds(
    dict, id=st.sampled_from(["a", "b", None]), name_en=st.none(), text=st.sampled_from(["بلدة", "قرية"]),
    lat=st.sampled_from([35.9, 35.99, 36.0, 36.01, 36.2, None]), lon=st.sampled_from([36.8, 36.999, 37.0, 37.1]),
    precision=st.sampled_from(["site", "village", "town", "city", "district", "governorate"]),
)  # fmt: skip


@given(CLAIMS, st.lists(st.lists(PLACE, max_size=2), min_size=14, max_size=14))
def test_what_can_be_joined_is_looked_for_where_it_is(
    rows: list[dict[str, object]], places: list[list[dict[str, object]]]
) -> None:
    records = [claim(f"c{n:02}", **row) for n, row in enumerate(rows)]  # type: ignore[arg-type]
    for record, other in zip(records, places, strict=False):
        record.claim["event"]["places"] += other
    features = list(features_of(records).values())
    for a in features:
        numbers, low, high = looked_at(a)
        for b in features:
            if a.id != b.id and edge(a, b):
                assert numbers & found_in(b) and b.first is not None and low <= b.first <= high


@given(st.lists(st.tuples(st.integers(-1, 9), st.integers(0, 9)), min_size=1), st.integers(1, 9))
def test_blocks_are_runs_that_hold_no_more_than_they_may(places: list[tuple[int, int]], size: int) -> None:
    counts = Counter(places)
    starts = cuts(counts, size)
    assert starts[0] == min(places) and starts == sorted({*starts}) and {*starts} <= {*places}
    for start, end in zip(starts, [*starts[1:], (99, 0)], strict=True):
        block = [p for p in counts if start <= p < end]
        assert len(block) == 1 or sum(counts[p] for p in block) <= size


def test_a_claim_without_place_or_day_has_a_home() -> None:
    [f] = features_of([claim("a", None, None, published=None)]).values()  # type: ignore[arg-type]
    assert home(f)[0] == -1 and not found_in(f) and looked_at(f)[0] == frozenset()
