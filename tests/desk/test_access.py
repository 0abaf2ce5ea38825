"""Who may do what: every route, in every mode, for every role; a route nobody wrote down here fails."""

import re
from pathlib import Path

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute

from riwaya.desk.app import PAGES
from riwaya.desk.security.access import need_of
from tests.desk.conftest import ROLES, SAME, Served, csrf, serving

# What each route asks for, said a second time: the least role, and whether the public mode has it.
TABLE = {
    ("GET", "/"): ("reader", True),
    ("GET", "/map.json"): ("reader", True),
    ("GET", "/incidents"): ("reader", True),
    ("GET", "/incidents/{incident_id}"): ("reader", True),
    ("GET", "/incidents/{incident_id}/dossier"): ("reader", False),
    ("GET", "/voice"): ("reader", True),
    ("GET", "/reports"): ("reader", False),
    ("GET", "/reports/{report_id}"): ("reader", False),
    ("GET", "/claims/{claim_id}/why"): ("reader", False),
    ("GET", "/raw/{digest}"): ("reader", False),
    ("POST", "/claims/{claim_id}/decide"): ("reviewer", False),
    ("POST", "/reports/{report_id}/claims"): ("reviewer", False),
    ("POST", "/incidents/{incident_id}/rule"): ("reviewer", False),
    ("POST", "/incidents/{incident_id}/best"): ("reviewer", False),
    ("GET", "/queue"): ("reviewer", False),
    ("GET", "/add"): ("reviewer", False),
    ("POST", "/add"): ("reviewer", False),
    ("GET", "/export"): ("reader", False),
    ("POST", "/export"): ("reader", False),
    ("GET", "/jobs/{job_id}/file"): ("reader", False),
    ("GET", "/export/preview"): ("reader", False),
    ("GET", "/verify"): ("reader", False),
    ("POST", "/verify"): ("reader", False),
    ("GET", "/jobs/{job_id}"): ("reader", False),
    ("GET", "/settings"): ("reader", False),
    ("GET", "/login"): ("nobody", False),
    ("POST", "/login"): ("nobody", False),
    ("POST", "/logout"): ("reader", False),
    ("POST", "/sessions/{session_id}/end"): ("reader", False),
    ("POST", "/tokens"): ("reader", False),
    ("POST", "/tokens/drop"): ("reader", False),
    ("GET", "/admin"): ("admin", False),
    ("POST", "/admin/users"): ("admin", False),
    ("POST", "/admin/users/role"): ("admin", False),
    ("POST", "/admin/users/remove"): ("admin", False),
    ("POST", "/admin/sessions/end"): ("admin", False),
    ("POST", "/admin/tokens/drop"): ("admin", False),
    ("GET", "/tiles/{z}/{x}/{y}"): ("reader", True),
    ("GET", "/healthz"): ("nobody", True),
    ("GET", "/feed.atom"): ("reader", True),
    ("GET", "/api/v1/incidents"): ("reader", True),
    ("GET", "/api/v1/incidents/{incident_id}"): ("reader", True),
    ("GET", "/api/v1/claims"): ("reader", True),
    ("GET", "/api/v1/claims/{claim_id}"): ("reader", False),
    ("POST", "/api/v1/claims/{claim_id}/decisions"): ("reviewer", False),
    ("GET", "/api/v1/reports"): ("reader", False),
    ("GET", "/api/v1/reports/{report_id}"): ("reader", False),
    ("GET", "/api/v1/voice"): ("reader", True),
    ("GET", "/api/v1/openapi.json"): ("reader", True),
}
ORDER = ("nobody", *ROLES)


def routes() -> list[APIRoute]:
    return [r for module in PAGES for r in module.router.routes if isinstance(r, APIRoute)]


def test_every_route_is_in_the_table() -> None:
    found = {(m, r.path): need_of(r.endpoint) for r in routes() for m in r.methods or ()}
    assert {k: (n.role, n.public) for k, n in found.items() if n} == TABLE
    assert all(found.values())


def refused(served: Served, method: str, path: str, role: str) -> bool:
    """Whether the desk refused for who asks, whatever else it thinks of the request."""
    url = re.sub(r"\{\w+\}", "nothing", path)
    client = served.client(role)
    if method == "GET":
        answer = client.get(url)
    else:
        token = csrf(client.get("/login" if served.settings.mode == "users" else "/settings").text)
        json = {"act": "confirm"} if path.startswith("/api/") else None
        answer = client.post(
            url, json=json, data=None if json else {"csrf": token}, headers={**SAME, "X-CSRF-Token": token}
        )
    to_login = answer.status_code == 303 and answer.headers["location"] == "/login" and path != "/logout"
    return to_login or answer.status_code in (401, 403)


@pytest.mark.parametrize(("method", "path"), TABLE, ids=lambda x: x)
def test_users(users: Served, method: str, path: str) -> None:
    least, _ = TABLE[method, path]
    for role in ORDER:
        if path in ("/login", "/logout") and method == "POST":
            continue  # tested with sessions
        allowed = ORDER.index(role) >= ORDER.index(least)
        assert refused(users, method, path, role) is not allowed, role


@pytest.mark.parametrize(("method", "path"), TABLE, ids=lambda x: x)
def test_public(public: Served, method: str, path: str) -> None:
    assert refused(public, method, path, "nobody") is not TABLE[method, path][1]


@pytest.mark.parametrize(("method", "path"), TABLE, ids=lambda x: x)
def test_local(local: Served, method: str, path: str) -> None:
    if method == "GET":
        assert not refused(local, method, path, "nobody")


def test_a_route_that_says_nothing_is_refused(tour: Path) -> None:
    forgotten = APIRouter()

    @forgotten.get("/forgotten")
    def forgotten_page() -> str:
        return "secret"

    def extend(app: FastAPI) -> None:
        app.include_router(forgotten)
        app.get("/also")(forgotten_page)

    with serving(tour, extend) as served:
        for path in ("/forgotten", "/also"):
            answer = served.get(path)
            assert answer.status_code == 403 and "secret" not in answer.text
