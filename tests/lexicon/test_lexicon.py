"""The lexicon: the product's own data hold together, and the validator finds what does not."""

from pathlib import Path

import pytest

from riwaya.errors import LexiconError
from riwaya.lexicon.check import check
from riwaya.lexicon.load import build, builtin_dir, load, merge
from riwaya.text.tokens import tokenize


def test_the_products_lexicon_has_no_problem() -> None:
    assert [str(p) for p in check()] == []


def test_cue_verbs_match_in_every_person() -> None:
    lexicon = load()
    for word in ("قال", "قالت", "قالوا", "يقول", "وقال", "فقالت", "سيقول", "قائلا", "قائلة"):
        found = lexicon.find(tokenize(word))
        assert any(m.form.cls == "cue" and m.form.id == "say" for m in found), word


@pytest.mark.parametrize("word", ["قالب", "مقال", "قالين"])
def test_near_misses_are_no_cue(word: str) -> None:
    assert not any(m.form.id == "say" for m in load().find(tokenize(word)))


BROKEN = {
    "actors": ("- {id: x, name_en: X, kind: nonsense, forms: [س ص ع]}", "kind is 'nonsense'"),
    "parent": ("- {id: x, name_en: X, kind: militia, parent: nobody, forms: [س ص ع]}", "parent 'nobody'"),
    "field": ("- {id: x, name_en: X, kind: militia, colour: red, forms: [س ص ع]}", "unknown field 'colour'"),
    "none": ("- {id: x, name_en: X, kind: militia}", "no form"),
    "twice": (
        "- {id: x, name_en: X, kind: militia, forms: [س ص ع]}\n- {id: x, name_en: X, kind: militia, forms: [س ص]}",
        "already used",
    ),
    "never": ("- {id: x, name_en: X, kind: militia, forms: ['...']}", "can never match"),
    "guard": (
        "- {id: x, name_en: X, kind: militia, forms: [س ص ع], guard: {after: [كذا]}}",
        "at least one sentence under match",
    ),
}


@pytest.mark.parametrize(("text", "message"), BROKEN.values(), ids=BROKEN.keys())
def test_the_validator_names_what_is_wrong(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors" / "mine.yml").write_text(text, encoding="utf-8")
    problems = check(tmp_path)
    assert any(message in str(p) for p in problems), [str(p) for p in problems]
    assert all("mine.yml" in p.file and p.line > 0 for p in problems)


def test_examples_are_run(tmp_path: Path) -> None:
    (tmp_path / "cues.yml").write_text(
        "- {id: shout, form: verb, says: that, verbs: [{past: صاح, present: يصيح}],"
        " guard: {after: [أن]}, match: [صاح الرجل], no_match: [صاح أن النار تقترب]}",
        encoding="utf-8",
    )
    messages = [str(p) for p in check(tmp_path)]
    assert any("not found in its own sentence" in m for m in messages)
    assert any("found where it must not be" in m for m in messages)


def test_a_users_folder_goes_on_top(tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors" / "mine.yml").write_text(
        "- {id: valley-brigade, name_en: Valley Brigade, kind: armed_group, forms: [لواء وادي النسيم]}",
        encoding="utf-8",
    )
    lexicon = build(merge([builtin_dir(), tmp_path]).values())
    found = lexicon.find(tokenize("قصف لواء وادي النسيم المدينة"))
    assert any(m.form.id == "valley-brigade" for m in found)


def test_yaml_that_is_no_list_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "cues.yml").write_text("just: a mapping", encoding="utf-8")
    with pytest.raises(LexiconError, match="must be a list"):
        list(merge([tmp_path]))


def test_phrases_look_through_brackets_but_not_over_commas() -> None:
    lexicon = load()
    assert any(m.form.id == "according-to" for m in lexicon.find(tokenize("بحسب ما")))
    assert not any(m.b - m.a == 2 and m.form.cls == "cue" for m in lexicon.find(tokenize("بحسب، ما")))
