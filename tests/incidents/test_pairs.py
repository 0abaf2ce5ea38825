"""Edges come in one order however many are held in memory."""

from hypothesis import given
from hypothesis import strategies as st

from riwaya.incidents.pairs import Edge, ordered

NAMES = ["a", "b", "claim", "d", "e"]
PAIR = st.sampled_from([(x, y) for x in NAMES for y in NAMES if x < y])
EDGES = st.lists(st.tuples(st.integers(-1_080_000, -1), PAIR).map(lambda e: (e[0], *e[1])), max_size=60)


@given(EDGES, st.integers(1, 80))
def test_the_order_is_that_of_sorting_them_all(edges: list[Edge], held: int) -> None:
    assert list(ordered(iter(edges), NAMES, held)) == sorted(edges)


def test_runs_longer_than_what_is_read_at_once_are_read_whole() -> None:
    edges = [(-n * 7919 % 1_000_003 - 1_000_003, "a", "b") for n in range(120_000)]
    assert list(ordered(iter(edges), NAMES, 40_000)) == sorted(edges)
