"""Numbers of an incident as ranges, in the manner of casualty recorders: the lowest and the highest that is stated."""

from collections.abc import Iterable
from typing import Any

OUTCOMES = ("killed", "injured", "missing", "detained", "displaced")


def ranges(questions: dict[str, Any]) -> dict[str, dict[str, list[int | None]]]:
    """Of each outcome and group [low, best, high]; `all` is of the largest group that each account gives.

    Each voice counts with its newest account. An open end counts by the bound that is stated ("more than 50" is 51 and
    more). Nothing is added up over groups or voices. `best` is None: a person may set it, no program does.
    """
    out: dict[str, dict[str, list[int | None]]] = {}
    for outcome in OUTCOMES:
        accounts = questions.get(outcome, {}).get("accounts", [])
        newest = _newest(a for a in accounts if a["stance"] != "denies")
        groups = {of: _range([a for a in newest if a["of"] == of]) for of in sorted({a["of"] for a in newest})}
        if groups:
            largest: dict[str, dict[str, Any]] = {}
            for a in newest:
                old = largest.get(a["claim"])
                if old is None or _size(a) > _size(old):
                    largest[a["claim"]] = a
            out[outcome] = {"all": _range(list(largest.values())), **groups}
    return out


def _newest(accounts: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of each voice, what its last report says of each group."""
    last: dict[tuple[Any, Any], list[dict[str, Any]]] = {}
    for a in sorted(accounts, key=lambda a: (a["published"] or "", a["claim"])):
        key = (a["voice_id"] or (a["voice"], a["report"]), a["of"])
        if key in last and last[key][0]["published"] == a["published"]:
            last[key].append(a)
        else:
            last[key] = [a]
    return [a for found in last.values() for a in found]


def _size(a: dict[str, Any]) -> tuple[int, bool]:
    return (a["min"] or a["max"] or 0, a["of"] == "people")


def _range(accounts: list[dict[str, Any]]) -> list[int | None]:
    stated = [n for a in accounts for n in (a["min"], a["max"]) if n is not None]
    return [min(stated, default=None), None, max(stated, default=None)]
