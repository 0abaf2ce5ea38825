"""Connections to public addresses only: every address of a name is checked, and the connection goes to one of them."""

import ipaddress
import os
import socket
from collections.abc import Iterable, Iterator
from typing import Any

import httpcore
import httpx

from riwaya.errors import BadInput

ENVIRONMENT = "RIWAYA_ALLOW_LOOPBACK"  # "1" lets tests reach servers on this machine, and nothing else private
# What a request can raise, besides BadInput.
FAILED = (httpx.HTTPError, httpx.InvalidURL, httpcore.NetworkError, httpcore.TimeoutException)


def client() -> httpx.Client:
    """A client whose connections are guarded; it follows no redirect by itself, and no proxy."""
    return httpx.Client(transport=_Transport(), trust_env=False, timeout=20.0)


def loopback_allowed() -> bool:
    """Whether the environment allows this machine's own servers."""
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
        return loopback_allowed()
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
