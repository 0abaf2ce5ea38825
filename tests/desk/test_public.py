"""The public mode shows only what a public export would: looked for in every page, feed and API answer."""

import re
from datetime import date
from pathlib import Path

import pytest

from riwaya.desk.app import create_app
from riwaya.desk.errors import DeskError
from riwaya.desk.settings import Settings
from riwaya.ledger.comparing import Wanted
from riwaya.ledger.exporting import rules
from riwaya.ledger.opening import Filter, open_archive
from riwaya.ledger.publishing import public_claims, public_incidents
from riwaya.model import PRECISIONS
from tests.desk.conftest import Served, serving


def answers(served: Served) -> dict[str, str]:
    """Everything the public can see, by its address."""
    lists = "/ /incidents?page=2 /map.json /feed.atom /api/v1/incidents?limit=200 /api/v1/claims?limit=200"
    out = {p: served.get(p).text for p in lists.split()}
    ids = re.findall(r'"id":"(i-[0-9a-f]+)"', out["/api/v1/incidents?limit=200"])
    for i in ids[::4]:
        out |= {p: served.get(p).text for p in (f"/incidents/{i}", f"/incidents/{i}?lang=ar", f"/api/v1/incidents/{i}")}
    for voice in sorted(set(re.findall(r"/voice\?name=([\w%.+-]+)", "".join(out.values())))):
        out[f"/voice?name={voice}"] = served.get(f"/voice?name={voice}").text
        out[f"/api/v1/voice?name={voice}"] = served.get(f"/api/v1/voice?name={voice}").text
    served.client().cookies.clear()
    return out


def test_no_words_no_private_names_no_fine_places(public: Served, tour: Path) -> None:
    shown = answers(public)
    assert len(shown) > 50
    with open_archive(str(tour), read_only=True) as archive:
        claims = list(archive.claims(Filter(rejected=True)))
        texts = {c.report_id: archive.report(c.report_id) for c in claims}
    for c in claims:
        words = texts[c.report_id].text[slice(*c.claim["span"])]
        held = {words, texts[c.report_id].title or words}
        for v in c.claim["attribution"]:
            if v["kind"] in ("person", "residents", "witnesses") and len(v["text"]) > 12:
                held.add(v["text"])
        for p in c.claim["event"]["places"]:
            if PRECISIONS.index(p["precision"]) < PRECISIONS.index("district") and p["lat"] and p["lat"] % 0.25:
                held.add(f"{p['lat']}, {p['lon']}")
                held.add(f'"lat":{p["lat"]},')
            if p["precision"] in ("site", "neighbourhood", "village") and len(p["text"]) > 9:
                held.add(p["text"])
        for secret in held:
            for path, text in shown.items():
                assert secret not in text, (path, secret)


def test_what_could_tell_is_refused(public: Served) -> None:
    for query in ("words=دوما", "outlet=سانا", "voice=سانا", "party=rsf"):
        assert public.get(f"/api/v1/incidents?{query}").status_code == 400, query
        assert public.get(f"/incidents?{query}").status_code == 400, query
    for query in ("words=x", "place=Douma", "voice=x", "outlet=x", "report=x", "rejected=true"):
        assert public.get(f"/api/v1/claims?{query}").status_code == 400, query
    # A place that is held back finds nothing, whether it is there or not.
    assert public.get("/api/v1/incidents?place=Duma").json()["total"] == 0
    assert public.get("/api/v1/voice?name=ناشطون").status_code == 404


def test_nothing_can_be_changed(public: Served) -> None:
    assert public.settings.mode == "public"
    assert public.client().post("/login").status_code == 403
    assert 'form method="post"' not in public.get("/").text


@pytest.mark.parametrize("days", [0, 1, 3650, 99999])
def test_embargo(tour: Path, days: int) -> None:
    with open_archive(str(tour), read_only=True) as archive:
        chosen = rules("district", days)
        limit = date.today().toordinal() - days
        found = public_incidents(archive, Wanted(), "date", chosen)
        claims = {c["claim"]["id"] for c in public_claims(archive, Filter(), chosen)}
        assert {c for d in found for c in d["claims"]} <= claims
        for d in found:
            published = [a["published"] for a in d["questions"]["happened"]["accounts"]]
            assert published and all(days == 0 or date.fromisoformat(p).toordinal() <= limit for p in published)
        assert bool(found) == (days < 99999)


def test_held_back_incidents_are_not_there_by_their_address(tour: Path) -> None:
    with serving(tour, public=True, embargo=99999) as served:
        with open_archive(str(tour), read_only=True) as archive:
            claim = next(iter(archive.claims(Filter()))).claim["id"]
        assert served.get("/api/v1/incidents").json()["total"] == 0
        for path in (f"/incidents/{claim}", f"/api/v1/incidents/{claim}"):
            assert served.get(path).status_code == 404
        assert served.get("/api/v1/claims").json()["items"] == []
        assert served.get("/").status_code == 200


def test_a_blur_that_is_none(tour: Path) -> None:
    with pytest.raises(DeskError, match="district"):
        create_app(Settings(str(tour), public=True, blur="street"))


def test_the_mode_wins_over_login() -> None:
    assert Settings("x", public=True, login=True, host="0.0.0.0").mode == "public"
    assert Settings("x", host="0.0.0.0").mode == "users" and Settings("x", names=("desk.example",)).mode == "users"
    assert Settings("x").mode == "local"
