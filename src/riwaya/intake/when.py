"""A report's publication date and where it came from: metadata first, the text's own date line last."""

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from riwaya.text.dates import find_times
from riwaya.text.tokens import tokenize

_ISO = re.compile(r"^\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?=$|[T\s])")
_COMPACT = re.compile(r"^\s*((?:19|20)\d\d)(\d\d)(\d\d)(?:\d{6})?\s*$")  # as GDELT writes days and moments
_IN_URL = re.compile(r"(?:^|[/_-])(20\d\d|19\d\d)[/_-](\d{1,2})[/_-](\d{1,2})(?=[/_.-]|$)")
_FIRST, _LAST, _SHORT = 10, 4, 60  # lines in which a date line may stand, and its longest


def iso_date(value: object) -> str | None:
    """YYYY-MM-DD of an ISO date or time, a compact one (20180407120000), or an RFC 2822 date; else None, no guess."""
    if value is None:
        return None
    text = str(value).strip()
    found = _ISO.match(text) or _COMPACT.match(text)
    if found:
        return _made(*found.groups())
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def iso_moment(seconds: float) -> tuple[str, str]:
    """Date and moment (ISO, UTC) of a Unix time. Raises ValueError where it is no time."""
    try:
        at = datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError) as error:
        raise ValueError(str(error)) from error
    return at.date().isoformat(), at.strftime("%Y-%m-%dT%H:%M:%SZ")


def date_in_url(url: str | None) -> str | None:
    """A date that stands in an address as year, month, day."""
    found = _IN_URL.search(url or "")
    return _made(*found.groups()) if found else None


def date_in_text(text: str) -> str | None:
    """The day of a text's date line, in words or digits; None where there is none, or several that differ.

    A date line is a short line at the beginning or the end. A date within a sentence is when something happened.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    days = set()
    for line in lines[:_FIRST] + lines[_FIRST:][-_LAST:]:
        if len(line) <= _SHORT:
            times = find_times(tokenize(line), None)
            days |= {t.start for t in times if t.start is not None and t.start == t.end}
    return days.pop().isoformat() if len(days) == 1 else None


def _made(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
