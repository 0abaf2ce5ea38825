"""Claims that point back at a happening the report has told already."""

import pytest

from riwaya import read

BACK = [
    "قصفت طائرات حربية بلدة الدانا مساء الاثنين. وقال ناشطون إن الغارة أسفرت عن مقتل ستة مدنيين.",
    "أطلق مسلحون النار على دورية في حمص. ونفى المتحدث باسم الجيش وقوع الهجوم.",
    "انفجرت سيارة مفخخة في حي الكرادة ببغداد صباح الأحد. وتبنى تنظيم الدولة التفجير في بيان.",
    "شنت الفصائل هجوما على حاجز للجيش قرب خان شيخون. وقال مصدر عسكري إن الهجوم أدى إلى مقتل ثلاثة جنود.",
    "سقطت قذيفة هاون على حي المصبح في تعز مساء الأربعاء. وقال شهود إن القذيفة أطلقها الحوثيون من تلة شرقي المدينة.",
    "قصفت مقاتلات التحالف مبنى في صنعاء مساء الثلاثاء. ونفى التحالف استهداف أي منشأة مدنية.",
]
APART = [
    "قصفت طائرات حربية بلدة الدانا مساء الاثنين. وقال ناشطون إن غارة أخرى أصابت مدينة سراقب.",
    "قصفت طائرات حربية بلدة الدانا مساء الاثنين. وقال ناشطون إن القصف المدفعي على مدينة سراقب أوقع قتيلين.",
    "انفجرت سيارة مفخخة في حي الكرادة ببغداد. واشتبك الجيش مع مسلحين في الموصل.",
    "قصفت طائرات حربية بلدة الدانا مساء الاثنين. وقصفت الفصائل بالصواريخ مواقع الجيش في جورين.",
]


@pytest.mark.parametrize("text", BACK, ids=range(len(BACK)))
def test_a_definite_noun_recalls_what_was_told(text: str) -> None:
    first, *others = read(text, published="2018-04-10", outlet="صحيفة").claims
    assert any(c.recalls == first.id for c in others), [c.event.type for c in (first, *others)]
    assert first.recalls is None


@pytest.mark.parametrize("text", APART, ids=range(len(APART)))
def test_another_happening_recalls_nothing(text: str) -> None:
    claims = read(text, published="2018-04-10", outlet="صحيفة").claims
    assert len(claims) > 1
    assert all(c.recalls is None for c in claims)


def test_values_are_not_taken_over() -> None:
    claims = read(BACK[0], published="2018-04-10", outlet="صحيفة").claims
    later = next(c for c in claims if c.recalls)
    assert not later.event.places
    assert later.event.when is not None and later.event.when.inferred
