"""The first page: map, timeline and the incidents that the filters mean."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from riwaya.desk.i18n.formats import Formats
from riwaya.desk.pages.incidents import AGREEMENTS, Filters
from riwaya.desk.render import language_of, page
from riwaya.desk.security.access import needs
from riwaya.desk.state import Here
from riwaya.desk.view.asked import SORTS
from riwaya.desk.view.timeline import timeline
from riwaya.model import EVENT_TYPES

router = APIRouter()
SHOWN = 12


@router.get("/", response_class=HTMLResponse)
@needs("reader", public=True)
def overview(request: Request, desk: Here, filters: Filters) -> Response:
    """The overview."""
    found = desk.look.incidents(filters)
    totals = None if desk.settings.public else desk.archive.totals()
    classes = {a: n for a in AGREEMENTS if (n := sum(d["agreement"] == a for d in found))}
    return page(
        request, "overview.html", found=found[:SHOWN], total=len(found), time=timeline(found), totals=totals,
        classes=classes, asked=filters, types=EVENT_TYPES, agreements=AGREEMENTS, sorts=SORTS,
    )  # fmt: skip


@router.get("/map.json")
@needs("reader", public=True)
def points(request: Request, desk: Here, filters: Filters) -> Response:
    """Where the incidents are: each at its most precise place that has a position."""
    formats = Formats(language_of(request))
    out = []
    for d in desk.look.incidents(filters):
        at = next((p for p in d["places"] if p["lat"] is not None), None)
        if at is not None:
            out.append({
                "id": d["id"], "lat": at["lat"], "lon": at["lon"], "precision": at["precision"], "type": d["type"],
                "agreement": d["agreement"], "start": d["start"], "name": formats.place(at),
                "origins": len(d["origins"]),
            })  # fmt: skip
    return JSONResponse(out)
