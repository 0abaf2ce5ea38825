"""`verify`, one stretch of the chain: recomputed from plain values alone, so that any process can do it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from riwaya.archive import chain
from riwaya.archive.blobs import Damaged, FileBlobs
from riwaya.archive.derived import report_words
from riwaya.archive.records import Entry, Finding
from riwaya.archive.schema import FACTS, report
from riwaya.archive.searched import Words
from riwaya.archive.verify_claims import ReadClaims, check_readings
from riwaya.archive.words import body
from riwaya.model import Report

_TIMES = {"report": "added_at", "sighting": "seen_at", "reading": "made_at", "decision": "at"}

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """Entries in order with the rows they speak of, by act and entry.

    `expected` and `prev`: number and hash that the first entry should follow. `blobs` are where raw bytes are looked
    up; None where whoever made the part has looked at them, and found `raws` off.
    """

    entries: list[Entry]
    expected: int
    prev: str
    rows: dict[str, dict[int, dict[str, Any]]]
    claims: ReadClaims
    blobs: FileBlobs | None
    raws: list[Finding]


@dataclass(slots=True)
class Checked:
    """What is off in a part, and what its reports and claims should be found by."""

    findings: list[Finding] = field(default_factory=list)
    reports: Words = field(default_factory=list)
    claims: Words = field(default_factory=list)


def check_part(part: Part) -> Checked:
    """Recompute everything of a part."""
    out = Checked()
    expected, prev = part.expected, part.prev
    for entry in part.entries:
        out.findings += _check_link(entry, expected, prev)
        expected, prev = entry.seq + 1, entry.sha256
    for entry in part.entries:
        if entry.act in FACTS:
            out.findings += _check_row(entry, part.rows[entry.act].get(entry.seq))
    if part.blobs is not None:
        seen = list(part.rows.get("sighting.added", {}).values())
        out.findings += raw_findings(seen, part.blobs.get_all([row["raw_sha256"] for row in seen]))
    out.findings += part.raws
    added = part.rows.get("report.added", {})
    out.reports = [(key, body(report_words(row["text"], row["title"]))) for key, row in added.items()]
    out.findings += check_readings(list(part.rows.get("reading.made", {}).values()), part.claims, out.claims)
    return out


def raw_findings(rows: Sequence[Row], found: Iterator[bytes | Damaged]) -> Iterator[Finding]:
    """What is off with the raw bytes of sightings, given what was found of each."""
    for row, data in zip(rows, found, strict=True):
        where = f"sighting of {row['report_id']}"
        if isinstance(data, Damaged):
            yield Finding(data.kind, where, str(data))
        elif len(data) != row["raw_size"]:
            yield Finding("sighting-changed", where, "the size of the raw bytes is not as kept")


def _check_link(entry: Entry, expected: int, prev: str) -> Iterator[Finding]:
    where = f"entry {entry.seq} ({entry.act}, {entry.at})"
    if entry.seq != expected:
        missing = f"entry {expected}" if entry.seq == expected + 1 else f"entries {expected} to {entry.seq - 1}"
        yield Finding("entry-removed", missing, f"{missing} of the custody chain is gone (next is {entry.seq})")
    if chain.sha256(entry.content) != entry.content_sha256:
        yield Finding("entry-content", where, "the content of this entry was changed after it was written")
    whole = chain.entry_hash(entry.seq, entry.at, entry.act, entry.content_sha256, entry.prev)
    if whole != entry.sha256:
        yield Finding("entry-hash", where, "number, time, act or hash of this entry was changed after it was written")
    elif entry.prev != prev:
        yield Finding("chain-broken", where, "this entry does not follow the entry before it: removed or reordered")


def _check_row(entry: Entry, row: Row | None) -> Iterator[Finding]:
    table, names = FACTS[entry.act]
    where = f"{table.name} of entry {entry.seq}"
    if row is None:
        yield Finding(f"{table.name}-removed", where, f"the {table.name} that entry {entry.seq} speaks of is gone")
        return
    try:
        said = json.loads(entry.content)
    except ValueError:
        said = {}
    id_column = "id" if table is report else "report_id"
    off = [n for n in names if said.get(n) != row[n]]
    if said.get("report") != row[id_column]:
        off.insert(0, id_column)
    if row[_TIMES[table.name]] != entry.at:
        off.append(_TIMES[table.name])
    if off:
        yield Finding(
            f"{table.name}-changed", f"{where} ({row[id_column]})", f"changed after it was written: {', '.join(off)}"
        )
    if table is report and Report(row["text"]).id != row["id"]:
        yield Finding("text-changed", f"report {row['id']}", "the report's text is not the text its id is the hash of")
