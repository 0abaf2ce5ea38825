"""The words that stand around place names, and the nationality adjectives, from the data files."""

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from riwaya.gazetteer.names import key

DATA = resources.files("riwaya.gazetteer").joinpath("data")
_loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Marker:
    """A noun that says what kind of place the name after it is; `plural` ones take a list of names.

    `countries` are those where alone such places lie, if it is said. `singular` are its normalised singulars.
    """

    id: str
    kinds: tuple[str, ...]
    strong: bool
    plural: bool
    countries: tuple[str, ...] = ()
    singular: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Back:
    """A definite noun that alone points back to the last place of one of `kinds`."""

    id: str
    kinds: tuple[str, ...]
    two: bool = False  # "البلدتين": the last two of the kind that were named together


@dataclass(frozen=True, slots=True)
class Words:
    """All words around place names, normalised."""

    markers: dict[str, Marker]
    facilities: frozenset[str]
    not_after: frozenset[str]
    not_before: frozenset[str]
    countryside: frozenset[str]
    around: frozenset[str]
    direction: frozenset[str]
    of_side: frozenset[str]
    adjectives: frozenset[str]
    side_nouns: frozenset[str]
    prepositions: frozenset[str]
    locative: frozenset[str]
    within: frozenset[str]
    back: dict[str, Back]
    back_not_before: frozenset[str]
    ordinary: frozenset[str]
    naming: frozenset[str]
    roads: frozenset[str]
    road_names: frozenset[str]
    road_adjectives: frozenset[str]
    by_way: frozenset[str]
    strip: str
    countryside_head: str
    area_heads: frozenset[str]
    settlement_heads: frozenset[str]
    joining_heads: frozenset[str]
    common: dict[str, str]
    demonyms: dict[str, str]
    weights: dict[str, float]

    @property
    def reserved(self) -> frozenset[str]:
        """Words that stand around names and are none themselves, whatever the world list holds."""
        return frozenset(self.markers).union(
            self.facilities, self.not_after, self.not_before, self.countryside, self.around, self.direction,
            self.of_side, self.adjectives, self.side_nouns, self.prepositions, self.back,
            self.back_not_before,
        )  # fmt: skip


@lru_cache(maxsize=1)
def load_words() -> Words:
    """The built-in words; read once per process."""
    raw: dict[str, Any] = yaml.load(DATA.joinpath("words.yml").read_text("utf-8"), _loader)
    markers: dict[str, Marker] = {}
    for m in raw["markers"]:
        for form in m["forms"] + m["plurals"]:
            plural = form in m["plurals"]
            markers[key(form)] = Marker(
                m["id"], tuple(m["kinds"]), m["strength"] == "strong", plural, tuple(m.get("countries", ())),
                tuple(key(f) for f in m["forms"]),
            )  # fmt: skip
    back = {
        key(form): Back(name, tuple(b["kinds"]), b.get("two", False))
        for name, b in raw["back"].items()
        for form in b["forms"]
    }
    area = raw["area"]
    demonyms, weights = _demonyms()
    return Words(
        markers=markers,
        facilities=_keys(raw["facilities"]),
        not_after=_keys(raw["not_after"]),
        not_before=_keys(raw["not_before"]),
        countryside=_keys(area["countryside"]["sg"] + area["countryside"]["du"] + area["countryside"]["pl"]),
        around=_keys(area["around"]),
        direction=_keys(area["direction"]),
        of_side=_keys(area["of_side"]),
        adjectives=_keys(area["adjectives"]),
        side_nouns=_keys(area["side_nouns"]),
        prepositions=_keys(raw["prepositions"]),
        locative=_keys(raw["locative"]),
        within=_keys(raw["within"]),
        back=back,
        back_not_before=_keys(raw["back_not_before"]),
        ordinary=_keys(raw["ordinary"]),
        naming=_keys(raw["naming"]),
        roads=_keys(raw["roads"]["forms"]),
        road_names=_keys(raw["roads"]["names"]),
        road_adjectives=_keys(raw["roads"]["adjectives"]),
        by_way=_keys(raw["roads"]["by_way"]),
        strip=key(raw["strip"]),
        countryside_head=key(raw["countryside_head"]),
        area_heads=_keys(raw["area_heads"]),
        settlement_heads=_keys(raw["settlement_heads"]),
        joining_heads=_keys(raw["joining_heads"]),
        common={key(row["name"]): row["level"] for row in _table("common.csv")},
        demonyms=demonyms,
        weights=weights,
    )


def _keys(forms: list[str]) -> frozenset[str]:
    return frozenset(key(f) for f in forms)


def _table(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(DATA.joinpath(name).read_text("utf-8").splitlines()))


def _demonyms() -> tuple[dict[str, str], dict[str, float]]:
    """Definite adjectives to countries, and how much a mention of each tells of a report's home."""
    forms: dict[str, str] = {}
    weights: dict[str, float] = {}
    for row in _table("demonyms.csv"):
        weights[row["country"]] = float(row["weight"] or 1)
        for stem in row["adjectives"].split("|"):
            if stem:
                k = key(stem)
                for form in (k, k + "ه", k + "ين", k + "ون", k + "ات", k + "تين", k + "تان"):
                    forms.setdefault("ال" + form, row["country"])
    return forms, weights
