"""Fetching for an archive: what a server said of a URL's version is remembered, so that nothing is fetched twice."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from riwaya.archive.store import Archive
from riwaya.intake.fetch import Fetcher


@contextmanager
def fetcher_for(archive: Archive) -> Iterator[Fetcher]:
    """A fetcher that knows the ETags of earlier runs, and hands on the new ones when all went in."""
    known = json.loads(archive.note("fetched") or "{}")
    before = json.dumps(known, sort_keys=True)
    fetcher = Fetcher(known=known)
    yield fetcher
    after = json.dumps(known, sort_keys=True)
    if after != before:
        archive.set_note("fetched", after)
