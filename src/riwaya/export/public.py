"""Exports for the public: blurred places, no names of private people, nothing under embargo, no quoted words.

Quoted words could hold a name or a place that is held back, so a public row carries none at all, nor the report's
title, text, address, file names and hashes. What is left is values that were each looked at here.
"""

import copy
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from riwaya.export.records import ExportError, Row
from riwaya.model import PRECISIONS

_GRID = {"city": 0.1, "district": 0.25, "governorate": 0.5, "country": 2.0, "town": 0.05, "village": 0.05}
BLURS = tuple(p for p in PRECISIONS if p in _GRID)  # from the finest to the coarsest
_REPORT = ("id", "outlet", "published", "published_basis", "language")


@dataclass(frozen=True, slots=True)
class Public:
    """What a public export keeps: places no more precise than `precision`, nothing younger than `embargo` days."""

    precision: str = "district"
    embargo: int = 0
    today: date = date.min

    def said(self) -> dict[str, Any]:
        """For the export's header."""
        return {
            "places_no_more_precise_than": self.precision, "grid_degrees": grid(self.precision),
            "embargo_days": self.embargo, "quotes": False, "private_names": False,
        }  # fmt: skip


def grid(precision: str) -> float:
    """Degrees that coordinates are rounded to. Raises ExportError on no precision of ours."""
    if precision not in _GRID:
        raise ExportError(f"blur {precision!r}: choose one of {', '.join(_GRID)}")
    return _GRID[precision]


def public(rows: Iterable[Row], rules: Public) -> Iterator[Row]:
    """The rows that may be shown, each with what may be shown of it. The rows given are not changed."""
    step = grid(rules.precision)
    for row in rows:
        if not _held_back(row, rules):
            yield _shown(row, rules.precision, step)


def _held_back(row: Row, rules: Public) -> bool:
    """Under embargo: published, or happened, too lately; or with no date to tell by."""
    if rules.embargo <= 0:
        return False
    limit = (rules.today - timedelta(days=rules.embargo)).isoformat()
    published = row.report.get("published")
    when = row.claim["event"].get("when") or {}
    latest = max((d for d in (published, when.get("start"), when.get("end")) if d), default=None)
    return published is None or latest is None or latest > limit


def _shown(row: Row, precision: str, step: float) -> Row:
    claim = copy.deepcopy(row.claim)
    keep = {k: claim.get(k) for k in ("id", "stance", "certainty", "negated")}
    event = claim["event"]
    shown = {
        **keep, "span": None, "trigger": None,
        "attribution": [_voice(v) for v in claim.get("attribution") or []],
        "event": {
            "type": event["type"], "actors": [_party(p) for p in event["actors"] if p.get("id")],
            "targets": [_party(p) for p in event["targets"] if p.get("id")],
            "weapons": [{"type": w["type"]} for w in event["weapons"]],
            "places": [p for p in (blurred(p, precision, step) for p in event["places"]) if p],
            "when": _when(event.get("when")),
            "quantities": [{k: q[k] for k in ("of", "min", "max", "approximate")} for q in event["quantities"]],
            "casualties": [
                {k: q[k] for k in ("outcome", "group", "min", "max", "approximate")} for q in event["casualties"]
            ],
        },
    }  # fmt: skip
    decisions = tuple({"at": d["at"], "act": d["act"], "by": "", "reason": ""} for d in row.decisions)
    report = {k: row.report.get(k) for k in _REPORT}
    return replace(row, claim=shown, report={**report, "text": None}, decisions=decisions)


def _voice(v: dict[str, Any]) -> dict[str, Any]:
    """A voice by its name in the lexicon; a private one by its kind alone. The outlet is named."""
    named = v.get("id") is not None and v["kind"] not in ("person", "residents", "witnesses")
    out = {k: v.get(k) for k in ("kind", "id", "channel", "side", "member_of")} if named else {"kind": v["kind"]}
    name = v.get("text") if v["kind"] == "outlet" else v.get("name_en") if named else None
    return {**out, "text": name or v["kind"], "name_en": v.get("name_en") if named else None}


def _party(p: dict[str, Any]) -> dict[str, Any]:
    name = p.get("name_en") or p["id"]
    return {"text": name, "id": p["id"], "name_en": p.get("name_en"), "kind": p.get("kind"), "side": p.get("side")}


def blurred(p: Mapping[str, Any], precision: str, step: float) -> dict[str, Any] | None:
    """A place that is coarse enough, its coordinates on the grid; None for one that is finer."""
    if PRECISIONS.index(p["precision"]) < PRECISIONS.index(precision):
        return None
    lat = None if p.get("lat") is None else round(round(p["lat"] / step) * step, 4)
    lon = None if p.get("lon") is None else round(round(p["lon"] / step) * step, 4)
    name = p.get("name_en") or p["text"]
    return {"text": name, "name_en": p.get("name_en"), "id": None, "lat": lat, "lon": lon, "precision": p["precision"]}


def _when(when: dict[str, Any] | None) -> dict[str, Any] | None:
    if when is None:
        return None
    return {k: when.get(k) for k in ("start", "end", "precision", "inferred")}
