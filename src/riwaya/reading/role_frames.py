"""Who acts and who is acted on, one reader per frame of trigger."""

from riwaya.reading.analysis import Analysis, Happening
from riwaya.reading.harm_one import person_at
from riwaya.reading.phrases import Phrase
from riwaya.reading.role_acts import act, follows
from riwaya.reading.role_nouns import act_noun
from riwaya.reading.role_pieces import (
    ARMED,
    add_actor,
    add_target,
    armed_by,
    is_object_form,
    is_vessel,
    light_verb,
    light_verb_roles,
    list_members,
    subject_before_verb,
    titled,
    within_reach,
)
from riwaya.text.tokens import COMMA

_BROKE_OUT = 14  # words in which "مواجهات اندلعت في منطقة كذا | بين" names the sides
_RESISTANCE = "resistance-met"  # "مقاومة عنيفة من المسلحين": who put it up is whom the others met
_STRUCK_DEAD = "strike-dead"  # a verb, listed by its forms


def _mutual(an: Analysis, h: Happening, t: Happening, phrases: list[Phrase]) -> None:
    after = [p for p in phrases if p.a >= t.b and within_reach(an, t.b, p.a) and p.kind != "nation"]
    if t.match.form.pos == "verb":
        before = subject_before_verb(an, t, phrases)
        subject = next((p for p in after[:1] if not p.prep and p.agentive and follows(an, t.b, p.a)), None) or before
        people = after[0] if after and after[0].kind == "people" and not after[0].prep and after[0].a == t.b else None
        if subject is None and people is not None and not _harmed(an, people):
            subject = people  # "اشتبك | شبان | مع الجنود"
        if subject is not None:
            add_actor(an, h, subject, "roles.subject")
            other = next((p for p in after if p.a == subject.b), None)
            if other is not None and other.conj and not other.prep and other.kind == "party" and subject in after:
                add_actor(an, h, other, "roles.subject")  # "يتبادل الجيش | وقوات كذا إطلاق النار"
    else:
        support = light_verb(an, t, h)
        if support is not None:
            light_verb_roles(an, h, t, support, phrases)
        for p in phrases:
            if (
                p.kind == "nation"
                and t.b <= p.a <= t.b + 2
                and not any(an.doc.words[k].startswith(("ب", "ل")) for k in range(t.b, p.a))
            ):
                add_actor(an, h, p, "roles.nationality")
    for p in after:
        side = p.kind == "people" and p.prep == "بين"  # "بين شباب الحي ومسلحين"
        if not (p.kind == "party" or side or (p.kind in ("people", "aircraft") and p.agentive)) or _harmed(an, p):
            continue
        if p.prep == "بين" and p.a - t.b <= (_BROKE_OUT if h.supported else 6):
            add_actor(an, h, p, "roles.between")
            for q in after:
                if q.a > p.a and _partner(an, p, q, after):
                    add_actor(an, h, q, "roles.between")
        elif p.conj and not p.prep and not h.actors and _second_side(an, t, p):
            add_actor(an, h, p, "roles.between")
        elif p.prep in ("مع", "ضد") or (p.prep in ("من", "agent") and t.match.form.id == _RESISTANCE):
            add_target(an, h, p, "roles.with")


def _second_side(an: Analysis, t: Happening, p: Phrase) -> bool:
    """ "اشتباكات بين فلول كذا | ومسلحين": who comes after "and" where the first side is not known."""
    k = next((k for k in range(t.b, p.a) if an.doc.words[k] == "بين"), None)
    if k is None or k - t.b > _BROKE_OUT or not 2 <= p.a - k <= 5:
        return False
    return not any(an.doc.gap[j] & COMMA or an.place_at[j] or an.trigger_at[j] for j in range(k + 1, p.a))


def _partner(an: Analysis, p: Phrase, q: Phrase, after: list[Phrase]) -> bool:
    """ "بين مسلحين من قبيلة كذا الموالية للحكومة | ومسلحين من قبيلة كذا": whether `q` is the other side."""
    if not (q.conj or q.prep == "بين") or q.kind not in ("party", "people") or _harmed(an, q):
        return False
    if q.a - p.b > 12 or any(an.trigger_at[k] is not None for k in range(p.b, q.a)):
        return False
    return not any(x.prep not in ("", "بين", "من", "ل", "clause") for x in after if p.a < x.a <= q.a)


def _harmed(an: Analysis, p: Phrase) -> bool:
    """Whether the phrase names the dead or hurt: "أوقعت اشتباكات بين مجموعات مسلحة | قتلى"."""
    return p.kind == "people" and an.lexicon.entries["people", p.entry].get("outcome") is not None


def _move(an: Analysis, h: Happening, t: Happening, phrases: list[Phrase]) -> None:
    after = [p for p in phrases if p.a >= t.b and within_reach(an, t.b, p.a) and p.kind != "nation"]
    if t.match.form.pos == "verb":
        first = (p for p in after[:1] if not p.prep and (p.agentive or is_vessel(an, p, after)))
        subject = next((p for p in first if follows(an, t.b, p.a)), None)
        subject = subject or subject_before_verb(an, t, phrases)
        if subject is not None:
            add_actor(an, h, subject, "roles.subject")
            list_members(an, h, subject, phrases, "actor")
            after = [p for p in after if p is not subject]
    elif (made := _made_to(an, t, phrases)) is not None:
        add_actor(an, h, made, "roles.made-to")
    else:
        support = light_verb(an, t, h)
        found = light_verb_roles(an, h, t, support, phrases) if support is not None else False
        nation = next((p for p in phrases if p.kind == "nation" and p.a == t.b and not p.prep), None)
        if nation is not None and not found and not t.match.split.article and t.type != "territory_change":
            add_actor(an, h, nation, "roles.nationality")  # "توغل إسرائيلي في ريف كذا"
        for p in after[:1]:
            if p.agentive and p.a - t.b <= 2 and p.prep in ("", "ل") and not found:
                add_actor(an, h, p, "roles.genitive-agent")
                list_members(an, h, p, phrases, "actor")
    for p in after:
        if p.prep == "من" and any(an.role(k, "relative") for k in range(t.b, p.a)):
            continue  # "قاعدة تتمركز فيها قوة من | الجيش"
        if p.kind in ("party", "thing") and (p.prep in an.sets.against or p.prep in ("من", "قبضه")):
            add_target(an, h, p, "roles.against")
        elif p.kind == "thing" and not p.prep and p.a - t.b <= 8 and not _after_front(an, p.a):
            if t.match.form.pos != "verb" and an.place_at[p.a - 1] is None and an.doc.words[p.a - 1].startswith("و"):
                break  # "توغل إسرائيلي في كذا ونصب | حاجز": another deed
            add_target(an, h, p, "roles.object")


def _after_front(an: Analysis, k: int) -> bool:
    """ "تقدم في جبهة | معسكر كذا": whether the thing at word `k` is what a front is called after."""
    marker = an.gazetteer.words.markers.get(an.doc.words[k - 1].removeprefix("و")) if k else None
    return marker is not None and marker.id == "front"


def _made_to(an: Analysis, t: Happening, phrases: list[Phrase]) -> Phrase | None:
    """ "أجبرت القوات | التنظيم | على الانسحاب": who was made to do it, right before the preposition."""
    k = t.a - 1
    if k < 1 or an.doc.words[k] != "علي" or not any(an.role(j, "forced") for j in range(max(0, k - 8), k)):
        return None
    return next((p for p in phrases if p.b == k and p.kind in ("party", "people")), None)


def _killers(an: Analysis, h: Happening, t: Happening, after: list[Phrase]) -> None:
    """ "قتل الجنود فتى": a definite armed subject right after the verb, and somebody else after it."""
    verb = t.match.form.id == "kill" and t.match.form.pos == "verb" and not t.match.form.passive
    if not (verb or t.match.form.id == _STRUCK_DEAD) or len(after) < 2:
        return
    p, q = after[0], next((q for q in after[1:] if q.kind != "nation"), after[1])
    armed = p.kind in ("party", "aircraft") and p.party is not None and p.party.kind in ARMED
    if p.kind == "party" and p.party is not None and p.party.kind == "state" and t.match.form.gender == "f":
        armed = t.match.form.number == "sg"  # "قتلت إسرائيل ثلاثة من كذا"
    k = p.b
    while k < len(an.doc) and an.time_at[k] is not None and not an.doc.gap[k] & COMMA:
        k += 1
    if k < len(an.doc) and an.doc.words[k].startswith("ال") and not (an.particle_at[k] or an.people_at[k]):
        k += 1  # "قوات البيشمركة الكردية"
    counted = an.number_at[k] if k < len(an.doc) else None
    nation = an.party_at[counted.b] if counted is not None and counted.b < len(an.doc) else None
    theirs = nation is not None and nation.adjective  # "قتلت القوات ستة فلسطينيين"
    if armed and p.a == t.b and not p.prep and counted is not None and (theirs or q.a - counted.b <= 2):
        add_actor(an, h, p, "roles.killer")  # "قتلت القوات 20 من عناصر التنظيم"
        return
    if p.a and an.number_at[p.a - 1] is not None:
        return  # "قتل 5 جنود يمنيين في كمين"
    definite = p.kind == "party" or an.doc.words[p.a].startswith("ال")
    between = any(an.trigger_at[j] is not None or an.doc.words[j] in an.sets.prepositions for j in range(p.b, q.a))
    if between or an.number_at[p.a - 1] is not None:
        return  # "قتل أربعة جنود في هجوم شنه مسلحون"
    first = p.agentive and not p.prep and p.a - t.b <= 1 and definite and not is_object_form(an, p)
    if first and not q.prep and not q.conj and q.a - p.b <= 3 and q.kind in ("people", "party"):
        if armed_by(an, q):
            return  # "قتل مسلحون برصاص الجيش"
        add_actor(an, h, p, "roles.killer")


def _harmers(an: Analysis, h: Happening, t: Happening, phrases: list[Phrase]) -> None:
    """ "إن القوات قتلت 12 مدنيا", "تمكنت القوة من قتل قناص": who stands before an active verb with an object
    of its own, or is the subject of the verb that carries the deed."""
    if t.match.form.pos == "masdar":
        governed = t.match.split.prep or an.doc.words[t.a - 1] in an.sets.prepositions
        support = light_verb(an, t, h) if governed and t.a else None
        if support is not None and not support[4]:
            light_verb_roles(an, h, t, support, phrases)
        return
    verb = t.match.form.pos == "verb" and not t.match.form.passive
    if not (verb or t.match.form.id == _STRUCK_DEAD) or not _has_object(an, t):
        return
    p = next((p for p in reversed(phrases) if p.b <= t.a and p.kind != "nation"), None)
    if p is None or p.prep or t.a - p.b > 2 or not p.agentive or (p.a and an.number_at[p.a - 1] is not None):
        return
    if p.party is not None and p.party.kind not in (*ARMED, "state", "government"):
        return
    add_actor(an, h, p, "roles.subject")


def _has_object(an: Analysis, t: Happening) -> bool:
    """Whether people counted, or in the accusative, follow a verb: "قتلت وجرحت 12 مدنيا", not "8 جنود قتلوا"."""
    k = t.b
    while k < len(an.doc) and k - t.b < 3 and an.trigger_at[k] is not None:
        k += 1
    if k >= len(an.doc) or an.doc.gap[k]:
        return False
    number = an.number_at[k]
    noun = number.b if number is not None else k
    while noun < len(an.doc) and noun - k < 3 and (an.doc.words[noun] in an.sets.of_words):
        noun += 1
    m = an.people_at[noun] if noun < len(an.doc) else None
    if m is None and number is not None and noun == number.b and noun < len(an.doc):
        nation = an.party_at[noun]
        return nation is not None and nation.adjective  # "قتل 20 فلسطينيا"
    title = an.title_at[noun] if noun < len(an.doc) else None
    if title is not None and title.a == noun and m is None:
        return not title.split.conj and not title.split.prep and person_at(an, noun, len(an.doc)) is not None
    return m is not None and not m.split.pronoun and not m.split.conj and not m.split.prep


def _harm(an: Analysis, h: Happening, t: Happening, phrases: list[Phrase]) -> None:
    after = [p for p in phrases if p.a >= t.b and within_reach(an, t.b, p.a)]
    active = t.match.form.pos == "verb" and t.match.split.pronoun != ""
    doer = after[0] if active and after and after[0].a == t.b and not after[0].prep and after[0].agentive else None
    if doer is not None and t.match.form.id == "kill":
        add_actor(an, h, doer, "roles.killer")  # "التي قتلها | جنود الاحتلال"
        return
    _killers(an, h, t, after)
    if not h.actors:
        _harmers(an, h, t, phrases)
    for p in after:
        if p.prep == "agent" and p.agentive:
            add_actor(an, h, p, "roles.by")
        elif p.kind in ("party", "aircraft", "people") and p.agentive and armed_by(an, p):
            add_actor(an, h, p, "roles.fire-of")
    acting = {a for a, _, _ in h.actors}
    if an.role(t.b, "kin") is not None:
        return  # "مقتل نجل زعيم تنظيم كذا": neither the leader nor what he leads
    for p in after:
        if p.a in acting:
            continue
        if p.prep in ("مع", "ضد", "agent", "علي"):
            break  # "أصيب 12 في اشتباك مع مقاتلي التنظيم"
        if p.kind == "people" and p.party is not None and p.a - t.b <= 6 and p.party.kind not in ("state",):
            theirs = p.party.kind == "person" and an.role(p.a, "kin") is not None  # "قتل ثلاثة من أبناء فلان"
            if not (p.party.adjective or theirs):
                named = not (p.party.id or "").startswith("generic.")  # "عناصر من لواء | كذا"
                h.targets.append((titled(an, p.party.a, p), p.party.b if named else max(p.party.b, p.b), p.party))
            break
        if p.kind == "party" and p.prep in ("", "من", "ل") and p.a - t.b <= 6 and not active:
            if p.prep != "من" and _governed_away(an, t.b, p.a):
                break  # "استشهد 11 في عملية نفذتها | القوات", "قتل في عملية كذا | للتحالف"
            unnamed = p.party is not None and p.party.id is None and p.party.kind == "community"
            kin = p.party is not None and p.party.kind == "person" and an.role(p.a - 1, "kin") is not None
            if p.entry == "own-forces" or armed_by(an, p) or unnamed or kin:
                continue  # "قتل ثلاثة من أبناء | فلان"
            if (p.party is not None and p.party.kind == "person") or p.agentive:
                add_target(an, h, p, "roles.victim")
            break


def _governed_away(an: Analysis, a: int, b: int) -> bool:
    """Whether a preposition other than "of" stands in `[a, b)`: what follows is no longer who was harmed."""
    return any(
        an.role(k, "relative") or (an.doc.words[k] in an.sets.prepositions and an.doc.words[k] != "من")
        for k in range(a, b)
    )


def _generic(an: Analysis, h: Happening, t: Happening, phrases: list[Phrase]) -> None:
    """Frames without an object of their own: the subject, if one stands by the verb."""
    after = [p for p in phrases if p.a >= t.b and within_reach(an, t.b, p.a) and p.kind != "nation"]
    if t.match.form.pos == "verb":
        subject = next((p for p in after[:1] if not p.prep and p.kind in ("party", "people") and p.a - t.b <= 1), None)
        subject = subject or subject_before_verb(an, t, phrases)
        if subject is not None and t.type != "destruction":
            add_actor(an, h, subject, "roles.subject")
        if t.type == "destruction":
            _damaged(an, h, t, after, phrases)
    elif t.match.form.pos == "form" and t.type == "destruction":
        _damaged(an, h, t, after, phrases)
    elif t.match.form.pos == "form" and t.frame == "state":
        before = [p for p in phrases if p.b <= t.a and t.a - p.b <= 4 and p.kind == "thing" and not p.prep]
        if before:
            add_target(an, h, before[-1], "roles.state-of")  # "خرج المستشفى عن الخدمة"
    else:
        support = light_verb(an, t, h)
        if support is not None:
            light_verb_roles(an, h, t, support, phrases)
        if t.type == "destruction":
            _damaged(an, h, t, after, phrases)
            return
        for p in phrases:
            if (
                p.kind == "party"
                and t.b <= p.a <= t.b + 1
                and not p.prep
                and p.agentive
                and not (p.party is not None and p.party.kind == "state")
            ):
                add_actor(an, h, p, "roles.genitive-agent")


def _damaged(an: Analysis, h: Happening, t: Happening, after: list[Phrase], phrases: list[Phrase]) -> None:
    """ "تضرر | مستشفى", "لحقت أضرار | بمدرسة", "انهيار | مبنى": what came to harm, no munition's own aim."""
    for p in after:
        if p.a - t.b > 4 or any(an.trigger_at[k] is not None for k in range(t.b, p.a + 1)):
            return
        within = t.match.form.pos == "noun" or t.match.form.id == "fire-breaks-out"
        if p.kind == "thing" and p.prep in (("ب", "في") if within else ("",)):
            add_target(an, h, p, "roles.damaged")
            list_members(an, h, p, phrases, "target")
            return


READERS = {
    "act": act, "mutual": _mutual, "move": _move, "harm": _harm, "fall": act_noun, "state": _generic,
}  # fmt: skip
