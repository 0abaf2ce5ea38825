"""What can go wrong at the desk, beside what the ledger raises."""

from riwaya.errors import RiwayaError


class Refused(RiwayaError):
    """Somebody may not do this (403)."""


class NeedsLogin(RiwayaError):
    """Nobody is logged in, and somebody must be (401, or the login page)."""


class NotThere(RiwayaError):
    """There is no such thing (404)."""


class TooMany(RiwayaError):
    """Too many attempts (429)."""


class DeskError(RiwayaError):
    """A desk that cannot start: what is missing, and what to do."""


class BadRequest(RiwayaError):
    """Something in an address or a form cannot be meant (400)."""
