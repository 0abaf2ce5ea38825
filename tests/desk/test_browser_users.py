"""Logging in, roles, guessing, taking sessions and tokens back: in a real browser, two people at one desk."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from riwaya.desk.accounts.store import Accounts
from riwaya.desk.accounts.throttle import FREE
from tests.desk.conftest import PASSWORD, QUICK, Served, serving
from tests.desk.test_browser import opened, violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture
def shared(tour: Path, tmp_path: Path) -> Iterator[Served]:
    """A desk of several people, with one admin, on an archive of its own."""
    shutil.copytree(tour, tmp_path / "archive")
    Accounts(tmp_path / "desk.sqlite", QUICK).add("أمل", "admin", PASSWORD)
    with serving(tmp_path / "archive", login=True, accounts=tmp_path / "desk.sqlite") as served:
        yield served


def log_in(page: "Page", name: str, password: str = PASSWORD) -> None:
    page.goto("/login?lang=en")
    page.fill("[name=name]", name)
    page.fill("[name=password]", password)
    page.get_by_role("button", name="Log in").click()


def test_people_at_one_desk(browser: "Browser", shared: Served) -> None:
    with opened(browser, shared) as boss, opened(browser, shared) as other:
        boss.goto("/reports?lang=en")
        assert boss.url.endswith("/login"), "nobody reads without logging in"
        log_in(boss, "أمل")
        boss.wait_for_url("**/")

        # The admin makes a reader, who can read and not decide.
        boss.goto("/admin?lang=en")
        violations(boss)
        form = boss.locator("form[action='/admin/users']")
        form.locator("[name=name]").fill("سامر")
        form.locator("[name=password]").fill(PASSWORD)
        form.get_by_role("button", name="Keep").click()
        boss.wait_for_selector("li:has-text('سامر')")
        log_in(other, "سامر")
        other.wait_for_url("**/")
        assert other.get_by_role("link", name="Export").count() and not other.get_by_role("link", name="Review").count()
        other.goto("/queue?lang=en")
        assert "Not allowed" in other.inner_text("h1")
        other.goto("/queue?lang=ar")
        assert "يلزم لهذا الدور" in other.inner_text("main"), "messages are in the reader's language"
        other.goto("/admin?lang=en")
        assert "Not allowed" in other.inner_text("h1")

        # Promoted, they decide; the decision carries their name.
        row = boss.locator("li", has_text="سامر").first
        row.locator("select[name=role]").select_option("reviewer")
        row.get_by_role("button", name="Change the role").click()
        boss.wait_for_load_state()
        other.goto("/queue?lang=en")
        other.keyboard.press("c")
        other.wait_for_selector(".undoing")
        with httpx.Client(base_url=shared.url) as program:
            made = _token(other)
            bearer = {"Authorization": f"Bearer {made}"}
            found = program.get("/api/v1/claims?limit=200", headers=bearer).json()["items"]
            assert [c["status"] for c in found].count("confirmed") == 1
            claim = next(c["claim"]["id"] for c in found if c["status"] == "confirmed")
            other.goto(f"/reports/{next(c['report']['id'] for c in found if c['claim']['id'] == claim)}?lang=en")
            assert "سامر" in other.inner_text(f"[id='{claim}'] .decisions")

            # The admin takes the token and the session back.
            boss.goto("/admin?lang=en")
            boss.locator("form[action='/admin/tokens/drop'] button").click()
            boss.wait_for_load_state()
            assert program.get("/api/v1/claims", headers=bearer).status_code == 401
        boss.goto("/admin?lang=en")
        sessions = boss.locator("li", has=boss.locator("form[action='/admin/sessions/end']"))
        sessions.filter(has_text="سامر").get_by_role("button").click()
        boss.wait_for_load_state()
        other.goto("/reports?lang=en")
        assert other.url.endswith("/login")

        # The only admin stays.
        boss.goto("/admin?lang=en")
        mine = boss.locator("li", has_text="أمل").first
        mine.locator("select[name=role]").select_option("reader")
        mine.get_by_role("button", name="Change the role").click()
        assert "only admin" in boss.inner_text("main")


def _token(page: "Page") -> str:
    """A new token, made on the settings page, where it is shown once."""
    page.goto("/settings?lang=en")
    violations(page)
    page.fill("form[action='/tokens'] [name=label]", "notebook")
    page.get_by_role("button", name="Make a token").click()
    made = page.inner_text("main .sound code")
    assert made.startswith("riwaya_")
    page.goto("/settings?lang=en")
    assert made not in page.content() and "notebook" in page.inner_text("main")
    return made


def test_guessing_is_slowed_down(browser: "Browser", shared: Served) -> None:
    with opened(browser, shared) as page:
        for _ in range(FREE):
            log_in(page, "أمل", "not the password")
            assert "Name or password is wrong" in page.inner_text("main")
        log_in(page, "أمل")
        assert "Too many attempts" in page.inner_text("h1"), "the right password has to wait too"
        assert not re.search("riwaya_session", str(page.context.cookies()))
