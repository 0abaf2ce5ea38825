"""ACLED's 31 columns, in ACLED's order, for tools that read them. The vocabulary is theirs; no data of theirs is used.

`fatalities` holds one number, as ACLED's does: the smallest number killed that the claim states, of its largest
group; 0 where no number killed is stated. The range as stated is in `notes`. One row is one claim, not one event.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from riwaya.export.csv_table import write_table
from riwaya.export.flat import interval, most_precise, toll
from riwaya.export.records import Header, Row, quote

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso",
    "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
_VIOLENCE, _DEMO, _STRATEGIC = "Political violence", "Demonstrations", "Strategic developments"
TYPES = {
    "armed_clash": (_VIOLENCE, "Battles", "Armed clash"),
    "territory_change": (_VIOLENCE, "Battles", "Non-state actor overtakes territory"),
    "shelling": (_VIOLENCE, "Explosions/Remote violence", "Shelling/artillery/missile attack"),
    "air_strike": (_VIOLENCE, "Explosions/Remote violence", "Air/drone strike"),
    "chemical_weapon": (_VIOLENCE, "Explosions/Remote violence", "Chemical weapon"),
    "remote_explosive": (_VIOLENCE, "Explosions/Remote violence", "Remote explosive/landmine/IED"),
    "suicide_bomb": (_VIOLENCE, "Explosions/Remote violence", "Suicide bomb"),
    "grenade": (_VIOLENCE, "Explosions/Remote violence", "Grenade"),
    "attack": (_VIOLENCE, "Violence against civilians", "Attack"),
    "abduction": (_VIOLENCE, "Violence against civilians", "Abduction/forced disappearance"),
    "sexual_violence": (_VIOLENCE, "Violence against civilians", "Sexual violence"),
    "arrest": (_STRATEGIC, "Strategic developments", "Arrests"),
    "interception": (_STRATEGIC, "Strategic developments", "Disrupted weapons use"),
    "destruction": (_STRATEGIC, "Strategic developments", "Looting/property destruction"),
    "agreement": (_STRATEGIC, "Strategic developments", "Agreement"),
    "displacement": (_STRATEGIC, "Strategic developments", "Other"),
    "protest": (_DEMO, "Protests", "Peaceful protest"),
    "riot": (_DEMO, "Riots", "Violent demonstration"),
    "unspecified_violence": ("", "", ""),
    "other": (_STRATEGIC, "Strategic developments", "Other"),
}
# By the kinds of actors that the lexicon has; ACLED's words where a kind has one, else nothing.
_INTER = {
    "state": "State forces", "state_forces": "State forces", "government": "State forces", "ministry": "State forces",
    "police": "State forces", "armed_group": "Rebel group", "militia": "Political militia",
    "coalition": "External/Other forces",
}  # fmt: skip
_GEO = {
    "site": 1,
    "neighbourhood": 1,
    "village": 1,
    "town": 1,
    "city": 1,
    "district": 2,
    "governorate": 3,
    "country": 3,
}
_TIME = {"hour": 1, "day": 1, "week": 2}


def write(rows: Iterable[Row], header: Header, out: Path) -> int:
    """A CSV of ACLED's columns; the number of rows."""
    return write_table(([r[c] for c in COLUMNS] for r in map(record, rows)), [list(COLUMNS)], header, out)


def record(row: Row) -> dict[str, Any]:
    """A claim in ACLED's columns; empty where the claim does not say."""
    c, e = row.claim, row.claim["event"]
    disorder, kind, sub = TYPES[e["type"]]
    if e["type"] == "territory_change" and any(_INTER.get(a.get("kind") or "") == "State forces" for a in e["actors"]):
        sub = "Government regains territory"
    place = most_precise(e.get("places") or []) or {}
    when = e.get("when") or {}
    first, second = _parties(e["actors"]), _parties(e["targets"])
    low, high = toll(e, "killed")
    civilians = any(x["group"] in ("civilians", "children", "women") for x in e.get("casualties") or [])
    names = {p["precision"]: p.get("name_en") or p["text"] for p in e.get("places") or []}
    sure = _TIME.get(when.get("precision") or "", 3) if when else ""
    hit = civilians and kind == "Violence against civilians"
    values = (
        c["id"], when.get("start"), (when.get("start") or "")[:4], sure,
        disorder, kind, sub, first[0], first[1], first[2], second[0], second[1], second[2],
        f"{first[2]}-{second[2]}" if first[2] and second[2] else "",
        "Civilians targeted" if hit else "", "", "",
        names.get("country", ""), names.get("governorate", ""), names.get("district", ""),
        "",
        place.get("name_en") or place.get("text") or "", place.get("lat"), place.get("lon"),
        _GEO.get(place.get("precision") or "", ""), row.report.get("outlet"), "", _notes(row, low, high),
        low if low is not None else 0, f"stance={c['stance']}; certainty={c.get('certainty')}", _epoch(row),
    )  # fmt: skip
    return dict(zip(COLUMNS, ("" if v is None else v for v in values), strict=True))


def _parties(rows: list[dict[str, Any]]) -> tuple[str, str, str]:
    """First party, the others, and ACLED's word for the first one's kind where it is known."""
    names = [p.get("name_en") or p.get("name") or p["text"] for p in rows]
    kind = _INTER.get((rows[0].get("kind") or "") if rows else "", "")
    return (names[0] if names else ""), "; ".join(names[1:]), kind


def _notes(row: Row, low: int | None, high: int | None) -> str:
    chain = " > ".join(v.get("text") or "" for v in row.claim.get("attribution") or [])
    killed = f" Killed as stated: {interval(low, high)}." if (low, high) != (None, None) else ""
    words = quote(row, row.claim["span"])
    return f"{chain} ({row.claim['stance']}).{killed}" + (f" «{words}»" if words else "")


def _epoch(row: Row) -> int | str:
    published = row.report.get("published")
    if not published:
        return ""
    return int(datetime.fromisoformat(published).replace(tzinfo=UTC).timestamp())
