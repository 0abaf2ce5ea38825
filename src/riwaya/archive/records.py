"""Plain records that go into the archive and come out of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from riwaya.model import Taken


@dataclass(frozen=True, slots=True)
class Addition:
    """One report on its way in, with what the reading found in it.

    `reading` is the JSON object of the claims contract, or None where the report is in the archive already.
    """

    taken: Taken
    reading: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Reader:
    """Which program made a reading: the product's version and the fingerprint of its lexicon and gazetteer."""

    version: str
    lexicon: str


@dataclass(frozen=True, slots=True)
class Added:
    """What became of an addition: `new`, `sighting` (known text, seen elsewhere) or `known` (nothing added)."""

    report_id: str
    outcome: str
    claims: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One act in the custody chain; `content` is the canonical JSON the hash is over."""

    seq: int
    at: str
    act: str
    content: str
    content_sha256: str
    prev: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is off: `kind` from the table in docs/custody.md, where, and what in words."""

    kind: str
    where: str
    message: str


@dataclass(frozen=True, slots=True)
class Filter:
    """Which claims or reports are meant. Everything given must hold; `words` is a search in the search grammar.

    `box` is (south, west, north, east) in degrees. Dates are ISO and inclusive; `since`/`until` are about when it
    happened, `published_since`/`published_until` about the report. `cursor` is where to go on, as the archive gave it.
    """

    words: str | None = None
    outlet: str | None = None
    voice: str | None = None
    stance: str | None = None
    type: str | None = None
    place: str | None = None
    box: tuple[float, float, float, float] | None = None
    since: str | None = None
    until: str | None = None
    published_since: str | None = None
    published_until: str | None = None
    report: str | None = None
    claim: str | None = None
    rejected: bool = False
    limit: int | None = None
    cursor: str | None = None

    def said(self) -> dict[str, Any]:
        """What was asked for, without what was left open; goes into exports and the custody chain."""
        out = {name: getattr(self, name) for name in self.__slots__ if getattr(self, name) not in (None, False)}
        return {k: list(v) if isinstance(v, tuple) else v for k, v in out.items()}


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """A claim as it now stands: `claim` after people's decisions, `read` as the program read it (None by hand).

    `status` is `read`, `confirmed`, `corrected`, `rejected` or `added`; `earlier` is true where only an earlier
    reading has it and a person's decision keeps it.
    """

    claim: dict[str, Any]
    read: dict[str, Any] | None
    report_id: str
    status: str
    earlier: bool
    decisions: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A report as kept: first-seen facts, its sightings (dicts), and the reading that counts now."""

    id: str
    text: str
    title: str | None
    outlet: str | None
    author: str | None
    published: str | None
    published_basis: str | None
    url: str | None
    language: str
    given_id: str | None
    added_at: str
    sightings: tuple[dict[str, Any], ...] = ()
    reading: dict[str, Any] = field(default_factory=dict)
