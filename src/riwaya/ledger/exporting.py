"""Exporting: claims of an archive that a filter means, as rows; the export itself goes into the custody chain."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from riwaya import __version__
from riwaya.archive.records import Filter, StoredReport
from riwaya.archive.store import Archive
from riwaya.export import incidents
from riwaya.export.formats import FORMATS, SUFFIXES, write
from riwaya.export.public import BLURS, Public, public
from riwaya.export.records import ExportError, Header, Row
from riwaya.incidents.origins import origins, retold
from riwaya.incidents.questions import describe
from riwaya.incidents.records import ClaimRecord, Incident
from riwaya.ledger.comparing import Wanted
from riwaya.ledger.comparing import incidents as matching

__all__ = ["BLURS", "FORMATS", "SUFFIXES", "ExportError", "Public", "export", "rows", "rules"]
_KEPT = 200  # reports held while their claims go by
_DECISION = ("entry", "act", "field", "value", "by", "reason", "at")
# Parts of a filter that may name what is held back.
_TELLING = ("words", "place", "box", "report", "claim", "voice", "party")


@dataclass(frozen=True, slots=True)
class Exported:
    """An export made: how many rows, the file's SHA-256, and its entry in the custody chain."""

    rows: int
    sha256: str
    entry: int


def rows(archive: Archive, f: Filter) -> Iterator[Row]:
    """Claims as they stand, with their reports; streams."""
    reports: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {}
    for stored in archive.claims(f):
        found = reports.get(stored.report_id)
        if found is None:
            if len(reports) >= _KEPT:
                reports.clear()
            report = archive.report(stored.report_id)
            found = reports[stored.report_id] = (_report(report), _reading(report))
        decisions = tuple({k: d[k] for k in _DECISION} for d in stored.decisions)
        yield Row(stored.claim, found[0], stored.status, decisions, found[1])


def _report(r: StoredReport) -> dict[str, Any]:
    first = r.sightings[0] if r.sightings else {}
    return {
        "id": r.id, "outlet": r.outlet, "author": r.author, "published": r.published,
        "published_basis": r.published_basis, "title": r.title, "url": r.url, "language": r.language, "text": r.text,
        "sha256": first.get("raw_sha256"), "media_type": first.get("media_type"), "captured": first.get("captured"),
        "sources": [s["url"] or s["source"] for s in r.sightings],
    }  # fmt: skip


def _reading(r: StoredReport) -> dict[str, Any]:
    return {k: r.reading.get(k) for k in ("version", "lexicon")}


def export(archive: Archive, f: Filter, format: str | None, out: Path, rules: Public | None = None) -> Exported:
    """Write an export and put it into the custody chain. Raises ExportError, ArchiveError."""
    found = rows(archive, f)
    count = write(format, public(found, rules) if rules else found, _header(archive, f.said(), rules), out)
    return _record(archive, f.said(), format, out, rules, count)


def export_incidents(
    archive: Archive, wanted: Wanted, format: str | None, out: Path, rules: Public | None = None
) -> Exported:
    """The same of incidents. Raises ExportError, ArchiveError."""
    found = _wholes(archive, wanted, rules)
    count = incidents.write(format, found, _header(archive, wanted.said(), rules), out)
    return _record(archive, {"incidents": True, **wanted.said()}, format, out, rules, count)


def _wholes(archive: Archive, wanted: Wanted, rules: Public | None) -> Iterator[incidents.Whole]:
    """Incidents with their claims; for the public, what those of their claims say that may be shown."""
    for incident in matching(archive, wanted):
        claims = [Row(dict(r.claim), dict(r.report)) for r in incident.claims]
        if rules is None:
            yield incidents.Whole(describe(incident), tuple(claims))
            continue
        shown = list(public(claims, rules))
        told = Incident(incident.id, [ClaimRecord(row.claim, row.report) for row in shown])
        if shown:
            yield incidents.Whole(describe(told, retold(origins(incident.claims), told.claims)), tuple(shown))


def _header(archive: Archive, said: dict[str, Any], rules: Public | None) -> Header:
    head = archive.head()
    shown = {k: "not shown" if rules and k in _TELLING else v for k, v in said.items()}
    return Header(
        archive.id, head[1] if head else None, head[0] if head else None, f"riwaya {__version__}",
        datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), shown, public=rules.said() if rules else None,
    )  # fmt: skip


def _record(
    archive: Archive, said: dict[str, Any], format: str | None, out: Path, rules: Public | None, count: int
) -> Exported:
    digest = hashlib.sha256()
    with out.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    entry = archive.record(
        "export.made",
        {"file": out.name, "sha256": digest.hexdigest(), "rows": count, "format": format or out.suffix,
         "filter": said, "public": rules.said() if rules else None},
    )  # fmt: skip
    return Exported(count, digest.hexdigest(), entry)


def rules(precision: str, embargo: int) -> Public:
    """Rules of a public export made today."""
    return Public(precision, embargo, date.today())
