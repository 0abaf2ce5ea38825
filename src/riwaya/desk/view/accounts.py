"""An incident's accounts side by side: rows are voices grouped by side, columns are the questions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from riwaya.desk.i18n.formats import Formats

Account = Mapping[str, Any]


@dataclass(slots=True)
class Cell:
    """One voice's answers to one question: values in words, each with the accounts that give it."""

    values: list[tuple[str, list[Account]]] = field(default_factory=list)


@dataclass(slots=True)
class Row:
    """One voice: how it is named, its class, what it was to the happening, and its answers by question."""

    key: str
    text: str
    name_en: str | None
    cls: str
    side: str | None
    stances: list[str] = field(default_factory=list)
    origins: list[int] = field(default_factory=list)
    cells: dict[str, Cell] = field(default_factory=dict)


@dataclass(slots=True)
class Group:
    """The voices of one side, or of one class where they have none."""

    side: str | None
    cls: str | None
    rows: list[Row] = field(default_factory=list)


def groups(about: Mapping[str, Any], formats: Formats) -> list[Group]:
    """Rows by side; sides first, then classes of voices without one, each in the order they first spoke."""
    rows: dict[str, Row] = {}
    for name, q in about["questions"].items():
        for a in q["accounts"]:
            key = str(a["voice_id"] or f"{a['class']}:{a['voice']}")
            row = rows.setdefault(key, Row(key, str(a["voice"] or ""), a["voice_en"], a["class"], a["side"]))
            for seen, value in ((row.stances, a["stance"]), (row.origins, a["origin"])):
                if value not in seen:
                    seen.append(value)
            _put(row.cells.setdefault(name, Cell()), said(name, a, formats), a)
    out: dict[tuple[bool, str], Group] = {}
    for row in rows.values():
        sided = bool(row.side and row.side != "neutral")
        where = (not sided, str(row.side if sided else row.cls))
        group = out.setdefault(where, Group(row.side if sided else None, None if sided else row.cls))
        group.rows.append(row)
    return [out[k] for k in sorted(out)]


def _put(cell: Cell, value: str, account: Account) -> None:
    for known, accounts in cell.values:
        if known == value:
            accounts.append(account)
            return
    cell.values.append((value, [account]))


def said(question: str, a: Account, f: Formats) -> str:
    """An answer in words of the interface's language, or of the report."""
    if "min" in a:
        return f"{f.interval(a)} {f.thing(a['of'])}"
    answer = _ANSWERS.get(question)
    return answer(a, f) if answer else str(a["value"])


def _named(a: Account, f: Formats) -> str:
    name = a.get("name_en") if f.language == "en" else a.get("words")
    return str(name or a.get("words") or a["value"])


_ANSWERS: dict[str, Callable[[Account, Formats], str]] = {
    "happened": lambda a, f: f.name(a["stance"], "stances"),
    "who": _named,
    "weapon": lambda a, f: f.thing(a["value"]),
    "when": lambda a, f: f.days(*a["value"]),
    "where": lambda a, f: f.place({**a, "id": a["value"]}),
}
