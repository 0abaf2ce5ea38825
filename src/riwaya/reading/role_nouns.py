"""Who acts and who is acted on, for event nouns: light verb, nationality, genitive and prepositions tell."""

import itertools
from dataclasses import replace

from riwaya.model import Evidence
from riwaya.reading.analysis import Analysis, Happening
from riwaya.reading.merge_links import aside_end, told_before
from riwaya.reading.phrases import Phrase
from riwaya.reading.role_pieces import (
    ARMED,
    add_actor,
    add_target,
    joined_to,
    light_verb,
    light_verb_roles,
    list_members,
    within_reach,
)
from riwaya.reading.role_prepositions import VEHICLES, prepositional
from riwaya.text.tokens import COMMA


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
        if support[2] == "target" and not agent_found:
            agent_found = _launched_by(an, h, t, phrases)
    if t.match.split.pronoun and not h.targets:
        _done_to(an, h, t, phrases)
    if t.match.split.pronoun and t.match.form.pos == "noun" and not h.actors:
        agent_found = _owner(an, h, t, phrases) or agent_found
    for p in after:
        if p.kind == "nation" and p.a > t.b and (an.place_at[p.a - 1] is not None or _governed(an, t.b, p.a)):
            continue  # "حمص السورية", "قصف على القاعدة الأميركية"
        if p.kind == "nation" and p.a > t.b and t.match.split.pronoun:
            continue  # "استهدافها سفينة كذا | الأميركية": of what was hit
        described = all(
            an.doc.words[k].startswith("ال") == t.match.split.article
            and (an.weapon_at[k] is not None or not an.doc.words[k].startswith(("ب", "ل")))
            for k in range(t.b, p.a)
        )
        if p.kind == "nation" and p.a - t.b <= 3 and not p.prep and not an.doc.gap[p.a] & COMMA and described:
            add_actor(an, h, p, "roles.nationality")
            agent_found = True
            if (q := next((q for q in after if q.a == p.b and q.kind == "nation" and not q.prep), None)) is not None:
                add_actor(an, h, q, "roles.nationality")  # "الضربات الروسية والسورية", "العدوان الأمريكي البريطاني"
            break
    direct = [p for p in after if p.a - t.b <= 3 and p.kind != "nation"]
    if direct and not an.doc.gap[direct[0].a] & COMMA:
        p = direct[0]
        acts = _agent_reading(an, h, t, p, after)
        fell = t.type == "interception" and t.frame == "fall"  # "سقطت | طائرة استطلاع إسرائيلية"
        patient_first = (t.match.form.pos == "masdar" and not acts) or (fell and an.weapon_at[p.a] is not None)
        reached = not any(
            an.trigger_at[k] is not None or an.support_at[k] is not None or an.doc.gap[k] & COMMA
            for k in range(t.b, p.a)
        ) and not an.doc.gap[p.a] & COMMA and not told_before(an, t.b, p.a)  # fmt: skip
        if not reached:
            pass
        elif t.match.split.article and an.number_at[p.a - 1] is not None:
            pass  # "أصيب في الانفجار | خمسة جنود"
        elif not p.prep and (p.a == t.b or (p.a - t.b == 1 and _adjectival(an, t.b))):
            if p.kind == "aircraft" and p.party is None and t.type == "shelling":
                pass  # "إطلاق طائرتين مسيرتين": what was fired
            elif t.match.split.pronoun and p.a > t.b and p.kind == "party":
                pass  # "قصفهم | هم فلان وفلان": the pronoun is in the place of a genitive
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
            if t.frame == "fall" and _owned(an, t, p):
                add_target(an, h, replace(p, a=p.a - 1), "roles.owned-thing")  # "دمر انفجار | كرفانا للشرطة"
            elif p.kind in ("party", "aircraft") and p.agentive and not agent_found and not patient_first and apart:
                add_actor(an, h, p, "roles.possessor-agent")
                agent_found = True
            elif p.kind in ("thing", "people") or agent_found or patient_first:
                add_target(an, h, p, "roles.dative-patient")
                list_members(an, h, p, phrases, "target")
        if reached and agent_found and h.actors and h.actors[-1][0] == p.a and not h.targets:
            _dative(an, h, p, after, phrases)
    if t.type == "remote_explosive" and t.frame == "fall":
        for p in after:
            if p.prep == "ب" and p.entry in VEHICLES and an.weapon_at[p.a] is None:
                add_target(an, h, p, "roles.exploded-at")  # "انفجرت عبوة | بسيارة للجيش"
    _both_sides(an, h, t, after)
    _flown_by(an, h, after)
    prepositional(an, h, t, after, agent_found)


def _launched_by(an: Analysis, h: Happening, t: Happening, phrases: list[Phrase]) -> bool:
    """ "تعرض الحاجز لهجوم شنه | مسلحون": what was undergone, and who is said to have done it."""
    for k in range(t.b, min(t.b + 5, h.extent[1])):
        m = an.support_at[k]
        if m is None or m.a != k or m.form.pos != "verb" or not m.split.pronoun:
            continue
        if an.lexicon.entries["support", m.form.id].get("subject") == "actor":
            return light_verb_roles(an, h, t, (m.a, m.b, "actor", m.form.id, True), phrases)
        return False
    return False


def _both_sides(an: Analysis, h: Happening, t: Happening, after: list[Phrase]) -> None:
    """ "قصف متبادل بين | الفصائل والجيش": both sides fired."""
    if h.actors or not any(an.role(k, "mutual") for k in range(t.a, min(t.b + 2, len(an.doc)))):
        return
    for p, q in itertools.pairwise(after):
        if p.prep == "بين" and p.agentive and q.agentive and joined_to(an, p, q):
            add_actor(an, h, p, "roles.between")
            add_actor(an, h, q, "roles.between")
            return


def _flown_by(an: Analysis, h: Happening, after: list[Phrase]) -> None:
    """ "هجوم بطائرة مسيرة | لقوات كذا": whose the aircraft were that it was done with."""
    p = next((p for p in after if p.kind == "aircraft" and p.prep == "ب" and p.party is not None), None)
    if p is not None and p.party is not None and not h.actors and not p.party.adjective:
        h.actors.append((p.party.a, p.party.b, p.party))
        h.why.append(Evidence("actors", "roles.flown-by", p.party.id, an.doc.raw_span(p.party.a, p.party.b)))


def _owned(an: Analysis, t: Happening, p: Phrase) -> bool:
    """Whether an indefinite noun unknown to the lexicon stands between the trigger and its owner."""
    k = p.a - 1
    if k < t.b or an.doc.words[k].startswith("ال") or an.doc.gap[p.a]:
        return False
    return not (
        an.weapon_at[k] or an.particle_at[k] or an.number_at[k] or an.people_at[k] or an.party_at[k]
        or an.trigger_at[k] or an.place_at[k] or an.time_at[k]
    )  # fmt: skip


def _done_to(an: Analysis, h: Happening, t: Happening, phrases: list[Phrase]) -> None:
    """ "سيارة القيادي تم استهدافها": the noun before a verb of happening is what the pronoun stands for."""
    k = t.a - 1
    m = an.support_at[k] if k > 0 else None
    if m is None or m.form.pos != "verb" or an.lexicon.entries["support", m.form.id].get("subject", "event") != "event":
        return
    p = max((p for p in phrases if p.b <= k), key=lambda p: p.b, default=None)
    if p is not None and not p.prep and k - p.b <= 4 and p.kind in ("thing", "people", "party"):
        add_target(an, h, p, "roles.done-to")


def _owner(an: Analysis, h: Happening, t: Happening, phrases: list[Phrase]) -> bool:
    """ "استخدمت القوات ذخائر في هجومها": the pronoun of an attack is the one party told of before it."""
    before = [p for p in phrases if p.b <= t.a and p.kind == "party" and p.agentive]
    if not before or any(p.party is None or p.party.cls != "actor" or p.party.kind not in ARMED for p in before):
        return False
    named = {p.party.id or an.doc.raw_text(p.a, p.b) for p in before if p.party is not None}
    if len(named) != 1 or before[-1].prep:
        return False
    add_actor(an, h, before[-1], "roles.owner")
    return True


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
    if q is not None and q.a == agent.b and not q.prep and not q.conj and q.kind == "thing":
        add_target(an, h, q, "roles.object")  # "استهداف طائرات كذا | مخازن"
        list_members(an, h, q, phrases, "target")
    elif q is not None and q.prep == "ل" and q.a - agent.b <= 2 and q.kind in ("thing", "people", "party"):
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
    if not p.agentive or (p.kind == "aircraft" and t.type == "interception"):
        return False
    gas = an.weapon_at[p.b] if p.b < len(an.doc) and t.match.form.id == "tear-gas" else None
    if gas is not None and not gas.split.prep:
        return True  # "إطلاق قوات كذا | الغاز"
    counted = an.number_at[p.b] if p.b < len(an.doc) and not an.doc.gap[p.b] else None
    if p.kind == "party" and counted is not None and not p.conj and not counted.percent:
        return True  # "إخلاء السلطات عشرات القرى"
    if any(q.a > p.a and (q.prep in an.sets.against or q.prep == "ل" or not q.prep) and q.a - p.b <= 2 for q in after):
        return True
    past = aside_end(an, p.b, len(an.doc)) if p.b < len(an.doc) and an.doc.gap[p.b] & COMMA else 0
    object_ = next((q for q in after if past and past <= q.a <= past + 1), None)
    if object_ is not None and object_.kind == "thing" and not (object_.prep or object_.conj):
        return True  # "استهداف سلاح الجو، عبر عمليتين، | مدمرتين"
    beside = p.b < len(an.doc) and an.doc.words[p.b] in an.gazetteer.words.direction
    if p.b < len(an.doc) and an.doc.words[p.b] in an.sets.place_markers and not beside:
        return True  # "استهداف الاحتلال منطقة كذا", not "قنص جندي شرق المدينة"
    place = next((x for x in an.places if p.b <= x.marker_a <= p.b + 2), None)
    if place is not None and place.prep in ("علي", "ل", "") and not (beside and not place.prep):
        return True
    return t.type in ("shelling", "air_strike")
