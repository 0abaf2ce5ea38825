"""One report: its text with the claims in it, why they were read so, where it came from."""

import json

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from riwaya.desk.render import page
from riwaya.desk.security.access import needs
from riwaya.desk.state import Here
from riwaya.desk.view.claims import card, choices
from riwaya.desk.view.highlight import paragraphs
from riwaya.ledger import showing

router = APIRouter()


@router.get("/reports/{report_id}", response_class=HTMLResponse)
@needs("reader")
def report(request: Request, desk: Here, report_id: str) -> Response:
    """The report's page."""
    shown = showing.report(desk.archive, report_id)
    return page(
        request, "report.html", r=shown.report, shown=shown, paragraphs=paragraphs(shown.report.text, shown.claims),
        cards=[card(c, shown.report) for c in shown.claims], choices=choices(),
        acts=[{"seq": e.seq, "at": e.at, "act": e.act, "sha256": e.sha256, **_about(e.content)} for e in shown.entries],
    )  # fmt: skip


@router.get("/claims/{claim_id}/why", response_class=HTMLResponse)
@needs("reader")
def why(request: Request, desk: Here, claim_id: str) -> Response:
    """The rules and entries behind a claim's values."""
    found = showing.claim(desk.archive, claim_id)
    stored = desk.archive.report(found.report_id)
    return page(request, "why.html", claim_id=claim_id, r=stored, evidence=showing.evidence(stored).get(claim_id, []))


@router.get("/raw/{digest}")
@needs("reader")
def raw(desk: Here, digest: str) -> Response:
    """Bytes as received, always as a download: a captured page must not run as one of ours."""
    return Response(
        desk.archive.raw(digest), media_type="application/octet-stream",
        headers={
            "Content-Disposition": f'attachment; filename="{digest[:16]}.bin"',
            "Content-Security-Policy": "sandbox; default-src 'none'",
        },
    )  # fmt: skip


def _about(content: str) -> dict[str, str | None]:
    facts = json.loads(content)
    return {"kind": facts.get("act"), "claim": facts.get("claim_id"), "by": facts.get("by"),
            "reason": facts.get("reason"), "version": facts.get("version"), "source": facts.get("source")}  # fmt: skip
