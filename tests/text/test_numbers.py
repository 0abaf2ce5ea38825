"""Numbers and their hedges: what must be read, what must not, and properties that hold for any text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riwaya.text.numbers import Number, find_numbers
from riwaya.text.tokens import tokenize
from riwaya.text.wordlists import wordlist
from tests.text.number_speller import spell

Value = tuple[str, int | None, int | None, str]


def read(text: str) -> list[Number]:
    return find_numbers(tokenize(text))


def counts(text: str) -> list[Value]:
    """Span, bounds and kind of every number that may be a count."""
    doc = tokenize(text)
    found = [x for x in find_numbers(doc) if not (x.name_like or x.percent)]
    return [(doc.raw_text(x.a, x.b), x.min, x.max, x.kind) for x in found]


EXACT = [
    ("قتل 12 مدنيا", "12", 12),
    ("قتل ١٢ مدنيا", "١٢", 12),
    ("قتل ۱۲ مدنيا", "۱۲", 12),
    ("نزوح 1,200 شخص", "1,200", 1200),
    ("نزوح 1.200 شخص", "1.200", 1200),
    ("نزوح 12,000,000 إنسان", "12,000,000", 12_000_000),
    ("نزوح 1 200 شخص", "1 200", 1200),
    ("نزوح ١٬٢٠٠ شخص", "١٬٢٠٠", 1200),
    ("قتل اثنا عشر عاملا", "اثنا عشر", 12),
    ("أصيبت اثنتا عشرة امرأة", "اثنتا عشرة", 12),
    ("جرح أحد عشر عاملا", "أحد عشر", 11),
    ("جرحت ثلاث عشرة طالبة", "ثلاث عشرة", 13),
    ("أصيب خمسة وعشرين عاملا", "خمسة وعشرين", 25),
    ("أصيب واحد وعشرون عاملا", "واحد وعشرون", 21),
    ("أصيب مئة وثلاثون", "مئة وثلاثون", 130),
    ("أصيب مائة وثلاثون", "مائة وثلاثون", 130),
    ("أصيب ثلاث مئة وخمسة", "ثلاث مئة وخمسة", 305),
    ("أصيب ثلاثمائة وخمسة", "ثلاثمائة وخمسة", 305),
    ("نزح ألفان وخمسمئة", "ألفان وخمسمئة", 2500),
    ("نزوح ألفين", "ألفين", 2000),
    ("نزوح ثلاثة آلاف أسرة", "ثلاثة آلاف", 3000),
    ("نزوح اثني عشر ألفا وخمسمئة", "اثني عشر ألفا وخمسمئة", 12_500),
    ("نزوح 13 ألف شخص", "13 ألف", 13_000),
    ("نزوح 13 ألفا", "13 ألفا", 13_000),
    ("نزوح 110 آلاف", "110 آلاف", 110_000),
    ("نزوح 3 ملايين", "3 ملايين", 3_000_000),
    ("نزوح 2.5 مليون إنسان", "2.5 مليون", 2_500_000),
    ("نزوح 2,5 مليون إنسان", "2,5 مليون", 2_500_000),
    ("نزوح مليون ونصف إنسان", "مليون ونصف", 1_500_000),
    ("نزوح مليون ونصف المليون", "مليون ونصف المليون", 1_500_000),
    ("نزوح نصف مليون إنسان", "نصف مليون", 500_000),
    ("نزوح مليون و200 ألف", "مليون و200 ألف", 1_200_000),
    ("جرح ألف و200 عامل", "ألف و200", 1200),
    ("مقتل مئتين في يوم", "مئتين", 200),
    ("رشقة بعشرين قذيفة", "بعشرين", 20),
    ("وثلاثة آخرون", "وثلاثة", 3),
    ("لأربعة أيام", "لأربعة", 4),
    ("أحد الحراس", "أحد", 1),
    ("بإحدى القذائف", "بإحدى", 1),
    ("وقتل جندي واحد", "واحد", 1),
    ("قذيفة واحدة", "واحدة", 1),
    ("حارسين اثنين", "اثنين", 2),
    ("كلا الحارسين", "كلا", 2),
    ("عشرة آلاف", "عشرة آلاف", 10_000),
    ("العشرة آلاف", "العشرة آلاف", 10_000),
    ("مقتل 2000 عامل", "2000", 2000),
    ("وصل 12 أي النصف", "12", 12),
    ("مقتل 1961 عاملا", "1961", 1961),
]

INTERVALS = [  # the table of the claims contract first
    ("أكثر من 50 قذيفة", "أكثر من 50", 51, None, "more_than"),
    ("ما يزيد عن 50 قذيفة", "ما يزيد عن 50", 51, None, "more_than"),
    ("20 على الأقل", "20 على الأقل", 20, None, "at_least"),
    ("ما لا يقل عن 20 عاملا", "ما لا يقل عن 20", 20, None, "at_least"),
    ("أقل من 50 عاملا", "أقل من 50", None, 49, "less_than"),
    ("بين 20 و30 عاملا", "بين 20 و30", 20, 30, "range"),
    ("20 إلى 30 عاملا", "20 إلى 30", 20, 30, "range"),
    ("نحو 50 عاملا", "نحو 50", 50, 50, "about"),
    ("حوالي 50 عاملا", "حوالي 50", 50, 50, "about"),
    ("حوالى 50 عاملا", "حوالى 50", 50, 50, "about"),
    ("قرابة 50 عاملا", "قرابة 50", 50, 50, "about"),
    ("عشرات العمال", "عشرات", 20, 99, "vague"),
    ("مئات العمال", "مئات", 200, 999, "vague"),
    ("آلاف العمال", "آلاف", 2000, 9999, "vague"),
    ("بضعة عمال", "بضعة", 3, None, "vague"),
    ("عدة قذائف", "عدة", 3, None, "vague"),
    ("عدد من العمال", "عدد من", 3, None, "vague"),
    # and beyond it
    ("ما يزيد على 50 قذيفة", "ما يزيد على 50", 51, None, "more_than"),
    ("يزيد عددهم عن 50", "يزيد عددهم عن 50", 51, None, "more_than"),
    ("تجاوز عدد القتلى، وتجاوزت 50 إصابة", "وتجاوزت 50", 51, None, "more_than"),
    ("لأكثر من ثلاثة عمال", "لأكثر من ثلاثة", 4, None, "more_than"),
    ("وأكثر من 55 ألف عامل", "وأكثر من 55 ألف", 55_001, None, "more_than"),
    ("تجاوز المئة عامل", "تجاوز المئة", 101, None, "more_than"),
    ("عشرين ونيف", "عشرين ونيف", 21, None, "more_than"),
    ("لا يقل عددهم عن 20", "لا يقل عددهم عن 20", 20, None, "at_least"),
    ("على الأقل 20 عاملا", "على الأقل 20", 20, None, "at_least"),
    ("ليس أكثر من 20", "ليس أكثر من 20", None, 20, "at_most"),
    ("لا يتجاوز 20 عاملا", "لا يتجاوز 20", None, 20, "at_most"),
    ("ما بين 20 و30 عاملا", "ما بين 20 و30", 20, 30, "range"),
    ("بين عشرين وثلاثين عاملا", "بين عشرين وثلاثين", 20, 30, "range"),
    ("بين ثلاثة وخمسة عمال", "بين ثلاثة وخمسة", 3, 5, "range"),
    ("بين 20 و30 ألف عامل", "بين 20 و30 ألف", 20_000, 30_000, "range"),
    ("من 20 إلى 30 عاملا", "من 20 إلى 30", 20, 30, "range"),
    ("20-30 عاملا", "20-30", 20, 30, "range"),
    ("20 - 30 عاملا", "20 - 30", 20, 30, "range"),
    ("ثلاثة أو أربعة عمال", "ثلاثة أو أربعة", 3, 4, "range"),
    ("زهاء 750 عاملا", "زهاء 750", 750, 750, "about"),
    ("ما يقارب 750 عاملا", "ما يقارب 750", 750, 750, "about"),
    ("نحو الـ50 عاملا", "نحو الـ50", 50, 50, "about"),
    ("يقدر عددهم بخمسين", "يقدر عددهم بخمسين", 50, 50, "about"),
    ("20 تقريبا", "20 تقريبا", 20, 20, "about"),
    ("العشرات من العمال", "العشرات", 20, 99, "vague"),
    ("بالمئات", "بالمئات", 200, 999, "vague"),
    ("عشرات الآلاف من العمال", "عشرات الآلاف", 20_000, 99_999, "vague"),
    ("مئات آلاف العمال", "مئات آلاف", 200_000, 999_999, "vague"),
    ("بضع عشرات من العمال", "بضع عشرات", 30, 99, "vague"),
    ("عدد كبير من العمال", "عدد كبير من", 3, None, "vague"),
    ("العديد من العمال", "العديد من", 3, None, "vague"),
    ("صواريخ عدة", "عدة", 3, None, "vague"),
]

NO_COUNT = [
    "الساعة 11", "عند الساعة 01:26", "في 24 نوفمبر", "24 من تشرين الثاني", "عام 2015", "منذ 2011", "صيف 2014",
    "في يونيو 2017 هجوما",
    "الهجوم الثاني", "المرة الأولى", "القرار رقم 4", "القرار 1701", "الفرقة 30", "اللواء 31", "المزة 86",
    "8 آذار", "فرع 215", "عيار 120", "القناة 12", "طائرة إف-16", "صواريخ سو 35", "إس-300", "شاهد 136",
    "MQ-9", "T72", "2015-02-05", "5/2/2015", "الحادي عشر", "الخامس والعشرين", "أمس الاثنين", "يوم الأحد",
    "لم يصب أحد بأذى", "ولم يعلق أحد.", "في وقت واحد", "بئر السبع", "في الثلاثين من عمره", "العشرين من شباط",
    "عدد القتلى من المدنيين", "أقل بكثير من ذلك", "ميتين في الحادث", "كميات من الوقود", "65 بالمئة", "65 في المئة",
    "45% منها", "45 % منها", "12.5 بالمئة", "بنسبة 70", "ألفا", "007", "كلا، لم يحدث",
]  # fmt: skip


@pytest.mark.parametrize(("text", "span", "value"), EXACT)
def test_exact(text: str, span: str, value: int) -> None:
    assert counts(text) == [(span, value, value, "exact")]


@pytest.mark.parametrize(("text", "span", "low", "high", "kind"), INTERVALS)
def test_intervals(text: str, span: str, low: int | None, high: int | None, kind: str) -> None:
    assert counts(text) == [(span, low, high, kind)]
    assert read(text)[0].approximate == (kind == "about")


@pytest.mark.parametrize("text", NO_COUNT)
def test_no_count(text: str) -> None:
    assert counts(text) == []


@pytest.mark.parametrize(
    ("text", "hedge_ends"),
    [
        ("50 عاملا على الأقل", 4),
        ("12 عاملا زراعيا على الأقل", 5),
        ("مقتل 60 عاملا، على الأقل، في الحريق", 5),
        ("10 عمال أو أكثر", 4),
        ("100 عامل كحد أدنى", 4),
    ],
)
def test_hedge_after_the_counted_noun(text: str, hedge_ends: int) -> None:
    (x,) = read(text)
    assert (x.max, x.kind, x.post_b) == (None, "at_least", hedge_ends)
    assert x.b < hedge_ends


def test_a_hedge_belongs_to_its_own_number() -> None:
    first, second = read("10 آلاف عامل وأكثر من 55 ألف فلاح")
    assert (first.min, first.max) == (10_000, 10_000)
    assert (second.min, second.max) == (55_001, None)
    first, second = read("12 عاملا و20 فلاحا على الأقل")
    assert (first.max, second.max) == (12, None)


def test_a_rise_is_no_range() -> None:
    assert [(x.min, x.max) for x in read("ارتفع عدد الضحايا من 20 إلى 30")] == [(20, 20), (30, 30)]


def test_numbers_side_by_side_are_not_added() -> None:
    assert [x.min for x in read("ستة وسبعة")] == [6, 7]
    assert [x.min for x in read("مقتل ثلاثة، وخمسة جرحى")] == [3, 5]


MEASURES = [
    "عمره 12 عاما", "خلال 24 ساعة", "على بعد 40 كيلومترا", "في الـ12 من عمره", "ثمانية أضعاف", "آلاف الكيلومترات",
]  # fmt: skip


@pytest.mark.parametrize("text", MEASURES)
def test_units_of_time_and_measure_are_marked(text: str) -> None:
    assert read(text)[0].of_time


def test_no_form_has_two_values() -> None:
    data = wordlist("numbers")
    seen: dict[str, int] = {}
    for cls in ("ones", "tens", "hundreds", "scales", "scale_duals"):
        for value, forms in data[cls].items():
            for form in forms:
                assert seen.setdefault(form, value) == value, form
                assert tokenize(form).words == [form]


def test_percent_and_definite_are_marked() -> None:
    assert read("45% منها")[0].percent
    assert read("القتلى الثلاثة")[0].definite
    assert not read("ثلاثة قتلى")[0].definite


@given(st.integers(1, 9_999_999), st.booleans(), st.booleans(), st.booleans())
@settings(max_examples=400)
def test_words_read_back(n: int, feminine: bool, oblique: bool, old_spelling: bool) -> None:
    text = spell(n, feminine, oblique, old_spelling)
    doc = tokenize(f"قرأنا: {text}.")
    found = find_numbers(doc)
    assert [(x.min, x.max) for x in found] == [(n, n)], text
    assert doc.raw_text(found[0].a, found[0].b) == text


@given(st.integers(1, 99_999_999), st.sampled_from(["{}", "{:,}"]))
def test_digits_read_back(n: int, form: str) -> None:
    found = read(f"قرأنا {form.format(n)} سطرا")
    assert [(x.min, x.max) for x in found] == [(n, n)]


PIECES = [
    "بين", "من", "إلى", "و", "20", "30", "1,5", "ألف", "آلاف", "مئة", "المئة", "عشرات", "خمسة", "عشر", "وعشرين",
    "أكثر", "نحو", "على", "الأقل", "الأكثر", "،", ".", "%", "الـ", "ب", "عدد", "كبير", "نصف", "ونصف", "كلا", "أحد",
    "لم", "ما", "لا", "يقل", "عن", "أو", "-", "في", "2015", "عام", "الساعة", "عاملا", "\n", "(", ")", "١٢",
]  # fmt: skip


@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join)))
@settings(max_examples=500)
def test_any_text(text: str) -> None:
    doc = tokenize(text)
    end = 0
    for x in find_numbers(doc):
        assert end <= x.a <= x.core_a < x.core_b <= x.b <= len(doc)
        assert x.min is None or x.max is None or x.min <= x.max
        assert x.post_b is None or x.b <= x.post_b <= len(doc)
        end = x.b
