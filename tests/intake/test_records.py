"""Telegram, tables, feeds: one report a record, bad records named, good ones kept."""

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.errors import BadInput
from riwaya.intake.feed import from_feed
from riwaya.intake.files import Failure
from riwaya.intake.table import from_csv, from_jsonl
from riwaya.intake.taken import Options
from riwaya.intake.telegram import from_telegram
from riwaya.model import Taken

from .pages import SECOND, STATEMENT


def message(**more: Any) -> dict[str, Any]:
    return {
        "id": 5, "type": "message", "date": "2017-03-15T02:30:00", "date_unixtime": "1489527000",
        "from": "غرفة الساحل", "from_id": "channel77", "text": STATEMENT, **more,
    }  # fmt: skip


def export(*messages: Any) -> bytes:
    chat = {"name": "غرفة الساحل", "type": "public_channel", "id": 77, "messages": list(messages)}
    return json.dumps(chat, ensure_ascii=False).encode()


def takens(data: bytes) -> list[Taken]:
    return [t for t in from_telegram(data, "result.json", Options()) if isinstance(t, Taken)]


def test_a_message() -> None:
    [t] = takens(export(message()))
    assert t.report.text == STATEMENT and t.report.outlet == "غرفة الساحل"
    # The export's `date` is the exporter's local time: the next day already.
    assert (t.report.published, t.published_basis, t.captured) == ("2017-03-14", "message", "2017-03-14T21:30:00Z")
    assert t.source == "result.json#message 5" and t.report.url == "https://t.me/c/77/5"
    assert json.loads(t.raw)["id"] == 5


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
    assert [t.report.text for t in takens(export(*rows))] == ["أعلنت الغرفة مقتل 3 جنود https://x.example"]


def test_forwarded_media_and_edits() -> None:
    rows = [
        message(forwarded_from="مراسل سراقب"),
        message(photo="(File not included. Change data exporting settings to download.)"),
        message(photo="photos/photo_1.jpg", edited_unixtime="1489530600"),
    ]
    first, second, third = takens(export(*rows))
    assert first.forwarded_from == "مراسل سراقب" and second.notes == ()
    assert third.notes == ("photo in the export, not read: photos/photo_1.jpg", "edited 2017-03-14T22:30:00Z")


def test_invalid_escapes_are_read_all_the_same() -> None:
    data = export(message(text="سطر@أول \\ ثان")).replace(b"@", b"\\x0a")
    assert b"\\x0a" in data
    assert takens(data)[0].report.text == "سطر\nأول \\ ثان"


def test_a_whole_account() -> None:
    chats = {"chats": {"list": [json.loads(export(message())), json.loads(export(message(id=9)))]}}
    assert len(takens(json.dumps(chats).encode())) == 2


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
    found = list(from_telegram(export(*rows), "result.json", Options()))
    assert sum(isinstance(x, Taken) for x in found) == 1 and sum(isinstance(x, Failure) for x in found) == 4


KEYS = ["text", "id", "type", "date", "date_unixtime", "messages", "chats", "list", "photo", "forwarded_from"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda x: st.lists(x, max_size=4) | st.dictionaries(st.sampled_from(KEYS), x, max_size=6),
    max_leaves=20,
)


@given(
    st.lists(
        st.dictionaries(st.sampled_from(list(message())), JSON, max_size=9).map(lambda d: {"type": "message", **d})
    )
)
def test_any_export_gives_reports_or_failures(rows: list[Any]) -> None:
    for item in from_telegram(json.dumps({"messages": rows}).encode(), "r.json", Options()):
        assert isinstance(item, Taken | Failure)


@given(st.binary(max_size=400))
def test_any_bytes_as_any_record_file(data: bytes) -> None:
    for read in (from_jsonl, from_csv):
        try:
            for item in read(io.BytesIO(data), "f", Options()):
                assert isinstance(item, Taken | Failure | str)
        except BadInput as error:
            assert "f" in str(error)
    for whole in (from_telegram, from_feed):
        try:
            assert all(isinstance(x, Taken | Failure) for x in whole(data, "f", Options()))
        except BadInput as error:
            assert "f" in str(error)


def test_csv_with_names_of_columns() -> None:
    table = f'body;when;who\r\n"{STATEMENT}";2017-03-14;شبكة\r\n"x;";2017;y;z\r\n"{SECOND}";last week;شبكة\r\n'
    options = Options(mapping={"text": "body", "published": "when", "outlet": "who"})
    first, bad, second = from_csv(io.BytesIO(b"\xef\xbb\xbf" + table.encode()), "t.csv", options)
    assert isinstance(first, Taken) and isinstance(second, Taken)
    assert (first.report.text, first.report.published, first.report.outlet) == (STATEMENT, "2017-03-14", "شبكة")
    assert first.published_basis == "column" and first.source == "t.csv#2"
    assert second.report.published is None and "last week" in second.notes[0]
    assert isinstance(bad, Failure) and "t.csv:3" in bad.message


def test_csv_that_fits_no_column_or_is_a_list_of_addresses() -> None:
    with pytest.raises(BadInput, match="--map text=COLUMN"):
        list(from_csv(io.BytesIO(b"a,b\n1,2\n"), "t.csv", Options()))
    listed = b"GlobalEventID\tDocumentIdentifier\n1\thttps://x.example/a\n2\tnothing\n"
    first, bad = from_csv(io.BytesIO(listed), "t.tsv", Options())
    assert first == "https://x.example/a" and isinstance(bad, Failure)
    assert list(from_csv(io.BytesIO(b"https://x.example/a\nhttps://x.example/b\n"), "t.csv", Options())) == [
        "https://x.example/a", "https://x.example/b"]  # fmt: skip


def test_jsonl() -> None:
    lines = [json.dumps({"id": 4, "text": STATEMENT, "published": "2017-03-14"}), "{", '{"text": 5}', "[1]", ""]
    first, *bad = from_jsonl(io.BytesIO("\n".join(lines).encode()), "t.jsonl", Options())
    assert isinstance(first, Taken) and first.report.given_id == "4"
    assert [b.line for b in bad if isinstance(b, Failure)] == [2, 3, 4]


FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>شبكة الشمال</title><link>https://north.example</link>
<item><title>غارات</title><link>https://north.example/1</link><guid>g1</guid>
<pubDate>Tue, 14 Mar 2017 20:00:00 GMT</pubDate>
<description>ملخص</description>
<content:encoded><![CDATA[<p>{0}</p><p>اقرأ أيضا: خبر آخر</p><script>x</script>]]></content:encoded></item>
<item><title></title><description></description></item></channel></rss>"""


def test_rss() -> None:
    taken, bad = from_feed(FEED.format(STATEMENT).encode(), "f.xml", Options())
    assert isinstance(taken, Taken) and isinstance(bad, Failure)
    assert taken.report.text == STATEMENT and taken.report.outlet == "شبكة الشمال" and taken.report.title == "غارات"
    assert (taken.report.published, taken.published_basis) == ("2017-03-14", "feed")
    assert taken.report.url == "https://north.example/1" and taken.source == "f.xml#g1"


def test_atom() -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>ش</title><entry><id>a</id><title>ع</title>'
        f'<updated>2017-03-14T10:00:00Z</updated><content type="html">&lt;p&gt;{STATEMENT}&lt;/p&gt;</content>'
        "</entry></feed>"
    )
    [taken] = from_feed(atom.encode(), "f.atom", Options())
    assert isinstance(taken, Taken) and taken.report.text == STATEMENT and taken.report.published == "2017-03-14"


@pytest.mark.parametrize("data", [b"", b"<rss", b"<html></html>", b'<!DOCTYPE x [<!ENTITY a "b">]><rss>&a;</rss>'])
def test_what_is_no_feed(data: bytes) -> None:
    with pytest.raises(BadInput, match="no feed"):
        list(from_feed(data, "f.xml", Options()))
