"""What the map shows: every incident that has a position, once, at every zoom, in both modes."""

import pytest

from tests.desk.conftest import Served


@pytest.mark.parametrize("zoom", [0, 3, 7.4, 14, 22])
@pytest.mark.parametrize("mode", ["local", "public"])
def test_every_incident_is_on_the_map_once(request: pytest.FixtureRequest, mode: str, zoom: float) -> None:
    served: Served = request.getfixturevalue(mode)
    incidents = served.get("/api/v1/incidents?limit=200").json()["items"]
    placed = [i["id"] for i in incidents if any(p["lat"] is not None for p in i["places"])]
    found = served.get(f"/map.json?zoom={zoom}").json()
    assert sum(cell["count"] for cell in found) == len(placed) > 5
    lone = [cell["id"] for cell in found if cell["count"] == 1]
    assert len(set(lone)) == len(lone) and {*lone} <= {*placed}
    for cell in found:
        assert ("id" in cell) == (cell["count"] == 1) and cell["agreement"]
        if cell["point"]:
            at = ",".join(map(str, cell["point"]))
            assert served.get(f"/api/v1/incidents?at={at}").json()["total"] >= cell["count"]


def test_a_box_and_filters(local: Served) -> None:
    everything = local.get("/map.json?zoom=9").json()
    north = local.get("/map.json?zoom=9&box=30,-180,90,180").json()
    assert 0 < len(north) < len(everything) and all(cell["lat"] > 29 for cell in north)
    contested = local.get("/map.json?agreement=contested").json()
    assert contested and all(cell["agreement"] == "contested" for cell in contested)


@pytest.mark.parametrize("query", ["box=1,2,3", "box=a,b,c,d", "box=nan,0,1,1", "zoom=99", "zoom=x", "since=soon"])
def test_what_is_no_view(local: Served, query: str) -> None:
    assert local.get(f"/map.json?{query}").status_code in (400, 422)


def test_kept_answers_follow_the_archive(own: Served) -> None:
    """What was counted before a decision is counted anew after it."""
    before = own.get("/api/v1/incidents?limit=200").json()
    lone = next(i for i in before["items"] if len(i["claims"]) == 1)
    assert own.get("/map.json").status_code == 200
    done = own.post(f"/claims/{lone['claims'][0]}/decide", {"act": "reject", "reason": "not said"})
    assert done.status_code == 303
    assert own.get("/api/v1/incidents").json()["total"] == before["total"] - 1
