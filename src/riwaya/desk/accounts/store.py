"""Users, their sessions and tokens, in a file of its own beside no archive: copies of an archive give no password away.

Passwords are kept as argon2id hashes, sessions and tokens as SHA-256 of what the browser or program holds.
"""

import hashlib
import os
import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path

import platformdirs
from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from riwaya.desk.errors import DeskError
from riwaya.desk.security.access import ROLES, Person

ENVIRONMENT = "RIWAYA_DESK_ACCOUNTS"
IDLE, LONGEST = timedelta(hours=12), timedelta(days=7)  # a session ends after so long unused, and at the latest
SCOPES = ("read", "write")
_SHORTEST = 10  # characters of a password
_ID = 16  # characters of a key that name it to people
_TABLES = """
CREATE TABLE IF NOT EXISTS user (name TEXT PRIMARY KEY, role TEXT NOT NULL, password TEXT NOT NULL, made TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS session (key TEXT PRIMARY KEY, name TEXT NOT NULL, began TEXT NOT NULL, seen TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS token (key TEXT PRIMARY KEY, name TEXT NOT NULL, scope TEXT NOT NULL, label TEXT NOT NULL,
 made TEXT NOT NULL, until TEXT);
"""


def default_file() -> Path:
    """Where users are kept when nobody says: RIWAYA_DESK_ACCOUNTS, else in the user's configuration folder."""
    given = os.environ.get(ENVIRONMENT)
    return Path(given) if given else Path(platformdirs.user_config_dir("riwaya", appauthor=False)) / "desk.sqlite"


@dataclass(frozen=True, slots=True)
class Session:
    """A session for people to look at: `id` is the beginning of its hash."""

    id: str
    name: str
    began: str
    until: str
    mine: bool


@dataclass(frozen=True, slots=True)
class Token:
    """A token for people to look at: `id` is the beginning of its hash; `until` is None where it does not end."""

    id: str
    name: str
    scope: str
    label: str
    made: str
    until: str | None


class Accounts:
    """The file of users. Raises DeskError with what to do."""

    def __init__(self, file: Path | None = None, hasher: PasswordHasher | None = None) -> None:
        self.file = file or default_file()
        self._hasher = hasher or PasswordHasher()
        self._lock = threading.Lock()
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            if not self.file.exists():
                self.file.touch(mode=0o600)
            with self._open() as c:
                c.executescript(_TABLES)
        except (OSError, sqlite3.Error) as error:
            raise DeskError(f"{self.file}: users cannot be kept there ({error}); set {ENVIRONMENT}") from error

    @cached_property
    def _nobody(self) -> str:
        """Checked where there is no such user, so that it takes as long as a wrong password."""
        return self._hasher.hash(secrets.token_hex(16))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with self._lock, closing(sqlite3.connect(self.file, timeout=30)) as connection, connection:
            connection.row_factory = sqlite3.Row
            yield connection

    def users(self) -> list[tuple[str, str]]:
        """Names with their roles."""
        with self._open() as c:
            return [(r["name"], r["role"]) for r in c.execute("SELECT name, role FROM user ORDER BY name")]

    def add(self, name: str, role: str, password: str) -> None:
        """A new user, or a new role and password for one; that ends their sessions."""
        name = name.strip()
        if not name or len(name) > 100 or any(ord(c) < 32 for c in name):
            raise DeskError("a user needs a name of one line")
        if role not in ROLES[1:]:
            raise DeskError(f"role {role!r}: one of {', '.join(ROLES[1:])}")
        if len(password) < _SHORTEST:
            raise DeskError(f"a password needs {_SHORTEST} characters or more")
        made = self._hasher.hash(password)
        with self._open() as c:
            c.execute("DELETE FROM session WHERE name = ?", (name,))
            c.execute("INSERT OR REPLACE INTO user VALUES (?, ?, ?, ?)", (name, role, made, _text(_now())))

    def set_role(self, name: str, role: str) -> None:
        """Another role for a user, at once; the last admin stays one."""
        if role not in ROLES[1:]:
            raise DeskError(f"role {role!r}: one of {', '.join(ROLES[1:])}")
        if role != "admin":
            self._not_the_last_admin(name)
        with self._open() as c:
            if not c.execute("UPDATE user SET role = ? WHERE name = ?", (role, name)).rowcount:
                raise DeskError(f"no user {name!r}; `riwaya user list` shows them")

    def _not_the_last_admin(self, name: str) -> None:
        if [n for n, role in self.users() if role == "admin"] == [name]:
            raise DeskError("this is the only admin; make another one first")

    def remove(self, name: str, keep_admin: bool = False) -> None:
        """Take a user away, with sessions and tokens; with `keep_admin`, not the last admin."""
        if keep_admin:
            self._not_the_last_admin(name)
        with self._open() as c:
            gone = c.execute("DELETE FROM user WHERE name = ?", (name,)).rowcount
            for table in ("session", "token"):
                c.execute(f"DELETE FROM {table} WHERE name = ?", (name,))
        if not gone:
            raise DeskError(f"no user {name!r}; `riwaya user list` shows them")

    def log_in(self, name: str, password: str) -> str | None:
        """A new session's secret; None where name or password is wrong, after the same time."""
        with self._open() as c:
            row = c.execute("SELECT password FROM user WHERE name = ?", (name,)).fetchone()
        try:
            self._hasher.verify(row["password"] if row else self._nobody, password)
        except VerificationError:
            return None
        if row is None:
            return None
        secret, now = secrets.token_urlsafe(32), _text(_now())
        with self._open() as c:
            c.execute("DELETE FROM session WHERE began < ?", (_text(_now() - LONGEST),))
            c.execute("INSERT INTO session VALUES (?, ?, ?, ?)", (_key(secret), name, now, now))
        return secret

    def by_session(self, secret: str) -> Person | None:
        """Who holds this session; None where it has ended."""
        now = _now()
        with self._open() as c:
            row = c.execute(
                "SELECT s.*, u.role FROM session s JOIN user u ON u.name = s.name WHERE key = ?", (_key(secret),)
            ).fetchone()
            if row is None or _ends(row) <= now:
                return None
            if now - datetime.fromisoformat(row["seen"]) > timedelta(minutes=1):
                c.execute("UPDATE session SET seen = ? WHERE key = ?", (_text(now), row["key"]))
        return Person(row["name"], row["role"], "session", session=secret)

    def sessions(self, person: Person, everybody: bool = False) -> list[Session]:
        """The sessions of a person, or of everybody, that have not ended."""
        where, values = ("", ()) if everybody else (" WHERE name = ?", (person.name,))
        with self._open() as c:
            rows = c.execute(f"SELECT * FROM session{where} ORDER BY name, began", values).fetchall()
        mine = _key(person.session)
        return [
            Session(r["key"][:_ID], r["name"], r["began"], _text(_ends(r)), r["key"] == mine)
            for r in rows if _ends(r) > _now()
        ]  # fmt: skip

    def end(self, person: Person, session_id: str | None = None, everybody: bool = False) -> None:
        """End the session at hand, or by its id one of the person's; with `everybody`, of anybody's."""
        with self._open() as c:
            if session_id is None:
                c.execute("DELETE FROM session WHERE key = ?", (_key(person.session),))
            else:
                _drop(c, "session", session_id, None if everybody else person.name)

    def make_token(self, name: str, scope: str, label: str = "", days: int | None = None) -> str:
        """A token for programs, shown once; it can do what its user can, or with scope `read` only read."""
        if scope not in SCOPES:
            raise DeskError(f"scope {scope!r}: one of {', '.join(SCOPES)}")
        if not any(n == name for n, _ in self.users()):
            raise DeskError(f"no user {name!r}; make one with `riwaya user add {name}`")
        secret = "riwaya_" + secrets.token_urlsafe(32)
        until = _text(_now() + timedelta(days=days)) if days else None
        with self._open() as c:
            c.execute(
                "INSERT INTO token VALUES (?, ?, ?, ?, ?, ?)", (_key(secret), name, scope, label, _text(_now()), until)
            )
        return secret

    def by_token(self, secret: str) -> Person | None:
        """Who a token speaks for; None where there is none, or its time is over."""
        with self._open() as c:
            row = c.execute(
                "SELECT t.*, u.role FROM token t JOIN user u ON u.name = t.name WHERE key = ?", (_key(secret),)
            ).fetchone()
        if row is None or (row["until"] and datetime.fromisoformat(row["until"]) <= _now()):
            return None
        return Person(row["name"], row["role"], "token", writes=row["scope"] == "write")

    def tokens(self, name: str | None = None) -> list[Token]:
        """The tokens of a user, or of everybody."""
        where, values = ("", ()) if name is None else (" WHERE name = ?", (name,))
        with self._open() as c:
            rows = c.execute(f"SELECT * FROM token{where} ORDER BY name, made", values).fetchall()
        return [Token(r["key"][:_ID], *(r[k] for k in ("name", "scope", "label", "made", "until"))) for r in rows]

    def drop_token(self, token_id: str, name: str | None = None) -> None:
        """Take a token back by its id; with a name, only one of that user's."""
        with self._open() as c:
            _drop(c, "token", token_id, name)

    def drop_tokens(self, name: str) -> int:
        """Take all tokens of a user back; how many there were."""
        with self._open() as c:
            return c.execute("DELETE FROM token WHERE name = ?", (name,)).rowcount


def _drop(connection: sqlite3.Connection, table: str, begins: str, name: str | None) -> None:
    """Delete what has a key that begins so; with a name, only that user's."""
    where, values = ("", ()) if name is None else (" AND name = ?", (name,))
    query = f"DELETE FROM {table} WHERE length(?) = {_ID} AND substr(key, 1, {_ID}) = ?{where}"
    connection.execute(query, (begins, begins, *values))


def _ends(row: sqlite3.Row) -> datetime:
    return min(datetime.fromisoformat(row["seen"]) + IDLE, datetime.fromisoformat(row["began"]) + LONGEST)


def _key(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _now() -> datetime:
    return datetime.now(UTC)


def _text(when: datetime) -> str:
    return when.isoformat(timespec="seconds")
