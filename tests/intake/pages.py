"""News pages, messages and statements to take in, all made up, in the manner of real ones."""

import shutil
import subprocess
from pathlib import Path

import pytest

STATEMENT = (
    "أعلنت غرفة عمليات الساحل يوم الثلاثاء أن طيران النظام شن أربع غارات على مدينة إدلب (شمال غرب سوريا)، "
    "ما أدى إلى مقتل اثني عشر مدنيا بينهم ثلاثة أطفال."
)
SECOND = (
    "وقال الدفاع المدني إن فرقه انتشلت «سبع جثث» من تحت الأنقاض في حي الضبيط، فيما نفت وزارة الدفاع الروسية "
    "تنفيذ أي غارة. لا إله إلا الله."
)
LINKED = """<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "غارات على إدلب", "datePublished": "2017-03-14T22:10:00+03:00",
"author": {"@type": "Person", "name": "مراسل الشبكة"},
"publisher": {"@type": "Organization", "name": "شبكة الشمال"}}</script>"""
PAGE = """<!doctype html><html dir="rtl" lang="ar"><head><meta charset="utf-8">
<title>غارات على إدلب - شبكة الشمال</title>
<meta property="og:site_name" content="شبكة الشمال"><link rel="canonical" href="https://north.example/news/55">
{head}</head><body><nav><a href="/">الرئيسية</a> <a href="/w">العالم</a> <a href="/s">رياضة</a></nav>
<article><h1>غارات على إدلب</h1>{date}<p>{first}</p><p><a href="/n/12">اقرأ أيضا: قصف على حلب يوقع عشرين قتيلا</a></p>
<p>{second}</p><div class="share">شارك على فيسبوك تويتر</div></article>
<aside><h3>الأكثر قراءة</h3><ul><li><a href="/n/1">مقتل ثلاثين جنديا في هجوم على حماة</a></li>
<li><a href="/n/2">انفجار سيارة مفخخة في دمشق</a></li></ul></aside>
<footer>جميع الحقوق محفوظة 2024</footer></body></html>"""


def page(head: str = LINKED, date: str = "") -> str:
    """A news page with menus, related links and share buttons."""
    return PAGE.format(head=head, date=date, first=STATEMENT, second=SECOND)


SHEET = (
    '<html dir="rtl" lang="ar"><meta charset="utf-8"><body style="font-family:\'{font}\';font-size:{size}px;'
    'line-height:1.8;background:#fff;margin:40px"><h2>بيان صادر عن غرفة عمليات الساحل</h2><p>{first}</p><p>{second}</p>'
    "</body></html>"
)


def sheet(size: int = 20, font: str = "Noto Naskh Arabic") -> str:
    """A statement to print or photograph."""
    return SHEET.format(font=font, size=size, first=STATEMENT, second=SECOND)


def chromium() -> list[str]:
    """The command of a headless browser; skips where there is none."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("Chromium is not installed (Debian: apt install chromium)")
    return [program, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


def printed(folder: Path) -> bytes:
    """The statement as a PDF printed by Chromium."""
    (folder / "s.html").write_text(sheet(), encoding="utf-8")
    command = [*chromium(), f"--user-data-dir={folder}/profile", "--no-pdf-header-footer"]
    subprocess.run(
        [*command, "--print-to-pdf=s.pdf", "s.html"], cwd=folder, capture_output=True, timeout=120, check=True
    )
    return (folder / "s.pdf").read_bytes()


def photographed(folder: Path) -> bytes:
    """The statement as an image rendered by Chromium in a real Arabic font."""
    if subprocess.run(["fc-list", "Noto Naskh Arabic"], capture_output=True, check=False).stdout == b"":
        pytest.skip("the font Noto Naskh Arabic is not installed (Debian: apt install fonts-noto-core)")
    (folder / "s.html").write_text(sheet(), encoding="utf-8")
    command = [
        *chromium(),
        f"--user-data-dir={folder}/profile",
        "--window-size=1000,620",
        "--force-device-scale-factor=2",
    ]
    subprocess.run([*command, "--screenshot=s.png", "s.html"], cwd=folder, capture_output=True, timeout=120, check=True)
    return (folder / "s.png").read_bytes()
