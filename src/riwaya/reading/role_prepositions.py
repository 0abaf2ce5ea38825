"""Parties that prepositions name around a trigger: aimed at ("على"), done by ("من قبل"), come from ("من")."""

from riwaya.reading.analysis import Analysis, Happening
from riwaya.reading.phrases import Phrase
from riwaya.reading.role_pieces import add_actor, add_target, list_members

VEHICLES = frozenset(("vehicle", "military-vehicle", "bus", "ambulance", "convoy", "patrol"))


def prepositional(an: Analysis, h: Happening, t: Happening, after: list[Phrase], agent_found: bool) -> None:
    """Targets after "على" and its like, actors after "من قبل" and "من"."""
    for p in after:
        if p.kind == "nation":
            continue
        if p.prep in ("في", "ب") and _burnt_or_blown_up(an, t, p):
            add_target(an, h, p, "roles.set-on")
            list_members(an, h, p, after, "target")
            continue
        if p.prep in an.sets.against and any(an.role(k, "cause") for k in range(t.b, p.a)):
            continue  # "ردا على العدوان على البلد"
        if p.prep in an.sets.against and (p.kind != "aircraft" or _at_aircraft(an, h, t)):
            add_target(an, h, p, "roles.against")
            list_members(an, h, p, after, "target")
        elif p.prep == "agent" and p.agentive:
            if not _of_participle(an, t, p.a) and not (_holds(an, p.a) and t.type != "territory_change"):
                add_actor(an, h, p, "roles.by")
        elif (
            p.prep == "من"
            and p.kind in ("party", "aircraft")
            and p.agentive
            and not agent_found
            and p.a - t.b <= 4
            and not _some_of(an, p.a)
            and not (p.party is not None and p.party.kind == "state")
        ) and t.frame != "move":
            add_actor(an, h, p, "roles.from")
            list_members(an, h, p, after, "actor")


def _burnt_or_blown_up(an: Analysis, t: Happening, p: Phrase) -> bool:
    """ "أضرموا النار في | سيارات", "فجروا عبوة في | آلية": what was set on fire, or on what a charge was set off."""
    at_men = p.kind == "party" and p.prep == "ب" and t.type == "remote_explosive" and t.frame == "act"
    if at_men and p.a - t.b <= 4:
        return True  # "تفجير عبوة | بقوة راجلة"
    if p.kind != "thing" or an.weapon_at[p.a] is not None or p.a - t.b > 4:
        return False
    fire = t.type == "destruction" and an.doc.words[p.a - 2 : p.a - 1] != [] and an.role(p.a - 2, "flames") is not None
    return fire or (t.type == "remote_explosive" and t.frame == "act" and p.entry in VEHICLES)


def _some_of(an: Analysis, at: int) -> bool:
    """ "اعتقال ستة من | عناصر التنظيم", "خطف عدد من": a number of them, none of whom did it."""
    return at >= 2 and (an.number_at[at - 2] is not None or an.doc.words[at - 2] in an.sets.quantifiers)


def _holds(an: Analysis, at: int) -> bool:
    """ "على حي تحت سيطرة | المعارضة": who holds the place that was hit."""
    for k in range(max(0, at - 3), at):
        m = an.role(k, "agent")
        if m is not None and (
            m.form.id == "held-by" or (m.form.id == "in-hand" and k and an.trigger_at[k - 1] is None)
        ):
            return True
    return False


def _at_aircraft(an: Analysis, h: Happening, t: Happening) -> bool:
    """ "أطلقت صاروخا صوب الطائرة": aircraft are aimed at where something is fired, or stopped."""
    return t.type == "interception" or t.match.form.id == "fire-at"


def _of_participle(an: Analysis, t: Happening, at: int) -> bool:
    """ "قصف الحي المحاصر من قبل | التنظيم": the participle before "by" has the doer, not the trigger."""
    k = next((k for k in range(at - 1, max(at - 5, t.b - 1), -1) if an.role(k, "agent")), t.b) - 1
    word = an.doc.words[k].removeprefix("و")
    if k < t.b or not word.startswith("الم") or len(word) < 6 or an.trigger_at[k] or an.party_at[k]:
        return False
    if t.match.form.pos == "verb":
        return True
    return not t.match.split.article or any(not an.doc.words[j].startswith("ال") for j in range(t.b, k))
