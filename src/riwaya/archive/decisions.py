"""Decisions by people: confirm, correct, reject, add by hand, note, undo. Each with name, time and reason."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, insert, select, update

from riwaya.archive import derived
from riwaya.archive.add import CLAIM_BITS
from riwaya.archive.chain import Appender, canonical, now
from riwaya.archive.contract import check_claim
from riwaya.archive.effective import effective, set_field
from riwaya.archive.linked import queue
from riwaya.archive.rows import index
from riwaya.archive.schema import claim, decision, report
from riwaya.archive.words import body
from riwaya.errors import ArchiveError

_CORRECTABLE = ("stance", "certainty", "negated", "attribution", "event", "span", "trigger")


def decide(
    connection: Connection, act: str, claim_id: str, by: str, reason: str, field: str | None = None, value: Any = None
) -> int:
    """Record a decision on a claim; its number in the custody chain. Raises ArchiveError on what cannot be."""
    if not by.strip():
        raise ArchiveError("a decision needs a name: give --by NAME (or set RIWAYA_USER)")
    if act in ("correct", "reject", "undo", "best") and not reason.strip():
        raise ArchiveError(f"{act}: say why, with --reason")
    found = connection.execute(
        select(claim.c.report_id).where(claim.c.claim_id == claim_id).order_by(claim.c.pk.desc()).limit(1)
    ).scalar()
    if found is None:
        raise ArchiveError(f"no claim {claim_id} in this archive; `riwaya search` shows claims with their ids")
    now_claim, _ = current(connection, claim_id)
    if act == "correct":
        if field is None:
            raise ArchiveError("correct: say which field, like event.casualties[0].max")
        _check(now_claim, field, value, len(_text(connection, found)))
    if act == "undo":
        _check_undo(connection, claim_id, value)
    if act == "best" and not (value is None or (type(value) is int and value >= 0)):
        raise ArchiveError(f"best: {value!r} is no count of people; give a whole number, or none to take it back")
    return _record(connection, found, claim_id, act, field, value, by, reason)


def add_by_hand(connection: Connection, report_id: str, made: Mapping[str, Any], by: str, reason: str) -> str:
    """Add a claim a person found in a report; its id. `made` is a contract claim without id.

    Raises ArchiveError where the report is unknown, a span lies outside the text, or a value is no word of ours.
    """
    if not by.strip():
        raise ArchiveError("a decision needs a name: give --by NAME (or set RIWAYA_USER)")
    text = _text(connection, report_id)
    start, end = made["span"]
    if not 0 <= start < end <= len(text):
        raise ArchiveError(f"span {start}-{end} lies outside the report's {len(text)} characters")
    check_claim({**made, "id": ""}, len(text))
    seed = canonical([report_id, by, now(), dict(made)])
    claim_id = "hand:" + hashlib.sha256(seed.encode("utf-8")).hexdigest()[:16]
    _record(connection, report_id, claim_id, "add", None, {**made, "id": claim_id}, by, reason)
    return claim_id


def current(connection: Connection, claim_id: str) -> tuple[dict[str, Any], str]:
    """A claim as it stands now, and its status. Raises ArchiveError where there is none."""
    row = connection.execute(
        select(claim.c.json, claim.c.reading).where(claim.c.claim_id == claim_id).order_by(claim.c.pk.desc()).limit(1)
    ).first()
    if row is None:
        raise ArchiveError(f"no claim {claim_id} in this archive")
    return effective(derived.loads(row.json) if row.reading is not None else None, decisions_on(connection, claim_id))


def decisions_on(connection: Connection, claim_id: str) -> list[dict[str, Any]]:
    """The decisions on a claim, oldest first."""
    query = select(decision).where(decision.c.claim_id == claim_id).order_by(decision.c.entry)
    return [dict(row) for row in connection.execute(query).mappings()]


def _text(connection: Connection, report_id: str) -> str:
    """A report's text. Raises ArchiveError where there is none."""
    found = connection.execute(select(report.c.text).where(report.c.id == report_id)).scalar()
    if found is None:
        raise ArchiveError(f"no report {report_id} in this archive")
    return str(found)


def _record(
    connection: Connection, report_id: str, claim_id: str, act: str, field: str | None, value: Any, by: str, why: str
) -> int:
    chain = Appender(connection)
    at = now()
    written = None if value is None and act not in ("correct", "best") else canonical(value)
    facts = {"claim_id": claim_id, "act": act, "field": field, "value": written, "by": by, "reason": why}
    entry = chain.append("decision.made", {"report": report_id, **facts}, at)
    connection.execute(insert(decision), {"entry": entry, "report_id": report_id, "at": at, **facts})
    if act == "add":
        made = json.loads(written or "{}")
        pk = entry << CLAIM_BITS
        connection.execute(
            insert(claim),
            {"pk": pk, "reading": None, "report_id": report_id, "claim_id": claim_id, "json": written, "current": 1,
             "status": "added", **derived.columns(made)},
        )  # fmt: skip
        words = derived.claim_words(made, _text(connection, report_id))
        index(connection, "claim_words", [{"rowid": pk, "body": body(words)}])
    refresh(connection, claim_id)
    queue(connection, [report_id], entry)
    chain.flush()
    return entry


def refresh(connection: Connection, claim_id: str) -> None:
    """Bring a claim's derived columns up to its decisions, on the newest row that has it."""
    rows = connection.execute(
        select(claim.c.pk, claim.c.json, claim.c.status).where(claim.c.claim_id == claim_id).order_by(claim.c.pk)
    ).all()
    for old in rows[:-1]:
        if old.status != "read":
            back = {"status": "read", "current": 0, **derived.columns(derived.loads(old.json))}
            connection.execute(update(claim).where(claim.c.pk == old.pk).values(**back))
    pk = rows[-1].pk
    value, status = current(connection, claim_id)
    kept = {"current": 1} if decisions_on(connection, claim_id) else {}
    connection.execute(update(claim).where(claim.c.pk == pk).values(status=status, **kept, **derived.columns(value)))


def _check(value: dict[str, Any], field: str, new: Any, length: int) -> None:
    if field.split(".")[0].split("[")[0] not in _CORRECTABLE:
        raise ArchiveError(f"field {field!r} cannot be corrected; {', '.join(_CORRECTABLE)} can")
    trial = json.loads(json.dumps(value))
    set_field(trial, field, new)
    check_claim(trial, length)


def _check_undo(connection: Connection, claim_id: str, entry: Any) -> None:
    if not any(d["entry"] == entry and d["act"] != "undo" for d in decisions_on(connection, claim_id)):
        raise ArchiveError(f"undo: claim {claim_id} has no decision {entry}; `riwaya show CLAIM` lists them")
