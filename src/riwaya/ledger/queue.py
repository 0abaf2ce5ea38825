"""What people should look at first: claims nobody has decided on, by what hangs on them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from riwaya.archive.records import Filter, StoredClaim
from riwaya.archive.store import Archive
from riwaya.ledger.comparing import Wanted, described

HIGH_TOLL = 10
_WEIGHTS = {"contested": 40, "conceded": 20, "differs": 20, "toll": 30, "ocr": 15, "place": 10, "hedged": 5}


@dataclass(frozen=True, slots=True)
class Item:
    """A claim to review: why (words of `_WEIGHTS`, and `disagree`), its incident's id, and how much hangs on it."""

    claim: StoredClaim
    reasons: tuple[str, ...]
    incident: str | None
    weight: int


def queue(archive: Archive) -> list[Item]:
    """Claims nobody has decided on, and those on which people disagree, the weightiest first.

    A claim of a single origin with ten or more killed or injured weighs more than one that others tell too.
    """
    home: dict[str, Mapping[str, Any]] = {c: d for d in described(archive, Wanted()) for c in d["claims"]}
    out = []
    for stored in archive.claims(Filter(rejected=True)):
        disagree = disputed(stored)
        if stored.status != "read" and not disagree:
            continue
        incident = home.get(str(stored.claim["id"]))
        reasons = (("disagree",) if disagree else ()) + tuple(_reasons(stored.claim, incident))
        weight = sum(_WEIGHTS.get(r, 60) for r in reasons)
        out.append(Item(stored, reasons, incident["id"] if incident else None, weight))
    return sorted(out, key=lambda i: (-i.weight, str(i.claim.claim["id"])))


def disputed(stored: StoredClaim) -> bool:
    """Whether two people's last words on a claim differ: one keeps it, the other rejects it."""
    undone = {json.loads(d["value"]) for d in stored.decisions if d["act"] == "undo"}
    last = {
        d["by"]: d["act"] == "reject"
        for d in stored.decisions
        if d["act"] in ("confirm", "correct", "add", "reject") and d["entry"] not in undone
    }
    return len(set(last.values())) > 1


def _reasons(claim: Mapping[str, Any], incident: Mapping[str, Any] | None) -> list[str]:
    event = claim["event"]
    out = []
    if incident is not None and incident["agreement"] in ("contested", "conceded", "differs"):
        out.append(incident["agreement"])
    tolls = [c["min"] or 0 for c in event["casualties"] if c["outcome"] in ("killed", "injured", "killed_or_injured")]
    if max(tolls, default=0) >= HIGH_TOLL and (incident is None or len(incident["origins"]) == 1):
        out.append("toll")
    if any(x.get("review") == "ocr" for x in (*event["casualties"], *event["quantities"])):
        out.append("ocr")
    if any(p["lat"] is None for p in event["places"]):
        out.append("place")
    if claim.get("certainty") == "hedged":
        out.append("hedged")
    return out
