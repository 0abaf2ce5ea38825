"""A place as it is named in a text."""

from dataclasses import dataclass

from riwaya.gazetteer import Place


@dataclass(slots=True)
class PlaceMention:
    """A place named at words `[a, b)`.

    `marker_a` is where the marker before the name begins (`a` without one). `area` marks a phrase around
    or in part of the place ("ريف حماة الشمالي"), whose span is the phrase and whose position is the
    place's own. `prep` is the preposition before it, written or proclitic, or empty.
    """

    a: int
    b: int
    marker_a: int
    marker: str | None
    place: Place
    reason: str
    prep: str
    area: bool
