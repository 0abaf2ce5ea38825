"""Telegram Desktop exports (`result.json`): one report a message."""

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from riwaya.errors import BadInput
from riwaya.intake.decode import decode
from riwaya.intake.files import Failure
from riwaya.intake.taken import Options
from riwaya.intake.telegram_media import MEDIA, read_media
from riwaya.intake.when import iso_date, iso_moment
from riwaya.model import Report, Taken

_BAD_ESCAPE = re.compile(r"\\(\\)|\\x([0-9a-fA-F]{2})")
_MARK = re.compile(rb'"(?:[^"\\]|\\.)*+"|[{}\[\]]', re.DOTALL)  # strings, and what opens and closes


def from_telegram(data: bytes, source: str, options: Options, folder: Path | None = None) -> Iterator[Taken | Failure]:
    """The messages of one chat's export, or of every chat of a whole account's.

    `raw` of each is the message's own bytes. Service messages and messages without words are passed over. Where the
    export's `folder` is given, what a message's pictures and PDFs say is a report of its own after the message.
    Raises BadInput where it is no such export.
    """
    value = _load(data, source)
    chats = _chats(value)
    if not isinstance(value, dict) or not any(isinstance(c, dict) and "messages" in c for c in chats):
        raise BadInput(f"{source}: is no Telegram export; export the chat as JSON, or give reports as .jsonl")
    slices = _slices(data)
    for chat in chats:
        if not isinstance(chat, dict) or not isinstance(chat.get("messages"), list):
            yield Failure(f"{source}: a chat without messages")
            continue
        for message in chat["messages"]:
            raw = next(slices, b"") if isinstance(message, dict) else b""
            try:
                taken = _message(message, _own_bytes(raw, message), chat, source, options)
            except (ValueError, TypeError, KeyError, AttributeError) as error:
                number = message.get("id") if isinstance(message, dict) else None
                yield Failure(f"{source}#message {number}: cannot be read ({error})")
                continue
            if taken is not None:
                media, notes = read_media(message, taken, folder, options)
                if taken.report.text:
                    yield replace(taken, notes=taken.notes + notes)
                yield from media


def _chats(value: Any) -> list[Any]:
    """One chat, or those of a whole account, with those that were left."""
    if not isinstance(value, dict) or not isinstance(value.get("chats"), dict):
        return [value]
    both = [value["chats"], value.get("left_chats")]
    return [chat for part in both if isinstance(part, dict) for chat in _listed(part.get("list"))]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _load(data: bytes, source: str) -> Any:
    # An export may be larger than any single report; what is no UTF-8 is held to the limits of one.
    utf8 = data.removeprefix(codecs.BOM_UTF8).lstrip()[:1] == b"{" and b"\x00" not in data[:4]
    text = data.decode("utf-8-sig", "replace") if utf8 else decode(data, source)
    try:
        return _parsed(text)
    except RecursionError as error:
        raise BadInput(f"{source}: nested too deeply for a Telegram export") from error
    except ValueError as error:
        raise BadInput(f"{source}: not readable as JSON ({error})") from error


def _parsed(text: str) -> Any:
    """The value of JSON that may hold the export's invalid escapes. Raises ValueError, RecursionError."""
    try:
        return json.loads(text, strict=False)
    except ValueError:
        return json.loads(_BAD_ESCAPE.sub(_mended, text), strict=False)


def _slices(data: bytes) -> Iterator[bytes]:
    """The bytes of every object in every array called `messages`, in order, as they stand in the file."""
    depth, array, start = 0, -1, 0
    name: re.Match[bytes] | None = None
    for mark in _MARK.finditer(data):
        kind = data[mark.start()]
        if kind == 0x22:  # a string; the last one before an array is its name
            name = mark
        elif kind in b"{[":
            if array < 0:
                if kind == 0x5B and name and name.group() == b'"messages"':
                    array = depth if data[name.end() : mark.start()].strip() == b":" else -1
            elif depth == array + 1:
                start = mark.start()
            depth += 1
        else:
            depth -= 1
            if depth == array:
                array = -1
            elif array >= 0 and depth == array + 1 and kind == 0x7D:
                yield data[start : mark.end()]


def _own_bytes(raw: bytes, message: Any) -> bytes:
    """A message's bytes as received; written anew where they are not to be told (the file is no UTF-8, or odd)."""
    try:
        if _parsed(raw.decode("utf-8", "replace")) == message:
            return raw
    except (ValueError, RecursionError):
        pass
    return json.dumps(message, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")


def _mended(found: "re.Match[str]") -> str:
    r"""`\xNN`, which JSON does not know, as `\u00NN`; an escaped backslash before an x stays what it is."""
    return found.group() if found.group(1) else f"\\u00{found.group(2)}"


def _message(message: Any, raw: bytes, chat: dict[str, Any], source: str, options: Options) -> Taken | None:
    if not isinstance(message, dict):
        raise ValueError("not an object")
    if message.get("type") != "message":
        return None
    text = _text(message.get("text"))
    if not text.strip():
        text = ""
        if not any(isinstance(message.get(name), str) for name in MEDIA):
            return None
    published, captured = _when(message)
    name = chat.get("name") or message.get("from")
    notes = _notes(message)
    number = message.get("id")
    report = Report(
        text, options.outlet or (str(name) if name else None), options.published or published, None,
        _address(chat, number), str(number),
    )  # fmt: skip
    forwarded = message.get("forwarded_from")
    author = message.get("author") or (message.get("from") if message.get("from") != name else None)
    return Taken(
        report, raw, "application/json", f"{source}#message {number}", str(author) if author else None,
        "given" if options.published else "message" if published else None, captured,
        str(forwarded) if forwarded else None, notes=notes,
    )  # fmt: skip


def _text(value: Any) -> str:
    """`text` as a string, or as an array of strings and of objects with a `text`."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "".join(
            p if isinstance(p, str) else str(p.get("text") or "") for p in value if isinstance(p, str | dict)
        )
    return ""


def _when(message: dict[str, Any]) -> tuple[str | None, str | None]:
    """Date and moment in UTC; the export's `date` is the exporter's local time and counts only without the other."""
    said = message.get("date_unixtime")
    if said is not None and not isinstance(said, bool):
        return iso_moment(float(said))
    return iso_date(message.get("date")), None


def _address(chat: dict[str, Any], number: Any) -> str | None:
    """The message's address where the chat is a channel or a supergroup, which have one for their members."""
    kind = str(chat.get("type") or "")
    if isinstance(number, int) and isinstance(chat.get("id"), int) and ("channel" in kind or "supergroup" in kind):
        return f"https://t.me/c/{chat['id']}/{number}"
    return None


def _notes(message: dict[str, Any]) -> tuple[str, ...]:
    out = []
    if message.get("edited_unixtime"):
        try:
            out.append(f"edited {iso_moment(float(message['edited_unixtime']))[1]}")
        except (ValueError, TypeError):
            out.append("edited, time unreadable")
    return tuple(out)
