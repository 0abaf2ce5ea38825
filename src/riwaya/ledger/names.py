"""Arabic names of places by their id: a report's own words carry clitics, or say only "the city"."""

from functools import lru_cache

from riwaya.gazetteer.curated import curated_rows


@lru_cache(maxsize=1)
def _curated() -> dict[str, str]:
    return {row.place.id: row.place.name_ar for row in curated_rows()}


def arabic_name(place_id: str | None) -> str | None:
    """The name of a curated place; None for any other."""
    return _curated().get(place_id) if place_id else None
