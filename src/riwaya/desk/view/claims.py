"""A claim as a card: its words, values, and what people decided on it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from riwaya.ledger.opening import StoredClaim, StoredReport
from riwaya.ledger.queue import disputed
from riwaya.model import EVENT_TYPES, GROUPS, OUTCOMES, STANCES, VOICE_KINDS, WEAPONS

_FIXED = frozenset(("span", "cue", "why", "inferred", "unresolved", "forwarded", "review"))


@dataclass(frozen=True, slots=True)
class Card:
    """What the claim's template shows. `decisions` are oldest first; `undone` their numbers taken back.

    `disputed` is true where two people's last words on it differ.
    """

    id: str
    claim: Mapping[str, Any]
    status: str
    earlier: bool
    words: str
    report_id: str
    decisions: tuple[dict[str, Any], ...]
    undone: frozenset[int]
    disputed: bool


def card(found: StoredClaim, report: StoredReport) -> Card:
    """A claim with the words of its report."""
    start, end = found.claim["span"]
    undone = frozenset(json.loads(d["value"]) for d in found.decisions if d["act"] == "undo")
    return Card(
        str(found.claim["id"]), found.claim, found.status, found.earlier, report.text[start:end], report.id,
        found.decisions, undone, disputed(found),
    )  # fmt: skip


def choices() -> dict[str, tuple[str, ...]]:
    """The closed vocabularies a form offers."""
    return {
        "stance": STANCES, "type": EVENT_TYPES, "kind": VOICE_KINDS, "weapon": WEAPONS, "outcome": OUTCOMES,
        "group": GROUPS, "certainty": ("stated", "hedged"),
    }  # fmt: skip


def correctable(claim: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Fields a person may correct, each with its value now as text; what has words keeps its span."""
    out = [("stance", claim["stance"]), ("certainty", claim.get("certainty"))]
    for part in ("attribution", "event"):
        out += _leaves(part, claim[part])
    return [(path, "" if value is None else str(value)) for path, value in out]


def _leaves(path: str, value: Any) -> list[tuple[str, Any]]:
    if isinstance(value, Mapping):
        return [x for k, v in value.items() if k not in _FIXED for x in _leaves(f"{path}.{k}", v)]
    if isinstance(value, list):
        return [x for n, v in enumerate(value) for x in _leaves(f"{path}[{n}]", v)]
    return [(path, value)]
