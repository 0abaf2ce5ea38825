"""Fetching a URL, guarded: public addresses only, checked at every redirect and pinned for the connection.

The name is resolved once for each connection, every address it has must be public, and the connection goes to an
address that was checked, so a name that changes its answer in between reaches nothing else.
"""

import ipaddress
import os
import socket
import time
from collections.abc import Iterable, Iterator, MutableMapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx

from riwaya.errors import BadInput

ENVIRONMENT = "RIWAYA_ALLOW_LOOPBACK"  # "1" lets tests reach servers on this machine, and nothing else private
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
    _answers: dict[str, dict[str, str]] = field(default_factory=dict)

    def get(self, url: str, conditional: bool = False) -> Fetched | None:
        """The answer to a URL; None where a conditional request found nothing new.

        Raises BadInput: no http(s), a private address, too many redirects, too large, too slow, an error status,
        or a content type that is none of CONTENT_TYPES.
        """
        deadline = time.monotonic() + SECONDS
        at = url
        try:
            with httpx.Client(transport=_Transport(), trust_env=False, timeout=20.0) as client:
                for _ in range(MAX_REDIRECTS + 1):
                    _check_url(at)
                    self._wait(at)
                    with client.stream("GET", at, headers=self._headers(url if conditional else None)) as answer:
                        if answer.has_redirect_location:
                            at = urljoin(at, answer.headers["location"])
                            continue
                        return self._take(url, at, answer, deadline)
        except (httpx.HTTPError, httpx.InvalidURL, httpcore.NetworkError, httpcore.TimeoutException) as error:
            raise BadInput(f"{url}: could not be fetched ({error or type(error).__name__})") from error
        raise BadInput(f"{url}: more than {MAX_REDIRECTS} redirects")

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
        host = urlsplit(url).netloc
        rest = self._last.get(host, 0.0) + PAUSE - time.monotonic()
        if rest > 0 and not _loopback_allowed():
            time.sleep(rest)
        self._last[host] = time.monotonic()

    def _take(self, asked: str, url: str, answer: httpx.Response, deadline: float) -> Fetched | None:
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


def _loopback_allowed() -> bool:
    return os.environ.get(ENVIRONMENT) == "1"


def check_address(address: str) -> bool:
    """Whether an IP address may be connected to: public, or loopback where the environment allows it."""
    ip = ipaddress.ip_address(address.split("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is not None:
            return check_address(str(inner))
        if int(ip) >> 32 == 0x64FF9B << 64:  # NAT64 carries an IPv4 address in its last 32 bits
            return check_address(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
    if ip.is_loopback:
        return _loopback_allowed()
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def resolve(host: str, port: int) -> str:
    """The address to connect to; every address of the name must be allowed. Raises BadInput."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise BadInput(f"{host}: this name has no address ({error})") from error
    addresses = [str(f[4][0]) for f in found]
    for address in addresses:
        if not check_address(address):
            raise BadInput(f"{host}: leads to {address}, which is no public address; it is not fetched")
    return addresses[0]


class _Backend(httpcore.SyncBackend):
    """Connects to a checked address only."""

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:  # fmt: skip
        return super().connect_tcp(resolve(host, port), port, timeout, local_address, socket_options)


class _Body(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


class _Transport(httpx.BaseTransport):
    """httpx over a connection pool whose connections are guarded."""

    def __init__(self) -> None:
        self._pool = httpcore.ConnectionPool(ssl_context=httpx.create_ssl_context(), network_backend=_Backend())

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = httpcore.URL(
            scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port,
            target=request.url.raw_path,
        )  # fmt: skip
        asked = httpcore.Request(
            request.method, url, headers=request.headers.raw, content=b"", extensions=request.extensions
        )
        answer = self._pool.handle_request(asked)
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer), extensions=answer.extensions)

    def close(self) -> None:
        self._pool.close()
