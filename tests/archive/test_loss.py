"""Nothing acknowledged is lost: killed, run twice at once, on a full disk, on a read-only archive."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from riwaya.archive.records import Filter
from riwaya.archive.store import open_archive

from .generated import jsonl

RIWAYA = [sys.executable, "-m", "riwaya"]


def run(*args: str, **more: str) -> "subprocess.CompletedProcess[str]":
    env = {**os.environ, **more}
    return subprocess.run([*RIWAYA, *args], capture_output=True, text=True, env=env, timeout=300, check=False)


def add(archive: Path, source: Path) -> "subprocess.Popen[str]":
    command = [*RIWAYA, "add", str(source), "--archive", str(archive), "--json"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def acknowledged(lines: list[str]) -> set[str]:
    out = set()
    for line in lines:
        try:
            out.add(json.loads(line)["report"])
        except (ValueError, KeyError):
            continue
    return out


def kept(archive: Path) -> set[str]:
    with open_archive(str(archive)) as store:
        return {r.id for r in store.reports(Filter())}


def test_killed_at_any_moment(tmp_path: Path) -> None:
    """The whole of this, thirty times over 2,000 reports, is benchmarks/crash.py."""
    source = jsonl(tmp_path / "in.jsonl", 400)
    archive = tmp_path / "archive"
    assert run("init", str(archive)).returncode == 0
    chance = random.Random(7)
    said: set[str] = set()
    for _ in range(4):
        process = add(archive, source)
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(chance.randrange(1, 90))]
        time.sleep(chance.random() * 0.05)
        process.send_signal(signal.SIGKILL)
        lines += process.stdout.readlines()
        process.wait()
        said |= acknowledged(lines)
        assert said <= kept(archive)
        done = run("verify", "--archive", str(archive))
        assert done.returncode == 0, done.stdout + done.stderr
    assert run("add", str(source), "--archive", str(archive)).returncode == 0
    assert len(kept(archive)) == 400
    assert run("verify", "--archive", str(archive)).returncode == 0


def test_two_programs_at_once(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    run("init", str(archive))
    sources = [jsonl(tmp_path / "a.jsonl", 250), jsonl(tmp_path / "b.jsonl", 250, first=150)]
    processes = [add(archive, s) for s in sources]
    results = [p.communicate(timeout=300) for p in processes]
    assert [p.returncode for p in processes] == [0, 0], results
    assert "locked" not in "".join(err for _, err in results)
    assert len(kept(archive)) == 400
    assert run("verify", "--archive", str(archive)).returncode == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "small"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode != 0:
        pytest.skip("a small file system cannot be mounted here (needs root)")
    yield folder
    subprocess.run(["umount", str(folder)], check=False)


def test_a_full_disk(tmp_path: Path, small_disk: Path) -> None:
    archive = small_disk / "archive"
    assert run("init", str(archive)).returncode == 0
    process = add(archive, jsonl(tmp_path / "in.jsonl", 4000))
    out, err = process.communicate(timeout=300)
    assert process.returncode == 2 and "Traceback" not in err, err
    assert "full" in err or "No space" in err or "cannot be written" in err
    said = acknowledged(out.splitlines())
    assert said and said <= kept(archive)
    assert run("verify", "--archive", str(archive)).returncode == 0


def test_an_archive_that_may_not_be_written_to(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    run("init", str(archive))
    source = jsonl(tmp_path / "in.jsonl", 3)
    run("add", str(source), "--archive", str(archive))
    if os.geteuid() == 0:
        mount = ["mount", "--bind", str(archive), str(archive)]
        if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
            pytest.skip("root may write anywhere, and nothing can be mounted read-only here")
        subprocess.run(["mount", "-o", "remount,ro,bind", str(archive)], check=True)
    else:
        for path in [archive, *archive.rglob("*")]:
            path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        done = run("add", str(jsonl(tmp_path / "more.jsonl", 3, first=10)), "--archive", str(archive))
        assert done.returncode == 2 and "Traceback" not in done.stderr, done.stderr
        assert "read-only" in done.stderr or "cannot be" in done.stderr
    finally:
        if os.geteuid() == 0:
            subprocess.run(["umount", str(archive)], check=True)
        else:
            for path in [archive, *archive.rglob("*")]:
                path.chmod(0o755 if path.is_dir() else 0o644)
    assert len(kept(archive)) == 3
