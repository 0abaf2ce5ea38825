"""What a running desk holds, and how routes get at it."""

import getpass
import os
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData

from riwaya.desk.accounts.store import Accounts
from riwaya.desk.accounts.throttle import Throttle
from riwaya.desk.jobs import Jobs
from riwaya.desk.look import Look
from riwaya.desk.security.forgery import Forgery
from riwaya.desk.settings import Settings
from riwaya.desk.tiles import MapFile
from riwaya.ledger.opening import Archive


@dataclass(slots=True)
class Desk:
    """The archive, the settings, what signs forms, the work under way; users where they log in; a map in a file."""

    settings: Settings
    archive: Archive
    look: Look
    forgery: Forgery = field(default_factory=Forgery)
    jobs: Jobs = field(default_factory=Jobs)
    accounts: Accounts | None = None
    throttle: Throttle = field(default_factory=Throttle)
    map: MapFile | None = None

    @property
    def by(self) -> str:
        """Whose name decisions carry where nobody logs in: as set, else RIWAYA_USER, else the account's."""
        return self.settings.by or os.environ.get("RIWAYA_USER") or getpass.getuser()


def desk_of(request: Request) -> Desk:
    """The desk a request came to."""
    found: Desk = request.app.state.desk
    return found


async def fields(request: Request) -> FormData:
    """What a form sent; parsed only once the guard has let the request in."""
    return await request.form(max_files=500, max_fields=200, max_part_size=8_000_000)


Here = Annotated[Desk, Depends(desk_of)]
Fields = Annotated[FormData, Depends(fields)]


def text(form: FormData, name: str) -> str:
    """One field of a form as text, without blanks around it."""
    value = form.get(name)
    return value.strip() if isinstance(value, str) else ""
