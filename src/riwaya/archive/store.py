"""The archive as a whole: opened from a folder or a postgresql:// URL, with every act behind one object."""

import json
import os
import re
import shutil
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import platformdirs
from sqlalchemy import Connection, delete, func, insert, select

from riwaya.archive import add as adding
from riwaya.archive import chain, connect, decisions, linked, search
from riwaya.archive.blobs import Blobs, Damaged, FileBlobs, TableBlobs
from riwaya.archive.rebuild import rebuild
from riwaya.archive.records import Added, Addition, Entry, Filter, Finding, Reader, StoredClaim, StoredReport
from riwaya.archive.schema import RULING, claim, custody, decision, meta, reading, report, ruled, sighting
from riwaya.archive.verify import Progress, verify
from riwaya.errors import ArchiveError

ENVIRONMENT = "RIWAYA_ARCHIVE"


def default_place() -> str:
    """Where the archive is when nobody says: RIWAYA_ARCHIVE, else `riwaya` in the user's data folder."""
    return os.environ.get(ENVIRONMENT) or platformdirs.user_data_dir("riwaya", appauthor=False)


class Archive:
    """An open archive. Use `open_archive` or `create_archive`; close it, or use it in a `with`."""

    def __init__(self, where: str, read_only: bool = False) -> None:
        self.where = where
        self.read_only = read_only
        self.engine = connect.engine_for(where, read_only)
        self.blobs: Blobs = TableBlobs() if connect.is_server(where) else FileBlobs(Path(where) / "raw")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view, for several questions."""
        with connect.reading(self.engine) as connection:
            yield connection

    @property
    def id(self) -> str:
        """The archive's own name, made when it was created."""
        with self.read() as c:
            return str(c.execute(select(meta.c.value).where(meta.c.key == "archive_id")).scalar())

    def head(self) -> tuple[int, str] | None:
        """Number and hash of the last custody entry."""
        with self.read() as c:
            return chain.head(c)

    def entries(self, after: int = 0) -> Iterator[Entry]:
        """The custody chain in order."""
        with self.read() as c:
            for batch in chain.entries(c, after):
                yield from batch

    def acts(self, act: str) -> list[dict[str, Any]]:
        """Contents of every entry of one act, oldest first, each with its `entry` and `at`."""
        with self.read() as c:
            rows = c.execute(select(custody).where(custody.c.act == act).order_by(custody.c.seq)).all()
            return [{**json.loads(r.content), "entry": r.seq, "at": r.at} for r in rows]

    def entries_of(self, report_id: str) -> list[Entry]:
        """The custody entries of one report (its adding, sightings, readings, decisions), oldest first."""
        with self.read() as c:
            own = select(report.c.entry).where(report.c.id == report_id)
            rest = (select(t.c.entry).where(t.c.report_id == report_id) for t in (sighting, reading, decision))
            query = select(custody).where(custody.c.seq.in_(own.union_all(*rest))).order_by(custody.c.seq)
            return [Entry(**row) for row in c.execute(query).mappings()]

    def add(self, additions: Sequence[Addition], reader: Reader) -> list[Added]:
        """Add reports, all or none; on return they are kept for good."""
        if isinstance(self.blobs, FileBlobs):
            # Files first, outside the lock: two programs may write raw bytes at once.
            for item in additions:
                self.blobs.put(item.taken.raw)
        with connect.writing(self.engine) as c:
            return adding.add(c, self.blobs, additions, reader)

    def known(self, report_ids: Sequence[str]) -> set[str]:
        """Which of these reports are here already."""
        with self.read() as c:
            return set(c.execute(select(report.c.id).where(report.c.id.in_(report_ids))).scalars())

    def add_reading(self, report_id: str, text: str, read: Mapping[str, Any], reader: Reader) -> int:
        """Keep a newer reading beside the older ones; the number of its claims."""
        with connect.writing(self.engine) as c:
            count = adding.add_reading(c, report_id, text, read, reader)
            for claim_id in search.decided(c, report_id):
                decisions.refresh(c, claim_id)
            return count

    def readings(self, report_id: str) -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
        """A report's readings, oldest first, each with its claims as read."""
        with self.read() as c:
            rows = c.execute(
                select(reading).where(reading.c.report_id == report_id).order_by(reading.c.entry)
            ).mappings().all()  # fmt: skip
            return [(dict(r), self._claims_of(c, r["entry"])) for r in rows]

    def _claims_of(self, c: Connection, entry: int) -> list[dict[str, Any]]:
        from riwaya.archive.derived import loads

        rows = c.execute(select(claim.c.json).where(claim.c.reading == entry).order_by(claim.c.pk))
        return [loads(r.json) for r in rows]

    def claims(self, f: Filter) -> Iterator[StoredClaim]:
        """Claims that a filter means, the latest happening first."""
        with self.read() as c:
            yield from search.claims(c, f)

    def count(self, f: Filter) -> int:
        """How many claims a filter means."""
        with self.read() as c:
            return search.count(c, f)

    def reports(self, f: Filter | None = None) -> Iterator[StoredReport]:
        """Reports that a filter means, the newest first."""
        with self.read() as c:
            yield from search.reports(c, f or Filter())

    def claim_cursor(self, claim_id: str) -> str:
        """Where to go on after a claim, for `Filter.cursor` in `claims`."""
        with self.read() as c:
            return search.claim_cursor(c, claim_id)

    def report_cursor(self, report_id: str) -> str:
        """Where to go on after a report, for `Filter.cursor` in `reports`."""
        with self.read() as c:
            return search.report_cursor(c, report_id)

    def report(self, report_id: str) -> StoredReport:
        """One report by its id or the beginning of it. Raises ArchiveError."""
        with self.read() as c:
            return search.one_report(c, report_id)

    def raw(self, digest: str) -> bytes:
        """Raw bytes as received. Raises ArchiveError where they are missing or not what they were."""
        if not re.fullmatch("[0-9a-f]{64}", digest):  # a part of a file's name, so nothing else may stand there
            raise ArchiveError(f"{digest[:80]!r} is no SHA-256; `riwaya show REPORT` gives those of its raw bytes")
        with self.read() as c:
            try:
                return self.blobs.get(digest, c)
            except Damaged as error:
                raise ArchiveError(str(error)) from error

    def decide(self, act: str, claim_id: str, by: str, reason: str, field: str | None = None, value: Any = None) -> int:
        """Record a person's decision on a claim; its entry's number."""
        with connect.writing(self.engine) as c:
            return decisions.decide(c, act, claim_id, by, reason, field, value)

    def add_claim(self, report_id: str, made: Mapping[str, Any], by: str, reason: str) -> str:
        """Add a claim by hand; its id."""
        with connect.writing(self.engine) as c:
            return decisions.add_by_hand(c, search.one_report(c, report_id).id, made, by, reason)

    def record(self, act: str, content: Mapping[str, Any]) -> int:
        """Put another act (an export, a seal) into the custody chain; its number."""
        with connect.writing(self.engine) as c:
            appender = chain.Appender(c)
            entry = appender.append(act, dict(content), chain.now())
            appender.flush()
            return entry

    def rule(self, kind: str, claims: Sequence[str], by: str, reason: str) -> int:
        """Record a person's ruling on which claims are one happening; its number. The claims wait for linking."""
        with connect.writing(self.engine) as c:
            appender = chain.Appender(c)
            content = {"kind": kind, "claims": list(claims), "by": by, "reason": reason}
            entry = appender.append(RULING, content, chain.now())
            c.execute(insert(ruled), [{"claim_id": i, "entry": entry} for i in claims])
            owners = c.scalars(select(claim.c.report_id).where(claim.c.claim_id.in_(claims)).distinct())
            linked.queue(c, list(owners), entry)
            appender.flush()
            return entry

    @contextmanager
    def links(self, write: bool = False) -> Iterator[linked.Links]:
        """The tables of incidents, in one transaction."""
        with connect.writing(self.engine) if write else connect.reading(self.engine) as c:
            yield linked.Links(c)

    def links_total(self) -> int:
        """How many incidents are kept."""
        with self.links() as links:
            return links.counts()[0]

    def note(self, key: str) -> str | None:
        """A remembered setting; no part of the record, outside the custody chain."""
        with self.read() as c:
            return c.execute(select(meta.c.value).where(meta.c.key == f"note:{key}")).scalar()

    def set_note(self, key: str, value: str) -> None:
        """Remember a setting."""
        with connect.writing(self.engine) as c:
            c.execute(delete(meta).where(meta.c.key == f"note:{key}"))
            c.execute(insert(meta), {"key": f"note:{key}", "value": value})

    def verify(self, progress: Progress | None = None, jobs: int = 1) -> Iterator[Finding]:
        """Everything that is off; nothing for a sound archive. `jobs` processes recompute, 0 for one a core."""
        with self.read() as c:
            yield from verify(c, self.blobs, progress, jobs)

    def reindex(self, progress: Progress | None = None) -> tuple[int, int]:
        """Make the search index and the filters' columns anew: rows made, claims whose columns were off."""
        with connect.writing(self.engine) as c:
            return rebuild(c, progress)

    def totals(self) -> dict[str, int]:
        """How many reports, sightings, readings, claims that count now, and entries there are."""
        with self.read() as c:
            out = {
                t.name: c.execute(select(func.count()).select_from(t)).scalar() or 0
                for t in (report, sighting, reading)
            }
            out["claim"] = c.execute(select(func.count()).where(claim.c.current == 1)).scalar() or 0
            last = chain.head(c)
            return {**out, "entry": last[0] if last else 0}


def create_archive(where: str) -> Archive:
    """A new archive, or the one that is there already. Raises ArchiveError where it cannot be made."""
    if not connect.is_server(where):
        folder = Path(where)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ArchiveError(
                f"{where}: the folder cannot be made ({error.strerror}); give another with --archive"
            ) from error
        if not (folder / connect.DATABASE).exists() and any(p.name != "gazetteer" for p in folder.iterdir()):
            raise ArchiveError(f"{where}: this folder has other files in it; give an empty or a new one")
        if shutil.disk_usage(folder).free < 1_000_000:
            raise ArchiveError(f"{where}: the disk is full; make room or give another place with --archive")
    archive = Archive(where)
    connect.check_version(archive.engine, where, may_write=True)
    with connect.writing(archive.engine) as c:
        if c.execute(select(meta.c.value).where(meta.c.key == "archive_id")).scalar() is None:
            name = str(uuid.uuid4())
            c.execute(insert(meta), {"key": "archive_id", "value": name})
            appender = chain.Appender(c)
            appender.append("archive.created", {"archive": name}, chain.now())
            appender.flush()
    return archive


def open_archive(where: str, read_only: bool = False) -> Archive:
    """An archive that exists; an older one is upgraded. Raises ArchiveError where there is none or it is newer."""
    server = connect.is_server(where)
    if not server and not (Path(where) / connect.DATABASE).exists():
        raise ArchiveError(f"{where}: there is no archive here; make one with `riwaya init {where}`")
    archive = Archive(where, read_only)
    if server and connect.schema_version(archive.engine) is None:
        raise ArchiveError(f"{where}: there is no archive in this database; make one with `riwaya init {where}`")
    connect.check_version(archive.engine, where, may_write=not read_only)
    return archive
