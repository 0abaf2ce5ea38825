"""How much hangs on a claim, for people who have to choose what to look at first."""

from collections.abc import Mapping
from typing import Any

HIGH_TOLL = 10
_WEIGHTS = {"contested": 40, "conceded": 20, "differs": 20, "toll": 30, "ocr": 15, "place": 10, "hedged": 5}
_HARM = ("killed", "injured", "killed_or_injured")


def reasons(claim: Mapping[str, Any], agreement: str, origins: int) -> list[str]:
    """Why a claim should be looked at: words of `_WEIGHTS`. `agreement` and `origins` are of its incident.

    A claim of a single origin with ten or more killed or injured weighs more than one that others tell too.
    """
    event = claim["event"]
    out = [agreement] if agreement in ("contested", "conceded", "differs") else []
    tolls = [c["min"] or 0 for c in event["casualties"] if c["outcome"] in _HARM]
    if origins == 1 and max(tolls, default=0) >= HIGH_TOLL:
        out.append("toll")
    if any(x.get("review") == "ocr" for x in (*event["casualties"], *event["quantities"])):
        out.append("ocr")
    if any(p["lat"] is None for p in event["places"]):
        out.append("place")
    if claim.get("certainty") == "hedged":
        out.append("hedged")
    return out


def weight(claim: Mapping[str, Any], agreement: str, origins: int) -> int:
    """The weights of its reasons together."""
    return sum(_WEIGHTS[r] for r in reasons(claim, agreement, origins))
