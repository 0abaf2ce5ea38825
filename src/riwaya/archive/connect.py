"""Opening an archive's database: SQLite in a folder, or PostgreSQL by URL; migrations; errors in plain words."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.pool import QueuePool

from riwaya.archive.schema import HEAD
from riwaya.errors import ArchiveError

DATABASE = "riwaya.sqlite"
_WAIT = 120  # seconds a writer waits for another before it says so
_LOCK = 0x52495741  # one writer at a time on PostgreSQL: the chain has one head


def is_server(where: str) -> bool:
    """Whether `where` names a PostgreSQL server and not a folder."""
    return where.startswith(("postgresql://", "postgres://", "postgresql+"))


def engine_for(where: str, read_only: bool = False) -> Engine:
    """An engine for a folder or a postgresql:// URL; nothing is opened yet."""
    if is_server(where):
        rest = where.split("://", 1)[1]
        return create_engine(f"postgresql+pg8000://{rest}", pool_pre_ping=True)
    path = Path(where) / DATABASE

    def connect() -> sqlite3.Connection:
        mode = "ro" if read_only else "rwc"
        uri = f"{path.resolve().as_uri()}?mode={mode}"
        return sqlite3.connect(uri, uri=True, timeout=_WAIT, isolation_level=None, check_same_thread=False)

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool)

    @event.listens_for(engine, "connect")
    def _set_up(connection: sqlite3.Connection, _: Any) -> None:
        if not read_only:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA cache_size=-8192")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A writer takes its lock at once: one that read first and wrote later would fail instead of waiting.
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent view of the archive."""
    with said_plainly(), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that writes; all of it is kept or none. One writer at a time, others wait."""
    with said_plainly(), engine.connect().execution_options(writes=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _LOCK})
        yield connection


@contextmanager
def said_plainly() -> Iterator[None]:
    """Turns a database's errors into ArchiveError with what to do."""
    try:
        yield
    except DBAPIError as error:
        raise ArchiveError(_plain(error)) from error


def _plain(error: DBAPIError) -> str:
    word = str(error.orig).lower()
    if "locked" in word or "busy" in word:
        return f"the archive was busy for {_WAIT} seconds: another program is writing to it; try again when it is done"
    if "readonly" in word or "read-only" in word or "permission" in word:
        return "the archive cannot be written to (read-only); check the folder's permissions; nothing was changed"
    if "full" in word or "no space" in word:
        return "the disk is full; make room and run the command again: what was acknowledged is kept"
    if "unable to open" in word:
        return "the archive's database cannot be opened; check that the folder exists and that you may write to it"
    if "malformed" in word or "not a database" in word or "disk i/o" in word:
        return f"the archive's database is damaged ({error.orig}); restore it from a copy, then run `riwaya verify`"
    if isinstance(error, OperationalError) or "connection" in word or "can't create" in word:
        return f"the archive's database does not answer: {error.orig}"
    return f"the archive's database refused: {error.orig}"


def schema_version(engine: Engine) -> str | None:
    """The schema an archive has; None where there is none yet."""
    with reading(engine) as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def upgrade(engine: Engine, to: str = "head") -> None:
    """Bring the tables up to a schema; several programs may do so at once, one does it."""
    from alembic import command
    from alembic.config import Config

    with as_file(files("riwaya.archive") / "migrations") as folder, writing(engine) as connection:
        config = Config()
        config.set_main_option("script_location", str(folder))
        config.attributes["connection"] = connection
        command.upgrade(config, to)


def check_version(engine: Engine, where: str, may_write: bool) -> None:
    """Upgrade an older archive; refuse a newer one. Raises ArchiveError."""
    found = schema_version(engine)
    if found == HEAD:
        return
    if found is not None and found > HEAD:
        raise ArchiveError(
            f"{where}: this archive was made by a newer Riwaya (schema {found}, this program knows {HEAD}); "
            "update the program, nothing was changed"
        )
    if not may_write:
        raise ArchiveError(f"{where}: this archive has an older schema and must be opened once with write access")
    upgrade(engine)
