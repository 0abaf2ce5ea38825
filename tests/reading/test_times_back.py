"""Days told by the day of another happening, and which of two days near a trigger is its own."""

import pytest

from riwaya import read

# Published Thursday 11 March 2021: the text, words of the trigger, and the first day its claim is told for.
DATED = [
    ("قصفت الطائرات مدينة دوما الثلاثاء. وفي اليوم نفسه سقطت قذائف على حي باب توما.", "سقطت", "2021-03-09"),
    ("قصفت الطائرات مدينة دوما الثلاثاء. وفي اليوم التالي سقطت قذائف على حي باب توما.", "سقطت", "2021-03-10"),
    ("قتل مدنيان مساء الأربعاء في سقوط قذيفة وسط تعز، وذلك غداة مقتل ستة بقصف على حي بير باشا.",
     "بقصف", "2021-03-09"),
    ("شنت الطائرات غارات على صنعاء الأربعاء بعد يومين من هجوم صاروخي على الرياض.", "هجوم صاروخي", "2021-03-08"),
    ("شيعت دوما، أمس الأربعاء، ثلاثة قضوا في الغارة التي استهدفت منزلا في البلدة الثلاثاء.", "الغارة", "2021-03-09"),
    ("أعرب مكتب الأمم المتحدة يوم الأربعاء عن القلق، مشيرا إلى أن مدنيين قتلوا في غارات على صنعاء خلال شباط/فبراير.",
     "غارات", "2021-02-01"),
    ("قتل 75 مدنيا في قصف مدفعي على مدن الغوطة يوم الثلثاء.", "قصف مدفعي", "2021-03-09"),
]  # fmt: skip
UNDATED = [
    ("سقطت قذائف على حي باب توما في اليوم نفسه.", "سقطت"),
    ("قصفت الطائرات مدينة دوما الثلاثاء. وقصفت المدفعية بلدة حمورية.", "وقصفت"),
]


@pytest.mark.parametrize(("text", "trigger", "day"), DATED, ids=range(len(DATED)))
def test_the_day_is_that_of(text: str, trigger: str, day: str) -> None:
    assert when(text, trigger) == (day, False)


@pytest.mark.parametrize(("text", "trigger"), UNDATED, ids=range(len(UNDATED)))
def test_no_day_is_taken_from_elsewhere(text: str, trigger: str) -> None:
    assert when(text, trigger) == ("2021-03-11", True)


@pytest.mark.parametrize(("text", "precision"), [
    ("تعرضت مدينة دوما طوال سنوات لقصف قوات النظام.", "period"),
    ("تعرضت مدينة دوما لقصف قوات النظام.", "day"),
])  # fmt: skip
def test_what_happens_now_and_then_is_of_no_day(text: str, precision: str) -> None:
    (claim,) = read(text, published="2021-03-11", outlet="صحيفة").claims
    assert claim.event.when is not None and claim.event.when.precision == precision


def when(text: str, trigger: str) -> tuple[str | None, bool]:
    """First day of the claim with that trigger, and whether it is only the publication's."""
    for c in read(text, published="2021-03-11", outlet="صحيفة").claims:
        if text[slice(*c.trigger)] == trigger:
            assert c.event.when is not None
            return c.event.when.start, c.event.when.inferred
    raise AssertionError(f"no claim with the trigger {trigger}")
