"""What intake hands on: one report as it came in, with the bytes it came from and where its date is from."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from riwaya.model import Report, Span

BASES = ("given", "metadata", "json-ld", "url", "text", "feed", "index", "message", "column", "capture")


@dataclass(frozen=True, slots=True)
class Taken:
    """One report taken in.

    `raw` is the bytes as received (for a record inside a container, that record's own bytes), `source` the path
    or URL, with `#` and member, line or message for containers. `published_basis` is one of BASES, None without
    a date. `captured` is an ISO UTC time where the container says when it was captured. `ocr_spans` are spans of
    the text read from an image, `ocr_confidence` their mean confidence, 0 to 100. `forwarded_from` names whom a
    message was forwarded from; it becomes a link of the attribution chain.
    """

    report: Report
    raw: bytes
    media_type: str
    source: str
    author: str | None = None
    published_basis: str | None = None
    captured: str | None = None
    forwarded_from: str | None = None
    ocr_spans: tuple[Span, ...] = ()
    ocr_confidence: float | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Options:
    """How to take in: `published` and `outlet` as given by the user win over what a source says of itself.

    `mapping` maps text, title, outlet, author, published, url and id to the names of columns or keys.
    """

    published: str | None = None
    outlet: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    max_bytes: int = 20_000_000
    ocr: bool = True
