"""WACZ files: WARC files in a ZIP, with the hashes of datapackage.json checked."""

import hashlib
import io
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from riwaya.errors import BadInput
from riwaya.intake.files import Failure
from riwaya.intake.taken import Options
from riwaya.intake.warc import from_warc
from riwaya.intake.zipped import members
from riwaya.model import Taken

_MAX_MEMBER = 1_000_000_000


def from_wacz(stream: BinaryIO, source: str, options: Options) -> Iterator[Taken | Failure]:
    """The pages of every WARC in a WACZ. A file whose hash is not the one stated is a Failure and is not read.

    Raises BadInput where it is no ZIP, or holds no WARC.
    """
    stated: dict[str, str] = {}
    found = False
    for member in members(stream, source, _MAX_MEMBER):
        if isinstance(member, Failure):
            yield member
        elif member[0] == "datapackage.json":
            stated = _stated(member[1])
    stream.seek(0)
    for member in members(stream, source, _MAX_MEMBER):
        if isinstance(member, Failure) or not member[0].endswith((".warc", ".warc.gz")):
            continue
        name, data = member
        found = True
        if name in stated and hashlib.sha256(data).hexdigest() != stated[name]:
            yield Failure(f"{source}#{name}: is not what datapackage.json says (SHA-256 differs); not read")
            continue
        try:
            yield from from_warc(io.BytesIO(data), f"{source}#{name}", options)
        except BadInput as error:
            yield Failure(str(error))
    if not found:
        raise BadInput(f"{source}: holds no WARC file")


def _stated(data: bytes) -> dict[str, str]:
    """Path to SHA-256 in hex, of the members that datapackage.json lists."""
    try:
        value: Any = json.loads(data)
        rows = value.get("resources") or []
        return {str(r["path"]): str(r["hash"]).removeprefix("sha256:") for r in rows if r.get("hash")}
    except (ValueError, AttributeError, KeyError, TypeError):
        return {}
