"""PDFs by several programs: marks, brackets, numbers and columns in the order they are read; locked and broken ones."""

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riwaya.errors import BadInput
from riwaya.intake import ocr
from riwaya.intake.pdf import from_pdf
from riwaya.intake.shaping import Glyph, doubtful, line_text, logical, plain_letters
from riwaya.intake.taken import Options

from .pages import chromium

PARAGRAPHS = [
    "بيان رقم (١٧) صادر عن «غرفة عمليات السهل»",
    "في تاريخ ٢٠١٨-٠٤-٠٧ سقط بين ١٠-١٥ قتيلا و٢٢٪ من الجرحى؛ أطفال. والمجموع 1,250 شخصا.",
    "قُتِلَ سبعةُ مدنيّين، وأُصيب آخرون في قصفٍ على مدينة إدلب (شمال غرب سوريا) يوم 22/7/2019 عند الساعة 14:30.",
    "وقالت رويترز (Reuters) إن الهجوم نفذ بصواريخ Grad BM-21 عددها 12-15 صاروخا، بحسب حساب @north_news على تويتر.",
    "لا إله إلا الله، لأن الأهالي لآخر لحظة ظلوا ينتظرون الإسعاف في حي الألماسية.",
    "أولا - الهدنة. ثانيا: [ملحق 3] {ب}. هل انتهى؟ نعم!",
]
NO_OCR = Options(ocr=False)


def browser_pdf(folder: Path, inside: str, font: str = "Noto Naskh Arabic", style: str = "") -> bytes:
    if subprocess.run(["fc-list", font], capture_output=True, check=False).stdout == b"":
        pytest.skip(f"the font {font} is not installed (Debian: apt install fonts-noto-core)")
    head = f'<html dir="rtl" lang="ar"><meta charset="utf-8"><style>body{{font:18px/1.8 "{font}"}}{style}</style>'
    (folder / "s.html").write_text(f"{head}<body>{inside}</body></html>", encoding="utf-8")
    command = [*chromium(), f"--user-data-dir={folder}/profile", "--no-pdf-header-footer", "--print-to-pdf=s.pdf"]
    subprocess.run([*command, "s.html"], cwd=folder, capture_output=True, timeout=120, check=True)
    return (folder / "s.pdf").read_bytes()


def ghostscript(folder: Path, data: bytes, *options: str) -> bytes:
    program = shutil.which("gs")
    if program is None:
        pytest.skip("Ghostscript is not installed (Debian: apt install ghostscript)")
    (folder / "in.pdf").write_bytes(data)
    command = [program, "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", *options, "-sOutputFile=out.pdf", "in.pdf"]
    subprocess.run(command, cwd=folder, capture_output=True, timeout=120, check=True)
    return (folder / "out.pdf").read_bytes()


def text_of(data: bytes) -> str:
    return from_pdf(data, "s.pdf", NO_OCR).report.text


@pytest.mark.parametrize("font", ["Noto Naskh Arabic", "Noto Sans Arabic"])
def test_printed_by_a_browser_in_several_fonts(tmp_path: Path, font: str) -> None:
    found = text_of(browser_pdf(tmp_path, "".join(f"<p>{p}</p>" for p in PARAGRAPHS), font)).splitlines()
    assert found == PARAGRAPHS


def test_letters_that_lost_their_names_are_seen(tmp_path: Path) -> None:
    data = browser_pdf(tmp_path, "".join(f"<p>{p}</p>" for p in PARAGRAPHS), "Noto Kufi Arabic")
    taken = from_pdf(data, "s.pdf", NO_OCR)
    assert len(taken.report.text) >= len("\n".join(PARAGRAPHS)) - 2 and "\x00" not in taken.report.text
    if taken.report.text.splitlines() != PARAGRAPHS:
        assert "does not name rightly" in taken.notes[0] and "\ufffd" in taken.report.text


def test_printed_by_libreoffice(tmp_path: Path) -> None:
    program = shutil.which("libreoffice") or shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed (Debian: apt install libreoffice-writer)")
    names = "urn:oasis:names:tc:opendocument:xmlns"
    inside = "".join(f'<text:p text:style-name="P">{p}</text:p>' for p in PARAGRAPHS)
    (tmp_path / "s.fodt").write_text(
        f'<?xml version="1.0" encoding="UTF-8"?><office:document xmlns:office="{names}:office:1.0" '
        f'xmlns:style="{names}:style:1.0" xmlns:text="{names}:text:1.0" xmlns:fo="{names}:xsl-fo-compatible:1.0" '
        'office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text"><office:automatic-styles>'
        '<style:style style:name="P" style:family="paragraph"><style:paragraph-properties style:writing-mode="rl-tb" '
        'fo:text-align="start"/><style:text-properties style:font-name-complex="Noto Naskh Arabic"/></style:style>'
        f"</office:automatic-styles><office:body><office:text>{inside}</office:text></office:body></office:document>",
        encoding="utf-8",
    )
    command = [program, "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "pdf"]
    subprocess.run([*command, "s.fodt"], cwd=tmp_path, capture_output=True, timeout=180, check=True)
    found = text_of((tmp_path / "s.pdf").read_bytes()).splitlines()
    # LibreOffice does not say which marks stand over letters: those are lost, no letter is.
    assert [unmarked(line) for line in found] == [unmarked(line) for line in PARAGRAPHS]


def unmarked(text: str) -> str:
    return "".join(c for c in text if not "\u064b" <= c <= "\u0652")


def test_two_columns_the_right_one_first(tmp_path: Path) -> None:
    one, two = PARAGRAPHS[4] * 6, PARAGRAPHS[0] * 9
    style = ".c{display:flex;gap:60px}.c div{width:45%}p{margin:0}"
    data = browser_pdf(tmp_path, f'<div class="c"><div><p>{one}</p></div><div><p>{two}</p></div></div>', style=style)
    found = "".join(text_of(data).split())
    assert found == "".join((one + two).split())


def test_several_pages(tmp_path: Path) -> None:
    pages = "".join(f'<p style="page-break-after:always">{p}</p>' for p in PARAGRAPHS[:3])
    assert text_of(browser_pdf(tmp_path, pages)).split("\n\n") == PARAGRAPHS[:3]


def test_the_date_line_of_a_statement(tmp_path: Path) -> None:
    data = browser_pdf(tmp_path, f"<p>السبت 7 نيسان 2018</p><p>{PARAGRAPHS[4]}</p>")
    taken = from_pdf(data, "s.pdf", NO_OCR)
    assert (taken.report.published, taken.published_basis) == ("2018-04-07", "text")
    assert taken.raw == data and taken.media_type == "application/pdf"


def test_a_locked_file(tmp_path: Path) -> None:
    plain = browser_pdf(tmp_path, f"<p>{PARAGRAPHS[4]}</p>")
    locked = ghostscript(
        tmp_path, plain, "-sOwnerPassword=a", "-sUserPassword=b", "-dEncryptionR=3", "-dKeyLength=128",
    )  # fmt: skip
    with pytest.raises(BadInput, match=r"^s\.pdf: this PDF is locked; save it without a password"):
        text_of(locked)


def test_what_another_program_breaks_is_not_passed_off_as_text(tmp_path: Path) -> None:
    """Ghostscript loses the names of letters; of how many depends on the letters there are."""
    for n, paragraphs in enumerate((PARAGRAPHS, [*PARAGRAPHS, "هاتف: 00963", "والنسبة 12%"])):
        folder = tmp_path / str(n)
        folder.mkdir()
        broken = ghostscript(folder, browser_pdf(folder, "".join(f"<p>{p}</p>" for p in paragraphs)))
        try:
            taken = from_pdf(broken, "s.pdf", NO_OCR)
        except BadInput as error:
            assert "no text layer that can be read" in str(error)
            assert_read_by_ocr(broken)
        else:
            assert taken.report.text.splitlines()[: len(PARAGRAPHS)] == PARAGRAPHS or taken.notes


def test_a_text_layer_full_of_junk_is_not_used(tmp_path: Path) -> None:
    junk = PARAGRAPHS[4].replace("ل", "ÿ").replace("ن", "\u4e4b")
    with pytest.raises(BadInput, match="no text layer that can be read; read it with OCR"):
        text_of(browser_pdf(tmp_path, f"<p>{junk}</p>"))
    little = " ".join([*PARAGRAPHS[:5], "ÿبنان"])
    taken = from_pdf(browser_pdf(tmp_path, f"<p>{little}</p>"), "s.pdf", NO_OCR)
    assert taken.notes == ("words with letters that this PDF does not name rightly: 1; check them against it",)


def assert_read_by_ocr(data: bytes) -> None:
    try:
        ocr.check_tesseract("x")
    except BadInput:
        return
    taken = from_pdf(data, "s.pdf", Options())
    assert taken.ocr_spans and "لا إله إلا الله" in taken.report.text


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        ("ÿيان رþÿ صادر عþ", 3),
        ("\ue001ب\ue002 قصف", 1),
        ("سقط ١g قتيلا في ال䒋", 2),
        ("قص\ufffd", 1),
        ("قصف الطيران حي Café ومقهى Ñandú في المدينة… قال: –نعم– والـBBC", 0),
        (" ".join(PARAGRAPHS), 0),
        ("", 0),
    ],
)
def test_words_that_cannot_be_meant(text: str, odd: int) -> None:
    assert doubtful(text)[0] == odd


ORDERS = [
    # After Arabic letters a hyphen parts two numbers, and the first stands on the right.
    ("15-12 اهددع", "عددها 12-15"),
    ("٠٧-٠٤-٢٠١٨ خيرات يف", "في تاريخ ٢٠١٨-٠٤-٠٧"),
    ("22/7/2019 موي", "يوم 22/7/2019"),
    (".14:30 ةعاسلا", "الساعة 14:30."),
    ("لتق 12-15", "12-15 قتل"),
    ("Grad BM-21 خيراوصب", "بصواريخ Grad BM-21"),
    ("(Reuters) زرتيور", "رويترز (Reuters)"),
    ("north-news@x.example ديرب", "بريد north-news@x.example"),
    ("1,250.75 غلبملا", "المبلغ 1,250.75"),
    ("[3 قحلم]", "[ملحق 3]"),
]


@pytest.mark.parametrize(("drawn", "read"), ORDERS)
def test_from_the_order_drawn_to_the_order_read(drawn: str, read: str) -> None:
    assert "".join(logical(list(drawn))) == read


@pytest.mark.parametrize(
    ("form", "letters"),
    [("ﻻ", "لا"), ("ﷲ", "الله"), ("ﱠ", "\u064e\u0651"), ("ﹰ", "\u064b"), ("ﷺ", "صلى الله عليه وسلم"), ("ﻣﻘﺘﻞ", "مقتل")],
)
def test_presentation_forms(form: str, letters: str) -> None:
    assert plain_letters(form) == letters


WORDS = st.lists(st.sampled_from(["قصف", "مدينة", "(سوريا)", "12", "٢٠١٨", "22/7/2019", "1,250", "«بيان»"]), min_size=1)


@given(WORDS, st.floats(0, 1))
def test_a_line_drawn_from_the_right_is_read_back(words: list[str], gap: float) -> None:
    """Letters set one by one from the right edge, numbers as they stand, words apart by a space or only a gap."""
    wanted = " ".join(["ال", *words])
    glyphs: list[Glyph] = []
    x = 1000.0
    for word in wanted.split(" "):
        number = any(c.isdigit() for c in word)
        for letter in reversed(word) if number else word:
            shown = {"(": ")", ")": "(", "«": "»", "»": "«"}.get(letter, letter)
            glyphs.append(Glyph(shown, x - 5, x, 10.0))
            x -= 5
        if gap < 0.5:
            glyphs.append(Glyph(" ", x - 3, x, 10.0))
        x -= 3
    assert line_text(glyphs) == wanted


def locked_by_hand() -> bytes:
    """A PDF whose password is not the empty one."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>",
        b"<</Filter/Standard/V 1/R 2/P -4/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>",
    ]  # fmt: skip
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % p for p in places)
    out += b"trailer\n<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]>>\nstartxref\n%d\n%%%%EOF" % start
    return bytes(out)


def test_a_locked_file_made_by_hand() -> None:
    with pytest.raises(BadInput, match="this PDF is locked"):
        text_of(locked_by_hand())


@settings(max_examples=100)
@given(st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), max_size=5), st.integers(0, 2000))
def test_damaged_files_give_a_reason(changes: list[tuple[int, int]], cut: int) -> None:
    data = bytearray(locked_by_hand().replace(b"/Encrypt 4 0 R", b""))
    for at, value in changes:
        data[at % len(data)] = value
    with pytest.raises(BadInput, match=r"^s\.pdf: "):
        text_of(bytes(data[: max(cut, 9)]))


def test_a_file_too_large_is_refused() -> None:
    with pytest.raises(BadInput, match="larger than"):
        from_pdf(b"%PDF-1.4" + b" " * 200, "s.pdf", Options(max_bytes=100))
