"""Telegram exports: each message with its own bytes, its moment in UTC, and whom it was forwarded from."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.errors import BadInput
from riwaya.intake.files import Failure
from riwaya.intake.taken import Options
from riwaya.intake.telegram import from_telegram
from riwaya.model import Taken

TEXT = "عاجل: سقوط صاروخين على أطراف البلدة، والأهالي يتحدثون عن إصابات."


def message(number: Any = 1, **more: Any) -> dict[str, Any]:
    base = {"id": number, "type": "message", "date": "2019-05-02T01:20:00", "date_unixtime": "1556749200"}
    return {**base, "from": "مراصد الجنوب", "from_id": "channel9", "text": TEXT, **more}


def chat(*messages: Any, **more: Any) -> dict[str, Any]:
    return {"name": "مراصد الجنوب", "type": "public_channel", "id": 9, "messages": list(messages), **more}


def export(value: Any, indent: int | None = 1) -> bytes:
    """As Telegram Desktop writes it: indented by one space, Arabic as it is."""
    return json.dumps(value, ensure_ascii=False, indent=indent).encode()


def takens(data: bytes, options: Options | None = None) -> list[Taken]:
    found = list(from_telegram(data, "result.json", options or Options()))
    assert all(isinstance(t, Taken) for t in found), found
    return [t for t in found if isinstance(t, Taken)]


@pytest.mark.parametrize("indent", [None, 1, 4])
def test_raw_is_the_messages_own_bytes(indent: int | None) -> None:
    odd = message(2, text=['قال: "', {"type": "bold", "text": "{[\\"}, '"]}', ""], messages=[{"id": 7}])
    data = export(chat(message(1), odd, {"id": 3, "type": "service"}, message(4), about="messages"), indent)
    found = takens(data)
    assert [t.source for t in found] == [f"result.json#message {n}" for n in (1, 2, 4)]
    at = -1
    for t in found:
        assert data.find(t.raw) > at
        at = data.find(t.raw)
        assert json.loads(t.raw)["id"] == int(t.source.rsplit(" ", 1)[1])


def test_raw_keeps_the_invalid_escapes_as_received() -> None:
    data = export(chat(message(1, text="سطر@وسطر"), message(2))).replace(b"@", b"\\x0a")
    first, second = takens(data)
    assert first.report.text == "سطر\nوسطر" and second.report.text == TEXT
    assert b"\\x0a" in first.raw and first.raw in data and second.raw in data


def test_an_escaped_backslash_before_an_x_is_no_escape() -> None:
    [t] = takens(export(chat(message(text="مسار C:\\x41 @"))).replace(b"@", b"\\x1b"))
    assert t.report.text == "مسار C:\\x41 \x1b"


def test_a_whole_account_with_chats_that_were_left() -> None:
    account = {
        "about": "x", "contacts": {"list": []},
        "chats": {"about": "", "list": [chat(message(1)), chat(message(2), name="تنسيقية", id=10)]},
        "left_chats": {"about": "", "list": [chat(message(3), name=None)]},
    }  # fmt: skip
    data = export(account)
    found = takens(data)
    assert [(t.report.given_id, t.report.outlet) for t in found] == [
        ("1", "مراصد الجنوب"), ("2", "تنسيقية"), ("3", "مراصد الجنوب"),
    ]  # fmt: skip
    assert all(t.raw in data and json.loads(t.raw)["id"] == int(t.report.given_id or 0) for t in found)


def test_the_day_is_that_of_utc() -> None:
    [t] = takens(export(chat(message())))
    assert (t.report.published, t.published_basis, t.captured) == ("2019-05-01", "message", "2019-05-01T22:20:00Z")


def test_old_exports_have_only_the_local_date() -> None:
    old = message()
    del old["date_unixtime"]
    [t] = takens(export(chat(old)))
    assert (t.report.published, t.published_basis, t.captured) == ("2019-05-02", "message", None)


def test_what_the_user_gives_wins() -> None:
    [t] = takens(export(chat(message())), Options(published="2019-01-01", outlet="قناة"))
    assert (t.report.published, t.published_basis, t.report.outlet) == ("2019-01-01", "given", "قناة")


@pytest.mark.parametrize(
    ("kind", "url"),
    [
        ("public_channel", "https://t.me/c/9/1"), ("private_supergroup", "https://t.me/c/9/1"),
        ("personal_chat", None), ("private_group", None), ("bot_chat", None), (None, None),
    ],
)  # fmt: skip
def test_an_address_only_where_there_is_one(kind: str | None, url: str | None) -> None:
    [t] = takens(export(chat(message(), type=kind)))
    assert t.report.url == url


def test_forwarded_from_and_author() -> None:
    first, second = takens(export(chat(message(1, forwarded_from="غرفة الأخبار"), message(2, author="هادي"))))
    assert (first.forwarded_from, first.author) == ("غرفة الأخبار", None)
    assert (second.forwarded_from, second.author) == (None, "هادي")
    [t] = takens(export(chat(message(**{"from": "مروان"}), type="private_supergroup")))
    assert t.author == "مروان"


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf", b"\n  "])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_beginnings_and_encodings(start: bytes, encoding: str) -> None:
    data = export(chat(message()))
    data = start + data if encoding == "utf-8" else data.decode().encode(encoding)
    [t] = takens(data)
    assert t.report.text == TEXT and json.loads(t.raw)["id"] == 1


def test_an_export_cut_short_says_so() -> None:
    data = export(chat(message(1), message(2)))
    with pytest.raises(BadInput, match=r"^result\.json: not readable as JSON"):
        takens(data[:-30])


def test_keys_said_twice_still_give_raw_that_is_the_message() -> None:
    one = export(chat(message(1)))[:-1]
    data = one + b', "messages": ' + export([message(2), message(3)]) + b"}"
    for t in takens(data):
        assert json.loads(t.raw)["id"] == int(t.report.given_id or 0)


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.just(TEXT)
VALUES = st.recursive(
    SCALARS,
    lambda x: (
        st.lists(x, max_size=3)
        | st.dictionaries(st.sampled_from(["text", "messages", "list", "chats", "type", "id", "href"]), x, max_size=4)
    ),
    max_leaves=10,
)
FIELD = st.sampled_from([*message(), "forwarded_from", "photo", "file", "edited_unixtime", "author", "messages"])


@given(st.lists(st.dictionaries(FIELD, VALUES, max_size=6).map(lambda d: {**message(), **d})), VALUES, st.booleans())
def test_any_fields_give_reports_or_failures(rows: list[Any], other: Any, account: bool) -> None:
    value = {"chats": {"list": [chat(*rows), other]}, "left_chats": other} if account else chat(*rows, name=other)
    for item in from_telegram(export(value), "result.json", Options()):
        assert isinstance(item, Taken | Failure)
        if isinstance(item, Taken):
            assert item.report.text.strip() and json.loads(item.raw)["type"] == "message"


@given(st.integers(0, 2000), st.binary(max_size=3))
def test_any_bytes_changed_give_reports_or_a_reason(at: int, put: bytes) -> None:
    data = export(chat(message(1), message(2)))
    at %= len(data)
    try:
        for item in from_telegram(data[:at] + put + data[at + 1 :], "result.json", Options()):
            assert isinstance(item, Taken | Failure)
    except BadInput as error:
        assert str(error).startswith("result.json: ")


def test_texts_of_every_shape() -> None:
    array = [
        "أعلنت ",
        {"type": "bold", "text": "الغرفة"},
        " مقتل 3 جنود ",
        {"type": "link", "text": "https://x.example"},
    ]
    rows = [
        message(text=array),
        message(text=""),
        message(text=[]),
        {"id": 6, "type": "service", "text": ""},
        message(text=None),
    ]
    assert [t.report.text for t in takens(export(chat(*rows)))] == ["أعلنت الغرفة مقتل 3 جنود https://x.example"]


def test_media_that_are_not_there_and_edits() -> None:
    rows = [
        message(photo="(File not included. Change data exporting settings to download.)"),
        message(photo="photos/photo_1.jpg", edited_unixtime="1489530600"),
    ]
    missing, named = takens(export(chat(*rows)))
    assert missing.notes == ()
    assert named.notes == ("edited 2017-03-14T22:30:00Z", "photo in the export, not read: photos/photo_1.jpg")


@pytest.mark.parametrize(
    "data", [b"{}", b"[]", b'{"a": 1', b"nonsense", b'{"chats": 5}', b'{"messages": 7}', b"[" * 90000]
)
def test_what_is_no_export(data: bytes) -> None:
    try:
        assert all(isinstance(x, Failure) for x in from_telegram(data, "result.json", Options()))
    except BadInput as error:
        assert "result.json" in str(error)


def test_bad_messages_do_not_cost_the_good_ones() -> None:
    rows = [7, message(date_unixtime="soon"), message(), message(date_unixtime="9" * 40), None]
    found = list(from_telegram(export(chat(*rows)), "result.json", Options()))
    assert sum(isinstance(x, Taken) for x in found) == 1 and sum(isinstance(x, Failure) for x in found) == 4
