"""`riwaya demo`: what the README's first command shows."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize("options", [[], ["--no-serve"]], ids=["not a terminal", "asked not to"])
def test_every_step_with_its_real_output(options: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "riwaya", "demo", *options], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    steps = [line.split()[2] for line in done.stdout.splitlines() if line.startswith("$ riwaya ")]
    assert steps == ["read", "init", "add", "verify", "search", "export"]
    for said in ("added 10 reports with", "sound: 10 reports", "claims, the first 3 shown", "rows in", "demo --serve"):
        assert said in done.stdout, said
    assert "Voice" in done.stdout and "denies" in done.stdout, "a report as a table"
