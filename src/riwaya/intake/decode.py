"""Bytes to text: UTF-8, UTF-16, Windows-1256 and ISO-8859-6 told apart; everything else refused."""

import codecs
import re

from riwaya.errors import BadInput

MAX_BYTES = 20_000_000
_ARABIC = re.compile(r"[\u0620-\u064a]")
_COMMON = re.compile(r"\b(?:\u0641\u064a|\u0645\u0646|\u0639\u0644\u0649|\u0627\u0644\w+)\b")


def too_large(name: str, size: int, limit: int = MAX_BYTES) -> BadInput:
    """The error for a file that is larger than a report can be."""
    return BadInput(
        f"{name}: {size / 1e6:.0f} MB is no single report (the limit is {limit // 10**6} MB); "
        "split it into reports, or give one report per line as .jsonl"
    )


def decode(data: bytes, name: str) -> str:
    """The text of a report file. Raises BadInput naming the file where it is empty, binary or too large."""
    if not data.strip(b"\x00\xef\xbb\xbf\xff\xfe \t\r\n"):
        raise BadInput(f"{name}: the file is empty; give a file with the text of a report")
    if len(data) > MAX_BYTES:
        raise too_large(name, len(data))
    for bom, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
    ):  # fmt: skip
        if data.startswith(bom):
            return _strict(data, encoding, name)
    try:
        text = data.decode("utf-8")
        if "\x00" not in text:
            return text
    except UnicodeDecodeError:
        pass
    return _guess(data, name)


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise BadInput(f"{name}: begins as {encoding} but is damaged at byte {error.start}") from error


def _guess(data: bytes, name: str) -> str:
    """The candidate encoding under which the bytes read as Arabic; charset-normalizer breaks a tie."""
    best, best_score = "", 0.0
    for encoding in ("utf-16-le", "utf-16-be", "cp1256", "iso8859-6"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        score = _arabicness(text)
        if score > best_score:
            best, best_score = text, score
    if best_score >= 0.3:
        return best
    from charset_normalizer import from_bytes

    found = from_bytes(data[:200_000]).best()
    if found is None or _control_share(data) > 0.02:
        raise BadInput(f"{name}: this is no text file; give the report as plain text (UTF-8 is best)")
    try:
        return data.decode(found.encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise BadInput(f"{name}: the encoding could not be told; save the file as UTF-8") from error


def _arabicness(text: str) -> float:
    """Share of Arabic letters, doubted where control characters or no common word turn up."""
    sample = text[:50_000]
    letters = sum(c.isalpha() for c in sample)
    if not letters or sum(ord(c) < 32 and c not in "\t\r\n" for c in sample) > len(sample) * 0.01:
        return 0.0
    share = len(_ARABIC.findall(sample)) / letters
    return share * (1.0 if _COMMON.search(sample) else 0.6)


def _control_share(data: bytes) -> float:
    sample = data[:100_000]
    return sum(b < 32 and b not in (9, 10, 13) for b in sample) / max(1, len(sample))
