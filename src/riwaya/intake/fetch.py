"""Fetching a URL, guarded: public addresses only, checked at every redirect and pinned for the connection.

The name is resolved once for each connection, every address it has must be public, and the connection goes to an
address that was checked, so a name that changes its answer in between reaches nothing else.
"""

import time
from collections.abc import MutableMapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from riwaya.errors import BadInput
from riwaya.intake.robots import Robots

if TYPE_CHECKING:
    import httpx

AGENT = "Riwaya/0.1 (documents published reports; one request a second)"
CONTENT_TYPES = (
    "text/html", "application/xhtml+xml", "text/plain", "application/pdf", "image/png", "image/jpeg", "image/tiff",
    "application/rss+xml", "application/atom+xml", "application/xml", "text/xml", "application/json",
    "application/x-ndjson", "application/jsonl", "text/csv", "text/tab-separated-values", "multipart/related",
    "message/rfc822", "application/warc", "application/gzip", "application/wacz",
)  # fmt: skip
MAX_REDIRECTS = 5
SECONDS = 60.0  # for one answer, all of it
PAUSE = 1.0  # seconds between two requests to one host


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: the last URL, media type, charset if said, bytes (content encodings undone), capture time."""

    url: str
    media_type: str
    charset: str | None
    data: bytes
    captured: str


@dataclass(slots=True)
class Fetcher:
    """Fetches URLs one after another, politely.

    `known` maps a URL to the `etag` and `modified` of its last answer, for conditional requests; `remember` adds to it.
    """

    max_bytes: int = 20_000_000
    known: MutableMapping[str, dict[str, str]] = field(default_factory=dict)
    _last: dict[str, float] = field(default_factory=dict)
    _robots: Robots = field(init=False)
    _answers: dict[str, dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._robots = Robots(self._plain)

    def get(self, url: str, conditional: bool = False) -> Fetched | None:
        """The answer to a URL; None where a conditional request found nothing new.

        Raises BadInput: no http(s), a private address, too many redirects, too large, too slow, an error status,
        or a content type that is none of CONTENT_TYPES.
        """
        from riwaya.intake.guard import FAILED, client  # not at the top: most runs fetch nothing, and it takes its time

        deadline = time.monotonic() + SECONDS
        at = url
        try:
            with client() as web:
                for _ in range(MAX_REDIRECTS + 1):
                    _check_url(at)
                    self._wait(at)
                    with web.stream("GET", at, headers=self._headers(url if conditional else None)) as answer:
                        if answer.has_redirect_location:
                            at = urljoin(at, answer.headers["location"])
                            continue
                        return self._take(url, at, answer, deadline)
        except FAILED as error:
            raise BadInput(f"{url}: could not be fetched ({error or type(error).__name__})") from error
        raise BadInput(f"{url}: more than {MAX_REDIRECTS} redirects")

    def get_followed(self, url: str) -> Fetched | None:
        """The answer to an address that a feed or a list named: conditional, and only where robots.txt allows it.

        Raises BadInput as `get` does, and where it is not allowed.
        """
        _check_url(url)
        self._robots.check(url)
        return self.get(url, conditional=True)

    def _plain(self, url: str) -> bytes | None:
        got = self.get(url)
        return got.data if got and got.media_type == "text/plain" else None

    def remember(self, url: str) -> None:
        """Ask for this URL again only if it changed; to be called once what it gave was taken in."""
        if url in self._answers:
            self.known[url] = self._answers.pop(url)

    def _headers(self, conditional: str | None) -> dict[str, str]:
        headers = {"User-Agent": AGENT, "Accept-Language": "ar, en;q=0.5"}
        last = self.known.get(conditional, {}) if conditional else {}
        if last.get("etag"):
            headers["If-None-Match"] = last["etag"]
        if last.get("modified"):
            headers["If-Modified-Since"] = last["modified"]
        return headers

    def _wait(self, url: str) -> None:
        from riwaya.intake.guard import loopback_allowed

        host = urlsplit(url).netloc
        rest = self._last.get(host, 0.0) + PAUSE - time.monotonic()
        if rest > 0 and not loopback_allowed():
            time.sleep(rest)
        self._last[host] = time.monotonic()

    def _take(self, asked: str, url: str, answer: "httpx.Response", deadline: float) -> Fetched | None:
        if answer.status_code == 304:
            return None
        if answer.status_code != 200:
            later = f"; it asks to wait {answer.headers['retry-after']}" if "retry-after" in answer.headers else ""
            raise BadInput(f"{asked}: the server answered {answer.status_code} {answer.reason_phrase}{later}")
        head = answer.headers.get("content-type", "text/html")
        media = head.split(";")[0].strip().lower()
        if media not in CONTENT_TYPES:
            raise BadInput(f"{asked}: its content type {media!r} is none that can be read as a report")
        data = bytearray()
        for chunk in answer.iter_bytes(65536):
            data += chunk
            if len(data) > self.max_bytes:
                raise BadInput(f"{asked}: larger than {self.max_bytes // 10**6} MB")
            if time.monotonic() > deadline:
                raise BadInput(f"{asked}: took longer than {SECONDS:.0f} seconds")
        self._answers[asked] = {
            "etag": answer.headers.get("etag", ""), "modified": answer.headers.get("last-modified", ""),
        }  # fmt: skip
        captured = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        return Fetched(url, media, answer.charset_encoding, bytes(data), captured)


def _check_url(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise BadInput(f"{url}: only http and https addresses are fetched")
    if parts.username or parts.password:
        raise BadInput(f"{url}: an address with a user name or password is not fetched")
