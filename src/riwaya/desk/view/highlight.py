"""A report's text in pieces: which claims rest on which words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from riwaya.ledger.opening import StoredClaim

_LONGEST = 4000  # characters


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text under the same claims; `trigger` where a claim's happening is named here."""

    text: str
    claims: tuple[str, ...]
    trigger: bool


def paragraphs(text: str, claims: Sequence[StoredClaim]) -> list[list[Piece]]:
    """The text as paragraphs of pieces, in order, nothing lost but line ends; rejected claims mark nothing.

    A line longer than a browser lays out at once becomes several paragraphs.
    """
    marks = [
        (start, end, str(c.claim["id"]), tuple(c.claim.get("trigger") or (0, 0)))
        for c in claims
        if c.status != "rejected" and (span := c.claim.get("span"))
        for start, end in (span,)
    ]  # fmt: skip
    out: list[list[Piece]] = []
    at = 0
    for line in text.split("\n"):
        for part in _parts(line) if line.strip() else ():
            out.append(_pieces(part, at, [m for m in marks if m[0] < at + len(part) and m[1] > at]))
            at += len(part)
        at += 1 if line.strip() else len(line) + 1
    return out


def _parts(line: str) -> Iterator[str]:
    """A line in parts of at most so many characters, parted at blanks where there are some."""
    while len(line) > _LONGEST:
        cut = line.rfind(" ", _LONGEST // 2, _LONGEST) + 1 or _LONGEST
        yield line[:cut]
        line = line[cut:]
    yield line


def _pieces(line: str, at: int, marks: list[tuple[int, int, str, tuple[int, ...]]]) -> list[Piece]:
    end = at + len(line)
    cuts = {at, end}
    for start, stop, _, trigger in marks:
        cuts.update(n for n in (start, stop, *trigger) if at < n < end)
    edges = sorted(cuts)
    out = []
    for a, b in pairwise(edges):
        # The shortest claim first: it is what a click on these words most likely means.
        over = sorted((m for m in marks if m[0] <= a and b <= m[1]), key=lambda m: (m[1] - m[0], m[2]))
        out.append(
            Piece(line[a - at : b - at], tuple(m[2] for m in over), any(m[3][0] <= a and b <= m[3][1] for m in over))
        )
    return out
