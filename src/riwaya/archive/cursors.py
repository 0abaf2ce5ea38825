"""Cursors: where to go on in a list, as one opaque word that holds however many rows are added before it."""

import base64
import binascii
import json
from collections.abc import Sequence
from typing import Any

from riwaya.errors import ArchiveError

Value = str | int | None
_LONGEST = 300  # characters of a value


def pack(list_: str, values: Sequence[Value]) -> str:
    """The place of a row in a list, from what the list is sorted by."""
    return base64.urlsafe_b64encode(json.dumps([list_, *values]).encode("ascii")).decode("ascii").rstrip("=")


def unpack(cursor: str, list_: str, kinds: Sequence[tuple[type, ...]]) -> list[Any]:
    """The values of a cursor of a list, each of its kinds. Raises ArchiveError on what is no cursor of this list."""
    try:
        found = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        name, *values = found
        if name != list_ or len(values) != len(kinds) or not all(map(_fits, values, kinds)):
            raise ValueError
    except (ValueError, TypeError, binascii.Error, RecursionError) as error:
        raise ArchiveError("this cursor is none of this list's; begin again without it") from error
    return list(values)


def _fits(value: Any, kinds: tuple[type, ...]) -> bool:
    if isinstance(value, str):
        return str in kinds and len(value) <= _LONGEST and value.isprintable()
    if isinstance(value, int) and not isinstance(value, bool):
        return int in kinds and abs(value) < 2**62
    return value is None and type(None) in kinds
