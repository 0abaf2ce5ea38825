"""WARC files cut short, changed, packed and blown up: what is whole comes in, and the rest is said."""

import gzip
import hashlib
import io
import json
import re
import zipfile
from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from riwaya.errors import BadInput
from riwaya.intake.files import Failure
from riwaya.intake.taken import Options
from riwaya.intake.wacz import from_wacz
from riwaya.intake.warc import from_warc
from riwaya.model import Taken

BODY = (
    "<html><head><meta charset='utf-8'><title>غارة على جسر</title></head><body><article><h1>غارة على جسر</h1>"
    "<p>قال الدفاع المدني إن غارة جوية استهدفت جسرا شرقي المدينة صباح الخميس {0}، ما أدى إلى مقتل ثلاثة مدنيين وإصابة "
    "تسعة آخرين بجروح متفاوتة نقلوا على إثرها إلى مشفى ميداني.</p><p>ولم يصدر أي تعليق رسمي حتى ساعة نشر هذا الخبر.</p>"
    "</article></body></html>"
)
HTML = [("Content-Type", "text/html; charset=utf-8")]
Head = list[tuple[str, str]]


def record(n: int, body: bytes | None = None, head: Head = HTML, packed: bool = False, status: str = "200 OK") -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    http = StatusAndHeaders(status, head, protocol="HTTP/1.1")
    payload = io.BytesIO(BODY.format(n).encode() if body is None else body)
    writer.write_record(
        writer.create_warc_record(
            f"https://bridge.example/{n}", "response", payload=payload, http_headers=http,
            warc_headers_dict={"WARC-Date": "2019-08-15T06:00:00Z", "WARC-Record-ID": f"<urn:uuid:{n}>"},
        )
    )  # fmt: skip
    return out.getvalue()


@lru_cache(maxsize=2)
def three(packed: bool) -> tuple[bytes, tuple[int, ...]]:
    """A file of three pages, and where each record ends."""
    records = [record(n, packed=packed) for n in range(3)]
    ends = [sum(map(len, records[: n + 1])) for n in range(3)]
    return b"".join(records), tuple(ends)


def without_digests(data: bytes) -> bytes:
    return re.sub(rb"WARC-(?:Payload|Block)-Digest: [^\r]+\r\n", b"", data)


def read(data: bytes, options: Options | None = None) -> list[Taken | Failure]:
    return list(from_warc(io.BytesIO(data), "c.warc", options or Options()))


def urls(found: list[Taken | Failure]) -> list[str | None]:
    return [x.report.url for x in found if isinstance(x, Taken)]


@given(st.booleans(), st.integers(0, 10_000), st.booleans())
def test_cut_anywhere_the_whole_pages_come_in_and_the_cut_is_said(packed: bool, at: int, digests: bool) -> None:
    data, ends = three(packed)
    if not digests and not packed:
        data = without_digests(data)
        ends = (*[m.start() for m in re.finditer(rb"WARC/1\.0\r\n", data)][1:], len(data))
    at %= len(data)
    whole = sum(end <= at for end in ends)
    try:
        found = read(data[:at])
    except BadInput as error:
        assert str(error).startswith("c.warc: ") and whole == 0
        return
    pages = urls(found)
    # The two line ends after a record's block may be missing without loss.
    assert pages == [f"https://bridge.example/{n}" for n in range(len(pages))] and whole <= len(pages) <= whole + 1
    for page in found:
        if isinstance(page, Taken):
            assert "نشر هذا الخبر" in page.report.text
    near_end = any(abs(end - at) <= 4 for end in ends)
    assert at in ends or near_end or isinstance(found[-1], Failure)


def test_no_text_is_cut_short_unsaid_where_there_is_no_digest() -> None:
    data = without_digests(record(0))
    at = data.index("نقلوا".encode())
    [only] = read(data[:at])
    assert isinstance(only, Failure) and "cut short" in only.message


@pytest.mark.parametrize("packed", [True, False])
def test_a_changed_payload_is_refused_and_the_others_come_in(packed: bool) -> None:
    changed = record(1).replace("ثلاثة".encode(), "ثمانية".encode()[: len("ثلاثة".encode())])
    changed = changed.replace("مقتل".encode(), "مقتا".encode())
    middle = gzip.compress(changed) if packed else changed
    found = read(record(0, packed=packed) + middle + record(2, packed=packed))
    assert [type(x) for x in found] == [Taken, Failure, Taken]
    assert isinstance(found[1], Failure) and "digest" in found[1].message and "bridge.example/1" in found[1].message


def test_a_record_longer_than_it_says_is_not_passed_off_as_whole(capsys: pytest.CaptureFixture[str]) -> None:
    first = without_digests(record(0))
    says = re.search(rb"Content-Length: (\d+)", first)
    assert says is not None
    short = first.replace(says.group(), b"Content-Length: %d" % (int(says.group(1)) - 250))
    found = read(short + record(1))
    assert isinstance(found[0], Failure) and "not as long" in found[0].message
    assert urls(found) == ["https://bridge.example/1"]
    assert capsys.readouterr().err == ""


def test_one_gzip_round_the_whole_file() -> None:
    assert len(urls(read(gzip.compress(three(False)[0])))) == 3


def test_content_encodings_and_chunks() -> None:
    plain = BODY.format(0).encode()
    packed = record(0, gzip.compress(plain), [*HTML, ("Content-Encoding", "gzip")])
    chunked = record(1, b"%x\r\n%s\r\n0\r\n\r\n" % (len(plain), plain), [*HTML, ("Transfer-Encoding", "chunked")])
    for found in (read(packed), read(chunked)):
        assert isinstance(found[0], Taken) and found[0].raw == plain
    [bad] = read(record(2, b"\x0b\x02\x80", [*HTML, ("Content-Encoding", "zstd")]))
    assert isinstance(bad, Failure) and "'zstd'" in bad.message


def test_a_changed_byte_in_a_packed_payload_is_seen() -> None:
    packed = bytearray(gzip.compress(BODY.format(0).encode(), mtime=0))
    data = bytearray(record(0, bytes(packed), [*HTML, ("Content-Encoding", "gzip")]))
    data[-8] ^= 0xFF  # in gzip's own trailer, which the unpacked text does not need
    [bad] = read(bytes(data))
    assert isinstance(bad, Failure) and "digest" in bad.message


def test_bombs() -> None:
    page = record(0, gzip.compress(b"<p>" + b"a" * 30_000_000), [*HTML, ("Content-Encoding", "gzip")])
    [bad] = read(page)
    assert isinstance(bad, Failure) and "larger than 20 MB" in bad.message
    filler = gzip.compress(record(1, b"\x00" * 300_000_000, [("Content-Type", "image/png")]))
    found = read(record(0, packed=True) + filler + record(2, packed=True))
    assert [type(x) for x in found] == [Taken, Failure]
    assert isinstance(found[1], Failure) and "200 times" in found[1].message


@pytest.mark.parametrize(("status", "kind"), [("404 Not Found", "text/html"), ("301 Moved", "text/html"),
                                              ("200 OK", "application/json")])  # fmt: skip
def test_what_is_no_page_is_passed_over(status: str, kind: str) -> None:
    assert read(record(0, head=[("Content-Type", kind)], status=status)) == []


def test_capture_and_raw() -> None:
    [taken] = read(record(7))
    assert isinstance(taken, Taken)
    assert (taken.captured, taken.report.url) == ("2019-08-15T06:00:00Z", "https://bridge.example/7")
    assert taken.raw == BODY.format(7).encode() and taken.source == "c.warc#https://bridge.example/7"


@pytest.mark.parametrize("data", [b"", b"\x1f\x8b", b"PK\x03\x04", b"\x00" * 100, gzip.compress(b"hello"), b"WARC/1.0"])
def test_what_is_no_warc(data: bytes) -> None:
    try:
        assert all(isinstance(x, Failure) for x in read(data)) and read(data)
    except BadInput as error:
        assert str(error).startswith("c.warc: ")


@given(st.booleans(), st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=4))
def test_any_bytes_changed_give_whole_pages_failures_or_a_reason(packed: bool, changes: list[tuple[int, int]]) -> None:
    data = bytearray(three(packed)[0])
    for at, value in changes:
        data[at % len(data)] = value
    try:
        for item in read(bytes(data)):
            assert isinstance(item, Taken | Failure)
            if isinstance(item, Failure):
                assert item.message.isprintable() and len(item.message) < 3000
    except BadInput as error:
        assert str(error).startswith("c.warc: ")


def test_a_wacz_with_a_warc_cut_short_keeps_what_is_whole() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        z.writestr("archive/a.warc.gz", three(True)[0][:-50])
        z.writestr("archive/b.warc", record(5))
        z.writestr("../archive/c.warc", record(6))
        z.writestr("pages/pages.jsonl", "{}")
    found = list(from_wacz(io.BytesIO(out.getvalue()), "c.wacz", Options()))
    assert urls(found) == [f"https://bridge.example/{n}" for n in (0, 1, 5)]
    reasons = [x.message for x in found if isinstance(x, Failure)]
    assert len(reasons) == 2 and "leads outside" in reasons[0] and "cut short" in reasons[1]


def test_brotli() -> None:
    import brotli

    packed = brotli.compress(BODY.format(7).encode())
    head: Head = [*HTML, ("Content-Encoding", "br")]
    [taken] = read(record(7, packed, head))
    assert isinstance(taken, Taken) and "الخميس 7" in taken.report.text and taken.raw == BODY.format(7).encode()
    [cut] = read(record(7, packed[: len(packed) // 2], head))
    assert isinstance(cut, Failure)
    [bomb] = read(record(7, brotli.compress(b"x" * 30_000_000), head))
    assert isinstance(bomb, Failure) and "refused" in bomb.message


@pytest.mark.parametrize(("stated", "pages"), [(None, 3), ("0" * 64, 0)])
def test_a_wacz_is_held_against_its_hashes(stated: str | None, pages: int) -> None:
    data, out = three(True)[0], io.BytesIO()
    digest = stated or hashlib.sha256(data).hexdigest()
    with zipfile.ZipFile(out, "w") as z:
        z.writestr("archive/data.warc.gz", data)
        resources = [{"path": "archive/data.warc.gz", "hash": f"sha256:{digest}"}]
        z.writestr("datapackage.json", json.dumps({"resources": resources}))
    found = list(from_wacz(out, "c.wacz", Options()))
    assert len(urls(found)) == pages and len(found) == (pages or 1)
    assert all("SHA-256 differs" in x.message for x in found if isinstance(x, Failure))


def test_what_is_no_wacz() -> None:
    with pytest.raises(BadInput, match="no ZIP"):
        list(from_wacz(io.BytesIO(b"PK nothing"), "c.wacz", Options()))
