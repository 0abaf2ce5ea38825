"""The API and the feed: what they promise in OpenAPI is what they answer."""

from typing import Any
from xml.etree import ElementTree as ET

import pytest

from riwaya.ledger.adding import add
from riwaya.ledger.opening import open_archive
from riwaya.model import Report, Taken
from tests.desk.conftest import Served

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def walk(served: Served, path: str, limit: int) -> list[dict[str, object]]:
    """All items, page by page."""
    out: list[dict[str, object]] = []
    cursor = ""
    for _ in range(200):
        sign = "&" if "?" in path else "?"
        page = served.get(f"{path}{sign}limit={limit}" + (f"&cursor={cursor}" if cursor else "")).json()
        assert len(page["items"]) <= limit
        out += page["items"]
        if page["next"] is None:
            return out
        cursor = page["next"]
    raise AssertionError("no end")


WALKS = [
    "incidents", "incidents?sort=contested", "incidents?sort=origins", "incidents?sort=date", "claims",
    "claims?stance=asserts", "claims?words=قصف", "reports", "reports?words=قال",
]  # fmt: skip


@pytest.mark.parametrize("path", WALKS)
def test_cursors_walk_everything_once(local: Served, path: str) -> None:
    whole, parts = walk(local, f"/api/v1/{path}", 200), walk(local, f"/api/v1/{path}", 3)
    assert whole == parts and len(whole) >= 8


@pytest.mark.parametrize("path", ["incidents", "incidents?sort=contested", "claims"])
def test_cursors_walk_everything_once_in_public(public: Served, path: str) -> None:
    whole, parts = walk(public, f"/api/v1/{path}", 200), walk(public, f"/api/v1/{path}", 3)
    assert whole == parts and len(whole) >= 8


def test_what_is_added_meanwhile_shifts_no_page(own: Served) -> None:
    """Reports are added, on days before and after the one at hand, between one page and the next."""

    def walk_and_add(path: str, limit: int) -> tuple[set[str], list[str]]:
        def name(item: dict[str, Any]) -> str:
            return str(item["claim"]["id"] if "claim" in item else item["id"])

        before = {name(i) for i in walk(own, f"/api/v1/{path}", 200)}
        seen: list[str] = []
        cursor = None
        for n in range(100):
            asked = {"limit": str(limit), **({"cursor": cursor} if cursor else {})}
            page = own.get(f"/api/v1/{path}", params=asked).json()
            seen += map(name, page["items"])
            if (cursor := page["next"]) is None:
                return before, seen
            with open_archive(own.settings.archive) as archive:
                text = f"قال ناشطون إن غارة استهدفت مدينة سراقب وقتلت {n + 5} مدنيين. {path}"
                new = [Report(f"{text} {day}", "ناشطون", day) for day in ("2011-05-01", "2025-05-01")]
                done = add(archive, [Taken(r, r.text.encode(), "text/plain", "new.txt") for r in new])
                assert all(result.added and result.added.claims for result in done)
        raise AssertionError("no end")

    for path, limit in (("claims", 25), ("reports", 5)):
        before, seen = walk_and_add(path, limit)
        assert len(set(seen)) == len(seen) and before <= {*seen}


def test_the_same_filters_as_the_pages(local: Served) -> None:
    for query in (
        "agreement=contested", "place=دوما&type=air_strike", "since=2018-01-01&until=2018-12-31",
        "voice=الدفاع المدني", "words=سوق شعبي", "outlet=سانا",
    ):  # fmt: skip
        total = local.get(f"/api/v1/incidents?{query}").json()["total"]
        assert total and f">{total} incident" in local.get(f"/incidents?{query}&lang=en").text, query
    local.client().cookies.clear()


def test_etags(local: Served) -> None:
    for path in ("/api/v1/incidents", "/api/v1/claims?limit=3", "/api/v1/reports", "/feed.atom"):
        first = local.get(path)
        tag = first.headers["etag"]
        again = local.get(path, headers={"If-None-Match": tag})
        assert again.status_code == 304 and not again.content and again.headers["etag"] == tag
    assert local.get("/api/v1/claims?limit=4", headers={"If-None-Match": tag}).status_code == 200


def test_an_etag_changes_with_the_archive(own: Served) -> None:
    before = own.get("/api/v1/claims")
    claim = before.json()["items"][0]["claim"]["id"]
    assert own.post(f"/claims/{claim}/decide", {"act": "confirm"}).status_code == 303
    after = own.get("/api/v1/claims", headers={"If-None-Match": before.headers["etag"]})
    assert after.status_code == 200 and after.json()["items"][0]["status"] == "confirmed"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("incidents/i-none", 404), ("claims/c-none", 404), ("reports/none", 404), ("x", 404), ("voice", 422),
        ("voice?name=nobody", 404), ("claims?limit=0", 422), ("claims?since=2016-13-01", 400),
        ("claims?cursor=!!", 400),
        ("claims?cursor=MTIzNDU2Nzg5MDA", 400), ("incidents?cursor=Im5vbmUi", 400), ("reports?cursor=W10", 400),
        ("claims?cursor=WyJjbGFpbXMiLCBudWxsLCAiYy1ub25lIl0", 400), ("incidents?at=north", 400),
        ("claims?words=(", 400),
        ("incidents?page=x", 422),
    ],
)  # fmt: skip
def test_problems(local: Served, path: str, status: int) -> None:
    answer = local.get(f"/api/v1/{path}")
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status and problem["title"] and problem["detail"] and problem["type"] == "about:blank"


def test_the_feed(local: Served) -> None:
    root = ET.fromstring(local.get("/feed.atom?agreement=contested").content)
    entries = root.findall("a:entry", ATOM)
    assert entries and root.findtext("a:id", namespaces=ATOM).startswith("urn:riwaya:")  # type: ignore[union-attr]
    ids = [e.findtext("a:id", namespaces=ATOM) for e in entries]
    assert len(set(ids)) == len(ids)
    for e in entries:
        link = e.find("a:link", ATOM)
        assert link is not None and local.client().get(link.attrib["href"]).status_code == 200
        assert e.findtext("a:title", namespaces=ATOM) and e.findtext("a:updated", namespaces=ATOM)
    assert "حادث" in local.get("/incidents?lang=ar").text
    assert "أصل" in local.get("/feed.atom").text, "the feed is in the reader's language"
    local.client().cookies.clear()


def test_health_says_little(local: Served) -> None:
    assert set(local.get("/healthz").json()) == {"status", "version"}


def test_openapi_is_of_this_api_alone(local: Served) -> None:
    made = local.get("/api/v1/openapi.json").json()
    assert made["openapi"].startswith("3.") and all(p.startswith("/api/v1/") for p in made["paths"])
    for path in made["paths"].values():
        for operation in path.values():
            assert operation["description"] and set(operation["responses"]) >= {"400", "401", "403", "404", "422"}
