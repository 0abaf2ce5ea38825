"""`riwaya bulk read`: reports in Parquet to claims in Parquet, partitioned by report."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from riwaya import __version__
from riwaya.export.flat import CLAIMS, Shape
from riwaya.export.parquet import write_rows
from riwaya.export.records import Row
from riwaya.intake.files import Failure
from riwaya.intake.table import FIELDS, from_record
from riwaya.intake.taken import Options
from riwaya.ledger.adding import read_chunk, reader, storable
from riwaya.ledger.bulk.engines import Engine, Item
from riwaya.ledger.bulk.folder import Folder, write_table
from riwaya.ledger.bulk.source import Source, look, rows_of
from riwaya.ledger.bulk.stages import Step, stage
from riwaya.model import Taken

ROWS = 1000  # of a part
PROBLEMS = "problems.jsonl"
_CHUNK = 32  # reports read at once
_ID = 16  # bytes of a report's id that tell it from all others
_REPORT = ("report_id", "given_id", "outlet", "author", "published", "title", "url", "language", "text", "notes")


@dataclass(frozen=True, slots=True)
class Totals:
    """What `read` came to: parts, reports and claims written, copies of earlier reports, and what could not be read."""

    parts: int
    reports: int
    claims: int
    copies: int
    problems: list[str]


def read(
    given: Path, out: Path, engine: Engine, lexicon: Path | None = None, rows: int = ROWS
) -> Iterator[Step | Totals]:
    """Read every report of a Parquet file (or a folder of such) with the columns id, text, published, outlet, title,
    url, author, of which only `text` must be there.

    Yields steps, in the end the totals. Raises BadInput where the file is none
    that can be read, or `out` holds something else or parts made otherwise.
    """
    source = look(given, ("text",), "reports have at least a text")
    who = reader(lexicon)
    made = {
        "made_by": "riwaya bulk read", "version": who.version, "lexicon": who.lexicon, "input": source.mark,
        "rows_a_part": rows,
    }  # fmt: skip
    folder = Folder.open(out, made)
    parts = list(_parts(source, rows))
    if not folder.complete:
        copies = _copies(source, engine)
        words = str(lexicon) if lexicon else None
        items = [{**part, "lexicon": words, "skip": _skipped(part, copies)} for part in parts]
        yield from stage(folder, engine, "claims", "parquet", read_part, items)
        _finish(folder, len(parts))
    said = [_said(folder.part("claims", n)) for n in range(len(parts))]
    reports, claims, copied = (sum(s[k] for s in said) for k in ("reports", "claims", "copies"))
    yield Totals(len(parts), reports, claims, copied, [p for s in said for p in s["problems"]])


def _finish(folder: Folder, count: int) -> None:
    said = [_said(folder.part("claims", n)) for n in range(count)]
    lines = [json.dumps({"error": p}, ensure_ascii=False) for s in said for p in s["problems"]]
    (folder.path / PROBLEMS).write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    folder.finish((), {"parts": count, **{k: sum(s[k] for s in said) for k in ("reports", "claims", "copies")}})


def _parts(source: Source, rows: int) -> Iterator[Item]:
    """Runs of rows within one row group, in their order."""
    for g in source.groups:
        for start in range(0, g.rows, rows):
            yield {"file": g.file, "group": g.number, "start": start, "rows": min(rows, g.rows - start),
                   "before": g.before + start}  # fmt: skip


def _copies(source: Source, engine: Engine) -> np.ndarray[Any, Any]:
    """Numbers of rows with the text of an earlier one: the same text is the same report, its first metadata stays."""
    ids = np.zeros(sum(g.rows for g in source.groups), dtype=f"S{_ID}")
    items = [{"file": g.file, "group": g.number, "rows": g.rows, "before": g.before} for g in source.groups]
    for done in engine.run(ids_of, items):
        found = np.frombuffer(bytes.fromhex(done["ids"]), dtype=f"S{_ID}")
        ids[done["before"] : done["before"] + len(found)] = found
    _, first = np.unique(ids, return_index=True)
    again = np.ones(len(ids), dtype=bool)
    again[first] = False
    return np.flatnonzero(again & (ids != b""))


def _skipped(part: Item, copies: np.ndarray[Any, Any]) -> list[int]:
    low, high = np.searchsorted(copies, [part["before"], part["before"] + part["rows"]])
    return [int(n) for n in copies[low:high]]


def ids_of(item: Item) -> Item:
    """A task: the beginning of the id of each report in a row group, zeros where a row is none."""
    out = b"".join(
        b"\0" * _ID if isinstance(t, Failure) else bytes.fromhex(t.report.id.removeprefix("sha256:"))[:_ID]
        for _, t in _taken({**item, "start": 0})
    )
    return {"before": item["before"], "ids": out.hex()}


def _taken(item: Mapping[str, Any]) -> Iterator[tuple[int, Taken | Failure]]:
    """Reports of a run of rows, each with the number of its row, counted from 0 over all files."""
    name = Path(item["file"]).name
    rows = rows_of(item["file"], item["group"], item["start"], item["rows"], FIELDS)
    for n, row in enumerate(rows, item["before"]):
        found = from_record(row, f"{name}#{n + 1}", n + 1, name, Options())
        yield n, found if isinstance(found, Failure) else storable(found)


def read_part(item: Item) -> Item:
    """A task: read a run of rows into one part of reports and one of claims; the latter says that both are there."""
    lexicon = Path(item["lexicon"]) if item["lexicon"] else None
    folder, skip = Folder(Path(item["folder"])), {*item["skip"]}
    taken: list[Taken] = []
    problems: list[str] = []
    for n, found in _taken(item):
        if isinstance(found, Failure):
            problems.append(found.message)
        elif n not in skip:
            taken.append(found)
    reports: list[dict[str, Any]] = []
    claims: list[tuple[Row, str]] = []
    who = reader(lexicon)
    for start in range(0, len(taken), _CHUNK):
        chunk = taken[start : start + _CHUNK]
        for t, reading in zip(chunk, read_chunk(chunk, lexicon), strict=True):
            if isinstance(reading, Failure):
                problems.append(f"{t.source}: {reading.message}")
                continue
            facts = _facts(t, reading)
            reports.append({**facts, "notes": json.dumps([*reading["notes"], *t.notes], ensure_ascii=False)})
            row = {**facts, "id": facts["report_id"], "published_basis": t.published_basis}
            by = {"version": who.version, "lexicon": who.lexicon}
            claims += [(Row(_json(c), row, reading=by), told(t.report.text, c)) for c in reading["claims"]]
    schema = pa.schema([pa.field(n, pa.string()) for n in _REPORT])
    write_table(pa.Table.from_pylist(reports, schema=schema), folder.part("reports", item["number"]))
    about = {"program": f"riwaya {__version__}", "reports": len(reports), "claims": len(claims), "copies": len(skip),
             "problems": problems}  # fmt: skip
    write_rows(claims, about, folder.part("claims", item["number"]), SHAPE)
    return {"number": item["number"]}


def _facts(taken: Taken, reading: Mapping[str, Any]) -> dict[str, Any]:
    r = taken.report
    return {
        "report_id": r.id, "given_id": r.given_id, "outlet": r.outlet, "author": taken.author,
        "published": r.published, "title": r.title, "url": r.url, "language": reading["report"]["language"],
        "text": r.text,
    }  # fmt: skip


def _json(claim: Mapping[str, Any]) -> dict[str, Any]:
    """A claim as it is after a way through JSON, spans as lists."""
    value: dict[str, Any] = json.loads(json.dumps(claim))
    return value


def told(text: str, claim: Mapping[str, Any]) -> str:
    """The text as far as a claim rests on it, all else blank, so that its spans hold; what linking needs of it."""
    out: list[str] = []
    at = 0
    for start, end in sorted(_spans(claim)):
        if end > at:
            start = max(start, at)
            out += [" " * (start - at), text[start:end]]
            at = end
    return "".join(out)


def _spans(value: Any) -> Iterator[tuple[int, int]]:
    if isinstance(value, Mapping):
        for name, v in value.items():
            if name in ("span", "trigger", "cue") and v:
                yield v[0], v[1]
            else:
                yield from _spans(v)
    elif isinstance(value, list | tuple):
        for v in value:
            yield from _spans(v)


def _said(file: Path) -> dict[str, Any]:
    about: dict[str, Any] = json.loads(pq.read_schema(file).metadata[b"riwaya"])
    return about


def _flat(row: tuple[Row, str]) -> dict[str, Any]:
    return {**CLAIMS.flat(row[0]), "text": row[1]}


# Claims as `riwaya export` writes them, and what linking needs of the report's text.
SHAPE: Shape = replace(CLAIMS, columns=(*CLAIMS.columns, "text"), flat=_flat, json=lambda row: CLAIMS.json(row[0]))
