"""What one voice has said over time, and where it contradicts itself."""

from collections.abc import Iterable, Sequence
from typing import Any

from riwaya.incidents.compare import compare_place
from riwaya.incidents.features import Features
from riwaya.incidents.inherit import features_of
from riwaya.incidents.origins import voice_of
from riwaya.incidents.records import ClaimRecord
from riwaya.incidents.summary import asked, voice_names

_YES = ("asserts", "claims_responsibility", "acknowledges")


def same_voice(records: Iterable[ClaimRecord], name: str) -> set[str]:
    """A name, and the ids of everybody who goes by it in these claims, as voice or as party."""
    wanted = asked(name)
    ids = set(wanted)
    for r in records:
        e = r.claim["event"]
        for v in [*(r.claim.get("attribution") or []), *e.get("actors", ()), *e.get("targets", ())]:
            if v.get("id") and voice_names(v) & wanted:
                ids.add(str(v["id"]))
    return ids


def of_voice(records: Iterable[ClaimRecord], name: str, ids: set[str] | None = None) -> list[ClaimRecord]:
    """Claims whose innermost voice is this one, by id or by name in either language, or a person who speaks for it.

    `ids` is what `same_voice` knows of the name, where more claims than these were asked.
    """
    every = list(records)
    known = ids if ids is not None else same_voice(every, name)
    voices = ((r, voice_of(r)) for r in every)
    return [r for r, v in voices if voice_names(v) & known or v.get("member_of") in known]


def record_of(records: Sequence[ClaimRecord], name: str, ids: set[str] | None = None) -> dict[str, Any]:
    """A voice's claims by stance and time, who carries them, and the pairs in which it says yes and no.

    A contradiction is stated as two sets of words side by side; which of them holds is not said. `same_place` tells
    whether they are about the same place: a group may do in one year what it denies in another.
    """
    mine = sorted(of_voice(records, name, ids), key=lambda r: (_day(r), r.id))
    features = features_of(mine)
    stances: dict[str, int] = {}
    for r in mine:
        stances[r.claim["stance"]] = stances.get(r.claim["stance"], 0) + 1
    return {
        "voice": name, "claims": [_line(r) for r in mine], "stances": stances,
        "outlets": sorted({str(r.report.get("outlet")) for r in mine if r.report.get("outlet")}),
        "contradictions": list(_contradictions(mine, features)),
    }  # fmt: skip


def _line(r: ClaimRecord) -> dict[str, Any]:
    e = r.claim["event"]
    text, span = r.report.get("text"), r.claim.get("span")
    return {
        "claim": r.id, "stance": r.claim["stance"], "type": e["type"], "start": (e.get("when") or {}).get("start"),
        "places": [p["text"] for p in e.get("places") or []], "actors": [p["text"] for p in e.get("actors") or []],
        "outlet": r.report.get("outlet"), "published": r.report.get("published"),
        "words": text[span[0] : span[1]] if text and span else None,
    }  # fmt: skip


def _contradictions(mine: Sequence[ClaimRecord], features: dict[str, Features]) -> Iterable[dict[str, Any]]:
    for no in mine:
        if no.claim["stance"] != "denies":
            continue
        for yes in mine:
            a, b = features[yes.id], features[no.id]
            if yes.claim["stance"] not in _YES or a.type != b.type:
                continue
            place, reason = compare_place(a, b)
            if place > 0:
                yield {
                    "said": _line(yes), "denied": _line(no), "place": reason,
                    "same_day": bool(a.first and b.first and a.sure and b.sure and a.first == b.first),
                }  # fmt: skip


def _day(r: ClaimRecord) -> str:
    return str((r.claim["event"].get("when") or {}).get("start") or r.report.get("published") or "")
