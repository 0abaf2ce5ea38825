"""Conjugation and declension: every class of verb, must-make and must-not-make forms."""

import pytest

from riwaya.text.inflect import conjugate, decline, inflect_adjective

VERBS = [
    ("قصف", "يقصف", {"قصف", "قصفت", "قصفوا", "يقصف", "تقصف", "يقصفون", "نقصف", "قصفنا"}, {"قصفي"}),
    ("قال", "يقول", {"قال", "قالت", "قالوا", "قلنا", "يقول", "قيل", "يقال"}, {"قالنا", "يقل", "تقل"}),
    ("أصاب", "يصيب", {"أصاب", "أصيب", "أصيبت", "أصيبوا", "يصاب", "أصبنا"}, {"أصابنا"}),
    ("نفى", "ينفي", {"نفى", "نفت", "نفوا", "نفينا", "ينفي", "ينفون", "ينف"}, {"نفيوا"}),
    ("دعا", "يدعو", {"دعا", "دعت", "دعوا", "دعونا", "يدعو", "يدعون"}, {"دعيت"}),
    ("شن", "يشن", {"شن", "شنت", "شنوا", "يشن", "يشنون", "شننا"}, set()),
    ("بدأ", "يبدأ", {"بدأ", "بدأت", "بدأوا", "بدؤوا", "يبدأ"}, set()),
    ("لقي", "يلقى", {"لقي", "لقيت", "لقوا", "يلقى", "يلقون"}, set()),
    ("استعاد", "يستعيد", {"استعاد", "استعادت", "استعدنا", "استعيد", "يستعيد", "يستعاد"}, set()),
    ("هاجم", "يهاجم", {"هاجم", "هاجموا", "هاجمنا", "يهاجمون"}, {"هوجيم"}),
]


@pytest.mark.parametrize(("past", "present", "made", "not_made"), VERBS)
def test_conjugation(past: str, present: str, made: set[str], not_made: set[str]) -> None:
    forms = {f.text for f in conjugate(past, present)}
    assert made <= forms
    assert not not_made & forms


def test_hollow_passive_is_marked() -> None:
    assert any(f.passive for f in conjugate("قال", "يقول") if f.text == "قيل")
    assert not any(f.passive for f in conjugate("قال", "يقول") if f.text == "قال")


@pytest.mark.parametrize(("past", "present"), [("ق", "يقي"), ("قصف", "قصف"), ("", "")])
def test_no_verb_is_refused(past: str, present: str) -> None:
    with pytest.raises(ValueError, match="not a verb"):
        list(conjugate(past, present))


NOUNS = [
    ("غارة", ("غارات",), {"غارة": "sg", "غارات": "pl", "غارتان": "du", "غارتين": "du"}),
    ("صاروخ", ("صواريخ",), {"صاروخ": "sg", "صاروخا": "sg", "صاروخان": "du", "صاروخين": "du", "صواريخ": "pl"}),
    ("ناشط", ("ناشطون",), {"ناشطون": "pl", "ناشطين": "pl", "ناشطو": "pl", "ناشطا": "sg"}),
    ("مدني", ("مدنيون",), {"مدنيين": "pl", "مدنيان": "du"}),
    (None, ("قتلى",), {"قتلى": "pl"}),
]


@pytest.mark.parametrize(("sg", "pl", "expected"), NOUNS)
def test_declension(sg: str | None, pl: tuple[str, ...], expected: dict[str, str]) -> None:
    numbers: dict[str, str] = {}
    for form in decline(sg, pl):
        numbers.setdefault(form.text, form.number)
    for text, number in expected.items():
        assert numbers[text] == number


def test_adjectives_agree() -> None:
    forms = {f.text for f in inflect_adjective("صاروخي")}
    assert {"صاروخي", "صاروخية", "صاروخيا", "صاروخيين", "صاروخيات"} <= forms
