"""Proclitics, article and pronouns: the readings a word must have, and those it must not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.text.clitics import Split, splits, stem_options
from riwaya.text.normalize import normalize

READINGS = [  # word, (conjunction, preposition, article, stem, pronoun)
    ("مدينة", ("", "", False, "مدينه", "")),
    ("والمدينة", ("و", "", True, "مدينه", "")),
    ("فبالمدينة", ("ف", "ب", True, "مدينه", "")),
    ("للجيش", ("", "ل", True, "جيش", "")),
    ("وللجيش", ("و", "ل", True, "جيش", "")),
    ("لجيش", ("", "ل", False, "جيش", "")),
    ("كالجيش", ("", "ك", True, "جيش", "")),
    ("سيقصف", ("", "س", False, "يقصف", "")),
    ("وسيقصف", ("و", "س", False, "يقصف", "")),
    ("غارته", ("", "", False, "غاره", "ه")),
    ("غاراتهم", ("", "", False, "غارات", "هم")),
    ("وبغاراتها", ("و", "ب", False, "غارات", "ها")),
    ("قصفنا", ("", "", False, "قصف", "نا")),
]

NO_READINGS = [  # word, stem it must not be split to
    ("وب", "ب"),
    ("ال", ""),
    ("الى", "ى"),
    ("سقف", "قف"),  # س of the future stands before an imperfect only
    ("السيقصف", "يقصف"),
    ("به", "ب"),
]


@pytest.mark.parametrize(("word", "reading"), READINGS)
def test_readings(word: str, reading: tuple[str, str, bool, str, str]) -> None:
    assert Split(*reading) in splits(normalize(word))


@pytest.mark.parametrize(("word", "stem"), NO_READINGS)
def test_no_such_reading(word: str, stem: str) -> None:
    assert stem not in stem_options(normalize(word))


def test_the_bare_word_comes_first() -> None:
    assert splits("وصل")[0] == Split("", "", False, "وصل", "")
    assert [s.stem for s in splits("للجيش")] == ["للجيش", "لجيش", "الجيش", "جيش"]


@given(st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويء", min_size=1, max_size=12))
def test_a_reading_is_made_of_the_words_own_letters(word: str) -> None:
    found = splits(word)
    assert found[0] == Split("", "", False, word, "")
    assert len(found) == len(set(found))
    for s in found:
        assert s.stem
        rebuilt = s.conj + s.prep + ("ال" if s.article else "") + s.stem + s.pronoun
        contracted = rebuilt.replace("لال", "لل", 1)
        taa = rebuilt[: -len(s.pronoun) - 1] + "ت" + s.pronoun if s.pronoun and s.stem.endswith("ه") else rebuilt
        assert word in (rebuilt, contracted, taa, taa.replace("لال", "لل", 1)), s
    assert set(stem_options(word)) == {s.stem for s in found}
