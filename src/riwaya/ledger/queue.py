"""What people should look at first: claims nobody has decided on, by what hangs on them."""

import json
from dataclasses import dataclass

from riwaya.archive import waiting
from riwaya.archive.records import StoredClaim
from riwaya.archive.store import Archive
from riwaya.incidents.weigh import reasons, weight
from riwaya.ledger.linking import settled


@dataclass(frozen=True, slots=True)
class Item:
    """A claim to review: why (as `weigh.reasons` says, and `disagree`), its incident's id, and how much hangs on it."""

    claim: StoredClaim
    reasons: tuple[str, ...]
    incident: str | None
    weight: int


def queue(archive: Archive, at: int = 0, limit: int | None = None) -> list[Item]:
    """Claims from a place of the queue on: first those on which people disagree, then those nobody has decided on,
    the weightiest first."""
    with settled(archive).links() as links:
        c = links.connection
        torn = [s for s in waiting.decided_by_several(c) if disputed(s)]
        end = None if limit is None else at + limit
        found = torn[at:end]
        left = None if limit is None else limit - len(found)
        if left is None or left > 0:
            found = found + waiting.undecided(c, max(0, at - len(torn)), left)
        rows = {row.claim_id: row for row in links.of_claims([str(s.claim["id"]) for s in found])}
        about = links.summaries({row.incident for row in rows.values()})
        first = {str(s.claim["id"]) for s in torn}
        out = []
        for stored in found:
            row = rows.get(str(stored.claim["id"]))
            home = about.get(row.incident) if row else None
            agreement, origins = (home.agreement, home.origins) if home else ("single", 1)
            why = tuple(reasons(stored.claim, agreement, origins))
            disagree = str(stored.claim["id"]) in first
            out.append(Item(
                stored, ("disagree", *why) if disagree else why, home.id if home else None,
                weight(stored.claim, agreement, origins) + (_DISAGREE if disagree else 0),
            ))  # fmt: skip
        return out


_DISAGREE = 1000  # before everything


def length(archive: Archive) -> int:
    """How many claims wait."""
    with settled(archive).read() as c:
        torn = [s for s in waiting.decided_by_several(c) if disputed(s)]
        return len(torn) + waiting.count_undecided(c)


def disputed(stored: StoredClaim) -> bool:
    """Whether two people's last words on a claim differ: one keeps it, the other rejects it."""
    undone = {json.loads(d["value"]) for d in stored.decisions if d["act"] == "undo"}
    last = {
        d["by"]: d["act"] == "reject"
        for d in stored.decisions
        if d["act"] in ("confirm", "correct", "add", "reject") and d["entry"] not in undone
    }
    return len(set(last.values())) > 1
