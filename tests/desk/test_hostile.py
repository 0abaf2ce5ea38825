"""Reports that mean harm: nothing of them runs, nothing breaks the layout, nothing pretends to be what it is not."""

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from riwaya.ledger.adding import add
from riwaya.ledger.opening import Filter, create_archive
from riwaya.model import Report, Taken
from tests.desk.conftest import Served, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SAYS = "قال ناشطون إن طيران النظام شن غارتين على مدينة دوما أمس، ما أدى إلى مقتل 12 مدنيا"
ATTACKS = {
    "script": "<script>window.owned=1</script>",
    "handler": '"><img src=x onerror="window.owned=1">',
    "svg": "<svg/onload=window.owned=1>",
    "template": "{{ 7*7 }}{% raw %}",
    "attribute": "' autofocus onfocus='window.owned=1",
    "close": "</p></div></main></body></html><h1>الإعلان الرسمي</h1>",
    "override": "\u202eمكتوب بالمقلوب\u202d\u2066",
    "comment": "<!-- --!> <script>window.owned=1</script>",
    "frame": '<iframe srcdoc="<script>parent.owned=1</script>"></iframe>',
}


def taken(name: str, attack: str, body: str) -> Taken:
    report = Report(
        body, f"منبر {attack}", "2016-11-15", f"عنوان {attack}", f"javascript:window.owned=1//{name}", attack
    )
    return Taken(report, b"<script>window.owned=1</script>", "text/html", f"../../{name}{attack}.html", author=attack)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    where = tmp_path_factory.mktemp("hostile") / "archive"
    items = [taken(name, attack, f"{attack}\n{SAYS} {attack}.\n{attack}") for name, attack in ATTACKS.items()]
    items.append(taken("long", "x", "ا" * 1_000_000))
    with create_archive(str(where)) as archive:
        assert all(r.added for r in add(archive, items))
        claims = list(archive.claims(Filter()))
        for attack in ATTACKS.values():
            archive.decide("note", claims[0].claim["id"], attack, attack)
    with serving(where) as served:
        yield served


def pages(served: Served) -> list[str]:
    found = served.get("/reports").text
    reports = sorted(set(re.findall(r'href="(/reports/sha256:[0-9a-f]+)"', found)))
    assert len(reports) == len(ATTACKS) + 1
    incidents = sorted(set(re.findall(r'href="(/incidents/i-[0-9a-f]+)"', served.get("/incidents").text)))
    voices = ["/voice?name=ناشطون"]
    return [
        "/",
        "/incidents",
        "/reports",
        "/queue",
        *incidents,
        *(f"{i}/dossier" for i in incidents),
        *reports,
        *voices,
    ]


def test_nothing_is_markup(hostile: Served) -> None:
    for path in pages(hostile):
        answer = hostile.get(path)
        assert answer.status_code == 200, path
        text = answer.text
        scripts = re.findall(r"<script[^>]*>", text)
        assert all(re.fullmatch(r'<script src="/static/[\w./-]+" defer>', s) for s in scripts), scripts
        assert not re.search(r"<(?:iframe|img|svg/)", text) and text.count("</body>") == 1
        assert not re.search(r"<[a-z][^<>]*\son\w+\s*=", re.sub(r'"[^"]*"', '""', text)), path
        assert 'href="javascript' not in text


def test_nothing_runs_and_nothing_is_pushed_aside(browser: "Browser", hostile: Served) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 700}, base_url=hostile.url)
    page = context.new_page()
    said: list[str] = []
    page.on("dialog", lambda d: said.append(d.message))
    for path in [p for p in pages(hostile) if not p.startswith("/incidents/")]:
        page.goto(path)
        assert page.evaluate("typeof window.owned") == "undefined", path
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, f"{path} is {over} pixels too wide"
        assert page.locator("body > main").count() == 1 and page.locator("h1").count() == 1, path
    context.close()
    assert not said


def test_the_words_are_kept(hostile: Served) -> None:
    all_pages = "".join(hostile.get(p).text for p in pages(hostile) if p.startswith("/reports/"))
    words = html.unescape(re.sub(r"<[^>]+>", "", all_pages))
    for attack in ATTACKS.values():
        assert attack in words


def test_direction_marks_in_one_line_facts_are_shown(hostile: Served) -> None:
    listed = hostile.get("/reports").text
    assert "⟨U+202E⟩" in listed and "\u202e" not in listed


def test_the_feed_and_the_api_hold(hostile: Served) -> None:
    from xml.etree import ElementTree as ET

    assert ET.fromstring(hostile.get("/feed.atom").content).tag.endswith("feed")
    assert hostile.get("/api/v1/reports?limit=200").json()["items"]
    assert hostile.get("/api/v1/claims").headers["content-type"] == "application/json"


@pytest.mark.parametrize(
    "path",
    [
        "/reports/..%2f..%2fetc%2fpasswd", "/raw/..%2f..%2fetc%2fpasswd", "/raw/" + "0" * 64, "/raw/x",
        "/incidents/%00", "/incidents/i-<script>", "/static/../app.py", "/static/..%2fapp.py", "/static/%2e%2e/app.py",
        "/reports/%", "/voice?name=" + "x" * 201, "/voice?name=%00", "/voice?name=<script>alert(1)</script>",
        "/jobs/x", "/jobs/x/file", "/incidents?since=yesterday", "/incidents?page=0", "/queue?at=-1",
        "/incidents?page=99999999999999999999", "/incidents?words=%22", "/incidents?words=((", "/reports?words=*",
        "/incidents?lang=../../x", "/claims/c-x/why",
    ],
)  # fmt: skip
def test_addresses_that_mean_nothing(hostile: Served, path: str) -> None:
    answer = hostile.get(path)
    assert answer.status_code in (200, 400, 404, 422), answer.text
    assert "<script>alert" not in answer.text and "root:" not in answer.text and "create_app" not in answer.text


def test_a_form_sends_nobody_elsewhere(hostile: Served) -> None:
    report = next(p for p in pages(hostile) if p.startswith("/reports/"))
    found = re.search(r'id="(c-[0-9a-f]+)"', "".join(hostile.get(p).text for p in pages(hostile)))
    assert found and report
    for where in ("https://evil.example/", "//evil.example/", "/\\evil.example", "/x\r\nSet-Cookie: a=b"):
        answer = hostile.post(f"/claims/{found[1]}/decide", {"act": "note", "reason": "x", "next": where})
        assert answer.status_code == 303 and answer.headers["location"] == "/" and "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "name", ["../../../evil.txt", "..\\evil.txt", "/etc/cron.d/evil", "a\u202etxt.exe", "\x00", "x" * 300]
)
def test_file_names_stay_names(name: str, tmp_path: Path) -> None:
    from riwaya.desk.pages.add import _safe

    made = _safe(name)
    assert made and "/" not in made and "\\" not in made and "\u202e" not in made and len(made) <= 100
    assert (tmp_path / made).resolve().parent == tmp_path.resolve()
