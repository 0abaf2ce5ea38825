"""The list of reports, found by their words."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from riwaya.desk.render import page
from riwaya.desk.security.access import needs
from riwaya.desk.state import Here
from riwaya.ledger.opening import Filter

router = APIRouter()
PAGE = 30


@router.get("/reports", response_class=HTMLResponse)
@needs("reader")
def reports(
    request: Request,
    desk: Here,
    words: Annotated[str, Query(max_length=500)] = "",
    outlet: Annotated[str, Query(max_length=200)] = "",
    after: Annotated[str | None, Query(max_length=400)] = None,
) -> Response:
    """Some reports, the newest first; those after a cursor."""
    f = Filter(words=words.strip() or None, outlet=outlet.strip() or None, limit=PAGE + 1, cursor=after)
    found = list(desk.archive.reports(f))
    more = desk.archive.report_cursor(found[PAGE - 1].id) if len(found) > PAGE else None
    return page(
        request, "reports.html", found=found[:PAGE], more=more, begun=after is not None, words=words, outlet=outlet
    )
