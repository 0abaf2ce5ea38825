"""Starting the desk as people do: the command, what it says, what stops it, how it ends."""

import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from riwaya.cli.main import app
from riwaya.desk.errors import DeskError
from riwaya.desk.run import check_assets
from riwaya.errors import ArchiveError
from tests.desk.conftest import free_port


@pytest.fixture
def assets() -> None:
    """Skips where the packages of npm could not be had."""
    try:
        check_assets()
    except DeskError as error:
        pytest.skip(str(error))


def test_the_command(assets: None, tour: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "riwaya", "desk", "--archive", str(tour), "--port", str(port), "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert f"http://127.0.0.1:{port}/" in process.stdout.readline()
        assert httpx.get(f"http://127.0.0.1:{port}/healthz").json()["status"] == "ok"
        assert "default-src 'none'" in httpx.get(f"http://127.0.0.1:{port}/").headers["content-security-policy"]
        process.send_signal(signal.SIGINT)
        assert process.wait(20) in (0, 130)


def test_what_stops_it(assets: None, tour: Path, tmp_path: Path) -> None:
    runner = CliRunner()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        busy = runner.invoke(app, ["desk", "--archive", str(tour), "--port", port, "--no-browser"])
    assert isinstance(busy.exception, DeskError) and "another --port" in str(busy.exception)
    missing = runner.invoke(app, ["desk", "--archive", str(tmp_path / "none"), "--no-browser"])
    assert isinstance(missing.exception, ArchiveError) and "riwaya init" in str(missing.exception)


def test_others_do_not_get_in_without_users(
    assets: None, tour: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RIWAYA_DESK_ACCOUNTS", str(tmp_path / "desk.sqlite"))
    for options in (["--host", "0.0.0.0"], ["--name", "desk.example"], ["--login"]):
        refused = CliRunner().invoke(app, ["desk", "--archive", str(tour), *options, "--no-browser"])
        assert isinstance(refused.exception, DeskError) and "riwaya user add" in str(refused.exception)
