"""How reports are to be taken in."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Options:
    """How to take in: `published` and `outlet` as given by the user win over what a source says of itself.

    `mapping` maps text, title, outlet, author, published, url and id to the names of columns or keys. `follow` takes in
    the pages that a feed's entries link to.
    """

    published: str | None = None
    outlet: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    max_bytes: int = 20_000_000
    ocr: bool = True
    follow: bool = False
