"""Raw bytes as received, found by their SHA-256: in files beside SQLite, in a table on PostgreSQL."""

import os
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, insert, select

from riwaya.archive.chain import sha256
from riwaya.archive.schema import blob
from riwaya.errors import ArchiveError


class Damaged(Exception):
    """Raw bytes that are missing, cannot be unpacked, or are not what their name says; `kind` says which."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


class Blobs(Protocol):
    """Where raw bytes are kept."""

    def put_all(self, raws: Sequence[bytes], connection: Connection) -> list[str]:
        """Keep bytes; the SHA-256 of each."""

    def get(self, digest: str, connection: Connection) -> bytes:
        """Bytes by SHA-256, checked. Raises Damaged."""

    def get_all(self, digests: Sequence[str], connection: Connection) -> Iterator[bytes | Damaged]:
        """Each of several, in order, or what is wrong with it."""


class FileBlobs:
    """Files `ab/cdef….z` under a folder, compressed with zlib, written aside and renamed into place."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, digest: str) -> Path:
        """The file that holds the bytes of this hash."""
        return self.folder / digest[:2] / f"{digest[2:]}.z"

    def put_all(self, raws: Sequence[bytes], connection: Connection | None = None) -> list[str]:
        """Keep bytes; the SHA-256 of each."""
        return [self.put(data) for data in raws]

    def put(self, data: bytes) -> str:
        """Keep bytes; their SHA-256; on return they are on disk. Raises ArchiveError where they cannot be written."""
        digest = sha256(data)
        path = self.path(digest)
        if path.exists():
            return digest
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=".new-", dir=path.parent)
            try:
                with os.fdopen(handle, "wb") as out:
                    out.write(zlib.compress(data, 6))
                    out.flush()
                    os.fsync(out.fileno())
                Path(name).replace(path)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise
            folder = os.open(path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
        except OSError as error:
            raise ArchiveError(
                f"{self.folder}: raw bytes cannot be written ({error.strerror}); what was acknowledged is kept"
            ) from error
        return digest

    def get(self, digest: str, connection: Connection | None = None) -> bytes:
        """Bytes by SHA-256, checked. Raises Damaged."""
        try:
            packed = self.path(digest).read_bytes()
        except OSError as error:
            raise Damaged("raw-missing", f"raw file {digest} is missing ({error.strerror})") from error
        return _unpack(packed, digest)

    def get_all(self, digests: Sequence[str], connection: Connection | None = None) -> Iterator[bytes | Damaged]:
        """Each of several, in order, or what is wrong with it."""
        for digest in digests:
            try:
                yield self.get(digest)
            except Damaged as error:
                yield error

    def digests(self) -> Iterator[str]:
        """Every hash there is a file for."""
        for path in sorted(self.folder.glob("??/*.z")):
            yield path.parent.name + path.stem


class TableBlobs:
    """The same in a table, for an archive on a server that several machines share."""

    def put_all(self, raws: Sequence[bytes], connection: Connection) -> list[str]:
        """Keep bytes as part of the running transaction; the SHA-256 of each."""
        digests = [sha256(data) for data in raws]
        missing = dict(zip(digests, raws, strict=True))
        for found in connection.execute(select(blob.c.sha256).where(blob.c.sha256.in_(missing))).scalars():
            del missing[found]
        if missing:
            packed = [{"sha256": d, "data": zlib.compress(data, 6)} for d, data in missing.items()]
            connection.execute(insert(blob).values(packed))
        return digests

    def get(self, digest: str, connection: Connection) -> bytes:
        """Bytes by SHA-256, checked. Raises Damaged."""
        [found] = self.get_all([digest], connection)
        if isinstance(found, Damaged):
            raise found
        return found

    def get_all(self, digests: Sequence[str], connection: Connection) -> Iterator[bytes | Damaged]:
        """Each of several, in order, or what is wrong with it."""
        rows = connection.execute(select(blob.c.sha256, blob.c.data).where(blob.c.sha256.in_(digests)))
        packed = {row.sha256: bytes(row.data) for row in rows}
        for digest in digests:
            try:
                if digest not in packed:
                    raise Damaged("raw-missing", f"raw bytes {digest} are missing")
                yield _unpack(packed[digest], digest)
            except Damaged as error:
                yield error


def _unpack(packed: bytes, digest: str) -> bytes:
    try:
        data = zlib.decompress(packed)
    except zlib.error as error:
        raise Damaged("raw-damaged", f"raw bytes {digest} cannot be unpacked ({error})") from error
    if sha256(data) != digest:
        raise Damaged("raw-swapped", f"raw bytes kept as {digest} are other bytes ({sha256(data)})")
    return data
