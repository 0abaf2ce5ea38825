"""Who acts and who or what is acted on, from where noun phrases stand around a trigger."""

from riwaya.reading.analysis import Analysis, Happening
from riwaya.reading.phrases import Phrase, phrases_in
from riwaya.reading.role_frames import READERS
from riwaya.reading.role_nouns import act_noun
from riwaya.reading.role_voice import accused_party, behind_it, same_actor, undergone, voice_itself


def set_roles(an: Analysis, blocked: bytearray) -> None:
    """Fill actors and targets of every happening."""
    for h in an.happenings:
        start, end = h.extent
        phrases = [p for p in phrases_in(an, start, end, blocked) if not _is_count(an, p)]
        for t in h.triggers:
            rule = READERS.get(t.frame)
            if rule is not None and not t.as_object:
                rule(an, h, t, phrases)
        for t in h.triggers:
            if t.as_object:
                _attackers(an, h, t, phrases)
        accused_party(an, h)
        behind_it(an, h)
        same_actor(an, h)
        undergone(an, h)
        voice_itself(an, h)
        _dedupe(h)
        _unmanned(an, h)


def _unmanned(an: Analysis, h: Happening) -> None:
    """ "استهدف الجيش، في غارة مسيرة": aircraft of nobody are the means of the party that acts."""
    if any(p is not None for _, _, p in h.actors):
        h.actors = [x for x in h.actors if x[2] is not None or an.weapon_at[x[0]] is None]


def _attackers(an: Analysis, h: Happening, t: Happening, phrases: list[Phrase]) -> None:
    """ "صدت القوات هجوما شنه التنظيم": who attacked is whom the defender met."""
    met = Happening(t.a, t.b, t.match, t.type, t.frame, h.extent)
    act_noun(an, met, t, phrases)
    known = {a for a, _, _ in h.actors}
    h.targets.extend(x for x in met.actors if x[0] not in known)


def _is_count(an: Analysis, p: Phrase) -> bool:
    """Counted people are casualties, not parties, unless a party owns them."""
    return False


def _dedupe(h: Happening) -> None:
    seen: set[int] = set()
    named: set[str] = set()
    actors = []
    for x in h.actors:
        known = x[2].id if x[2] is not None and x[2].id and not x[2].id.startswith("generic.") else ""
        if x[0] not in seen and known not in named:
            seen.add(x[0])
            named |= {known} - {""}
            actors.append(x)
    h.actors = actors
    targets = []
    for x in h.targets:
        if x[0] not in seen:
            seen.add(x[0])
            targets.append(x)
    h.targets = targets
