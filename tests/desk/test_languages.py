"""The interface is complete in English and Arabic: sentences, plurals, names of our vocabularies, digits, days."""

import re
from importlib.resources import files
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from riwaya.desk.i18n.catalog import chosen, translations
from riwaya.desk.i18n.formats import Formats, plain, web
from riwaya.desk.i18n.said import say
from riwaya.ledger.vocabulary import vocabularies
from riwaya.model import CHANNELS, EVENT_TYPES, GROUPS, OUTCOMES, PRECISIONS, STANCES, VOICE_KINDS, WEAPONS
from tests.desk.messages import messages

DESK = Path(str(files("riwaya.desk")))
CLOSED = {
    "stances": STANCES, "types": EVENT_TYPES, "outcomes": OUTCOMES, "groups": GROUPS, "weapons": WEAPONS,
    "kinds": VOICE_KINDS, "channels": CHANNELS, "precisions": PRECISIONS,
}  # fmt: skip


def sentences() -> set[str | tuple[str, ...]]:
    """Every sentence the templates have."""
    options = {"extensions": "jinja2.ext.i18n,jinja2.ext.do", "trimmed": "true", "silent": "false"}
    found = extract_from_dir(DESK, [("templates/**.html", "jinja2")], {"templates/**.html": options})
    return {m for _, _, m, _, _ in found}


def test_arabic_has_every_sentence() -> None:
    with (DESK / "i18n" / "locale" / "ar.po").open("rb") as file:
        catalog = read_po(file, locale="ar")
    wanted = sentences()
    assert len(wanted) > 150
    have = {m.id: m for m in catalog if m.id}
    assert wanted == set(have), wanted ^ set(have)
    for message in have.values():
        given = message.string if isinstance(message.string, tuple) else (message.string,)
        strings = [str(text or "") for text in given]
        assert all(strings) and not message.fuzzy, message.id
        assert len(strings) == (6 if isinstance(message.id, tuple) else 1), message.id
        asked = set(re.findall(r"%\(\w+\)s", str(message.id)))
        for text in strings:
            assert set(re.findall(r"%\(\w+\)s", text)) <= asked, message.id
        assert asked <= set(re.findall(r"%\(\w+\)s", strings[-1])) | ({"%(n)s"} if len(strings) == 6 else set())


ALSO = {  # put together where they are raised, or said by the desk itself
    "something went wrong here; the desk's terminal says what", "log in first",
    "%(a)s: no such report in this archive", "%(a)s: several reports begin so; give more of the id",
}  # fmt: skip


def test_arabic_has_every_message_of_the_program() -> None:
    with (DESK / "i18n" / "locale" / "said.ar.po").open("rb") as file:
        have = {str(m.id): str(m.string) for m in read_po(file, locale="ar") if m.id}
    wanted = messages()
    assert len(wanted) > 100 and wanted.keys() | ALSO == have.keys(), (wanted.keys() | ALSO) ^ have.keys()
    for said, text in have.items():
        assert re.search("[\u0621-\u064a]", text), said
        assert set(re.findall(r"%\(.\)s", text)) <= set(re.findall(r"%\(.\)s", said)), said


@pytest.mark.parametrize(
    ("message", "arabic"),
    [
        ("since: '2016-13-01' is no date; write it as YYYY-MM-DD", "ليس \u2068'2016-13-01'\u2069 تاريخا"),
        ("no incident i-1 in this archive; `riwaya incidents` lists them", "لا حادثة \u2068i-1\u2069 في هذا الأرشيف"),
        ("a.zip: is no ZIP file, or a damaged one (x: y\nz)", "ليس ملف ZIP، أو هو تالف (\u2068x: y\nz\u2069)"),
        ("log in first", "سجّل الدخول أولا"),
    ],
)
def test_messages_are_said_in_arabic(message: str, arabic: str) -> None:
    text, language = say(message, "ar")
    assert arabic in text and language == "ar"
    assert say(message, "en") == (message, "en") and say("nothing of ours", "ar") == ("nothing of ours", "en")


@pytest.mark.parametrize("vocabulary", CLOSED)
def test_names_of_vocabularies(vocabulary: str) -> None:
    assert set(vocabularies()[vocabulary]["ar"]) == set(CLOSED[vocabulary])
    assert set(vocabularies()[vocabulary]["en"]) <= set(CLOSED[vocabulary])


def test_sides_have_names_in_both() -> None:
    text = "\n".join(p.read_text(encoding="utf-8") for p in Path(str(files("riwaya.lexicon"))).rglob("data/**/*.yml"))
    sides = set(re.findall(r"\bside: ([\w-]+)", text))
    for language in ("en", "ar"):
        assert sides <= set(vocabularies()["sides"][language])


def test_arabic_plurals() -> None:
    say = translations("ar").ngettext
    forms = [say("%(n)s claim", "%(n)s claims", n) for n in (0, 1, 2, 3, 10, 11, 99, 100, 101, 103)]
    assert len(set(forms)) == 5 or len(set(forms)) == 6
    assert forms[3] == forms[4] == forms[9] and forms[5] == forms[6] and "%(n)s" not in forms[2]


def test_days_digits_and_numbers() -> None:
    en, ar = Formats("en"), Formats("ar")
    assert en.day("2016-11-15") == "15 Nov 2016" and ar.day("2016-11-15") == "١٥ نوفمبر ٢٠١٦"
    assert en.day("someday") == "someday" and en.day(None) == ""
    assert en.interval({"min": 12, "max": None}) == "≥ 12" and ar.interval({"min": 12, "max": None}) == "١٢ على الأقل"
    assert en.interval({"min": 3, "max": 9, "approximate": True}) == "~ 3–9"
    assert en.interval({"min": None, "max": None}) == "?"


@pytest.mark.parametrize(
    ("asked", "kept", "accepted", "language"),
    [
        ("ar", "en", "en", "ar"),
        (None, "ar", "en", "ar"),
        ("xx", None, "ar-SY,en;q=0.5", "ar"),
        (None, None, "fr", "en"),
    ],
)
def test_which_language(asked: str | None, kept: str | None, accepted: str, language: str) -> None:
    assert chosen(asked, kept, accepted) == language


def test_hidden_characters_are_shown() -> None:
    assert plain("a\u202eb\x00c") == "a⟨U+202E⟩b⟨U+0000⟩c"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "https://a b", 'https://a"onx', "//a", "", None]
)
def test_what_is_no_link(url: str | None) -> None:
    assert web(url) is None
