"""General words of attack used of politics, law or sport: no claim without something kinetic.

"شن النائب هجوما على الحكومة", "ضربة للرئيس", "فانفجرت ضاحكة". Kinetic is a weapon, harm, an armed party, a
thing or place that is hit, or an attack told before.
"""

from riwaya.reading.analysis import Analysis, Happening, PartyMention

_ARMED = frozenset(("armed_group", "militia", "state_forces", "police", "coalition"))
_CIVIL = frozenset((
    "government", "ministry", "political", "person", "media", "newspaper", "agency", "state_media", "organisation",
))  # fmt: skip

_FIRE = 14  # words between a fire and the pronoun that stands for it


def figurative(an: Analysis, h: Happening) -> bool:
    """Whether nothing kinetic goes with a word that is as often a figure of speech."""
    if h.type == "territory_change" and _of_a_fire(an, h):
        return True
    if not all(_general(an, t) for t in h.triggers) or _harmful(h):
        return False
    if _civil_subject(an, h):
        return True
    if _kinetic(an, h):
        return False
    if (_civil(h.targets) and not h.definite) or _blow_to(an, h):
        return True
    return _civil(h.actors) and not h.targets


def _of_a_fire(an: Analysis, h: Happening) -> bool:
    """ "السيطرة على الحريق", "الحريق الذي ... تمت السيطرة عليه": what was got under control is a fire."""
    first, last = an.doc.sentences[an.doc.sentence_of[h.a]]
    on = next((k for k in range(h.b, min(h.b + 4, last)) if an.doc.words[k].startswith("علي")), None)
    if on is None:
        return False
    if an.doc.words[on] == "علي":
        return an.role(on + 1, "fires") is not None
    return any(an.role(k, "fires") is not None for k in range(max(first, h.a - _FIRE), h.a))


def _general(an: Analysis, t: Happening) -> bool:
    """A word of attack that its entry marks as a common figure of speech."""
    return t.match.form.cls == "trigger" and bool(an.lexicon.entries["trigger", t.match.form.id].get("figurative"))


def _blow_to(an: Analysis, h: Happening) -> bool:
    """ "ضربة كبيرة لسمعة الحكومة": a blow for something that is no party, place or thing."""
    if h.match.form.id != "strike" or h.match.form.number != "sg" or h.actors or h.targets:
        return False
    for k in range(h.b, min(h.b + 3, len(an.doc))):
        if an.doc.words[k].startswith("ل"):
            party = an.party_at[k]
            return an.place_at[k] is None and an.thing_at[k] is None and (party is None or party.kind in _CIVIL)
    return False


def _harmful(h: Happening) -> bool:
    """A weapon besides the trigger's own, harm or a count."""
    named = any(not any(t.a <= a < t.b for t in h.triggers) for _, a, _, _ in h.weapon_types)
    return named or bool(h.weapons or h.casualties or h.quantities)


def _kinetic(an: Analysis, h: Happening) -> bool:
    """An armed or hostile doer, or people and things that are hit."""
    if any(_armed(p) or an.people_at[a] is not None or (p is not None and p.adjective) for a, _, p in h.actors):
        return True
    return any(_armed(p) or an.thing_at[a] is not None for a, _, p in h.targets)


def _armed(p: PartyMention | None) -> bool:
    return p is not None and p.kind in _ARMED


def _civil(found: list[tuple[int, int, PartyMention | None]]) -> bool:
    """Whether there are parties and all are of civil life."""
    return bool(found) and all(p is not None and p.kind in _CIVIL and not p.adjective for _, _, p in found)


def _civil_subject(an: Analysis, h: Happening) -> bool:
    """ "شن رئيس الحزب هجوما", "هاجم النائب": right after the verb stands somebody's title."""
    verb = h.b if h.match.form.pos == "verb" else None
    for k in range(h.a - 1, max(h.a - 24, -1), -1):
        if verb is not None:
            break
        m = an.support_at[k]
        if m is not None and m.form.pos == "verb" and m.a == k:
            if an.lexicon.entries["support", m.form.id].get("subject") != "actor":
                return False
            verb = m.b
    if verb is None:
        return False
    while verb < len(an.doc) and an.time_at[verb] is not None:
        verb += 1
    title = an.title_at[verb] if verb < len(an.doc) else None
    if title is not None:
        entry = an.lexicon.entries["title", title.form.id]
        return bool(
            entry.get("kind") == "honorific" or (entry.get("kind") == "role" and entry.get("voice_kind") != "person")
        )
    party, noun = (an.party_at[verb], an.voice_at[verb]) if verb < len(an.doc) else (None, None)
    if party is not None:
        return party.kind in _CIVIL and not party.adjective
    return noun is not None and noun.form.id in _SPOKEN


_SPOKEN = frozenset(("official", "ministry-noun", "organisation-noun", "newspaper-noun", "journalist", "expert"))
