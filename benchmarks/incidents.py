"""What incidents cost as an archive grows: linking everything, adding one report, asking for incidents.

Run `uv run python benchmarks/incidents.py [CLAIMS] [FOLDER]` (1,000,000 by default; a folder given is kept). Claims
are made up (made_claims.py) and written straight into the tables, without custody chain and full-text search; linking,
adding one report and all questions are the product's own. Prints a line at each size, and the growth exponents.
"""

import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice, pairwise
from math import log
from pathlib import Path
from typing import Any

from sqlalchemy import func, insert, select

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks.made_claims import reports

from riwaya.archive import connect, derived
from riwaya.archive.add import CLAIM_BITS
from riwaya.archive.chain import canonical
from riwaya.archive.linked import queue
from riwaya.archive.records import Addition, Reader
from riwaya.archive.schema import claim, incident, report
from riwaya.archive.store import Archive, create_archive
from riwaya.ledger.comparing import Wanted, counted, listed, one
from riwaya.ledger.linking import catch_up, settled
from riwaya.model import Report, Taken

SIZES = (10_000, 30_000, 100_000, 300_000, 1_000_000)
_CHUNK = 2_000  # reports written at once
FIRST = 1_000  # entry of the first report


def store(archive: Archive, additions: list[Addition], entry: int) -> int:
    """Write reports and their claims into the tables, and let them wait for linking; how many claims."""
    rows: list[dict[str, Any]] = []
    claims: list[dict[str, Any]] = []
    for n, addition in enumerate(additions):
        r, read = addition.taken.report, addition.reading
        assert read is not None
        facts = {"title": r.title, "outlet": r.outlet, "published": r.published, "published_basis": None, "url": r.url}
        rows.append({"entry": entry + n, "id": r.id, "text": r.text, "author": None, "language": "ar",
                     "given_id": None, "added_at": "", **facts})  # fmt: skip
        for k, c in enumerate(read["claims"]):
            claims.append({"pk": ((entry + n) << CLAIM_BITS) + k, "reading": entry + n, "report_id": r.id,
                           "claim_id": c["id"], "json": canonical(c), "current": 1, "status": "read",
                           **derived.columns(c)})  # fmt: skip
    with connect.writing(archive.engine) as c:
        c.execute(insert(report), rows)
        c.execute(insert(claim), claims)
        queue(c, [r["id"] for r in rows], entry)
    return len(claims)


def timed(do: Callable[[], Any], times: int) -> str:
    """Median and 99th percentile of a call, in ms by the clock, and of the processor (others may use the machine)."""
    clock, busy = [], []
    for _ in range(times):
        began, at = time.perf_counter(), time.process_time()
        do()
        clock.append((time.perf_counter() - began) * 1000)
        busy.append((time.process_time() - at) * 1000)
    words = []
    for found in (clock, busy):
        high = sorted(found)[min(len(found) - 1, round(len(found) * 0.99))]
        words.append(f"median {statistics.median(found):.1f} ms, 99th percentile {high:.1f} ms")
    return f"{words[0]} (processor: {words[1]})"


def questions(archive: Archive, chance: random.Random) -> Iterator[tuple[str, Callable[[], Any]]]:
    """What is asked of incidents, each with other values every time."""
    with archive.read() as c:
        last = c.execute(select(func.max(incident.c.start))).scalar()
        ids = list(c.execute(select(incident.c.id)).scalars())
        large = list(c.execute(select(incident.c.id).order_by(incident.c.claims.desc()).limit(100)).scalars())
    yield "page", lambda: one(archive, chance.choice(ids))
    yield "page of the largest", lambda: one(archive, chance.choice(large))
    yield "newest 50", lambda: listed(archive, Wanted(), "newest", 50)
    yield (
        "most contested 50 of a town",
        lambda: listed(archive, Wanted(place=f"town {chance.randrange(300)}"), "contested", 50),
    )
    yield "a voice, newest 50", lambda: listed(archive, Wanted(voice="sohr"), "newest", 50)
    yield "until a day, by origins 50", lambda: listed(archive, Wanted(until=last), "origins", 50)
    yield "count of a type", lambda: counted(archive, Wanted(type="shelling", agreement="contested"))


def one_more(archive: Archive, like: list[Addition], chance: random.Random) -> Callable[[], None]:
    """Adds one report: a copy of an earlier one with other words, so that it meets an old neighbourhood."""
    number = iter(range(10**9))

    def add() -> None:
        old = chance.choice(like)
        tag = f"{chance.random()} {next(number)}"
        r, read = old.taken.report, old.reading
        assert read is not None
        made = Report(f"{r.text} {tag}", "صحيفة أخرى", r.published)
        claims = [{**c, "id": f"x-{tag}-{n}"} for n, c in enumerate(read["claims"])]
        taken = Taken(made, made.text.encode(), "text/plain", "more.txt")
        archive.add([Addition(taken, {**read, "claims": claims})], Reader("bench", "0"))
        settled(archive)

    return add


def run(wanted: int, folder: Path) -> None:
    """Grow an archive to `wanted` claims and print what it costs at each size."""
    chance = random.Random(5)
    archive = create_archive(str(folder / "archive"))
    source = reports(wanted)
    claims = read = 0
    cpu = wall = 0.0
    sizes = [n for n in SIZES if n < wanted] + [wanted]
    kept: list[Addition] = []
    points = []
    while chunk := list(islice(source, _CHUNK)):
        claims += store(archive, chunk, FIRST + read)
        read += len(chunk)
        kept += chance.sample(chunk, min(len(chunk), 10))
        began, busy = time.perf_counter(), time.process_time()
        for _ in catch_up(archive):
            pass
        wall += time.perf_counter() - began
        cpu += time.process_time() - busy
        while sizes and claims >= sizes[0] * 0.99:
            sizes.pop(0)
            points.append((claims, cpu))
            _say(archive, claims, wall, cpu, kept, chance)
    for (a, x), (b, y) in pairwise(points):
        print(f"growth of linking everything, {a:,} to {b:,}: n^{log(y / x) / log(b / a):.2f}")
    archive.close()


def _say(archive: Archive, claims: int, wall: float, cpu: float, kept: list[Addition], chance: random.Random) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{claims:,} claims, {archive.links_total():,} incidents: linked in {wall:.0f} s ({cpu:.0f} s of processor, "
          f"{claims / cpu:.0f} claims a second), peak memory {peak:.0f} MB", flush=True)  # fmt: skip
    print(f"  adding one report: {timed(one_more(archive, kept, chance), 100)}", flush=True)
    for name, ask in questions(archive, chance):
        print(f"  {name}: {timed(ask, 60)}", flush=True)


if __name__ == "__main__":
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    if len(sys.argv) > 2:
        run(number, Path(sys.argv[2]))
    else:
        with tempfile.TemporaryDirectory() as name:
            run(number, Path(name))
