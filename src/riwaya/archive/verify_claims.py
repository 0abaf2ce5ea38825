"""`verify`, the claims: as read, within the text, and their derived columns."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, and_, or_, select

from riwaya.archive import derived
from riwaya.archive.records import Finding
from riwaya.archive.schema import claim, reading, report
from riwaya.archive.standing import DERIVED, ODD, Standing, newest_readings
from riwaya.archive.verify_index import IndexCheck

_PAGE = 1000
_COLUMNS = itemgetter(*(n for n, c in enumerate(claim.c) if c.name in DERIVED))


class Claims:
    """Checks claims reading by reading, then what no reading accounts for; each claim is parsed once."""

    def __init__(self, connection: Connection, index: IndexCheck) -> None:
        self.connection, self.index = connection, index
        self.standing = Standing(connection)

    def check(self, readings: Sequence[Mapping[str, Any]]) -> Iterator[Finding]:
        """Whether these readings' claims (in order of entry) are those they were made of."""
        if not readings:
            return
        ids = sorted({r["report_id"] for r in readings})
        query = select(report.c.id, report.c.text).where(report.c.id.in_(ids))
        texts: dict[str, str] = dict(self.connection.execute(query).all())
        newest = newest_readings(self.connection, ids)
        claims = _stream(self.connection, readings[0]["entry"], readings[-1]["entry"])
        row = next(claims, None)
        bodies: list[tuple[int, str]] = []
        for made in readings:
            while row is not None and row.reading < made["entry"]:  # of no reading; named by check_rest
                row = next(claims, None)
            digest, count = hashlib.sha256(), 0
            text = texts.get(made["report_id"], "")
            found: list[Finding] = []
            while row is not None and row.reading == made["entry"]:
                digest.update((("\n" if count else "") + row.json).encode("utf-8", "surrogatepass"))
                count += 1
                found += self._claim(row, text, newest.get(row.report_id) == row.reading, bodies)
                if len(bodies) >= _PAGE:
                    self.index.expect(bodies)
                    bodies.clear()
                row = next(claims, None)
            where = f"reading {made['entry']} of {made['report_id']}"
            if count != made["claims"]:
                kind = "claim-removed" if count < made["claims"] else "claim-inserted"
                yield Finding(kind, where, f"has {count} claims where {made['claims']} were read")
            elif digest.hexdigest() != made["sha256"]:
                yield Finding("claim-changed", where, "a claim was changed after it was read")
            yield from found
        self.index.expect(bodies)

    def check_rest(self) -> Iterator[Finding]:
        """Claims by hand, claims that belong to nothing, and decided claims that are gone."""
        decided = self.standing.decided
        for missing in sorted(set(decided) - set(self.standing.last_row)):
            yield Finding("claim-removed", f"claim {missing}", "people decided on this claim, and it is gone")
        made = {d["claim_id"]: d["value"] for ds in decided.values() for d in ds if d["act"] == "add"}
        columns = (*claim.c, report.c.text)
        by_hand = select(*columns).join(report, report.c.id == claim.c.report_id, isouter=True)
        for row in self.connection.execute(by_hand.where(claim.c.reading.is_(None)).order_by(claim.c.pk)):
            if row.json is None or made.get(row.claim_id) != row.json:
                yield Finding(
                    "claim-inserted", f"claim {row.claim_id}", "a claim by hand that no decision made, or not so"
                )
                continue
            bodies: list[tuple[int, str]] = []
            yield from self._claim(row, row.text or "", True, bodies)
            self.index.expect(bodies)
        stray = (
            select(claim.c.claim_id).join(reading, reading.c.entry == claim.c.reading, isouter=True)
            .where(claim.c.reading.is_not(None), reading.c.entry.is_(None)).order_by(claim.c.pk).limit(20)
        )  # fmt: skip
        for claim_id in self.connection.execute(stray).scalars():
            yield Finding("claim-inserted", f"claim {claim_id}", "this claim is of no reading in the archive")

    def _claim(self, row: Any, text: str, newest: bool, bodies: list[tuple[int, str]]) -> list[Finding]:
        """What is off with one claim; adds what it should be found by to `bodies`."""
        where = f"claim {row.claim_id}"
        found = []
        try:
            read = derived.loads(row.json)
            bad = _bad_span(read, text)
            if bad:
                found.append(Finding("span-off", where, f"the words of its {bad} are not in the text where it says"))
            bodies.append((row.pk, derived.claim_words(read, text)))
            wanted = self.standing.columns(row, read, newest)
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
