"""CSV with a row of HXL hashtags (https://hxlstandard.org) under the header row."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from riwaya.export.csv_table import write_table
from riwaya.export.flat import flat
from riwaya.export.records import Header, Row

TAGS = {
    "claim_id": "#event+code", "start": "#date+occurred", "event_type": "#event+type",
    "actors": "#group+name+first+i_ar", "targets": "#group+name+second+i_ar", "country": "#country+name+i_en",
    "governorate": "#adm1+name+i_en", "place": "#loc+name+i_ar", "place_en": "#loc+name+i_en", "lat": "#geo+lat",
    "lon": "#geo+lon", "voice": "#meta+voice+i_ar", "stance": "#meta+stance", "outlet": "#meta+source",
    "url": "#meta+url", "words": "#description+i_ar", "killed_min": "#affected+killed+min",
    "killed_max": "#affected+killed+max", "injured_min": "#affected+injured+min",
    "injured_max": "#affected+injured+max",
}  # fmt: skip


def write(rows: Iterable[Row], header: Header, out: Path) -> int:
    """One claim a row; the number of claims."""
    return write_table((_values(r) for r in rows), [list(TAGS), list(TAGS.values())], header, out)


def _values(row: Row) -> list[Any]:
    names = {p["precision"]: p.get("name_en") or p["text"] for p in row.claim["event"].get("places") or []}
    values = {**flat(row), "country": names.get("country"), "governorate": names.get("governorate")}
    return [values[name] for name in TAGS]
