"""ETags, which change when the archive does."""

import hashlib
from datetime import date

from fastapi import Request

from riwaya.desk.state import Desk


class NotModified(Exception):
    """The asker has this already (304)."""

    def __init__(self, tag: str) -> None:
        self.tag = tag


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
