"""Whether accounts are independent: one voice, one agency item, copied words are one origin, whoever carries them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from riwaya.gazetteer.names import key
from riwaya.incidents.records import ClaimRecord, owners, rules
from riwaya.text.normalize import normalize

_SHINGLE = 4  # words
_SENTENCE = re.compile("[.!?\u061f\u06d4\u2026;\u061b\n]+")
_COPIED = 0.6  # share of a passage's shingles that the other has too


@dataclass(frozen=True, slots=True)
class Origin:
    """Claims that come from one place: `name` of the voice, its class, and why each was taken to be of it."""

    name: str
    kind: str
    claims: tuple[str, ...]
    reasons: tuple[str, ...]
    ties: tuple[str, ...] = ()


class Passage(NamedTuple):
    """Runs of four words of the passage a claim rests on, and of each of its sentences where it has several."""

    whole: frozenset[str]
    sentences: tuple[frozenset[str], ...]


def voice_of(r: ClaimRecord) -> Mapping[str, Any]:
    """The innermost voice; the outlet where nobody else speaks."""
    chain = r.claim.get("attribution") or []
    return chain[-1] if chain else {"kind": "outlet", "text": r.report.get("outlet") or "", "id": None}


def voice_key(r: ClaimRecord) -> str | None:
    """What is the same for the same voice across reports; None for a voice that names nobody.

    Who speaks for a body is that body's voice, and a correspondent is the medium's that has them.
    """
    voice = voice_of(r)
    chain = r.claim.get("attribution") or []
    if voice["kind"] == "correspondent" and not voice.get("id") and len(chain) > 1:
        voice = chain[-2]
    if voice.get("member_of") or voice.get("id"):
        return str(voice.get("member_of") or voice["id"])
    name = key(voice.get("text") or "")
    if voice["kind"] in rules().nameless or name in rules().generic:
        return None
    return f"{voice['kind'] if voice['kind'] != 'outlet' else 'media'}:{name}" if name else None


def class_of(r: ClaimRecord) -> str:
    """party, allied_medium, medium, monitor, rescue_service, witness or unknown."""
    voice = voice_of(r)
    found = rules().classes.get(str(voice["kind"]), "unknown")
    if voice["kind"] == "person" and (voice.get("member_of") or voice.get("side")):
        return rules().bodies.get(str(voice.get("member_of")), "party")
    return "allied_medium" if found == "medium" and voice.get("side") else found


def origins(claims: Sequence[ClaimRecord]) -> list[Origin]:
    """Claims grouped by where they come from, the group with most claims first.

    Two claims are of one origin where their innermost voice is the same, where one report names as its source the
    voice or outlet of the other, or where the words are copied. Owners and sides are a tie that is named, not a proof.
    """
    order = sorted(claims, key=lambda r: r.id)
    parent = list(range(len(order)))
    reasons: dict[int, str] = {}
    passages = [_passage(r) for r in order]

    def find(n: int) -> int:
        while parent[n] != n:
            n = parent[n]
        return n

    for i, a in enumerate(order):
        for j in range(i + 1, len(order)):
            reason = _same(a, order[j], passages[i], passages[j])
            if reason:
                x, y = find(i), find(j)
                parent[max(x, y)] = min(x, y)
                reasons.setdefault(j, reason)
    groups: dict[int, list[int]] = {}
    for n in range(len(order)):
        groups.setdefault(find(n), []).append(n)
    out = [_origin([order[n] for n in g], [reasons[n] for n in g if n in reasons]) for g in groups.values()]
    return _tied(sorted(out, key=lambda o: (-len(o.claims), o.name, o.claims)), {r.id: r for r in order})


def retold(found: Sequence[Origin], told: Sequence[ClaimRecord]) -> list[Origin]:
    """Origins as far as some of their claims may be told: named by those, without reasons, which quote names."""
    by_id = {r.id: r for r in told}
    kept = [[by_id[i] for i in o.claims if i in by_id] for o in found]
    return [_origin(members, []) for members in kept if members]


def _origin(members: list[ClaimRecord], reasons: list[str]) -> Origin:
    named = [r for r in members if voice_key(r) is not None] or members
    voice = voice_of(named[0])
    name = str(voice.get("name_en") or voice.get("text") or "")
    return Origin(name, class_of(named[0]), tuple(r.id for r in members), tuple(dict.fromkeys(reasons)))


def _same(a: ClaimRecord, b: ClaimRecord, pa: Passage, pb: Passage) -> str | None:
    first, second = voice_key(a), voice_key(b)
    if first is not None and first == second:
        return f"the same voice ({voice_of(a).get('text')})"
    if a.report["id"] == b.report["id"]:
        if (
            first is None
            and second is None
            and key(voice_of(a).get("text") or "") == key(voice_of(b).get("text") or "")
        ):
            return "the same unnamed voice of one report"
        return None
    if pa.whole and pb.whole and not pa.whole.isdisjoint(pb.whole):
        if len(pa.whole & pb.whole) >= _COPIED * min(len(pa.whole), len(pb.whole)):
            return "the same words, copied"
        if _holds(pa, pb) or _holds(pb, pa):
            return "a sentence copied"
    through = _carriers(a) & _carriers(b)
    if through and first is None and second is None:
        return f"both through {min(through)}"
    for one, other in ((a, b), (b, a)):
        if voice_of(one)["kind"] == "outlet" and voice_key(one) in _carriers(other):
            return f"one quotes the other's outlet ({one.report.get('outlet')})"
    return None


def _carriers(r: ClaimRecord) -> set[str]:
    """Agencies, outlets and media in the chain, by a key that is the same in every report."""
    out = set()
    for voice in (r.claim.get("attribution") or [])[1:]:
        named = voice.get("id") or key(voice.get("text") or "") not in rules().generic
        if named and voice["kind"] in ("agency", "state_media", "media", "outlet"):
            out.add(str(voice.get("id") or f"media:{key(voice.get('text') or '')}"))
    return out


def _holds(a: Passage, b: Passage) -> bool:
    """Whether a sentence of one passage stands, for the most part, in the other."""
    return any(len(s & b.whole) >= _COPIED * len(s) for s in a.sentences)


def _passage(r: ClaimRecord) -> Passage:
    """The passage a claim rests on; empty where it is too short to be told from chance."""
    text, span = r.report.get("text"), r.claim.get("span")
    if not text or not span:
        return Passage(frozenset(), ())
    parts = [_shingles(part) for part in _SENTENCE.split(text[span[0] : span[1]])]
    return Passage(_shingles(text[span[0] : span[1]]), tuple(p for p in parts if p) if len(parts) > 1 else ())


def _shingles(text: str) -> frozenset[str]:
    """Runs of four words; none of a text of fewer than eight words."""
    words = normalize(text).split()
    if len(words) < _SHINGLE + 4:
        return frozenset()
    return frozenset(" ".join(words[n : n + _SHINGLE]) for n in range(len(words) - _SHINGLE + 1))


def _tied(found: list[Origin], by_id: Mapping[str, ClaimRecord]) -> list[Origin]:
    """The same with a note where origins are of one side or one owner: no proof that one copied the other."""
    sides = [{str(s) for i in o.claims if (s := voice_of(by_id[i]).get("side"))} for o in found]
    owned = [{owner for i in o.claims for owner in _owners(by_id[i])} for o in found]
    out = []
    for n, o in enumerate(found):
        others = [(p.name, m) for m, p in enumerate(found) if m != n]
        ties = [f"of one side with {name}" for name in sorted({name for name, m in others if sides[m] & sides[n]})]
        ties += sorted({f"of one owner ({x}) with {name}" for name, m in others for x in owned[m] & owned[n]})
        out.append(Origin(o.name, o.kind, o.claims, o.reasons, tuple(ties)))
    return out


def _owners(r: ClaimRecord) -> list[str]:
    """Who owned the medium that speaks, on the day of the report."""
    day = r.report.get("published") or ""
    return [owner for owner, until in owners().get(str(voice_of(r).get("id")), ()) if day <= until]
