"""`/api/v1`: the same data as the pages, as JSON."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse

from riwaya import __version__
from riwaya.desk.api import models as m
from riwaya.desk.api.etags import tag
from riwaya.desk.pages.incidents import Filters
from riwaya.desk.security.access import Who, needs
from riwaya.desk.state import Here
from riwaya.desk.view.asked import day
from riwaya.ledger import showing
from riwaya.ledger.opening import Filter

router = APIRouter(
    prefix="/api/v1", tags=["v1"],
    responses={
        **{code: {"model": m.Problem, "description": text} for code, text in (
            (400, "It cannot be meant"), (401, "No valid token"), (403, "Not allowed"), (404, "Not there"),
            (422, "A parameter does not fit"))},
        304: {"description": "Not modified"},
    },
)  # fmt: skip
Limit = Annotated[int, Query(ge=1, le=200, description="How many at once")]


@router.get("/incidents", response_model=m.Incidents)
@needs("reader", public=True)
def incidents(
    request: Request, answer: Response, desk: Here, filters: Filters, limit: Limit = 50, cursor_: Annotated[
        str | None, Query(alias="cursor", max_length=400, description="`next` of the page before")] = None,
) -> Any:  # fmt: skip
    """Incidents that the filters mean."""
    answer.headers["ETag"] = tag(request, desk)
    found = desk.look.incidents(filters, limit, cursor_)
    return {"items": found.items, "total": found.total, "next": found.next}


@router.get("/incidents/{incident_id}", response_model=m.Incident)
@needs("reader", public=True)
def incident(request: Request, answer: Response, desk: Here, incident_id: str) -> Any:
    """One incident, by its id or a claim's."""
    answer.headers["ETag"] = tag(request, desk)
    return desk.look.incident(incident_id).about


@router.get("/claims", response_model=m.Claims)
@needs("reader", public=True)
def claims(
    request: Request, answer: Response, desk: Here,
    words: Annotated[str, Query(max_length=500)] = "", outlet: Annotated[str, Query(max_length=200)] = "",
    voice: Annotated[str, Query(max_length=200)] = "", stance: Annotated[str, Query(max_length=64)] = "",
    type: Annotated[str, Query(max_length=64)] = "", place_: Annotated[str, Query(alias="place", max_length=200)] = "",
    since: Annotated[str, Query(max_length=10)] = "", until: Annotated[str, Query(max_length=10)] = "",
    report: Annotated[str, Query(max_length=100)] = "", rejected: bool = False, limit: Limit = 50,
    cursor_: Annotated[str | None, Query(alias="cursor", max_length=400)] = None,
) -> Any:  # fmt: skip
    """Claims that the filters mean, the latest happening first."""
    answer.headers["ETag"] = tag(request, desk)
    f = Filter(
        words=words or None, outlet=outlet or None, voice=voice or None, stance=stance or None, type=type or None,
        place=place_ or None, since=day("since", since), until=day("until", until), report=report or None,
        rejected=rejected, limit=limit + 1, cursor=cursor_,
    )  # fmt: skip
    found = list(desk.look.claims(f))
    after = desk.archive.claim_cursor(found[limit - 1]["claim"]["id"]) if len(found) > limit else None
    return {"items": found[:limit], "next": after}


@router.get("/claims/{claim_id}", response_model=m.Claim)
@needs("reader")
def claim(request: Request, answer: Response, desk: Here, claim_id: str) -> Any:
    """One claim as it stands."""
    answer.headers["ETag"] = tag(request, desk)
    found = showing.claim(desk.archive, claim_id)
    return {"claim": found.claim, "report": {"id": found.report_id}, "status": found.status}


@router.post("/claims/{claim_id}/decisions", response_model=m.Decided, status_code=201)
@needs("reviewer")
def decide(desk: Here, person: Who, claim_id: str, made: m.Decision) -> Any:
    """Decide on a claim, in the name of the token's user."""
    entry = desk.archive.decide(made.act, claim_id, person.name, made.reason, made.field, made.value)
    found = showing.claim(desk.archive, claim_id)
    return {"entry": entry, "claim": found.claim, "status": found.status}


@router.get("/reports", response_model=m.Reports)
@needs("reader")
def reports(
    request: Request, answer: Response, desk: Here, words: Annotated[str, Query(max_length=500)] = "",
    outlet: Annotated[str, Query(max_length=200)] = "", limit: Limit = 50,
    cursor_: Annotated[str | None, Query(alias="cursor", max_length=400)] = None,
) -> Any:  # fmt: skip
    """Reports that the filters mean, the newest first, without their texts."""
    answer.headers["ETag"] = tag(request, desk)
    f = Filter(words=words or None, outlet=outlet or None, limit=limit + 1, cursor=cursor_)
    found = list(desk.archive.reports(f))
    after = desk.archive.report_cursor(found[limit - 1].id) if len(found) > limit else None
    items = [
        {"id": r.id, "title": r.title, "outlet": r.outlet, "published": r.published, "url": r.url,
         "language": r.language, "sightings": len(r.sightings)}
        for r in found[:limit]
    ]  # fmt: skip
    return {"items": items, "next": after}


@router.get("/reports/{report_id}", response_model=m.Report)
@needs("reader")
def report(request: Request, answer: Response, desk: Here, report_id: str) -> Any:
    """One report with its text."""
    answer.headers["ETag"] = tag(request, desk)
    shown = showing.report(desk.archive, report_id)
    r = shown.report
    return {
        "id": r.id, "title": r.title, "outlet": r.outlet, "author": r.author, "published": r.published,
        "published_basis": r.published_basis, "url": r.url, "language": r.language, "text": r.text,
        "added_at": r.added_at, "sightings": list(r.sightings), "claims": [c.claim["id"] for c in shown.claims],
    }  # fmt: skip


@router.get("/voice", response_model=m.Voice)
@needs("reader", public=True)
def voice(
    request: Request,
    answer: Response,
    desk: Here,
    name: Annotated[str, Query(max_length=200)],
    limit: Limit = 200,
    cursor: Annotated[str | None, Query(pattern=r"^\d{1,9}$")] = None,
) -> Any:
    """What one voice has said over time, the newest first, by its name or id; in the public mode by its id."""
    answer.headers["ETag"] = tag(request, desk)
    skip = int(cursor or 0)
    found = desk.look.voice(name, limit, skip)
    after = skip + len(found["claims"])
    return {**found, "next": str(after) if after < found["total"] else None}


@router.get("/openapi.json", include_in_schema=False)
@needs("reader", public=True)
def openapi() -> Response:
    """This API as OpenAPI."""
    made = get_openapi(title="Riwaya", version=__version__, routes=router.routes, description="Who says what happened.")
    made["components"].setdefault("securitySchemes", {})["token"] = {"type": "http", "scheme": "bearer"}
    made["security"] = [{"token": []}, {}]
    for path in made["paths"].values():
        for operation in path.values():
            for code, said in operation["responses"].items():
                if code[0] in "45":
                    said["content"] = {"application/problem+json": said["content"]["application/json"]}
    return JSONResponse(made)
