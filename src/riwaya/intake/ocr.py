"""Images of text (photographed statements, screenshots, scans) read with Tesseract.

Measured on rendered statements: one to three characters in a hundred wrong, but digits far more often. So every
word read here is marked, and what rests on numbers is hedged later.
"""

import io
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from riwaya.errors import BadInput
from riwaya.intake.taken import Options
from riwaya.model import Report, Taken

MAX_PIXELS = 60_000_000
MAX_PAGES = 200
_SECONDS = 120  # a page
_WAYS = ("3", "4")  # page segmentation: found by itself; one column of text of several sizes
_HOW = (
    "install Tesseract with its Arabic data (Debian, Ubuntu: apt install tesseract-ocr tesseract-ocr-ara; "
    "macOS: brew install tesseract tesseract-lang)"
)
_NOTE = "read from an image by OCR: check every number and name against the image"


def from_image(data: bytes, source: str, options: Options) -> Taken:
    """One image (PNG, JPEG, TIFF of several pages) as a report.

    Raises BadInput: no image, too large, no words in it, OCR off, or Tesseract (or its Arabic data) not installed.
    """
    if not options.ocr:
        raise BadInput(f"{source}: an image is read with OCR, which is off here (`riwaya add` without --no-ocr)")
    return from_pages(_frames(data, source), data, _media_type(data), source, options)


def from_pages(pages: Iterable[Any], raw: bytes, media_type: str, source: str, options: Options) -> Taken:
    """Pictures of pages (PIL images) as one report. Raises BadInput."""
    check_tesseract(source)
    paragraphs: list[str] = []
    confidences: list[float] = []
    for page in pages:
        found, sure = _read(page, source)
        paragraphs += found
        confidences += sure
    text = "\n".join(paragraphs).strip()
    if not any(c.isalpha() for c in text):
        raise BadInput(f"{source}: no words were found in this image")
    mean = round(sum(confidences) / len(confidences), 1) if confidences else 0.0
    basis = "given" if options.published else None
    return Taken(
        Report(text, options.outlet, options.published), raw, media_type, source, published_basis=basis,
        ocr_spans=((0, len(text)),), ocr_confidence=mean, notes=(_NOTE,),
    )  # fmt: skip


@lru_cache(maxsize=1)
def _languages() -> tuple[str, ...] | None:
    program = shutil.which("tesseract")
    if program is None:
        return None
    done = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=30, check=False)
    return tuple(done.stdout.split()[1:])


def check_tesseract(source: str) -> None:
    """Raises BadInput that says how to install what is missing."""
    languages = _languages()
    if languages is None:
        raise BadInput(f"{source}: images are read with Tesseract, which is not installed; {_HOW}")
    if "ara" not in languages:
        raise BadInput(f"{source}: Tesseract has no Arabic data; {_HOW}")


def _frames(data: bytes, source: str) -> Iterator[Any]:
    from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF")) as image:
            for number, frame in enumerate(ImageSequence.Iterator(image)):
                if number >= MAX_PAGES:
                    raise BadInput(f"{source}: more than {MAX_PAGES} pages; split it into reports")
                if frame.width * frame.height > MAX_PIXELS:  # asked before a page is unpacked, and of every page
                    raise BadInput(
                        f"{source}: {frame.width} x {frame.height} dots are too many; make the image smaller"
                    )
                yield ImageOps.exif_transpose(frame).convert("L")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        why = "its kind cannot be told" if isinstance(error, UnidentifiedImageError) else error
        raise BadInput(f"{source}: is no image that can be read ({why})") from error


def _read(page: Any, source: str) -> tuple[list[str], list[float]]:
    """Paragraphs of a page, and the confidence of each word."""
    from PIL import Image

    if page.height < 1000 or page.width < 1000:  # Tesseract wants letters of 20 dots and more
        page = page.resize((page.width * 2, page.height * 2), Image.Resampling.LANCZOS)
    png = io.BytesIO()
    page.save(png, "PNG")
    # Tesseract now and then drops a whole line under one way of finding lines and not under another.
    return max((_tesseract(png.getvalue(), way, source) for way in _WAYS), key=lambda found: sum(map(len, found[0])))


def _tesseract(png: bytes, way: str, source: str) -> tuple[list[str], list[float]]:
    command = ["tesseract", "stdin", "stdout", "-l", "ara", "--psm", way, "tsv"]
    try:
        done = subprocess.run(command, input=png, capture_output=True, timeout=_SECONDS, check=True)
    except subprocess.TimeoutExpired as error:
        raise BadInput(f"{source}: OCR took longer than {_SECONDS} seconds; cut the image into parts") from error
    except (subprocess.CalledProcessError, OSError) as error:
        raise BadInput(f"{source}: Tesseract failed ({error})") from error
    return _words(done.stdout.decode("utf-8", "replace"))


def _words(table: str) -> tuple[list[str], list[float]]:
    """Tesseract's TSV as paragraphs (lines of one joined) and confidences."""
    paragraphs: dict[tuple[str, str, str], list[str]] = {}
    sure: list[float] = []
    for line in table.splitlines()[1:]:
        cells = line.split("\t")
        if len(cells) < 12 or cells[0] != "5" or not cells[11].strip():
            continue
        paragraphs.setdefault((cells[1], cells[2], cells[3]), []).append(cells[11].strip())
        sure.append(float(cells[10]))
    return [" ".join(words).replace("\u200e", "").replace("\u200f", "") for words in paragraphs.values()], sure


def _media_type(data: bytes) -> str:
    if data.startswith(b"\x89PNG"):
        return "image/png"
    return "image/jpeg" if data.startswith(b"\xff\xd8") else "image/tiff"
