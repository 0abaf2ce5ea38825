"""What the archive costs: adding with reading, verifying, searching 100,000 claims, memory by the number of reports.

Run `uv run python benchmarks/archive.py [postgresql://...]`; prints figures of one run.
"""

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from riwaya.archive.records import Addition, Filter, Reader
from riwaya.archive.store import Archive, create_archive
from riwaya.model import Report, Taken

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.archive.generated import jsonl, text

QUERIES = ("غارات", "سراقب", "المرصد سراقب", '"مدينة سراقب"', "كفرنبل -المرصد", "معر*", "سانا | الدفاع", "مدنيا أريحا")


def add_by_command(where: str, folder: Path, count: int) -> tuple[float, float]:
    """Reports a second through `riwaya add`, and the process's peak memory in MB."""
    source = jsonl(folder / f"{count}.jsonl", count)
    began = time.perf_counter()
    command = [sys.executable, "-m", "riwaya", "add", str(source), "--archive", where]
    subprocess.run(command, check=True, capture_output=True)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return count / (time.perf_counter() - began), peak


def generated(count: int) -> Iterator[list[Addition]]:
    """Additions with one made-up claim each, in batches, without reading."""
    batch = []
    for n in range(count):
        words = text(n)
        span = [0, len(words) - 1]
        town = words.split("مدينة ")[1].split("،")[0]
        claim = {
            "id": f"c-{n}", "span": span, "trigger": [0, 3], "stance": "asserts", "certainty": "stated",
            "negated": False,
            "attribution": [{"kind": "outlet", "text": "شبكة شام", "id": None}],
            "event": {"type": "air_strike", "actors": [], "targets": [], "weapons": [], "quantities": [],
                      "casualties": [], "when": {"start": f"20{10 + n % 15}-0{1 + n % 9}-1{n % 9}", "end": None},
                      "places": [{"text": town, "id": None, "name_en": None, "lat": 35 + n % 100 / 100,
                                  "lon": 36 + n % 90 / 100, "precision": "town", "span": None}]},
        }  # fmt: skip
        reading = {"report": {"language": "ar"}, "claims": [claim], "notes": []}
        report = Report(words, "شبكة شام", "2016-11-15")
        batch.append(Addition(Taken(report, words.encode(), "text/plain", f"{n}.txt"), reading))
        if len(batch) == 500:
            yield batch
            batch = []
    if batch:
        yield batch


def search(archive: Archive) -> tuple[float, float]:
    """Median and largest time of a search for 20 claims, in ms."""
    times = []
    for query in QUERIES * 5:
        began = time.perf_counter()
        list(archive.claims(Filter(words=query, limit=20)))
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times), max(times)


def main() -> None:
    """Print every figure."""
    server = sys.argv[1] if len(sys.argv) > 1 else None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for label, where in (("SQLite", str(folder / "a")), ("PostgreSQL", server)):
            if where is None:
                continue
            create_archive(where).close()
            rate, _ = add_by_command(where, folder, 2000)
            print(f"{label}: {rate:.0f} reports a second added (2,000 short ones, read, with start-up)")
            with create_archive(where) as archive:
                began = time.perf_counter()
                for batch in generated(100_000):
                    archive.add(batch, Reader("bench", "0"))
                rate = 100_000 / (time.perf_counter() - began)
                print(f"{label}: {rate:.0f} reports a second stored, without reading")
                median, worst = search(archive)
                print(f"{label}: search over 100,000 claims: median {median:.1f} ms, largest {worst:.1f} ms")
                size = sum(len(text(n).encode()) for n in range(0, 100_000, 1000)) * 1000 * 2
                began = time.perf_counter()
                findings = list(archive.verify())
                seconds = time.perf_counter() - began
                speed = size / 1e6 / seconds
                print(f"{label}: verify {speed:.1f} MB/s of raw bytes and text, {len(findings)} findings")
        for count in (1000, 8000, 24_000):
            where = create_archive(str(folder / f"m{count}")).where
            print(f"peak memory of add, {count} reports: {add_by_command(where, folder, count)[1]:.0f} MB")


if __name__ == "__main__":
    main()
