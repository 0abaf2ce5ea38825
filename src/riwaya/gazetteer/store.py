"""Where the built index and the user's own places live, and how the index is written and opened."""

import contextlib
import hashlib
import marshal
import os
import sys
import tempfile
import zlib
from pathlib import Path

import platformdirs

from riwaya.gazetteer.build import Payload

FORMAT = "3"
_MAGIC = b"riwaya-gazetteer\n"
_KEPT = 3


def cache_dir() -> Path:
    """Folder of built indexes: RIWAYA_CACHE, else the user's cache folder."""
    given = os.environ.get("RIWAYA_CACHE")
    return Path(given) if given else Path(platformdirs.user_cache_dir("riwaya", appauthor=False))


def data_dir() -> Path:
    """Folder of the user's own places: RIWAYA_DATA, else the user's data folder; `gazetteer` inside it."""
    given = os.environ.get("RIWAYA_DATA")
    base = Path(given) if given else Path(platformdirs.user_data_dir("riwaya", appauthor=False))
    return base / "gazetteer"


def fingerprint(parts: list[bytes]) -> str:
    """A key for an index built from `parts` by this code and this Python."""
    digest = hashlib.sha256(f"{FORMAT}/{sys.version_info[:2]}/{marshal.version}".encode())
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()[:24]


def read_index(key: str) -> Payload | None:
    """The built index of that key, or None where there is none or it is damaged."""
    try:
        blob = (cache_dir() / f"gazetteer-{key}.bin").read_bytes()
    except OSError:
        return None
    head = len(_MAGIC) + 4
    if not blob.startswith(_MAGIC) or zlib.crc32(memoryview(blob)[head:]) != int.from_bytes(
        blob[len(_MAGIC) : head], "big"
    ):
        return None
    payload: Payload = marshal.loads(memoryview(blob)[head:])
    return payload


def write_index(key: str, payload: Payload) -> bool:
    """Write the index so that a reader sees all of it or none. False where the folder cannot be written."""
    body = marshal.dumps(payload)
    folder = cache_dir()
    temporary = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix="gazetteer-", suffix=".tmp", delete=False) as out:
            temporary = Path(out.name)
            out.write(_MAGIC + zlib.crc32(body).to_bytes(4, "big") + body)
            out.flush()
            os.fsync(out.fileno())
        temporary.replace(folder / f"gazetteer-{key}.bin")
    except OSError:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()
        return False
    _drop_old(folder)
    return True


def _drop_old(folder: Path) -> None:
    """Keep the newest few indexes; others are of older inputs and can be built again."""
    with contextlib.suppress(OSError):
        found = sorted(folder.glob("gazetteer-*.bin"), key=lambda p: p.stat().st_mtime, reverse=True)
        for old in found[_KEPT:]:
            old.unlink(missing_ok=True)
