"""The review queue: one claim at a time, by keyboard."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from riwaya.desk.render import page
from riwaya.desk.security.access import Who, needs
from riwaya.desk.state import Here
from riwaya.desk.view.claims import card, choices
from riwaya.ledger import showing
from riwaya.ledger.queue import length, queue

router = APIRouter()


@router.get("/queue", response_class=HTMLResponse)
@needs("reviewer")
def review(
    request: Request, desk: Here, person: Who, at: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    done: Annotated[str, Query(max_length=80)] = "",
) -> Response:  # fmt: skip
    """The claim at a place of the queue; `done` is the claim decided on just before, which can be undone."""
    total = length(desk.archive)
    number = min(at, max(total - 1, 0))
    item = next(iter(queue(desk.archive, number, 1)), None)
    report = desk.archive.report(item.claim.report_id) if item else None
    shown = card(item.claim, report) if item and report else None
    around = None
    if item and report:
        start, end = item.claim.claim["span"]
        around = (report.text[max(0, start - 160) : start], report.text[end : end + 160])
    return page(
        request, "queue.html", item=item, c=shown, r=report, around=around, number=number, total=total,
        choices=choices(), last=_last(desk, person.name, done) if done else None,
    )  # fmt: skip


def _last(desk: Here, name: str, claim_id: str) -> dict[str, object] | None:
    """The person's own last decision on a claim, where it can still be taken back."""
    found = showing.claim(desk.archive, claim_id)
    mine = [d for d in found.decisions if d["by"] == name]
    return mine[-1] if mine and mine[-1]["act"] != "undo" else None
