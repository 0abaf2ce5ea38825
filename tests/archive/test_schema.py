"""Schemas: the newest is the code's, every older one is brought up with its data, a newer one is refused."""

from pathlib import Path

import pytest
from sqlalchemy import inspect, text

import riwaya.archive.migrations.versions as versions
from riwaya.archive import connect
from riwaya.archive.records import Filter
from riwaya.archive.schema import HEAD, metadata
from riwaya.archive.store import Archive, create_archive, open_archive
from riwaya.errors import ArchiveError
from riwaya.ledger.check_links import check_links
from riwaya.ledger.comparing import Wanted, described
from riwaya.ledger.linking import settled

from .conftest import READER, TEXTS, addition

RELEASED = sorted(p.name[1:5] for p in Path(str(versions.__file__)).parent.glob("m*.py"))


def test_the_newest_migration_is_the_codes() -> None:
    assert RELEASED[-1] == HEAD


def test_migrations_make_the_tables_the_code_speaks_of(archive: Archive) -> None:
    found = inspect(archive.engine)
    for table in metadata.tables.values():
        assert {c["name"] for c in found.get_columns(table.name)} == {c.name for c in table.columns}, table.name


@pytest.mark.parametrize("schema", RELEASED)
def test_an_older_archive_is_brought_up_with_its_data(where: str, schema: str) -> None:
    """The rows of an archive made by the newest code, in the tables of an older one."""
    with create_archive(where) as archive:
        archive.add([addition(n) for n in TEXTS], READER)
        claims = [c.claim["id"] for c in archive.claims(Filter())]
        archive.rule("merge", claims[:2], "ليلى", "one day")
        settled(archive)
        wanted = described(archive, Wanted())
    _set_back(Archive(where), schema)
    with open_archive(where) as archive:
        assert archive.totals()["report"] == len(TEXTS) and list(archive.verify()) == []
        assert connect.schema_version(archive.engine) == HEAD
        assert described(archive, Wanted()) == wanted and list(check_links(archive)) == []


def _set_back(archive: Archive, schema: str) -> None:
    """Take away what later schemas added."""
    tables = ("linked", "block", "incident", "incident_name", "unlinked", "ruled")
    added = {
        "0004": (
            "DROP INDEX claim_voice_name", "DROP INDEX claim_voice_member",
            "ALTER TABLE claim DROP COLUMN voice_member",
        ),
        "0003": (
            *(f"DROP INDEX {name}" for name in ("linked_weight", "incident_start", "incident_point")),
            "CREATE INDEX incident_start ON incident (start)", "ALTER TABLE linked DROP COLUMN weight",
            *(f"ALTER TABLE incident DROP COLUMN {name}" for name in ("lat", "lon")),
        ),
        "0002": [f"DROP TABLE {table}" for table in tables],
    }  # fmt: skip
    with archive.engine.connect().execution_options(writes=True) as c, c.begin():
        for later, statements in added.items():
            for statement in statements if later > schema else ():
                c.execute(text(statement))
        c.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": schema})
    archive.close()


def test_a_newer_archive_is_refused(where: str) -> None:
    with create_archive(where) as archive, archive.engine.connect().execution_options(writes=True) as c, c.begin():
        c.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(ArchiveError, match="newer Riwaya"):
        open_archive(where)


def test_what_is_no_archive(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="riwaya init"):
        open_archive(str(tmp_path))
    (tmp_path / "photo.jpg").write_bytes(b"x")
    with pytest.raises(ArchiveError, match="other files"):
        create_archive(str(tmp_path))
    folder = tmp_path / "broken"
    folder.mkdir()
    (folder / connect.DATABASE).write_bytes(b"this is no database at all, " * 200)
    with pytest.raises(ArchiveError, match="damaged"):
        open_archive(str(folder))


def test_a_server_that_is_not_there() -> None:
    with pytest.raises(ArchiveError, match="does not answer"):
        open_archive("postgresql://nobody@127.0.0.1:9/none")
