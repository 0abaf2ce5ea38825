"""Reading again: the newer reading is kept beside the older, and their difference is told field by field."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from riwaya.archive.records import StoredReport
from riwaya.archive.store import Archive
from riwaya.ledger.adding import reader
from riwaya.ledger.linking import settled
from riwaya.ledger.marks import with_marks
from riwaya.ledger.reads import read_one
from riwaya.model import Report, Taken

FIELDS = ("stance", "certainty", "negated", "attribution")
EVENT_FIELDS = ("type", "actors", "targets", "weapons", "places", "when", "quantities", "casualties")


@dataclass(frozen=True, slots=True)
class Reread:
    """A report read again, and what changed."""

    report_id: str
    changes: list[dict[str, Any]]


def reread(archive: Archive, lexicon: Path | None, since: str | None, force: bool) -> Iterator[Reread]:
    """Read reports again that this version and lexicon has not read yet (`force`: all), added since a date."""
    who = reader(lexicon)
    for stored in list(archive.reports()):
        if since is not None and stored.added_at < since:
            continue
        last = stored.reading
        if not force and (last.get("version"), last.get("lexicon")) == (who.version, who.lexicon):
            continue
        taken = _taken(stored)
        read = with_marks(read_one(taken.report, lexicon).to_dict(), taken)
        before = archive.readings(stored.id)[-1][1]
        archive.add_reading(stored.id, stored.text, read, who)
        yield Reread(stored.id, difference(before, archive.readings(stored.id)[-1][1]))
    settled(archive)


def _taken(stored: StoredReport) -> Taken:
    """The report as it first came in, for reading; its bytes are not needed for that."""
    import json

    report = Report(stored.text, stored.outlet, stored.published, stored.title, stored.url, stored.given_id)
    first = stored.sightings[0]
    spans = tuple((a, b) for a, b in json.loads(first["ocr_spans"] or "[]"))
    return Taken(
        report, b"", first["media_type"], first["source"], forwarded_from=first["forwarded_from"], ocr_spans=spans,
        ocr_confidence=first["ocr_confidence"],
    )  # fmt: skip


def difference(before: Sequence[dict[str, Any]], after: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """What changed from one reading's claims to another's: claims gained and lost by id, fields of those kept."""
    old = {c["id"]: c for c in before}
    new = {c["id"]: c for c in after}
    out: list[dict[str, Any]] = [
        {"kind": "lost", "claim": i, "type": c["event"]["type"], "span": c["span"]}
        for i, c in old.items()
        if i not in new
    ]
    for i, c in new.items():
        if i not in old:
            out.append({"kind": "gained", "claim": i, "type": c["event"]["type"], "span": c["span"]})
            continue
        was = old[i]
        pairs = [(n, was.get(n), c.get(n)) for n in FIELDS]
        pairs += [(f"event.{n}", was["event"].get(n), c["event"].get(n)) for n in EVENT_FIELDS]
        out += [{"kind": "changed", "claim": i, "field": n, "old": a, "new": b} for n, a, b in pairs if a != b]
    return out
