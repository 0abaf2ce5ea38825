"""Pages saved as MHTML: the main HTML part, with the address and time of capture that the browser wrote."""

import email
import email.policy
from dataclasses import replace
from datetime import UTC
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from riwaya.errors import BadInput
from riwaya.intake.html import from_html
from riwaya.intake.taken import Options, Taken


def from_mhtml(data: bytes, source: str, options: Options) -> Taken:
    """One saved page as a report; `raw` is the whole file. Raises BadInput where it holds no HTML part."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    page = next((p for p in message.walk() if p.get_content_type() == "text/html"), None)
    body = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(body, bytes):
        raise BadInput(f"{source}: this MHTML file holds no HTML page; save the page again, complete")
    url = str(message.get("Snapshot-Content-Location") or page.get("Content-Location") or "") or None
    taken = from_html(body, source, options, url, page.get_content_charset())
    return replace(taken, raw=data, media_type="multipart/related", captured=_moment(message))


def _moment(message: EmailMessage) -> str | None:
    try:
        at = parsedate_to_datetime(str(message["Date"]))
    except (ValueError, TypeError, KeyError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
