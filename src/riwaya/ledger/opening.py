"""Opening an archive, and the records it speaks in: what command line and desk need to ask the ledger anything."""

from riwaya.archive.records import Entry, Filter, Finding, StoredClaim, StoredReport
from riwaya.archive.store import Archive, create_archive, default_place, open_archive

__all__ = [
    "Archive", "Entry", "Filter", "Finding", "StoredClaim", "StoredReport", "create_archive", "default_place",
    "open_archive",
]  # fmt: skip
