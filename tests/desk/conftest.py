"""Desks to test: real servers on real archives, one for each mode, and a real browser where there is one."""

import re
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI

from riwaya.desk.accounts.store import Accounts
from riwaya.desk.app import create_app
from riwaya.desk.errors import DeskError
from riwaya.desk.run import check_assets, server_of
from riwaya.desk.settings import Settings
from riwaya.ledger.adding import Options, take_in
from riwaya.ledger.demo import fill, samples
from riwaya.ledger.opening import create_archive

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PASSWORD = "a long password"
QUICK = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)  # as weak as it goes: tests hash a lot
ROLES = ("reader", "reviewer", "admin")
SAME = {"Sec-Fetch-Site": "same-origin"}


@dataclass
class Served:
    """A running desk: where it is, the settings, and a client for each role (`nobody` has no cookie)."""

    url: str
    settings: Settings
    clients: dict[str, httpx.Client] = field(default_factory=dict)

    def client(self, role: str = "nobody") -> httpx.Client:
        """A client; logged in where the desk has users."""
        if role not in self.clients:
            made = httpx.Client(base_url=self.url, timeout=30)
            if role != "nobody" and self.settings.mode == "users":
                token = csrf(made.get("/login").text)
                done = made.post("/login", data={"name": role, "password": PASSWORD, "csrf": token}, headers=SAME)
                assert done.status_code == 303, done.text
            self.clients[role] = made
        return self.clients[role]

    def get(self, path: str, role: str = "nobody", **more: Any) -> httpx.Response:
        return self.client(role).get(path, **more)

    def post(self, path: str, data: dict[str, Any] | None = None, role: str = "nobody", **more: Any) -> httpx.Response:
        """A form as a browser sends it from a page of ours."""
        client = self.client(role)
        page = client.get("/login" if role == "nobody" and self.settings.mode == "users" else "/settings")
        token = csrf(page.text)
        return client.post(path, data={"csrf": token, **(data or {})}, headers=SAME, **more)


def csrf(html: str) -> str:
    """The token of a page."""
    found = re.search(r'"X-CSRF-Token":"([0-9a-f]+)"', html)
    return found[1] if found else ""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(archive: Path, extend: Callable[[FastAPI], None] = lambda app: None, **settings: Any) -> Iterator[Served]:
    """A desk on an archive, answering on a port of its own."""
    port = free_port()
    chosen = Settings(str(archive), port=port, by="ليلى", **settings)
    app = create_app(chosen)
    extend(app)
    server = server_of(app, chosen)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.01)
    served = Served(f"http://127.0.0.1:{port}", chosen)
    try:
        yield served
    finally:
        for client in served.clients.values():
            client.close()
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="session")
def tour(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the samples; nobody changes it."""
    where = tmp_path_factory.mktemp("tour") / "archive"
    with create_archive(str(where)) as archive:
        assert all(result.added for result in fill(archive))
    return where


@pytest.fixture(scope="session")
def three(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A desk on the three samples that disagree, for what takes long on every page."""
    where = tmp_path_factory.mktemp("three") / "archive"
    paths = [str(samples() / f"douma-market-{name}.txt") for name in ("activists", "state", "agency")]
    with create_archive(str(where)) as archive:
        assert all(result.added for result in take_in(archive, paths, Options()))
    with serving(where) as served:
        yield served


@pytest.fixture(scope="session")
def local(tour: Path) -> Iterator[Served]:
    """The desk as one person has it on their machine, for reading."""
    with serving(tour) as served:
        yield served


@pytest.fixture(scope="session")
def public(tour: Path) -> Iterator[Served]:
    """The public mode."""
    with serving(tour, public=True) as served:
        yield served


@pytest.fixture(scope="session")
def accounts(tmp_path_factory: pytest.TempPathFactory) -> Accounts:
    """One user of each role."""
    made = Accounts(tmp_path_factory.mktemp("accounts") / "desk.sqlite", QUICK)
    for role in ROLES:
        made.add(role, role, PASSWORD)
    return made


@pytest.fixture(scope="session")
def users(tour: Path, accounts: Accounts, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The desk of several people, on an archive of its own."""
    where = tmp_path_factory.mktemp("users") / "archive"
    shutil.copytree(tour, where)
    with serving(where, login=True, accounts=accounts.file) as served:
        yield served


@pytest.fixture
def own(tour: Path, tmp_path: Path) -> Iterator[Served]:
    """A desk on an archive that this test may change."""
    shutil.copytree(tour, tmp_path / "archive")
    with serving(tmp_path / "archive") as served:
        yield served


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """Chromium, the real one; skips with the reason where it is missing."""
    program = next((p for name in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(name))), None)
    if program is None:
        pytest.skip("no Chromium here (Debian: apt install chromium)")
    try:
        check_assets()
    except DeskError as error:
        pytest.skip(str(error))
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        # As root it refuses to run inside its own sandbox.
        found = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield found
        found.close()
