"""A claim as one flat row of named columns; what tables (CSV, XLSX, Parquet) have in common."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from riwaya.export.records import Row, quote
from riwaya.model import PRECISIONS

COLUMNS = (
    "claim_id", "status", "stance", "certainty", "negated", "event_type", "voice", "voice_en", "voice_id", "voice_kind",
    "voice_side", "channel", "attribution", "actors", "actor_ids", "targets", "target_ids", "weapons", "place",
    "place_en", "place_id", "lat", "lon", "place_precision", "places", "start", "end", "time_precision",
    "time_inferred", "quantities", "killed_min", "killed_max", "injured_min", "injured_max", "casualties", "words",
    "report_id", "outlet", "author", "published", "published_basis", "title", "url", "language", "sha256", "captured",
    "reading_version", "reading_lexicon", "decisions",
)  # fmt: skip
NUMBERS = frozenset(("lat", "lon", "killed_min", "killed_max", "injured_min", "injured_max"))
TRUTHS = frozenset(("negated", "time_inferred"))


@dataclass(frozen=True, slots=True)
class Shape:
    """What a table holds: its sheet's name, columns (which of them numbers or truths), how a thing becomes a row, the
    column of the whole thing as JSON with what goes there, and the column of its id."""

    name: str
    columns: tuple[str, ...]
    numbers: frozenset[str]
    truths: frozenset[str]
    flat: Callable[[Any], dict[str, Any]]
    whole: str
    json: Callable[[Any], dict[str, Any]]
    id: str


def flat(row: Row) -> dict[str, Any]:
    """COLUMNS to values: text, int, float, bool or None; lists joined by "; "."""
    c, r = row.claim, row.report
    e = c["event"]
    chain = c.get("attribution") or []
    voice = chain[-1] if chain else {}
    when = e.get("when") or {}
    place = most_precise(e.get("places") or []) or {}
    killed, injured = toll(e, "killed"), toll(e, "injured")
    values = (
        c["id"], row.status, c["stance"], c.get("certainty"), bool(c.get("negated")), e["type"], voice.get("text"),
        voice.get("name_en"), voice.get("id"), voice.get("kind"), voice.get("side"), voice.get("channel"),
        " > ".join(v.get("text") or "" for v in chain), _join(e.get("actors"), "text"), _join(e.get("actors"), "id"),
        _join(e.get("targets"), "text"), _join(e.get("targets"), "id"), _join(e.get("weapons"), "type"),
        place.get("text"), place.get("name_en"), place.get("id"), place.get("lat"), place.get("lon"),
        place.get("precision"), _join(e.get("places"), "text"), when.get("start"), when.get("end"),
        when.get("precision"), bool(when.get("inferred")), _counts(e.get("quantities"), "of"), *killed, *injured,
        _counts(e.get("casualties"), "outcome"), quote(row, c.get("span")), r.get("id"), r.get("outlet"),
        r.get("author"), r.get("published"), r.get("published_basis"), r.get("title"), r.get("url"),
        r.get("language"), r.get("sha256"), r.get("captured"), row.reading.get("version"), row.reading.get("lexicon"),
        "; ".join(f"{d['at']} {d['by']}: {d['act']} {d.get('reason') or ''}".strip() for d in row.decisions),
    )  # fmt: skip
    return dict(zip(COLUMNS, (None if v == "" else v for v in values), strict=True))


CLAIMS = Shape("Claims", COLUMNS, NUMBERS, TRUTHS, flat, "claim_json", lambda row: dict(row.claim), "claim_id")


def most_precise(places: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The most precise place of a claim, one with coordinates where there is one."""
    placed = [p for p in places if p.get("lat") is not None]
    return min(placed or places, key=lambda p: PRECISIONS.index(p["precision"]), default=None)


def toll(event: dict[str, Any], outcome: str) -> tuple[int | None, int | None]:
    """Smallest and largest number of one outcome, of the group that holds the others (the largest, not a sum).

    Numbers of groups within a group ("12, three of them children") are never added up.
    """
    found = [x for x in event.get("casualties") or [] if x["outcome"] == outcome]
    if not found:
        return None, None
    best = max(found, key=lambda x: (x["min"] or 0, x["group"] == "people", x["max"] or 0))
    return best["min"], best["max"]


def interval(low: int | None, high: int | None) -> str:
    """12, 20-30, 51+, up to 49."""
    if low is None:
        return "?" if high is None else f"up to {high}"
    if high is None:
        return f"{low}+"
    return str(low) if low == high else f"{low}-{high}"


def _counts(rows: list[dict[str, Any]] | None, name: str) -> str:
    out = []
    for x in rows or []:
        group = f" {x['group']}" if "group" in x else ""
        about = "about " if x.get("approximate") else ""
        out.append(f"{x[name]}{group}: {about}{interval(x['min'], x['max'])}")
    return "; ".join(out)


def _join(rows: list[dict[str, Any]] | None, name: str) -> str:
    return "; ".join(str(x[name]) for x in rows or [] if x.get(name))
