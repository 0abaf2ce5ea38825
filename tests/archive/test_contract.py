"""What every archive does, on SQLite and on PostgreSQL alike."""

import json
from typing import Any

import pytest

from riwaya.archive.records import Added, Filter, Reader
from riwaya.archive.store import Archive, create_archive, open_archive
from riwaya.errors import ArchiveError

from .conftest import READER, TEXTS, addition


def ids(archive: Archive, **f: Any) -> list[str]:
    return [c.claim["id"] for c in archive.claims(Filter(**f))]


def test_a_report_comes_back_as_it_went_in(archive: Archive) -> None:
    item = addition("saraqib", url="https://example.org/1", raw="<p>صفحة</p>".encode("cp1256"))
    [added] = archive.add([item], READER)
    assert added.outcome == "new" and added.claims == len(item.reading["claims"])  # type: ignore[index]
    report = archive.report(item.taken.report.id)
    assert (report.text, report.outlet, report.url) == (TEXTS["saraqib"], "شبكة شام", "https://example.org/1")
    assert archive.raw(report.sightings[0]["raw_sha256"]) == item.taken.raw
    claims = {c.claim["id"]: c.claim for c in archive.claims(Filter(report=item.taken.report.id))}
    assert claims == {c["id"]: c for c in item.reading["claims"]}  # type: ignore[index]
    assert list(archive.verify()) == []


def test_the_same_again_adds_nothing_and_elsewhere_is_a_sighting(archive: Archive) -> None:
    first = [addition("saraqib"), addition("saraqib")]
    assert [a.outcome for a in archive.add(first, READER)] == ["new", "known"]
    before = archive.totals()
    assert [a.outcome for a in archive.add(first, READER)] == ["known", "known"]
    assert archive.totals() == before
    moved = addition("saraqib", url="https://example.org/copy")
    assert archive.add([moved], READER) == [Added(moved.taken.report.id, "sighting", 0)]
    assert [a.outcome for a in archive.add([moved], READER)] == ["known"]
    assert len(archive.report(moved.taken.report.id).sightings) == 2
    assert archive.totals()["report"] == 1
    assert list(archive.verify()) == []


def test_a_batch_is_kept_whole_or_not_at_all(archive: Archive) -> None:
    good, bad = addition("saraqib"), addition("taiz")
    broken = {**bad.reading, "claims": [{"id": "c-1", "event": {}}]}  # type: ignore[dict-item]
    from dataclasses import replace

    with pytest.raises(KeyError):
        archive.add([good, replace(bad, reading=broken)], READER)
    assert archive.totals()["report"] == 0
    assert list(archive.verify()) == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("غارات", {"saraqib"}),
        ("الغارات", {"saraqib"}),
        ("وبالغارات", {"saraqib"}),
        ("غَارَات", {"saraqib"}),
        ("غارة", {"denial"}),
        ("سراقب", {"saraqib", "denial"}),
        ("لسراقب", {"saraqib", "denial"}),
        ("بسراقب -النصرة", {"saraqib", "denial"}),
        ("ادلب", {"saraqib"}),
        ("إدلب | تعز", {"saraqib", "taiz"}),
        ('"مدينة سراقب"', {"saraqib", "denial"}),
        ('"سراقب مدينة"', set()),
        ("صواريخ", set()),
        ("صارو*", {"taiz"}),
        ("مجلس", set()),
        ("باليستي* | مجل", {"taiz"}),
        ("مجل* | باليستي", set()),
    ],
)
def test_search_finds_words_whatever_their_spelling_and_clitics(filled: Archive, words: str, found: set[str]) -> None:
    reports = {addition(n).taken.report.id: n for n in TEXTS}
    assert {reports[c.report_id] for c in filled.claims(Filter(words=words))} == found


def test_search_of_reports(filled: Archive) -> None:
    assert [r.text for r in filled.reports(Filter(words="النظافة"))] == [TEXTS["empty"]]
    assert len(list(filled.reports(Filter(words="سراقب", limit=1)))) == 1


def test_filters(filled: Archive) -> None:
    every = set(ids(filled))
    assert set(ids(filled, stance="denies")) < every
    assert all(c.claim["stance"] == "denies" for c in filled.claims(Filter(stance="denies")))
    assert ids(filled, type="air_strike") and not ids(filled, type="riot")
    assert set(ids(filled, place="Saraqib")) == set(ids(filled, place="سراقب")) != set()
    assert set(ids(filled, box=(35.0, 36.0, 36.5, 37.5))) and not ids(filled, box=(0.0, 0.0, 1.0, 1.0))
    assert ids(filled, since="2016-11-14") and not ids(filled, since="2017-01-01")
    assert not ids(filled, until="2010-01-01")
    assert set(ids(filled, outlet="شبكة شام")) == every and not ids(filled, outlet="رويترز")
    assert ids(filled, voice="activists") and ids(filled, published_since="2016-11-15")
    assert len(ids(filled, limit=1)) == 1
    assert filled.count(Filter()) == len(every)
    with pytest.raises(ArchiveError, match="SOUTH"):
        ids(filled, box=(9.0, 0.0, 1.0, 1.0))
    with pytest.raises(ArchiveError, match="at least one word"):
        ids(filled, words='- "" ...')


@pytest.mark.parametrize("words", ["' OR 1=1 --", 'a" NEAR b', "(((", "a:*", "٪_%", "NOT", "x & | !y", "\\", "'"])
def test_odd_queries_are_only_words(filled: Archive, words: str) -> None:
    try:
        ids(filled, words=words)
    except ArchiveError as error:
        assert "at least one word" in str(error)


def test_decisions_never_overwrite(filled: Archive) -> None:
    claim = next(iter(filled.claims(Filter(type="air_strike", stance="asserts"))))
    i = claim.claim["id"]
    filled.decide("correct", i, "ليلى", "two killed later", "event.casualties[0].max", 14)
    entry = filled.decide("correct", i, "ليلى", "hedged in the text", "certainty", "hedged")
    [now] = filled.claims(Filter(claim=i))
    assert (now.status, now.claim["event"]["casualties"][0]["max"]) == ("corrected", 14)
    assert now.read == claim.claim and now.claim["certainty"] == "hedged"
    filled.decide("undo", i, "سامر", "it is not", value=entry)
    [now] = filled.claims(Filter(claim=i))
    assert now.claim["certainty"] == claim.claim["certainty"] and len(now.decisions) == 3
    filled.decide("reject", i, "سامر", "not said")
    assert i not in ids(filled) and i in ids(filled, rejected=True)
    assert list(filled.verify()) == []


def test_a_correction_moves_the_claim_in_filters(filled: Archive) -> None:
    i = ids(filled, stance="denies")[0]
    filled.decide("correct", i, "ليلى", "because", "stance", "asserts")
    assert i not in ids(filled, stance="denies") and i in ids(filled, stance="asserts")
    assert list(filled.verify()) == []


@pytest.mark.parametrize(
    ("act", "field", "value", "message"),
    [
        ("correct", "stance", "lies", "is none of"),
        ("correct", "event.type", "airstrike", "is none of"),
        ("correct", "event.nothing", 1, "has no"),
        ("correct", "event.casualties[9].max", 1, "has no"),
        ("correct", "event.casualties[0].max", "many", "whole number"),
        ("correct", "id", "c-1", "cannot be corrected"),
        ("correct", "event.when", "yesterday", "does not fit"),
        ("correct", "span", [0, 999_999], "outside"),
        ("correct", "stance", None, "does not fit"),
        ("correct", "negated", "maybe", "does not fit"),
        ("correct", "event", {}, "does not fit"),
        ("correct", "event.casualties", "x", "does not fit"),
        ("correct", "event.casualties[0].min", True, "whole number"),
        ("correct", "event.casualties[0].max", 1, "above max"),
        ("correct", "event.places[0].lat", 99, "degrees"),
        ("correct", "event.places[0].lat", float("nan"), "cannot be kept"),
        ("correct", "event.when.start", "yesterday", "no date"),
        ("correct", "attribution", [], "voice"),
        ("correct", "attribution[0].text", "\ud800", "cannot be kept"),
        ("correct", None, 1, "which field"),
        ("undo", None, 999999, "has no decision"),
    ],
)
def test_decisions_that_cannot_be(filled: Archive, act: str, field: str | None, value: Any, message: str) -> None:
    i = ids(filled, type="air_strike", stance="asserts")[0]
    before = filled.totals()
    with pytest.raises(ArchiveError, match=message):
        filled.decide(act, i, "ليلى", "why", field, value)
    assert filled.totals() == before


def test_a_correction_of_what_is_gone_is_listed_and_breaks_nothing(filled: Archive) -> None:
    item = addition("saraqib")
    i = ids(filled, type="air_strike", stance="asserts")[0]
    [read] = [c.claim for c in filled.claims(Filter(claim=i))]
    both = [*read["event"]["casualties"], {**read["event"]["casualties"][0], "group": "women", "min": 1, "max": 1}]
    first = filled.decide("correct", i, "ليلى", "the second is there too", "event.casualties", both)
    last = len(both) - 1
    second = filled.decide("correct", i, "ليلى", "two", f"event.casualties[{last}].max", 2)
    filled.decide("undo", i, "سامر", "it is not", value=first)
    [now] = filled.claims(Filter(claim=i))
    assert now.claim["unapplied"] == [second] and now.claim["event"] == read["event"]
    assert list(filled.verify()) == []
    shorter = json.loads(json.dumps(item.reading))
    for claim in shorter["claims"]:
        claim["event"]["casualties"] = []
    filled.decide("correct", i, "ليلى", "thirteen", "event.casualties[0].max", 13)
    filled.add_reading(item.taken.report.id, item.taken.report.text, shorter, Reader("9.9", "1" * 64))
    [now] = filled.claims(Filter(claim=i))
    assert len(now.claim["unapplied"]) == 2 and now.status == "corrected"
    assert list(filled.verify()) == []


def test_decisions_need_a_name_and_a_reason(filled: Archive) -> None:
    i = ids(filled)[0]
    with pytest.raises(ArchiveError, match="name"):
        filled.decide("confirm", i, " ", "")
    with pytest.raises(ArchiveError, match="why"):
        filled.decide("reject", i, "ليلى", "")
    with pytest.raises(ArchiveError, match="no claim"):
        filled.decide("confirm", "c-nothing", "ليلى", "")


def test_a_claim_by_hand(filled: Archive) -> None:
    report = addition("empty").taken.report
    made = {
        "span": [0, 10], "trigger": [0, 3], "stance": "asserts", "certainty": "stated", "negated": False,
        "attribution": [{"kind": "outlet", "text": "شبكة شام"}],
        "event": {"type": "other", "actors": [], "targets": [], "weapons": [], "places": [], "when": None,
                  "quantities": [], "casualties": []},
    }  # fmt: skip
    i = filled.add_claim(report.id, made, "ليلى", "the reader missed it")
    [claim] = filled.claims(Filter(claim=i))
    assert claim.status == "added" and claim.read is None and i in ids(filled, words="مجلس")
    with pytest.raises(ArchiveError, match="outside"):
        filled.add_claim(report.id, {**made, "span": [0, 10_000]}, "ليلى", "x")
    assert list(filled.verify()) == []


def test_reading_again_keeps_the_older_reading_and_peoples_claims(filled: Archive) -> None:
    item = addition("saraqib")
    kept, dropped = (c["id"] for c in item.reading["claims"][:2]) if len(item.reading["claims"]) > 1 else (  # type: ignore[index]
        item.reading["claims"][0]["id"], None)  # type: ignore[index]  # fmt: skip
    filled.decide("confirm", kept, "ليلى", "")
    filled.add_reading(
        item.taken.report.id, item.taken.report.text, {"claims": [], "notes": []}, Reader("9.9", "1" * 64)
    )
    now = {c.claim["id"]: c for c in filled.claims(Filter(report=item.taken.report.id))}
    assert set(now) == {kept} and now[kept].earlier and now[kept].status == "confirmed"
    assert [r["version"] for r, _ in filled.readings(item.taken.report.id)] == ["0.0-test", "9.9"]
    assert list(filled.verify()) == []
    filled.add_reading(item.taken.report.id, item.taken.report.text, item.reading, Reader("9.10", "1" * 64))  # type: ignore[arg-type]
    now = {c.claim["id"]: c for c in filled.claims(Filter(report=item.taken.report.id))}
    assert kept in now and not now[kept].earlier and now[kept].status == "confirmed"
    assert dropped is None or dropped in now
    assert list(filled.verify()) == []


def test_an_archive_is_found_again(where: str) -> None:
    with create_archive(where) as made:
        made.add([addition("taiz")], READER)
        name = made.id
    with open_archive(where) as again:
        assert again.id == name and again.totals()["report"] == 1
    with create_archive(where) as again:
        assert again.id == name


def test_the_chain_tells_every_act(filled: Archive) -> None:
    filled.record("export.made", {"file": "x.csv"})
    acts = [e.act for e in filled.entries()]
    assert acts[0] == "archive.created" and acts[-1] == "export.made"
    assert acts.count("report.added") == len(TEXTS) and acts.count("sighting.added") == len(TEXTS) + 1
    assert acts.count("reading.made") == len(TEXTS)
