"""Who is harmed in which of several happenings of one sentence, and people told of in few words."""

import pytest

from riwaya import read

Harm = tuple[str, str, int, int | None]

# Text, and for each claim in order: its places and its (outcome, group, min, max).
APART = [
    ("قتل رجل بقصف على كفرنبل، وأصيبت سيدتان بقصف على حاس",
     [(["كفرنبل"], {("killed", "people", 1, 1)}), (["حاس"], {("injured", "women", 2, 2)})]),
    ("أسفر القصف على كفرنبل عن مقتل رجل، إضافة إلى إصابة سيدتين بقصف مماثل على حاس",
     [(["كفرنبل"], {("killed", "people", 1, 1)}), (["حاس"], {("injured", "women", 2, 2)})]),
    ("قتل خمسة مدنيين وأصيب عشرة في غارات على دوما",
     [(["دوما"], {("killed", "civilians", 5, 5), ("injured", "civilians", 10, 10)})]),
    ("قتل خمسة مدنيين في غارات على دوما وأصيب عشرة",
     [(["دوما"], {("killed", "civilians", 5, 5), ("injured", "civilians", 10, 10)})]),
    ("قتل ثلاثة جنود في هجوم قرب الموصل وأصيب اثنان في هجوم آخر قرب كركوك",
     [(["الموصل"], {("killed", "fighters", 3, 3)}), (["كركوك"], {("injured", "people", 2, 2)})]),
    ("قتل مسلحان في صد هجوم على دوما، بينما اندلعت اشتباكات على أطراف حرستا",
     [(["دوما"], {("killed", "fighters", 2, 2)}), (["أطراف حرستا"], set())]),
]  # fmt: skip
FEW_WORDS = [
    ("استشهاد فلسطيني برصاص الاحتلال في جنين", {("killed", "people", 1, 1)}),
    ("مقتل فلسطينيين اثنين بقصف على رفح", {("killed", "people", 2, 2)}),
    ("مقتل سوريين بينهم طفل بقصف على رفح", {("killed", "people", 2, None), ("killed", "children", 1, 1)}),
    ("استشهاد شابة برصاص الاحتلال", {("killed", "women", 1, 1)}),
    ("مقتل نقيب وإصابة ثلاثة جنود بانفجار لغم", {("killed", "fighters", 1, 1), ("injured", "fighters", 3, 3)}),
    ("ارتفعت حصيلة قتلى القصف على المدرسة إلى 12 بينهم 5 أطفال",
     {("killed", "people", 12, 12), ("killed", "children", 5, 5)}),
    ("ارتفاع حصيلة ضحايا الغارة على بيروت إلى 20 شهيدا و66 جريحا",
     {("killed", "people", 20, 20), ("injured", "people", 66, 66)}),
    ("سقط ضحايا مدنيون في القصف", {("killed", "civilians", 2, None)}),
    ("أصيب العشرات بحالات اختناق خلال المواجهات", {("injured", "people", 20, 99)}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), APART, ids=range(len(APART)))
def test_harm_keeps_to_its_own_cause(text: str, told: list[tuple[list[str], set[Harm]]]) -> None:
    claims = read(text + ".", published="2018-04-10", outlet="صحيفة").claims
    found = [
        (sorted(p.text for p in c.event.places), {(x.outcome, x.group, x.min, x.max) for x in c.event.casualties})
        for c in claims
    ]
    assert found == told


@pytest.mark.parametrize(("text", "harm"), FEW_WORDS, ids=range(len(FEW_WORDS)))
def test_people_told_of_in_few_words(text: str, harm: set[Harm]) -> None:
    claims = read(text + ".", published="2018-04-10", outlet="صحيفة").claims
    assert {(x.outcome, x.group, x.min, x.max) for c in claims for x in c.event.casualties} == harm


def test_who_replies_did_not_fire() -> None:
    claims = read("ردا على إطلاق صواريخ قصف الجيش الإسرائيلي غزة.", published="2018-04-10", outlet="صحيفة").claims
    assert [(c.event.type, [a.text for a in c.event.actors]) for c in claims] == [("shelling", ["الجيش الإسرائيلي"])]
