"""The one tree of errors. Everything a user can cause is a `RiwayaError` with a plain-language message."""


class RiwayaError(Exception):
    """A problem a user can understand and mend; the command line prints it and exits with code 2."""


class BadInput(RiwayaError):
    """A report file or stream that cannot be read as Arabic text."""


class LexiconError(RiwayaError):
    """A lexicon folder that does not hold together; the message lists every problem found."""


class GazetteerError(RiwayaError):
    """A gazetteer file that cannot be imported."""


class ArchiveError(RiwayaError):
    """An archive that cannot be opened, written or trusted; the message says what to do."""
