"""Who acts and who is acted on, for triggers that name an act: verbs and event nouns."""

from riwaya.reading.analysis import Analysis, Happening
from riwaya.reading.phrases import Phrase
from riwaya.reading.role_pieces import (
    AGAINST,
    add_actor,
    add_target,
    is_apposed,
    is_object_form,
    light_verb,
    light_verb_roles,
    list_members,
    subject_before_verb,
    within_reach,
)
from riwaya.text.tokens import COLON, COMMA


def act(an: Analysis, h: Happening, t: Happening, phrases: list[Phrase]) -> None:
    """Parties of an act, told by a verb or by a noun; participles and adjectives name none."""
    if t.match.form.pos == "verb":
        _act_verb(an, h, t, phrases)
    elif t.match.form.pos in ("participle", "adjective"):
        return
    else:
        act_noun(an, h, t, phrases)


def _act_verb(an: Analysis, h: Happening, t: Happening, phrases: list[Phrase]) -> None:
    after = [p for p in phrases if p.a >= t.b and within_reach(an, t.b, p.a)]
    bare = [p for p in after if not p.prep and p.kind != "nation" and not is_apposed(an, p, phrases)]
    met = next((x for x in h.triggers if x.as_object and x.a >= t.b), None)
    if met is not None:
        bare = [p for p in bare if p.a < met.a]
        after = [p for p in after if p.a < met.a]  # what the attack was against is where it was met
    if t.type == "interception":  # aircraft here are what is stopped
        bare = [p for p in bare if p.kind != "aircraft" or (p.a == t.b and p.party is not None)]
    before = subject_before_verb(an, t, phrases)
    passive = t.match.form.passive or "\u064f" in an.doc.raw_text(t.a, t.a + 1)[1:3]
    relative = an.role(t.a - 1, "relative") is not None
    agent: Phrase | None = None
    rest = bare
    if _said_of_noun(an, h, t):
        before = None
    elif bare and is_object_form(an, bare[0]):
        pass  # "وأسرت جنودا": an accusative is acted on
    elif _of_itself(an, t):
        before = None  # "إنها اعتقلت منفذ الهجوم": the voice acts, what follows is acted on
    elif (
        bare
        and bare[0].agentive
        and bare[0].a - t.b <= 4
        and not passive
        and _open(an, t.b, bare[0].a)
        and not _stranger(an, t.b, bare[0].a)
    ):
        second = len(bare) > 1 or any(p.prep in AGAINST for p in after) or t.match.split.pronoun
        if (
            before is None
            or relative
            or t.match.split.pronoun
            or (second and t.match.form.gender and t.match.split.conj)
            or bare[0].kind == "aircraft"
            or (second and an.role(before.a - 1, "complement") is None)
        ):
            agent, rest = bare[0], bare[1:]
    if agent is None and before is not None and not passive:
        agent = before
    if agent is not None:
        partner = next((p for p in phrases if p.b == agent.a and agent.conj and agent is before), None)
        if partner is not None and partner.agentive and not partner.prep and partner.kind == "party":
            add_actor(an, h, partner, "roles.subject")  # "قوات النظام وروسيا استهدفتا"
        add_actor(an, h, agent, "roles.subject")
        list_members(an, h, agent, phrases, "actor")
    if rest and rest[0].a - t.b <= 8 and _object_open(an, t.b, rest[0].a):
        if passive and rest[0].agentive and rest[0].kind == "party":
            add_target(an, h, rest[0], "roles.passive-subject")
        elif rest[0] is not agent:
            add_target(an, h, rest[0], "roles.object")
            list_members(an, h, rest[0], phrases, "target")
    if t.match.split.pronoun and relative:
        _listed(an, h, t, phrases)
    prepositional(an, h, t, after, agent is not None)


def _stranger(an: Analysis, a: int, b: int) -> bool:
    """Whether an unknown noun stands between a verb and a party: "استهدف موقعي الجيش" names no doer."""
    return b - a == 1 and not (
        an.particle_at[a] or an.time_at[a] or an.number_at[a] or an.place_at[a] or an.weapon_at[a]
        or an.doc.words[a].endswith("ا") or an.doc.words[a] in an.sets.back_words
    )  # fmt: skip


def follows(an: Analysis, a: int, b: int) -> bool:
    """Whether the phrase at `b` can be the subject of a verb that ends at `a`: only times, counts, asides between."""
    return b - a <= 5 and all(
        an.time_at[k] is not None or an.number_at[k] is not None or an.role(k, "turn") is not None
        or an.role(k, "quantifier") is not None or an.doc.words[k] in an.sets.back_words
        for k in range(a, b)
    )  # fmt: skip


def _object_open(an: Analysis, a: int, b: int) -> bool:
    """Whether what stands between a verb and its object governs nothing but places and times."""
    for k in range(a, b):
        after = k + 1
        if an.doc.words[k] in an.sets.prepositions and after < b:
            if an.place_at[after] is None and an.time_at[after] is None and an.time_at[k] is None:
                known = an.thing_at[after] or an.number_at[after] or an.people_at[after] or an.trigger_at[after]
                if an.party_at[after] is None and an.weapon_at[after] is None and not known and after < b:
                    return False
    return True


def _open(an: Analysis, a: int, b: int) -> bool:
    """Whether no other trigger stands in `[a, b)`."""
    return all(an.trigger_at[k] is None for k in range(a, b))


def _of_itself(an: Analysis, t: Happening) -> bool:
    """Whether a complementizer with a pronoun ("إنها") gives the verb its subject."""
    return any(an.role(k, "self") is not None for k in (t.a - 1, t.a - 2) if k >= 0)


def _listed(an: Analysis, h: Happening, t: Happening, phrases: list[Phrase]) -> None:
    """ "المواقع التي استهدفها ... وهي: فرع كذا، حاجز كذا": what the pronoun stands for follows a colon."""
    colon = next((k for k in range(t.b, h.extent[1]) if an.doc.gap[k] & COLON), None)
    if colon is not None:
        for p in phrases:
            if p.a >= colon and p.kind == "thing" and not p.prep:
                add_target(an, h, p, "roles.listed-after-colon")


def _said_of_noun(an: Analysis, h: Happening, t: Happening) -> bool:
    """Whether the verb's subject is an event noun of the same happening ("غارة استهدفت سوقا")."""
    if t.match.split.pronoun or (t.match.form.id not in an.sets.event_verbs and t.type != "destruction"):
        return False
    return any(x.match.form.pos != "verb" and x.frame != "harm" and x.b <= t.a and t.a - x.b <= 14 for x in h.triggers)


def act_noun(an: Analysis, h: Happening, t: Happening, phrases: list[Phrase]) -> None:
    """An event noun or masdar: light verb, nationality, genitive and prepositions tell who is who."""
    after = [p for p in phrases if p.a >= t.b and within_reach(an, t.b, p.a)]
    met = next((x for x in h.triggers if x.as_object and x.a >= t.b), None)
    if met is not None:
        after = [p for p in after if p.a < met.a]
    support = light_verb(an, t, h)
    if met is not None and support is not None and support[0] > met.a:
        support = None
    agent_found = False
    if support is not None:
        agent_found = light_verb_roles(an, h, t, support, phrases)
    for p in after:
        if p.kind == "nation" and p.a > t.b and (an.place_at[p.a - 1] is not None or _governed(an, t.b, p.a)):
            continue  # "حمص السورية", "قصف على القاعدة الأميركية"
        if p.kind == "nation" and p.a - t.b <= 3 and not p.prep and not an.doc.gap[p.a] & COMMA:
            add_actor(an, h, p, "roles.nationality")
            agent_found = True
            break
    direct = [p for p in after if p.a - t.b <= 3 and p.kind != "nation"]
    if direct and not an.doc.gap[direct[0].a] & COMMA:
        p = direct[0]
        acts = _agent_reading(an, h, t, p, after)
        patient_first = t.match.form.pos == "masdar" and not acts
        reached = not any(
            an.trigger_at[k] is not None or an.support_at[k] is not None or an.doc.gap[k] & COMMA
            for k in range(t.b, p.a)
        ) and not an.doc.gap[p.a] & COMMA  # fmt: skip
        if not reached:
            pass
        elif not p.prep and (p.a == t.b or (p.a - t.b == 1 and _adjectival(an, t.b))):
            if p.kind == "aircraft" and p.party is None and t.type == "shelling":
                pass  # "إطلاق طائرتين مسيرتين": what was fired
            elif (p.agentive or (p.kind == "people" and acts)) and not patient_first and not agent_found:
                add_actor(an, h, p, "roles.genitive-agent")
                list_members(an, h, p, phrases, "actor")
                agent_found = True
            elif not (p.kind == "aircraft" and agent_found and t.type != "interception"):
                add_target(an, h, p, "roles.genitive-patient")
                list_members(an, h, p, phrases, "target")
        elif p.prep == "ل":
            apart = p.a > t.b or t.b - t.a > 1 or t.match.form.pos == "noun"
            apart = apart or (t.type in ("shelling", "air_strike") and not t.definite)  # "قصف لقوات كذا"
            if p.kind in ("party", "aircraft") and p.agentive and not agent_found and not patient_first and apart:
                add_actor(an, h, p, "roles.possessor-agent")
                agent_found = True
            elif p.kind in ("thing", "people") or agent_found or patient_first:
                add_target(an, h, p, "roles.dative-patient")
                list_members(an, h, p, phrases, "target")
        if agent_found and p.prep in ("", "ل") and not h.targets:
            _dative(an, h, p, after, phrases)
    prepositional(an, h, t, after, agent_found)


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


def _governed(an: Analysis, a: int, b: int) -> bool:
    """Whether a preposition stands in `[a, b)`: what follows it says nothing of the word before."""
    return any(an.doc.words[k] in an.sets.prepositions for k in range(a, b))


def _adjectival(an: Analysis, k: int) -> bool:
    """Whether the one word between an event noun and its genitive can be the noun's adjective or the like."""
    word = an.doc.words[k]
    known = an.weapon_at[k] or an.party_at[k] or an.particle_at[k] or an.number_at[k] or an.people_at[k]
    return known is not None or word.startswith("ال") or word.endswith(("ي", "ه", "ا"))


def _dative(an: Analysis, h: Happening, agent: Phrase, after: list[Phrase], phrases: list[Phrase]) -> None:
    """ "استهداف طائرة | لسيارة", "قصف الجيش | لمواقع التنظيم": after the doer, "to" names what was hit."""
    q = next((q for q in after if q.a >= agent.b and q.kind != "nation"), None)
    if q is not None and q.prep == "ل" and q.a - agent.b <= 2 and q.kind in ("thing", "people", "party"):
        if not an.doc.gap[q.a] & COMMA:
            add_target(an, h, q, "roles.dative-patient")
            list_members(an, h, q, phrases, "target")


def _fired_after(an: Analysis, t: Happening, at: int) -> bool:
    """ "إلقاء المروحيات | براميل", "إطلاق ناشطين تدعمهم جهة، صواريخ": munitions in the accusative follow."""
    for k in range(at, min(at + 4, len(an.doc))):
        m = an.weapon_at[k]
        if m is not None:
            countable = an.lexicon.entries["weapon", m.form.id].get("countable")
            return bool(countable) and not m.split.prep and an.doc.words[k - 1] not in an.sets.prepositions
        if an.trigger_at[k] is not None or an.role(k, "complement"):
            return False
    return False


def _agent_reading(an: Analysis, h: Happening, t: Happening, p: Phrase, after: list[Phrase]) -> bool:
    """Whether the genitive of a verbal noun acts: something else is acted on, or it is a bombardment."""
    if p.kind in ("party", "people", "aircraft") and _fired_after(an, t, p.b):
        return True
    if not p.agentive:
        return False
    if any(q.a > p.a and (q.prep in AGAINST or q.prep == "ل" or not q.prep) and q.a - p.b <= 2 for q in after):
        return True
    if p.b < len(an.doc) and an.doc.words[p.b] in an.sets.place_markers:
        return True  # "استهداف الاحتلال منطقة كذا"
    place = next((x for x in an.places if p.b <= x.marker_a <= p.b + 2), None)
    if place is not None and place.prep in ("علي", "ل", ""):
        return True
    return t.type in ("shelling", "air_strike")


def prepositional(an: Analysis, h: Happening, t: Happening, after: list[Phrase], agent_found: bool) -> None:
    """Targets after "على" and its like, actors after "من قبل" and "من"."""
    for p in after:
        if p.kind == "nation":
            continue
        if p.prep in AGAINST and any(an.role(k, "cause") for k in range(t.b, p.a)):
            continue  # "ردا على العدوان على البلد"
        if p.prep in AGAINST and (p.kind != "aircraft" or _at_aircraft(an, h, t)):
            add_target(an, h, p, "roles.against")
            list_members(an, h, p, after, "target")
        elif p.prep == "agent" and p.agentive:
            if not _of_participle(an, t, p.a):
                add_actor(an, h, p, "roles.by")
        elif (
            p.prep == "من"
            and p.kind in ("party", "aircraft")
            and p.agentive
            and not agent_found
            and p.a - t.b <= 4
            and not (p.party is not None and p.party.kind == "state")
        ) and t.frame != "move":
            add_actor(an, h, p, "roles.from")
