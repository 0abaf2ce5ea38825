"""An Atom feed of incidents, with the filters of the pages."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from fastapi import APIRouter, Request
from fastapi.responses import Response

from riwaya.desk.api.etags import tag
from riwaya.desk.i18n.catalog import translations
from riwaya.desk.i18n.formats import Formats
from riwaya.desk.pages.incidents import Filters
from riwaya.desk.render import language_of
from riwaya.desk.security.access import needs
from riwaya.desk.state import Here

router = APIRouter()
_ATOM = "http://www.w3.org/2005/Atom"
_ENTRIES = 50
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@router.get("/feed.atom")
@needs("reader", public=True)
def feed(request: Request, desk: Here, filters: Filters) -> Response:
    """The latest incidents."""
    etag = tag(request, desk)
    language = language_of(request)
    formats, say = Formats(language), translations(language)
    base = str(request.base_url).rstrip("/")
    found = desk.look.incidents(replace(filters, sort="newest"), _ENTRIES).items
    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": language})
    _add(root, "id", f"urn:riwaya:{desk.archive.id}")
    _add(root, "title", say.gettext("Who says what happened"))
    _add(root, "updated", _moment(max((_said(d) for d in found), default=None)))
    ET.SubElement(root, "link", {"rel": "self", "href": _clean(str(request.url))})
    ET.SubElement(ET.SubElement(root, "author"), "name").text = "Riwaya"
    for d in found:
        places = ", ".join(formats.place(p) for p in d["places"][:3])
        entry = ET.SubElement(root, "entry")
        _add(entry, "id", f"urn:riwaya:{desk.archive.id}:{d['id']}")
        _add(entry, "title", " · ".join(x for x in (formats.name(d["type"], "types"), places) if x))
        _add(entry, "updated", _moment(_said(d)))
        ET.SubElement(entry, "link", {"href": f"{base}/incidents/{d['id']}"})
        ET.SubElement(entry, "category", {"term": d["agreement"]})
        count = len(d["origins"])
        origins = say.ngettext("%(n)s independent origin", "%(n)s independent origins", count)
        days = formats.days(d["start"], d["end"])
        agreement = formats.name(d["agreement"], "agreements")
        _add(entry, "summary", f"{days} · {agreement} · {origins % {'n': formats.digits(count)}}")
    body = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return Response(body, media_type="application/atom+xml", headers={"ETag": etag, "Content-Language": language})


def _said(d: dict[str, object]) -> str:
    """When an incident was last said anything of."""
    questions = d["questions"]
    assert isinstance(questions, dict)
    dates = [a["published"] for q in questions.values() for a in q["accounts"] if a["published"]]
    return str(max(dates, default=d["start"] or ""))


def _moment(day: str | None) -> str:
    return f"{day}T00:00:00Z" if day else datetime.fromtimestamp(0, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = _clean(text)


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
