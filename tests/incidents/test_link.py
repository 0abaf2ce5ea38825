"""Linking: what is one happening, what is two, whatever the order; people's rulings win."""

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.incidents.blocks import Index, edge
from riwaya.incidents.compare import COMPARISONS, POINTS, compare, points
from riwaya.incidents.features import unpack
from riwaya.incidents.inherit import features_of
from riwaya.incidents.link import grouped, link
from riwaya.incidents.records import ClaimRecord, Ruling
from riwaya.incidents.rulings import Ruled

from .book import Book
from .made import PLACES, claim, voice


def groups(records: list[ClaimRecord], rulings: tuple[Ruling, ...] = ()) -> set[frozenset[str]]:
    return {frozenset(r.id for r in i.claims) for i in link(records, rulings)}


TOGETHER: dict[str, tuple[ClaimRecord, ClaimRecord]] = {
    "two outlets, one day": (claim("a"), claim("b", outlet="رويترز")),
    "a strike and its dead": (claim("a"), claim("b", type="unspecified_violence")),
    "shelled or bombed": (claim("a"), claim("b", type="shelling", killed=(12, 12))),
    "denied": (claim("a"), claim("b", stance="denies", chain=[voice("official", "وزارة الدفاع الروسية", id="ru-mod")])),
    "only the publication's day": (claim("a"), claim("b", day="2016-11-15", inferred=True)),
    "a rising toll": (claim("a", killed=(5, 5)), claim("b", killed=(12, 12), published="2016-11-16")),
    "a quarter in its city": (claim("a", "الصاخور"), claim("b", "حلب")),
    "a place of no known position": (claim("a", "مجهولة"), claim("b", "مجهولة")),
    "blame laid elsewhere": (
        claim("a", actor=("syrian-air-force", "sy-government")),
        claim("b", actor=("nusra", "sy-jihadist"), stance="accuses"),
    ),
    "no place, beside one": (claim("a", report="r"), claim("b", None, report="r", span=[20, 30],
                                                            chain=[voice("monitor", "المرصد")])),
    "stopped, beside what was fired": (
        claim("a", type="shelling", report="r"),
        claim("b", None, type="interception", report="r", span=[20, 30], chain=[voice("monitor", "المرصد")]),
    ),
    "recalled days later": (
        claim("a", report="r", published="2016-11-20"),
        claim("b", None, "2016-11-20", report="r", published="2016-11-20", span=[20, 30], inferred=True, recalls="a",
              chain=[voice("monitor", "المرصد")]),
    ),
    "only its governorate, the same toll": (claim("a", killed=(12, 12)), claim("b", "ريف إدلب", killed=(12, 12))),
    "only its governorate, a type seldom told of": (
        claim("a", type="chemical_weapon"), claim("b", "ريف إدلب", type="chemical_weapon"),
    ),
}  # fmt: skip
APART: dict[str, tuple[ClaimRecord, ClaimRecord]] = {
    "a day later": (claim("a"), claim("b", day="2016-11-15")),
    "two kilometres away": (claim("a", "سراقب"), claim("b", "آفس")),
    "towns of one district": (claim("a", "بنش"), claim("b", "تفتناز")),
    "another type": (claim("a"), claim("b", type="protest")),
    "a week later": (claim("a"), claim("b", day="2016-11-21")),
    "a summary of the countryside": (claim("a"), claim("b", "ريف إدلب")),
    "summaries of the countryside": (claim("a", "ريف إدلب"), claim("b", "ريف إدلب")),
    "no place, elsewhere": (claim("a"), claim("b", None)),
    "two cities that touch": (claim("a", "دوما"), claim("b", "حرستا")),
    "a quarter of the next city": (claim("a", "دوما"), claim("b", "جوبر")),
    "only its governorate, another toll": (claim("a", killed=(12, 12)), claim("b", "ريف إدلب", killed=(4, 4))),
    "only its governorate, another day": (
        claim("a", killed=(12, 12)),
        claim("b", "ريف إدلب", day="2016-11-15", killed=(12, 12)),
    ),
    "each aimed at the other": (
        claim("a", actor=("hezbollah", "hezbollah"), target="idf", type="attack"),
        claim("b", actor=("idf", "il"), target="hezbollah"),
    ),
    "raids and the rockets they answer": (
        claim("a", actor=("iaf", "il")),
        claim("b", type="shelling", actor=("qassam", "ps-hamas")),
    ),
    "now and then": (claim("a"), claim("b", day="2016-11-14", inferred=True, precision="period")),
    "a year later": (claim("a"), claim("b", day="2017-11-14", published="2017-11-15")),
}


@pytest.mark.parametrize("name", TOGETHER)
def test_one_happening(name: str) -> None:
    assert groups(list(TOGETHER[name])) == {frozenset("ab")}


@pytest.mark.parametrize("name", APART)
def test_two_happenings(name: str) -> None:
    assert groups(list(APART[name])) == {frozenset("a"), frozenset("b")}


def test_a_week_of_shelling_is_a_week_of_incidents() -> None:
    days = [claim(f"{d}{o}", day=f"2016-11-{d}", published=f"2016-11-{d}", type="shelling", outlet=o)
            for d in range(10, 17) for o in ("x", "y")]  # fmt: skip
    assert len(groups(days)) == 7


def test_a_chain_of_neighbours_does_not_grow_into_one() -> None:
    """Each inferred day fits its neighbours; the ends do not fit each other."""
    chain = [claim(f"c{n}", day=f"2016-11-{10 + 2 * n}", inferred=True) for n in range(6)]
    assert all(len(g) <= 3 for g in groups(chain)) and len(groups(chain)) >= 2


def test_summaries_are_context_and_glue_nothing() -> None:
    found = link([claim("a", "بنش"), claim("b", "تفتناز"), claim("v", "ريف إدلب")])
    by = {i.claims[0].id: i for i in found}
    assert [r.id for r in by["a"].context] == ["v"] == [r.id for r in by["b"].context]
    assert len(found) == 3


CLAIMS: st.SearchStrategy[list[dict[str, object]]] = st.lists(
    st.builds(
        dict, place=st.sampled_from([*PLACES, None]),
        day=st.sampled_from(["2016-11-12", "2016-11-13", "2016-11-14", None]),
        type=st.sampled_from(["air_strike", "shelling", "unspecified_violence", "attack"]), inferred=st.booleans(),
        report=st.sampled_from(["r1", "r2", "r3", "r4"]), killed=st.sampled_from([None, (5, 5), (12, 12), (40, 40)]),
        stance=st.sampled_from(["asserts", "denies", "accuses"]), outlet=st.sampled_from(["x", "y"]),
    ),
    max_size=14,
)  # fmt: skip


@given(CLAIMS, st.randoms(use_true_random=False))
def test_any_order_gives_the_same_incidents(rows: list[dict[str, object]], chance: random.Random) -> None:
    records = [claim(f"c{n:02}", **row) for n, row in enumerate(rows)]  # type: ignore[arg-type]
    wanted = [(i.id, [r.id for r in i.claims], [r.id for r in i.context]) for i in link(records)]
    chance.shuffle(records)
    assert [(i.id, [r.id for r in i.claims], [r.id for r in i.context]) for i in link(records)] == wanted
    assert sorted(i for _, claims, _ in wanted for i in claims) == sorted(r.id for r in records)


@given(CLAIMS)
def test_comparing_is_the_same_both_ways(rows: list[dict[str, object]]) -> None:
    features = list(features_of([claim(f"c{n:02}", **row) for n, row in enumerate(rows)]).values())  # type: ignore[arg-type]
    for a in features:
        for b in features:
            assert compare(a, b).score == compare(b, a).score


def test_a_far_claim_changes_nothing_here() -> None:
    near = [claim("a"), claim("b", outlet="y"), claim("c", "حلب")]
    assert groups([*near, claim("z", "بنش", day="2012-01-01")]) == groups(near) | {frozenset("z")}


def test_the_same_quotation_speaks_for_one_happening() -> None:
    said = 'قال القائد "لن نخرج من المدينة أبدا مهما طال الحصار" في بيان'
    other = "وأضاف القائد «لن نخرجَ من المدينة أبداً مهما طال الحصار»"
    a, b = features_of([claim("a", text=said), claim("b", text=other, outlet="y")]).values()
    assert {n: s for n, s, _ in compare(a, b).parts}["words"] == 1.0
    c, d = features_of([claim("a", text='قال "نعم" ثم مضى'), claim("b", text='قال "نعم" ثم مضى', outlet="y")]).values()
    assert {n: s for n, s, _ in compare(c, d).parts}["words"] == 0.0
    assert compare(a, b).score > compare(c, d).score


@given(CLAIMS)
def test_points_are_the_score_and_features_survive_keeping(rows: list[dict[str, object]]) -> None:
    features = list(features_of([claim(f"c{n:02}", **row) for n, row in enumerate(rows)]).values())  # type: ignore[arg-type]
    for a in features:
        assert unpack(json.loads(json.dumps(a.pack()))) == a
        for b in features:
            assert points(a, b) == round(compare(a, b).score * POINTS)


@given(CLAIMS)
def test_what_can_be_joined_is_met_from_either_side(rows: list[dict[str, object]]) -> None:
    features = features_of([claim(f"c{n:02}", **row) for n, row in enumerate(rows)])  # type: ignore[arg-type]
    index = Index(features.values())
    for a in features.values():
        near = index.near(a)
        for b in features.values():
            assert a.id == b.id or not edge(a, b) or b.id in near


@given(CLAIMS, st.data())
def test_any_batching_gives_the_same_groups(rows: list[dict[str, object]], data: st.DataObject) -> None:
    features = features_of([claim(f"c{n:02}", **row) for n, row in enumerate(rows)])  # type: ignore[arg-type]
    wanted = {frozenset(g) for g in grouped(features, Ruled())}
    left = data.draw(st.permutations(sorted(features)))
    book = Book()
    while left:
        size = data.draw(st.integers(1, 4))
        part, left = left[:size], left[size:]
        gone = data.draw(st.sets(st.sampled_from(sorted(book.features)), max_size=2)) if book.features else set()
        book.change([features[i] for i in part], gone)
        left += sorted(gone - {*part})
    assert {frozenset(g) for g in book.all()} == wanted


def test_every_comparison_says_what_it_compares() -> None:
    assert [name for name, _ in COMPARISONS] == ["type", "place", "time", "parties", "weapon", "numbers", "words"]
    assert all(function.__doc__ for _, function in COMPARISONS)


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ([], ["ab", "cd"]),
        ([("merge", "ac")], ["abcd"]),
        ([("split", "ba")], ["a", "b", "cd"]),
        ([("move", "bc")], ["a", "bcd"]),
        ([("move", "ac")], ["b", "acd"]),
        ([("split", "ba"), ("merge", "ab")], ["ab", "cd"]),
        ([("merge", "abcd"), ("split", "cabd")], ["abd", "c"]),
        ([("merge", "abcd"), ("split", "bacd")], ["acd", "b"]),
        ([("merge", "abcd"), ("split", "abcd")], ["a", "bcd"]),
        ([("move", "bc"), ("split", "bcd")], ["ab", "cd"]),
        ([("move", "bc"), ("move", "ba")], ["ab", "cd"]),
        ([("split", "ba"), ("move", "ba")], ["ab", "cd"]),
        ([("merge", ["a", "gone"])], ["ab", "cd"]),
    ],
)
def test_rulings_win(said: list[tuple[str, str | list[str]]], wanted: list[str]) -> None:
    records = [claim("a"), claim("b", outlet="y"), claim("c", "بنش"), claim("d", "بنش", outlet="y")]
    rulings = tuple(Ruling(kind, tuple(claims)) for kind, claims in said)
    assert groups(records, rulings) == {frozenset(g) for g in wanted}
    assert groups(records[::-1], rulings) == {frozenset(g) for g in wanted}
