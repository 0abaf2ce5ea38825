"""PDF files: the text layer by the places of its glyphs; scans page by page through OCR."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from riwaya.errors import BadInput
from riwaya.intake.shaping import Glyph, line_text
from riwaya.intake.taken import Options, Taken
from riwaya.intake.when import date_in_text
from riwaya.model import Report

MAX_PAGES = 500
_SCAN = 20  # letters a page; with fewer it is taken for a scan
# What the parser may raise on a damaged file, besides its own errors.
_BROKEN = (
    ValueError, TypeError, KeyError, IndexError, AttributeError, OSError, RecursionError, AssertionError,
    OverflowError, EOFError, NotImplementedError, MemoryError, ZeroDivisionError,
)  # fmt: skip


@dataclass(slots=True)
class Line:
    """One line of a page: its text, its left and right edge, top and height, in points."""

    text: str
    x0: float
    x1: float
    top: float
    height: float


def from_pdf(data: bytes, source: str, options: Options) -> Taken:
    """One PDF as a report.

    Raises BadInput where it is encrypted or damaged, has more than MAX_PAGES pages, or is a scan and OCR is off or
    Tesseract is not there.
    """
    if len(data) > options.max_bytes:
        raise BadInput(f"{source}: larger than {options.max_bytes // 10**6} MB; split it")
    pages = list(_pages(data, source))
    text = "\n\n".join(p for p in (_paragraphs(lines) for lines in pages) if p)
    letters = sum(c.isalpha() for c in text)
    if letters < _SCAN * max(1, len(pages)):
        from riwaya.intake.ocr import from_pages

        if not options.ocr:
            raise BadInput(f"{source}: has no text layer; read it with OCR (without --no-ocr)")
        return from_pages(_images(data, source), data, "application/pdf", source, options)
    published = options.published or date_in_text(text)
    basis = "given" if options.published else "text" if published else None
    return Taken(Report(text, options.outlet, published), data, "application/pdf", source, published_basis=basis)


def _pages(data: bytes, source: str) -> Iterator[list[Line]]:
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage
    from pdfminer.psexceptions import PSException

    try:
        fonts = PDFResourceManager()
        device = PDFPageAggregator(fonts, laparams=None)  # places of glyphs only; the order is worked out here
        interpreter = PDFPageInterpreter(fonts, device)
        for number, page in enumerate(PDFPage.get_pages(io.BytesIO(data))):
            if number >= MAX_PAGES:
                raise BadInput(f"{source}: more than {MAX_PAGES} pages; split it into reports")
            interpreter.process_page(page)
            yield _lines(device.get_result())
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise BadInput(f"{source}: this PDF is locked; save it without a password") from error
    except BadInput:
        raise
    except (PDFException, PSException, *_BROKEN) as error:
        raise BadInput(f"{source}: is no PDF that can be read ({type(error).__name__}: {error})") from error


def _glyphs(item: Any) -> Iterator[tuple[Glyph, float, float]]:
    """Every glyph with its bottom and top."""
    from pdfminer.layout import LTChar, LTFigure

    for child in item:
        if isinstance(child, LTChar):
            text = child.get_text()
            if not text.startswith("(cid:"):
                yield Glyph(text, child.x0, child.x1, child.size), child.y0, child.y1
        elif isinstance(child, LTFigure):
            yield from _glyphs(child)


def _lines(page: Any) -> list[Line]:
    """The lines of a page from top to bottom; of two columns the right one first."""
    rows: list[tuple[float, float, list[Glyph]]] = []
    for glyph, y0, y1 in sorted(_glyphs(page), key=lambda g: -(g[1] + g[2])):
        middle = (y0 + y1) / 2
        if rows and rows[-1][0] - middle < 0.45 * (y1 - y0):
            rows[-1][2].append(glyph)
        else:
            rows.append((middle, y1 - y0, [glyph]))
    gutter = _gutter([glyphs for _, _, glyphs in rows])
    sides: list[list[Line]] = [[], []]
    for middle, height, glyphs in rows:
        for side, part in enumerate(_split(glyphs, gutter)):
            text = line_text(part)
            if text:
                left, right = min(g.x0 for g in part), max(g.x1 for g in part)
                sides[side].append(Line(text, left, right, middle, height))
    return sides[0] + sides[1]


def _gutter(rows: list[list[Glyph]]) -> float | None:
    """The middle of an empty strip from top to bottom with much text on both sides of it; None without one."""
    glyphs = [g for row in rows for g in row if not g.text.isspace()]
    if len(glyphs) < 400:
        return None
    left, right = min(g.x0 for g in glyphs), max(g.x1 for g in glyphs)
    for step in range(35, 66):
        x = left + (right - left) * step / 100
        if sum(g.x0 - 4 < x < g.x1 + 4 for g in glyphs) <= len(rows) * 0.05:
            share = sum(g.x1 < x for g in glyphs) / len(glyphs)
            if 0.25 < share < 0.75:
                return x
    return None


def _split(glyphs: list[Glyph], gutter: float | None) -> list[list[Glyph]]:
    """A row's glyphs right and left of the gutter; a row that crosses it stays whole."""
    if gutter is None or any(g.x0 < gutter < g.x1 for g in glyphs if not g.text.isspace()):
        return [glyphs]
    return [[g for g in glyphs if g.x0 >= gutter], [g for g in glyphs if g.x0 < gutter]]


def _paragraphs(lines: list[Line]) -> str:
    """Lines joined where a paragraph runs on: the line above is full, and the distance is that of its lines."""
    if not lines:
        return ""
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    width = right - left
    out = lines[0].text
    for above, line in pairwise(lines):
        full = above.x1 - above.x0 > 0.82 * width
        near = 0 < above.top - line.top < 2.1 * max(above.height, line.height)
        same = abs(above.height - line.height) < 0.25 * above.height
        ended = re.search(r"[.!؟:]$", above.text) is not None and line.x1 < right - 6
        out += (" " if full and near and same and not ended else "\n") + line.text
    return out


def _images(data: bytes, source: str) -> Iterator[Any]:
    """Every page as a picture of 300 dots an inch."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        for number in range(len(document)):
            page = document[number]
            width, height = page.get_size()
            scale = min(300 / 72, 5000 / max(width, height, 1))
            yield page.render(scale=scale).to_pil()
    except (pypdfium2.PdfiumError, ValueError, OSError) as error:
        raise BadInput(f"{source}: its pages cannot be drawn ({error})") from error
