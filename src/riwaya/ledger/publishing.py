"""Incidents and voices for the public: what `export --public` would show of their claims, and nothing else.

Built from a list of what is kept, not of what is left out: a field that is new here stays hidden until it is named.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice
from statistics import fmean
from typing import Any

from riwaya.archive.cursors import pack, unpack
from riwaya.archive.records import Filter
from riwaya.archive.store import Archive
from riwaya.errors import BadInput
from riwaya.export.public import Public, blurred, grid, public
from riwaya.incidents.questions import describe
from riwaya.incidents.records import ClaimRecord, Incident
from riwaya.incidents.summary import CONTEST, point
from riwaya.ledger.comparing import Box, Wanted, described, one
from riwaya.ledger.exporting import rows
from riwaya.ledger.showing import IncidentShown
from riwaya.ledger.voices import voice as record

_ACCOUNT = (
    "claim", "class", "side", "stance", "certainty", "outlet", "published", "report", "origin", "denied", "min", "max",
    "of", "approximate", "actor_side", "precision",
)  # fmt: skip
_OPEN = ("happened", "weapon", "when")  # questions whose values are words or dates of ours

_KINDS: dict[str, Sequence[tuple[type, ...]]] = {  # what `order_of` gives
    "date": ((str,), (str,)), "newest": ((int,), (str,)), "origins": ((int,), (str,)),
    "contested": ((int,), (int,), (str,)),
}  # fmt: skip


def today(rules: Public) -> Public:
    """The same rules as of today: an embargo moves with the days."""
    return replace(rules, today=date.today())


def public_claims(archive: Archive, f: Filter, rules: Public) -> Iterator[dict[str, Any]]:
    """Claims for the public, with what is shown of their reports; `f.limit` counts those shown."""
    shown = public(rows(archive, replace(f, limit=None)), today(rules))
    for row in islice(shown, f.limit):
        yield {"claim": row.claim, "report": row.report, "status": row.status}


def public_incidents(archive: Archive, wanted: Wanted, sort: str, rules: Public) -> list[dict[str, Any]]:
    """Incidents for the public. Filters see only what is shown, so that none of them tells what is held back.

    Raises BadInput on a filter by voice or party, which would.
    """
    if wanted.voice or wanted.party:
        raise BadInput("the public view has no filter by voice or party")
    rules = today(rules)
    found = [p for d in described(archive, Wanted()) if (p := _listed(archive, d, rules)) and _matches(p, wanted)]
    return sorted(found, key=order_of(sort))


def order_of(sort: str) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    """What public incidents are sorted by: date, newest, origins or contested; the id last."""
    return {
        "date": lambda d: (d["start"] or "9999", d["id"]),
        "newest": lambda d: (-int((d["start"] or "0").replace("-", "")), d["id"]),
        "origins": lambda d: (-len(d["origins"]), d["id"]),
        "contested": lambda d: (CONTEST.index(d["agreement"]), -len(d["claims"]), d["id"]),
    }[sort]


def cursor_of(d: Mapping[str, Any], sort: str) -> str:
    """Where to go on after a public incident."""
    return pack(f"public-{sort}", order_of(sort)(d))


def place_of(cursor: str, sort: str) -> tuple[Any, ...]:
    """The place in the order that a cursor names. Raises ArchiveError."""
    return tuple(unpack(cursor, f"public-{sort}", _KINDS[sort]))


def on_map(found: Iterable[Mapping[str, Any]], box: Box, step: float) -> list[dict[str, Any]]:
    """Public incidents as `comparing.on_map` gives others, at their blurred positions."""
    south, west, north, east = box
    cells: dict[tuple[int, int], list[tuple[float, float, Mapping[str, Any]]]] = {}
    for d in found:
        lat, lon = point(d["places"])
        if lat is not None and lon is not None and south <= lat <= north and west <= lon <= east:
            cells.setdefault((int((lat + 360) / step), int((lon + 360) / step)), []).append((lat, lon, d))
    return [
        {"count": len(there), "lat": fmean(x[0] for x in there), "lon": fmean(x[1] for x in there),
         "agreement": min((x[2]["agreement"] for x in there), key=CONTEST.index),
         "point": there[0][:2] if len({x[:2] for x in there}) == 1 else None,
         "incident": {**there[0][2], **{k: len(there[0][2][k]) for k in ("claims", "reports", "origins")}}
         if len(there) == 1 else None}
        for there in cells.values()
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Preview:
    """What the public would see of incidents on a map.

    `spots` are places as shown (name, precision, lat, lon; all None where no place is kept) with how many incidents
    stand there, and `exact`, where these are in truth; `held` is how many are held back, `step` the grid in degrees.
    """

    spots: list[tuple[dict[str, Any], int, list[tuple[float, float]]]]
    shown: int
    held: int
    step: float


def preview(archive: Archive, wanted: Wanted, rules: Public, limit: int = 500) -> Preview:
    """The latest incidents that a filter means, as the public would see them."""
    rules = today(rules)
    spots: dict[tuple[Any, ...], tuple[dict[str, Any], list[tuple[float, float]]]] = {}
    counts: Counter[tuple[Any, ...]] = Counter()
    held = 0
    for d in described(archive, wanted, "newest", limit):
        kept = _listed(archive, d, rules)
        if kept is None:
            held += 1
            continue
        nothing = {"text": None, "name_en": None, "precision": None, "lat": None, "lon": None}
        at = next((p for p in kept["places"] if p["lat"] is not None), next(iter(kept["places"]), nothing))
        key = at["text"], at["precision"], at["lat"], at["lon"]
        counts[key] += 1
        lat, lon = point(d["places"])
        exact = spots.setdefault(key, (at, []))[1]
        if lat is not None and lon is not None:
            exact.append((lat, lon))
    found = [(at, counts[key], exact) for key, (at, exact) in spots.items()]
    found.sort(key=lambda spot: (spot[0]["text"] is None, -spot[1], spot[0]["text"] or ""))
    return Preview(found, counts.total(), held, grid(rules.precision))


def public_incident(archive: Archive, incident_id: str, rules: Public) -> IncidentShown:
    """One incident for the public. Raises BadInput where there is none, or all of it is held back."""
    rules = today(rules)
    found = one(archive, incident_id)
    kept = _kept(archive, [r.id for r in found.claims], rules)
    if not kept or (incident_id != found.id and incident_id not in kept):
        raise BadInput(f"no incident {incident_id} in this archive")
    about = describe(Incident(found.id, [full for full, _ in kept.values()]))
    voices = {i: shown.claim["attribution"][-1] for i, (_, shown) in kept.items() if shown.claim["attribution"]}
    return IncidentShown(_shown(about, voices, rules), {i: shown for i, (_, shown) in kept.items()})


def public_voice(archive: Archive, name: str, rules: Public) -> dict[str, Any]:
    """What a voice of the lexicon (by its id) has said, without words. Raises BadInput for any other."""
    rules = today(rules)
    found = record(archive, name, newest_first=True)
    kept = _kept(archive, [c["claim"] for c in found["claims"]], rules)
    lines: dict[str, dict[str, Any]] = {}
    for line in found["claims"]:
        pair = kept.get(line["claim"])
        if pair and pair[1].claim["attribution"] and pair[1].claim["attribution"][-1].get("id") == name:
            event = pair[1].claim["event"]
            lines[line["claim"]] = {
                **{k: line[k] for k in ("claim", "stance", "type", "start", "outlet", "published")},
                "places": [p["text"] for p in event["places"]], "actors": [p["text"] for p in event["actors"]],
                "words": None,
            }  # fmt: skip
    if not lines:
        raise BadInput(f"no claim of a voice {name!r} in this archive")
    stances: dict[str, int] = {}
    for line in lines.values():
        stances[line["stance"]] = stances.get(line["stance"], 0) + 1
    pairs = [
        {"said": lines[p["said"]["claim"]], "denied": lines[p["denied"]["claim"]], "same_day": p["same_day"]}
        for p in found["contradictions"]
        if p["said"]["claim"] in lines and p["denied"]["claim"] in lines
    ]
    outlets = sorted({line["outlet"] for line in lines.values() if line["outlet"]})
    text = next(kept[c][1].claim["attribution"][-1]["text"] for c in lines)
    return {"voice": name, "text": text, "name_en": text, "claims": list(lines.values()), "total": len(lines),
            "stances": stances, "outlets": outlets, "contradictions": pairs}  # fmt: skip


def _kept(archive: Archive, claims: list[str], rules: Public) -> dict[str, tuple[ClaimRecord, ClaimRecord]]:
    """Of these claims, those not held back: as they are, and as they are shown."""
    out = {}
    for claim in claims:
        for row in rows(archive, Filter(claim=claim)):
            for shown in public([row], rules):
                out[claim] = (ClaimRecord(row.claim, row.report), ClaimRecord(shown.claim, shown.report))
    return out


def _listed(archive: Archive, d: Mapping[str, Any], rules: Public) -> dict[str, Any] | None:
    """An incident as a list shows it; None where it is held back."""
    if rules.embargo > 0:
        limit = (rules.today - timedelta(days=rules.embargo)).isoformat()
        published = [a["published"] for a in d["questions"]["happened"]["accounts"]]
        latest = max((x for x in (d["start"], d["end"]) if x), default="")
        if not any(p and p <= limit for p in published):
            return None
        if latest > limit or not all(p and p <= limit for p in published):
            kept = _kept(archive, d["claims"], rules)
            if not kept:
                return None
            d = describe(Incident(d["id"], [full for full, _ in kept.values()]))
    return _shown(d, {}, rules)


def _shown(d: Mapping[str, Any], voices: Mapping[str, Any], rules: Public) -> dict[str, Any]:
    """A description with what may be shown; voices are named where `voices` names them, else by their class."""
    questions = {}
    for name, q in d["questions"].items():
        accounts = [s for a in q["accounts"] if (s := _account(name, a, voices, rules)) is not None]
        if accounts:
            questions[name] = {"agreement": q["agreement"], "accounts": accounts}
    origins = []
    for o in d["origins"]:
        named = next((voices[c]["text"] for c in o["claims"] if c in voices), o["class"])
        origins.append({"name": named, "class": o["class"], "claims": list(o["claims"]), "why": [], "ties": []})
    return {
        **{k: d[k] for k in ("id", "type", "start", "end", "agreement")},
        "places": [p for p in (_place(p, rules) for p in d["places"]) if p], "claims": list(d["claims"]),
        "context": [], "reports": list(d["reports"]), "origins": origins, "questions": questions, "changes": [],
    }  # fmt: skip


def _account(question: str, a: Mapping[str, Any], voices: Mapping[str, Any], rules: Public) -> dict[str, Any] | None:
    voice = voices.get(a["claim"]) or {"text": a["class"], "name_en": None, "id": None}
    out = {k: a[k] for k in _ACCOUNT if k in a}
    out.update(voice=voice["text"], voice_en=voice.get("name_en"), voice_id=voice.get("id"), words=None)
    if question in _OPEN:
        out["value"] = a["value"]
    elif question == "who":
        # Only who is in the lexicon has an English name; anybody else may be a private person.
        if not a.get("name_en"):
            return None
        out.update(value=a["value"], name_en=a["name_en"])
    elif question == "where":
        place = _place({**a, "text": a["words"]}, rules)
        if place is None:
            return None
        out.update(value=place["text"], name_en=place["name_en"], lat=place["lat"], lon=place["lon"])
    return out


def _place(p: Mapping[str, Any], rules: Public) -> dict[str, Any] | None:
    return blurred(p, rules.precision, grid(rules.precision))


def _matches(d: Mapping[str, Any], w: Wanted) -> bool:
    if (w.type and w.type != d["type"]) or (w.agreement and w.agreement != d["agreement"]):
        return False
    if w.since and (d["end"] or d["start"] or "") < w.since:
        return False
    if w.until and (d["start"] or "9999") > w.until:
        return False
    if w.point and w.point != point(d["places"]):
        return False
    wanted = (w.place or "").strip().lower()
    return not wanted or any(wanted in (p["text"].lower(), (p["name_en"] or "").lower()) for p in d["places"])
