"""Showing: one report with everything known of it, one incident with its claims, one claim."""

from dataclasses import dataclass, field
from typing import Any

from riwaya.archive.records import Entry, Filter, StoredClaim, StoredReport
from riwaya.archive.store import Archive
from riwaya.errors import BadInput
from riwaya.incidents.questions import describe
from riwaya.incidents.records import ClaimRecord
from riwaya.ledger.comparing import one
from riwaya.ledger.reads import read_one
from riwaya.ledger.rereading import difference
from riwaya.model import Report


@dataclass(frozen=True, slots=True)
class ReportShown:
    """A report, its claims in the order of the text (rejected ones too), its custody entries, oldest first.

    `readings` are the program's readings, oldest first, each with `changes` against the one before.
    """

    report: StoredReport
    claims: list[StoredClaim]
    entries: list[Entry]
    readings: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class IncidentShown:
    """An incident as `describe` gives it, and its claims by id with their reports."""

    about: dict[str, Any]
    claims: dict[str, ClaimRecord] = field(default_factory=dict)


def report(archive: Archive, report_id: str) -> ReportShown:
    """Everything about one report. Raises ArchiveError where there is none."""
    stored = archive.report(report_id)
    claims = sorted(archive.claims(Filter(report=stored.id, rejected=True)), key=lambda c: tuple(c.claim["span"]))
    readings: list[dict[str, Any]] = []
    before: list[dict[str, Any]] | None = None
    for facts, found in archive.readings(stored.id):
        readings.append({**facts, "changes": [] if before is None else difference(before, found)})
        before = found
    return ReportShown(stored, claims, archive.entries_of(stored.id), readings)


def evidence(stored: StoredReport) -> dict[str, list[dict[str, Any]]]:
    """Why this version reads each claim as it does: claim to field, rule, entry and words."""
    read = read_one(Report(stored.text, stored.outlet, stored.published, stored.title, stored.url))
    return {
        c.id: [
            {"field": e.field, "rule": e.rule, "entry": e.entry,
             "words": stored.text[e.span[0] : e.span[1]] if e.span else None}
            for e in c.why
        ]
        for c in read.claims
    }  # fmt: skip


def incident(archive: Archive, incident_id: str) -> IncidentShown:
    """One incident, by its id or a claim's. Raises BadInput."""
    found = one(archive, incident_id)
    return IncidentShown(describe(found), {r.id: r for r in [*found.claims, *found.context]})


def claim(archive: Archive, claim_id: str) -> StoredClaim:
    """One claim as it stands, rejected or not. Raises BadInput."""
    for found in archive.claims(Filter(claim=claim_id, rejected=True)):
        return found
    raise BadInput(f"no claim {claim_id} in this archive")
