"""What people decide: on claims, and on what belongs together. Every decision carries the person's name."""

from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from riwaya.desk.errors import BadRequest
from riwaya.desk.render import page
from riwaya.desk.security.access import Who, needs
from riwaya.desk.state import Fields, Here, text
from riwaya.desk.view.claims import card, choices
from riwaya.ledger import comparing, deciding, showing

router = APIRouter()
ACTS = ("confirm", "correct", "reject", "note", "undo")


@router.post("/claims/{claim_id}/decide")
@needs("reviewer")
def decide(request: Request, desk: Here, person: Who, form: Fields, claim_id: str) -> Response:
    """Confirm, correct, reject, note or undo; answers with the claim as it now stands."""
    act, field = text(form, "act"), text(form, "field") or None
    if act not in ACTS:
        raise BadRequest(f"act: one of {', '.join(ACTS)}")
    if act == "correct" and field is None:
        raise BadRequest("correct: say which field")
    given = text(form, "value")
    value = deciding.value_of(given) if act in ("correct", "undo") else None
    desk.archive.decide(act, claim_id, person.name, text(form, "reason"), field, value)
    found = showing.claim(desk.archive, claim_id)
    if request.headers.get("hx-request") == "true":
        stored = desk.archive.report(found.report_id)
        return page(request, "claim.html", c=card(found, stored), choices=choices())
    return _back(text(form, "next") or f"/reports/{found.report_id}#{quote(claim_id)}")


@router.post("/reports/{report_id}/claims")
@needs("reviewer")
def add_claim(desk: Here, person: Who, form: Fields, report_id: str) -> Response:
    """A claim by hand, from words of the report."""
    words = str(form.get("words") or "").replace("\r\n", "\n").strip()
    made = deciding.add_claim(
        desk.archive, report_id, words, text(form, "type"), person.name, text(form, "reason"),
        stance=text(form, "stance") or "asserts", voice=text(form, "voice") or None, kind=text(form, "kind") or "other",
    )  # fmt: skip
    return _back(f"/reports/{report_id}#{quote(made)}")


@router.post("/incidents/{incident_id}/rule")
@needs("reviewer")
def rule(desk: Here, person: Who, form: Fields, incident_id: str) -> Response:
    """Merge with another incident, split a claim off, or move a claim to another incident."""
    kind, claim, other = text(form, "kind"), text(form, "claim"), text(form, "other")
    archive = desk.archive
    mine = comparing.members(archive, incident_id)
    if kind == "merge":
        claims = [*mine, *comparing.members(archive, other)]
        after = mine[0]
    elif kind == "split":
        claims = [claim, *(c for c in mine if c != claim)]
        after = next((c for c in mine if c != claim), claim)
    elif kind == "move":
        claims = [comparing.members(archive, claim)[0], comparing.members(archive, other)[0]]
        after = claim
    else:
        raise BadRequest("kind: one of merge, split, move")
    comparing.rule(archive, kind, claims, person.name, text(form, "reason"))
    return _back(f"/incidents/{comparing.one(archive, after).id}")


@router.post("/incidents/{incident_id}/best")
@needs("reviewer")
def best(desk: Here, person: Who, form: Fields, incident_id: str) -> Response:
    """Set the value that a person finds best for a toll of the incident, or take it back."""
    comparing.set_best(
        desk.archive, incident_id, text(form, "outcome"), text(form, "number") or "none", text(form, "group") or "all",
        person.name, text(form, "reason"),
    )  # fmt: skip
    return _back(f"/incidents/{quote(incident_id)}#tolls")


def _back(where: str) -> RedirectResponse:
    """To a page of ours; never elsewhere, whatever a form says."""
    local = where.startswith("/") and not where.startswith(("//", "/\\")) and "\n" not in where and "\r" not in where
    return RedirectResponse(where if local else "/", 303)
