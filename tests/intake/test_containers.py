"""WARC, WACZ and ZIP: each page with its capture; damage, escapes and bombs refused and named."""

import hashlib
import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from riwaya.errors import BadInput
from riwaya.intake.files import Failure
from riwaya.intake.take import take
from riwaya.intake.taken import Options
from riwaya.intake.wacz import from_wacz
from riwaya.intake.warc import from_warc
from riwaya.intake.zipped import members, unsafe
from riwaya.model import Taken

from .pages import STATEMENT, page


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


def read(data: bytes) -> list[Taken | Failure]:
    return list(from_warc(io.BytesIO(data), "c.warc", Options()))


@pytest.mark.parametrize("gzip", [True, False])
def test_every_page_with_its_capture(gzip: bool) -> None:
    found = read(warc(gzip=gzip))
    assert [t.report.url for t in found if isinstance(t, Taken)] == [
        "https://north.example/0",
        "https://north.example/1",
    ]
    first = found[0]
    assert isinstance(first, Taken) and STATEMENT in first.report.text
    assert first.captured == "2017-03-15T08:00:00Z" and first.raw == page().encode()


def test_a_payload_that_is_not_its_digests() -> None:
    data = warc(pages=1, gzip=False)
    changed = data.replace("أربع".encode(), "تسع ".encode()[: len("أربع".encode())].ljust(len("أربع".encode())))
    assert changed != data and len(changed) == len(data)
    [bad] = read(changed)
    assert isinstance(bad, Failure) and "digest" in bad.message


def test_a_file_cut_short_gives_what_is_whole() -> None:
    data = warc(pages=3)
    found = read(data[: len(data) * 2 // 3])
    assert any(isinstance(t, Taken) for t in found)


@given(st.binary(max_size=300))
def test_any_bytes_as_warc(data: bytes) -> None:
    for start in (b"", b"WARC/1.0\r\nWARC-Type: response\r\n", b"\x1f\x8b"):
        try:
            assert all(isinstance(x, Taken | Failure) for x in read(start + data))
        except BadInput as error:
            assert "c.warc" in str(error)


@given(st.integers(0, 3000), st.integers(0, 255))
def test_any_byte_of_a_warc_changed(at: int, value: int) -> None:
    data = bytearray(warc(pages=1, gzip=False))
    data[at % len(data)] = value
    try:
        assert all(isinstance(x, Taken | Failure) for x in read(bytes(data)))
    except BadInput as error:
        assert "c.warc" in str(error)


def wacz(stated: str | None = None) -> bytes:
    data, out = warc(), io.BytesIO()
    digest = stated or hashlib.sha256(data).hexdigest()
    with zipfile.ZipFile(out, "w") as z:
        z.writestr("archive/data.warc.gz", data)
        resources = [{"path": "archive/data.warc.gz", "hash": f"sha256:{digest}"}]
        z.writestr("datapackage.json", json.dumps({"resources": resources}))
    return out.getvalue()


def test_wacz() -> None:
    assert sum(isinstance(t, Taken) for t in from_wacz(io.BytesIO(wacz()), "c.wacz", Options())) == 2
    [bad] = from_wacz(io.BytesIO(wacz("0" * 64)), "c.wacz", Options())
    assert isinstance(bad, Failure) and "SHA-256 differs" in bad.message
    with pytest.raises(BadInput, match="no ZIP"):
        list(from_wacz(io.BytesIO(b"PK nothing"), "c.wacz", Options()))


@pytest.mark.parametrize("name", ["../a.txt", "/etc/a.txt", "a/../../b.txt", "C:\\a.txt", "..\\a.txt", "a\x00b"])
def test_names_that_lead_outside(name: str) -> None:
    assert unsafe(name)


@pytest.mark.parametrize("name", ["a.txt", "a/b..c.txt", "..a/b.txt", "نص.txt"])
def test_names_that_stay_inside(name: str) -> None:
    assert not unsafe(name)


def test_a_zip_as_a_folder_and_nothing_written(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "in.zip", "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("reports/one.txt", STATEMENT)
        z.writestr("reports/two.html", page())
        z.writestr("../outside.txt", STATEMENT)
        z.writestr("bomb.txt", "ا" * 9_000_000)
        z.writestr("tool.exe", "MZ")
    found = list(take([str(tmp_path / "in.zip")], Options()))
    assert {t.source.split("#")[1] for t in found if isinstance(t, Taken)} == {"reports/one.txt", "reports/two.html"}
    reasons = " ".join(f.message for f in found if isinstance(f, Failure))
    assert "leads outside" in reasons and "unpacks to" in reasons and "tool.exe" in reasons
    assert [p.name for p in tmp_path.rglob("*")] == ["in.zip"] and not (tmp_path.parent / "outside.txt").exists()


def test_a_member_that_lies_about_its_size() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("a.txt", "x" * 500_000)
    data = out.getvalue().replace((500_000).to_bytes(4, "little"), (600).to_bytes(4, "little"))
    [bad] = members(io.BytesIO(data), "z.zip", 10_000_000)
    assert isinstance(bad, Failure)
