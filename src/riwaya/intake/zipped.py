"""ZIP files as containers: read in memory, never unpacked to disk; escapes and bombs refused."""

import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from riwaya.errors import BadInput
from riwaya.intake.files import Failure

MAX_RATIO = 200  # unpacked to packed; text seldom passes 20
MAX_TOTAL = 2_000_000_000  # bytes unpacked, of all members together
MAX_MEMBERS = 100_000


def members(stream: BinaryIO, source: str, max_bytes: int) -> Iterator[tuple[str, bytes] | Failure]:
    """Name and bytes of every file in a ZIP; what is refused comes as a Failure in its place.

    Raises BadInput where it is no ZIP, or has more than MAX_MEMBERS members.
    """
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise BadInput(f"{source}: is no ZIP file, or a damaged one ({error})") from error
    with archive:
        infos = archive.infolist()
        if len(infos) > MAX_MEMBERS:
            raise BadInput(f"{source}: has {len(infos)} members; more than {MAX_MEMBERS} are refused")
        total = 0
        for info in infos:
            if info.is_dir():
                continue
            where = f"{source}#{info.filename}"
            if unsafe(info.filename):
                yield Failure(f"{where}: this member's name leads outside the file; refused")
                continue
            if info.file_size > max_bytes or info.file_size > MAX_RATIO * max(info.compress_size, 1024):
                yield Failure(f"{where}: unpacks to {info.file_size} bytes from {info.compress_size}; refused")
                continue
            total += info.file_size
            if total > MAX_TOTAL:
                yield Failure(f"{where}: the file unpacks to more than {MAX_TOTAL // 10**9} GB; the rest is refused")
                return
            try:
                data = _read(archive, info, max_bytes)
            except (zipfile.BadZipFile, OSError, EOFError, ValueError, RuntimeError, NotImplementedError) as error:
                yield Failure(f"{where}: cannot be unpacked ({error})")
                continue
            yield info.filename, data


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, max_bytes: int) -> bytes:
    """A member's bytes; never more than it says, whatever it holds."""
    with archive.open(info) as member:
        data = member.read(min(info.file_size, max_bytes) + 1)
    if len(data) > info.file_size:
        raise ValueError("it holds more than it says")
    return data


def unsafe(name: str) -> bool:
    """Whether a member's name would leave the folder it is unpacked to."""
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or (len(name) > 1 and name[1] == ":") or "\x00" in name
