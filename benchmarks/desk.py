"""What the desk costs on a large archive: server time of each page, weight of the overview, fifty readers at once.

Run `uv run python benchmarks/desk.py [REPORTS] [FOLDER]` (20,000 reports of ten claims each by default; a folder given
is kept, and used again). Claims are made up (made_claims.py), everything else is the product's own: the archive with
custody chain and search, the linking, `riwaya desk` as a process of its own. Times are those a client on this machine
sees, one request after another, and, where the system tells it, what the desk's process took of the processor, for
others may use the machine; the fifty readers each look at a page for five seconds.
"""

import os
import random
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import httpx

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks.made_claims import reports

from riwaya.archive.records import Reader
from riwaya.ledger.linking import catch_up
from riwaya.ledger.opening import create_archive

SIZES = (4, 8, 10, 18)  # claims of a report: ten on average
READERS, PAGES, PAUSE = 50, 6, 5.0  # at most ten pages a second
WORDS = ("غارات", "السوق أطفال", "نساء -غارات", "town 17 غارات", '"town 300"', '"quarter 7" مدنيون', "town 900")


def build(folder: Path, wanted: int) -> None:
    """An archive of so many reports, where there is none yet."""
    if (folder / "riwaya.sqlite").exists():
        return
    began = time.process_time()
    with create_archive(str(folder)) as archive:
        source = islice(reports(wanted * 10, sizes=SIZES), wanted)
        while batch := list(islice(source, 500)):
            archive.add(batch, Reader("bench", "0"))
        added = time.process_time()
        for _ in catch_up(archive):
            pass
        print(f"made in {added - began:.0f} s of processor, linked in {time.process_time() - added:.0f} s", flush=True)


@contextmanager
def serving(folder: Path) -> Iterator[tuple[str, int]]:
    """The desk as a process of its own: its address and number."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "riwaya", "desk", "--archive", str(folder), "--port", str(port), "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            process.stdout.readline()
            yield f"http://127.0.0.1:{port}", process.pid
        finally:
            process.terminate()


def busy(pid: int) -> float:
    """Seconds of the processor that a process has had; not a number where the system does not tell."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return float("nan")
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def shown(times: list[float]) -> str:
    """Median and 95th percentile of seconds, as milliseconds."""
    high = sorted(times)[min(len(times) - 1, round(len(times) * 0.95))]
    return f"median {statistics.median(times) * 1000:.0f} ms, 95th percentile {high * 1000:.0f} ms"


def questions(url: str, chance: random.Random) -> dict[str, Callable[[], str]]:
    """Addresses of each kind of page, another one every time."""
    with httpx.Client(base_url=url, timeout=120) as client:
        orders = ({"sort": order, "limit": 100} for order in ("newest", "contested", "origins"))
        found = [client.get("/api/v1/incidents", params=order).json() for order in orders]
        items = [i for page in found for i in page["items"]]
        total = found[0]["total"]
        named = [r for i in items for r in i["reports"]]

    def day() -> str:
        return f"20{chance.randrange(12, 14)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"

    print(f"{total:,} incidents")
    return {
        "overview": lambda: "/",
        "overview of some days": lambda: f"/?since={(d := day())}&until={d[:8]}28",
        "overview of a town": lambda: f"/?place=town+{chance.randrange(300)}&agreement=contested",
        "map": lambda: "/map.json",
        "map, near": lambda: f"/map.json?zoom=8&box={(y := chance.uniform(33, 36)):.1f},36,{y + 2:.1f},39",
        "incidents": lambda: f"/incidents?page={chance.randrange(1, max(2, total // 25))}",
        "incidents by words": lambda: f"/incidents?words={chance.choice(WORDS)}",
        "incident": lambda: f"/incidents/{chance.choice(items)['id']}",
        "report": lambda: f"/reports/{chance.choice(named)}",
        "reports by words": lambda: f"/reports?words={chance.choice(WORDS)}",
        "claims by words (API)": lambda: f"/api/v1/claims?words={chance.choice(WORDS)}&limit=50",
        "voice": lambda: "/voice?name=sohr",
        "review queue": lambda: f"/queue?at={chance.randrange(200)}",
    }


def measure(url: str, pid: int, asks: dict[str, Callable[[], str]], times: int) -> None:
    """Each kind of page, one after another; the first call, which nothing has warmed, is told apart."""
    with httpx.Client(base_url=url, timeout=300) as client:
        for name, ask in asks.items():
            taken, size, bad, before = [], 0, 0, 0.0
            for n in range(times + 1):
                if n == 1:
                    before = busy(pid)
                began = time.perf_counter()
                answer = client.get(ask())
                taken.append(time.perf_counter() - began)
                size = max(size, answer.num_bytes_downloaded)
                bad += answer.status_code >= 500
            first = f"first {taken[0] * 1000:.0f} ms; processor {(busy(pid) - before) / times * 1000:.0f} ms each"
            first += f"; at most {size / 1000:.0f} kB compressed"
            print(f"  {name}: {shown(taken[1:])}; {first}" + (f"; {bad} ERRORS" if bad else ""), flush=True)


def weigh(url: str) -> None:
    """What a browser with an empty cache fetches for the overview with its map."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        print("  no Chromium here: the weight of the overview was not measured")
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for language in ("en", "ar"):
            page = browser.new_context(base_url=url).new_page()
            wire = page.context.new_cdp_session(page)
            sizes: list[float] = []
            wire.on("Network.loadingFinished", lambda e, sizes=sizes: sizes.append(e["encodedDataLength"]))
            wire.send("Network.enable")
            page.goto(f"/?lang={language}", timeout=120_000)
            page.wait_for_selector(".map[data-ready]", timeout=120_000)
            page.wait_for_load_state("networkidle")
            print(f"  weight of the overview, {language}: {sum(sizes) / 1000:.0f} kB in {len(sizes)} answers")
        browser.close()


def crowd(url: str, asks: dict[str, Callable[[], str]]) -> None:
    """Fifty readers at once."""
    kinds = [ask for name, ask in asks.items() if re.match("overview|incident|report|map", name)]
    taken: list[float] = []
    errors: list[str] = []

    def read(seed: int) -> None:
        chance = random.Random(seed)
        time.sleep(chance.uniform(0, PAUSE))
        with httpx.Client(base_url=url, timeout=120) as client:
            for _ in range(PAGES):
                asked = chance.choice(kinds)()
                began = time.perf_counter()
                try:
                    answer = client.get(asked)
                    if answer.status_code >= 500:
                        errors.append(f"{answer.status_code} {asked}")
                except httpx.HTTPError as error:
                    errors.append(f"{error!r} {asked}")
                taken.append(time.perf_counter() - began)
                time.sleep(PAUSE)

    threads = [threading.Thread(target=read, args=(n,)) for n in range(READERS)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rate = len(taken) / (time.perf_counter() - began)
    said = f"{len(errors)} errors {errors[:3]}"
    print(f"  {READERS} readers, {len(taken)} pages, {rate:.0f} a second: {shown(taken)}; {said}")


def main(wanted: int, folder: Path) -> None:
    """Make the archive, serve it, measure."""
    build(folder, wanted)
    with serving(folder) as (url, pid):
        asks = questions(url, random.Random(7))
        measure(url, pid, asks, 20)
        weigh(url)
        crowd(url, asks)


if __name__ == "__main__":
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    if len(sys.argv) > 2:
        main(number, Path(sys.argv[2]))
    else:
        with tempfile.TemporaryDirectory() as name:
            main(number, Path(name) / "archive")
