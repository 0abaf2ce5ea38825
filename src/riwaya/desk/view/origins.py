"""Who quotes whom: each origin's claims as a small tree, from the innermost voice out to the outlets."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from riwaya.ledger.showing import IncidentShown


@dataclass(slots=True)
class Node:
    """A voice or carrier, what it was carried by, and the claims that end here."""

    text: str
    name_en: str | None
    kind: str
    channel: str | None = None
    claims: list[Mapping[str, Any]] = field(default_factory=list)
    carried: list["Node"] = field(default_factory=list)


def tree(shown: IncidentShown, origin: Mapping[str, Any]) -> list[Node]:
    """The roots (innermost voices) of one origin."""
    roots: list[Node] = []
    for claim_id in origin["claims"]:
        record = shown.claims.get(claim_id)
        if record is None:
            continue
        chain = list(reversed(record.claim.get("attribution") or [])) or [
            {"kind": "outlet", "text": record.report.get("outlet") or ""}
        ]
        level = roots
        node = None
        for voice in chain:
            if not voice.get("text"):
                continue
            node = _at(level, voice)
            level = node.carried
        if node is not None:
            node.claims.append(
                {"id": claim_id, "report": record.report["id"], "published": record.report.get("published")}
            )
    return roots


def _at(level: list[Node], voice: Mapping[str, Any]) -> Node:
    for node in level:
        if (node.text, node.kind) == (voice["text"], voice["kind"]):
            return node
    node = Node(voice["text"], voice.get("name_en"), voice["kind"], voice.get("channel"))
    level.append(node)
    return node
