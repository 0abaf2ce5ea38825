"""HTML, MHTML and e-mail: the article and nothing else, with its date and where that is from."""

import email.message
from email.policy import SMTP

import pytest

from riwaya.errors import BadInput
from riwaya.intake.html import from_html
from riwaya.intake.mail import from_mail
from riwaya.intake.mhtml import from_mhtml
from riwaya.intake.taken import Options

from .pages import SECOND, STATEMENT, page


def test_the_article_and_nothing_else() -> None:
    taken = from_html(page().encode(), "p.html", Options())
    r = taken.report
    assert r.text.splitlines() == [STATEMENT, SECOND]
    assert (r.title, r.outlet, taken.author) == ("غارات على إدلب", "شبكة الشمال", "مراسل الشبكة")
    assert r.url == "https://north.example/news/55" and taken.raw == page().encode()


META = '<meta property="article:published_time" content="{}">'


@pytest.mark.parametrize(
    ("head", "date", "url", "published", "basis"),
    [
        (None, "", None, "2017-03-14", "json-ld"),
        (META.format("2017-03-15T00:00:00Z"), "", None, "2017-03-15", "metadata"),
        ('<meta name="date" content="2017/3/15">', "", None, "2017-03-15", "metadata"),
        ("", '<time datetime="2017-03-16T10:00">أمس</time>', None, "2017-03-16", "metadata"),
        ("", "", "https://x.example/2017/3/17/post", "2017-03-17", "url"),
        ("", "<p class='date'>22 تموز 2019</p>", None, "2019-07-22", "text"),
        ("", "<p class='date'>الأربعاء 14 حزيران/يونيو 2017</p>", None, "2017-06-14", "text"),
        ("", "<p class='date'>14 يونيو 2017</p><p class='date'>15 يونيو 2018</p>", None, None, None),
        ("", "", None, None, None),
        (META.format("2017-13-45"), "", None, None, None),
        (META.format("yesterday"), "", "https://x.example/page/2017", None, None),
    ],
)
def test_the_date_and_its_basis(
    head: str | None, date: str, url: str | None, published: str | None, basis: str | None
) -> None:
    html = page(date=date) if head is None else page(head=head, date=date)
    taken = from_html(html.encode(), "p.html", Options(), url)
    assert (taken.report.published, taken.published_basis) == (published, basis)
    given = from_html(html.encode(), "p.html", Options(published="2020-01-01", outlet="وكالة"), url)
    assert (given.report.published, given.published_basis, given.report.outlet) == ("2020-01-01", "given", "وكالة")


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1256"])
def test_encodings(encoding: str) -> None:
    html = page().replace('charset="utf-8"', f'charset="{encoding}"').replace("«", '"').replace("»", '"')
    assert STATEMENT in from_html(html.encode(encoding), "p.html", Options()).report.text
    assert STATEMENT in from_html(html.encode(encoding), "p.html", Options(), None, encoding).report.text


@pytest.mark.parametrize(
    "html", ["", "<html></html>", "<p></p>", "<html><body><nav><a href=x>الرئيسية</a></nav></body></html>", "\x00\x00"]
)
def test_pages_without_an_article(html: str) -> None:
    with pytest.raises(BadInput, match=r"p\.html"):
        from_html(html.encode(), "p.html", Options())


def test_a_page_deep_as_a_well() -> None:
    try:
        from_html(("<div>" * 20000 + STATEMENT).encode(), "p.html", Options())
    except BadInput as error:
        assert "p.html" in str(error)


def test_mhtml() -> None:
    message = email.message.EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = "https://north.example/saved"
    message["Date"] = "Wed, 15 Mar 2017 09:00:00 +0300"
    message.set_content(page(), subtype="html", cte="quoted-printable")
    message.make_related()
    taken = from_mhtml(message.as_bytes(policy=SMTP), "p.mhtml", Options())
    assert STATEMENT in taken.report.text and taken.report.url == "https://north.example/saved"
    assert taken.captured == "2017-03-15T06:00:00Z" and taken.report.published == "2017-03-14"
    with pytest.raises(BadInput, match="no HTML page"):
        from_mhtml(b"From: x\r\n\r\nnothing", "p.mhtml", Options())


def test_mail() -> None:
    message = email.message.EmailMessage()
    message["From"], message["Subject"] = "press@ops.example", "بيان"
    message["Date"] = "Wed, 15 Mar 2017 09:00:00 +0300"
    message.set_content(STATEMENT)
    message.add_alternative(page(), subtype="html")
    message.add_attachment(b"x", maintype="image", subtype="png", filename="s.png")
    taken = from_mail(message.as_bytes(), "m.eml", Options())
    assert taken.report.text == STATEMENT and taken.report.title == "بيان" and taken.author == "press@ops.example"
    assert (taken.report.published, taken.published_basis) == ("2017-03-15", "message")
    assert taken.notes == ("attachments not read: s.png",)
    with pytest.raises(BadInput, match="no text"):
        from_mail(b"Subject: x\r\n\r\n", "m.eml", Options())
