"""WARC files: each HTML response with its time of capture, its payload digest checked."""

import io
import logging
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, BinaryIO, cast

from riwaya.errors import BadInput
from riwaya.intake.files import Failure
from riwaya.intake.html import from_html
from riwaya.intake.taken import Options
from riwaya.intake.zipped import MAX_RATIO
from riwaya.model import Taken

_PAGES = ("text/html", "application/xhtml+xml")
_PACKED = ("zstd", "dcb", "dcz")  # content encodings that nothing here unpacks
_CHUNK = 65536
_AFTER = b"\r\n\r\n"  # what stands after a record's block
_SMALL = 1_000_000  # bytes; below, the ratio of a bomb does no harm
# What a damaged file makes warcio and zlib raise, besides their own errors.
_BROKEN = (EOFError, OSError, ValueError, zlib.error, LookupError, TypeError, AttributeError, ArithmeticError)


def from_warc(stream: BinaryIO, source: str, options: Options) -> Iterator[Taken | Failure]:
    """Every HTML page captured with status 200; `raw` is its payload, content encodings undone. Streams.

    A record whose digest is not that of its payload is a Failure; a file cut short gives what is whole, then one.
    Raises BadInput where it is no WARC file. `stream` must be seekable.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    logging.getLogger("warcio").addHandler(logging.NullHandler())  # it prints pieces of damaged files
    number = end = 0
    plain = _plain(stream)
    waiting: list[Taken | Failure] = []  # until what follows shows that the record was as long as it says
    try:
        records = ArchiveIterator(plain, check_digests=True)
        records.INC_RECORD = ""  # what warcio prints on such a record: pieces of the file
        for record in records:
            yield from _settled(waiting, records)
            number += 1
            _check_length(record)
            if record.rec_type == "response" and _is_page(record):
                where = f"{source}#{_shown(record.rec_headers.get_header('WARC-Target-URI') or str(number))}"
                try:
                    waiting.append(_page(record, where, options))
                except BadInput as error:
                    waiting.append(Failure(str(error)))
            for _ in _rest(record):
                if plain is not stream and plain.tell() > MAX_RATIO * max(stream.tell(), _SMALL):
                    yield from _settled(waiting, records)
                    yield Failure(f"{source}: unpacks to more than {MAX_RATIO} times its size; the rest is refused")
                    return
            end = plain.tell() - records.reader.rem_length()
        yield from _settled(waiting, records)
        if number and plain.tell() - end > len(_AFTER):  # warcio takes a record's head cut short for the end
            raise EOFError("the file ends within the next record")
    except (ArchiveLoadFailed, *_BROKEN) as error:
        if number == 0:
            raise BadInput(f"{source}: is no WARC file, or a damaged one ({_brief(error)})") from error
        yield from _settled(waiting, records)
        yield Failure(
            f"{source}: cut short or damaged at record {number} ({_brief(error)}); what came before was taken in"
        )
    if number == 0:
        raise BadInput(f"{source}: is no WARC file, or an empty one")


def _settled(waiting: list[Taken | Failure], records: Any) -> Iterator[Taken | Failure]:
    """The page that waits, if any; a Failure in its place where other bytes stood after it than should."""
    for item in waiting:
        if records.err_count and isinstance(item, Taken):
            yield Failure(f"{item.source}: is not as long as its record says; its text may be cut")
        else:
            yield item
    waiting.clear()
    records.err_count = 0


def _plain(stream: BinaryIO) -> BinaryIO:
    """The file without its gzip, which may be of each record or of the whole."""
    start = stream.read(2)
    stream.seek(-len(start), 1)
    return cast(BinaryIO, _Unpacked(stream)) if start == b"\x1f\x8b" else stream


class _Unpacked(io.RawIOBase):
    """Gzip members unpacked, one after another. Gives all that is whole before it raises ValueError or zlib.error.

    `gzip` raises EOFError sooner than that, and warcio takes EOFError for the end of the file.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._ahead, self._given = stream, b"", 0
        self._member: Any = None

    def readable(self) -> bool:
        """True."""
        return True

    def tell(self) -> int:
        """Bytes given so far."""
        return self._given

    def readinto(self, buffer: Any) -> int:
        """Fills what it can of the buffer; 0 at the end."""
        while True:
            packed = self._ahead or self._stream.read(_CHUNK)
            if self._member is None:
                packed = packed.lstrip(b"\x00")  # padding
                if not packed:
                    return 0
                self._member = zlib.decompressobj(31)
            elif not packed:
                raise ValueError("the file ends within a gzip member")
            data = self._member.decompress(packed, len(buffer))
            self._ahead = self._member.unused_data if self._member.eof else self._member.unconsumed_tail
            if self._member.eof:
                self._member = None
            if data:
                buffer[: len(data)] = data
                self._given += len(data)
                return len(data)


def _check_length(record: Any) -> None:
    """Raises EOFError where a record does not say how long it is: its head is cut."""
    if record.format == "warc" and not (record.rec_headers.get_header("Content-Length") or "").strip().isdigit():
        raise EOFError("a record without its length")


def _rest(record: Any) -> Iterator[bytes]:
    """What was not read yet of a record's block. Raises EOFError where the file ends before the record does."""
    while chunk := record.raw_stream.read(_CHUNK):
        yield chunk
    missing = getattr(record.raw_stream, "limit", 0)
    if missing > 0:
        raise EOFError(f"{missing} bytes are missing")


def _is_page(record: Any) -> bool:
    head = record.http_headers
    if head is None or head.get_statuscode() != "200":
        return False
    return (head.get_header("Content-Type") or "").split(";")[0].strip().lower() in _PAGES


def _page(record: Any, where: str, options: Options) -> Taken:
    """One response as a report. Raises BadInput: too large, another digest, no article; EOFError: cut short."""
    packed = (record.http_headers.get_header("Content-Encoding") or "").strip().lower()
    if packed in _PACKED:
        raise BadInput(f"{where}: is compressed with {packed!r}, which cannot be unpacked here; capture it with gzip")
    if packed == "br":  # warcio cannot unpack it with brotli 1.2
        record.http_headers.replace_header("Content-Encoding", "identity")
    # The digest is over the payload as transferred; warcio computes it while the content is read to its end.
    data = bytearray()
    content = record.content_stream()
    pieces = iter(lambda: content.read(_CHUNK), b"")
    for chunk in _unpacked_brotli(pieces, where) if packed == "br" else pieces:
        data += chunk
        if len(data) > options.max_bytes:
            raise BadInput(f"{where}: larger than {options.max_bytes // 10**6} MB unpacked; refused")
    for _ in _rest(record):
        pass
    if record.digest_checker is not None and record.digest_checker.passed is False:
        raise BadInput(f"{where}: the payload is not what its digest says: damaged or changed after capture")
    head = record.rec_headers
    charset = None
    kind = record.http_headers.get_header("Content-Type") or ""
    if "charset=" in kind.lower():
        charset = kind.lower().split("charset=")[1].split(";")[0].strip(" \"'") or None
    taken = from_html(bytes(data), where, options, head.get_header("WARC-Target-URI"), charset)
    return replace(taken, captured=head.get_header("WARC-Date"))


def _unpacked_brotli(pieces: Iterable[bytes], where: str) -> Iterator[bytes]:
    """Brotli undone, never much at once. Raises BadInput where it is damaged or cut short."""
    import brotli

    unpacker = brotli.Decompressor()
    try:
        for piece in pieces:
            yield unpacker.process(piece, output_buffer_limit=_CHUNK)
            while not unpacker.can_accept_more_data():
                yield unpacker.process(b"", output_buffer_limit=_CHUNK)
    except brotli.error as error:
        raise BadInput(f"{where}: its brotli compression is damaged ({error})") from error
    if not unpacker.is_finished():
        raise BadInput(f"{where}: its brotli compression is cut short")


def _brief(error: Exception) -> str:
    """An error's words in one short line; warcio's hold pieces of the damaged file."""
    return _shown(" ".join(str(error).split()) or type(error).__name__)[:150]


def _shown(text: str) -> str:
    """A text of the file as it may stand in a message: no control characters, not without end."""
    return "".join(c if c.isprintable() else "?" for c in text[:2000])
