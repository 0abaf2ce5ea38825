"""What a name can mean: one record per place, and distances between places."""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

KINDS = (
    "site", "neighbourhood", "village", "town", "city", "district", "governorate", "region", "country",
)  # fmt: skip
AREAS = frozenset({"district", "governorate", "region", "country"})
SETTLEMENTS = frozenset({"village", "town", "city"})


@dataclass(frozen=True, slots=True)
class Place:
    """A place. `lat` and `lon` are None where the position is not known for certain.

    `id` is a stable slug, or `geonames:` and a number. `parent` is the Arabic name of what contains the
    place. Flags: `common` (also an ordinary word or a family name: a place only with a reason), `capital`
    (of its country), `seat=NAME` (a governorate's main town), `wide` (a region as large as a governorate
    or larger), `camp`, `crossing`, `airport`, `port`, `base`, `dam`, `field`, `water`, `user` (imported).
    """

    id: str
    name_ar: str
    name_en: str
    lat: float | None
    lon: float | None
    kind: str
    country: str
    parent: str | None
    population: int
    flags: frozenset[str]

    @property
    def precision(self) -> str:
        """What a reader of claims sees: a region counts as a district, a wide one as a governorate."""
        if self.kind == "region":
            return "governorate" if "wide" in self.flags else "district"
        return self.kind

    @property
    def located(self) -> bool:
        """Whether the position is known."""
        return self.lat is not None and self.lon is not None


def distance_km(a_lat: float, a_lon: float, b_lat: float, b_lon: float) -> float:
    """Great-circle distance in kilometres.

    >>> round(distance_km(33.513, 36.292, 36.201, 37.169))
    310
    """
    p, q = radians(a_lat), radians(b_lat)
    h = sin((q - p) / 2) ** 2 + cos(p) * cos(q) * sin(radians(b_lon - a_lon) / 2) ** 2
    return 12742.0 * asin(sqrt(h))


def between_km(a: Place, b: Place) -> float | None:
    """Distance between two places, or None where either position is not known."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    return distance_km(a.lat, a.lon, b.lat, b.lon)
