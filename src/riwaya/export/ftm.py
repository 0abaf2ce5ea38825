"""FollowTheMoney: claims as Event entities, reports as Article entities; and the same as statements.

Written by the data model's published schema (https://followthemoney.tech); ids derive from content.
"""

import csv
import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from riwaya.export.csv_table import safe
from riwaya.export.flat import interval, most_precise
from riwaya.export.jsonl import line
from riwaya.export.records import Header, Row, new_file, quote, write_about

DATASET = "riwaya"
STATEMENT_COLUMNS = (
    "canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin", "lang", "original_value",
    "external", "first_seen", "last_seen", "id",
)  # fmt: skip
_PROP_TYPES = {
    "name": "name", "date": "date", "startDate": "date", "endDate": "date", "summary": "text", "description": "text",
    "location": "address", "country": "country", "involved": "entity", "sourceUrl": "url", "publisher": "string",
    "recordId": "string", "retrievedAt": "date", "proof": "entity", "title": "string", "author": "string",
    "bodyText": "text", "language": "language", "publishedAt": "date", "contentHash": "checksum", "id": "checksum",
    "keywords": "string", "notes": "text",
}  # fmt: skip


Incidents = Iterable[tuple[dict[str, Any], Iterable[Row]]]  # each as JSON, with its claims


def write_entities(rows: Iterable[Row], header: Header, out: Path) -> int:
    """Entities as JSON lines, reports once each; the number of claims. The header goes to `OUT.meta.json`."""
    return _write_entities(entities(rows), header, out)


def write_incidents(found: Incidents, header: Header, out: Path) -> int:
    """Incidents as Event entities, their reports as Article entities; the number of incidents."""
    return _write_entities(incident_entities(found), header, out)


def _write_entities(made: Iterable[dict[str, Any]], header: Header, out: Path) -> int:
    count = 0
    with new_file(out) as path, path.open("w", encoding="utf-8") as file:
        for entity in made:
            file.write(line(entity))
            count += entity["schema"] == "Event"
    write_about(header, out)
    return count


def write_statements(rows: Iterable[Row], header: Header, out: Path) -> int:
    """The entities as a CSV of statements; the number of claims."""
    return _write_statements(entities(rows), header, out)


def write_incident_statements(found: Incidents, header: Header, out: Path) -> int:
    """The entities of incidents as a CSV of statements; the number of incidents."""
    return _write_statements(incident_entities(found), header, out)


def _write_statements(made: Iterable[dict[str, Any]], header: Header, out: Path) -> int:
    count = 0
    with new_file(out) as path, path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, STATEMENT_COLUMNS)
        writer.writeheader()
        for entity in made:
            count += entity["schema"] == "Event"
            for statement in statements(entity, header.exported_at):
                writer.writerow({k: safe(v) for k, v in statement.items()})
    write_about(header, out)
    return count


def entities(rows: Iterable[Row]) -> Iterator[dict[str, Any]]:
    """Each report as an Article when first met, each claim as an Event."""
    seen: set[str] = set()
    for row in rows:
        if row.report["id"] not in seen:
            seen.add(row.report["id"])
            yield _article(row.report)
        yield _event(row)


def incident_entities(found: Incidents) -> Iterator[dict[str, Any]]:
    """Each report as an Article when first met, each incident as an Event that these are the proof of."""
    seen: set[str] = set()
    for d, rows in found:
        for row in rows:
            if row.report["id"] not in seen:
                seen.add(row.report["id"])
                yield _article(row.report)
        yield _incident(d)


def _incident(d: dict[str, Any]) -> dict[str, Any]:
    place = most_precise(d["places"]) or {}
    where = place.get("name_en") or place.get("text")
    killed = d["ranges"].get("killed", {}).get("all")
    counts = f"{len(d['claims'])} claims from {len(d['origins'])} origins: {d['agreement']}"
    one_day = d["start"] is not None and d["start"] == d["end"]
    return _entity(_id("incident", d["id"]), "Event", {
        "name": f"{d['type']}{f', {where}' if where else ''}", "date": d["start"] if one_day else None,
        "startDate": None if one_day else d["start"], "endDate": None if one_day else d["end"], "location": where,
        "summary": counts + (f"; killed as stated: {interval(killed[0], killed[2])}" if killed else ""),
        "keywords": [d["agreement"], d["type"]], "recordId": d["id"],
        "proof": [_id("report", r) for r in d["reports"]],
    })  # fmt: skip


def _article(r: dict[str, Any]) -> dict[str, Any]:
    return _entity(_id("report", r["id"]), "Article", {
        "title": r.get("title"), "author": r.get("author"), "publisher": r.get("outlet"), "bodyText": r.get("text"),
        "language": {"ar": "ara", "en": "eng", "fa": "fas"}.get(r.get("language") or ""),
        "publishedAt": r.get("published"), "sourceUrl": _web(r.get("url")), "retrievedAt": r.get("captured"),
    })  # fmt: skip


def _event(row: Row) -> dict[str, Any]:
    c, e = row.claim, row.claim["event"]
    when = e.get("when") or {}
    place = most_precise(e.get("places") or []) or {}
    where = place.get("name_en") or place.get("text")
    one_day = when.get("start") is not None and when.get("start") == when.get("end")
    chain = " > ".join(v.get("text") or "" for v in c.get("attribution") or [])
    return _entity(_id("claim", c["id"]), "Event", {
        "name": f"{e['type']}{f', {where}' if where else ''} ({c['stance']})",
        "date": when.get("start") if one_day else None, "startDate": None if one_day else when.get("start"),
        "endDate": None if one_day else when.get("end"), "location": where, "summary": chain,
        "description": quote(row, c.get("span")), "keywords": [c["stance"], e["type"], c.get("certainty")],
        "sourceUrl": _web(row.report.get("url")), "publisher": row.report.get("outlet"), "recordId": c["id"],
        "proof": _id("report", row.report["id"]),
    })  # fmt: skip


def _entity(entity_id: str, schema: str, values: dict[str, Any]) -> dict[str, Any]:
    properties = {}
    for name, value in values.items():
        found = [str(v) for v in (value if isinstance(value, list) else [value]) if v not in (None, "")]
        if found:
            properties[name] = found
    return {"id": entity_id, "schema": schema, "properties": properties, "datasets": [DATASET]}


def statements(entity: dict[str, Any], seen: str) -> Iterator[dict[str, Any]]:
    """One statement for each value of an entity, and one for the entity itself."""
    values = [("id", entity["id"])] + [(p, v) for p, vs in entity["properties"].items() for v in vs]
    for prop, value in values:
        key = f"{DATASET}.{entity['id']}.{prop}.{value}"
        yield {
            "canonical_id": entity["id"], "entity_id": entity["id"], "prop": prop,
            "prop_type": _PROP_TYPES.get(prop, "string"), "schema": entity["schema"], "value": value,
            "dataset": DATASET, "origin": "", "lang": "", "original_value": "", "external": "f", "first_seen": seen,
            "last_seen": seen, "id": hashlib.sha1(key.encode("utf-8")).hexdigest(),
        }  # fmt: skip


def _id(kind: str, key: str) -> str:
    return f"riwaya-{kind}-{hashlib.sha1(key.encode('utf-8')).hexdigest()}"


def _web(url: Any) -> str | None:
    return url if isinstance(url, str) and url.startswith(("http://", "https://")) else None
