"""Incidents as an archive keeps them: whatever came when and was decided since, they are what linking anew gives."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from riwaya.archive.records import Addition, Filter, Reader
from riwaya.archive.store import Archive, create_archive
from riwaya.errors import ArchiveError, BadInput
from riwaya.incidents.link import link
from riwaya.incidents.questions import describe
from riwaya.incidents.records import ClaimRecord, Ruling
from riwaya.ledger.check_links import check_links
from riwaya.ledger.comparing import Wanted, described, listed, members, one, rule, why
from riwaya.ledger.linking import relink, settled
from riwaya.ledger.voices import voice
from riwaya.model import Report, Taken
from tests.archive.conftest import archive as archive
from tests.archive.conftest import postgres as postgres
from tests.archive.conftest import where as where

from .made import PLACES, claim

READER = Reader("0-test", "0" * 64)
PAD = "كلام" * 20


def addition(report: str, rows: list[dict[str, Any]]) -> Addition:
    """A report with made-up claims; their ids name the report and their number."""
    words = f"{report} {PAD}"
    made = [claim(f"{report}-{n}", report=report, span=[n * 2, n * 2 + 3], **row) for n, row in enumerate(rows)]
    claims = [json.loads(json.dumps(r.claim)) for r in made]
    for c in claims:
        _without_spans(c["event"])
    about = Report(words, "شبكة شام", made[0].report["published"] if made else "2016-11-15")
    reading = {"report": {"language": "ar"}, "claims": claims, "notes": []}
    return Addition(Taken(about, words.encode(), "text/plain", f"{report}.txt"), reading)


def _without_spans(value: Any) -> None:
    """The words are made up: values that are in no text have no span."""
    for v in value if isinstance(value, list) else value.values():
        if isinstance(v, list | dict):
            _without_spans(v)
    if isinstance(value, dict) and "span" in value:
        value["span"] = None


def anew(archive: Archive) -> list[dict[str, Any]]:
    """Every incident, linked at once from all claims and rulings, in the order of their ids."""
    reports = {r.id: {n: getattr(r, n) for n in ("id", "outlet", "published", "title", "url", "text")}
               for r in archive.reports()}  # fmt: skip
    records = [ClaimRecord(c.claim, reports[c.report_id]) for c in archive.claims(Filter())]
    rulings = [Ruling(r["kind"], tuple(r["claims"])) for r in archive.acts("incident.ruled")]
    return [describe(i) for i in sorted(link(records, rulings), key=lambda i: i.id)]


def kept(archive: Archive) -> list[dict[str, Any]]:
    """Every incident as kept, with its context."""
    return [describe(one(archive, d["id"])) for d in sorted(described(archive, Wanted()), key=lambda d: d["id"])]


ROW = st.fixed_dictionaries({
    "place": st.sampled_from([*PLACES, None]), "day": st.sampled_from(["2016-11-12", "2016-11-13", "2016-11-14", None]),
    "type": st.sampled_from(["air_strike", "shelling", "unspecified_violence", "attack"]), "inferred": st.booleans(),
    "killed": st.sampled_from([None, (5, 5), (12, 12), (40, 40)]),
    "stance": st.sampled_from(["asserts", "denies", "accuses"]),
})  # fmt: skip
ACT = st.one_of(
    st.tuples(st.just("add"), st.lists(st.lists(ROW, max_size=4), min_size=1, max_size=3)),
    st.tuples(st.just("reread"), st.integers(0, 9), st.lists(ROW, max_size=4)),
    st.tuples(st.sampled_from(["reject", "undo", "correct"]), st.integers(0, 30), st.sampled_from([*PLACES])),
    st.tuples(st.sampled_from(["merge", "split", "move"]), st.integers(0, 30), st.integers(0, 30)),
    st.tuples(st.just("look")),
)  # fmt: skip


def act(archive: Archive, number: int, step: tuple[Any, ...]) -> None:
    """Do one thing to an archive, as far as it can be done."""
    claims = sorted(c.claim["id"] for c in archive.claims(Filter(rejected=True)))
    if step[0] == "add":
        archive.add([addition(f"r{number}.{n}", rows) for n, rows in enumerate(step[1])], READER)
    elif step[0] == "look":
        settled(archive)
    elif step[0] == "reread":
        reports = sorted(archive.reports(), key=lambda r: r.id)
        if reports:
            stored = reports[step[1] % len(reports)]
            read = addition(stored.text.split()[0], step[2]).reading
            assert read is not None
            archive.add_reading(stored.id, stored.text, read, READER)
    elif claims and step[0] in ("merge", "split", "move"):
        chosen = [claims[n % len(claims)] for n in step[1:]]
        if chosen[0] != chosen[1]:
            rule(archive, step[0], chosen, "ليلى", "so it is")
    elif claims:
        _decide(archive, claims[step[1] % len(claims)], step)


def _decide(archive: Archive, claim_id: str, step: tuple[Any, ...]) -> None:
    [found] = archive.claims(Filter(claim=claim_id, rejected=True))
    if step[0] == "undo" and found.decisions:
        archive.decide("undo", claim_id, "ليلى", "no", value=found.decisions[-1]["entry"])
    elif step[0] == "reject":
        archive.decide("reject", claim_id, "ليلى", "not said")
    elif step[0] == "correct":
        place = {"text": step[2], "span": None, **PLACES[step[2]]}
        archive.decide("correct", claim_id, "ليلى", "there", "event.places", [place])


@settings(
    max_examples=25, deadline=None, phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip
@given(st.lists(ACT, min_size=1, max_size=9))
def test_kept_incidents_are_those_of_linking_anew(tmp_path_factory: pytest.TempPathFactory, steps: list[Any]) -> None:
    with create_archive(str(tmp_path_factory.mktemp("a") / "archive")) as archive:
        for number, step in enumerate(steps):
            try:
                act(archive, number, step)
            except (ArchiveError, BadInput):
                continue
        wanted = anew(archive)
        assert kept(archive) == wanted
        assert list(check_links(archive)) == [] and list(archive.verify()) == []
        for _ in relink(archive):
            pass
        assert kept(archive) == wanted


@pytest.fixture
def scripted(archive: Archive) -> Archive:
    """An archive, of each kind, to which things came one by one."""
    steps: list[tuple[Any, ...]] = [
        ("add", [[ROWS["strike"], ROWS["dead"]], [ROWS["strike"]]]), ("look",), ("add", [[ROWS["denial"]]]),
        ("add", [[ROWS["summary"]], [ROWS["elsewhere"]]]), ("look",), ("merge", 0, 4), ("reject", 1, "حلب"),
        ("add", [[ROWS["day later"]]]), ("split", 0, 4), ("correct", 3, "بنش"), ("reread", 0, [ROWS["dead"]]),
        ("add", [[row(place="تفتناز"), row(place="آفس", killed=(12, 12))]]),
    ]  # fmt: skip
    for number, step in enumerate(steps):
        act(archive, number, step)
    return archive


def row(**said: Any) -> dict[str, Any]:
    return {"place": "سراقب", "day": "2016-11-14", "type": "air_strike", "inferred": False, "killed": None,
            "stance": "asserts", **said}  # fmt: skip


ROWS = {
    "strike": row(), "dead": row(type="unspecified_violence", killed=(5, 5)), "denial": row(stance="denies"),
    "summary": row(place="ريف إدلب"), "elsewhere": row(place="بنش"), "day later": row(day="2016-11-15"),
}  # fmt: skip


def test_every_kind_of_archive_keeps_the_same(scripted: Archive) -> None:
    wanted = anew(scripted)
    assert kept(scripted) == wanted and any(d["context"] for d in wanted)
    assert list(check_links(scripted)) == [] and list(scripted.verify()) == []
    for _ in relink(scripted):
        pass
    assert kept(scripted) == wanted


@pytest.mark.parametrize("sort", ["date", "newest", "origins", "contested"])
def test_pages_are_the_whole_in_parts(scripted: Archive, sort: str) -> None:
    whole = [d["id"] for d in described(scripted, Wanted(), sort)]
    assert len(whole) == len({*whole}) > 3
    pages, cursor = [], None
    while True:
        lines, cursor = listed(scripted, Wanted(), sort, 2, cursor)
        pages += [line["id"] for line in lines]
        if cursor is None:
            break
    assert pages == whole
    [first, *_] = listed(scripted, Wanted(), sort, 1)[0]
    full = describe(one(scripted, first["id"]))
    assert {**first, "claims": full["claims"], "origins": full["origins"], "reports": full["reports"]} == {
        k: full[k] for k in first
    }
    with pytest.raises(ArchiveError, match="cursor"):
        listed(scripted, Wanted(), sort, 2, "bm9uZQ")


def test_filters_find_by_what_is_kept(scripted: Archive) -> None:
    def ids(**said: Any) -> set[str]:
        return {d["id"] for d in described(scripted, Wanted(**said))}

    every = ids()
    assert (
        ids(place="Saraqib")
        == ids(place="سراقب")
        == {d["id"] for d in described(scripted, Wanted()) if any(p["name_en"] == "Saraqib" for p in d["places"])}
    )
    assert set() < ids(agreement="contested") < every
    assert ids(since="2016-11-15") < every and not ids(until="2010-01-01") and ids(type="air_strike")
    assert ids(box=(35.0, 36.0, 36.5, 37.5)) and not ids(box=(0.0, 0.0, 1.0, 1.0))
    assert ids(voice="شبكة شام") == every and not ids(voice="nobody") and not ids(party="nobody")
    with pytest.raises(ArchiveError, match="sort"):
        described(scripted, Wanted(), "truth")


def test_what_is_off_is_found(scripted: Archive) -> None:
    settled(scripted)
    id_ = described(scripted, Wanted(), "contested")[0]["id"]
    changes = {
        "incident-summary": "UPDATE incident SET origins = 9",
        "incident-group": f"UPDATE linked SET grp = claim_id WHERE incident = '{id_}'",
        "incident-claim": "DELETE FROM linked WHERE pk = (SELECT min(pk) FROM linked)",
    }
    for kind, change in changes.items():
        with scripted.engine.connect().execution_options(writes=True) as c, c.begin():
            c.execute(text(change))
        assert kind in {f.kind for f in check_links(scripted)}
        for _ in relink(scripted):
            pass
        assert list(check_links(scripted)) == []


def test_questions_of_one_claim(scripted: Archive) -> None:
    [first, *_] = described(scripted, Wanted(), "contested")
    a, b = first["claims"][:2]
    found = why(scripted, a, b)
    assert found["together"] and [p["comparison"] for p in found["parts"]][:3] == ["type", "place", "time"]
    assert members(scripted, first["id"]) == first["claims"] and members(scripted, a) == [a]
    assert one(scripted, b).id == first["id"]
    every = voice(scripted, "شبكة شام")
    assert len(every["claims"]) == every["total"] == sum(len(d["claims"]) for d in described(scripted, Wanted()))
    newest = voice(scripted, "شبكة شام", limit=2, skip=1, newest_first=True)
    days = [c["start"] or c["published"] for c in voice(scripted, "شبكة شام", newest_first=True)["claims"]]
    assert days == sorted(days, reverse=True) and [c["start"] or c["published"] for c in newest["claims"]] == days[1:3]
    assert {**newest, "claims": every["claims"]} == every
    for ask in (lambda: one(scripted, "i-none"), lambda: members(scripted, "c-none"), lambda: voice(scripted, "none")):
        with pytest.raises(BadInput, match="no "):
            ask()


def test_killed_before_linking_the_rest_still_waits(archive: Archive) -> None:
    archive.add([addition("r1", [ROWS["strike"]]), addition("r2", [ROWS["strike"]])], READER)
    assert [f.kind for f in check_links(archive)][:1] == ["incident-waiting"]
    assert len(described(archive, Wanted())) == 1 and list(check_links(archive)) == []
