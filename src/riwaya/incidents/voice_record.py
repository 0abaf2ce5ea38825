"""What one voice has said over time, and where it contradicts itself."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from riwaya.gazetteer.names import key
from riwaya.incidents.compare import compare_place
from riwaya.incidents.features import Features
from riwaya.incidents.records import ClaimRecord
from riwaya.incidents.summary import asked, voice_names

YES = ("asserts", "claims_responsibility", "acknowledges")


def same_voice(records: Iterable[ClaimRecord], name: str) -> set[str]:
    """A name, and the ids (else the key of the words) of everybody who goes by it in these claims."""
    wanted = asked(name)
    ids = set(wanted)
    for r in records:
        e = r.claim["event"]
        for v in [*(r.claim.get("attribution") or []), *e.get("actors", ()), *e.get("targets", ())]:
            if voice_names(v) & wanted:
                ids.add(str(v.get("id") or key(v.get("text") or "")))
    return ids - {""}


def line_of(r: ClaimRecord) -> dict[str, Any]:
    """A claim of the voice as one line of its record."""
    e = r.claim["event"]
    text, span = r.report.get("text"), r.claim.get("span")
    return {
        "claim": r.id, "stance": r.claim["stance"], "type": e["type"], "start": (e.get("when") or {}).get("start"),
        "places": [p["text"] for p in e.get("places") or []], "actors": [p["text"] for p in e.get("actors") or []],
        "outlet": r.report.get("outlet"), "published": r.report.get("published"),
        "words": text[span[0] : span[1]] if text and span else None,
    }  # fmt: skip


def contradictions(mine: Sequence[ClaimRecord], features: Mapping[str, Features]) -> Iterable[dict[str, Any]]:
    """The pairs in which a voice says yes and no, of its claims and their features.

    Two sets of words side by side; which of them holds is not said. `place` tells whether they are about the same
    place, `same_day` whether about one day: a group may do in one year what it denies in another.
    """
    for no in mine:
        if no.claim["stance"] != "denies":
            continue
        for yes in mine:
            a, b = features[yes.id], features[no.id]
            if yes.claim["stance"] not in YES or a.type != b.type:
                continue
            place, reason = compare_place(a, b)
            if place > 0:
                yield {
                    "said": line_of(yes), "denied": line_of(no), "place": reason,
                    "same_day": bool(a.first and b.first and a.sure and b.sure and a.first == b.first),
                }  # fmt: skip
