"""Words grown together are parted; whole words are left alone."""

import pytest

from riwaya.reading.pipeline import load_resources
from riwaya.text.tokens import tokenize

PARTED = [
    ("أعلنتالمقاومة قصف الموقع", ["اعلنت", "المقاومه"]),
    ("مراسلالميادينفي غزة", ["مراسل", "الميادين", "في"]),
    ("مراسلةالميادينبأن الاحتلال", ["مراسله", "الميادين", "بان"]),
    ("قدقصف مطار حلب", ["قدقصف"]),
    ("ونفىمصدر عسكري", ["ونفي", "مصدر"]),
    ("150صاروخا", ["150", "صاروخا"]),
]
WHOLE = ["الجانبان", "المستشفيات", "بالمدفعية", "والمسؤولون", "الإسرائيليون", "استهدافهما", "فلسطينيين"]


@pytest.mark.parametrize(("text", "first"), PARTED)
def test_parted(text: str, first: list[str]) -> None:
    assert tokenize(text, load_resources().seams).words[: len(first)] == first


@pytest.mark.parametrize("word", WHOLE)
def test_whole(word: str) -> None:
    assert len(tokenize(word, load_resources().seams)) == 1


def test_spans_of_parts_are_the_texts_own() -> None:
    text = "قال مراسلةالميادين إن قصفا وقع"
    doc = tokenize(text, load_resources().seams)
    assert [doc.raw_text(i, i + 1) for i in range(3)] == ["قال", "مراسلة", "الميادين"]
