"""GeoJSON (RFC 7946): a feature a claim, at its most precise place; no geometry where the position is not known."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from riwaya.export.flat import flat
from riwaya.export.records import Header, Row, new_file


def write(rows: Iterable[Row], header: Header, out: Path) -> int:
    """A feature collection with the header as a foreign member; the number of claims. Streams."""
    count = 0
    with new_file(out) as path, path.open("w", encoding="utf-8") as file:
        head = json.dumps(header.to_dict(), ensure_ascii=False)
        file.write(f'{{"type": "FeatureCollection", "riwaya": {head}, "features": [')
        for row in rows:
            file.write((",\n" if count else "\n") + json.dumps(_feature(row), ensure_ascii=False))
            count += 1
        file.write("\n]}\n")
    return count


def _feature(row: Row) -> dict[str, Any]:
    values = flat(row)
    lat, lon = values.pop("lat"), values.pop("lon")
    point = {"type": "Point", "coordinates": [lon, lat]} if lat is not None and lon is not None else None
    return {"type": "Feature", "id": row.claim["id"], "geometry": point, "properties": values}
