"""Fetching: guarded addresses, redirects, limits, conditional requests; against real servers on this machine."""

import gzip
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from riwaya.errors import BadInput
from riwaya.intake import fetch, guard
from riwaya.intake.fetch import Fetcher
from riwaya.intake.files import Failure
from riwaya.intake.guard import check_address
from riwaya.intake.take import take
from riwaya.intake.taken import Options
from riwaya.model import Taken

from .pages import STATEMENT, page

HITS: list[tuple[str, dict[str, str]]] = []


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        HITS.append((self.path, dict(self.headers)))
        body, kind, status = page().encode(), "text/html; charset=utf-8", 200
        headers = {"ETag": '"v1"'}
        if self.path == "/away":
            status, headers = 302, {"Location": "http://10.1.2.3/secret"}
        elif self.path == "/file":
            status, headers = 302, {"Location": "file:///etc/passwd"}
        elif self.path == "/round":
            status, headers = 302, {"Location": "/round"}
        elif self.path == "/feed":
            links = "".join(f"<item><title>خبر</title><link>http://{self.headers['Host']}{to}</link><description>"
                            f"موجز الخبر {to}</description><pubDate>Sat, 07 Apr 2018 10:00:00 GMT</pubDate></item>"
                            for to in ("/page", "/gone", "/away"))  # fmt: skip
            body = f"<rss version='2.0'><channel><title>إذاعة السهل</title>{links}</channel></rss>".encode()
            kind = "application/rss+xml"
        elif self.path == "/robots.txt":
            body, kind = b"User-agent: *\nDisallow: /private\n", "text/plain"
        elif self.path == "/moved":
            status, headers = 301, {"Location": "/page"}
        elif self.path == "/bare":
            body = b"<html><body></body></html>"
        elif self.path == "/gone":
            status = 410
        elif self.path == "/program":
            kind = "application/x-msdownload"
        elif self.path == "/bomb":
            body, headers = gzip.compress(b"x" * 30_000_000), {"Content-Encoding": "gzip"}
        elif self.path == "/same" and self.headers.get("If-None-Match") == '"v1"':
            status = 304
        elif self.path == "/text":
            body, kind = STATEMENT.encode("cp1256"), "text/plain; charset=windows-1256"
        elif self.path == "/slow":
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            for _ in range(20):
                self.wfile.write(b"<p>")
                time.sleep(0.1)
            return
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if status != 304:
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv(guard.ENVIRONMENT, "1")
    HITS.clear()
    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=http.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{http.server_port}"
    http.shutdown()


def test_a_page_by_its_address(server: str) -> None:
    [taken] = take([f"{server}/moved"], Options())
    assert isinstance(taken, Taken) and STATEMENT in taken.report.text
    assert taken.report.url == f"{server}/page" and taken.captured is not None and taken.raw == page().encode()
    assert HITS[0][1]["User-Agent"].startswith("Riwaya")


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/away", "no public address"),
        ("/file", "only http and https"),
        ("/round", "redirects"),
        ("/gone", "410"),
        ("/program", "content type"),
        ("/bomb", "larger than"),
    ],
)
def test_what_is_not_taken(server: str, path: str, reason: str) -> None:
    [bad] = take([server + path], Options())
    assert isinstance(bad, Failure) and reason in bad.message, bad


def test_an_answer_that_drips(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "SECONDS", 0.3)
    with pytest.raises(BadInput, match="longer than"):
        Fetcher().get(f"{server}/slow")


def test_nothing_new_is_not_fetched_again(server: str) -> None:
    fetcher = Fetcher()
    assert len(list(take([f"{server}/same"], Options(), fetcher))) == 1
    assert list(take([f"{server}/same"], Options(), fetcher)) == []
    assert HITS[1][1]["If-None-Match"] == '"v1"'


def test_text_in_another_encoding(server: str) -> None:
    [taken] = take([f"{server}/text"], Options())
    assert isinstance(taken, Taken) and taken.report.text == STATEMENT


@pytest.mark.parametrize("by_file", [True, False])
def test_pages_behind_a_feed_are_followed_when_asked(server: str, tmp_path: Path, by_file: bool) -> None:
    source = f"{server}/feed"
    if by_file:
        got = Fetcher().get(source)
        assert got is not None
        source = str(tmp_path / "feed.xml")
        (tmp_path / "feed.xml").write_bytes(got.data)
    assert [i.report.url for i in take([source], Options()) if isinstance(i, Taken)] == [
        f"{server}{to}" for to in ("/page", "/gone", "/away")
    ]
    HITS.clear()
    found = list(take([source], Options(follow=True)))
    whole, gone, gone_why, away, away_why = found
    assert isinstance(whole, Taken) and isinstance(gone, Taken) and isinstance(away, Taken)
    assert STATEMENT[:40] in whole.report.text and b"<html" in whole.raw and "found through" in whole.notes[-1]
    assert gone.report.text.startswith("موجز الخبر") and "410" in gone.notes[-1]
    assert isinstance(gone_why, Failure) and isinstance(away_why, Failure) and "10.1.2.3" in away_why.message
    assert ("/secret", {}) not in HITS


def test_loopback_is_refused_unless_allowed(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(guard.ENVIRONMENT)
    for host in ("127.0.0.1", "localhost", "[::1]", "0x7f.1", "2130706433"):
        [bad] = take([server.replace("127.0.0.1", host)], Options())
        assert isinstance(bad, Failure) and HITS == [], host


@pytest.mark.parametrize(
    "address",
    ["10.0.0.1", "172.16.5.5", "192.168.1.1", "169.254.169.254", "127.0.0.1", "0.0.0.0", "100.64.0.1", "224.0.0.1",
     "::1", "::", "fe80::1", "fc00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "255.255.255.255",
     "ff02::1", "fe80::1%eth0", "198.18.0.1", "240.0.0.1"],
)  # fmt: skip
def test_private_addresses(address: str) -> None:
    assert not check_address(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "93.184.216.34", "2606:4700:4700::1111"])
def test_public_addresses(address: str) -> None:
    assert check_address(address)


def test_a_name_with_one_private_address_among_public_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    """The resolver is the one thing replaced here: no name server of ours can be reached by everyone."""
    answers = [(2, 1, 6, "", ("93.184.216.34", 80)), (2, 1, 6, "", ("10.0.0.8", 80))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: answers)
    with pytest.raises(BadInput, match=r"10\.0\.0\.8"):
        Fetcher().get("http://mixed.example/")


@pytest.mark.parametrize("url", ["ftp://x.example/a", "http://user:pw@x.example/", "http://", "javascript://x"])
def test_addresses_that_are_none(url: str) -> None:
    [bad] = take([url], Options())
    assert isinstance(bad, Failure)


def test_what_a_list_names_heeds_robots_and_what_a_person_names_does_not(server: str, tmp_path: Path) -> None:
    listed = tmp_path / "addresses.txt"
    listed.write_text(f"{server}/private\n{server}/page\n{server}/private/2\n", encoding="utf-8")
    refused, page_, too = take([str(listed)], Options())
    assert isinstance(refused, Failure) and "robots.txt" in refused.message and isinstance(too, Failure)
    assert isinstance(page_, Taken) and page_.report.url == f"{server}/page"
    assert [path for path, _ in HITS] == ["/robots.txt", "/page"]
    [named] = take([f"{server}/private"], Options())
    assert isinstance(named, Taken)
