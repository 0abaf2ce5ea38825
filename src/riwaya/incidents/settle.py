"""Linking what changed: claims that are new, changed or gone, and no more of the others than that touches.

The outcome is that of linking everything anew. Joining takes edges in one order; a group's history depends only on
the edges of its members. So groups stand as they are unless an edge that leaves what was regrouped would now join
one of them; then that one is regrouped as well, until nothing more does. Nothing further away is looked at.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Protocol

from riwaya.incidents.features import Features
from riwaya.incidents.groups import Growth, Node, Scores
from riwaya.incidents.pairs import Edge
from riwaya.incidents.rulings import Ruled

Partition = list[tuple[str, ...]]


class Claims(Protocol):
    """Claims that are linked already, wherever they are kept, with those to be linked now among them."""

    def near(self, claims: Collection[str]) -> Mapping[str, Collection[str]]:
        """Of each claim, the claims that it can be linked with (and maybe others); their features are then at hand."""

    def groups(self, claims: Collection[str]) -> Mapping[str, tuple[str, ...]]:
        """Of each claim, all members of the group it is in now, itself among them; `features` of all are at hand."""

    @property
    def features(self) -> Mapping[str, Features]:
        """Features of every claim spoken of so far."""


def settle(claims: Claims, fresh: Iterable[str], broken: Iterable[str], ruled: Ruled) -> Partition:
    """The groups that replace those of every claim in them; all other groups stay.

    `fresh`: claims with no group yet, or whose features or rulings changed. `broken`: other members of the groups that
    these, or claims now gone, were in.
    """
    return _Settling(claims, set(fresh), set(broken), ruled).run()


@dataclass(frozen=True, slots=True)
class Change:
    """Groups that are not as they were, and the claims outside them that an edge leads to."""

    groups: Partition
    rim: frozenset[str]


def change(claims: Claims, fresh: Iterable[str], ruled: Ruled) -> Change:
    """What settling claims that are all in a group already comes to: only what is now grouped otherwise."""
    new = set(fresh)
    broken = {i for members in claims.groups(new).values() for i in members} - new
    settling = _Settling(claims, new, broken, ruled)
    regrouped = settling.run()
    was = claims.groups({i for members in regrouped for i in members})
    groups = [tuple(sorted(members)) for members in regrouped if {*was[members[0]]} != {*members}]
    return Change(sorted(groups), settling.rim({i for members in groups for i in members}))


def torn(claims: Claims, here: Collection[str], ruled: Ruled) -> list[tuple[str, str]]:
    """Pairs of a claim in `here` and one near it, of another group, that an edge would join as their groups now are.

    Where there are none between any two groups that each grew whole from its own claims, the groups are what linking
    all of their claims at once would give.
    """
    return _Settling(claims, set(), set(), ruled).torn(here)


class _Settling:
    def __init__(self, claims: Claims, fresh: set[str], broken: set[str], ruled: Ruled) -> None:
        self._claims = claims
        self._inside = fresh | broken
        # What was in a group with something fresh or gone has no history to compare with.
        self._changed = frozenset(self._inside)
        self._scores = Scores(claims.features, ruled)
        self._edges: dict[str, list[Edge]] = {}
        self._was: dict[str, Growth] = {}  # of claims whose groups were looked at: how those grew

    def run(self) -> Partition:
        """Regroup, and take in what that draws, until nothing more is drawn."""
        while True:
            self._meet(self._inside - self._edges.keys())
            within = {e for i in self._inside for e in self._edges[i] if e[1] in self._inside and e[2] in self._inside}
            grown = Growth(self._inside, within, self._scores)
            more = self._drawn(grown)
            if not more:
                return grown.groups()
            self._inside |= more

    def rim(self, claims: Collection[str]) -> frozenset[str]:
        """Claims that an edge from these, which were looked at, leads to, and that are none of these."""
        return frozenset(x for i in claims for e in self._edges[i] for x in e[1:] if x not in claims)

    def torn(self, here: Collection[str]) -> list[tuple[str, str]]:
        """As the function of that name says."""
        self._meet(set(here))
        leaving = [(a, e[2] if e[1] == a else e[1], e) for a in here for e in self._edges[a]]
        self._look_at({x for a, b, _ in leaving for x in (a, b)})
        return [
            (a, b) for a, b, e in leaving
            if self._was[a] is not self._was[b] and self._scores.fit(self._was[a].at(a, e), self._was[b].at(b, e))
        ]  # fmt: skip

    def _meet(self, claims: set[str]) -> None:
        for i, others in self._claims.near(claims).items():
            self._edges[i] = [e for other in others if (e := self._scores.edge(i, other)) is not None]

    def _drawn(self, grown: Growth) -> set[str]:
        """Members of outside groups that an edge from inside would now join."""
        loose: list[tuple[Edge, Node, str]] = []
        same: dict[tuple[Node, Node], bool] = {}
        for a in self._inside:
            for e in self._edges[a]:
                b = e[2] if e[1] == a else e[1]
                if b in self._inside:
                    continue
                here = grown.at(a, e)
                if a not in self._changed:
                    pair = (self._was[a].at(a, e), here)
                    if pair not in same:
                        same[pair] = {*pair[0].members} == {*here.members}
                    if same[pair]:
                        continue  # as it was when this edge last came up, and did not join
                if self._scores.may_fit(here, b):
                    loose.append((e, here, b))
        self._look_at({b for _, _, b in loose})
        drawn: set[str] = set()
        for e, here, b in loose:
            if b not in drawn and self._scores.fit(here, self._was[b].at(b, e)):
                drawn.update(self._was[b].group(b))
        return drawn

    def _look_at(self, claims: set[str]) -> None:
        """Grow the groups of claims outside once more, to know what they were at each moment."""
        for i, members in self._claims.groups(claims - self._was.keys()).items():
            if i not in self._was:
                pairs = combinations(members, 2)
                edges = (e for a, b in pairs if (e := self._scores.edge(a, b)) is not None)
                self._was.update(dict.fromkeys(members, Growth(members, edges, self._scores)))
