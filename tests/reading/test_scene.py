"""Places and the clauses they belong to."""

import pytest

from riwaya import read

HELD = [
    ("وفي درعا، أفاد ناشطون بقصف بلدة نوى بالمدفعية", "قصف", ["نوى", "درعا"]),
    ("دمرت غارة جوية عربة في صرواح، بينما في محافظة البيضاء أفادت مصادر بمقتل ثلاثة حوثيين", "مقتل", ["البيضاء"]),
    ("دمرت غارة جوية عربة في صرواح، بينما في محافظة البيضاء أفادت مصادر بمقتل ثلاثة حوثيين", "غارة جوية", ["صرواح"]),
    ("واعتقل آخر في الموصل خلال مهمة استهدفت قائدا وفي ديالى اعتقلت قوة مشتركة ستة مسلحين", "اعتقلت", ["ديالى"]),
    ("انفجرت عبوة في بلدة النشوة (50 كيلومترا شمال البصرة)", "انفجرت", ["النشوة"]),
    ("قتلت الغارة مسلحين قادمين من الفلوجة والموصل في مدينة القائم", "الغارة", ["القائم"]),
    ("قصفت القوات المسلحة سفينة في البحر الأحمر نصرة لغزة", "قصفت", ["البحر الأحمر"]),
]


@pytest.mark.parametrize(("text", "trigger", "places"), HELD, ids=range(len(HELD)))
def test_places_of(text: str, trigger: str, places: list[str]) -> None:
    claims = read(text + ".", published="2018-04-10", outlet="صحيفة").claims
    found = [c for c in claims if trigger in text[slice(*c.trigger)]]
    assert found, [text[slice(*c.trigger)] for c in claims]
    names = [p.text.removeprefix("و") for p in found[0].event.places]
    assert all(any(p in n for n in names) for p in places), names
    assert len(names) == len(places), names
