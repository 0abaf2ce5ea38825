"""What the API answers with. A claim is the claims contract's object; see docs/claims.md."""

from typing import Any

from pydantic import BaseModel, Field


class Problem(BaseModel):
    """An error (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str


class Place(BaseModel):
    """A place; `lat` and `lon` in degrees, null where the position is not known."""

    text: str
    name_en: str | None
    id: str | None
    lat: float | None
    lon: float | None
    precision: str


class Origin(BaseModel):
    """Where accounts come from: one voice, one agency item, one text, whoever carries it."""

    model_config = {"populate_by_name": True}
    name: str
    cls: str = Field(alias="class")
    claims: list[str]
    why: list[str]
    ties: list[str]


class Question(BaseModel):
    """How the accounts of a question agree, and each account with its words."""

    agreement: str
    accounts: list[dict[str, Any]]


class Incident(BaseModel):
    """Claims of many reports about one happening."""

    id: str
    type: str
    start: str | None
    end: str | None
    places: list[Place]
    claims: list[str]
    context: list[str]
    reports: list[str]
    agreement: str
    origins: list[Origin]
    questions: dict[str, Question]
    changes: list[dict[str, Any]]


class Claim(BaseModel):
    """A claim as it stands after people's decisions."""

    claim: dict[str, Any]
    report: dict[str, Any]
    status: str


class Report(BaseModel):
    """A report, its sightings, and the ids of its claims."""

    id: str
    title: str | None
    outlet: str | None
    author: str | None
    published: str | None
    published_basis: str | None
    url: str | None
    language: str
    text: str
    added_at: str
    sightings: list[dict[str, Any]]
    claims: list[str]


class Decision(BaseModel):
    """What somebody decides on a claim: confirm, correct (with field and value), reject, note or undo."""

    act: str = Field(pattern="^(confirm|correct|reject|note|undo)$")
    reason: str = Field("", max_length=5000)
    field: str | None = Field(None, max_length=200)
    value: Any = None


class Decided(BaseModel):
    """The decision's number in the custody chain, and the claim as it now stands."""

    entry: int
    claim: dict[str, Any]
    status: str


class Incidents(BaseModel):
    """A page of incidents; `next` is the cursor of the next one, null at the end."""

    items: list[Incident]
    total: int
    next: str | None


class Claims(BaseModel):
    """A page of claims; `next` is the cursor of the next one, null at the end."""

    items: list[Claim]
    next: str | None


class Reports(BaseModel):
    """A page of reports, without texts; `next` is the cursor of the next one, null at the end."""

    items: list[dict[str, Any]]
    next: str | None


class Voice(BaseModel):
    """What one voice has said over time, and where it says and denies."""

    voice: str
    text: str
    name_en: str | None
    claims: list[dict[str, Any]]
    total: int
    next: str | None
    stances: dict[str, int]
    outlets: list[str]
    contradictions: list[dict[str, Any]]
