"""WARC files: each HTML response with its time of capture, its payload digest checked."""

import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from riwaya.errors import BadInput
from riwaya.intake.files import Failure
from riwaya.intake.html import from_html
from riwaya.intake.taken import Options, Taken

_PAGES = ("text/html", "application/xhtml+xml")


def from_warc(stream: BinaryIO, source: str, options: Options) -> Iterator[Taken | Failure]:
    """Every HTML page captured with status 200; `raw` is its payload.

    A record whose digest is not that of its payload is a Failure; a file cut short gives what is whole, then one.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    number = 0
    try:
        for record in ArchiveIterator(stream, check_digests=True):
            number += 1
            if record.rec_type != "response" or not _is_page(record):
                continue
            where = f"{source}#{record.rec_headers.get_header('WARC-Target-URI') or number}"
            try:
                yield _page(record, where, options)
            except BadInput as error:
                yield Failure(str(error))
    except (
        ArchiveLoadFailed,
        EOFError,
        OSError,
        ValueError,
        zlib.error,
        IndexError,
        TypeError,
        AttributeError,
    ) as error:
        if number == 0:
            raise BadInput(f"{source}: is no WARC file, or a damaged one ({error})") from error
        yield Failure(f"{source}: damaged after record {number} ({error}); what came before was taken in")
    if number == 0:
        raise BadInput(f"{source}: is no WARC file, or an empty one")


def _is_page(record: Any) -> bool:
    head = record.http_headers
    if head is None or head.get_statuscode() != "200":
        return False
    return (head.get_header("Content-Type") or "").split(";")[0].strip().lower() in _PAGES


def _page(record: Any, where: str, options: Options) -> Taken:
    """One response as a report. Raises BadInput: too large, another digest, no article."""
    # The digest is over the payload as transferred; warcio computes it while the content is read.
    data = bytearray()
    content = record.content_stream()
    while chunk := content.read(65536):
        data += chunk
        if len(data) > options.max_bytes:
            raise BadInput(f"{where}: larger than {options.max_bytes // 10**6} MB unpacked; refused")
    if record.digest_checker is not None and record.digest_checker.passed is False:
        raise BadInput(f"{where}: the payload is not what its digest says: damaged or changed after capture")
    head = record.rec_headers
    charset = None
    kind = record.http_headers.get_header("Content-Type") or ""
    if "charset=" in kind.lower():
        charset = kind.lower().split("charset=")[1].split(";")[0].strip(" \"'") or None
    taken = from_html(bytes(data), where, options, head.get_header("WARC-Target-URI"), charset)
    return replace(taken, captured=head.get_header("WARC-Date"))
