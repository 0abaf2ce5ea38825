"""Properties of reading that hold for any text."""

import json
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riwaya.model import Report
from riwaya.reading.pipeline import load_resources, read_report

TEXT = (
    "قال المتحدث باسم الجيش الإسرائيلي إن طائراته قصفت، فجر الأحد، مواقع لحركة حماس شرق مدينة غزة، ما أدى إلى مقتل "
    "ثلاثة مسلحين وإصابة 5 مدنيين بينهم طفلان. ونفت الحركة استهداف أي منطقة سكنية، بحسب ما نقلت وكالة رويترز. "
    "وكان المرصد السوري لحقوق الإنسان قد أعلن أمس أن أكثر من 50 صاروخا سقطت على مدينة دوما بريف دمشق."
)
MARKS = ["\u064b", "\u064e", "\u0651", "\u0652", "\u0670", "\u0640", "\u200f", "\u200e", "\u202b", "\u202c", "\u2067",
         "\u2069", "\u200b", "\ufeff"]  # fmt: skip
PIECES = [*'قصف وال.،:"«»()[]0123456٧٨ \n', "قال ", "إن ", "مقتل ", "مدنيين ", "في ", "دوما ", "أكثر من "]
ANY_TEXT = st.text(max_size=300) | st.lists(st.sampled_from(PIECES), max_size=120).map("".join)


def claims(text: str) -> list[dict]:  # type: ignore[type-arg]
    report = Report(text, "صحيفة", "2018-04-09")
    return json.loads(json.dumps(read_report(report, load_resources()).to_dict()))["claims"]  # type: ignore[no-any-return]


def meaning(text: str) -> list[dict]:  # type: ignore[type-arg]
    """The claims without what depends on offsets or spelling of the text."""

    def strip(value: object) -> object:
        if isinstance(value, dict):
            return {
                k: strip(v)
                for k, v in value.items()
                if k not in ("id", "recalls", "span", "trigger", "cue", "text")
                or (k == "id" and not str(v).startswith("c-"))
            }
        return [strip(v) for v in value] if isinstance(value, list) else value

    return [strip(c) for c in claims(text)]  # type: ignore[misc]


def test_the_example_text_has_claims() -> None:
    found = claims(TEXT)
    assert len(found) >= 3
    assert {"denies"} <= {c["stance"] for c in found}


def spans(value: object) -> list[tuple[list[int], str | None]]:
    out: list[tuple[list[int], str | None]] = []
    if isinstance(value, dict):
        if isinstance(value.get("span"), list):
            out.append((value["span"], value.get("text")))
        for v in value.values():
            out += spans(v)
    elif isinstance(value, list):
        for v in value:
            out += spans(v)
    return out


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(ANY_TEXT)
def test_reading_never_raises_and_spans_slice(text: str) -> None:
    for claim in claims(text):
        for (start, end), body in spans(claim):
            assert 0 <= start < end <= len(text)
            if body is not None:
                assert text[start:end] == body


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(TEXT)), st.sampled_from(MARKS), st.integers(1, 3))
def test_a_mark_anywhere_changes_no_claim(at: int, mark: str, times: int) -> None:
    assert meaning(TEXT[:at] + mark * times + TEXT[at:]) == meaning(TEXT)


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKD"])
def test_normal_forms_give_the_same_claims(form: str) -> None:
    assert meaning(unicodedata.normalize(form, TEXT)) == meaning(TEXT)  # type: ignore[arg-type]


def test_presentation_forms_give_the_same_claims() -> None:
    shapes = {unicodedata.normalize("NFKC", chr(c)): chr(c) for c in range(0xFE80, 0xFEF5)}
    assert meaning("".join(shapes.get(c, c) for c in TEXT)) == meaning(TEXT)


def test_ids_are_stable_and_differ() -> None:
    first, second = claims(TEXT), claims(TEXT)
    assert [c["id"] for c in first] == [c["id"] for c in second]
    assert len({c["id"] for c in first}) == len(first)
