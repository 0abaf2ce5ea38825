"""Comparing: claims as incidents under people's rulings; one voice over time; why two claims are linked."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from riwaya.archive.records import Filter
from riwaya.archive.store import Archive
from riwaya.errors import BadInput
from riwaya.incidents.compare import compare
from riwaya.incidents.features import features_of
from riwaya.incidents.link import link
from riwaya.incidents.questions import describe
from riwaya.incidents.records import ClaimRecord, Incident, Ruling, rules
from riwaya.incidents.voice_record import record_of

RULING = "incident.ruled"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which incidents are meant; everything given must hold of one of an incident's claims or of the incident."""

    type: str | None = None
    place: str | None = None
    voice: str | None = None
    party: str | None = None
    agreement: str | None = None
    since: str | None = None
    until: str | None = None


def records(archive: Archive) -> list[ClaimRecord]:
    """Every claim as it stands, with its report."""
    reports = {
        r.id: {"id": r.id, "outlet": r.outlet, "published": r.published, "title": r.title, "url": r.url, "text": r.text}
        for r in archive.reports()
    }
    return [ClaimRecord(c.claim, reports[c.report_id]) for c in archive.claims(Filter())]


def rulings(archive: Archive) -> list[Ruling]:
    """What people ruled on incidents, oldest first."""
    return [Ruling(r["kind"], tuple(r["claims"]), r["by"], r["reason"]) for r in archive.acts(RULING)]


def incidents(archive: Archive) -> list[Incident]:
    """All incidents of an archive, the earliest first."""
    return link(records(archive), rulings(archive))


def described(archive: Archive, wanted: Wanted, sort: str = "date") -> list[dict[str, Any]]:
    """Incidents as JSON that a filter means; sorted by date, origins (most first) or contested (contested first)."""
    found = [d for i in incidents(archive) if _matches(d := describe(i), i, wanted)]
    if sort == "origins":
        found.sort(key=lambda d: (-len(d["origins"]), d["start"] or "", d["id"]))
    elif sort == "contested":
        order = ("contested", "conceded", "differs", "corroborated", "single")
        found.sort(key=lambda d: (order.index(d["agreement"]), -len(d["claims"]), d["id"]))
    return found


def _matches(d: dict[str, Any], incident: Incident, w: Wanted) -> bool:
    from riwaya.gazetteer import named
    from riwaya.gazetteer.names import spellings
    from riwaya.incidents.voice_record import of_voice

    if w.type and w.type != d["type"] and all(r.claim["event"]["type"] != w.type for r in incident.claims):
        return False
    if w.agreement and d["agreement"] != w.agreement:
        return False
    if w.since and (d["end"] or d["start"] or "") < w.since:
        return False
    if w.until and (d["start"] or "9999") > w.until:
        return False
    if w.place:
        names = {n for p in d["places"] for n in (*spellings(p["text"]), (p["name_en"] or "").lower(), p["id"])}
        if not named(w.place) & names:
            return False
    if w.voice and not of_voice(incident.claims, w.voice):
        return False
    return not w.party or any(
        w.party in (p.get("id"), p.get("side"), p.get("name_en"), p.get("text"))
        for r in incident.claims
        for p in [*r.claim["event"]["actors"], *r.claim["event"]["targets"]]
    )


def one(archive: Archive, incident_id: str) -> Incident:
    """An incident by its id, or by a claim in it. Raises BadInput."""
    for incident in incidents(archive):
        if incident.id == incident_id or any(r.id == incident_id for r in incident.claims):
            return incident
    raise BadInput(f"no incident {incident_id} in this archive; `riwaya incidents` lists them")


def voice(archive: Archive, name: str) -> dict[str, Any]:
    """What a voice has said over time. Raises BadInput where it has said nothing here."""
    found = record_of(records(archive), name)
    if not found["claims"]:
        raise BadInput(f"no claim of a voice {name!r} in this archive")
    return found


def why(archive: Archive, a: str, b: str) -> dict[str, Any]:
    """Every comparison of two claims, whether they are in one incident, and what decided. Raises BadInput."""
    every = records(archive)
    features = features_of(every)
    for claim in (a, b):
        if claim not in features:
            raise BadInput(f"no claim {claim} in this archive")
    result = compare(features[a], features[b])
    said = rulings(archive)
    together = any({a, b} <= {r.id for r in i.claims} for i in link(every, said))
    ruled = [r for r in said if {a, b} & set(r.claims)]
    return {
        "claims": [a, b], "together": together, "score": round(result.score, 3), "threshold": rules().threshold,
        "parts": [{"comparison": n, "score": round(s, 2), "reason": reason} for n, s, reason in result.parts],
        "rulings": [{"kind": r.kind, "by": r.by, "reason": r.reason} for r in ruled],
    }  # fmt: skip


def rule(archive: Archive, kind: str, claims: Iterable[str], by: str, reason: str) -> int:
    """Record a person's ruling; it wins over every score and is kept in the custody chain. Raises BadInput."""
    chosen = list(dict.fromkeys(claims))
    if not reason.strip():
        raise BadInput(f"{kind}: say why, with --reason")
    if len(chosen) < 2:
        raise BadInput(f"{kind}: needs two different claims or incidents")
    return archive.record(RULING, {"kind": kind, "claims": chosen, "by": by, "reason": reason})


def members(archive: Archive, name: str) -> list[str]:
    """The claims of an incident, its core first; of a claim, itself. Raises BadInput."""
    if name.startswith("i-"):
        return [r.id for r in one(archive, name).claims]
    if not any(True for _ in archive.claims(Filter(claim=name))):
        raise BadInput(f"no claim or incident {name} in this archive")
    return [name]
