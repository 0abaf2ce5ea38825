"""Pages saved as MHTML: the main HTML part, with the address and time of capture that the browser wrote."""

from dataclasses import replace
from datetime import UTC
from email.message import Message
from email.utils import parsedate_to_datetime

from riwaya.errors import BadInput
from riwaya.intake.html import from_html
from riwaya.intake.kinds import is_web
from riwaya.intake.mail import BROKEN, parsed
from riwaya.intake.taken import Options
from riwaya.model import Taken


def from_mhtml(data: bytes, source: str, options: Options) -> Taken:
    """One saved page as a report; `raw` is the whole file. Raises BadInput where it holds no HTML part."""
    try:
        message = parsed(data, source)
        saved = str(message.get("Snapshot-Content-Location") or "")
        page = _page(message, saved)
        body = page.get_payload(decode=True) if page is not None else None
        url = saved or (str(page.get("Content-Location") or "") if page is not None else "")
        charset = page.get_content_charset() if page is not None else None
        captured = _moment(message)
    except BROKEN as error:
        raise BadInput(f"{source}: is no MHTML file that can be read ({error})") from error
    if not isinstance(body, bytes) or not body.strip():
        raise BadInput(f"{source}: this MHTML file holds no HTML page; save the page again, complete")
    taken = from_html(body, source, options, url if is_web(url) else None, charset)
    return replace(taken, raw=data, media_type="multipart/related", captured=captured)


def _page(message: Message, saved: str) -> Message | None:
    """The part that is the page itself, not one of the frames within it: the one with its address, else the first."""
    parts = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    own = [part for part in parts if saved and str(part.get("Content-Location") or "").strip() == saved.strip()]
    return next(iter(own or parts), None)


def _moment(message: Message) -> str | None:
    try:
        at = parsedate_to_datetime(str(message["Date"]))
    except BROKEN:
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
