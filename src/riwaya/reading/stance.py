"""The voice's posture towards each happening."""

from riwaya.model import Evidence
from riwaya.reading.analysis import Analysis, Happening, VoiceMention, within
from riwaya.reading.merge_links import replied_to
from riwaya.reading.role_own_deed import own_forces_act
from riwaya.reading.role_voice import BEHIND
from riwaya.reading.voice_side import same_side, speaks_for_army

_DEEDS = frozenset((
    "armed_clash", "territory_change", "shelling", "air_strike", "chemical_weapon", "remote_explosive",
    "suicide_bomb", "grenade", "attack", "abduction", "arrest", "interception", "destruction",
    "unspecified_violence",
))  # fmt: skip
_ONLOOKERS = frozenset(("monitor", "media", "agency", "witnesses", "residents", "rescue_service", "medical"))
_FROM_AFAR = frozenset(("shelling", "air_strike"))
_ARMED = frozenset(("armed_group", "militia", "state_forces", "coalition"))
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
                keep_away = h.type in ("other", "displacement") and (x.entry == "warn" or _marked(an, h, "weak"))
                keep_away = keep_away and (h.match.form.pos != "verb" or _marked(an, h, "weak"))
                keep_away = keep_away or (h.type == "displacement" and _told_to_leave(an, x.cue[1], h.a))
                stance = "warns" if keep_away or ahead else "asserts"
                if x.says == "that" and h.future and voice is not None:  # "حذرت الكتائب من أنها ستقصف"
                    stance = "warns" if not h.actors or _of_others(an, h, voice) else "threatens"
            elif stance == "accuses" and x.says in ("object", "accuse") and (x.says == "object" or not h.actors):
                stance = "accuses" if h.actors else "asserts"
            elif stance == "asserts" and _blames(an, h, x.entry, voice):
                stance, rule = "accuses", "stance.lays-at-another"
            elif stance == "asserts" and not h.negated and _names_who_is_behind(an, h, voice):
                stance, rule = "accuses", "stance.behind"
            elif stance == "asserts" and voice is not None and _marked(an, h, "threat"):
                stance, rule = "threatens", "stance.threat"
            elif stance == "asserts" and h.negated:
                stance, rule = "denies", "stance.negated"
            elif stance == "asserts" and h.future and voice is not None:
                stance, rule = ("warns" if _of_others(an, h, voice) else "threatens"), "stance.future"
            elif stance == "acknowledges" and (h.frame == "harm" or _harmed_others(h)):
                rule = "stance.conceded"  # "اعترف بمسؤوليته عن مقتل مدنيين": no deed it is proud of
            elif stance == "asserts" and voice is not None and _own_deed(an, h, voice):
                stance, rule = "claims_responsibility", "stance.own-deed"
        elif h.negated:
            stance, rule = "denies", "stance.negated"
        if stance in ("threatens", "warns") and replied_to(an, h.a):
            stance, rule = "asserts", "stance.replied-to"
        if _doubted(an, h):
            hedged = True
        h.stance = stance
        h.certainty = "hedged" if hedged else "stated"
        h.why.append(Evidence("stance", rule, x.entry if x else None, an.doc.raw_span(*x.cue) if x else None))


def _harmed_others(h: Happening) -> bool:
    """Whether people who are no fighters were harmed by what is conceded."""
    return any(c.group != "fighters" for c in h.casualties)


def _told_to_leave(an: Analysis, a: int, b: int) -> bool:
    """ "دعا المتحدث باسم الجيش سكان الحي إلى إخلاء منازلهم": people are named who are to go."""
    said = (an.voice_at[k] for k in range(a, b))
    people = (an.people_at[k] for k in range(a, b))
    groups = (an.lexicon.entries["people", m.form.id].get("group") for m in people if m is not None)
    return any(m is not None and m.form.id == "resident" for m in said) or "civilians" in groups


def _marked(an: Analysis, h: Happening, mark: str) -> bool:
    """Whether the entry of the trigger says so of itself."""
    return bool(an.lexicon.entries[h.match.form.cls, h.match.form.id].get(mark))


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
    return not any(p is not None and same_side(an, a, b, p, voice) for a, b, p in h.actors)


def _of_others(an: Analysis, h: Happening, voice: VoiceMention) -> bool:
    """ "قال الوزير اللبناني إن إسرائيل ستقصف": the coming deed of a side that is not the voice's own."""
    if voice.kind in _ONLOOKERS:
        return True
    named = [(a, b, p) for a, b, p in h.actors if p is not None and p.side]
    return bool(named and voice.side) and not any(same_side(an, a, b, p, voice) for a, b, p in named)


def _doubted(an: Analysis, h: Happening) -> bool:
    return any(an.cue_at[k] is not None and an.cue_at[k].form.id == "it-was-reported"  # type: ignore[union-attr]
               for k in range(h.extent[0], min(h.extent[1], len(an.doc))))  # fmt: skip


def _own_deed(an: Analysis, h: Happening, voice: VoiceMention) -> bool:
    """Whether the one who acts is the voice itself or the side it speaks for."""
    if h.type not in _DEEDS:
        return False
    if any(voice.a <= a < voice.b for a, _, _ in h.actors):
        return True
    within_it = {p.id for p in within(an.parties, voice.a, voice.b) if p.kind in _ARMED}
    if voice.kind == "unnamed_source" and any(p is not None and p.id in within_it for _, _, p in h.actors):
        return True  # "قال مصدر في الحركة إن عناصر الحركة أطلقوا"
    if voice.kind not in _SPEAKS_FOR_ITSELF:
        return False
    if any(w.rule == "roles.between" for w in h.why):
        return False  # "معارك تدور بين المقاومة والمليشيا": nobody says who attacked
    for a, b, party in h.actors:
        if party is not None and same_side(an, a, b, party, voice):
            return True
        if b + 1 < len(an.doc) and an.doc.words[b] in an.sets.of_words and _possessed(an, b + 1):
            return True  # "انتحاريا | من مقاتليه"
        if (voice.kind in ("armed_group", "state_forces") or _spokesman(an, voice)) and _possessed(an, a):
            return True
    return not h.actors and (_own_fight(an, h, voice) or _own_by_reference(an, h, voice))


def _spokesman(an: Analysis, voice: VoiceMention) -> bool:
    """Whether the voice speaks for armed forces: a spokesman, a ministry of defence, a leader."""
    if speaks_for_army(an, voice):
        return True
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
    if not h.definite or h.match.form.pos == "verb" or replied_to(an, h.a):
        return False
    for x in reversed([y for y in an.happenings if y.a < h.a][-8:]):
        if (x.type == h.type or {x.type, h.type} <= _FROM_AFAR) and x.actors and not x.negated:
            return any(p is not None and same_side(an, a, b, p, voice) for a, b, p in x.actors)
    return False


def _own_fight(an: Analysis, h: Happening, voice: VoiceMention) -> bool:
    """First person and "managed to" with nobody else named as acting: the voice's own deed."""
    start, end = h.extent
    if h.match.form.pos == "verb" and h.match.form.person == 1:
        return True
    if voice.kind not in ("armed_group", "state_forces"):
        return False
    return own_forces_act(an, h, start, min(end, h.b + 3))
