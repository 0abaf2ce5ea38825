"""Images: pages of a TIFF, a JPEG from a telephone, pages that are too large, programs that are not there."""

import io
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from riwaya.errors import BadInput
from riwaya.intake import ocr
from riwaya.intake.ocr import from_image
from riwaya.intake.pdf import from_pdf
from riwaya.intake.take import take
from riwaya.intake.taken import Options
from riwaya.model import Taken

from .pages import chromium

PLAIN = (
    "أعلنت قيادة العمليات المشتركة انسحاب قواتها من القرى الواقعة شرقي النهر بعد معارك عنيفة دارت منذ الفجر، وأكدت أن "
    "وحداتها تواصل تأمين الطرق المؤدية إلى المدينة."
)
OTHER = "ونفى ناطق باسم الفصائل هذه الأنباء، وقال إن المقاتلين ما زالوا في مواقعهم داخل القرى."


@pytest.fixture
def tesseract() -> None:
    try:
        ocr.check_tesseract("x")
    except BadInput as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    """Two pages, each with a paragraph, as pictures."""
    from PIL import Image

    if subprocess.run(["fc-list", "Noto Naskh Arabic"], capture_output=True, check=False).stdout == b"":
        pytest.skip("the font Noto Naskh Arabic is not installed (Debian: apt install fonts-noto-core)")
    out = []
    for n, text in enumerate((PLAIN, OTHER)):
        folder = tmp_path_factory.mktemp(f"page{n}")
        (folder / "s.html").write_text(
            f'<html dir="rtl" lang="ar"><meta charset="utf-8"><body style="font:20px/1.8 \'Noto Naskh Arabic\';'
            f'background:#fff;margin:40px"><p>{text}</p></body></html>',
            encoding="utf-8",
        )
        command = [*chromium(), f"--user-data-dir={folder}/profile", "--window-size=1000,400"]
        command += ["--force-device-scale-factor=2", "--screenshot=s.png", "s.html"]
        subprocess.run(command, cwd=folder, capture_output=True, timeout=120, check=True)
        out.append(Image.open(folder / "s.png").convert("RGB"))
    return out


def as_file(pages: list[Any], kind: str, **more: Any) -> bytes:
    out = io.BytesIO()
    pages[0].save(out, kind, **more, **({"save_all": True, "append_images": pages[1:]} if len(pages) > 1 else {}))
    return out.getvalue()


def errors(found: str, wanted: str) -> float:
    """Levenshtein's distance in characters, as a share of what was wanted; line ends do not count."""
    a, b = " ".join(found.split()), " ".join(wanted.split())
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        above, row = row, [i]
        for j, y in enumerate(b, 1):
            row.append(min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (x != y)))
    return row[-1] / len(b)


@pytest.mark.usefixtures("tesseract")
def test_every_page_of_a_tiff(pictures: list[Any]) -> None:
    taken = from_image(as_file(pictures, "TIFF", compression="tiff_deflate"), "s.tiff", Options(published="2020-02-02"))
    assert errors(taken.report.text, f"{PLAIN}\n{OTHER}") < 0.05, taken.report.text
    assert taken.media_type == "image/tiff" and taken.ocr_spans == ((0, len(taken.report.text)),)
    assert (taken.report.published, taken.published_basis) == ("2020-02-02", "given")
    assert taken.ocr_confidence is not None and 50 < taken.ocr_confidence <= 100


@pytest.mark.usefixtures("tesseract")
def test_a_jpeg_lying_on_its_side(pictures: list[Any]) -> None:
    """A telephone keeps the picture as the chip saw it, and says beside it which way is up."""
    from PIL import Image

    exif = Image.Exif()
    exif[0x0112] = 6
    sideways = pictures[0].transpose(Image.Transpose.ROTATE_90)
    taken = from_image(as_file([sideways], "JPEG", quality=85, exif=exif), "s.jpg", Options())
    assert errors(taken.report.text, PLAIN) < 0.05, taken.report.text
    assert taken.media_type == "image/jpeg" and "OCR" in taken.notes[0]


@pytest.mark.usefixtures("tesseract")
def test_every_page_of_a_scanned_pdf(pictures: list[Any]) -> None:
    taken = from_pdf(as_file(pictures, "PDF", resolution=150), "s.pdf", Options())
    assert errors(taken.report.text, f"{PLAIN}\n{OTHER}") < 0.05, taken.report.text
    assert taken.media_type == "application/pdf" and taken.ocr_spans and "OCR" in taken.notes[0]


def test_a_scanned_pdf_without_ocr_says_what_to_do(pictures: list[Any]) -> None:
    with pytest.raises(BadInput, match="no text layer that can be read; read it with OCR"):
        from_pdf(as_file(pictures, "PDF", resolution=150), "s.pdf", Options(ocr=False))


@pytest.mark.usefixtures("tesseract")
def test_an_image_without_words() -> None:
    from PIL import Image

    with pytest.raises(BadInput, match=r"^s\.png: no words were found"):
        from_image(as_file([Image.new("L", (400, 300), 255)], "PNG"), "s.png", Options())


@pytest.mark.usefixtures("tesseract")
def test_a_page_too_large_behind_a_small_one() -> None:
    from PIL import Image

    pages = [Image.new("1", (50, 50), 1), Image.new("1", (10_000, 8_000), 1)]
    with pytest.raises(BadInput, match="10000 x 8000 dots are too many"):
        from_image(as_file(pages, "TIFF", compression="group4"), "s.tiff", Options())


@pytest.mark.usefixtures("tesseract")
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_an_image_cut_short(pictures: list[Any], kind: str) -> None:
    data = as_file(pictures[:1], kind)
    with pytest.raises(BadInput, match=r"^s\.img: is no image"):
        from_image(data[: len(data) // 3], "s.img", Options())


@pytest.mark.usefixtures("tesseract")
@pytest.mark.parametrize("kind", ["GIF", "BMP", "WEBP"])
def test_other_kinds_of_image_are_not_opened(kind: str) -> None:
    from PIL import Image

    with pytest.raises(BadInput, match=r"^s\.img: is no image"):
        from_image(as_file([Image.new("L", (40, 30), 255)], kind), "s.img", Options())


def test_tesseract_without_arabic_says_how(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A real Tesseract that finds only data of another language."""
    if shutil.which("tesseract") is None:
        pytest.skip("Tesseract is not installed")
    (tmp_path / "eng.traineddata").write_bytes(b"")
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    ocr._languages.cache_clear()
    try:
        with pytest.raises(BadInput, match="no Arabic data; install Tesseract with its Arabic data"):
            from_image(b"\x89PNG\r\n\x1a\n", "s.png", Options())
    finally:
        ocr._languages.cache_clear()


@pytest.mark.usefixtures("tesseract")
def test_statements_sent_as_pictures_in_a_telegram_export(pictures: list[Any], tmp_path: Path) -> None:
    from PIL import Image

    chat = tmp_path / "export"
    (chat / "photos").mkdir(parents=True)
    (chat / "photos" / "s.jpg").write_bytes(as_file(pictures[:1], "JPEG"))
    Image.new("RGB", (800, 600), "navy").save(chat / "photos" / "sea.png")
    (tmp_path / "outside.jpg").write_bytes(as_file(pictures[:1], "JPEG"))
    base = {"type": "message", "date_unixtime": "1556749200", "forwarded_from": "مكتب الإعلام"}
    photos = ("photos/s.jpg", "photos/sea.png", "../outside.jpg", "photos/none.jpg", "(File not included. Change ...)")
    messages = [{**base, "id": n, "text": "بيان" if n else "", "photo": photo} for n, photo in enumerate(photos)]
    (chat / "result.json").write_text(json.dumps({"name": "القناة", "messages": messages}), encoding="utf-8")
    found = [t for t in take([str(chat)], Options()) if isinstance(t, Taken)]
    statement, *texts = found
    assert errors(statement.report.text, PLAIN) < 0.05 and statement.ocr_spans and statement.ocr_confidence
    assert statement.raw == (chat / "photos" / "s.jpg").read_bytes() and statement.media_type == "image/jpeg"
    assert (statement.report.outlet, statement.report.published) == ("القناة", "2019-05-01")
    assert statement.forwarded_from == "مكتب الإعلام" and statement.source.endswith("#message 0/photos/s.jpg")
    assert [t.report.text for t in texts] == ["بيان"] * 4
    for t, why in zip(texts, ("no words", "not read: ../outside", "not read: photos/none", ""), strict=True):
        assert why in " ".join(t.notes)
    assert not any("File not" in n for t in texts for n in t.notes)
    without = [t for t in take([str(chat)], Options(ocr=False)) if isinstance(t, Taken)]
    assert [t.report.text for t in without] == ["بيان"] * 4
