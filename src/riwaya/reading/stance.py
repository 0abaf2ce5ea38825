"""The voice's posture towards each happening."""

from riwaya.model import Evidence
from riwaya.reading.analysis import Analysis, Happening, PartyMention, VoiceMention, within
from riwaya.reading.role_voice import BEHIND

_DEEDS = frozenset((
    "armed_clash", "territory_change", "shelling", "air_strike", "chemical_weapon", "remote_explosive",
    "suicide_bomb", "grenade", "attack", "abduction", "arrest", "interception", "destruction",
    "unspecified_violence",
))  # fmt: skip
_SPEAKS_FOR_ITSELF = frozenset(("armed_group", "state_forces", "official", "person"))


def set_stances(an: Analysis) -> None:
    """Fill stance and certainty of every happening."""
    for h in an.happenings:
        x = h.attribution[-1] if h.attribution else None
        stance, rule = "asserts", "stance.default"
        hedged = any(y.certainty == "hedged" for y in h.attribution)
        if x is not None:
            stance, rule = x.stance, f"stance.cue:{x.entry}"
            voice = x.voices[-1] if x.voices else None
            if stance == "warns":
                ahead = x.entry == "warn" and h.match.form.pos != "verb" and not h.definite and h.a - x.content[0] <= 3
                keep_away = h.type in ("other", "displacement") and (x.entry == "warn" or _weak(an, h))
                stance = "warns" if keep_away or ahead else "asserts"
            elif stance == "accuses" and x.says == "object":
                stance = "accuses" if h.actors else "asserts"
            elif stance == "asserts" and _blames(an, h, x.entry, voice):
                stance, rule = "accuses", "stance.lays-at-another"
            elif stance == "asserts" and not h.negated and _names_who_is_behind(an, h, voice):
                stance, rule = "accuses", "stance.behind"
            elif stance == "asserts" and h.negated:
                stance, rule = "denies", "stance.negated"
            elif stance == "asserts" and h.future and voice is not None:
                stance, rule = "threatens", "stance.future"
            elif stance in ("asserts", "acknowledges") and voice is not None and _own_deed(an, h, voice):
                stance, rule = "claims_responsibility", "stance.own-deed"
        elif h.negated:
            stance, rule = "denies", "stance.negated"
        if _doubted(an, h):
            hedged = True
        h.stance = stance
        h.certainty = "hedged" if hedged else "stated"
        h.why.append(Evidence("stance", rule, x.entry if x else None, an.doc.raw_span(*x.cue) if x else None))


def _weak(an: Analysis, h: Happening) -> bool:
    return bool(an.lexicon.entries[h.match.form.cls, h.match.form.id].get("weak"))


def _blames(an: Analysis, h: Happening, cue: str, voice: VoiceMention | None) -> bool:
    """ "برر", "نسب": the deed is laid at the door of another side than the voice's own."""
    entry = an.lexicon.entries.get(("cue", cue))
    if entry is None or not entry.get("blames") or voice is None:
        return False
    return any(p is not None and p.side and p.side != voice.side for _, _, p in h.actors)


def _names_who_is_behind(an: Analysis, h: Happening, voice: VoiceMention | None) -> bool:
    """ "إن إيران وراء إطلاق الصواريخ", told by another side."""
    if voice is None or not any(w.rule == BEHIND for w in h.why):
        return False
    return not any(p is not None and _same_side(an, p, voice) for _, _, p in h.actors)


def _doubted(an: Analysis, h: Happening) -> bool:
    return any(an.cue_at[k] is not None and an.cue_at[k].form.id == "it-was-reported"  # type: ignore[union-attr]
               for k in range(h.extent[0], min(h.extent[1], len(an.doc))))  # fmt: skip


def _own_deed(an: Analysis, h: Happening, voice: VoiceMention) -> bool:
    """Whether the one who acts is the voice itself or the side it speaks for."""
    if h.type not in _DEEDS:
        return False
    if any(voice.a <= a < voice.b for a, _, _ in h.actors):
        return True
    if voice.kind not in _SPEAKS_FOR_ITSELF:
        return False
    for a, _, party in h.actors:
        if party is not None and _same_side(an, party, voice):
            return True
        if (voice.kind in ("armed_group", "state_forces") or _spokesman(an, voice)) and _possessed(an, a):
            return True
    return not h.actors and (_own_fight(an, h, voice) or _own_by_reference(an, h, voice))


def _spokesman(an: Analysis, voice: VoiceMention) -> bool:
    """Whether the voice speaks for armed forces: a spokesman, a ministry of defence, a leader."""
    entry = an.lexicon.entries.get(("actor", voice.member_of or voice.id or ""))
    return entry is not None and entry.get("kind") in (
        "armed_group", "militia", "state_forces", "coalition", "ministry", "state", "government",
    )  # fmt: skip


def _possessed(an: Analysis, a: int) -> bool:
    """ "مقاتليها", "طائراته": forces named as the voice's own."""
    if an.role(a, "own_force"):
        return True
    for m in (an.people_at[a], an.weapon_at[a], an.party_at[a].match if an.party_at[a] else None):  # type: ignore[union-attr]
        if m is not None and m.a == a and m.split.pronoun in ("ه", "ها", "هم", "نا"):
            return True
    return False


def _own_by_reference(an: Analysis, h: Happening, voice: VoiceMention) -> bool:
    """ "هذه الحملة": the deed told before was done by the voice's own side."""
    if not h.definite or h.match.form.pos == "verb":
        return False
    for x in reversed([y for y in an.happenings if y.a < h.a][-8:]):
        if x.type == h.type and x.actors:
            return any(p is not None and _same_side(an, p, voice) for _, _, p in x.actors)
    return False


def _own_fight(an: Analysis, h: Happening, voice: VoiceMention) -> bool:
    """First person and "managed to" with nobody else named as acting: the voice's own deed."""
    start, end = h.extent
    if h.match.form.pos == "verb" and h.match.form.person == 1:
        return True
    if voice.kind not in ("armed_group", "state_forces"):
        return False
    return any(an.doc.words[k] in an.sets.own_words for k in range(start, min(end, h.b + 3)))


def _nations(an: Analysis, a: int, b: int) -> set[str]:
    """The states whose adjectives stand in `[a, b)`."""
    return {p.id for p in within(an.parties, a, b) if p.adjective and p.id and p.kind == "state"}


def _same_side(an: Analysis, party: PartyMention, voice: VoiceMention) -> bool:
    ids = {voice.id, voice.member_of} - {None}
    if party.id in ids or (party.member_of is not None and party.member_of in ids):
        return True
    for vid in ids:
        entry = an.lexicon.entries.get(("actor", vid)) if vid else None
        if entry is not None and party.id is not None and entry.get("parent") == party.id:
            return True
    if party.side is not None and party.side == voice.side:
        return True
    nation = _nations(an, party.a, party.b + 1)
    if nation and voice.kind in ("official", "state_forces") and nation & _nations(an, voice.a, voice.b):
        return True  # "قالت وزارة الدفاع البريطانية إن القوات المسلحة البريطانية هاجمت"
    name = set(an.doc.words[party.a : party.b])
    spoken = set(an.doc.words[voice.a : voice.b])
    if party.id is None:
        return bool(name & spoken)
    # "قال المتحدث باسم القوات المسلحة اليمنية إن القوات المسلحة نفذت"
    return party.id.startswith("generic.") and party.b - party.a > 1 and name <= spoken
