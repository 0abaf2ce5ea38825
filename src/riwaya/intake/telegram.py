"""Telegram Desktop exports (`result.json`): one report a message."""

import json
import re
from collections.abc import Iterator
from typing import Any

from riwaya.errors import BadInput
from riwaya.intake.decode import decode
from riwaya.intake.files import Failure
from riwaya.intake.taken import Options, Taken
from riwaya.intake.when import iso_date, iso_moment
from riwaya.model import Report

_MISSING = "(File"  # "(File not included. Change data exporting settings to download.)" stands where a file would
_BAD_ESCAPE = re.compile(r"\\(\\)|\\x([0-9a-fA-F]{2})")


def from_telegram(data: bytes, source: str, options: Options) -> Iterator[Taken | Failure]:
    """The messages of one chat's export, or of every chat of a whole account's.

    Service messages and messages without words are passed over. Raises BadInput where it is no such export.
    """
    value = _load(data, source)
    chats = [value]
    if isinstance(value, dict) and isinstance(value.get("chats"), dict):
        chats = value["chats"].get("list") or []
    if not isinstance(value, dict) or not any(isinstance(c, dict) and "messages" in c for c in chats):
        raise BadInput(f"{source}: is no Telegram export; export the chat as JSON, or give reports as .jsonl")
    for chat in chats:
        if not isinstance(chat, dict) or not isinstance(chat.get("messages"), list):
            yield Failure(f"{source}: a chat without messages")
            continue
        for message in chat["messages"]:
            try:
                taken = _message(message, chat, source, options)
            except (ValueError, TypeError, KeyError, AttributeError) as error:
                number = message.get("id") if isinstance(message, dict) else None
                yield Failure(f"{source}#message {number}: cannot be read ({error})")
                continue
            if taken is not None:
                yield taken


def _load(data: bytes, source: str) -> Any:
    text = decode(data, source) if data[:1] != b"{" else data.decode("utf-8", "replace")
    try:
        return json.loads(text, strict=False)
    except RecursionError as error:
        raise BadInput(f"{source}: nested too deeply for a Telegram export") from error
    except ValueError:
        pass
    try:
        return json.loads(_BAD_ESCAPE.sub(_mended, text), strict=False)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"{source}: not readable as JSON ({error})") from error


def _mended(found: "re.Match[str]") -> str:
    r"""`\xNN`, which JSON does not know, as `\u00NN`; an escaped backslash before an x stays what it is."""
    return found.group() if found.group(1) else f"\\u00{found.group(2)}"


def _message(message: Any, chat: dict[str, Any], source: str, options: Options) -> Taken | None:
    if not isinstance(message, dict):
        raise ValueError("not an object")
    if message.get("type") != "message":
        return None
    text = _text(message.get("text"))
    if not text.strip():
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
        report, json.dumps(message, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass"),
        "application/json", f"{source}#message {number}", str(author) if author else None,
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
    if message.get("date_unixtime") is not None:
        return iso_moment(float(message["date_unixtime"]))
    return iso_date(message.get("date")), None


def _address(chat: dict[str, Any], number: Any) -> str | None:
    """The message's address where the chat is a channel or a supergroup, which have one for their members."""
    kind = str(chat.get("type") or "")
    if isinstance(number, int) and isinstance(chat.get("id"), int) and ("channel" in kind or "supergroup" in kind):
        return f"https://t.me/c/{chat['id']}/{number}"
    return None


def _notes(message: dict[str, Any]) -> tuple[str, ...]:
    out = []
    for name in ("photo", "file"):
        given = message.get(name)
        if isinstance(given, str) and given and not given.startswith(_MISSING):
            out.append(f"{name} in the export, not read: {given}")
    if message.get("edited_unixtime"):
        try:
            out.append(f"edited {iso_moment(float(message['edited_unixtime']))[1]}")
        except (ValueError, TypeError):
            out.append("edited, time unreadable")
    return tuple(out)
