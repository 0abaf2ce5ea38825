"""Feeds: dates never guessed, markup gone, nothing but the bytes given is read."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.errors import BadInput
from riwaya.intake.feed import from_feed
from riwaya.intake.files import Failure
from riwaya.intake.taken import Options
from riwaya.model import Taken

BODY = "أفاد مراسلنا بسقوط أربع قذائف على حي سكني في مدينة تعز، ما أسفر عن إصابة ستة أشخاص بينهم طفلان."
RSS = """<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>إذاعة السهل</title>{items}</channel></rss>"""


def rss(*items: str, encoding: str = "utf-8") -> bytes:
    inside = "".join(f"<item>{item}</item>" for item in items)
    return RSS.format(encoding=encoding, items=inside).encode(encoding)


def takens(data: bytes, options: Options | None = None) -> list[Taken]:
    found = list(from_feed(data, "feed.xml", options or Options()))
    assert all(isinstance(t, Taken) for t in found), found
    return [t for t in found if isinstance(t, Taken)]


DATES = [
    ("Sat, 07 Apr 2018 10:00:00 GMT", "2018-04-07"),
    ("Sun, 08 Apr 2018 01:30:00 +0300", "2018-04-07"),  # the day in UTC
    ("2018-04-07", "2018-04-07"),
    ("2018-04-07T10:00:00Z", "2018-04-07"),
    ("Sat, 07 Apr 2018", "2018-04-07"),
    ("1523100000", None),
    ("2018", None),
    ("07/04/2018", None),
    ("أمس", None),
    ("Sat, 37 Apr 2018 10:00:00 GMT", None),
]


@pytest.mark.parametrize(("said", "day"), DATES)
def test_a_date_is_read_or_left_open_with_a_note(said: str, day: str | None) -> None:
    [taken] = takens(rss(f"<title>خبر</title><description>{BODY}</description><pubDate>{said}</pubDate>"))
    assert taken.report.published == day
    assert taken.published_basis == ("feed" if day else None)
    assert day or said in taken.notes[0]


def test_no_date_at_all_needs_no_note() -> None:
    [taken] = takens(rss(f"<description>{BODY}</description>"))
    assert (taken.report.published, taken.published_basis, taken.notes) == (None, None, ())


def test_a_date_of_the_last_change_says_so() -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>ش</title><entry><id>a</id>'
        f"<updated>2018-04-09T10:00:00Z</updated><summary>{BODY}</summary></entry></feed>"
    )
    [taken] = takens(atom.encode())
    assert taken.report.published == "2018-04-09"
    assert "last updated" in taken.notes[0]


def test_what_the_user_gives_wins() -> None:
    item = f"<description>{BODY}</description><pubDate>Sat, 07 Apr 2018 10:00:00 GMT</pubDate>"
    [taken] = takens(rss(item), Options(published="2018-01-02", outlet="صحيفة"))
    assert (taken.report.published, taken.published_basis, taken.report.outlet) == ("2018-01-02", "given", "صحيفة")


def test_markup_and_entities_go() -> None:
    inner = f"<p>{BODY}</p><script>alert(1)</script><p>وقال&nbsp;&quot;لا&quot;</p>"
    inner = inner.replace("&", "&amp;").replace("<", "&lt;")
    [taken] = takens(rss(f"<title>قصف &amp;amp; نزوح</title><description>{inner}</description>"))
    assert taken.report.text.splitlines()[0] == BODY
    assert taken.report.text.replace("\xa0", " ").endswith('وقال "لا"')
    assert "alert" not in taken.report.text
    assert taken.report.title == "قصف & نزوح"


def test_raw_is_the_entry_as_json() -> None:
    item = f"<title>خبر</title><description>{BODY}</description><guid>n-1</guid><dc:creator>هدى</dc:creator>"
    first, again = takens(rss(item)), takens(rss(item))
    entry = json.loads(first[0].raw)
    assert (entry["title"], entry["summary"], entry["id"]) == ("خبر", BODY, "n-1")
    assert first[0].raw == again[0].raw
    assert (first[0].media_type, first[0].author, first[0].source) == ("application/json", "هدى", "feed.xml#n-1")


def test_windows_1256() -> None:
    [taken] = takens(rss(f"<description>{BODY}</description>", encoding="windows-1256"))
    assert taken.report.text == BODY


def test_an_entry_without_words_does_not_cost_the_others() -> None:
    data = rss("<title></title>", f"<description>{BODY}</description>", "<link>https://x.example/1</link>")
    found = list(from_feed(data, "feed.xml", Options()))
    assert [type(t) for t in found] == [Failure, Taken, Failure]


def test_bytes_that_are_a_files_name_are_not_opened(tmp_path: Path) -> None:
    secret = tmp_path / "feed.xml"
    secret.write_bytes(rss(f"<description>{BODY}</description>"))
    with pytest.raises(BadInput, match=r"^given\.xml: is no feed"):
        list(from_feed(str(secret).encode(), "given.xml", Options()))


def test_entities_of_the_document_type_reach_no_file(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("كلمة السر", encoding="utf-8")
    data = (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file://{tmp_path}/secret.txt">]>'
        f'<rss version="2.0"><channel><item><description>{BODY} &x;</description></item></channel></rss>'
    )
    for item in from_feed(data.encode(), "feed.xml", Options()):
        assert isinstance(item, Taken)
        assert "كلمة السر" not in item.report.text and "كلمة".encode() not in item.raw


def test_entities_that_grow_without_end_do_not() -> None:
    grown = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    data = (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "قصف">{grown}]>'
        '<rss version="2.0"><channel><item><description>&a9;</description></item></channel></rss>'
    )
    try:
        for item in from_feed(data.encode(), "feed.xml", Options()):
            assert isinstance(item, Failure) or len(item.report.text) < 1_000_000
    except BadInput as error:
        assert "feed.xml" in str(error)


PIECES = st.sampled_from(
    [
        "<rss version='2.0'>", "</rss>", "<channel>", "</channel>", "<item>", "</item>", "<title>", "</title>",
        "<description>", "</description>", "<pubDate>", "</pubDate>", "2018-04-07", "Sat, 07 Apr 2018 10:00:00 GMT",
        "<feed xmlns='http://www.w3.org/2005/Atom'>", "<entry>", "</entry>", "<content type='xhtml'>", "</content>",
        "<![CDATA[", "]]>", "&lt;p&gt;", "&#x0;", "&#xD800;", "&nbsp;", "<updated>", "</updated>", BODY, "\x00",
        "<?xml version='1.0'?>",
        "<link href='http://['/>", "<georss:point>1 2</georss:point>", "<guid>", "</guid>", "<media:content url='x'/>",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=25).map("".join))
def test_any_feed_gives_reports_failures_or_a_reason(text: str) -> None:
    try:
        for item in from_feed(text.encode(), "feed.xml", Options()):
            assert isinstance(item, Taken | Failure)
    except BadInput as error:
        assert str(error).startswith("feed.xml: ")


def test_the_fullest_text_of_an_entry_and_its_facts() -> None:
    full = f"<content:encoded><![CDATA[<p>{BODY}</p><p>اقرأ أيضا: خبر آخر</p><script>x</script>]]></content:encoded>"
    facts = "<title>قذائف</title><link>https://plain.example/1</link><guid>g1</guid><description>ملخص</description>"
    data = rss(facts + full).replace(b"<rss ", b'<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" ')
    [t] = takens(data)
    assert (t.report.text, t.report.title, t.report.outlet) == (BODY, "قذائف", "إذاعة السهل")
    assert (t.report.url, t.source) == ("https://plain.example/1", "feed.xml#g1")


def test_atom() -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>ش</title><entry><id>a</id><title>ع</title>'
        f'<updated>2017-03-14T10:00:00Z</updated><content type="html">&lt;p&gt;{BODY}&lt;/p&gt;</content>'
        "</entry></feed>"
    )
    [taken] = from_feed(atom.encode(), "f.atom", Options())
    assert isinstance(taken, Taken) and taken.report.text == BODY and taken.report.published == "2017-03-14"


@pytest.mark.parametrize("data", [b"", b"<rss", b"<html></html>", b'<!DOCTYPE x [<!ENTITY a "b">]><rss>&a;</rss>'])
def test_what_is_no_feed(data: bytes) -> None:
    with pytest.raises(BadInput, match="no feed"):
        list(from_feed(data, "f.xml", Options()))
