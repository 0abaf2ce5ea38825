"""Exports, captures and a feed made up for tests, all of the page and statement of `pages`."""

import hashlib
import io
import json
import zipfile
from typing import Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from .pages import STATEMENT, page

FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>شبكة الشمال</title><link>https://north.example</link>
<item><title>غارات</title><link>https://north.example/1</link><guid>g1</guid>
<pubDate>Tue, 14 Mar 2017 20:00:00 GMT</pubDate>
<description>ملخص</description>
<content:encoded><![CDATA[<p>{0}</p><p>اقرأ أيضا: خبر آخر</p><script>x</script>]]></content:encoded></item>
<item><title></title><description></description></item></channel></rss>"""


def message(**more: Any) -> dict[str, Any]:
    return {
        "id": 5, "type": "message", "date": "2017-03-15T02:30:00", "date_unixtime": "1489527000",
        "from": "غرفة الساحل", "from_id": "channel77", "text": STATEMENT, **more,
    }  # fmt: skip


def export(*messages: Any) -> bytes:
    chat = {"name": "غرفة الساحل", "type": "public_channel", "id": 77, "messages": list(messages)}
    return json.dumps(chat, ensure_ascii=False).encode()


def warc(pages: int = 2, gzip: bool = True) -> bytes:
    """A WARC file written by warcio, with other responses between the pages."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=gzip)
    for n in range(pages):
        for status, kind, body in (("200 OK", "text/html; charset=utf-8", page()), ("404 Not Found", "text/html", "x"),
                                   ("200 OK", "image/png", "x")):  # fmt: skip
            head = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
            record = writer.create_warc_record(
                f"https://north.example/{n}", "response", payload=io.BytesIO(body.encode()), http_headers=head,
                warc_headers_dict={"WARC-Date": "2017-03-15T08:00:00Z"},
            )  # fmt: skip
            writer.write_record(record)
    return out.getvalue()


def wacz() -> bytes:
    data, out = warc(), io.BytesIO()
    digest = hashlib.sha256(data).hexdigest()
    with zipfile.ZipFile(out, "w") as z:
        z.writestr("archive/data.warc.gz", data)
        resources = [{"path": "archive/data.warc.gz", "hash": f"sha256:{digest}"}]
        z.writestr("datapackage.json", json.dumps({"resources": resources}))
    return out.getvalue()
