"""PDF files: the text layer by the places of its glyphs; scans page by page through OCR."""

import io
import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from riwaya.errors import BadInput
from riwaya.intake.shaping import Glyph, doubtful, is_mark, is_rtl, line_text
from riwaya.intake.taken import Options
from riwaya.intake.when import date_in_text
from riwaya.model import Report, Taken

MAX_PAGES = 500
_UNKNOWN = "\ufffd"
_ODD = 0.1  # share of Arabic words with junk in them; above, the text layer is not used
_SCAN = 20  # letters a page; with fewer it is taken for a scan
# What the parser may raise on a damaged file, besides its own errors.
_BROKEN = (
    ValueError, TypeError, KeyError, IndexError, AttributeError, OSError, RecursionError, AssertionError,
    OverflowError, EOFError, NotImplementedError, MemoryError, ZeroDivisionError, LookupError, struct.error, zlib.error,
)  # fmt: skip


@dataclass(slots=True)
class Line:
    """One line of a page, in points: its edges, baseline (upwards), size of letters, and width of its first word.

    `column` is 0 for a line across the page, 1 and 2 for those of a right and a left column.
    """

    text: str
    x0: float
    x1: float
    base: float
    size: float
    first: float
    column: int


def from_pdf(data: bytes, source: str, options: Options) -> Taken:
    """One PDF as a report.

    Raises BadInput where it is encrypted or damaged, has more than MAX_PAGES pages, or is a scan and OCR is off or
    Tesseract is not there.
    """
    if len(data) > options.max_bytes:
        raise BadInput(f"{source}: larger than {options.max_bytes // 10**6} MB; split it")
    pages = list(_pages(data, source))
    text = "\n\n".join(p for p in pages if p)
    letters = sum(c.isalpha() for c in text)
    odd, words = doubtful(text)
    if letters < _SCAN * max(1, len(pages)) or odd > words * _ODD:
        from riwaya.intake.ocr import from_pages

        if not options.ocr:
            raise BadInput(f"{source}: has no text layer that can be read; read it with OCR (without --no-ocr)")
        return from_pages(_images(data, source), data, "application/pdf", source, options)
    published = options.published or date_in_text(text)
    basis = "given" if options.published else "text" if published else None
    notes = (f"words with letters that this PDF does not name rightly: {odd}; check them against it",) if odd else ()
    return Taken(
        Report(text, options.outlet, published), data, "application/pdf", source, published_basis=basis, notes=notes
    )


def _pages(data: bytes, source: str) -> Iterator[str]:
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
            drawn = device.get_result()
            yield _paragraphs(_lines(drawn), drawn.x0, drawn.x1)
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise BadInput(f"{source}: this PDF is locked; save it without a password") from error
    except BadInput:
        raise
    except (PDFException, PSException, *_BROKEN) as error:
        raise BadInput(f"{source}: is no PDF that can be read ({type(error).__name__}: {error})") from error


def _glyphs(item: Any) -> Iterator[tuple[Glyph, float]]:
    """Every glyph with its baseline, in the order of the file."""
    from pdfminer.layout import LTChar, LTFigure

    for child in item:
        if isinstance(child, LTChar):
            text = child.get_text()
            # A Latin letter that takes no room stands for a mark whose name the file lost.
            if child.adv or not text.isascii():
                if text.startswith("(cid:") or not text.isprintable():
                    text = " " if text.isspace() else _UNKNOWN
                # Not the box: it depends on the font, and one line may have letters of several.
                yield Glyph(text, child.x0, child.x1, child.size), child.matrix[5] if child.upright else child.y0
        elif isinstance(child, LTFigure):
            yield from _glyphs(child)


def _marked(glyphs: list[tuple[Glyph, float]]) -> list[tuple[Glyph, float]]:
    """The same without glyphs that are marks: each goes to its letter, which stands beside it in the file."""
    out: list[tuple[Glyph, float]] = []
    waiting: list[Glyph] = []
    for glyph, base in glyphs:
        if is_mark(glyph.text):
            if out and not waiting and _over(glyph, out[-1][0]) and not glyph.x1 > out[-1][0].x1 - 0.15 * glyph.size:
                out[-1] = _with_mark(out[-1][0], glyph), out[-1][1]
            else:
                waiting.append(glyph)
            continue
        for mark in reversed(waiting):  # drawn from the left: the last mark first
            if _over(mark, glyph):
                glyph = _with_mark(glyph, mark)
        waiting = []
        out.append((glyph, base))
    return out


def _over(mark: Glyph, letter: Glyph) -> bool:
    return letter.x0 - 0.25 * mark.size < (mark.x0 + mark.x1) / 2 < letter.x1 + 0.25 * mark.size


def _with_mark(letter: Glyph, mark: Glyph) -> Glyph:
    return Glyph(letter.text + mark.text, letter.x0, letter.x1, letter.size)


def _lines(page: Any) -> list[Line]:
    """The lines of a page from top to bottom; of two columns the right one first."""
    rows: list[tuple[float, list[Glyph]]] = []
    for glyph, base in sorted(_marked(list(_glyphs(page))), key=lambda g: -g[1]):
        if rows and rows[-1][0] - base < 0.4 * max(glyph.size, rows[-1][1][0].size):
            rows[-1][1].append(glyph)
        else:
            rows.append((base, [glyph]))
    gutter = _gutter([glyphs for _, glyphs in rows])
    rtl = is_rtl("".join(glyph.text for _, glyphs in rows for glyph in glyphs))
    sides: list[list[Line]] = [[], []]
    for base, glyphs in rows:
        parts = _split(glyphs, gutter)
        for side, part in enumerate(parts):
            text = line_text(part, rtl)
            if text:
                sizes = sorted(g.size for g in part)
                left, right = min(g.x0 for g in part), max(g.x1 for g in part)
                size, column = sizes[len(sizes) // 2], side + 1 if len(parts) > 1 else 0
                sides[side].append(Line(text, left, right, base, size, _first_word(part, rtl), column))
    return sides[0] + sides[1]


def _first_word(glyphs: list[Glyph], rtl: bool) -> float:
    """The width of the word a line begins with."""
    start = end = None
    for g in sorted(glyphs, key=lambda g: -g.x1 if rtl else g.x0):
        near, far = (-g.x1, -g.x0) if rtl else (g.x0, g.x1)
        if start is None or end is None:
            if not g.text.isspace():
                start, end = near, far
        elif g.text.isspace() or near - end > 0.18 * g.size:
            break
        else:
            end = max(end, far)
    return 0.0 if start is None or end is None else end - start


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


def _paragraphs(lines: list[Line], page_left: float, page_right: float) -> str:
    """Lines joined where a paragraph runs on: what begins the second would not have fitted into the first."""
    if not lines:
        return ""
    rtl = is_rtl("".join(line.text for line in lines))
    edges = {c: _edges([line for line in lines if line.column == c], page_left, page_right) for c in (0, 1, 2)}
    from_right = {c: _from_right([line for line in lines if line.column == c], *edges[c], rtl) for c in edges}
    out = lines[0].text
    for above, line in pairwise(lines):
        left, right = edges[above.column]
        room = above.x0 - left if from_right[above.column] else right - above.x1
        ended = re.search(r"[.!؟:]$", above.text) is not None and room > 0.5 * above.size
        full = room < line.first + 0.3 * above.size and not ended
        near = 0 < above.base - line.base < 2.1 * max(above.size, line.size)
        same = abs(above.size - line.size) < 0.25 * above.size and above.column == line.column
        whole = re.search(r"\d-$", out) is None  # a number may be parted at its hyphen
        out += ((" " if whole else "") if full and near and same else "\n") + line.text
    return out


def _from_right(lines: list[Line], left: float, right: float, rtl: bool) -> bool:
    """Whether more lines begin at the right edge than at the left one."""
    at_left, at_right = sum(line.x0 < left + 2 for line in lines), sum(line.x1 > right - 2 for line in lines)
    return at_right > at_left or (at_right == at_left and rtl)


def _edges(lines: list[Line], page_left: float, page_right: float) -> tuple[float, float]:
    """Where the lines of a column may begin and end; of lines across the page both margins are the same."""
    left, right = min((line.x0 for line in lines), default=0.0), max((line.x1 for line in lines), default=0.0)
    if lines and lines[0].column == 0:
        margin = min(left - page_left, page_right - right)
        left, right = page_left + margin, page_right - margin
    return left, right


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
