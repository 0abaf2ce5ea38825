"""The API and the feed: what they promise in OpenAPI is what they answer."""

from xml.etree import ElementTree as ET

import pytest

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


@pytest.mark.parametrize("path", ["incidents", "incidents?sort=contested", "claims", "reports"])
def test_cursors_walk_everything_once(local: Served, path: str) -> None:
    whole, parts = walk(local, f"/api/v1/{path}", 200), walk(local, f"/api/v1/{path}", 19)
    assert whole == parts and len(whole) >= 10


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
        ("claims?cursor=MTIzNDU2Nzg5MDA", 400), ("incidents?cursor=Im5vbmUi", 400), ("claims?words=(", 400),
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
