"""Places no gazetteer knows are named without a position; words that only describe are no names."""

import pytest

from riwaya import read

NAMED = [
    ("قصفت الطائرات قرية الزهرانة الفوقا في ريف حلب", "الزهرانة الفوقا"),
    ("سقطت قذائف على حي الصنوبرات في المدينة", "الصنوبرات"),
    ("انفجرت عبوة ناسفة في ناحية القرناطة", "القرناطة"),
]
NOT_NAMED = [
    "قصفت الطائرات قرية صغيرة قرب الحدود",
    "وقعت اشتباكات في منطقة حدودية",
    "سقطت قذائف على حي سكني",
    "دارت معارك في منطقة العمليات",
]


@pytest.mark.parametrize(("text", "name"), NAMED)
def test_named_without_a_position(text: str, name: str) -> None:
    places = [p for c in read(text + ".", published="2023-05-10").claims for p in c.event.places]
    found = [p for p in places if p.text == name]
    assert found, [p.text for p in places]
    assert found[0].lat is None
    assert found[0].lon is None


@pytest.mark.parametrize("text", NOT_NAMED)
def test_not_named(text: str) -> None:
    places = [p for c in read(text + ".", published="2023-05-10").claims for p in c.event.places]
    assert not [p.text for p in places if (p.id or "").startswith("unlisted:")]


def test_a_word_for_people_in_a_places_name_is_the_place() -> None:
    claims = read("قصفت الطائرات مدينة ود مدني أمس.", published="2023-12-10").claims
    assert [p.name_en for c in claims for p in c.event.places] == ["Wad Madani"]
    assert not [x for c in claims for x in c.event.casualties]
