"""Frozen records of the product: what a report says, as claims. Field meanings: docs/claims.md.

All spans are half-open `(start, end)` offsets in Unicode code points of the report's text as given.
Dates are ISO strings (YYYY-MM-DD), inclusive at both ends. Coordinates are WGS 84 degrees.
"""

import hashlib
from dataclasses import dataclass, field
from typing import Any

Span = tuple[int, int]

EVENT_TYPES = (
    "armed_clash", "territory_change", "shelling", "air_strike", "chemical_weapon", "remote_explosive",
    "suicide_bomb", "grenade", "attack", "abduction", "sexual_violence", "arrest", "interception",
    "destruction", "agreement", "displacement", "protest", "riot", "unspecified_violence", "other",
)  # fmt: skip
STANCES = ("asserts", "claims_responsibility", "acknowledges", "denies", "accuses", "threatens", "warns")
VOICE_KINDS = (
    "outlet", "agency", "state_media", "media", "official", "armed_group", "state_forces", "person",
    "monitor", "rescue_service", "medical", "activists", "witnesses", "residents", "correspondent",
    "unnamed_source", "international_organisation", "organisation", "other",
)  # fmt: skip
CHANNELS = (
    "twitter", "facebook", "telegram", "youtube", "social_media", "website", "statement", "television",
    "radio", "agency", "newspaper", "press_conference", "interview",
)  # fmt: skip
WEAPONS = (
    "rocket", "missile", "mortar", "artillery", "tank", "aircraft", "drone", "helicopter", "barrel_bomb",
    "bomb", "cluster_munition", "incendiary", "toxic_gas", "landmine", "ied", "car_bomb",
    "explosive_belt", "small_arms", "heavy_machine_gun", "anti_tank", "anti_aircraft", "grenade", "shell",
    "unspecified",
)  # fmt: skip
OUTCOMES = ("killed", "injured", "killed_or_injured", "detained", "missing", "displaced", "harmed")
GROUPS = (
    "civilians", "children", "women", "fighters", "police", "medics", "rescuers", "journalists", "people",
)  # fmt: skip
PRECISIONS = ("site", "neighbourhood", "village", "town", "city", "district", "governorate", "country")


@dataclass(frozen=True, slots=True)
class Voice:
    """One link of an attribution; `cue` is the span of the word that hands over to this voice."""

    kind: str
    text: str
    id: str | None = None
    name_en: str | None = None
    span: Span | None = None
    cue: Span | None = None
    channel: str | None = None
    side: str | None = None
    member_of: str | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """An actor or a target of a happening."""

    text: str
    id: str | None
    span: Span | None
    name: str | None = None
    name_en: str | None = None
    kind: str | None = None
    side: str | None = None
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Weapon:
    type: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class PlaceValue:
    """A place of a happening; `lat` and `lon` are null where the position is not known."""

    text: str
    id: str | None
    name_en: str | None
    lat: float | None
    lon: float | None
    precision: str
    span: Span
    why: str = ""


@dataclass(frozen=True, slots=True)
class When:
    """When it happened; `end` is null where it goes on; `unresolved` where no date can be computed."""

    start: str | None
    end: str | None
    precision: str
    inferred: bool
    text: str | None
    span: Span | None
    unresolved: bool = False


@dataclass(frozen=True, slots=True)
class Quantity:
    of: str
    min: int | None
    max: int | None
    approximate: bool
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Casualty:
    outcome: str
    group: str
    min: int | None
    max: int | None
    approximate: bool
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Event:
    """One happening as one voice puts it."""

    type: str
    actors: tuple[Party, ...] = ()
    targets: tuple[Party, ...] = ()
    weapons: tuple[Weapon, ...] = ()
    places: tuple[PlaceValue, ...] = ()
    when: When | None = None
    quantities: tuple[Quantity, ...] = ()
    casualties: tuple[Casualty, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a value is as it is: the field, the rule, the lexicon or gazetteer entry, and the words."""

    field: str
    rule: str
    entry: str | None
    span: Span | None


@dataclass(frozen=True, slots=True)
class Claim:
    id: str
    span: Span
    trigger: Span
    stance: str
    certainty: str
    attribution: tuple[Voice, ...]
    event: Event
    negated: bool = False
    recalls: str | None = None
    why: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """One published text. `published` is an ISO date or None; `id` is `sha256:` and the text's hash."""

    text: str
    outlet: str | None = None
    published: str | None = None
    title: str | None = None
    url: str | None = None
    given_id: str | None = None

    @property
    def id(self) -> str:
        """Content-derived: the same text always has the same id."""
        return "sha256:" + hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Taken:
    """A report as it came in.

    `raw` is the bytes as received (for a record inside a container, that record's own bytes), `source` the path
    or URL, with `#` and member, line or message for containers. `published_basis` says where the date is from: given,
    json-ld, metadata, url, text, feed, message, column or index; None without a date. `captured` is an ISO UTC time
    where the source says when it was captured. `ocr_spans` are spans of the text read from an image,
    `ocr_confidence` their mean confidence, 0 to 100. `forwarded_from` names whom a message was forwarded from; it
    becomes a link of the attribution chain.
    """

    report: Report
    raw: bytes
    media_type: str
    source: str
    author: str | None = None
    published_basis: str | None = None
    captured: str | None = None
    forwarded_from: str | None = None
    ocr_spans: tuple[Span, ...] = ()
    ocr_confidence: float | None = None
    notes: tuple[str, ...] = ()


def _plain(value: Any) -> Any:
    """Records as dicts, tuples of records as lists; spans stay tuples, which JSON writes as lists."""
    names = getattr(value, "__slots__", None)
    if names is not None:
        return {name: _plain(getattr(value, name)) for name in names}
    if type(value) is tuple and (not value or type(value[0]) is not int):
        return [_plain(v) for v in value]
    return value


@dataclass(frozen=True, slots=True)
class Reading:
    """A report and its claims. `notes` are plain sentences on what could not be read and why."""

    report: Report
    language: str
    claims: tuple[Claim, ...] = ()
    notes: tuple[str, ...] = field(default=())

    def to_dict(self, explain: bool = False) -> dict[str, Any]:
        """The JSON object of the claims contract; with `explain`, each claim's evidence too."""
        r = self.report
        head: dict[str, Any] = {
            "id": r.id, "outlet": r.outlet, "published": r.published, "title": r.title,
            "language": self.language, "text_length": len(r.text),
        }  # fmt: skip
        if r.given_id is not None:
            head["given_id"] = r.given_id
        if r.url is not None:
            head["url"] = r.url
        claims = []
        for claim in self.claims:
            d = _plain(claim)
            if not explain:
                del d["why"]
            claims.append(d)
        return {"report": head, "claims": claims, "notes": list(self.notes)}
