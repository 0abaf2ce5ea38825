"""E-mail messages (.eml): statements and newsletters as they were received."""

import email
import email.errors
import email.policy
import re
from email.message import EmailMessage

from riwaya.errors import BadInput
from riwaya.intake.decode import decode
from riwaya.intake.html import from_html
from riwaya.intake.taken import Options
from riwaya.intake.when import iso_date
from riwaya.model import Report, Taken

_LONGEST = 8_000  # characters of a header
# What a damaged message makes the standard library raise.
BROKEN = (
    email.errors.MessageError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError,
    AssertionError,
)  # fmt: skip


def from_mail(data: bytes, source: str, options: Options) -> Taken:
    """One message as a report: its plain part, else its HTML part. Raises BadInput where it holds neither."""
    try:
        message = parsed(data, source)
        part, body = _body(message)
        sender = str(message.get("From") or "") or None
        subject = str(message.get("Subject") or "") or None
        sent = iso_date(message.get("Date"))
        said = str(message.get("Date") or "").strip()
        names = [a.get_filename() or a.get_content_type() for a in message.iter_attachments()]
        charset = part.get_content_charset() if part is not None else None
        flowed = part is not None and str(part.get_param("format") or "").lower() == "flowed"
    except BROKEN as error:
        raise BadInput(f"{source}: is no e-mail message that can be read ({error})") from error
    if part is None:
        raise BadInput(f"{source}: this message has no text")
    published = options.published or sent
    basis = "given" if options.published else "message" if sent else None
    notes = [f"attachments not read: {', '.join(names)}"] if names else []
    if said and not sent:
        notes.append(f"date {said[:80]!r} is none that can be read")
    if part.get_content_type() == "text/html":
        text = from_html(body, source, options, None, charset).report.text
    else:
        text = _decoded(body, charset, source).replace("\r\n", "\n").strip()
        text = re.sub(r" \n(?=\S)", " ", text) if flowed else text  # RFC 3676: a space before a soft line end
    if not any(c.isalpha() for c in text):
        raise BadInput(f"{source}: this message has no text")
    report = Report(text, options.outlet, published, subject)
    return Taken(report, data, "message/rfc822", source, sender, basis, notes=tuple(notes))


def parsed(data: bytes, source: str) -> EmailMessage:
    """A message with its headers decoded. Raises BadInput where a header is longer than any is; and BROKEN."""
    # The older policy leaves headers as they are; decoding takes time that grows with the square of their length.
    for part in email.message_from_bytes(data, policy=email.policy.compat32).walk():
        for name, value in part.raw_items():
            if len(str(value)) > _LONGEST and name.lower() != "content-location":  # addresses of images may be longer
                raise BadInput(f"{source}: its header {name[:40]!r} has {len(str(value))} characters; refused")
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def _body(message: EmailMessage) -> tuple[EmailMessage | None, bytes]:
    """The plain part; the HTML part where there is none, or it is left empty, as newsletters do."""
    for kind in ("plain", "html"):
        part = message.get_body((kind,))
        body = part.get_payload(decode=True) if part is not None else None
        if isinstance(part, EmailMessage) and isinstance(body, bytes) and body.strip():
            return part, body
    return None, b""


def _decoded(body: bytes, charset: str | None, source: str) -> str:
    try:
        return body.decode(charset or "utf-8")
    except (LookupError, ValueError):
        return decode(body, source)
