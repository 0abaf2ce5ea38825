"""Archives to test on: a folder, and a real PostgreSQL server that the tests start themselves."""

import json
import os
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import riwaya
from riwaya.archive.records import Addition, Reader
from riwaya.archive.store import Archive, create_archive
from riwaya.model import Taken

READER = Reader("0.0-test", "0" * 64)
TEXTS = {
    "saraqib": "قال ناشطون إن طيران النظام السوري شن أربع غارات على مدينة سراقب بريف إدلب أمس، "
    "ما أدى إلى مقتل 12 مدنيا بينهم ثلاثة أطفال.",
    "denial": "نفت وزارة الدفاع الروسية تنفيذ أي غارة على مدينة سراقب، واتهمت جبهة النصرة بقصف السوق بقذائف الهاون.",
    "taiz": "أعلنت جماعة الحوثي أنها أطلقت صاروخا باليستيا على معسكر للجيش في مدينة تعز، "
    "وقالت مصادر طبية إن خمسة جنود قتلوا.",
    "empty": "عقد مجلس البلدية اجتماعا لمناقشة أعمال النظافة.",
}


def addition(
    name: str, url: str | None = None, outlet: str = "شبكة شام", published: str = "2016-11-15", raw: bytes | None = None
) -> Addition:
    """One of TEXTS as an addition, read."""
    text = TEXTS.get(name, name)
    reading = riwaya.read(text, published=published, outlet=outlet, url=url)
    source = url or f"{name[:20]}.txt"
    taken = Taken(
        reading.report, raw if raw is not None else text.encode(), "text/plain", source, published_basis="given"
    )
    return Addition(taken, json.loads(json.dumps(reading.to_dict())))


def _server_programs() -> Path | None:
    given = shutil.which("initdb")
    if given:
        return Path(given).parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    return found[-1].parent if found else None


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server, without a database's name; skips with the reason where there is none."""
    given = os.environ.get("RIWAYA_TEST_POSTGRES")
    if given:
        yield given.rstrip("/")
        return
    programs = _server_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt install postgresql), and RIWAYA_TEST_POSTGRES is not set")
    as_user: list[str] = []
    if os.geteuid() == 0:
        if subprocess.run(["id", "postgres"], capture_output=True, check=False).returncode:
            pytest.skip("PostgreSQL refuses to run as root, and there is no user `postgres` to run it as")
        as_user = ["runuser", "-u", "postgres", "--"]
    folder = Path(tempfile.mkdtemp(prefix="riwaya-pg-", dir="/tmp"))
    if as_user:
        shutil.chown(folder, "postgres")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    base = [*as_user, str(programs / "initdb"), "-D", f"{folder}/data", "-A", "trust", "-U", "riwaya", "-E", "UTF8"]
    subprocess.run([*base, "--locale=C.UTF-8"], check=True, capture_output=True, cwd="/tmp")
    control = [*as_user, str(programs / "pg_ctl"), "-D", f"{folder}/data", "-w", "-l", f"{folder}/log"]
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c fsync=off -k {folder}"
    subprocess.run([*control, "-o", options, "start"], check=True, capture_output=True, cwd="/tmp")
    try:
        yield f"postgresql://riwaya@127.0.0.1:{port}"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=False, capture_output=True, cwd="/tmp")
        shutil.rmtree(folder, ignore_errors=True)


def new_database(server: str) -> str:
    """A fresh database on a server; its URL."""
    import pg8000.native

    host, port = server.rsplit("@", 1)[1].split(":")
    user = server.split("://")[1].split("@")[0].split(":")[0]
    name = f"t{uuid.uuid4().hex[:12]}"
    connection = pg8000.native.Connection(user, host=host, port=int(port), database="postgres")
    connection.run(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
    connection.close()
    return f"{server}/{name}"


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a new archive can be made, on each kind of database."""
    if request.param == "sqlite":
        return str(tmp_path / "archive")
    return new_database(request.getfixturevalue("postgres"))


@pytest.fixture
def archive(where: str) -> Iterator[Archive]:
    """A new archive on each kind of database."""
    with create_archive(where) as made:
        yield made


@pytest.fixture
def filled(archive: Archive) -> Archive:
    """An archive with all of TEXTS, one seen twice, and decisions on one claim."""
    archive.add([addition(n) for n in TEXTS], READER)
    archive.add([addition("denial", url="https://example.org/denial")], READER)
    return archive


Make = Callable[..., Addition]
