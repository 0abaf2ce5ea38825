"""The use cases. The one place that joins intake, reading, archive and export; command line and desk call it."""

from riwaya.ledger.reads import read, read_all, read_one, reports, to_json

__all__ = ["read", "read_all", "read_one", "reports", "to_json"]
