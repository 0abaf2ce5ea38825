"""Linked claims in memory, for property tests of incremental linking without a database."""

from collections.abc import Collection, Iterable, Mapping

from riwaya.incidents.blocks import Index
from riwaya.incidents.features import Features
from riwaya.incidents.rulings import Ruled
from riwaya.incidents.settle import settle


class Book:
    """Claims with their groups; `change` keeps the groups what linking everything anew would make them."""

    def __init__(self, ruled: Ruled | None = None) -> None:
        self.features: dict[str, Features] = {}
        self.ruled = ruled or Ruled()
        self._index = Index()
        self._group: dict[str, tuple[str, ...]] = {}

    def near(self, claims: Collection[str]) -> Mapping[str, Collection[str]]:
        """Of each claim, the claims near it."""
        return {i: self._index.near(self.features[i]) for i in claims}

    def groups(self, claims: Collection[str]) -> Mapping[str, tuple[str, ...]]:
        """Of each claim, all members of its group."""
        return {i: self._group[i] for i in claims}

    def change(self, new: Iterable[Features], gone: Iterable[str] = ()) -> None:
        """Add claims, replace those with other features, take out those that are gone."""
        fresh = {f.id: f for f in new}
        out = (fresh.keys() | set(gone)) & self.features.keys()
        broken = {i for o in out for i in self._group[o]} - out - fresh.keys()
        for i in out:
            self._index.remove(self.features.pop(i))
            del self._group[i]
        for i, f in fresh.items():
            self.features[i] = f
            self._index.add(f)
        for members in settle(self, fresh, broken, self.ruled):
            self._group.update(dict.fromkeys(members, members))

    def all(self) -> list[tuple[str, ...]]:
        """Every group."""
        return list({id(members): members for members in self._group.values()}.values())
