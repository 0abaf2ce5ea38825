"""Riwaya reads Arabic reporting on armed conflict and keeps a ledger of who says what happened."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from riwaya.ledger.api import Ledger
    from riwaya.model import Reading

    __version__: str

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


def __getattr__(name: str) -> str:
    """`__version__`, looked up when asked for: reading one report should not wait for it."""
    if name != "__version__":
        raise AttributeError(f"module 'riwaya' has no attribute {name!r}")
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("riwaya")
    except PackageNotFoundError:  # running from a source tree that was never installed
        return "0"
