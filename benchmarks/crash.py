"""Kill `riwaya add` of 2,000 reports at random moments, thirty times; nothing acknowledged may be lost.

Run `uv run python benchmarks/crash.py [ROUNDS]`. After each kill the archive must verify, and hold every report that
was acknowledged; after the last, one more `add` completes the rest. Every second round starts a new archive.
"""

import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.archive.generated import jsonl

from riwaya.archive.records import Filter
from riwaya.archive.store import create_archive, open_archive

COUNT = 2000


def main() -> None:
    """Print what each round did; exit 1 where anything was lost."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    chance = random.Random()
    with tempfile.TemporaryDirectory() as name:
        source = jsonl(Path(name) / "in.jsonl", COUNT)
        said: set[str] = set()
        where = ""
        for n in range(rounds):
            if n % 2 == 0:
                where = f"{name}/archive{n}"
                create_archive(where).close()
                said = set()
            said |= killed(where, source, chance.uniform(0.0, 3.0), early=n % 5 == 4)
            check(where, said, n)
        subprocess.run([sys.executable, "-m", "riwaya", "add", str(source), "--archive", where], check=True)
        with open_archive(where) as archive:
            assert archive.totals()["report"] == COUNT and not list(archive.verify())
    print(f"{rounds} kills, nothing acknowledged was lost")


def killed(where: str, source: Path, after: float, early: bool) -> set[str]:
    """Run `add`, kill it so many seconds after its start or, if not `early`, its first report; what it acknowledged."""
    command = [sys.executable, "-m", "riwaya", "add", str(source), "--archive", where, "--json"]
    out = Path(where) / ".." / "said"
    with out.open("w") as file:
        process = subprocess.Popen(command, stdout=file, stderr=subprocess.DEVNULL)
        while not early and process.poll() is None and not out.stat().st_size:
            time.sleep(0.02)
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
        process.wait()
    found = set()
    for line in out.read_text().splitlines():
        try:
            found.add(json.loads(line)["report"])
        except (ValueError, KeyError):
            continue
    return found


def check(where: str, said: set[str], number: int) -> None:
    """The archive verifies and holds what was acknowledged."""
    with open_archive(where) as archive:
        findings = list(archive.verify())
        lost = said - {r.id for r in archive.reports(Filter())}
    print(f"round {number + 1}: {len(said)} acknowledged, {len(lost)} lost, {len(findings)} findings")
    if lost or findings:
        sys.exit(1)


if __name__ == "__main__":
    main()
