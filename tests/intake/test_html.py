"""HTML pages: the article without its furniture; the date, its basis, the outlet, title, author and address."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riwaya.errors import BadInput
from riwaya.intake.html import from_html
from riwaya.intake.taken import Options
from riwaya.model import Taken

FIRST = (
    "قال مصدر طبي في مشفى البلدة إن سبعة مدنيين قتلوا وأصيب نحو عشرين آخرين في قصف مدفعي استهدف السوق الشعبي صباح "
    "اليوم، فيما أفاد ناشطون بأن القذائف سقطت في وقت ازدحام."
)
SECOND = (
    "ونفى متحدث عسكري مسؤولية قواته عن القصف، واتهم فصيلا مسلحا بإطلاق القذائف من أطراف المدينة، من دون أن يقدم دليلا "
    "على ذلك."
)
THIRD = "وأكد الدفاع المدني أن فرقه أخلت الجرحى إلى نقاط طبية قريبة، وأن حريقا اندلع في عدد من المحال التجارية."
ARTICLE = "\n".join((FIRST, SECOND, THIRD))
NOTHING = Options()


def page(head: str = "", body: str = "", title: str = "قصف على سوق شعبي", before: str = "", foot: str = "") -> bytes:
    """A whole page in the manner of a news site, with what such sites put round an article."""
    text = f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{title}</title>{head}</head>
<body><header><nav><ul><li><a href="/">الرئيسية</a></li><li><a href="/local">محليات</a></li>
<li><a href="/sport">رياضة</a></li></ul></nav></header>
<main><article><h1>{title}</h1>{before}
<p>{FIRST}</p><p>{SECOND}</p>{body}<p>{THIRD}</p>{foot}</article></main>
<aside><h3>الأكثر قراءة</h3><ul><li><a href="/1">ارتفاع أسعار الوقود في الأسواق</a></li>
<li><a href="/2">حفل توزيع جوائز المسرح</a></li></ul></aside>
<footer><p>جميع الحقوق محفوظة 2018</p></footer></body></html>"""
    return text.encode()


def take(data: bytes, options: Options = NOTHING, url: str | None = None, charset: str | None = None) -> Taken:
    return from_html(data, "page.html", options, url, charset)


def linked(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(fields, ensure_ascii=False)}</script>'


def test_article_is_whole_and_nothing_else() -> None:
    foot = (
        '<div class="share"><span>شارك</span> <a href="#">فيسبوك</a> <a href="#">تويتر</a></div>'
        '<p>اقرأ أيضا: <a href="/3">مباراة القمة تنتهي بالتعادل</a></p>'
        '<h3>مواضيع ذات صلة</h3><ul><li><a href="/4">افتتاح معرض الكتاب السنوي</a></li></ul>'
    )
    taken = take(page(before="<p>بقلم: سامر الحلبي</p>", foot=foot))
    assert taken.report.text == ARTICLE
    assert taken.report.title == "قصف على سوق شعبي"
    assert taken.media_type == "text/html"
    assert taken.raw == page(before="<p>بقلم: سامر الحلبي</p>", foot=foot)


def test_related_link_within_the_article_goes_and_what_follows_stays() -> None:
    taken = take(page(body='<p>اقرأ أيضا: <a href="/5">بطولة الجامعات تنطلق غدا</a></p>'))
    assert taken.report.text == ARTICLE


DATES = [
    (linked(**{"@type": "NewsArticle", "headline": "قصف", "datePublished": "2018-04-07T23:10:00+03:00"}), "", None,
     "2018-04-07", "json-ld"),
    (linked(**{"@graph": [{"@type": "WebSite", "name": "موقع"},
                          {"@type": ["NewsArticle"], "datePublished": "2018-04-08"}]}), "", None,
     "2018-04-08", "json-ld"),
    ('<meta property="article:published_time" content="2019-07-22T08:00:00Z">', "", None, "2019-07-22", "metadata"),
    ('<meta itemprop="datePublished" content="2019-07-23">', "", None, "2019-07-23", "metadata"),
    ("", '<time datetime="2017-02-03T10:00">قبل ساعات</time>', None, "2017-02-03", "metadata"),
    ("", "", "https://news.example/2016/12/13/market-shelling", "2016-12-13", "url"),
    ("", '<span class="post-date">السبت 22 تموز 2017</span>', None, "2017-07-22", "text"),
    ("", '<span class="post-date">٢٢ يوليو ٢٠١٧</span>', None, "2017-07-22", "text"),
    ("", '<div class="entry-date">21 رجب 1439 هـ</div>', None, "2018-04-07", "text"),
    ("", "", None, None, None),
    # An unreadable date is none, and the next best is asked.
    ('<meta property="article:published_time" content="أمس">', "", "https://news.example/2016/12/13/x",
     "2016-12-13", "url"),
    (linked(**{"@type": "NewsArticle", "headline": "قصف", "datePublished": "2018-15-45"}), "", None, None, None),
    # Two different times on a page: which is the article's cannot be told.
    ("", '<time datetime="2017-02-03">.</time><time datetime="2017-02-09">.</time>', None, None, None),
]  # fmt: skip


@pytest.mark.parametrize(("head", "before", "url", "day", "basis"), DATES)
def test_date_and_where_it_is_from(head: str, before: str, url: str | None, day: str | None, basis: str | None) -> None:
    taken = take(page(head, before=before), url=url)
    assert (taken.report.published, taken.published_basis) == (day, basis)


def test_a_date_that_cannot_be_read_is_noted() -> None:
    taken = take(page('<meta name="date" content="أول أمس">'))
    assert taken.report.published is None and "أول أمس" in taken.notes[0]
    assert take(page('<meta name="date" content="أول أمس">', before='<time datetime="2017-02-03">.</time>')).notes == ()
    assert take(page()).notes == ()


def test_a_date_in_a_sentence_is_no_publication_date() -> None:
    taken = take(page(body="<p>وكان السوق نفسه قد تعرض لقصف مماثل في 12 آذار 2015 أودى بحياة أربعة مدنيين.</p>"))
    assert taken.report.published is None


def test_what_the_user_gives_wins() -> None:
    head = linked(**{"@type": "NewsArticle", "datePublished": "2018-04-07", "publisher": {"name": "وكالة الشمال"}})
    taken = take(page(head), Options(published="2018-04-01", outlet="صحيفة الغد"))
    assert (taken.report.published, taken.published_basis, taken.report.outlet) == (
        "2018-04-01", "given", "صحيفة الغد",
    )  # fmt: skip


OUTLETS = [
    (linked(**{"@type": "NewsArticle", "headline": "x", "publisher": {"name": "وكالة الشمال"}}), "وكالة الشمال"),
    ('<meta property="og:site_name" content="  شبكة  الفرات ">', "شبكة الفرات"),
    ("", None),
]  # fmt: skip


@pytest.mark.parametrize(("head", "outlet"), OUTLETS)
def test_outlet(head: str, outlet: str | None) -> None:
    assert take(page(head)).report.outlet == outlet


def test_author_and_address() -> None:
    head = (
        linked(**{"@type": "NewsArticle", "headline": "قصف", "author": [{"@type": "Person", "name": "سامر الحلبي"}]})
        + '<link rel="canonical" href="https://news.example/a/1">'
    )
    taken = take(page(head))
    assert (taken.author, taken.report.url) == ("سامر الحلبي", "https://news.example/a/1")
    assert take(page(head), url="https://mirror.example/b").report.url == "https://mirror.example/b"


@pytest.mark.parametrize("bad", ["javascript:alert(1)", "/relative", "file:///etc/passwd"])
def test_address_is_of_the_web_or_none(bad: str) -> None:
    assert take(page(f'<link rel="canonical" href="{bad}">')).report.url is None


@pytest.mark.parametrize("encoding", ["cp1256", "utf-8", "utf-16"])
def test_encodings(encoding: str) -> None:
    text = page().decode().replace('<meta charset="utf-8">', "")
    assert take(text.encode(encoding)).report.text == ARTICLE


def test_encoding_named_by_the_page_and_by_the_server() -> None:
    named = page().decode().replace('charset="utf-8"', 'charset="windows-1256"').encode("cp1256")
    assert take(named).report.text == ARTICLE
    unnamed = page().decode().replace('<meta charset="utf-8">', "").encode("cp1256")
    assert take(unnamed, charset="windows-1256").report.text == ARTICLE
    # A server that is wrong about its own pages does no harm.
    assert take(page(), charset="utf-9").report.text == ARTICLE
    for wrong in ("ascii", "base64", "utf\x00-8", "\u0660"):
        assert take(page(), charset=wrong).report.text == ARTICLE


EMPTY = [
    b"", b"   ", b"<html></html>", b"\x00\x01\x02\x03" * 50, b"<!-- -->", b"<html><body><p></p></body></html>",
    b"<?xml version='1.0' encoding='utf-8'?><html/>",
]  # fmt: skip


@pytest.mark.parametrize("data", EMPTY)
def test_no_article_is_said_with_the_name_of_the_page(data: bytes) -> None:
    with pytest.raises(BadInput, match=r"^page\.html: "):
        take(data)


def test_a_page_too_large_is_refused() -> None:
    with pytest.raises(BadInput, match="larger than"):
        take(page(), Options(max_bytes=100))


@pytest.mark.parametrize("tag", ["div", "span", "table", "blockquote", "ul", "b", "font"])
def test_deeply_nested_pages_neither_crash_nor_hang(tag: str) -> None:
    data = page(body=f"<{tag}>" * 30_000 + SECOND)
    try:
        assert take(data).report.text
    except BadInput as error:
        assert "page.html" in str(error)


PIECES = st.sampled_from(
    [
        "<p>", "</p>", "<div>", "</div>", "<article>", "<table><tr><td>", "<ul><li>", "<br>", "<time datetime='", "'>",
        "<script type='application/ld+json'>", "</script>", '{"@type":"NewsArticle","datePublished":', '"2018-04-07"}',
        "{", "[", "]", "null", "<meta property='og:title' content='", "<meta charset='utf-7'>", "<![CDATA[", "]]>",
        "<!--", "-->", "&#0;", "&#xD800;", "&amp", "\x00", "\x0b", "\ufffe", FIRST, SECOND, THIRD, "٢٠١٨", "<title>",
        "<link rel=canonical href=", "http://[", " ", "<h1>", "</h1>", "<a href=x>", "</a>", "<svg>", "<math>",
        "<template>", "<iframe>", "<noscript>", "<base href='//'>", "<q>", "<graphic>", "<ref>", "<hi>",
    ]
)  # fmt: skip


@settings(max_examples=150)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_page_gives_a_report_or_a_reason(text: str) -> None:
    try:
        taken = take(text.encode("utf-8", "surrogatepass"))
    except BadInput as error:
        assert str(error).startswith("page.html: ")
    else:
        assert taken.report.text.strip()


@settings(max_examples=150)
@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "utf-16", "windows-1256", "idna", "base64", "rot13"]))
def test_any_bytes_give_a_report_or_a_reason(data: bytes, charset: str | None) -> None:
    for given_bytes in (data, page()[:600] + data + page()[600:]):
        try:
            take(given_bytes, charset=charset)
        except BadInput as error:
            assert str(error).startswith("page.html: ")
