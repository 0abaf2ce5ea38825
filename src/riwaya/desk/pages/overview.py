"""The first page: map, timeline and the incidents that the filters mean."""

from math import ceil, floor
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from riwaya.desk.i18n.formats import Formats
from riwaya.desk.pages.incidents import AGREEMENTS, Filters
from riwaya.desk.render import language_of, page
from riwaya.desk.security.access import needs
from riwaya.desk.state import Here
from riwaya.desk.view.asked import SORTS, numbers
from riwaya.desk.view.timeline import timeline
from riwaya.model import EVENT_TYPES

router = APIRouter()
SHOWN = 12
_WIDTH = 44  # pixels


@router.get("/", response_class=HTMLResponse)
@needs("reader", public=True)
def overview(request: Request, desk: Here, filters: Filters) -> Response:
    """The overview."""
    found = desk.look.incidents(filters, SHOWN)
    begun = desk.look.begun(filters)
    classes = {a: n for a in AGREEMENTS if (n := sum(count for _, agreement, count in begun if agreement == a))}
    return page(
        request, "overview.html", found=found.items, total=found.total, time=timeline(begun), totals=desk.look.totals(),
        classes=classes, asked=filters, types=EVENT_TYPES, agreements=AGREEMENTS, sorts=SORTS,
    )  # fmt: skip


@router.get("/map.json")
@needs("reader", public=True)
def points(
    request: Request, desk: Here, filters: Filters, zoom: Annotated[float, Query(ge=0, le=22)] = 4,
    box: Annotated[str, Query(max_length=200)] = "-90,-180,90,180",
) -> Response:  # fmt: skip
    """What a map of a zoom shows within a box (south, west, north, east): lone incidents and gatherings of several."""
    south, west, north, east = numbers("box", box, 4)
    formats = Formats(language_of(request))
    # A gathering is about as wide as its circle; rounded, so that maps nearly alike are answered from what is kept.
    step = _WIDTH * 360 / (256 * 2.0 ** round(zoom))
    low, left = (floor(x / step) * step for x in (south, west))
    high, right = (ceil(x / step) * step for x in (north, east))
    out = []
    for cell in desk.look.on_map(filters, (low, left, high, right), step):
        d = cell["incident"]
        at = next((p for p in d["places"] if p["lat"] is not None), None) if d else None
        lone = {"id": d["id"], "name": formats.place(at)} if d and at else {}
        out.append({**{k: cell[k] for k in ("count", "lat", "lon", "agreement", "point")}, **lone})
    return JSONResponse(out)
