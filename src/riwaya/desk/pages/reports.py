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
    page_: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
) -> Response:
    """One page of reports, the newest first."""
    f = Filter(words=words.strip() or None, outlet=outlet.strip() or None, limit=page_ * PAGE + 1)
    found = list(desk.archive.reports(f))[(page_ - 1) * PAGE :]
    return page(
        request, "reports.html", found=found[:PAGE], more=len(found) > PAGE, number=page_, words=words, outlet=outlet
    )
