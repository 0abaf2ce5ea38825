"""Pairs of accounts, independent or not; classes of agreement; nothing says who is right."""

import re
from pathlib import Path

import pytest

import riwaya.incidents
from riwaya.incidents.inherit import features_of
from riwaya.incidents.link import link
from riwaya.incidents.origins import class_of, origins
from riwaya.incidents.questions import describe
from riwaya.incidents.records import ClaimRecord, rules
from riwaya.incidents.voice_record import contradictions, same_voice
from riwaya.reading.pipeline import load_resources

from .made import claim, voice

TEXT = (
    "قال مدير المركز الإعلامي إن طائرات حربية ألقت ستة براميل متفجرة على السوق الرئيسي في المدينة "
    "فقتل تسعة أشخاص على الفور"
)
OTHER = "شنت مروحية هجوما بالبراميل وسط البلدة صباحا وقضى جراءه عدد من المتسوقين بحسب ما ذكره سكان لموقعنا هاتفيا اليوم"
SOHR = voice("monitor", "المرصد السوري", id="sohr")
SANA = voice("agency", "سانا", id="sana", side="sy-government")
REUTERS = voice("agency", "رويترز", id="reuters")
AFP = voice("agency", "فرانس برس", id="afp")
HELMETS = voice("rescue_service", "الخوذ البيضاء", id="white-helmets", side="sy-opposition")
RUMOD = voice("official", "وزارة الدفاع الروسية", id="ru-mod", side="russia")
SYARMY = voice("state_forces", "الجيش السوري", id="syrian-army", side="sy-government")
PEOPLE = voice("witnesses", "شهود عيان")
ACTIVISTS = voice("activists", "ناشطون")
SOURCE = voice("unnamed_source", "مصدر عسكري")
DOCTOR = voice("medical", "مصدر طبي")
OUTLET = voice("media", "شبكة شام")
PAGE = voice("media", "صفحة محلية")


def c(name: str, *chain: dict[str, object], **more: object) -> ClaimRecord:
    return claim(name, chain=list(chain), **more)  # type: ignore[arg-type]


SAME = [
    (c("a", SOHR), c("b", SOHR, outlet="الجزيرة")),
    (c("a", SOHR), c("b", AFP, SOHR, outlet="الجزيرة")),
    (c("a", REUTERS, SOHR), c("b", AFP, SOHR, outlet="الجزيرة")),
    (c("a", SANA), c("b", SANA, outlet="الميادين")),
    (c("a", RUMOD), c("b", REUTERS, RUMOD, outlet="الجزيرة")),
    (c("a", REUTERS), c("b", REUTERS, outlet="الجزيرة")),
    (c("a", REUTERS, PEOPLE), c("b", REUTERS, PEOPLE, outlet="الجزيرة")),
    (c("a", AFP, DOCTOR), c("b", AFP, SOURCE, outlet="الجزيرة")),
    (c("a", text=TEXT), c("b", text=TEXT, outlet="الجزيرة")),
    (c("a", text=TEXT), c("b", text="عاجل: " + TEXT, outlet="الجزيرة")),
    (c("a", PEOPLE, text=TEXT), c("b", PEOPLE, text=TEXT, outlet="الجزيرة")),
    (c("a", PEOPLE, text=TEXT), c("b", text=TEXT.replace("إن", "ان"), outlet="الجزيرة")),
    (c("a", text=TEXT), c("b", ACTIVISTS, text=TEXT + " وفق المصدر", outlet="الجزيرة")),
    (c("a", outlet="شبكة شام"), c("b", outlet="شبكة شام")),
    (c("a", outlet="شبكة شام"), c("b", OUTLET, outlet="الجزيرة")),
    (c("a", outlet="شبكة شام"), c("b", OUTLET, PEOPLE, outlet="الجزيرة")),
    (c("a", OUTLET), c("b", OUTLET, outlet="الجزيرة")),
    (c("a", PEOPLE, report="r"), c("b", PEOPLE, report="r")),
    (c("a", HELMETS), c("b", HELMETS, outlet="الجزيرة", stance="denies")),
    (c("a", PAGE, ACTIVISTS), c("b", PAGE, ACTIVISTS, outlet="الجزيرة")),
]
INDEPENDENT = [
    (c("a", SOHR), c("b", HELMETS, outlet="الجزيرة")),
    (c("a", SOHR), c("b", SANA, outlet="الميادين")),
    (c("a", REUTERS), c("b", AFP, outlet="الجزيرة")),
    (c("a", REUTERS, SOHR), c("b", REUTERS, HELMETS, outlet="الجزيرة")),
    (c("a", SYARMY), c("b", RUMOD, outlet="الجزيرة")),
    (c("a", SANA), c("b", SYARMY, outlet="الميادين")),
    (c("a", PEOPLE), c("b", PEOPLE, outlet="الجزيرة")),
    (c("a", ACTIVISTS), c("b", ACTIVISTS, outlet="الجزيرة")),
    (c("a", SOURCE), c("b", SOURCE, outlet="الجزيرة")),
    (c("a", DOCTOR), c("b", SOURCE, outlet="الجزيرة")),
    (c("a", outlet="شبكة شام"), c("b", outlet="الجزيرة")),
    (c("a", text=TEXT), c("b", text=OTHER, outlet="الجزيرة")),
    (c("a", PEOPLE, text=TEXT), c("b", PEOPLE, text=OTHER, outlet="الجزيرة")),
    (c("a", PEOPLE, report="r"), c("b", ACTIVISTS, report="r")),
    (c("a", SOHR, report="r"), c("b", PEOPLE, report="r")),
    (c("a", SOHR, report="r", text=TEXT), c("b", HELMETS, report="r", text=TEXT)),
    (c("a", text="غارة على سراقب"), c("b", text="غارة على سراقب", outlet="الجزيرة")),
    (c("a", AFP, PEOPLE), c("b", REUTERS, PEOPLE, outlet="الجزيرة")),
    (c("a", PAGE), c("b", OUTLET, outlet="الجزيرة")),
    (c("a", HELMETS), c("b", DOCTOR, outlet="الجزيرة")),
    (c("a", outlet="شبكة شام"), c("b", PAGE, outlet="الجزيرة")),
]


@pytest.mark.parametrize("number", range(len(SAME)))
def test_one_origin(number: int) -> None:
    [found] = origins(SAME[number])
    assert set(found.claims) == {"a", "b"} and found.reasons


@pytest.mark.parametrize("number", range(len(INDEPENDENT)))
def test_independent(number: int) -> None:
    assert len(origins(INDEPENDENT[number])) == 2


def test_there_are_forty_pairs() -> None:
    assert len(SAME) + len(INDEPENDENT) >= 40


def test_five_outlets_with_one_agency_are_one_origin_and_it_says_why() -> None:
    found = origins([c(f"c{n}", AFP, SOHR, outlet=f"صحيفة {n}") for n in range(5)])
    assert len(found) == 1 and "the same voice" in found[0].reasons[0]


def test_one_owner_is_a_tie_as_long_as_it_held() -> None:
    tass, ria = voice("agency", "تاس", id="tass"), voice("agency", "نوفوستي", id="ria")
    a, b = origins([c("a", tass), c("b", ria, outlet="x")])
    assert a.ties == (f"of one owner (the Russian state) with {b.name}",)
    tv = voice("state_media", "التلفزيون السوري", id="sy-state-tv")
    for day, number in (("2016-11-15", 1), ("2025-01-15", 0)):
        a, _ = origins([c("a", voice("state_media", "سانا", id="sana"), published=day), c("b", tv, published=day)])
        assert len(a.ties) == number


def test_a_copied_sentence_is_one_origin() -> None:
    first = f"أفاد مراسلنا بأن الوضع صعب في المدينة منذ أيام. {TEXT}. وأضاف أن الأهالي نزحوا إلى القرى المجاورة مساء"
    other = f"{TEXT}. {OTHER}. وقال شهود إن فرق الإنقاذ ما زالت تعمل على رفع الأنقاض منذ ساعات الصباح الأولى"
    [found] = origins([c("a", PEOPLE, text=first), c("b", PEOPLE, text=other, outlet="الجزيرة")])
    assert found.reasons == ("a sentence copied",)


def test_a_retraction_is_told_and_a_toll_says_its_way() -> None:
    d = describe(link([c("a", SOHR, killed=(5, 5)), c("b", SOHR, killed=(12, 12), published="2016-11-16")])[0])
    assert [x["kind"] for x in d["changes"]] == ["rising"]
    d = describe(link([c("a", SANA), c("b", SANA, stance="denies", published="2016-11-16")])[0])
    assert [(x["kind"], x["claims"]) for x in d["changes"]] == [("retracted", ["a", "b"])]


def test_one_side_is_a_tie_and_no_proof() -> None:
    a, b = origins([c("a", SANA), c("b", SYARMY, outlet="x")])
    assert a.ties == (f"of one side with {b.name}",)


@pytest.mark.parametrize(
    ("chain", "kind"),
    [([SOHR], "monitor"), ([SANA], "allied_medium"), ([REUTERS], "medium"), ([HELMETS], "rescue_service"),
     ([RUMOD], "party"), ([PEOPLE], "witness"), ([SOURCE], "unknown"), ([], "medium"),
     ([voice("person", "علوش", member_of="jaysh-al-islam")], "party")],
)  # fmt: skip
def test_classes_of_voices(chain: list[dict[str, object]], kind: str) -> None:
    assert class_of(c("a", *chain)) == kind


GOV, NUSRA = ("syrian-air-force", "sy-government"), ("nusra", "sy-jihadist")
AGREEMENT = [
    ("single", "happened", [c("a", SOHR), c("b", SOHR, outlet="x")]),
    ("corroborated", "happened", [c("a", SOHR), c("b", HELMETS, outlet="x")]),
    ("contested", "happened", [c("a", SOHR), c("b", RUMOD, stance="denies")]),
    ("conceded", "happened", [c("a", SOHR), c("b", SANA, stance="acknowledges")]),
    ("contested", "who", [c("a", SOHR, actor=GOV), c("b", SANA, actor=NUSRA, stance="accuses")]),
    ("corroborated", "who", [c("a", SOHR, actor=GOV), c("b", HELMETS, actor=GOV)]),
    ("contested", "who", [c("a", SOHR, actor=GOV), c("b", SYARMY, actor=GOV, stance="denies")]),
    ("differs", "killed", [c("a", SOHR, killed=(5, 5)), c("b", HELMETS, killed=(12, 12))]),
    ("corroborated", "killed", [c("a", SOHR, killed=(10, None)), c("b", HELMETS, killed=(12, 12))]),
    ("corroborated", "killed", [c("a", SOHR, killed=(10, 20)), c("b", HELMETS, killed=(20, 30))]),
    ("differs", "killed", [c("a", SOHR, killed=(None, 9)), c("b", HELMETS, killed=(10, None))]),
    ("single", "killed", [c("a", SOHR, killed=(5, 5)), c("b", SOHR, killed=(12, 12), published="2016-11-16")]),
]


@pytest.mark.parametrize(("wanted", "question", "records"), AGREEMENT)
def test_agreement(wanted: str, question: str, records: list[ClaimRecord]) -> None:
    [incident] = link(records)
    assert describe(incident)["questions"][question]["agreement"] == wanted


def test_a_rising_toll_is_told_as_a_change() -> None:
    first, later = c("a", SOHR, killed=(5, 5)), c("b", SOHR, killed=(12, 12), published="2016-11-16")
    [change] = describe(link([first, later])[0])["changes"]
    assert (change["from"], change["to"]) == ([5, 5], [12, 12]) and change["claims"] == ["a", "b"]


def test_an_account_carries_its_words_voice_report_and_origin() -> None:
    d = describe(link([c("a", SOHR, text=TEXT, killed=(9, 9))])[0])
    [account] = d["questions"]["killed"]["accounts"]
    assert account["voice_id"] == "sohr" and account["class"] == "monitor" and account["published"] == "2016-11-15"
    assert account["min"] == 9 and d["questions"]["happened"]["accounts"][0]["words"] == TEXT


def test_who_speaks_for_a_monitor_is_no_party() -> None:
    people = {"sohr": "monitor", "white-helmets": "rescue_service", "aljazeera": "medium", "syrian-army": "party"}
    for body, wanted in people.items():
        assert class_of(c("a", voice("person", "فلان", member_of=body, side="x"))) == wanted


def test_bodies_that_are_no_party_are_those_of_the_lexicon() -> None:
    kinds = {"newspaper": "medium", "state_media": "allied_medium"}
    classes = {**rules().classes, **kinds}
    told = {"monitor", "organisation", "international_organisation", "rescue_service", "medical", "agency", "media"}
    actors = (
        e for e in load_resources().lexicon.entries.values() if e.cls == "actor" and e.get("kind") in told | {*kinds}
    )
    assert rules().bodies == {e.id: classes[e.data["kind"]] for e in actors}


def test_a_voice_that_says_yes_and_no() -> None:
    records = [
        c("a", SYARMY, stance="claims_responsibility", day="2015-02-05", published="2015-02-05"),
        c("b", SYARMY, stance="denies"), c("p", voice("person", "الناطق", member_of="syrian-army")),
    ]  # fmt: skip
    assert same_voice([*records, c("x", SOHR)], "الجيش السوري") == {"الجيش السوري", "syrian-army"}
    found = contradictions(records, features_of(records))
    assert [(p["said"]["claim"], p["denied"]["claim"], p["same_day"]) for p in found] == [
        ("a", "b", False), ("p", "b", True)]  # fmt: skip


def test_no_word_of_who_is_right() -> None:
    source = "".join(p.read_text(encoding="utf-8") for p in Path(riwaya.incidents.__file__).parent.glob("*.py"))
    assert not re.search(r"\b(true|false|lie[sd]?|lying|truth|proven|fact|refuted|confirmed)\b\"", source)
