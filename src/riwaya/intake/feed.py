"""RSS and Atom feeds: one report an entry."""

import io
import json
import re
import time
from collections.abc import Iterator
from html import unescape
from typing import Any

from riwaya.errors import BadInput
from riwaya.intake.files import Failure
from riwaya.intake.page_lines import clean_lines
from riwaya.intake.taken import Options
from riwaya.intake.when import iso_date
from riwaya.model import Report, Taken

_DAY = re.compile(r"\s*(?:[A-Za-z]{3,9},?\s+)?\d{1,2}\s+[A-Za-z]{3,9}\s+\d{4}\b")  # RFC 822, with or without a time
# What damaged feeds make feedparser raise.
_BROKEN = (ValueError, LookupError, TypeError, AttributeError, AssertionError, ArithmeticError, RecursionError)


def from_feed(data: bytes, source: str, options: Options) -> Iterator[Taken | Failure]:
    """The entries of a feed; `raw` of each is the entry as JSON. Raises BadInput where it is no feed."""
    import feedparser

    # As a stream: what looks like a file's name or an address would be opened by feedparser, not read.
    try:
        found = feedparser.parse(io.BytesIO(data), sanitize_html=True, resolve_relative_uris=False)
    except _BROKEN as error:
        raise BadInput(f"{source}: is no feed that can be read ({type(error).__name__}: {error})") from error
    if not found.entries and (found.get("bozo") or not found.get("version")):
        reason = found.get("bozo_exception") or "no RSS or Atom"
        raise BadInput(f"{source}: is no feed that can be read ({reason})")
    outlet = options.outlet or found.feed.get("title") or None
    for number, entry in enumerate(found.entries, 1):
        where = f"{source}#{entry.get('id') or entry.get('link') or number}"
        text = _body(entry)
        title = " ".join(_plain(entry.get("title") or "").split()) or None
        if not text:
            text = title or ""
        if not text.strip():
            yield Failure(f"{where}: this entry has no text")
            continue
        said, notes = _day(entry)
        published = options.published or said
        basis = "given" if options.published else "feed" if published else None
        link = entry.get("link") or None
        report = Report(text, outlet, published, title, link, entry.get("id") or None)
        yield Taken(report, _raw(entry), "application/json", where, entry.get("author") or None, basis, notes=notes)


def _body(entry: Any) -> str:
    """The fullest text an entry has, without tags and page furniture."""
    parts = [c.get("value") or "" for c in entry.get("content") or []] + [entry.get("summary") or ""]
    fullest = max(parts, key=len)
    return clean_lines(_plain(fullest), entry.get("title"))


def _plain(fragment: str) -> str:
    from lxml import etree, html

    if "<" not in fragment:
        return unescape(fragment).replace("\xa0", " ").strip()
    try:
        tree = html.fragment_fromstring(fragment, create_parent="div")
    except (etree.LxmlError, ValueError, AssertionError):
        return ""
    for br in tree.iterfind(".//br"):
        br.tail = "\n" + (br.tail or "")
    for block in tree.iter("p", "div", "li", "h1", "h2", "h3", "blockquote"):
        block.tail = "\n" + (block.tail or "")
    return "\n".join(line.strip() for line in tree.text_content().splitlines()).strip()


def _day(entry: Any) -> tuple[str | None, tuple[str, ...]]:
    """The entry's day in UTC, and what there is to say of it; None where it cannot be read."""
    for name in ("published", "updated"):
        said = dict.get(entry, name)  # `entry.get` would pass one off as the other
        stamp = dict.get(entry, f"{name}_parsed")
        if stamp and (iso_date(said) or _DAY.match(str(said))):  # feedparser reads any row of digits as a date
            note = () if name == "published" else ("the feed says only when this entry was last updated",)
            return time.strftime("%Y-%m-%d", stamp), note
        if said:
            return None, (f"published {str(said)[:80]!r} is no date that can be read",)
    return None, ()


def _raw(entry: Any) -> bytes:
    return json.dumps(entry, ensure_ascii=False, sort_keys=True, default=list).encode("utf-8", "replace")
