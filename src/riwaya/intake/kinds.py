"""Telling what a source is: by its first bytes where these say so, else by its name or its media type."""

from pathlib import PurePath

SUFFIXES = {
    ".txt": "text", ".html": "html", ".htm": "html", ".xhtml": "html", ".mhtml": "mhtml", ".mht": "mhtml",
    ".eml": "mail", ".xml": "feed", ".rss": "feed", ".atom": "feed", ".jsonl": "jsonl", ".ndjson": "jsonl",
    ".json": "json", ".csv": "csv", ".tsv": "csv", ".warc": "warc", ".wacz": "wacz", ".pdf": "pdf",
    ".png": "image", ".jpg": "image", ".jpeg": "image", ".tif": "image", ".tiff": "image", ".zip": "zip",
}  # fmt: skip
MEDIA = {
    "text/html": "html", "application/xhtml+xml": "html", "text/plain": "text", "application/pdf": "pdf",
    "image/png": "image", "image/jpeg": "image", "image/tiff": "image", "application/rss+xml": "feed",
    "application/atom+xml": "feed", "application/xml": "feed", "text/xml": "feed", "application/json": "json",
    "application/x-ndjson": "jsonl", "application/jsonl": "jsonl", "text/csv": "csv",
    "text/tab-separated-values": "csv", "multipart/related": "mhtml", "message/rfc822": "mail",
    "application/warc": "warc", "application/wacz": "wacz",
}  # fmt: skip
MAGIC = (
    (b"%PDF-", "pdf"), (b"\x89PNG\r\n", "image"), (b"\xff\xd8\xff", "image"), (b"II*\x00", "image"),
    (b"MM\x00*", "image"), (b"WARC/", "warc"), (b"PK\x03\x04", "zip"),
)  # fmt: skip
STREAMED = ("jsonl", "csv", "warc", "wacz", "zip")  # read record by record, so of any size
# What lies beside saved pages and exports and is no report; passed over in folders without a word.
BESIDE = frozenset(
    ".css .js .map .woff .woff2 .ttf .svg .gif .ico .webp .avif .mp4 .webm .mov .mp3 .ogg .oga .wav .m4a .tgs .vcf .md"
    " .py .db .sqlite .gitignore .ds_store".split()
)


def is_web(text: str) -> bool:
    """Whether a text is an address of the web, and nothing else."""
    return text.startswith(("http://", "https://")) and not any(c.isspace() for c in text)


def only_addresses(data: bytes) -> bool:
    """Whether a text is a list of addresses of the web, one a line."""
    lines = data.decode("utf-8-sig", "replace").split("\n") if data[:7].lstrip(b"\xef\xbb\xbf")[:4] == b"http" else []
    return bool(lines) and all(is_web(line.strip()) for line in lines if line.strip())


def kind_of(name: str, head: bytes, media_type: str | None = None) -> str | None:
    """One of text, html, mhtml, mail, feed, jsonl, json, csv, warc, wacz, pdf, image, zip; None where unknown.

    `head` is the first bytes (512 are enough).
    """
    lower = name.lower()
    suffix = PurePath(lower.removesuffix(".gz")).suffix if lower.endswith(".warc.gz") else PurePath(lower).suffix
    by_name = SUFFIXES.get(suffix)
    for magic, kind in MAGIC:
        if head.startswith(magic):
            return "wacz" if kind == "zip" and by_name == "wacz" else kind
    if by_name == "warc":
        return "warc"
    if media_type in MEDIA and media_type != "text/plain":
        kind = MEDIA[media_type]
        return "feed" if kind == "html" and _is_feed(head) else kind
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:400].lower()
    if by_name in (None, "text") and (start.startswith(b"<!doctype html") or start.startswith(b"<html")):
        return "html"
    if by_name in (None, "text") and _is_feed(head):
        return "feed"
    if by_name is None and (media_type == "text/plain" or suffix == ""):
        return "text"
    return by_name


def _is_feed(head: bytes) -> bool:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:500].lower()
    return start.startswith((b"<rss", b"<feed", b"<rdf:rdf")) or (
        start.startswith(b"<?xml") and any(tag in start for tag in (b"<rss", b"<feed", b"<rdf:rdf"))
    )
