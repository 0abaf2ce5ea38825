"""Riwaya reads Arabic reporting on armed conflict and keeps a ledger of who says what happened."""

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from riwaya.ledger.api import Ledger
    from riwaya.model import Reading

try:
    __version__ = version("riwaya")
except PackageNotFoundError:  # running from a source tree that was never installed
    __version__ = "0"

__all__ = ["__version__", "open", "read"]


def read(
    text: str,
    published: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    url: str | None = None,
    lexicon: str | Path | None = None,
) -> "Reading":
    """Read one report's text into its attributed claims; see `riwaya.ledger.read`."""
    from riwaya import ledger

    return ledger.read(text, published, outlet, title, url, lexicon)


def open(where: str | None = None) -> "Ledger":
    """Incidents of an archive (a folder or postgresql:// URL; None: the default); see `riwaya.ledger.api.Ledger`."""
    from riwaya.ledger.api import open_ledger

    return open_ledger(where)
