"""Numbers of an incident as ranges, in the manner of casualty recorders: the lowest and the highest that is stated."""

from collections.abc import Iterable, Mapping
from typing import Any

Tolls = dict[str, dict[str, list[int | None]]]
OUTCOMES = ("killed", "injured", "missing", "detained", "displaced")


def ranges(questions: dict[str, Any], best: Mapping[str, int | None] | None = None) -> Tolls:
    """Of each outcome and group [low, best, high]; `all` is of the largest group that each account gives.

    Each voice counts with its newest account. An open end counts by the bound that is stated ("more than 50" is 51 and
    more). Nothing is added up over groups or voices. `best` is what a person set (`people_set`), None where nobody did:
    no program sets it.
    """
    out: Tolls = {}
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
    for field, value in (best or {}).items():
        outcome, _, group = field.partition("/")
        if value is not None:
            out.setdefault(outcome, {}).setdefault(group or "all", [None, None, None])[1] = value
    return out


def people_set(claims: Iterable[Mapping[str, Any]]) -> dict[str, int | None]:
    """The best values that people set on an incident's claims, by `outcome/group`; of several the last."""
    last: dict[str, Mapping[str, Any]] = {}
    for claim in claims:
        for field, said in (claim.get("best") or {}).items():
            if field not in last or said["entry"] > last[field]["entry"]:
                last[field] = said
    return {field: said["value"] for field, said in sorted(last.items())}


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
