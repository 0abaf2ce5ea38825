"""PDF and images: Arabic in the order it is read, OCR within its error, and marked as such."""

import io
from pathlib import Path

import pytest

from riwaya.errors import BadInput
from riwaya.intake import ocr
from riwaya.intake.ocr import from_image
from riwaya.intake.pdf import from_pdf
from riwaya.intake.shaping import logical, plain_letters
from riwaya.intake.taken import Options

from .pages import SECOND, STATEMENT, photographed, printed
from .test_ocr import errors
from .test_ocr import tesseract as tesseract


def test_a_pdf_printed_by_a_browser(tmp_path: Path) -> None:
    taken = from_pdf(printed(tmp_path), "s.pdf", Options(published="2017-03-15"))
    assert taken.report.text.splitlines() == ["بيان صادر عن غرفة عمليات الساحل", STATEMENT, SECOND]
    assert taken.ocr_spans == () and taken.published_basis == "given"


@pytest.mark.parametrize(
    ("drawn", "read"),
    [
        ("نﻼﻋإ", "إعلان"),
        ("12 نم رثكأ", "أكثر من 12"),
        ("2017/3/14 موي", "يوم 2017/3/14"),
        ("1,250.5 غلبم", "مبلغ 1,250.5"),
        ("(ايروس) بلدإ", "إدلب (سوريا)"),
        ("«ثثج عبس»", "«سبع جثث»"),
        ("Twitter Blue ةقيثو", "وثيقة Twitter Blue"),
        ("35% ةدايز", "زيادة %35"),
        ("ةدايز 35%", "35% زيادة"),
        ("%35 ةبسن", "نسبة 35%"),
        ("١٢ لتقم", "مقتل ١٢"),
    ],
)
def test_from_the_order_drawn_to_the_order_read(drawn: str, read: str) -> None:
    assert plain_letters("".join(logical(list(drawn)))) == read


def image_pdf(png: bytes) -> bytes:
    """A scan: a PDF that is nothing but a picture."""
    from PIL import Image

    out = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").save(out, "PDF", resolution=150)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["png", "scan"])
def test_ocr_within_five_in_a_hundred(tmp_path: Path, tesseract: None, kind: str) -> None:
    png = photographed(tmp_path)
    options = Options()
    taken = from_image(png, "s.png", options) if kind == "png" else from_pdf(image_pdf(png), "s.pdf", options)
    wanted = "\n".join(("بيان صادر عن غرفة عمليات الساحل", STATEMENT, SECOND))
    assert errors(taken.report.text, wanted) < 0.05, taken.report.text
    assert taken.ocr_spans == ((0, len(taken.report.text)),) and 50 < (taken.ocr_confidence or 0) <= 100
    assert "OCR" in taken.notes[0]


def test_without_tesseract_the_message_says_how(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    ocr._languages.cache_clear()
    try:
        with pytest.raises(BadInput, match="apt install tesseract-ocr tesseract-ocr-ara"):
            from_image(b"\x89PNG\r\n", "s.png", Options())
    finally:
        ocr._languages.cache_clear()


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>", b"\x00" * 100])
def test_what_is_no_pdf(data: bytes) -> None:
    with pytest.raises(BadInput, match=r"s\.pdf"):
        from_pdf(data, "s.pdf", Options(ocr=False))


def test_what_is_no_image(tesseract: None) -> None:
    with pytest.raises(BadInput, match="no image"):
        from_image(b"\x89PNG\r\n\x1a\n broken", "s.png", Options())
    with pytest.raises(BadInput, match="--no-ocr"):
        from_image(b"", "s.png", Options(ocr=False))


def test_an_image_bomb(tesseract: None) -> None:
    from PIL import Image

    out = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    with pytest.raises(BadInput, match=r"s\.png"):
        from_image(out.getvalue(), "s.png", Options())
