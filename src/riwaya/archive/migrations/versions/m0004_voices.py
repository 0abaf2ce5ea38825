"""Whom the voice of a claim speaks for is kept beside it, so that one voice is found without reading every claim."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

from riwaya.archive.effective import effective

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_PAGE = 1000


def upgrade() -> None:
    """Add the column and fill it from the claims; corrections by people are looked at, too."""
    op.add_column("claim", sa.Column("voice_member", sa.String))
    op.create_index("claim_voice_name", "claim", ["voice"])
    op.create_index("claim_voice_member", "claim", ["voice_member"])
    claim = sa.table(
        "claim", sa.column("pk", sa.BigInteger), sa.column("json", sa.Text), sa.column("voice_member", sa.String)
    )
    connection = op.get_bind()
    last = -1
    while True:
        rows = connection.execute(
            sa.select(claim.c.pk, claim.c.json).where(claim.c.pk > last).order_by(claim.c.pk).limit(_PAGE)
        ).all()
        if not rows:
            break
        last = rows[-1].pk
        found = [{"key": pk, "member": member} for pk, text in rows if (member := _member(text))]
        if found:
            fill = sa.update(claim).where(claim.c.pk == sa.bindparam("key")).values(voice_member=sa.bindparam("member"))
            connection.execute(fill, found)
    _corrected(connection, claim)


def _corrected(connection: "sa.Connection", claim: "sa.TableClause") -> None:
    """Where people corrected the attribution, what they said counts, on the newest row of the claim."""
    decision = sa.table("decision", *(sa.column(n) for n in ("entry", "claim_id", "act", "field", "value")))
    who = sa.or_(decision.c.field.like("attribution%"), decision.c.act == "add")
    touched = sa.select(decision.c.claim_id).where(who)
    decided: dict[str, list[dict[str, Any]]] = {}
    query = sa.select(decision).where(decision.c.claim_id.in_(touched)).order_by(decision.c.entry)
    for row in connection.execute(query).mappings():
        decided.setdefault(row["claim_id"], []).append(dict(row))
    for claim_id, rows in decided.items():
        of_claim = sa.select(claim.c.pk, claim.c.json).where(sa.column("claim_id") == claim_id)
        newest = connection.execute(of_claim.order_by(claim.c.pk.desc()).limit(1)).one_or_none()
        if newest is not None:
            value, _ = effective(json.loads(newest.json), rows)
            member = _member(json.dumps(value))
            connection.execute(sa.update(claim).where(claim.c.pk == newest.pk).values(voice_member=member))


def _member(text: str) -> str | None:
    chain = json.loads(text).get("attribution") or [{}] if '"member_of"' in text else [{}]
    member = chain[-1].get("member_of")
    return str(member) if member else None
