"""The claim as it stands: what was read, and what people decided since, in order. Nothing is overwritten."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from riwaya.errors import ArchiveError

_STEP = re.compile(r"([a-z_]+)|\[(\d+)\]")


def effective(read: dict[str, Any] | None, decisions: Iterable[Mapping[str, Any]]) -> tuple[dict[str, Any], str]:
    """The claim after decisions (rows with entry, act, field, value, in order of entry), and its status.

    Status: `read`, `confirmed`, `corrected`, `rejected` or `added`. An undone decision counts as never made. A
    correction of what is not there any more is listed, by its entry, under `unapplied`. The best values that people set
    for the tolls of a claim's incident are under `best`. `read` may be changed by this.
    """
    rows = list(decisions)
    undone = {json.loads(d["value"]) for d in rows if d["act"] == "undo"}
    value: dict[str, Any] = read if read is not None else {}
    status = "read"
    for d in rows:
        if d["entry"] in undone:
            if d["act"] == "add":
                value, status = json.loads(d["value"]), "rejected"
            continue
        match d["act"]:
            case "add":
                value, status = json.loads(d["value"]), "added"
            case "confirm":
                status = "confirmed"
            case "reject":
                status = "rejected"
            case "best":
                best = value.setdefault("best", {})
                best[d["field"]] = {"value": json.loads(d["value"]), "entry": d["entry"]}
            case "correct":
                status = "corrected"
                try:
                    set_field(value, d["field"], json.loads(d["value"]))
                except ArchiveError:  # a newer reading, or an undone correction, left nothing there to correct
                    value.setdefault("unapplied", []).append(d["entry"])
    return value, status


def path_of(field: str) -> list[str | int]:
    """`event.casualties[0].max` as steps. Raises ArchiveError where it is no path."""
    steps: list[str | int] = []
    for part in field.split("."):
        found = _STEP.findall(part)
        if not found or "".join(n or f"[{i}]" for n, i in found) != part:
            raise ArchiveError(f"field {field!r}: write it like stance, event.type or event.casualties[0].max")
        steps += [name if name else int(number) for name, number in found]
    return steps


def get_field(value: Any, field: str) -> Any:
    """The value at a path. Raises ArchiveError where there is none."""
    for step in path_of(field):
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError) as error:
            raise ArchiveError(f"field {field!r}: this claim has no {step!r} there") from error
    return value


def set_field(value: dict[str, Any], field: str, new: Any) -> None:
    """Put a value at a path; one past the end of a list appends. Raises ArchiveError where the way ends early."""
    steps = path_of(field)
    at: Any = value
    for step in steps[:-1]:
        try:
            at = at[step]
        except (KeyError, IndexError, TypeError) as error:
            raise ArchiveError(f"field {field!r}: this claim has no {step!r} there") from error
    last = steps[-1]
    if isinstance(at, list) and isinstance(last, int) and last <= len(at):
        at[last : last + 1] = [new]
    elif isinstance(at, dict) and isinstance(last, str) and last in at:
        at[last] = new
    else:
        raise ArchiveError(f"field {field!r}: this claim has no {last!r} there")
