"""What goes into linking and what comes out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from riwaya.gazetteer.names import key


@dataclass(frozen=True, slots=True)
class ClaimRecord:
    """A claim (claims contract JSON, after decisions) with its report: id, outlet, published, title, url, text."""

    claim: Mapping[str, Any]
    report: Mapping[str, Any]

    @property
    def id(self) -> str:
        """The claim's id."""
        return str(self.claim["id"])


@dataclass(frozen=True, slots=True)
class Ruling:
    """A person's word on incidents: `merge` (these claims are one happening), `split` (the first is none of the
    others'), `move` (the first belongs with the others, and with nothing else)."""

    kind: str
    claims: tuple[str, ...]
    by: str = ""
    reason: str = ""


@dataclass(slots=True)
class Incident:
    """Claims about one happening. `core` made it, `context` are vaguer claims that it fits into."""

    id: str
    claims: list[ClaimRecord]
    context: list[ClaimRecord] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Rules:
    """data/linking.yml, ready for use."""

    weights: Mapping[str, float]
    threshold: float
    core: float
    same_report_extra: float
    radius: Mapping[str, float]
    fine: frozenset[str]
    settled: frozenset[str]
    vague: frozenset[str]
    near_km: float
    rare: frozenset[str]
    types: Mapping[tuple[str, str], float]
    classes: Mapping[str, str]
    bodies: Mapping[str, str]
    nameless: frozenset[str]
    generic: frozenset[str]


@lru_cache(maxsize=1)
def owners() -> dict[str, list[tuple[str, str]]]:
    """data/owners.yml: of each medium (by its id), owners with the last day on which that held, 9999 where it holds."""
    raw = yaml.safe_load((files("riwaya.incidents") / "data" / "owners.yml").read_text(encoding="utf-8"))
    out: dict[str, list[tuple[str, str]]] = {}
    for row in raw:
        for medium in row["media"]:
            out.setdefault(medium, []).append((row["owner"], str(row.get("until", "9999"))))
    return out


@lru_cache(maxsize=1)
def rules() -> Rules:
    """The rules of linking."""
    raw = yaml.safe_load((files("riwaya.incidents") / "data" / "linking.yml").read_text(encoding="utf-8"))
    types: dict[tuple[str, str], float] = {}
    for a, b, score in raw["types"]:
        types[a, b] = types[b, a] = float(score)
    classes = {kind: name for name, kinds in raw["classes"].items() for kind in kinds}
    bodies = {body: name for name, ids in raw["bodies"].items() for body in ids}
    return Rules(
        raw["weights"], raw["threshold"], raw["core"], raw["same_report_extra"], raw["radius"], frozenset(raw["fine"]),
        frozenset(raw["settled"]), frozenset(raw["vague"]), raw["near_km"], frozenset(raw["rare"]), types, classes,
        bodies, frozenset(raw["nameless"]), frozenset(key(name) for name in raw["generic"]),
    )  # fmt: skip
