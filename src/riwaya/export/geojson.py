"""GeoJSON (RFC 7946): a feature a claim, at its most precise place; no geometry where the position is not known."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from riwaya.export.flat import CLAIMS, Shape
from riwaya.export.records import Header, new_file


def write(rows: Iterable[Any], header: Header, out: Path, shape: Shape = CLAIMS) -> int:
    """A feature collection with the header as a foreign member; the number of features. Streams."""
    count = 0
    with new_file(out) as path, path.open("w", encoding="utf-8") as file:
        head = json.dumps(header.to_dict(), ensure_ascii=False)
        file.write(f'{{"type": "FeatureCollection", "riwaya": {head}, "features": [')
        for row in rows:
            file.write((",\n" if count else "\n") + json.dumps(_feature(shape.flat(row), shape), ensure_ascii=False))
            count += 1
        file.write("\n]}\n")
    return count


def _feature(values: dict[str, Any], shape: Shape) -> dict[str, Any]:
    lat, lon = values.pop("lat"), values.pop("lon")
    point = {"type": "Point", "coordinates": [lon, lat]} if lat is not None and lon is not None else None
    return {"type": "Feature", "id": values[shape.id], "geometry": point, "properties": values}
