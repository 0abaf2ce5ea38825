"""Deeds told with no doer ("إنه تم استهداف ..."): the voice's own where they were done to what its enemy has."""

from riwaya.reading.analysis import Analysis, Happening, VoiceMention
from riwaya.reading.voice_side import same_side

_REACH = 3  # words from the start of the content to the deed
_STRIKES = frozenset(("shelling", "air_strike", "attack", "remote_explosive", "destruction", "arrest"))
_ARMOUR = frozenset(("military-vehicle",))
_OTHERS_OWN = frozenset(("settlement",))
_OF_WAR = frozenset((
    "airport", "base", "checkpoint", "headquarters", "military", "port", "position", "ship", "oil", "launcher",
))  # fmt: skip


def impersonal(an: Analysis, h: Happening, at: int) -> bool:
    """ "إنه تم استهداف الموقع": whether the content opens with a verb of happening and the deed as its subject."""
    if not 0 < h.a - at <= _REACH:
        return False
    first = at + 1 if an.doc.words[at] in an.sets.auxiliary else at
    if an.role(first, "done") is None:
        return False  # "إن المقر تم قصفه": of what was struck
    return h.match.form.pos != "verb" or h.a == first + 1  # "تم قصف": spelled like a verb


def against_enemy(an: Analysis, h: Happening, voice: VoiceMention) -> bool:
    """Whether what was struck is of another side than the voice's, or of war and struck with a weapon named."""
    if h.type == "territory_change":
        return not any(p is not None and same_side(an, a, b, p, voice) for a, b, p in h.targets)
    if h.frame != "act" or h.type not in _STRIKES:
        return False
    for a, b, party in h.targets:
        named = next((p for k in range(a, b) if (p := an.party_at[k]) is not None), party)
        if named is not None and named.side is not None:
            return not same_side(an, named.a, named.b, named, voice)
        thing, arm = an.thing_at[a], an.weapon_at[a]
        kind = an.lexicon.entries["facility", thing.form.id].get("kind") if thing is not None else None
        tank = arm is not None and an.lexicon.entries["weapon", arm.form.id].get("weapon") == "tank"
        if tank or kind in _OTHERS_OWN or (thing is not None and thing.form.id in _ARMOUR):
            return True
        if kind in _OF_WAR and _with_weapon(an, h):
            return True
    return False


def _with_weapon(an: Analysis, h: Happening) -> bool:
    """ "بصاروخ", "بطائرات مسيرة", after the deed."""
    arms = (an.weapon_at[k] for k in range(h.b, min(h.extent[1], len(an.doc))))
    return any(m is not None and m.split.prep == "ب" for m in arms)
