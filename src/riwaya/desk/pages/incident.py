"""One incident: the accounts side by side, where they come from, how they changed; and a voice over time."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from riwaya.desk.i18n.formats import Formats
from riwaya.desk.render import language_of, page
from riwaya.desk.security.access import needs
from riwaya.desk.state import Here
from riwaya.desk.view.accounts import groups
from riwaya.desk.view.origins import tree
from riwaya.ledger.comparing import TOLLS
from riwaya.model import GROUPS

router = APIRouter()
SAID = 100  # claims of a voice on a page


@router.get("/incidents/{incident_id}", response_class=HTMLResponse)
@needs("reader", public=True)
def incident(request: Request, desk: Here, incident_id: str) -> Response:
    """The incident's page."""
    shown = desk.look.incident(incident_id)
    about = shown.about
    formats = Formats(language_of(request))
    return page(
        request, "incident.html", about=about, shown=shown, groups=groups(about, formats),
        questions=list(about["questions"]), trees=[(o, tree(shown, o)) for o in about["origins"]],
        context=[shown.claims[i] for i in about["context"] if i in shown.claims], outcomes=TOLLS, people=GROUPS,
    )  # fmt: skip


@router.get("/incidents/{incident_id}/dossier", response_class=HTMLResponse)
@needs("reader")
def dossier(request: Request, desk: Here, incident_id: str) -> Response:
    """The incident for paper: every quote with its report, date and hash."""
    shown = desk.look.incident(incident_id)
    reports = {i: desk.archive.report(i) for i in shown.about["reports"]}
    return page(request, "dossier.html", about=shown.about, shown=shown, reports=reports, head=desk.archive.head(),
                archive=desk.archive.id, groups=groups(shown.about, Formats(language_of(request))))  # fmt: skip


@router.get("/voice", response_class=HTMLResponse)
@needs("reader", public=True)
def voice(
    request: Request, desk: Here, name: str, number: Annotated[int, Query(alias="page", ge=1, le=100_000)] = 1
) -> Response:
    """What one voice has said over time, the newest first."""
    found = desk.look.voice(name, SAID, (number - 1) * SAID)
    months: dict[str, list[dict[str, object]]] = {}
    for c in found["claims"]:
        months.setdefault((c["start"] or c["published"] or "")[:7], []).append(c)
    pages = max(1, -(-found["total"] // SAID))
    return page(request, "voice.html", found=found, months=months, number=number, pages=pages)
