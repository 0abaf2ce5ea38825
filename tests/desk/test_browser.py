"""The desk in a real browser: every page, both languages, wide and narrow, by keyboard, without scripts, on paper."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest

from riwaya.ledger.demo import samples
from riwaya.ledger.opening import Filter, create_archive, open_archive
from tests.desk.conftest import Served, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

AXE = Path(__file__).parents[2] / "assets" / "axe.min.js"
WAIT = 15_000  # milliseconds; two cores may be busy with other things


@contextmanager
def opened(browser: "Browser", served: Served, width: int = 1280, **context: Any) -> Iterator["Page"]:
    """A page of a fresh browser profile; fails on anything the browser complains of."""
    made = browser.new_context(viewport={"width": width, "height": 800}, base_url=served.url, **context)
    made.set_default_timeout(WAIT)
    page = made.new_page()
    said: list[str] = []
    page.on("console", lambda m: said.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: said.append(str(e)))
    page.on("dialog", lambda d: said.append(f"dialog {d.message}"))
    try:
        yield page
        assert not [s for s in said if not re.search(r"status of 4|Status Error Code 4", s)]
    finally:
        made.close()


def violations(page: "Page") -> None:
    """Fails on anything axe-core finds on the page at hand."""
    if not AXE.exists():
        pytest.skip("axe-core is not here; `uv sync` fetches it with npm")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    bad = [f"{v['id']}: {v['help']}: {[n['html'][:160] for n in v['nodes'][:3]]}" for v in found["violations"]]
    assert not bad, f"{page.url}: " + "\n".join(bad)


def addresses(where: str) -> dict[str, str]:
    """Every kind of page of an archive."""
    from riwaya.ledger.comparing import Wanted, described

    with open_archive(where, read_only=True) as archive:
        incident = described(archive, Wanted(), "contested")[0]
        report = incident["reports"][0]
        claim = next(iter(archive.claims(Filter(report=report)))).claim["id"]
    return {
        "overview": "/", "incidents": "/incidents", "incident": f"/incidents/{incident['id']}",
        "reports": "/reports", "why": f"/claims/{claim}/why",
        "dossier": f"/incidents/{incident['id']}/dossier", "report": f"/reports/{report}",
        "voice": "/voice?name=جيش الإسلام", "queue": "/queue", "add": "/add", "export": "/export", "verify": "/verify",
        "settings": "/settings", "error": "/nothing", "preview": "/export/preview",
    }  # fmt: skip


@pytest.mark.parametrize(("language", "width", "scheme"), [("en", 1280, "light"), ("ar", 360, "dark")])
def test_every_page(browser: "Browser", three: Served, language: str, width: int, scheme: Any) -> None:
    with opened(browser, three, width, color_scheme=scheme) as page:
        for name, path in addresses(three.settings.archive).items():
            page.goto(path + ("&" if "?" in path else "?") + f"lang={language}")
            if name == "overview":
                page.wait_for_selector(".map .cluster, .map .pin")
            assert page.evaluate("document.documentElement.dir") == ("rtl" if language == "ar" else "ltr")
            over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert over <= 0, f"{name} is {over} pixels too wide"
            if language == "ar" and name not in ("overview", "incident", "report", "queue", "add"):
                continue  # the same structure as in English, where every page is looked at
            violations(page)


def test_the_map_is_not_mirrored(browser: "Browser", local: Served) -> None:
    with opened(browser, local, locale="ar") as page:
        page.goto("/?lang=ar")
        page.wait_for_selector(".map .cluster")
        inside = page.evaluate(
            """() => { const box = document.querySelector('.map').getBoundingClientRect();
            const marks = [...document.querySelectorAll('.map .cluster, .map .pin')];
            return marks.every((x) => { const at = x.getBoundingClientRect();
            return at.left >= box.left - 20 && at.right <= box.right + 20; }); }"""
        )
        assert inside and page.evaluate("getComputedStyle(document.querySelector('.map')).direction") == "ltr"


def test_filters_without_leaving_the_page(browser: "Browser", local: Served) -> None:
    with opened(browser, local) as page:
        page.goto("/?lang=en")
        page.wait_for_selector(".map .cluster")
        before = page.locator(".incident").count()
        page.select_option("[name=agreement]", "conceded")
        page.wait_for_url("**/?*agreement=conceded*")
        page.wait_for_selector(".map .pin, .map .cluster")
        assert 0 < page.locator(".incident").count() < before
        assert page.locator(".incident:not(.a-conceded)").count() == 0
        page.locator(".chart a").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**since=*")
        assert "agreement=conceded" in page.url, "filters add up"


def test_reading_without_scripts(browser: "Browser", own: Served) -> None:
    found = addresses(own.settings.archive)
    with opened(browser, own, java_script_enabled=False) as page:
        page.goto("/incidents?lang=en")
        page.fill("[name=words]", "دوما")
        page.click("form[role=search] button")
        assert "words=" in page.url and page.locator(".incident").count() > 0
        page.goto(found["incident"])
        answer = page.locator("details.answer").first
        assert not answer.locator("blockquote").first.is_visible()
        answer.locator("summary").click()
        assert answer.locator("blockquote").first.is_visible()
        answer.locator(".cite a").first.click()
        assert "/reports/sha256:" in page.url and page.locator(".claim:target").count() == 1
        claim = page.locator(".claim:target")
        claim.get_by_role("button", name="Confirm").click()
        assert page.locator(".claim:target .t-confirmed").count() == 1


def test_narrow_reading(browser: "Browser", local: Served) -> None:
    with opened(browser, local, 360, has_touch=True) as page:
        page.goto(addresses(local.settings.archive)["report"] + "?lang=ar")
        mark = page.locator(".paper .mark").nth(2)
        claim = (mark.get_attribute("data-claims") or "").split()[0]
        mark.tap()
        assert page.url.endswith(claim) and page.locator(f"[id='{claim}']").is_visible()


def test_an_analysts_path(browser: "Browser", tmp_path: Path) -> None:
    """Three samples that disagree: added, compared, corrected, merged, exported, verified."""
    where = tmp_path / "archive"
    create_archive(str(where)).close()
    with serving(where) as served, opened(browser, served) as page:
        page.goto("/add?lang=en")
        files = [samples() / f"douma-market-{name}.txt" for name in ("activists", "state", "agency")]
        page.fill("[name=published]", "2016-11-15")
        page.set_input_files("[name=files]", files)
        page.get_by_role("button", name="Add and read").click()
        page.wait_for_selector(".sound")
        assert "3 new reports" in page.inner_text(".sound")

        page.goto("/incidents?sort=contested&type=air_strike")
        page.locator(".incident h3 a").first.click()
        assert page.locator(".accounts tbody tr:not(.side)").count() >= 3
        assert "contested" in page.inner_text(".lead") and page.locator(".origins > li").count() >= 3

        toll = page.locator("details.answer", has_text="17").first
        toll.locator("summary").click()
        toll.locator(".cite a").click()
        claim = page.locator(".claim:target")
        claim.locator("summary", has_text="Correct").click()
        form = claim.locator("form", has=page.locator("[name=field]"))
        field = form.locator("option", has_text="casualties[0].max").get_attribute("value")
        form.locator("[name=field]").select_option(field)
        form.locator("[name=value]").fill("18")
        form.locator("[name=reason]").fill("عدد محدث")
        form.get_by_role("button", name="Correct").click()
        page.wait_for_selector(".claim .t-corrected")
        assert "17–18" in page.locator(".claim", has=page.locator(".t-corrected")).inner_text()

        page.goto("/incidents")
        others = [a.get_attribute("href") or "" for a in page.locator(".incident h3 a").all()]
        page.goto(others[0])
        merge = page.locator("form", has=page.locator("[name=kind][value=merge]"))
        merge.locator("[name=other]").fill(others[1].rsplit("/", 1)[1])
        merge.locator("[name=reason]").fill("one happening")
        merge.get_by_role("button", name="Merge").click()
        assert "/incidents/i-" in page.url
        best = page.locator("form[action$='/best']")
        best.locator("[name=number]").fill("17")
        best.locator("[name=reason]").fill("سجل المستشفى")
        best.get_by_role("button", name="Set").click()
        page.wait_for_url("**#tolls")
        row = page.locator("section", has=page.locator("#tolls")).locator("tr", has_text="all").first
        assert row.locator("td.nums").all_inner_texts()[1] == "17"
        page.goto("/incidents")
        assert page.locator(".incident").count() == len(others) - 1

        page.goto("/export")
        page.select_option("[name=format]", "csv")
        page.get_by_role("button", name="Export").click()
        with page.expect_download() as download:
            page.locator("a[download]").click()
        assert "17" in Path(download.value.path()).read_text(encoding="utf-8-sig")

        page.goto("/verify")
        page.get_by_role("button", name="Verify now").click()
        page.wait_for_selector(".sound")
        assert "Sound." in page.inner_text(".sound")
    with open_archive(str(where), read_only=True) as archive:
        acts = [e.act for e in archive.entries()]
        decisions = archive.acts("decision.made") + archive.acts("incident.ruled")
    assert "export.made" in acts and {d["by"] for d in decisions} == {"ليلى"}


def test_reviewing_by_keyboard_alone(browser: "Browser", own: Served) -> None:
    with opened(browser, own) as page:
        page.goto("/queue?lang=en")

        def waiting() -> int:
            return int(re.findall(r"\d+", page.inner_text(".total"))[0])

        def press(key: str, done: str) -> None:
            with page.expect_navigation():
                page.keyboard.press(key)
            page.wait_for_selector(done)

        before = waiting()
        press("c", "[data-key=u]")
        with page.expect_navigation():  # the same key on an Arabic keyboard
            page.evaluate(
                "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'ؤ', code: 'KeyC', bubbles: true}))"
            )
        page.wait_for_selector("[data-key=u]")
        press("1", "[data-key=u]")
        assert waiting() == before - 3
        press("u", "[data-key=c]")
        assert waiting() == before - 2
        press("j", "[data-key=k]")
        page.keyboard.press("e")
        page.keyboard.press("Tab")
        page.keyboard.type("denies")
        page.keyboard.press("Tab")
        page.keyboard.type("c is no command while typing")
        press("Enter", "[data-key=u]")
        assert waiting() == before - 3
    with open_archive(own.settings.archive, read_only=True) as archive:
        acts = [d["act"] for d in archive.acts("decision.made")]
    assert acts == ["confirm", "confirm", "reject", "undo", "correct"]


def test_a_claim_from_selected_words(browser: "Browser", own: Served) -> None:
    with opened(browser, own) as page:
        page.goto(addresses(own.settings.archive)["report"] + "?lang=en")
        before = page.locator(".claim").count()
        page.locator(".adding summary").first.click()
        words = page.evaluate(
            """() => { const p = document.querySelectorAll('#paper p')[2]; const range = document.createRange();
            range.selectNodeContents(p); getSelection().removeAllRanges(); getSelection().addRange(range);
            return p.textContent; }"""
        )
        page.wait_for_function("document.querySelector('[data-selected]').value.length > 10")
        assert page.input_value("[data-selected]") == words.strip()
        page.locator(".adding").get_by_role("button", name="Add the claim").click()
        page.wait_for_selector(".claim .t-added")
        assert page.locator(".claim").count() == before + 1


def test_the_dossier_on_paper(browser: "Browser", local: Served) -> None:
    found = addresses(local.settings.archive)
    with opened(browser, local) as page:
        page.goto(found["dossier"] + "?lang=en")
        quotes = page.locator(".quoted blockquote").count()
        sheets = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    text = "\n".join(sheets[n].get_textpage().get_text_range() for n in range(len(sheets)))
    assert 2 <= len(sheets) <= 3 and quotes > 3 and text.count("sha256:") >= 2
    assert "Overview" not in text, "the navigation is not for paper"


def test_why_comes_without_leaving_the_page(browser: "Browser", own: Served) -> None:
    with opened(browser, own) as page:
        page.goto(addresses(own.settings.archive)["report"] + "?lang=en")
        page.locator(".claim .links a").first.click()
        page.wait_for_selector(".claim .evidence table", timeout=60_000)
        assert "/why" not in page.url


def test_mistakes_are_told_on_the_page(browser: "Browser", own: Served) -> None:
    with opened(browser, own) as page:
        page.goto(addresses(own.settings.archive)["report"] + "?lang=en")
        claim = page.locator(".claim").first
        claim.locator("summary", has_text="Correct").click()
        form = claim.locator("form", has=page.locator("[name=field]"))
        form.locator("[name=value]").fill("shouts")
        form.locator("[name=reason]").fill("x")
        form.get_by_role("button", name="Correct").click()
        page.wait_for_selector("#notice .problem")
        assert "none of asserts" in page.inner_text("#notice")
