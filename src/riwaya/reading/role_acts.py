"""Who acts and who is acted on, for triggers that name an act: verbs and event nouns."""

from riwaya.reading.analysis import Analysis, Happening
from riwaya.reading.phrases import Phrase
from riwaya.reading.role_act_clues import (
    base_was_hit,
    befell,
    city_hit,
    clause_subject,
    described_by,
    flies,
    ill_matched,
    is_machine,
    is_mount,
    meets_aircraft,
    no_trigger_between,
    object_open,
    own_vehicle,
    person_acts,
    pronoun_subject,
    said_of_noun,
    unknown_between,
    vowelled_passive,
    was_fired,
    was_taken,
    without_himself,
)
from riwaya.reading.role_nouns import act_noun
from riwaya.reading.role_pieces import (
    add_actor,
    add_target,
    armed_by,
    is_apposed,
    is_object_form,
    is_vessel,
    joined_to,
    list_members,
    subject_before_verb,
    within_reach,
)
from riwaya.reading.role_prepositions import prepositional
from riwaya.text.tokens import COLON


def act(an: Analysis, h: Happening, t: Happening, phrases: list[Phrase]) -> None:
    """Parties of an act, told by a verb or by a noun; participles and adjectives name none."""
    if t.match.form.pos == "verb":
        _act_verb(an, h, t, phrases)
    elif t.match.form.pos == "participle" and not t.match.split.article:
        _act_participle(an, h, t, phrases)
    elif t.match.form.pos in ("participle", "adjective"):
        return
    else:
        act_noun(an, h, t, phrases)


def _act_participle(an: Analysis, h: Happening, t: Happening, phrases: list[Phrase]) -> None:
    """ "نفذها سلاح الجو، مستهدفا فيها المدمرة": what follows was aimed at; who acted stands before."""
    if t is h and not h.actors and (before := subject_before_verb(an, t, phrases)) is not None:
        add_actor(an, h, before, "roles.subject")
    after = next((p for p in phrases if t.b <= p.a <= t.b + 2), None)
    if after is not None and not after.prep and not after.conj and after.kind != "nation":
        if all(an.doc.words[k] in an.sets.back_words for k in range(t.b, after.a)):
            add_target(an, h, after, "roles.object")
            list_members(an, h, after, phrases, "target")


def _act_verb(an: Analysis, h: Happening, t: Happening, phrases: list[Phrase]) -> None:
    if (pair := person_acts(an, t, phrases)) is not None:
        add_actor(an, h, pair[0], "roles.subject")
        add_target(an, h, pair[1], "roles.object")
        return
    after = [p for p in phrases if p.a >= t.b and within_reach(an, t.b, p.a)]
    bare = [p for p in after if not p.prep and p.kind != "nation" and not is_apposed(an, p, phrases)]
    met = next((x for x in h.triggers if x.as_object and x.a >= t.b), None)
    if met is not None:
        bare = [p for p in bare if p.a < met.a]
        after = [p for p in after if p.a < met.a]  # what the attack was against is where it was met
    if h.type == "interception":  # aircraft here are what is stopped, "صواريخ العدو" are not the enemy stopping
        bare = [p for p in bare if not flies(an, p) or (p.a == t.b and p.party is not None and meets_aircraft(an, p))]
        bare = [p for p in bare if p.a == t.b or an.weapon_at[p.a - 1] is None]
    shooters = [p for p in bare if p.a > t.b and p.agentive and armed_by(an, p)]  # "برصاص مجهولين"
    carriers = [p for p in bare if p.a > t.b and p.kind == "thing" and an.doc.words[p.a - 1] in an.sets.riding]
    bare = [p for p in bare if p not in shooters and p not in carriers]  # "مجهولون يستقلون دراجة"
    after = [p for p in after if not is_mount(an, p, phrases)]
    if t.type in ("suicide_bomb", "remote_explosive"):
        bare = [p for p in bare if not own_vehicle(an, p)]
    if t.match.form.id == "fire-at":  # "أطلق صواريخ وطائرات مسيرة": what was fired
        bare = [p for p in bare if not (p.kind == "aircraft" and p.conj)]
    if bare and city_hit(an, t, bare):
        after, bare = [p for p in after if p is not bare[0]], []
    before = subject_before_verb(an, t, phrases)
    passive = t.match.form.passive or vowelled_passive(an, t)
    passive = passive or was_fired(an, t) or befell(an, t)
    relative = an.role(t.a - 1, "relative") is not None
    agent: Phrase | None = None
    rest = bare
    inside = next((p for p in phrases if t.a < p.a < t.b and p.agentive), None)
    if inside is not None:
        add_actor(an, h, without_himself(inside, t), "roles.subject")  # "فجر انتحاري نفسه"
    if t.match.form.person == 1 and t.match.form.number == "pl":
        before = None  # "قصفنا القاعدة": the voice acts, what follows is acted on
    elif said_of_noun(an, h, t):
        before = None
    elif bare and (is_object_form(an, bare[0]) or ill_matched(an, t, bare[0])):
        pass  # "وأسرت جنودا": an accusative is acted on
    elif pronoun_subject(an, t):
        before = None  # "إنها اعتقلت منفذ الهجوم": the voice acts, what follows is acted on
    elif (
        bare
        and not is_machine(an, bare[0])
        and (
            bare[0].agentive
            or is_vessel(an, bare[0], bare)
            or (t.match.split.pronoun and bare[0].kind == "people" and bare[0].a == t.b)
        )
        and not (bare[0].conj and bare[0].a > t.b)
        and bare[0].a - t.b <= 4
        and not passive
        and no_trigger_between(an, t.b, bare[0].a)
        and not unknown_between(an, t.b, bare[0].a)
    ):
        second = len(bare) > 1 or any(p.prep in an.sets.against for p in after) or t.match.split.pronoun
        if (
            before is None
            or relative
            or t.match.split.pronoun
            or (second and t.match.form.gender and t.match.split.conj)
            or (
                bare[0].kind == "aircraft" and an.number_at[bare[0].a - 1] is None and not clause_subject(an, before, t)
            )
            or (second and an.role(before.a - 1, "complement") is None)
        ):
            agent, rest = bare[0], bare[1:]
    far = relative and before is not None and t.a - 1 - before.b > 2  # "هذه النوبة التي تستهدف": who is not told
    if agent is None and before is not None and not passive and not far:
        agent = before
    if agent is not None:
        partner = next((p for p in phrases if agent is before and joined_to(an, p, agent)), None)
        if partner is not None and partner.agentive and not partner.prep and partner.kind == "party":
            add_actor(an, h, partner, "roles.subject")  # "قوات النظام وروسيا استهدفتا"
        add_actor(an, h, agent, "roles.subject")
        list_members(an, h, agent, phrases, "actor")
    elif shooters:
        add_actor(an, h, shooters[0], "roles.fire-of")
    if agent is not None and not rest and (agent is before or agent.a == t.b) and base_was_hit(an, agent, t):
        h.actors.clear()
        add_target(an, h, agent, "roles.passive-subject")
    opens = agent.b if agent is not None and agent.a >= t.b else t.b
    told_of = described_by(t, phrases) if passive and relative and not t.match.split.pronoun else None
    if told_of is not None:
        add_target(an, h, told_of, "roles.passive-relative")  # "القاعدة التي قُصفت"
    if passive and relative:
        rest = []
    if agent is not None and agent is before and not rest and was_taken(an, h, t, agent):
        h.actors = [x for x in h.actors if x[0] != agent.a]
        add_target(an, h, agent, "roles.passive-subject")
    if rest and rest[0].a - opens <= 8 and object_open(an, opens, rest[0].a):
        if passive and rest[0].agentive and rest[0].kind == "party":
            add_target(an, h, rest[0], "roles.passive-subject")
        elif rest[0] is not agent:
            add_target(an, h, rest[0], "roles.object")
            list_members(an, h, rest[0], phrases, "target")
    if t.match.split.pronoun and relative:
        _listed(an, h, t, phrases)
    prepositional(an, h, t, after, agent is not None)


def follows(an: Analysis, a: int, b: int) -> bool:
    """Whether the phrase at `b` can be the subject of a verb that ends at `a`: only times, counts, asides between."""
    return b - a <= 5 and all(
        an.time_at[k] is not None or an.number_at[k] is not None or an.role(k, "turn") is not None
        or an.role(k, "quantifier") is not None or an.doc.words[k] in an.sets.back_words
        for k in range(a, b)
    )  # fmt: skip


def _listed(an: Analysis, h: Happening, t: Happening, phrases: list[Phrase]) -> None:
    """ "المواقع التي استهدفها ... وهي: فرع كذا، حاجز كذا": what the pronoun stands for follows a colon."""
    colon = next((k for k in range(t.b, h.extent[1]) if an.doc.gap[k] & COLON), None)
    if colon is not None:
        for p in phrases:
            if p.a >= colon and p.kind == "thing" and not p.prep:
                add_target(an, h, p, "roles.listed-after-colon")
