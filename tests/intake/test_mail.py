"""E-mail messages: the part with the words, whatever is round it; sender, subject, date, attachments named."""

from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riwaya.errors import BadInput
from riwaya.intake.mail import from_mail
from riwaya.intake.taken import Options
from riwaya.model import Taken

from .pages import SECOND, STATEMENT, page


def mail(plain: str | None = None, html: str | None = None, charset: str = "utf-8", **headers: str) -> bytes:
    message = EmailMessage()
    message["From"] = "المكتب الإعلامي <press@ops.example>"
    message["Subject"] = "بيان عن أحداث الأمس"
    message["Date"] = headers.pop("Date", "Tue, 14 Mar 2017 23:30:00 +0300")
    if plain is not None:
        message.set_content(plain, charset=charset)
    if html is not None and plain is not None:
        message.add_alternative(html, subtype="html", charset=charset)
    elif html is not None:
        message.set_content(html, subtype="html", charset=charset)
    return message.as_bytes(policy=SMTP)


def take(data: bytes, options: Options | None = None) -> Taken:
    return from_mail(data, "m.eml", options or Options())


def test_headers() -> None:
    taken = take(mail(f"{STATEMENT}\n\n{SECOND}\n"))
    assert taken.report.text == f"{STATEMENT}\n\n{SECOND}"
    assert (taken.author, taken.report.title) == ("المكتب الإعلامي <press@ops.example>", "بيان عن أحداث الأمس")
    assert (taken.report.published, taken.published_basis, taken.media_type) == (
        "2017-03-14", "message", "message/rfc822",
    )  # fmt: skip


@pytest.mark.parametrize("charset", ["utf-8", "windows-1256", "iso-8859-6"])
def test_charsets(charset: str) -> None:
    plain = STATEMENT.replace("«", '"').replace("»", '"')
    assert take(mail(plain, charset=charset)).report.text == plain


def test_a_charset_that_is_not_the_texts() -> None:
    data = mail(STATEMENT).replace(b'charset="utf-8"', b'charset="x-unknown"')
    assert take(data).report.text == STATEMENT


@pytest.mark.parametrize("name", ["utf\x00-8", "base64", "x" * 300, "\u0660"])
def test_a_charset_that_is_none(name: str) -> None:
    data = mail(STATEMENT).replace(b'charset="utf-8"', f'charset="{name}"'.encode())
    assert take(data).report.text == STATEMENT


def test_only_html_and_an_empty_plain_part() -> None:
    assert take(mail(html=page())).report.text.splitlines() == [STATEMENT, SECOND]
    assert take(mail(" \n", page())).report.text.splitlines() == [STATEMENT, SECOND]


def test_flowed_lines_are_joined_and_others_kept() -> None:
    words = STATEMENT.split(" ")
    flowed = " \r\n".join(" ".join(words[n : n + 6]) for n in range(0, len(words), 6)) + f"\r\n\r\n{SECOND}"
    data = mail("x").replace(b'charset="utf-8"', b'charset="utf-8"; format=flowed')
    head, _, _ = data.partition(b"\r\n\r\n")
    head = head.replace(b"Content-Transfer-Encoding: 7bit", b"Content-Transfer-Encoding: 8bit")
    assert take(head + b"\r\n\r\n" + flowed.encode()).report.text == f"{STATEMENT}\n\n{SECOND}"
    plain = head.replace(b"; format=flowed", b"") + b"\r\n\r\n" + flowed.encode()
    assert " \n" in take(plain).report.text


def test_attachments_are_named() -> None:
    message = EmailMessage()
    message.set_content(STATEMENT)
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="قائمة الأسماء.pdf")
    message.add_attachment(b"x", maintype="image", subtype="png")
    assert take(message.as_bytes(policy=SMTP)).notes == ("attachments not read: قائمة الأسماء.pdf, image/png",)


def test_a_date_that_cannot_be_read_stays_open_with_a_note() -> None:
    taken = take(mail(STATEMENT).replace(b"Tue, 14 Mar 2017 23:30:00 +0300", b"the other day"))
    assert (taken.report.published, taken.published_basis) == (None, None)
    assert "the other day" in taken.notes[0]


def test_what_the_user_gives_wins() -> None:
    taken = take(mail(STATEMENT), Options(published="2017-01-01", outlet="وكالة"))
    assert (taken.report.published, taken.published_basis, taken.report.outlet) == ("2017-01-01", "given", "وكالة")


@pytest.mark.parametrize("data", [b"", b"\r\n\r\n", b"\x00\x01", mail(" "), mail(html="<p></p>")])
def test_nothing_in_it_is_said(data: bytes) -> None:
    with pytest.raises(BadInput, match=r"^m\.eml: "):
        take(data)


@pytest.mark.parametrize("piece", ['"', "(", "=?utf-8?b?/w==?=", "a@b,"])
@pytest.mark.parametrize("header", ["Subject", "From", "Content-Type", "To"])
def test_a_header_without_end_is_refused(header: str, piece: str) -> None:
    with pytest.raises(BadInput, match=rf"^m\.eml: its header '{header}' has"):
        take(f"{header}: {piece * 100_000}\r\n\r\n{STATEMENT}".encode())


HEADERS = st.sampled_from(
    [
        b"From: =?utf-8?b?//8=?= <",
        b"From: @,;:<>\r\n",
        b"Date: Mon, 99 Foo 99999 99:99\r\n",
        b"Subject: =?x?q?=FF?=\r\n",
        b"Content-Type: multipart/mixed\r\n",
        b"Content-Type: text/plain; charset=base64\r\n",
        b"Content-Type: ;;;=\r\n",
        b"Content-Type: multipart/alternative; boundary=a\r\n",
        b"Content-Transfer-Encoding: base64\r\n",
        b"\r\n",
        b"--a\r\n",
        b"--a--\r\n",
        b"Content-Disposition: attachment; filename*=utf-8''%FF\r\n",
        STATEMENT.encode(),
        b"\xff",
        b"\x00",
        b"Content-Type: text/html\r\n",
        b"MIME-Version: 1.0\r\n",
        b"Content-Type: message/rfc822\r\n",
    ]
)


@settings(max_examples=300)
@given(st.lists(HEADERS, max_size=12).map(b"".join), st.integers(0, 600))
def test_any_message_gives_a_report_or_a_reason(start: bytes, at: int) -> None:
    whole = mail(STATEMENT, page())
    for data in (start, start + whole, whole[:at] + start + whole[at:]):
        try:
            assert take(data).report.text.strip()
        except BadInput as error:
            assert str(error).startswith("m.eml: ")
