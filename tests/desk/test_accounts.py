"""Users, sessions, tokens: what is kept, how long it holds, what happens to guessing."""

import stat
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from riwaya.cli.main import app
from riwaya.desk.accounts import store
from riwaya.desk.accounts.store import Accounts
from riwaya.desk.accounts.throttle import FREE, Throttle
from riwaya.desk.errors import DeskError, TooMany
from riwaya.desk.run import check_access
from riwaya.desk.settings import Settings
from tests.desk.conftest import PASSWORD, QUICK, SAME, Served, csrf, serving


def test_passwords_and_secrets_are_not_in_the_file(tmp_path: Path) -> None:
    accounts = Accounts(tmp_path / "desk.sqlite", QUICK)
    accounts.add("ليلى", "reviewer", PASSWORD)
    session = accounts.log_in("ليلى", PASSWORD)
    token = accounts.make_token("ليلى", "read")
    assert session and accounts.log_in("ليلى", "wrong password") is None and accounts.log_in("nobody", PASSWORD) is None
    kept = accounts.file.read_bytes()
    assert b"argon2id" in kept
    assert not any(secret.encode() in kept for secret in (PASSWORD, session, token))
    assert stat.S_IMODE(accounts.file.stat().st_mode) == 0o600


def test_sessions_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    accounts = Accounts(tmp_path / "desk.sqlite", QUICK)
    accounts.add("a", "reader", PASSWORD)
    first, second = accounts.log_in("a", PASSWORD), accounts.log_in("a", PASSWORD)
    assert first and second
    person = accounts.by_session(first)
    assert person and person.role == "reader" and len(accounts.sessions(person)) == 2
    other = next(s for s in accounts.sessions(person) if not s.mine)
    accounts.end(person, other.id)
    assert accounts.by_session(second) is None and accounts.by_session(first)
    real = store._now
    monkeypatch.setattr(store, "_now", lambda: real() + store.IDLE + timedelta(seconds=1))
    assert accounts.by_session(first) is None
    monkeypatch.setattr(store, "_now", real)
    third = accounts.log_in("a", PASSWORD)
    accounts.add("a", "admin", "another password")
    assert third and accounts.by_session(third) is None, "a new password ends sessions"


def test_tokens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    accounts = Accounts(tmp_path / "desk.sqlite", QUICK)
    accounts.add("a", "reviewer", PASSWORD)
    reading, short = accounts.make_token("a", "read"), accounts.make_token("a", "write", days=1)
    found = accounts.by_token(reading)
    assert found and not found.writes and found.role == "reviewer" and accounts.by_token("riwaya_x") is None
    real = store._now
    monkeypatch.setattr(store, "_now", lambda: real() + timedelta(days=2))
    assert accounts.by_token(short) is None and accounts.by_token(reading)
    monkeypatch.setattr(store, "_now", real)
    assert accounts.drop_tokens("a") == 2 and accounts.by_token(reading) is None
    for bad in (("a", "all"), ("b", "read")):
        with pytest.raises(DeskError):
            accounts.make_token(*bad)


def test_tokens_at_the_api(users: Served, accounts: Accounts) -> None:
    client = users.client()
    claim = client.get("/api/v1/claims?limit=1", headers=_bearer(accounts.make_token("reader", "read"))).json()
    path = f"/api/v1/claims/{claim['items'][0]['claim']['id']}/decisions"
    for user, scope, status in (("reader", "write", 403), ("reviewer", "read", 403), ("reviewer", "write", 201)):
        answer = client.post(
            path, json={"act": "note", "reason": "x"}, headers=_bearer(accounts.make_token(user, scope))
        )
        assert answer.status_code == status, answer.text
        assert answer.headers["content-type"] == ("application/json" if status == 201 else "application/problem+json")
    assert client.get("/api/v1/claims").status_code == 401
    assert client.get("/api/v1/claims", headers=_bearer("riwaya_guess")).status_code == 401


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def test_a_session_from_login_to_logout(users: Served) -> None:
    import httpx

    with httpx.Client(base_url=users.url) as client:
        assert client.get("/incidents").headers["location"] == "/login"
        token = csrf(client.get("/login").text)
        done = client.post("/login", data={"name": "reviewer", "password": PASSWORD, "csrf": token}, headers=SAME)
        cookie = done.headers["set-cookie"].lower()
        assert "httponly" in cookie and "samesite=strict" in cookie
        page = client.get("/settings")
        assert page.status_code == 200 and "reviewer" in page.text
        client.post("/logout", data={"csrf": csrf(page.text)}, headers=SAME)
        client.cookies.set("riwaya_session", cookie.split("=", 1)[1].split(";")[0])
        assert client.get("/settings").headers["location"] == "/login", "the session itself has ended"


def test_cookies_of_a_desk_that_others_reach(tour: Path, accounts: Accounts) -> None:
    with serving(tour, names=("desk.example",), accounts=accounts.file) as served:
        client = served.client()
        token = csrf(client.get("/login").text)
        done = client.post("/login", data={"name": "reader", "password": PASSWORD, "csrf": token}, headers=SAME)
        cookie = done.headers["set-cookie"]
        assert cookie.startswith("__Host-riwaya_session=") and "Secure" in cookie and "Path=/" in cookie
        assert "max-age" in done.headers["strict-transport-security"]


def test_guessing_is_slow(tour: Path, accounts: Accounts) -> None:
    with serving(tour, login=True, accounts=accounts.file) as served:
        token = csrf(served.client().get("/login").text)
        wrong = {"name": "admin", "password": "a wrong password", "csrf": token}
        codes = [served.client().post("/login", data=wrong, headers=SAME).status_code for _ in range(FREE + 1)]
        assert codes == [401] * FREE + [429]
        right = {**wrong, "password": PASSWORD}
        assert served.client().post("/login", data=right, headers=SAME).status_code == 429


def test_throttle_forgets(monkeypatch: pytest.MonkeyPatch) -> None:
    throttle = Throttle()
    for _ in range(FREE):
        throttle.check("a")
        throttle.failed("a")
    with pytest.raises(TooMany):
        throttle.check("a")
    throttle.check("b")
    throttle.passed("a")
    throttle.check("a")


def test_who_may_start_it(tmp_path: Path) -> None:
    file = tmp_path / "desk.sqlite"
    check_access(Settings("x"))
    check_access(Settings("x", public=True, host="0.0.0.0"))
    for settings in (Settings("x", host="0.0.0.0", accounts=file), Settings("x", login=True, accounts=file)):
        with pytest.raises(DeskError, match="no users"):
            check_access(settings)
    Accounts(file, QUICK).add("a", "admin", PASSWORD)
    check_access(Settings("x", login=True, accounts=file))
    with pytest.raises(DeskError, match="in the clear"):
        check_access(Settings("x", host="0.0.0.0", accounts=file))
    check_access(Settings("x", host="0.0.0.0", accounts=file, proxies=("10.0.0.1",)))


def test_users_on_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RIWAYA_DESK_ACCOUNTS", str(tmp_path / "desk.sqlite"))
    monkeypatch.setenv("RIWAYA_PASSWORD", PASSWORD)
    runner = CliRunner()
    assert "reviewer" in runner.invoke(app, ["user", "add", "Layla", "--role", "reviewer"]).output
    assert runner.invoke(app, ["user", "list"]).output == "Layla  reviewer\n"
    token = runner.invoke(app, ["user", "token", "Layla", "--scope", "write", "--days", "3"]).output.strip()
    person = Accounts().by_token(token)
    assert person and person.name == "Layla" and person.writes
    assert "1 tokens" in runner.invoke(app, ["user", "token", "Layla", "--revoke"]).output
    assert "removed" in runner.invoke(app, ["user", "remove", "Layla"]).output
    assert isinstance(runner.invoke(app, ["user", "remove", "Layla"]).exception, DeskError)
    monkeypatch.setenv("RIWAYA_PASSWORD", "short")
    assert "characters" in str(runner.invoke(app, ["user", "add", "b"]).exception)
