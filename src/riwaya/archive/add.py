"""Adding reports: each with its bytes, its sighting, its reading and their entries, in one transaction."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, insert, select, text, update

from riwaya.archive import derived
from riwaya.archive.blobs import Blobs
from riwaya.archive.chain import Appender, canonical, now, sha256
from riwaya.archive.records import Added, Addition, Reader
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
    out = []
    for addition in additions:
        item, read = addition.taken, addition.reading
        raw = blobs.put(item.raw, connection)
        known = writer.language(item.report.id)
        if known is None:
            if read is None:
                raise ValueError("an addition that is not known needs a reading")
            writer.report(item, read)
        same = _same(item, raw)
        if known is not None and writer.has_sighting(item.report.id, same, raw):
            out.append(Added(item.report.id, "known", 0))
            continue
        writer.sighting(item, raw, same)
        count = 0
        if known is None and read is not None:
            count = writer.reading(item.report.id, item.report.text, read, reader)
        out.append(Added(item.report.id, "new" if known is None else "sighting", count))
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
        self._fresh: dict[str, str] = {}
        self._seen: set[tuple[str, str]] = set()
        self._raws: set[tuple[str, str, bool]] = set()

    def language(self, report_id: str) -> str | None:
        """The language of a report that is known already, here or in the archive."""
        if report_id in self._fresh:
            return self._fresh[report_id]
        found = self.connection.execute(select(report.c.language).where(report.c.id == report_id)).scalar()
        return None if found is None else str(found)

    def has_sighting(self, report_id: str, same: str, raw: str) -> bool:
        """Whether this sighting is known already, here or in the archive."""
        if (report_id, same) in self._seen or (report_id, raw, same == raw) in self._raws:
            return True
        # Without an address the bytes decide: a copy on disk of a page that is here adds nothing.
        wanted = sighting.c.raw_sha256 == raw if same == raw else sighting.c.same == same
        query = select(sighting.c.entry).where(sighting.c.report_id == report_id, wanted)
        return self.connection.execute(query).first() is not None

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
        self._fresh[r.id] = facts["language"] or "und"

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
        self._raws.add((r.id, raw, True))

    def reading(self, report_id: str, report_text: str, read: Any, reader: Reader) -> int:
        """Write a reading and its claims; how many."""
        claims: list[dict[str, Any]] = list(read["claims"])
        texts = [canonical(c) for c in claims]
        facts = {
            "version": reader.version, "lexicon": reader.lexicon, "claims": len(claims),
            "sha256": sha256("\n".join(texts)), "notes": canonical(list(read.get("notes") or [])),
        }  # fmt: skip
        entry = self.chain.append("reading.made", {"report": report_id, **facts}, self.at)
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
        for table, name in ((report, "report"), (sighting, "sighting"), (reading, "reading"), (claim, "claim")):
            if self.rows[name]:
                self.connection.execute(insert(table), self.rows[name])
        for name in ("report_words", "claim_words"):
            index(self.connection, name, self.rows[name])
        self.chain.flush()


def index(connection: Connection, table: str, rows: Iterable[dict[str, Any]]) -> None:
    """Put bodies of stems into a search table."""
    rows = list(rows)
    if not rows:
        return
    body_of = "to_tsvector('simple', :body)" if connection.dialect.name == "postgresql" else ":body"
    connection.execute(text(f"INSERT INTO {table} (rowid, body) VALUES (:rowid, {body_of})"), rows)


def add_reading(connection: Connection, report_id: str, report_text: str, read: Any, reader: Reader) -> int:
    """Keep a newer reading beside the older ones; its claims count now. The number of claims."""
    writer = _Writer(connection, Appender(connection), now())
    connection.execute(
        update(claim).where(claim.c.report_id == report_id, claim.c.reading.is_not(None)).values(current=0)
    )
    count = writer.reading(report_id, report_text, read, reader)
    writer.flush()
    return count
