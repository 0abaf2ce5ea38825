"""Saved pages: as a browser really saves them, with frames, odd addresses and damage."""

import json
import os
import select
import subprocess
import time
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riwaya.errors import BadInput
from riwaya.intake.mhtml import from_mhtml
from riwaya.intake.taken import Options

from .pages import SECOND, STATEMENT, chromium, page

URL = "https://north.example/saved/55"


def saved(main: str, frame: str | None = None, url: str = URL, **headers: str) -> bytes:
    """What a browser writes: the address and time above, then the parts; frames may come first."""
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = url
    message["Subject"] = "صفحة"
    message["Date"] = "Wed, 15 Mar 2017 23:30:00 -0200"
    message.make_related()
    for address, html in ((f"{URL}/frame", frame), (url, main)):
        if html is not None:
            message.add_related(html, subtype="html", cte="quoted-printable")
            part = list(message.iter_parts())[-1]
            part["Content-Location"] = address
    for name, value in headers.items():
        del message[name]
        message[name] = value
    return message.as_bytes(policy=SMTP)


def snapshot(folder: Path) -> bytes:
    """The page as Chromium itself saves it, asked over its pipe."""
    (folder / "p.html").write_text(page(), encoding="utf-8")
    to_browser, from_us = os.pipe()
    from_browser, to_us = os.pipe()

    def fds() -> None:
        # The browser reads from 3 and writes to 4; both are moved away first, as they may be each other's numbers.
        a, b = os.dup(to_browser), os.dup(to_us)
        os.dup2(a, 3)
        os.dup2(b, 4)

    command = [*chromium(), "--remote-debugging-pipe", f"--user-data-dir={folder}/profile", "about:blank"]
    browser = subprocess.Popen(
        command, preexec_fn=fds, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    waiting = bytearray()

    def ask(number: int, method: str, session: str | None = None, **params: object) -> dict[str, str]:
        call = {"id": number, "method": method, "params": params, **({"sessionId": session} if session else {})}
        os.write(from_us, json.dumps(call).encode() + b"\0")
        until = time.monotonic() + 60
        while time.monotonic() < until:
            while b"\0" in waiting:
                end = waiting.index(b"\0")
                answer = json.loads(bytes(waiting[:end]))
                del waiting[: end + 1]
                if answer.get("id") == number:
                    return dict(answer.get("result") or {})
            if select.select([from_browser], [], [], 1)[0]:
                waiting.extend(os.read(from_browser, 1 << 20))
        pytest.skip("Chromium did not answer on its pipe")

    try:
        target = ask(1, "Target.createTarget", url=(folder / "p.html").as_uri())["targetId"]
        session = ask(2, "Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for number in range(3, 60):
            state = ask(number, "Runtime.evaluate", session, expression="document.readyState + location.href")
            if str(state.get("result")).count("complete") and "p.html" in str(state):
                break
            time.sleep(0.2)
        return ask(99, "Page.captureSnapshot", session, format="mhtml")["data"].encode()
    finally:
        browser.kill()
        browser.wait()
        for fd in (to_browser, from_us, from_browser, to_us):
            os.close(fd)


def test_a_page_saved_by_chromium(tmp_path: Path) -> None:
    data = snapshot(tmp_path)
    taken = from_mhtml(data, "p.mhtml", Options())
    assert taken.report.text.splitlines() == [STATEMENT, SECOND]
    assert taken.raw == data and taken.media_type == "multipart/related"
    assert taken.captured is not None and taken.captured[10] == "T"
    # Saved from a disk: the address of the web is the one the page gives for itself.
    assert taken.report.url == "https://north.example/news/55"


def test_the_page_is_told_from_its_frames() -> None:
    frame = f"<html><body><p>{'إعلان عن سيارات جديدة بأسعار مناسبة للجميع. ' * 9}</p></body></html>"
    taken = from_mhtml(saved(page(), frame), "p.mhtml", Options())
    assert taken.report.text.splitlines() == [STATEMENT, SECOND]
    assert (taken.report.url, taken.captured) == (URL, "2017-03-16T01:30:00Z")


@pytest.mark.parametrize("url", ["file:///home/someone/page.html", "cid:frame-1@mhtml.blink", "about:blank", ""])
def test_an_address_that_is_none_of_the_web_is_not_kept(url: str) -> None:
    taken = from_mhtml(saved(page(head=""), url=url), "p.mhtml", Options())
    assert taken.report.url == "https://north.example/news/55"  # the page's own


@pytest.mark.parametrize("said", ["", "yesterday", "Wed, 99 Mar 2017 00:00:00 +0000", "0"])
def test_an_unreadable_time_of_capture_is_none(said: str) -> None:
    assert from_mhtml(saved(page(), Date=said), "p.mhtml", Options()).captured is None


@pytest.mark.parametrize("data", [b"", b"\x00", b"MIME-Version: 1.0\r\n\r\n", saved("<p></p>"), saved(" ")])
def test_nothing_in_it_is_said(data: bytes) -> None:
    with pytest.raises(BadInput, match=r"^p\.mhtml: "):
        from_mhtml(data, "p.mhtml", Options())


@settings(max_examples=80)
@given(st.lists(st.tuples(st.integers(0, 5000), st.binary(max_size=4)), max_size=5), st.integers(0, 6000))
def test_damage_gives_a_report_or_a_reason(changes: list[tuple[int, bytes]], cut: int) -> None:
    data = saved(page(), "<p>x</p>")
    for at, put in changes:
        at %= len(data)
        data = data[:at] + put + data[at + 1 :]
    for damaged in (data, data[:cut]):
        try:
            assert from_mhtml(damaged, "p.mhtml", Options()).report.text
        except BadInput as error:
            assert str(error).startswith("p.mhtml: ")


def test_a_page_with_its_address_and_time_of_saving() -> None:
    message = EmailMessage()
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
