"""What a claim takes from its report, and where a place lies that no list has."""

from typing import Any

from riwaya.incidents.compare import compare_place
from riwaya.incidents.features import UNLISTED, Spot
from riwaya.incidents.inherit import features_of
from riwaya.incidents.link import link
from riwaya.incidents.records import ClaimRecord

from .made import PLACES, claim

ALEPPO = {"text": "حلب", "span": [0, 3], **PLACES["حلب"]}
QUARTER = {"id": None, "text": "حي الورد", "name_en": None, "lat": None, "lon": None, "precision": "neighbourhood",
           "span": [0, 3]}  # fmt: skip


def at(record: ClaimRecord, *places: dict[str, Any]) -> ClaimRecord:
    """The claim with other places."""
    event = {**record.claim["event"], "places": list(places)}
    return ClaimRecord({**record.claim, "event": event}, record.report)


def together(*records: ClaimRecord) -> list[list[str]]:
    return sorted(sorted(r.id for r in i.claims) for i in link(records))


def test_a_quarter_that_no_list_has_is_of_its_city() -> None:
    one = at(claim("a", killed=(4, 4)), QUARTER, ALEPPO)
    assert together(one, claim("b", "حلب", killed=(4, 4))) == [["a", "b"]]
    assert together(one, claim("b", "سراقب", killed=(4, 4))) == [["a"], ["b"]]


def test_two_quarters_of_a_city_are_two_places_whether_listed_or_not() -> None:
    other = {**QUARTER, "text": "حي الزهر"}
    one, two = at(claim("a"), QUARTER, ALEPPO), at(claim("b"), other, ALEPPO)
    assert together(one, two) == [["a"], ["b"]]
    assert together(one, claim("b", "الصاخور")) == [["a"], ["b"]]
    assert together(one, at(claim("c", report="other"), QUARTER, ALEPPO)) == [["a", "c"]]


def test_a_quarter_without_a_city_is_in_that_of_the_nearest_claim_of_its_report() -> None:
    first = claim("a", "حلب", type="shelling", report="r", span=[0, 9])
    quarter = at(claim("b", type="air_strike", report="r", span=[20, 30]), QUARTER)
    f = features_of([first, quarter])["b"]
    assert [s.name for s in f.spots][1:] == [f"{UNLISTED}neighbourhood|aleppo"]
    assert [s.name for s in features_of([quarter])["b"].spots] == ["حي الورد"]


def test_a_village_is_where_another_claim_of_its_report_says() -> None:
    village = {**QUARTER, "text": "قرية الورد", "precision": "village"}
    first = at(claim("a", report="r", span=[0, 9]), village, ALEPPO)
    again = at(claim("b", report="r", span=[20, 29]), village)
    assert features_of([first, again])["b"].spots == features_of([first, again])["a"].spots
    assert len(features_of([again])["b"].spots) == 1


def test_where_a_place_lies_says_nothing_of_two_such_places() -> None:
    a = features_of([at(claim("a"), QUARTER, ALEPPO)])["a"]
    where = [s for s in a.spots if s.name.startswith(UNLISTED)]
    assert where == [Spot(f"{UNLISTED}neighbourhood|aleppo", 36.2021, 37.1343, "city")]
    b = features_of([at(claim("b"), {**QUARTER, "text": "حي الزهر"}, ALEPPO)])["b"]
    assert compare_place(a, b)[0] == 0


def test_a_governorate_stands_for_the_one_place_there_that_its_report_tells_of() -> None:
    lead = claim("a", "ريف إدلب", report="r", span=[0, 9])
    told = claim("b", "سراقب", report="r", span=[20, 29])
    assert [s.name for s in features_of([lead, told])["a"].spots] == ["saraqib"]
    other = claim("c", "بنش", report="r", span=[40, 49])
    assert [s.name for s in features_of([lead, told, other])["a"].spots] == ["idlib-gov"]
    rival = claim("b", "سراقب", report="r", span=[20, 29], actor=("x", "side-x"))
    mine = claim("a", "ريف إدلب", report="r", span=[0, 9], actor=("y", "side-y"))
    assert [s.name for s in features_of([mine, rival])["a"].spots] == ["idlib-gov"]


def undated(name: str, **more: Any) -> ClaimRecord:
    r = claim(name, **more)
    return ClaimRecord(r.claim, {**r.report, "published": None})


def test_a_report_without_a_date_is_linked_by_the_day_in_its_text() -> None:
    dated = undated("a", report="r", span=[0, 9])
    again = undated("b", day=None, report="r", span=[20, 29], stance="denies")
    other = claim("c", report="other")
    assert together(dated, again, other) == [["a", "b", "c"]]
    assert together(again, other) == [["b"], ["c"]]


def test_days_that_differ_give_none() -> None:
    dated = undated("a", report="r", span=[0, 9])
    later = undated("b", day="2016-11-20", report="r", span=[20, 29])
    without = undated("c", day=None, report="r", span=[40, 49])
    assert features_of([dated, later, without])["c"].first is None


def test_a_claim_without_a_day_is_context_where_place_parties_and_toll_agree() -> None:
    army = ("army", "gov")
    told = claim("a", killed=(14, 14), actor=army)
    for more, wanted in (
        ({"killed": (14, 14), "actor": army}, ["b"]),
        ({"killed": (12, 12), "actor": army}, []),
        ({"killed": (14, 14)}, []),
        ({"killed": (14, 14), "actor": army, "place": "بنش"}, []),
    ):
        found = {i.claims[0].id: i for i in link([told, undated("b", day=None, **more)])}
        assert [r.id for r in found["a"].context] == wanted, more
        assert [r.id for r in found["b"].claims] == ["b"]
