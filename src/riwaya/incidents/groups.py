"""Groups of claims that grow pair by pair, the best pair first; each remembers how it grew.

Two groups join only where no pair across them is shut out by a gate and the pairs reach the core's score on average, so
that a chain of neighbours does not grow into one.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from riwaya.incidents.blocks import edge
from riwaya.incidents.compare import POINTS, points, shut_out
from riwaya.incidents.features import Features
from riwaya.incidents.pairs import Edge, ordered
from riwaya.incidents.records import rules
from riwaya.incidents.rulings import Ruled

KNOWN = 2_000_000  # pairs whose points are kept; past that they are worked out anew


class Scores:
    """Points of pairs, worked out once; and what rulings say of them."""

    def __init__(self, features: Mapping[str, Features], ruled: Ruled) -> None:
        self.features, self.ruled = features, ruled
        self._core = round(rules().core * POINTS)
        self._points: dict[tuple[str, str], int] = {}
        self._edges: dict[tuple[str, str], Edge | None] = {}
        self._fits: dict[tuple[Node, Node], bool] = {}
        self._may: dict[tuple[Node, str], bool] = {}

    def edge(self, a: str, b: str) -> Edge | None:
        """The pair as an edge, where it can be joined first-hand."""
        if shut_out(self.features[a], self.features[b]):
            return None
        pair = x, y = (a, b) if a < b else (b, a)
        if pair not in self._edges:
            self._edges[pair] = self._edge(x, y)
        return self._edges[pair]

    def edges(self, pairs: Iterable[tuple[str, str]]) -> Iterator[Edge]:
        """Edges among pairs that are each asked for once, the smaller id first; those that are none are not kept."""
        for x, y in pairs:
            if not shut_out(self.features[x], self.features[y]):
                found = self._edge(x, y)
                if found is not None:
                    yield found

    def _edge(self, x: str, y: str) -> Edge | None:
        ruled = x in self.ruled.alone or y in self.ruled.alone
        value = 0 if ruled else edge(self.features[x], self.features[y])
        if not value:
            return None
        self._keep((x, y), value)
        return (-value, x, y)

    def fit(self, left: "Node", right: "Node") -> bool:
        """Whether two groups may become one. Many edges ask it of the same two groups."""
        asked = (left, right)
        found = self._fits.get(asked)
        if found is None:
            if len(self._fits) >= KNOWN:
                self._fits.clear()
            found = self._fits[asked] = self._fits[right, left] = self._fit(left.members, right.members)
        return found

    def may_fit(self, group: "Node", claim: str) -> bool:
        """Whether a claim, and so perhaps a group with it, is shut out by none of a group's members."""
        asked = (group, claim)
        found = self._may.get(asked)
        if found is None:
            found = self._may[asked] = all(self._value(i, claim) > 0 for i in group.members)
        return found

    def _value(self, i: str, j: str) -> int:
        pair = (i, j) if i < j else (j, i)
        value = self._points.get(pair)
        if value is None:
            value = points(self.features[pair[0]], self.features[pair[1]])
            self._keep(pair, value)
        return 0 if self.ruled.apart and frozenset(pair) in self.ruled.apart else value

    def _keep(self, pair: tuple[str, str], value: int) -> None:
        if len(self._points) >= KNOWN:
            self._points.clear()
        self._points[pair] = value

    def _fit(self, left: Collection[str], right: Collection[str]) -> bool:
        total = 0
        for i in left:
            for j in right:
                value = self._value(i, j)
                if value <= 0:
                    return False
                total += value
        return total >= self._core * len(left) * len(right)


class Node:
    """A group at one moment: its members, and the group it went into with the edge that did it."""

    __slots__ = ("edge", "members", "parent")

    def __init__(self, members: tuple[str, ...]) -> None:
        self.members = members
        self.parent: Node | None = None
        self.edge: Edge | None = None  # the edge by which it went into its parent


class Growth:
    """Claims grown into groups along the edges among them."""

    def __init__(self, claims: Iterable[str], edges: Iterable[Edge], scores: Scores) -> None:
        self._leaf = {i: Node((i,)) for i in claims}
        self._top = dict(self._leaf)
        for e in ordered(edges, list(self._leaf)):
            x, y = self._top[e[1]], self._top[e[2]]
            if x is y or not scores.fit(x, y):
                continue
            whole = Node((*x.members, *y.members))
            x.parent = y.parent = whole
            x.edge = y.edge = e
            for i in whole.members:
                self._top[i] = whole

    def at(self, claim: str, e: Edge) -> Node:
        """A claim's group at the moment that an edge comes up."""
        node = self._leaf[claim]
        while node.parent is not None and node.edge is not None and node.edge < e:
            node = node.parent
        return node

    def group(self, claim: str) -> tuple[str, ...]:
        """The members of a claim's group in the end."""
        return self._top[claim].members

    def groups(self) -> list[tuple[str, ...]]:
        """Every group in the end."""
        return list({id(n): n.members for n in self._top.values()}.values())
