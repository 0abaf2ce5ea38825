"""What linking in bulk costs as claims grow, and then what an archive of that size costs: a report more, questions.

Run `uv run python benchmarks/bulk.py [--jobs 2] [--folder DIR] [CLAIMS...]` (10,000 100,000 1,000,000 by default; a
folder given is kept, and goes on where it was). Claims are made up (made_claims.py) and written as `riwaya bulk
read` writes them; linking is `riwaya bulk link`. The incidents of the largest size then go into an archive's tables as
they are, where adding one report and all questions are the product's own.
"""

import argparse
import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, pairwise
from math import log
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from sqlalchemy import select

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks.incidents import FIRST, one_more, questions, store, timed
from benchmarks.made_claims import reports

from riwaya.archive.records import Addition
from riwaya.archive.schema import claim
from riwaya.archive.store import Archive, create_archive, open_archive
from riwaya.export.parquet import write_rows
from riwaya.export.records import Row
from riwaya.incidents.blocks import keys
from riwaya.incidents.inherit import features_of
from riwaya.incidents.records import ClaimRecord, Incident
from riwaya.incidents.weigh import weight
from riwaya.ledger.bulk.engines import engine
from riwaya.ledger.bulk.linking import Totals, link
from riwaya.ledger.bulk.reading import SHAPE, told
from riwaya.ledger.bulk.stages import Step
from riwaya.ledger.check_links import check_links
from riwaya.ledger.linking import summary_of
from riwaya.ledger.neighbours import row_of

_PART = 1000  # reports
_CHUNK = 2000  # incidents put into the archive at once


def write_claims(count: int, folder: Path) -> None:
    """Made-up claims as `riwaya bulk read` writes them."""
    folder.mkdir(parents=True, exist_ok=True)
    source = reports(count)
    number = 0
    while chunk := list(islice(source, _PART)):
        rows = [row for a in chunk for row in _rows(a)]
        write_rows(rows, {"program": "benchmark"}, folder / f"part-{number:05}.parquet", SHAPE)
        number += 1


def _rows(a: Addition) -> Iterator[tuple[Row, str]]:
    r = a.taken.report
    facts = {"id": r.id, "outlet": r.outlet, "published": r.published, "title": r.title, "url": r.url, "text": r.text}
    assert a.reading is not None
    for c in a.reading["claims"]:
        yield Row(c, facts), told(r.text, c)


def linked(claims: Path, out: Path, jobs: int, engine_name: str) -> Totals:
    """Link, saying at which stage it is and what each took."""
    began, busy, stage = time.perf_counter(), _processor(), ""
    workers = engine(engine_name, jobs)
    total: Totals | None = None
    for step in link(claims, out, workers):
        if isinstance(step, Totals):
            total = step
        elif isinstance(step, Step) and (step.done == step.of or step.stage != stage):
            stage = step.stage
            print(f"    {stage} {step.done}/{step.of}: {time.perf_counter() - began:.0f} s, "
                  f"{_processor() - busy:.0f} s of processor", flush=True)  # fmt: skip
    workers.close()
    assert total is not None
    return total


def _processor() -> float:
    """Seconds of processor that this process and its ended children have taken."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(u.ru_utime + u.ru_stime for u in both)


def fill(archive: Archive, count: int, incidents: Path, kept: list[Addition]) -> None:
    """Put reports, claims and the incidents that were found into an archive's tables."""
    chance, source, entry = random.Random(5), reports(count), FIRST
    while chunk := list(islice(source, 2000)):
        store(archive, chunk, entry)
        entry += len(chunk)
        kept += chance.sample(chunk, min(len(chunk), 10))
    print("    reports and claims are stored", flush=True)
    for file in sorted(incidents.glob("*.parquet")):
        for batch in pq.ParquetFile(file).iter_batches(_CHUNK, columns=["incident_id", "incident_json"]):
            found = [json.loads(text) for text in batch.column("incident_json").to_pylist()]
            with archive.links(write=True) as links:
                _put(links, {d["id"]: d["claims"] for d in found})
    with archive.links(write=True) as links:
        links.done(links.waiting(count))
    print(f"    {archive.links_total():,} incidents are stored", flush=True)


def _put(links: Any, members: dict[str, list[str]]) -> None:
    from riwaya.archive.search import by_key, report_facts

    wanted = [i for claims in members.values() for i in claims]
    pks: dict[str, int] = {}
    for n in range(0, len(wanted), 900):
        query = select(claim.c.claim_id, claim.c.pk).where(claim.c.claim_id.in_(wanted[n : n + 900]))
        pks.update((i, pk) for i, pk in links.connection.execute(query))
    stored = by_key(links.connection, [pks[i] for i in wanted])
    facts = report_facts(links.connection, list({c.report_id for c in stored.values()}))
    records = {str(c.claim["id"]): ClaimRecord(c.claim, facts[c.report_id]) for c in stored.values()}
    features = {i: f for i, r in records.items() for f in features_of([r]).values()}
    rows, summaries = [], []
    for name, ids in members.items():
        summary = summary_of(Incident(name, [records[i] for i in ids]), features[ids[0]])
        summaries.append(summary)
        for i in ids:
            heavy = weight(records[i].claim, summary.agreement, summary.origins)
            row = replace(row_of(pks[i], features[i]), grp=min(ids), incident=name, weight=heavy)
            rows.append((row, keys(features[i])))
    links.put(rows)
    links.put_incidents(summaries)


def run(sizes: list[int], folder: Path, jobs: int, engine_name: str) -> None:
    """Link each size, print what it costs and how that grows, then measure an archive of the largest."""
    points: list[tuple[int, float]] = []
    for size in sizes:
        claims, out = folder / f"claims-{size}", folder / f"incidents-{size}"
        if not claims.exists():
            write_claims(size, claims.with_suffix(".new"))
            claims.with_suffix(".new").rename(claims)
        print(f"{size:,} claims wanted, written", flush=True)
        began, busy = time.perf_counter(), _processor()
        total = linked(claims, out, jobs, engine_name)
        wall, cpu = time.perf_counter() - began, _processor() - busy
        here = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        worker = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        print(f"{total.claims:,} claims, {total.incidents:,} incidents, {total.blocks} blocks, {total.moved:,} claims "
              f"settled across their ends: {wall:.0f} s, {cpu:.0f} s of processor ({total.claims / cpu:.0f} claims a "
              f"second), peak memory {here} MB here, {worker} MB in the largest worker", flush=True)  # fmt: skip
        points.append((total.claims, cpu))
    for (a, x), (b, y) in pairwise(points):
        print(f"growth of linking everything, {a:,} to {b:,}: n^{log(y / x) / log(b / a):.2f}", flush=True)
    _archive(sizes[-1], folder)


def _archive(size: int, folder: Path) -> None:
    where, kept, chance = folder / f"archive-{size}", [], random.Random(5)
    archive = open_archive(str(where)) if where.exists() else create_archive(str(where))
    fill(archive, size, folder / f"incidents-{size}" / "incidents", kept)
    print(f"  adding one report: {timed(one_more(archive, kept, chance), 100)}", flush=True)
    for name, ask in questions(archive, chance):
        print(f"  {name}: {timed(ask, 60)}", flush=True)
    wrong = list(islice(check_links(archive), 5)) if size <= 20_000 else []
    print(f"  off: {wrong}" if wrong else "", flush=True)
    archive.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("sizes", nargs="*", type=int, default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--engine", default="local")
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        run(given.sizes, given.folder or Path(name), given.jobs, given.engine)
