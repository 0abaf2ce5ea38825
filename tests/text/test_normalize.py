"""Normalisation: what is folded, and that the map back always fits the text as given."""

import unicodedata
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riwaya.text.normalize import normalize, normalize_with_map
from riwaya.text.tokens import tokenize

FOLDED = [
    ("أإآٱا", "ااااا"),
    ("ىيئ", "ييي"),
    ("ؤ", "و"),
    ("مدرسة", "مدرسه"),
    ("کتاب", "كتاب"),
    ("یوم", "يوم"),
    ("مُحَمَّدٌ", "محمد"),
    ("رحمٰن", "رحمن"),
    ("بـــيت", "بيت"),
    ("\u202bبيت\u202c", "بيت"),
    ("بي\u200cت", "بيت"),
    ("بي\u00adت", "بيت"),
    ("١٢٣۴۵", "12345"),
    ("３", "3"),
    ("١٬٢٠٠", "1,200"),
    ("٣٫٥", "3.5"),
    ("ﺑﻴﺖ", "بيت"),
    ("ﻻ", "لا"),
    ("ﷲ", "الله"),
    ("ABC", "abc"),
    ("a\u00a0b\u2009c\tد", "a b c د"),
    ("a’b", "a'b"),
    ("\ufeffبيت", "بيت"),
]

KEPT_APART = [("حرب", "خرب"), ("سار", "صار"), ("بيت", "بنت"), ("ء", ""), ("اه", "اة ه"), ("12", "21"), ("a b", "ab")]

WORDS = ["قُصِفَت", "المَدرسة", "أَمْسِ", "إلى", "آخر", "مِئة", "رؤية", "هؤلاء", "١٢", "كتابُهم", "لا", "شيء", "أولى"]
MARKS = ["\u064b", "\u064e", "\u0651", "\u0652", "\u0670", "\u0640", "\u200f", "\u200b", "\u202a", "\u2067", "\ufe0f"]


@pytest.mark.parametrize(("raw", "folded"), FOLDED)
def test_folded(raw: str, folded: str) -> None:
    assert normalize(raw) == normalize_with_map(raw).text == folded


@pytest.mark.parametrize(("one", "other"), KEPT_APART)
def test_kept_apart(one: str, other: str) -> None:
    assert normalize(one) != normalize(other)


def test_marks_after_a_letter_belong_to_it_and_controls_do_not() -> None:
    raw = "قال مُحَمَّدٌ\u200f هنا"
    norm = normalize_with_map(raw)
    at = norm.text.index("محمد")
    a, b = norm.raw_span(at, at + 4)
    assert raw[a:b] == "مُحَمَّدٌ"


def test_a_ligature_is_given_whole() -> None:
    norm = normalize_with_map("ﷲ")
    assert norm.raw_span(0, 2) == norm.raw_span(2, 4) == (0, 1)


@pytest.mark.parametrize(("start", "end"), [(-1, 1), (0, 0), (2, 1), (0, 99)])
def test_no_such_stretch(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no stretch"):
        normalize_with_map("بيت").raw_span(start, end)


@given(st.text(max_size=80))
@settings(max_examples=400)
def test_the_map_fits_any_text(raw: str) -> None:
    norm = normalize_with_map(raw)
    assert norm.text == normalize(raw)
    assert len(norm.starts) == len(norm.text)
    assert list(norm.starts) == sorted(norm.starts)
    for i in range(len(norm.text)):
        a, b = norm.raw_span(i, i + 1)
        assert 0 <= a < b <= len(raw)
        assert norm.text[i] in normalize(raw[a:b])


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "Z"]), max_size=60))
def test_normalising_twice_changes_nothing(raw: str) -> None:
    once = normalize(raw)
    assert normalize(once) == once


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), st.data())
def test_marks_anywhere_change_no_word(words: list[str], data: st.DataObject) -> None:
    raw = " ".join(words)
    marked = raw
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(marked)))
        marked = marked[:at] + data.draw(st.sampled_from(MARKS)) + marked[at:]
    assert tokenize(marked).words == tokenize(raw).words


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8), st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_every_composition_gives_the_same_words(words: list[str], form: Literal["NFC", "NFD", "NFKC", "NFKD"]) -> None:
    raw = " ".join(words)
    composed = unicodedata.normalize(form, raw)
    assert tokenize(composed).words == tokenize(raw).words


@given(st.lists(st.sampled_from(["بيت", "كتب", "نهر", "قمر"]), min_size=1, max_size=5))
def test_presentation_forms_give_the_same_words(words: list[str]) -> None:
    raw = " ".join(words)
    shaped = "".join(_isolated(c) for c in raw)
    assert shaped != raw
    assert tokenize(shaped).words == words


def _isolated(char: str) -> str:
    """The presentation form that stands for a letter by itself, if there is one."""
    wanted = f"<isolated> {ord(char):04X}"
    return next((chr(c) for c in range(0xFE70, 0xFEFD) if unicodedata.decomposition(chr(c)) == wanted), char)
