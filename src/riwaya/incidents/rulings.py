"""What people's rulings come to: which claims are one, which are apart, which go where they were moved."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from riwaya.incidents.records import Ruling


@dataclass(slots=True)
class Ruled:
    """What people's rulings come to, the later over the earlier.

    `together`: pairs that are one, with all that belongs to each. `apart`: pairs that are not. `alone`: claims that go
    where they were moved to, and draw nothing with them.
    """

    together: list[tuple[str, str]] = field(default_factory=list)
    apart: set[frozenset[str]] = field(default_factory=set)
    alone: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, rulings: Iterable[Ruling], present: Collection[str]) -> "Ruled":
        """Rulings, oldest first, on the claims that there are."""
        out = cls()
        for ruling in rulings:
            known = [i for i in ruling.claims if i in present]
            if len(known) > 1:
                out._take(ruling, known)
        return out

    def _take(self, ruling: Ruling, known: Sequence[str]) -> None:
        first, *others = known
        if ruling.kind == "merge":
            self.apart -= {frozenset((x, y)) for x in known for y in known}
            self.together += [(first, other) for other in others]
            return
        self._leave(first, others[0] if ruling.kind == "split" else None)
        if ruling.kind == "split":
            self.alone.discard(first)
            self.apart |= {frozenset((first, other)) for other in others}
        else:
            self.alone.add(first)
            self.apart -= {frozenset((first, other)) for other in others}
            self.together.append((others[0], first))

    def _leave(self, claim: str, heir: str | None) -> None:
        """Out of the pairs it was in; what it stood for there, the claim it is split from stands for."""
        kept = []
        for a, b in self.together:
            if claim not in (a, b):
                kept.append((a, b))
            elif heir is not None and heir not in (a, b) and claim not in self.alone:
                kept.append((heir, b if a == claim else a))
        self.together = kept
