"""Tiles of the map, where the desk has them in a file."""

from fastapi import APIRouter
from fastapi.responses import Response

from riwaya.desk.errors import NotThere
from riwaya.desk.security.access import needs
from riwaya.desk.state import Here

router = APIRouter()


@router.get("/tiles/{z}/{x}/{y}")
@needs("reader", public=True)
def tile(desk: Here, z: int, x: int, y: int) -> Response:
    """One tile; nothing where the map has none."""
    if desk.map is None:
        raise NotThere("this desk has no map of its own")
    found = desk.map.tile(z, x, y)
    if found is None:
        return Response(status_code=204)
    headers = {"Cache-Control": "private, max-age=86400"}
    if found.encoding:
        headers["Content-Encoding"] = found.encoding
    return Response(found.data, media_type=found.media, headers=headers)
