"""How large a city is, by where it lies: for whoever has a position and a precision, and no record of the place."""

from functools import lru_cache
from math import floor, pi, sqrt

from riwaya.gazetteer.index import load
from riwaya.gazetteer.place import Place, between_km

_CELL = 0.1  # degrees
_NEAR_KM = 3.0  # a position as near as this to a city's is that city's
_PER_KM2 = 5000.0  # people on a square kilometre of a built-up city


@lru_cache(maxsize=20_000)
def city_radius_km(lat: float, lon: float) -> float | None:
    """Kilometres around its middle that the city at a position covers, from its population; None for none we know."""
    here = Place("", "", "", lat, lon, "city", "", None, 0, frozenset())
    y, x = floor(lat / _CELL), floor(lon / _CELL)
    near = [p for dy in (-1, 0, 1) for dx in (-1, 0, 1) for p in _cities().get((y + dy, x + dx), ())]
    found = [(d, p.population) for p in near if (d := between_km(here, p)) is not None and d <= _NEAR_KM]
    return sqrt(min(found)[1] / _PER_KM2 / pi) if found else None


@lru_cache(maxsize=1)
def _cities() -> dict[tuple[int, int], list[Place]]:
    """Cities with a population by cell; what people imported is left out, so that all archives link alike."""
    gaz = load()
    grid: dict[tuple[int, int], list[Place]] = {}
    for p in (gaz.place(n) for n in range(len(gaz))):
        if p.kind == "city" and p.population and p.lat is not None and p.lon is not None and "user" not in p.flags:
            grid.setdefault((floor(p.lat / _CELL), floor(p.lon / _CELL)), []).append(p)
    return grid
