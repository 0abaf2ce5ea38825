"""The list of incidents, filtered by its address."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response

from riwaya.desk.render import page
from riwaya.desk.security.access import needs
from riwaya.desk.state import Here
from riwaya.desk.view.asked import SORTS, Asked, asked
from riwaya.model import EVENT_TYPES

router = APIRouter()
PAGE = 25
AGREEMENTS = ("contested", "conceded", "differs", "corroborated", "single")
Filters = Annotated[Asked, Depends(asked)]


@router.get("/incidents", response_class=HTMLResponse)
@needs("reader", public=True)
def incidents(request: Request, desk: Here, filters: Filters) -> Response:
    """One page of incidents that the filters mean."""
    found = desk.look.incidents(filters, PAGE, skip=(filters.page - 1) * PAGE)
    pages = max(1, -(-found.total // PAGE))
    return page(
        request, "incidents.html", found=found.items, total=found.total, number=filters.page, pages=pages,
        asked=filters, types=EVENT_TYPES, agreements=AGREEMENTS, sorts=SORTS,
    )  # fmt: skip
