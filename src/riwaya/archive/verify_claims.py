"""`verify`, the claims: as read, within the text, and their derived columns."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, func, select

from riwaya.archive import chain, derived
from riwaya.archive.effective import effective
from riwaya.archive.records import Finding
from riwaya.archive.schema import claim, decision, reading, report
from riwaya.errors import ArchiveError

_PAGE = 5000


def check_claims(connection: Connection, row: Any) -> Iterator[Finding]:
    """Whether a reading's claims are those it was made of, and their words stand in the report's text."""
    where = f"reading {row['entry']} of {row['report_id']}"
    query = select(claim.c.json, claim.c.claim_id).where(claim.c.reading == row["entry"]).order_by(claim.c.pk)
    rows = connection.execute(query).all()
    if len(rows) != row["claims"]:
        kind = "claim-removed" if len(rows) < row["claims"] else "claim-inserted"
        yield Finding(kind, where, f"has {len(rows)} claims where {row['claims']} were read")
    elif chain.sha256("\n".join(r.json for r in rows)) != row["sha256"]:
        yield Finding("claim-changed", where, "a claim was changed after it was read")
    text = connection.execute(select(report.c.text).where(report.c.id == row["report_id"])).scalar() or ""
    for r in rows:
        try:
            bad = _bad_span(derived.loads(r.json), text)
        except (ValueError, TypeError, KeyError, AttributeError):
            bad = "claim"
        if bad:
            yield Finding(
                "span-off", f"claim {r.claim_id}", f"the words of its {bad} are not in the text where it says"
            )


def _bad_span(value: dict[str, Any], text: str) -> str | None:
    """The first part whose `text` is not the slice its `span` names."""
    for name in ("span", "trigger"):
        start, end = value[name]
        if not 0 <= start <= end <= len(text):
            return name
    stack: list[tuple[str, Any]] = [("event", value["event"]), ("attribution", value["attribution"])]
    while stack:
        name, part = stack.pop()
        if isinstance(part, list):
            stack += [(name, p) for p in part if isinstance(p, dict)]
        elif isinstance(part, dict):
            span = part.get("span")
            if span is not None and part.get("text") is not None and text[span[0] : span[1]] != part["text"]:
                return name
            stack += [(k, v) for k, v in part.items() if isinstance(v, list | dict) and k not in ("span", "cue")]
    return None


def check_derived(connection: Connection) -> Iterator[Finding]:
    """Whether ids, status and the columns that filters use are what claims and decisions make them."""
    newest = dict(
        connection.execute(select(reading.c.report_id, func.max(reading.c.entry)).group_by(reading.c.report_id)).all()
    )
    decided: dict[str, list[dict[str, Any]]] = {}
    for row in connection.execute(select(decision).order_by(decision.c.entry)).mappings():
        decided.setdefault(row["claim_id"], []).append(dict(row))
    last_row = dict(
        connection.execute(
            select(claim.c.claim_id, func.max(claim.c.pk))
            .where(claim.c.claim_id.in_(decided))
            .group_by(claim.c.claim_id)
        ).all()
        if len(decided) < 500
        else connection.execute(select(claim.c.claim_id, func.max(claim.c.pk)).group_by(claim.c.claim_id)).all()
    )
    adds = {d["claim_id"]: d["value"] for ds in decided.values() for d in ds if d["act"] == "add"}
    for missing in sorted(set(decided) - set(last_row)):
        yield Finding("claim-removed", f"claim {missing}", "people decided on this claim, and it is gone")
    after = -1
    while True:
        query = select(claim).where(claim.c.pk > after).order_by(claim.c.pk).limit(_PAGE)
        rows = connection.execute(query).mappings().all()
        for row in rows:
            yield from _check_columns(row, decided, newest, last_row, adds)
        if len(rows) < _PAGE:
            return
        after = rows[-1]["pk"]


def _check_columns(row: Any, decided: Any, newest: Any, last_row: Any, adds: Any) -> Iterator[Finding]:
    where = f"claim {row['claim_id']}"
    if row["reading"] is None and adds.get(row["claim_id"]) != row["json"]:
        yield Finding("claim-inserted", where, "a claim by hand that no decision made, or not in these words")
        return
    try:
        read = derived.loads(row["json"])
        decisions = decided.get(row["claim_id"], []) if last_row.get(row["claim_id"]) == row["pk"] else []
        value, status = effective(read if row["reading"] is not None else None, decisions)
        wanted = derived.columns(value)
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, ArchiveError):
        yield Finding("claim-changed", where, "the claim is no claim any more")
        return
    current = int(row["reading"] is None or bool(decisions) or newest.get(row["report_id"]) == row["reading"])
    off = [n for n, v in wanted.items() if row[n] != v]
    if read.get("id") != row["claim_id"]:
        off.append("claim_id")
    if row["status"] != status:
        off.append("status")
    if row["current"] != current:
        off.append("current")
    if off:
        yield Finding("claim-column", where, f"columns for filters do not follow from the claim: {', '.join(off)}")
