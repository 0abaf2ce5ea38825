"""An incident as one flat row of named columns, with ranges in the manner of Airwars and UCDP GED."""

from typing import Any

from riwaya.export.flat import Shape, most_precise
from riwaya.export.records import Row
from riwaya.model import GROUPS

_TOLLS = tuple(f"{o}_{n}" for o in ("killed", "injured") for n in ("low", "best", "high"))
_GROUPS = tuple(f"{g}_{o}_{n}" for g in GROUPS for o in ("killed", "injured") for n in ("min", "max"))
COLUMNS = (
    "incident_id", "event_type", "start", "end", "agreement", "happened", "who", "claims", "reports", "origins",
    "place", "place_en", "place_id", "lat", "lon", "place_precision", "places", "actors", "weapons", "voices", "sides",
    "denied_by", "conceded_by", *_TOLLS, *_GROUPS, "outlets",
    "claim_ids", "report_ids",
)  # fmt: skip
NUMBERS = frozenset(("claims", "reports", "origins", "lat", "lon", *_TOLLS, *_GROUPS))


def flat(d: dict[str, Any]) -> dict[str, Any]:
    """COLUMNS to values: text, int, float or None; lists joined by "; "."""
    questions = d["questions"]
    place = most_precise(d["places"]) or {}
    accounts = questions.get("happened", {}).get("accounts", [])
    who = [a for a in questions.get("who", {}).get("accounts", []) if not a["denied"]]
    out: dict[str, Any] = {
        "incident_id": d["id"], "event_type": d["type"], "start": d["start"], "end": d["end"],
        "agreement": d["agreement"], "happened": questions.get("happened", {}).get("agreement"),
        "who": questions.get("who", {}).get("agreement"), "claims": len(d["claims"]), "reports": len(d["reports"]),
        "origins": len(d["origins"]), "place": place.get("text"), "place_en": place.get("name_en"),
        "place_id": place.get("id"), "lat": place.get("lat"), "lon": place.get("lon"),
        "place_precision": place.get("precision"), "places": _join(p["text"] for p in d["places"]),
        "actors": _join(a["name_en"] or a["value"] for a in who),
        "weapons": _join(a["value"] for a in questions.get("weapon", {}).get("accounts", [])),
        "voices": _join(a["voice_en"] or a["voice"] for a in accounts), "sides": _join(a["side"] for a in accounts),
        "denied_by": _join(a["voice_en"] or a["voice"] for a in accounts if a["stance"] == "denies"),
        "conceded_by": _join(a["voice_en"] or a["voice"] for a in accounts if a["stance"] == "acknowledges"),
        "outlets": _join(a["outlet"] for a in accounts), "claim_ids": _join(d["claims"]),
        "report_ids": _join(d["reports"]),
    }  # fmt: skip
    for outcome in ("killed", "injured"):
        found = d["ranges"].get(outcome, {})
        out.update(zip((f"{outcome}_{n}" for n in ("low", "best", "high")), found.get("all", (None,) * 3), strict=True))
        for group in GROUPS:
            low, _, high = found.get(group, (None,) * 3)
            out[f"{group}_{outcome}_min"], out[f"{group}_{outcome}_max"] = low, high
    return {name: out[name] for name in COLUMNS}


def _join(values: Any) -> str | None:
    return "; ".join(dict.fromkeys(str(v) for v in values if v)) or None


SHAPE = Shape("Incidents", COLUMNS, NUMBERS, frozenset(), flat, "incident_json", lambda d: d, "incident_id")


def as_row(d: dict[str, Any]) -> Row:
    """An incident in the shape of a claim, for formats whose columns speak of one happening (ACLED, HXL).

    Its casualties are ranges; nobody's voice is given, the voices' agreement stands in for a stance.
    """
    questions = d["questions"]
    who = {a["value"]: a for a in questions.get("who", {}).get("accounts", []) if not a["denied"]}
    actors = [
        {"text": a["words"] or str(v), "id": v, "name_en": a["name_en"], "side": a["actor_side"]}
        for v, a in who.items()
    ]
    tolls = [
        {"outcome": outcome, "group": group, "min": low, "max": high, "approximate": False}
        for outcome, groups in d["ranges"].items() for group, (low, _, high) in groups.items() if group != "all"
    ]  # fmt: skip
    event = {
        "type": d["type"], "actors": actors, "targets": [], "places": d["places"], "quantities": [],
        "casualties": tolls, "weapons": [{"type": a["value"]} for a in questions.get("weapon", {}).get("accounts", [])],
        "when": {"start": d["start"], "end": d["end"], "precision": "day", "inferred": False} if d["start"] else None,
    }  # fmt: skip
    claim = {"id": d["id"], "span": None, "stance": d["agreement"], "certainty": None, "attribution": [],
             "event": event}  # fmt: skip
    outlets = _join(a["outlet"] for a in questions.get("happened", {}).get("accounts", []))
    return Row(claim, {"id": None, "outlet": outlets, "text": None, "published": None})
