"""Claims that wait for a person's decision, found without looking at the others."""

from sqlalchemy import Connection, func, select

from riwaya.archive import search
from riwaya.archive.records import StoredClaim
from riwaya.archive.schema import claim, decision, linked


def decided_by_several(connection: Connection) -> list[StoredClaim]:
    """Claims on which more than one person has decided, in the order of their ids."""
    several = select(decision.c.claim_id).group_by(decision.c.claim_id).having(func.count(decision.c.by.distinct()) > 1)
    query = select(claim.c.pk).where(claim.c.claim_id.in_(several), claim.c.current == 1).order_by(claim.c.claim_id)
    keys = list(connection.scalars(query))
    found = search.by_key(connection, keys)
    return [found[key] for key in keys]


def undecided(connection: Connection, skip: int, limit: int | None) -> list[StoredClaim]:
    """Claims as the program read them, on which nobody has decided; the weightiest first, from the first `skip` on."""
    query = (
        select(linked.c.pk).join(claim, claim.c.pk == linked.c.pk).where(claim.c.status == "read")
        .order_by(linked.c.weight.desc(), linked.c.pk).limit(limit).offset(skip)
    )  # fmt: skip
    keys = list(connection.scalars(query))
    found = search.by_key(connection, keys)
    return [found[key] for key in keys]


def count_undecided(connection: Connection) -> int:
    """How many there are: all that are linked but those decided on, for these are few."""
    every = connection.scalar(select(func.count()).select_from(linked)) or 0
    ids = select(decision.c.claim_id).distinct()
    done = select(func.count()).select_from(linked.join(claim, claim.c.pk == linked.c.pk)).where(
        linked.c.claim_id.in_(ids), claim.c.status != "read"
    )  # fmt: skip
    return every - (connection.scalar(done) or 0)
