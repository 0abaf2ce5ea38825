"""What a claim's derived columns should be, from the claim as read and what people decided."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from riwaya.archive import derived
from riwaya.archive.effective import effective
from riwaya.archive.schema import claim, decision, reading
from riwaya.errors import ArchiveError

DERIVED = tuple(c.name for c in claim.c if c.name not in ("pk", "reading", "report_id", "json"))
ODD = (ValueError, TypeError, KeyError, AttributeError, IndexError, ArchiveError)  # what a changed claim may raise
_ASKED = 500


class Standing:
    """The decisions of an archive, and which row of a claim they count on."""

    def __init__(self, connection: Connection) -> None:
        self.decided: dict[str, list[dict[str, Any]]] = {}
        for row in connection.execute(select(decision).order_by(decision.c.entry)).mappings():
            self.decided.setdefault(row["claim_id"], []).append(dict(row))
        self.last_row: dict[str, int] = {}  # decisions count on the newest row of a claim
        ids = list(self.decided)
        for n in range(0, len(ids), _ASKED):
            query = (
                select(claim.c.claim_id, func.max(claim.c.pk)).where(claim.c.claim_id.in_(ids[n : n + _ASKED]))
                .group_by(claim.c.claim_id)
            )  # fmt: skip
            self.last_row |= dict(connection.execute(query).all())

    def decisions(self, row: Any) -> list[dict[str, Any]]:
        """The decisions that count on a claim's row."""
        return self.decided.get(row.claim_id, []) if self.last_row.get(row.claim_id) == row.pk else []


def wanted_columns(
    read: dict[str, Any], by_hand: bool, newest: bool, decisions: Sequence[dict[str, Any]]
) -> dict[str, Any]:
    """Every column of DERIVED; `read` is the row's claim parsed, and may be changed; `newest`, its reading counts.

    Raises one of ODD where it is no claim.
    """
    named = read.get("id")
    value, status = effective(None if by_hand else read, decisions)
    current = int(newest or by_hand or bool(decisions))
    return {**derived.columns(value), "claim_id": named, "status": status, "current": current}


def newest_readings(connection: Connection, report_ids: Iterable[str]) -> dict[str, int]:
    """The reading that counts, of each of these reports."""
    query = (
        select(reading.c.report_id, func.max(reading.c.entry)).where(reading.c.report_id.in_(set(report_ids)))
        .group_by(reading.c.report_id)
    )  # fmt: skip
    return dict(connection.execute(query).all())
