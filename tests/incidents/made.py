"""Claims made up for linking: only what matters is said, the rest is filled in."""

from typing import Any

from riwaya.incidents.records import ClaimRecord

PLACES: dict[str, dict[str, Any]] = {
    "سراقب": {"id": "saraqib", "name_en": "Saraqib", "lat": 35.8644, "lon": 36.8056, "precision": "town"},
    "بنش": {"id": "binnish", "name_en": "Binnish", "lat": 35.9578, "lon": 36.7128, "precision": "town"},
    "تفتناز": {"id": "taftanaz", "name_en": "Taftanaz", "lat": 35.9983, "lon": 36.7861, "precision": "town"},
    "آفس": {"id": "afes", "name_en": "Afes", "lat": 35.8828, "lon": 36.8011, "precision": "village"},
    "حلب": {"id": "aleppo", "name_en": "Aleppo", "lat": 36.2021, "lon": 37.1343, "precision": "city"},
    "الصاخور": {"id": "sakhour", "name_en": "Sakhour", "lat": 36.2150, "lon": 37.1830, "precision": "neighbourhood"},
    "دوما": {"id": "duma", "name_en": "Douma", "lat": 33.571, "lon": 36.405, "precision": "city"},
    "حرستا": {"id": "harasta", "name_en": "Harasta", "lat": 33.559, "lon": 36.365, "precision": "city"},
    "جوبر": {"id": "jobar", "name_en": "Jobar", "lat": 33.529, "lon": 36.338, "precision": "neighbourhood"},
    "ريف إدلب": {"id": "idlib-gov", "name_en": "Idlib", "lat": 35.8, "lon": 36.7, "precision": "governorate"},
    "مجهولة": {"id": None, "name_en": None, "lat": None, "lon": None, "precision": "village"},
}


def voice(kind: str, text: str, **more: Any) -> dict[str, Any]:
    """A link of an attribution."""
    return {"kind": kind, "text": text, "id": None, "name_en": None, "span": None, "cue": None, "channel": None,
            "side": None, "member_of": None, **more}  # fmt: skip


def claim(
    name: str,
    place: str | None = "سراقب",
    day: str | None = "2016-11-14",
    type: str = "air_strike",
    report: str | None = None,
    outlet: str = "شبكة شام",
    published: str = "2016-11-15",
    stance: str = "asserts",
    chain: list[dict[str, Any]] | None = None,
    killed: tuple[int | None, int | None] | None = None,
    actor: tuple[str, str] | None = None,
    inferred: bool = False,
    text: str | None = None,
    span: list[int] | None = None,
    target: str | None = None,
    recalls: str | None = None,
    precision: str = "day",
) -> ClaimRecord:
    """A claim and its report."""
    span = span or [0, len(text) if text else 10]
    toll = [] if killed is None else [
        {"outcome": "killed", "group": "people", "min": killed[0], "max": killed[1], "approximate": False, "text": "x",
         "span": span}
    ]  # fmt: skip
    party = {"text": actor[0], "id": actor[0], "side": actor[1], "name_en": actor[0], "span": span} if actor else None
    when = {"start": day, "end": day, "precision": precision, "inferred": inferred, "text": "أمس"} if day else None
    event = {
        "type": type, "targets": [{"text": target, "id": target, "span": span}] if target else [],
        "weapons": [], "quantities": [], "casualties": toll,
        "actors": [party] if party else [],
        "places": [{"text": place, "span": span, **PLACES[place]}] if place else [],
        "when": when,
    }  # fmt: skip
    made = {
        "id": name, "span": span, "trigger": span, "stance": stance, "certainty": "stated", "negated": False,
        "attribution": [voice("outlet", outlet), *(chain or [])], "event": event,
    }  # fmt: skip
    if recalls:
        made["recalls"] = recalls
    row = {
        "id": report or f"r-{name}",
        "outlet": outlet,
        "published": published,
        "title": None,
        "url": None,
        "text": text,
    }
    return ClaimRecord(made, row)
