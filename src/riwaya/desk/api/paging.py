"""Cursors, which only the desk reads, and ETags, which change when the archive does."""

import base64
import binascii
import hashlib
import json
from datetime import date
from typing import Any

from fastapi import Request

from riwaya.desk.errors import BadRequest
from riwaya.desk.state import Desk


class NotModified(Exception):
    """The asker has this already (304)."""

    def __init__(self, tag: str) -> None:
        self.tag = tag


def cursor(after: int | str) -> str:
    """Where the next page begins, as one opaque word."""
    return base64.urlsafe_b64encode(json.dumps(after).encode()).decode().rstrip("=")


def place(given: str | None, kind: type[int] | type[str]) -> Any:
    """What a cursor says; None for none. Raises BadRequest on what is no cursor of ours."""
    if not given:
        return None
    try:
        value = json.loads(base64.urlsafe_b64decode(given + "=" * (-len(given) % 4)))
    except (binascii.Error, ValueError) as error:
        raise BadRequest("cursor: give it as the page before gave it") from error
    if not isinstance(value, kind) or isinstance(value, bool) or (isinstance(value, int) and not 0 <= value < 10**7):
        raise BadRequest("cursor: give it as the page before gave it")
    return value


def tag(request: Request, desk: Desk) -> str:
    """The ETag of an answer. Raises NotModified where the asker has it."""
    head = desk.archive.head()
    day = date.today().isoformat() if desk.settings.public else ""
    seed = f"{head}|{day}|{request.url.path}?{request.url.query}"
    made = f'W/"{hashlib.sha256(seed.encode()).hexdigest()[:24]}"'
    given = [t.strip() for t in request.headers.get("if-none-match", "").split(",")]
    if made in given or "*" in given:
        raise NotModified(made)
    return made
