"""Whether accounts are independent: one voice, one agency item, copied words are one origin, whoever carries them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from riwaya.gazetteer.names import key
from riwaya.incidents.records import ClaimRecord, rules
from riwaya.text.normalize import normalize

_SHINGLE = 4  # words
_COPIED = 0.6  # share of a passage's shingles that the other has too


@dataclass(frozen=True, slots=True)
class Origin:
    """Claims that come from one place: `name` of the voice, its class, and why each was taken to be of it."""

    name: str
    kind: str
    claims: tuple[str, ...]
    reasons: tuple[str, ...]
    ties: tuple[str, ...] = ()


def voice_of(r: ClaimRecord) -> Mapping[str, Any]:
    """The innermost voice; the outlet where nobody else speaks."""
    chain = r.claim.get("attribution") or []
    return chain[-1] if chain else {"kind": "outlet", "text": r.report.get("outlet") or "", "id": None}


def voice_key(r: ClaimRecord) -> str | None:
    """What is the same for the same voice across reports; None for a voice that names nobody."""
    voice = voice_of(r)
    if voice.get("id"):
        return str(voice["id"])
    name = key(voice.get("text") or "")
    if voice["kind"] in rules().nameless and not voice.get("member_of"):
        return None
    return f"{voice['kind'] if voice['kind'] != 'outlet' else 'media'}:{name}" if name else None


def class_of(r: ClaimRecord) -> str:
    """party, allied_medium, medium, monitor, rescue_service, witness or unknown."""
    voice = voice_of(r)
    found = rules().classes.get(str(voice["kind"]), "unknown")
    if voice["kind"] == "person" and (voice.get("member_of") or voice.get("side")):
        return "party"
    return "allied_medium" if found == "medium" and voice.get("side") else found


def origins(claims: Sequence[ClaimRecord]) -> list[Origin]:
    """Claims grouped by where they come from, the group with most claims first.

    Two claims are of one origin where their innermost voice is the same, where one report names as its source the
    voice or outlet of the other, or where the words are copied. Owners and sides are a tie that is named, not a proof.
    """
    order = sorted(claims, key=lambda r: r.id)
    parent = list(range(len(order)))
    reasons: dict[int, str] = {}
    passages = [_shingles(r) for r in order]

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


def _same(a: ClaimRecord, b: ClaimRecord, pa: frozenset[str], pb: frozenset[str]) -> str | None:
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
    if pa and pb and len(pa & pb) >= _COPIED * min(len(pa), len(pb)):
        return "the same words, copied"
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
        if voice["kind"] in ("agency", "state_media", "media", "outlet"):
            out.add(str(voice.get("id") or f"media:{key(voice.get('text') or '')}"))
    return out


def _shingles(r: ClaimRecord) -> frozenset[str]:
    """Runs of four words of the passage a claim rests on; empty where it is too short to be told from chance."""
    text, span = r.report.get("text"), r.claim.get("span")
    if not text or not span:
        return frozenset()
    words = normalize(text[span[0] : span[1]]).split()
    if len(words) < _SHINGLE + 4:
        return frozenset()
    return frozenset(" ".join(words[n : n + _SHINGLE]) for n in range(len(words) - _SHINGLE + 1))


def _tied(found: list[Origin], by_id: Mapping[str, ClaimRecord]) -> list[Origin]:
    """The same with a note where origins are of one side: no proof that one copied the other."""
    sides = [{str(s) for i in o.claims if (s := voice_of(by_id[i]).get("side"))} for o in found]
    out = []
    for n, o in enumerate(found):
        same = sorted({p.name for m, p in enumerate(found) if m != n and sides[m] & sides[n]})
        ties = tuple(f"of one side with {name}" for name in same)
        out.append(Origin(o.name, o.kind, o.claims, o.reasons, ties))
    return out
