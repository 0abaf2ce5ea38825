"""Actors that the sentence leaves out: the accused, the voice itself, the subject carried on."""

from riwaya.model import Evidence
from riwaya.reading.analysis import Analysis, Attribution, Happening, VoiceMention, within
from riwaya.reading.merge_links import replied_to, told_before
from riwaya.reading.phrases import phrases_in
from riwaya.reading.role_impersonal import against_enemy, impersonal
from riwaya.reading.role_pieces import filled
from riwaya.reading.voice_side import many, same_side
from riwaya.text.tokens import COMMA, STOP

BEHIND, OWN_DEED = "roles.behind", "roles.own-deed"
_SUBJECT_REACH = 4  # words from the start of its sentence
_BEHIND_REACH = 8
_REPLY_REACH = 4
_JOINED_REACH = 16


def accused_party(an: Analysis, h: Happening) -> None:
    """What somebody is accused of was, in that voice's words, done by the accused."""
    if h.attribution and h.attribution[-1].accused and not h.actors:
        a, b = h.attribution[-1].accused
        if any(an.role(k, "relative") for k in range(h.attribution[-1].content[0] + 1, h.a)):
            return  # "اتهموا البرلمان بقرارات ضد من | يخوضون اشتباكات": others' deed
        h.actors.append((a, b, an.party_at[a]))
        h.why.append(Evidence("actors", "roles.accused", None, an.doc.raw_span(a, b)))


def threatened_party(an: Analysis, h: Happening) -> None:
    """ "هدد الوزير | حزب الله | بضربة": whom a threat is made to, named between who threatens and what he threatens."""
    x = h.attribution[-1] if h.attribution else None
    if x is None or x.stance != "threatens" or x.post or not x.voices or x.carried or h.targets:
        return
    for p in within(an.parties, x.voices[-1].b, x.content[0]):
        if not (p.adjective or p.match.split.prep or an.doc.words[p.a - 1] in an.sets.prepositions):
            h.targets.append((p.a, p.b, p))
            h.why.append(Evidence("targets", "roles.threatened", p.id, an.doc.raw_span(p.a, p.b)))
            return


def behind_it(an: Analysis, h: Happening) -> None:
    """ "قال الوزير إن إيران وراء إطلاق الصواريخ": the party named as standing behind the deed did it."""
    if h.actors or h.match.form.pos == "verb":
        return
    first = an.doc.sentences[an.doc.sentence_of[h.a]][0]
    k = next((k for k in range(h.a - 1, max(h.a - _BEHIND_REACH, first), -1) if an.role(k, "behind")), None)
    if k is None or any(an.doc.gap[j] & (COMMA | STOP) for j in range(k, h.a + 1)):
        return
    for j in range(k - 1, max(k - _BEHIND_REACH, first - 1), -1):
        party = an.party_at[j]
        if an.doc.gap[j + 1] & (COMMA | STOP):
            return
        if party is not None and not party.match.split.prep and not party.adjective:
            h.actors.append((party.a, party.b, party))
            h.why.append(Evidence("actors", BEHIND, party.id, an.doc.raw_span(party.a, party.b)))
            return


def same_actor(an: Analysis, h: Happening) -> None:
    """ "... تمكن خلالها من السيطرة": a verb of managing without a subject goes on with the actor before."""
    if h.actors:
        return
    if (y := _joined_deed(an, h)) is not None:
        h.actors.append(y.actors[0])
        h.why.append(Evidence("actors", "roles.same-actor", None, an.doc.raw_span(*y.actors[0][:2])))
        return
    if not h.supported:
        _carried_on(an, h)
        return
    k = next((k for k in range(h.a - 1, max(h.a - 6, -1), -1) if an.support_at[k] is not None), None)
    if k is None or an.role(k, "cause") is not None:
        return  # "ردا على قصف": not the doer's own
    if an.lexicon.entries["support", an.support_at[k].form.id].get("subject") != "actor":  # type: ignore[union-attr]
        return
    if filled(an, k + 1, h.a):
        return
    for x in reversed([y for y in an.happenings if y.a < h.a]):
        if an.doc.sentence_of[x.a] != an.doc.sentence_of[h.a]:
            return
        if x.actors:
            h.actors.append(x.actors[0])
            h.why.append(Evidence("actors", "roles.same-actor", None, an.doc.raw_span(*x.actors[0][:2])))
            return


def _joined_deed(an: Analysis, h: Happening) -> Happening | None:
    """ "تمكن الجيش من السيطرة على التباب | وتدمير معاقل": the deed that a verbal noun with "and" is joined to."""
    if h.match.form.pos != "masdar" or h.match.split.conj != "و" or h.frame not in ("act", "move") or h.definite:
        return None
    x = next((y for y in reversed(an.happenings) if y.a < h.a), None)
    if x is None or an.doc.sentence_of[x.a] != an.doc.sentence_of[h.a] or not x.actors:
        return None
    if x.match.form.pos == "verb" or x.attribution[-1:] != h.attribution[-1:] or x.frame not in ("act", "move"):
        return None
    told = (an.support_at[k] or an.cue_at[k] for k in range(x.b, h.a))
    clear = not any(m is not None and m.form.pos == "verb" for m in told)
    return x if clear and h.a - x.b <= _JOINED_REACH else None


def by_own_deed(an: Analysis, h: Happening, blocked: bytearray) -> None:
    """ "خرقت قوات النظام الهدنة | بقصفها بلدة": a verbal noun of means with the pronoun of who is spoken of."""
    word = an.doc.words[h.a]
    own = h.match.form.pos in ("masdar", "form") and word.endswith(("ه", "ها", "هم", "هما"))
    during = h.a > 0 and h.frame in ("act", "move") and bool(h.targets) and an.role(h.a - 1, "while") is not None
    own = own and (word.startswith("ب") or (during and bool(h.match.split.pronoun)))  # "خلال | اقتحامها مخيم كذا"
    if h.actors or not own or (h.attribution and h.attribution[-1].accused):
        return
    first = an.doc.sentences[an.doc.sentence_of[h.a]][0]
    for p in phrases_in(an, first, h.a, blocked):
        armed = p.kind in ("party", "aircraft", "people") and p.agentive and not p.prep and not p.conj
        if armed and p.a > first and p.a - first <= _SUBJECT_REACH:
            h.actors.append((p.a, p.b, p.party))
            h.why.append(Evidence("actors", OWN_DEED, p.entry or None, an.doc.raw_span(p.a, p.b)))
            return


def _carried_on(an: Analysis, h: Happening) -> None:
    """A coordinated verb without a subject goes on with the last one: "قصفت ... كما استهدفت ..."."""
    m = h.match
    if m.form.pos != "verb" or m.form.passive or m.form.person == 1 or h.frame not in ("act", "move"):
        return
    a, _ = an.doc.sentences[an.doc.sentence_of[h.a]]
    opens = an.doc.words[h.a - 1] in an.sets.joiners if h.a > a else False
    whiles = (an.role(k, "meanwhile") for k in range(max(a, h.a - 4), h.a))
    opens = opens or any(w is not None and w.b == h.a for w in whiles)
    if not (m.split.conj or opens):
        return
    after = an.weapon_at[h.b] if h.b < len(an.doc) else None
    if after is not None and after.split.article and not after.split.prep:
        return  # "قصفت المدفعية": a subject of its own
    floor = a if h.a - a > 2 else an.doc.sentences[max(0, an.doc.sentence_of[h.a] - 1)][0]
    for x in reversed([y for y in an.happenings if floor <= y.a < h.a]):
        if x.match.form.pos == "verb" or x.supported:
            agent = x.actors[0] if x.actors else None
            if agent is not None and x.attribution[-1:] == h.attribution[-1:]:
                h.actors.append(agent)
                h.why.append(Evidence("actors", "roles.same-subject", None, an.doc.raw_span(*agent[:2])))
            return


_ARMED = frozenset(("armed_group", "state_forces"))
_ARMED_KINDS = _ARMED | {"militia"}


# Not those who observe ("رصد إطلاق صواريخ") or relay.
_DECLARING = frozenset(("declare", "affirm", "state", "confirm-official", "stress", "claim-responsibility", "threaten"))
_FIRE = frozenset(("shelling", "air_strike", "attack", "armed_clash", "remote_explosive"))
_OWN_FRAMES = frozenset(("act", "move", "mutual"))


def voice_itself(an: Analysis, h: Happening) -> None:
    """The voice's own deed, told with a pronoun or a bare verbal noun: "أعلن الجيش أنه قصف", "أعلن ... قصف"."""
    if h.actors or not h.attribution or h.negated:
        return
    x = h.attribution[-1]
    if x.post or not x.voices or x.accused or x.says not in ("that", "object", "publish", "about"):
        return
    voice = x.voices[-1]
    if any(a == voice.a for a, _, _ in h.targets):
        return
    if (
        voice.kind == "medical"
        and not h.targets
        and any(t.match.split.pronoun or t.frame == "state" for t in h.triggers)
    ):
        h.targets.append((voice.a, voice.b, None))  # a hospital speaks of itself
        return
    if h.frame not in _OWN_FRAMES and not (
        h.frame == "harm" and (h.match.form.pos == "verb" or _killing(an, h) or _own_blame(an, h, x))
    ):
        return
    speaks = voice.kind in _ARMED or _speaks_for_arms(an, voice.member_of or voice.id) or _state(an, voice)
    at = x.content[0]
    if told_before(an, max(at, h.a - _REPLY_REACH), h.a) or replied_to(an, h.a):
        return  # "قال الجيش إنها جاءت ردا على إطلاق صواريخ"
    if not speaks and not _group_of_its_own(an, h, voice, at):
        return
    t = min((x for x in h.triggers if x.a >= at), key=lambda x: x.a, default=h)  # "أنها قتلت مسلحين في ضربات"
    done = impersonal(an, t, at)
    opened = of_itself(an, x, at) and t.a - at <= 10 and not _filled(an, at, t.a)
    opened = opened and (done or t.match.form.pos == "verb" or t.a == at or _carried(an, at, t.a))
    opened = (opened or _we(h)) and not t.match.form.passive and not _own_people(an, t.b)
    bare = x.entry in _DECLARING and (_bare_deed(an, h, at) or (h.a - at <= 3 and _killing(an, h)))
    bare = bare or (x.stance == "claims_responsibility" and h.a == at and h.frame == "act")  # "يتبنى هجوم كذا"
    # "دفاعاتها اعترضت طائرات | أطلقت صواريخ": what others did before
    told = h.match.form.pos == "verb" and not h.match.split.conj
    others = told and any(y is not h and at <= y.a < h.a for y in an.happenings)
    bare = bare or _own_blame(an, h, x) or _carried_out(an, h)
    own = (own_forces_act(an, h, at, min(h.b, at + 6)) and not others) or _own_operations(an, h, at)
    if done:
        opened = against_enemy(an, h, voice) and not _own_people(an, t.b)
    if opened or bare or own:
        _add_voice(an, h, voice, at, bare)


def _own_blame(an: Analysis, h: Happening, x: Attribution) -> bool:
    """ "اعترف البنتاغون بمسؤوليته عن | مقتل", "أعلن التنظيم مسؤوليته عن | التفجير"."""
    for k in range(x.cue[1], h.a):
        m = an.role(k, "blame")
        if m is not None:
            own = an.doc.words[m.b - 1].endswith(("ه", "ها", "هم", "هما"))
            return own and x.stance in ("acknowledges", "claims_responsibility") and h.a - m.b <= 2
    return False


def _carried_out(an: Analysis, h: Happening) -> bool:
    """ "أقر الجيش بمقتل مدنيين في غارة | شنها | على المدينة": a verb with the deed as its object and no subject."""
    if h.match.form.pos not in ("noun", "masdar"):
        return False
    for k in range(h.b, min(h.b + 3, len(an.doc))):
        m = an.support_at[k]
        if m is not None and m.a == k:
            doer = an.lexicon.entries["support", m.form.id].get("subject") == "actor" and m.form.pos == "verb"
            ends = m.b >= len(an.doc) or an.doc.words[m.b] in an.sets.prepositions or bool(an.doc.gap[m.b])
            return doer and bool(m.split.pronoun) and m.form.tense == "past" and ends
    return False


def _killing(an: Analysis, h: Happening) -> bool:
    """ "أعلنت القيادة | قتل 12 عنصرا من كذا", "تحييد": the verbal noun of who killed, and fighters or another side."""
    if h.match.form.pos not in ("masdar", "form") or an.role(h.a, "slain") is not None or _own_people(an, h.b):
        return False
    if an.lexicon.entries[h.match.form.cls, h.match.form.id].get("outcome") != "killed":
        return False  # "بإصابة جنديين": whose soldiers is not said
    groups = {
        an.lexicon.entries["people", m.form.id].get("group")
        for m in an.matches["people"] if h.b <= m.a < min(h.b + 4, h.extent[1])
    }  # fmt: skip
    return "fighters" in groups or any(p is not None and p.kind in _ARMED_KINDS for _, _, p in h.targets)


def _add_voice(an: Analysis, h: Happening, voice: VoiceMention, at: int, bare: bool) -> None:
    """Note who of the voice's side acts: the branch named, "our forces", the group it speaks for, or itself."""
    party = next(iter(within(an.parties, voice.a, voice.b)), None)
    struck = [y for y in h.targets if y[0] == h.b and y[2] is not None]
    branch = next((y for y in struck if y[2] is not None and same_side(an, y[0], y[1], y[2], voice)), None)
    if bare and branch is not None:  # "أعلنت القوات استهداف سلاح الجو سفينتين"
        h.targets.remove(branch)
        h.actors.append(branch)
        h.why.append(Evidence("actors", "roles.own-forces", voice.id, an.doc.raw_span(*branch[:2])))
        return
    force = next((k for k in range(at, min(h.b, at + 6)) if an.role(k, "own_force")), None)
    if force is not None:
        h.actors.append((force, force + 1, party))
        h.why.append(Evidence("actors", "roles.own-forces", voice.id, an.doc.raw_span(force, force + 1)))
        return
    armed = next((p for p in within(an.parties, voice.a, voice.b) if p.cls == "actor" and not p.adjective), None)
    named = armed is not None and not (armed.id or "generic.").startswith("generic.")
    a, b = (armed.a, armed.b) if armed is not None and named else (voice.a, voice.b)
    h.actors.append((a, b, armed or party))
    h.why.append(Evidence("actors", "roles.voice-itself", voice.id, an.doc.raw_span(a, b)))


def _group_of_its_own(an: Analysis, h: Happening, voice: VoiceMention, at: int) -> bool:
    """ "أعلنت الغرفة المشتركة أنها أطلقت صواريخ", "قالت المعارضة إنها قتلت": a group not known to be armed."""
    m = h.match.form
    if h.a != at or not of_itself(an, h.attribution[-1], at) or m.pos != "verb" or m.passive:
        return False
    if voice.kind == "organisation":
        return True
    return voice.rule == "voice.name" and h.frame == "act" and h.type in _FIRE


def of_itself(an: Analysis, x: Attribution, at: int) -> bool:
    """ "قالت إسرائيل إنها", not "قالت إسرائيل إنهم": the pronoun before word `at` can mean the voice."""
    word = an.doc.words[at - 1]
    if word not in an.sets.self_words:
        return False
    cue = an.cue_at[x.cue[0]]
    form = cue.form if cue is not None and cue.form.pos == "verb" and not x.carried else None
    if word.endswith("هم"):
        return form is None or form.number == "pl" or many(an, x.voices[-1])
    if form is None or form.person != 3:
        return True
    if word.endswith("ها"):
        return form.gender != "m" or many(an, x.voices[-1])
    return not word.endswith("ه") or form.gender != "f"


def _we(h: Happening) -> bool:
    """ "قصفنا", "استهدفنا": the voice tells of itself."""
    form = h.match.form
    return form.pos == "verb" and form.person == 1 and form.number == "pl"


def _own_people(an: Analysis, at: int) -> bool:
    """ "أنه قتل ثلاثة من جنوده": people of the voice's own, harmed and not acting."""
    for k in range(at, min(at + 5, len(an.doc))):
        if an.doc.gap[k] & (COMMA | STOP):
            return False
        m = an.people_at[k]
        if m is not None and m.split.pronoun:
            return True
    return False


def own_forces_act(an: Analysis, h: Happening, a: int, b: int) -> bool:
    """ "إن قواته شنت هجوما", not "إن قواته تعرضت لهجوم" nor "إن 13 من عناصره قتلوا"; looked for in `[a, b)`."""
    k = next((k for k in range(a, b) if an.doc.words[k] in an.sets.own_words), None)
    if k is None or an.doc.words[k - 1] in an.sets.of_words or an.number_at[k - 1] is not None:
        return False
    supports = (an.support_at[j] for j in range(k, h.a))
    return not any(m and an.lexicon.entries["support", m.form.id].get("subject") == "target" for m in supports)


def _own_operations(an: Analysis, h: Happening, at: int) -> bool:
    """ "تعلن تنفيذها 3 عمليات، اثنتان منها | استهدفتا": one of the operations the voice calls its own."""
    m = an.support_at[at] if at < len(an.doc) else None
    if m is None or m.form.pos != "masdar" or h.match.form.pos != "verb":
        return False
    if not m.split.pronoun and h.attribution[-1].entry not in _DECLARING:
        return False
    if an.lexicon.entries["support", m.form.id].get("subject") != "actor" or h.match.form.passive:
        return False
    near = range(max(at, h.a - 2), h.a)
    return any(
        an.number_at[k] is not None or an.doc.words[k] in an.sets.back_words or an.role(k, "ordinal") for k in near
    )


def _carried(an: Analysis, a: int, b: int) -> bool:
    """Whether a verb in `[a, b)` carries an event noun: "إنه نفذ غارات", not "إنها تدعم الغارات"."""
    supports = (an.support_at[k] for k in range(a, b))
    return any(m and an.lexicon.entries["support", m.form.id].get("subject") == "actor" for m in supports)


def _bare_deed(an: Analysis, h: Happening, at: int) -> bool:
    """ "أعلن الجيش قصف", "أكدت القيادة تنفيذ ضربات": a verbal noun without a doer, right after the voice."""
    own = bool(h.match.split.pronoun) and h.match.form.pos == "masdar"  # "أعلن الجيش صدّه هجوما"
    if (h.definite and not own) or h.a - at > 3 or an.role(at - 1, "complement") is not None:
        return False
    if h.match.form.pos == "masdar" or (h.match.form.pos == "form" and h.type == "territory_change"):
        return True  # "أعلن الجيش استعادة السيطرة"
    m = an.support_at[at]
    return (
        m is not None and m.form.pos == "masdar" and an.lexicon.entries["support", m.form.id].get("subject") == "actor"
    )


def _filled(an: Analysis, a: int, b: int) -> bool:
    """Whether another subject could stand in `[a, b)`."""
    return any(
        an.trigger_at[k] is not None or an.weapon_at[k] is not None or an.number_at[k] is not None
        or an.people_at[k] is not None or (an.party_at[k] is not None and not an.role(k - 1, "cause"))
        for k in range(a, b)
    )  # fmt: skip


def undergone(an: Analysis, h: Happening) -> None:
    """ "قال الجيش إنه تعرض لهجوم": what a voice says it underwent has the voice for its target."""
    x = h.attribution[-1] if h.attribution else None
    if x is None or h.targets or x.post or not x.voices or x.accused:
        return
    at, voice = x.content[0], x.voices[-1]
    opened = of_itself(an, x, at) and 0 <= h.a - at <= 5 and not _filled(an, at, h.a)
    supports = (an.support_at[k] for k in range(at, h.a)) if opened else ()
    if any(m and an.lexicon.entries["support", m.form.id].get("subject") == "target" for m in supports):
        party = next(iter(within(an.parties, voice.a, voice.b)), None)
        h.targets.append((voice.a, voice.b, party))
        h.why.append(Evidence("targets", "roles.voice-itself", voice.id, an.doc.raw_span(voice.a, voice.b)))


def _state(an: Analysis, voice: VoiceMention) -> bool:
    """ "قالت تركيا إنها قصفت": a state speaks of what its own forces did."""
    party = an.party_at[voice.a]
    return party is not None and party.a == voice.a and not party.adjective and party.kind in ("state", "government")


def _speaks_for_arms(an: Analysis, actor_id: str | None) -> bool:
    entry = an.lexicon.entries.get(("actor", actor_id)) if actor_id else None
    if entry is None:
        return False
    return entry.get("branch") == "speaks" or entry.get("kind") in _ARMED | {"militia", "coalition"}
