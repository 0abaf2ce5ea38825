"""HTML pages to reports: trafilatura finds the article; JSON-LD, meta tags, address and text say when and whose."""

import json
import re
from collections.abc import Iterator
from typing import Any

from riwaya.errors import BadInput
from riwaya.intake.decode import decode
from riwaya.intake.kinds import is_web
from riwaya.intake.page_lines import clean_lines
from riwaya.intake.taken import Options
from riwaya.intake.when import date_in_text, date_in_url, iso_date
from riwaya.model import Report, Taken

_DATE_TAGS = (
    "article:published_time", "og:published_time", "datepublished", "pubdate", "publishdate", "publish-date",
    "dc.date", "dc.date.issued", "dcterms.created", "date", "sailthru.date", "parsely-pub-date",
)  # fmt: skip
_ARTICLES = ("NewsArticle", "Article", "ReportageNewsArticle", "BlogPosting", "WebPage", "LiveBlogPosting")


def from_html(data: bytes, source: str, options: Options, url: str | None = None, charset: str | None = None) -> Taken:
    """One page as a report.

    Raises BadInput where the page holds no article's text, or is larger than the options allow.
    """
    from lxml import etree, html

    if len(data) > options.max_bytes:
        raise BadInput(f"{source}: larger than {options.max_bytes // 10**6} MB; no page of a report")
    try:
        tree = html.document_fromstring(_text(data, source, charset))
    except (etree.LxmlError, ValueError, AssertionError, RecursionError) as error:
        raise BadInput(f"{source}: is no HTML page that can be read ({error})") from error
    linked = _linked_data(tree)
    tags = _tags(tree)
    title = _first(
        linked.get("headline"),
        tags.get("og:title"),
        _heading(tree, "h1"),
        _heading(tree, "title"),
        _heading(tree, "h2"),
    )
    text = clean_lines(_article(tree), title)
    if not text:
        raise BadInput(f"{source}: no article was found on this page; save the text itself as a .txt file")
    address = url or _first(tags.get("og:url"), _canonical(tree))
    address = address if address and is_web(address) else None
    published, basis = _date(options, linked, tags, tree, address, text)
    outlet = options.outlet or _first(_name(linked.get("publisher")), tags.get("og:site_name"), _cited(tags))
    author = _first(_name(linked.get("author")), tags.get("author"), tags.get("article:author"))
    said = next((v for v in (linked.get("datePublished"), *(tags.get(n) for n in _DATE_TAGS)) if v), None)
    notes = (f"published {str(said)[:80]!r} is no date that can be read",) if said and not published else ()
    return Taken(Report(text, outlet, published, title, address), data, "text/html", source, author, basis, notes=notes)


def _heading(tree: Any, tag: str) -> str | None:
    found = next(iter(tree.iterfind(f".//{tag}")), None)
    return None if found is None else str(found.text_content())


def _text(data: bytes, source: str, charset: str | None) -> str:
    """The page as text: the encoding the server or the page names, else told by its letters."""
    named = re.search(rb"<meta[^>]{0,200}charset=[\"']?\s*([A-Za-z0-9_-]+)", data[:4096], re.IGNORECASE)
    for name in (charset, named.group(1).decode("ascii") if named else None):
        if name:
            try:
                return _without_declaration(data.decode(name))
            except (LookupError, ValueError):
                continue
    return _without_declaration(decode(data, source))


def _without_declaration(text: str) -> str:
    """lxml refuses text that names its own encoding."""
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text.replace("\x00", ""), count=1)


def _article(tree: Any) -> str:
    from trafilatura import bare_extraction

    found = bare_extraction(
        tree, favor_precision=True, include_comments=False, include_tables=False, with_metadata=False,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )  # fmt: skip
    text = getattr(found, "text", None) or ""
    if len(text) < 80:
        found = bare_extraction(tree, favor_recall=True, include_comments=False, with_metadata=False)
        text = max(text, getattr(found, "text", None) or "", key=len)
    return text


def _linked_data(tree: Any) -> dict[str, Any]:
    """The article's JSON-LD; empty where there is none."""
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        try:
            value = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _items(value):
            kind = item.get("@type")
            kinds = kind if isinstance(kind, list) else [kind]
            if any(k in _ARTICLES for k in kinds) and (item.get("datePublished") or item.get("headline")):
                return item
    return {}


def _items(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 4:
        return
    if isinstance(value, list):
        for one in value:
            yield from _items(one, depth + 1)
    elif isinstance(value, dict):
        yield value
        yield from _items(value.get("@graph"), depth + 1)


def _tags(tree: Any) -> dict[str, str]:
    """Meta tags by lower-case name or property; the first of each."""
    out: dict[str, str] = {}
    for tag in tree.iterfind(".//meta"):
        name = (tag.get("property") or tag.get("name") or tag.get("itemprop") or "").lower()
        if name and tag.get("content"):
            out.setdefault(name, tag.get("content").strip())
    return out


def _date(
    options: Options, linked: dict[str, Any], tags: dict[str, str], tree: Any, url: str | None, text: str
) -> tuple[str | None, str | None]:
    """The publication date and its basis, the surest first."""
    if options.published:
        return options.published, "given"
    found = iso_date(linked.get("datePublished"))
    if found:
        return found, "json-ld"
    for name in _DATE_TAGS:
        found = iso_date(tags.get(name))
        if found:
            return found, "metadata"
    stamps = {iso_date(t.get("datetime")) for t in tree.iterfind(".//article//time")} - {None}
    stamps = stamps or {iso_date(t.get("datetime")) for t in tree.iterfind(".//time")} - {None}
    if len(stamps) == 1:
        return stamps.pop(), "metadata"
    found = date_in_url(url)
    if found:
        return found, "url"
    found = date_in_text(text) or date_in_text(_head(tree))
    return found, "text" if found else None


def _head(tree: Any) -> str:
    """Short texts that pages put a date line in."""
    parts = tree.xpath("//*[contains(@class, 'date') or contains(@class, 'time') or self::time]")
    return " ".join(" ".join(p.itertext()).strip() for p in parts[:3])[:200]


def _canonical(tree: Any) -> str | None:
    for link in tree.iterfind(".//link[@rel='canonical']"):
        return str(link.get("href") or "") or None
    return None


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name")
    return value.strip() or None if isinstance(value, str) else None


def _cited(tags: dict[str, str]) -> str | None:
    return tags.get("application-name") or tags.get("publisher")


def _first(*values: Any) -> str | None:
    for value in values:
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())
    return None
