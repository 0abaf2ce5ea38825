"""Words, gaps, sentences, paragraphs and quotations."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riwaya.text.tokens import CLOSE_PAREN, COLON, COMMA, DASH, NEWLINE, OPEN_PAREN, OTHER, STOP, tokenize

WORDS = [
    ("قال، ثم عاد.", ["قال", "ثم", "عاد"]),
    ("قناة (سما) هنا", ["قناه", "سما", "هنا"]),
    ("2015-02-05 و10:30", ["2015-02-05", "و", "10:30"]),
    ("1,200 و3.5", ["1,200", "و", "3.5"]),
    ("الـ24 ساعة", ["ال", "24", "ساعه"]),
    ("o'clock", ["o'clock"]),
    ("وسم_الثورة #وسم", ["وسم", "الثوره", "وسم"]),
    ("20% و٪30", ["20", "و", "30"]),
    ("", []),
    ("...!؟", []),
]

GAPS = [
    ("أ، ب", COMMA), ("أ, ب", COMMA), ("أ؛ ب", STOP), ("أ؟ ب", STOP), ("أ: ب", COLON), ("أ - ب", DASH), ("أ/ب", OTHER),
    ("أ (ب", OPEN_PAREN), ("أ) ب", CLOSE_PAREN), ("أ\nب", NEWLINE), ("أ ب", 0), ("أ  ب", 0), ("أ\u200fب ج", 0),
]  # fmt: skip

SENTENCES = [
    ("ذهب زيد. عاد عمرو.", ["ذهب زيد", "عاد عمرو"]),
    ("قال د. أحمد هنا", ["قال د. أحمد هنا"]),
    ("سطر\nسطر آخر", ["سطر", "سطر آخر"]),
    ("بلغ 3.5 هنا. وهنا", ["بلغ 3.5 هنا", "وهنا"]),
    ("ماذا؟ لا شيء!", ["ماذا", "لا شيء"]),
]

QUOTES = [
    ("قال «ذهب زيد» ثم عاد", ["ذهب زيد"]),
    ('قال "ذهب زيد" ثم "عاد"', ["ذهب زيد", "عاد"]),
    ("قال “ذهب «زيد» اليوم” ثم", ["ذهب «زيد» اليوم", "زيد"]),
    ("قال “ذهب زيد\n\nوعاد عمرو", ["ذهب زيد"]),
    ("قال زيد", []),
]


@pytest.mark.parametrize(("raw", "words"), WORDS)
def test_words(raw: str, words: list[str]) -> None:
    assert tokenize(raw).words == words


@pytest.mark.parametrize(("raw", "flags"), GAPS)
def test_gaps(raw: str, flags: int) -> None:
    assert tokenize(raw).gap[1] == flags


@pytest.mark.parametrize(("raw", "sentences"), SENTENCES)
def test_sentences(raw: str, sentences: list[str]) -> None:
    doc = tokenize(raw)
    assert [doc.raw_text(a, b) for a, b in doc.sentences] == sentences


@pytest.mark.parametrize(("raw", "quotes"), QUOTES)
def test_quotes(raw: str, quotes: list[str]) -> None:
    doc = tokenize(raw)
    assert [doc.raw_text(q.a, q.b) for q in doc.quotes] == quotes


def test_nested_quotes_know_their_depth() -> None:
    doc = tokenize("قال “ذهب «زيد» اليوم” ثم")
    assert [(q.depth, q.closed) for q in doc.quotes] == [(0, True), (1, True)]


def test_a_forgotten_closing_mark_does_not_swallow_the_next_paragraph() -> None:
    doc = tokenize("قال “ذهب زيد\n\nوعاد عمرو من هناك")
    assert [(q.b - q.a, q.closed) for q in doc.quotes] == [(2, False)]


def test_the_newline_of_windows_is_one_paragraph_break() -> None:
    assert tokenize("سطر\r\nآخر").paragraph_of == tokenize("سطر\nآخر").paragraph_of == [0, 1]


@pytest.mark.parametrize(
    ("word", "proclitics", "text"),
    [("لدوما", 1, "دوما"), ("للجيش", 1, "للجيش"), ("وللجيش", 2, "للجيش"), ("و", 1, "و"), ("دوما", 0, "دوما")],
)
def test_trimmed_span(word: str, proclitics: int, text: str) -> None:
    a, b = tokenize(word).trimmed_span(0, 1, proclitics)
    assert word[a:b] == text


def test_between_sees_only_the_gaps_inside() -> None:
    doc = tokenize("(أ، ب) ج.")
    assert doc.between(0, 2) == COMMA
    assert doc.between(0, 1) == 0
    assert doc.between(1, 3) == CLOSE_PAREN


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from('«»“”"()،.\n -:؟قد1٢ـ\u064e')), max_size=120))
@settings(max_examples=500)
def test_any_text(raw: str) -> None:
    doc = tokenize(raw)
    n = len(doc)
    assert len(doc.starts) == len(doc.ends) == n
    assert len(doc.gap) == n + 1
    assert len(doc.sentence_of) == len(doc.paragraph_of) == n
    last = 0
    for i in range(n):
        assert doc.norm.text[doc.starts[i] : doc.ends[i]] == doc.words[i] != ""
        a, b = doc.raw_span(i, i + 1)
        assert last <= b
        assert 0 <= a < b <= len(raw)
        last = a
    assert [i for a, b in doc.sentences for i in range(a, b)] == list(range(n))
    for s, (a, b) in enumerate(doc.sentences):
        assert set(doc.sentence_of[a:b]) == {s}
    for q in doc.quotes:
        assert 0 <= q.a < q.b <= n
        assert q.closed or len(set(doc.paragraph_of[q.a : q.b])) == 1


def test_text_without_a_full_stop_is_cut_into_bounded_sentences() -> None:
    doc = tokenize("قصف " * 1000)
    assert max(b - a for a, b in doc.sentences) <= 400
    assert doc.sentences[-1][1] == len(doc)
