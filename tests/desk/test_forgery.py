"""Requests in somebody's name that are not theirs, and the headers of every answer."""

import re
from pathlib import Path

import httpx
import pytest

from tests.desk.conftest import SAME, Served, csrf, serving
from tests.desk.test_access import TABLE

OURS = {"X-CSRF-Token": "right"}
CASES = [
    ("as a page sends it", {**OURS, **SAME}, True),
    ("an older browser", {**OURS, "Origin": "ours"}, True),
    ("no token", SAME, False),
    ("a wrong token", {"X-CSRF-Token": "0" * 64, **SAME}, False),
    ("another site", {**OURS, "Sec-Fetch-Site": "cross-site"}, False),
    ("a sister site", {**OURS, "Sec-Fetch-Site": "same-site"}, False),
    ("typed into the address bar", {**OURS, "Sec-Fetch-Site": "none"}, False),
    ("another origin", {**OURS, "Origin": "https://example.org"}, False),
    ("the same machine, another port", {**OURS, "Origin": "http://127.0.0.1:1"}, False),
    ("an opaque origin", {**OURS, "Origin": "null"}, False),
    ("as browsers send it without a referrer", {**OURS, **SAME, "Origin": "null"}, True),
    ("an opaque origin of another site", {**OURS, "Origin": "null", "Sec-Fetch-Site": "cross-site"}, False),
    ("our site, another origin", {**OURS, **SAME, "Origin": "https://example.org"}, False),
    ("nothing that says where from", OURS, False),
]


@pytest.mark.parametrize(("name", "headers", "good"), CASES, ids=[c[0] for c in CASES])
def test_forgery(local: Served, name: str, headers: dict[str, str], good: bool) -> None:
    token = csrf(local.get("/settings").text)
    sent = {k: {"right": token, "ours": local.url}.get(v, v) for k, v in headers.items()}
    answer = local.client().post("/claims/c-none/decide", data={"act": "confirm"}, headers=sent)
    assert answer.status_code == (404 if good else 403), answer.text


def test_tokens_are_each_sessions_own(users: Served) -> None:
    theirs = csrf(users.get("/settings", "reader").text)
    answer = users.client("reviewer").post(
        "/claims/c-none/decide", data={"act": "confirm", "csrf": theirs}, headers=SAME
    )
    assert answer.status_code == 403


@pytest.mark.parametrize("path", [p for m, p in TABLE if m == "GET" and "{" not in p] + ["/static/desk.css", "/none"])
def test_headers(local: Served, path: str) -> None:
    answer = local.get(path)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "script-src 'self';" in policy and "style-src 'self';" in policy
    assert "unsafe" not in policy and "frame-ancestors 'none'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["x-frame-options"] == "DENY"
    assert "server" not in answer.headers
    if "html" in answer.headers["content-type"]:
        assert not re.search(r"<script(?![^>]* src=)|<style|\son\w+=|\sstyle=|javascript:", answer.text, re.IGNORECASE)
        assert not re.search(r'(?:src|action|formaction)="(?:https?:)?//', answer.text)


def test_pages_are_not_kept_and_packages_are(local: Served) -> None:
    kept = {"/": "no-store", "/static/desk.css": "no-cache", "/api/v1/claims": "private, no-cache"}
    for path, said in kept.items():
        assert local.get(path).headers["cache-control"] == said
    assert csrf(local.get("/settings").text) != csrf(local.get("/settings").text), "tokens differ from page to page"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "127.0.0.1@evil.example", "[::2]"])
def test_other_host_names_are_refused(local: Served, host: str) -> None:
    port = local.url.rsplit(":", 1)[1]
    answer = httpx.get(local.url + "/", headers={"Host": f"{host}:{port}"})
    assert answer.status_code == 421 or answer.status_code == 400


def test_large_requests_are_refused(tour: Path) -> None:
    with serving(tour, upload_bytes=1000) as served:
        token = csrf(served.get("/settings").text)
        form = {"Content-Type": "application/x-www-form-urlencoded", **SAME}
        said = served.client().post("/add", content=b"x" * 2000, headers=form)
        unsaid = served.client().post("/add", content=iter([b"csrf=", b"x" * 600, b"x" * 600]), headers=form)
        assert (said.status_code, unsaid.status_code) == (413, 413)
        small = served.client().post("/add", content=f"csrf={token}".encode(), headers=form)
        assert small.status_code == 400 and "nothing to add" in small.text


def test_raw_bytes_never_run(local: Served) -> None:
    page = local.get("/reports").text
    report = re.search(r'href="(/reports/sha256:[0-9a-f]+)"', page)
    assert report
    raw = re.search(r'href="(/raw/[0-9a-f]+)"', local.get(report[1]).text)
    assert raw
    answer = local.get(raw[1])
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert "sandbox" in answer.headers["content-security-policy"]
