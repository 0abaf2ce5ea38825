"""Adding reports: each with its bytes, its sighting, its reading and their entries, in one transaction."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select, update

from riwaya.archive import derived
from riwaya.archive.blobs import Blobs
from riwaya.archive.chain import Appender, canonical, now, sha256
from riwaya.archive.linked import queue
from riwaya.archive.records import Added, Addition, Reader
from riwaya.archive.rows import index, put
from riwaya.archive.schema import claim, reading, report, sighting
from riwaya.archive.words import body
from riwaya.model import Taken

CLAIM_BITS = 20  # a claim's key is its reading's entry number, shifted, plus its place in the reading


def add(connection: Connection, blobs: Blobs, additions: Sequence[Addition], reader: Reader) -> list[Added]:
    """Add reports in one transaction; what each became, in order.

    The same text is the same report: its first metadata stays, another source becomes another sighting, and the
    same bytes (or the same text from the same URL) add nothing.
    """
    chain = Appender(connection)
    at = now()
    writer = _Writer(connection, chain, at)
    writer.look_up([a.taken.report.id for a in additions])
    raws = blobs.put_all([a.taken.raw for a in additions], connection)
    out = []
    for addition, raw in zip(additions, raws, strict=True):
        item, read = addition.taken, addition.reading
        known = item.report.id in writer.known
        if not known:
            if read is None:
                raise ValueError("an addition that is not known needs a reading")
            writer.report(item, read)
        same = _same(item, raw)
        if known and writer.has_sighting(item.report.id, same, raw):
            out.append(Added(item.report.id, "known", 0))
            continue
        writer.sighting(item, raw, same)
        count = 0
        if not known and read is not None:
            count = writer.reading(item.report.id, item.report.text, read, reader)
        out.append(Added(item.report.id, "sighting" if known else "new", count))
    writer.flush()
    return out


def _same(item: Taken, raw: str) -> str:
    """What makes two sightings one: the URL, or without one the bytes."""
    return item.report.url or raw


class _Writer:
    """Collects rows so that each table gets one insert."""

    def __init__(self, connection: Connection, chain: Appender, at: str) -> None:
        self.connection, self.chain, self.at = connection, chain, at
        self.rows: dict[str, list[dict[str, Any]]] = {
            n: [] for n in ("report", "sighting", "reading", "claim", "report_words", "claim_words")
        }
        self.known: set[str] = set()  # ids of reports that are here already
        self._seen: set[tuple[str, str]] = set()  # report and address, or report and bytes without one
        self._raws: set[tuple[str, str]] = set()  # report and bytes
        self._read: dict[str, int] = {}  # entries of readings, by report

    def look_up(self, report_ids: Sequence[str]) -> None:
        """What the archive has of these reports."""
        self.known.update(self.connection.execute(select(report.c.id).where(report.c.id.in_(report_ids))).scalars())
        columns = (sighting.c.report_id, sighting.c.same, sighting.c.raw_sha256)
        for report_id, same, raw in self.connection.execute(select(*columns).where(columns[0].in_(self.known))):
            self._seen.add((report_id, same))
            self._raws.add((report_id, raw))

    def has_sighting(self, report_id: str, same: str, raw: str) -> bool:
        """Whether this sighting is known already."""
        # Without an address the bytes decide: a copy on disk of a page that is here adds nothing.
        return (report_id, same) in self._seen or (same == raw and (report_id, raw) in self._raws)

    def report(self, item: Taken, read: Any) -> None:
        r = item.report
        facts = {
            "title": r.title, "outlet": r.outlet, "author": item.author, "published": r.published,
            "published_basis": item.published_basis, "url": r.url, "language": read["report"]["language"],
            "given_id": r.given_id,
        }  # fmt: skip
        entry = self.chain.append("report.added", {"report": r.id, "characters": len(r.text), **facts}, self.at)
        self.rows["report"].append({"entry": entry, "id": r.id, "text": r.text, "added_at": self.at, **facts})
        self.rows["report_words"].append({"rowid": entry, "body": body(derived.report_words(r.text, r.title))})
        self.known.add(r.id)

    def sighting(self, item: Taken, raw: str, same: str) -> None:
        r = item.report
        facts: dict[str, Any] = {
            "raw_sha256": raw, "raw_size": len(item.raw), "media_type": item.media_type, "source": item.source,
            "url": r.url, "outlet": r.outlet, "title": r.title, "author": item.author, "published": r.published,
            "published_basis": item.published_basis, "captured": item.captured,
            "forwarded_from": item.forwarded_from,
            "ocr_spans": canonical([list(s) for s in item.ocr_spans]) if item.ocr_spans else None,
            "ocr_confidence": item.ocr_confidence, "notes": canonical(list(item.notes)),
        }  # fmt: skip
        entry = self.chain.append("sighting.added", {"report": r.id, **facts}, self.at)
        row = {"entry": entry, "report_id": r.id, "seen_at": self.at, "same": same, **facts}
        self.rows["sighting"].append(row)
        self._seen.add((r.id, same))
        self._raws.add((r.id, raw))

    def reading(self, report_id: str, report_text: str, read: Any, reader: Reader) -> int:
        """Write a reading and its claims; how many."""
        claims: list[dict[str, Any]] = list(read["claims"])
        texts = [canonical(c) for c in claims]
        facts = {
            "version": reader.version, "lexicon": reader.lexicon, "claims": len(claims),
            "sha256": sha256("\n".join(texts)), "notes": canonical(list(read.get("notes") or [])),
        }  # fmt: skip
        entry = self.chain.append("reading.made", {"report": report_id, **facts}, self.at)
        self._read[report_id] = entry
        self.rows["reading"].append({"entry": entry, "report_id": report_id, "made_at": self.at, **facts})
        for n, (one, as_text) in enumerate(zip(claims, texts, strict=True)):
            pk = (entry << CLAIM_BITS) + n
            self.rows["claim"].append(
                {"pk": pk, "reading": entry, "report_id": report_id, "claim_id": one["id"], "json": as_text,
                 "current": 1, "status": "read", **derived.columns(one)}
            )  # fmt: skip
            self.rows["claim_words"].append({"rowid": pk, "body": body(derived.claim_words(one, report_text))})
        return len(claims)

    def flush(self) -> None:
        """Write everything collected."""
        for table in (report, sighting, reading, claim):
            put(self.connection, table, self.rows[table.name])
        for name in ("report_words", "claim_words"):
            index(self.connection, name, self.rows[name])
        for report_id, entry in self._read.items():
            queue(self.connection, [report_id], entry)
        self.chain.flush()


def add_reading(connection: Connection, report_id: str, report_text: str, read: Any, reader: Reader) -> int:
    """Keep a newer reading beside the older ones; its claims count now. The number of claims."""
    writer = _Writer(connection, Appender(connection), now())
    connection.execute(
        update(claim).where(claim.c.report_id == report_id, claim.c.reading.is_not(None)).values(current=0)
    )
    count = writer.reading(report_id, report_text, read, reader)
    writer.flush()
    return count
