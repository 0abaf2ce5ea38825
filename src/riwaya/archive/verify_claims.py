"""`verify`, the claims: as read, within the text, and their derived columns."""

import hashlib
from collections import namedtuple
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, and_, or_, select

from riwaya.archive import derived
from riwaya.archive.records import Finding
from riwaya.archive.schema import claim, reading, report
from riwaya.archive.searched import Words
from riwaya.archive.standing import DERIVED, ODD, Standing, newest_readings, wanted_columns
from riwaya.archive.words import body

_PAGE = 1000
_ELSEWHERE = "this claim was moved to another report than it was read in"
_COLUMNS = itemgetter(*(n for n, c in enumerate(claim.c) if c.name in DERIVED))

ClaimRow = namedtuple("ClaimRow", [c.name for c in claim.c])  # type: ignore[misc]  # a row that goes between processes


@dataclass(frozen=True, slots=True)
class ReadClaims:
    """The claims of some readings, in the order they were read, and what they are held against.

    `texts` and `newest` (the reading that counts) by report; `decided`, people's decisions, by the key of a claim.
    """

    rows: list[Any]
    texts: dict[str, str]
    newest: dict[str, int]
    decided: dict[int, list[dict[str, Any]]]


def claims_of(connection: Connection, readings: Sequence[Mapping[str, Any]], standing: Standing) -> ReadClaims:
    """What `check_readings` needs for readings in order of their entries."""
    if not readings:
        return ReadClaims([], {}, {}, {})
    ids = sorted({r["report_id"] for r in readings})
    query = select(report.c.id, report.c.text).where(report.c.id.in_(ids))
    rows: list[Any] = [ClaimRow._make(row) for row in _stream(connection, readings[0]["entry"], readings[-1]["entry"])]
    decided = {row.pk: found for row in rows if (found := standing.decisions(row))} if standing.decided else {}
    return ReadClaims(rows, dict(connection.execute(query).all()), newest_readings(connection, ids), decided)


def check_readings(readings: Sequence[Mapping[str, Any]], claims: ReadClaims, words: Words) -> Iterator[Finding]:
    """Whether these readings' claims are those they were made of; adds what each should be found by to `words`."""
    rows = iter(claims.rows)
    row = next(rows, None)
    for made in readings:
        while row is not None and row.reading < made["entry"]:  # of no reading; named by `check_rest`
            row = next(rows, None)
        digest, count = hashlib.sha256(), 0
        text = claims.texts.get(made["report_id"], "")
        found: list[Finding] = []
        while row is not None and row.reading == made["entry"]:
            digest.update((("\n" if count else "") + row.json).encode("utf-8", "surrogatepass"))
            count += 1
            if row.report_id != made["report_id"]:
                found.append(Finding("claim-changed", f"claim {row.claim_id}", _ELSEWHERE))
            newest = claims.newest.get(made["report_id"]) == row.reading
            found += _claim(row, text, newest, claims.decided.get(row.pk, ()), words)
            row = next(rows, None)
        where = f"reading {made['entry']} of {made['report_id']}"
        if count != made["claims"]:
            kind = "claim-removed" if count < made["claims"] else "claim-inserted"
            yield Finding(kind, where, f"has {count} claims where {made['claims']} were read")
        elif digest.hexdigest() != made["sha256"]:
            yield Finding("claim-changed", where, "a claim was changed after it was read")
        yield from found


def check_rest(connection: Connection, standing: Standing, words: Words) -> Iterator[Finding]:
    """Claims by hand, claims that belong to nothing, and decided claims that are gone."""
    decided = standing.decided
    for missing in sorted(set(decided) - set(standing.last_row)):
        yield Finding("claim-removed", f"claim {missing}", "people decided on this claim, and it is gone")
    made = {d["claim_id"]: d for ds in decided.values() for d in ds if d["act"] == "add"}
    columns = (*claim.c, report.c.text)
    by_hand = select(*columns).join(report, report.c.id == claim.c.report_id, isouter=True)
    for row in connection.execute(by_hand.where(claim.c.reading.is_(None)).order_by(claim.c.pk)):
        by = made.get(row.claim_id)
        if by is None or by["value"] != row.json:
            yield Finding("claim-inserted", f"claim {row.claim_id}", "a claim by hand that no decision made, or not so")
            continue
        if by["report_id"] != row.report_id:
            yield Finding("claim-changed", f"claim {row.claim_id}", _ELSEWHERE)
        yield from _claim(row, row.text or "", True, standing.decisions(row), words)
    stray = (
        select(claim.c.claim_id).join(reading, reading.c.entry == claim.c.reading, isouter=True)
        .where(claim.c.reading.is_not(None), reading.c.entry.is_(None)).order_by(claim.c.pk).limit(20)
    )  # fmt: skip
    for claim_id in connection.execute(stray).scalars():
        yield Finding("claim-inserted", f"claim {claim_id}", "this claim is of no reading in the archive")


def _claim(row: Any, text: str, newest: bool, decisions: Sequence[dict[str, Any]], words: Words) -> list[Finding]:
    """What is off with one claim; adds what it should be found by to `words`."""
    where = f"claim {row.claim_id}"
    found = []
    try:
        read = derived.loads(row.json)
        bad = _bad_span(read, text)
        if bad:
            found.append(Finding("span-off", where, f"the words of its {bad} are not in the text where it says"))
        words.append((row.pk, body(derived.claim_words(read, text))))
        wanted = wanted_columns(read, row.reading is None, newest, decisions)
    except ODD:
        return [*found, Finding("claim-changed", where, "the claim is no claim any more")]
    if _COLUMNS(row) != tuple(map(wanted.get, DERIVED)):
        off = [n for n in DERIVED if getattr(row, n) != wanted[n]]
        found.append(
            Finding("claim-column", where, f"columns for filters do not follow from the claim: {', '.join(off)}")
        )
    return found


def _stream(connection: Connection, first: int, last: int) -> Iterator[Any]:
    """Claims of the readings from one to another, in the order they were read."""
    entry, pk = first, -1
    while True:
        after = or_(claim.c.reading > entry, and_(claim.c.reading == entry, claim.c.pk > pk))
        query = select(claim).where(claim.c.reading.between(entry, last), after)
        rows = connection.execute(query.order_by(claim.c.reading, claim.c.pk).limit(_PAGE)).all()
        yield from rows
        if len(rows) < _PAGE:
            return
        entry, pk = rows[-1].reading, rows[-1].pk


def _bad_span(value: dict[str, Any], text: str) -> str | None:
    """The first part whose `text` is not the slice its `span` names."""
    for name in ("span", "trigger"):
        start, end = value[name]
        if not 0 <= start <= end <= len(text):
            return name
    return _bad_part("event", value["event"], text) or _bad_part("attribution", value["attribution"], text)


def _bad_part(name: str, part: Any, text: str) -> str | None:
    if type(part) is list:
        for one in part:
            if type(one) is dict and (bad := _bad_part(name, one, text)):
                return bad
        return None
    span = part.get("span")
    if span is not None:
        words = part.get("text")
        if words is not None and text[span[0] : span[1]] != words:
            return name
    for key, inner in part.items():
        if inner and (type(inner) is list or type(inner) is dict) and key != "span" and key != "cue":
            if bad := _bad_part(key, inner, text):
                return bad
    return None
