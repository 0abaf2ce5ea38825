"""The voice's own deeds: told with a pronoun, a bare verbal noun, "we", or its own forces as the subject."""

from riwaya.model import Evidence
from riwaya.reading.analysis import Analysis, Attribution, Happening, VoiceMention, within
from riwaya.reading.merge_links import replied_to, told_before
from riwaya.reading.role_impersonal import against_enemy, impersonal
from riwaya.reading.voice_side import many, same_side
from riwaya.text.tokens import COMMA, STOP

_REPLY_REACH = 4
_ARMED = frozenset(("armed_group", "state_forces"))
_ARMED_KINDS = _ARMED | {"militia"}
# Not those who observe ("رصد إطلاق صواريخ") or relay.
_DECLARING = frozenset((
    "declare", "affirm", "state", "confirm-official", "stress", "claim-responsibility", "threaten", "vow",
))  # fmt: skip
_FIRE = frozenset(("shelling", "air_strike", "attack", "armed_clash", "remote_explosive"))
_OWN_FRAMES = frozenset(("act", "move", "mutual"))


def voice_itself(an: Analysis, h: Happening) -> None:
    """The voice's own deed, told with a pronoun or a bare verbal noun: "أعلن الجيش أنه قصف", "أعلن ... قصف"."""
    if h.actors or not h.attribution or h.negated:
        return
    x = h.attribution[-1]
    if x.says == "verdict" and x.stance == "claims_responsibility" and x.voices and h.frame != "harm":
        _add_voice(an, h, x.voices[-1], x.content[0], True)  # "تفجير تبناه | التنظيم"
        return
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
    opened = (opened or _we(h) or _we_carry(an, at, h)) and not t.match.form.passive and not _own_people(an, t.b)
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
    kills = h.match.form.pos == "masdar" and an.role(h.a, "slain") is None
    if x.stance == "acknowledges" and kills and h.match.form.id == "kill" and h.a - x.content[0] <= 1:
        return not _own_people(an, h.b)  # "اعترفت القيادة | بقتل ثلاثة مدنيين"
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
    both = [p for p in within(an.parties, voice.a, voice.b) if p.cls == "actor" and p.kind in _ARMED_KINDS]
    if len(both) > 1 and all(p.match.split.conj for p in both[1:]):
        h.actors.extend((p.a, p.b, p) for p in both)  # "سرايا كذا وكتائب كذا مسؤوليتهما"
        h.why.append(Evidence("actors", "roles.voice-itself", voice.id, an.doc.raw_span(voice.a, voice.b)))
        return
    armed = next((p for p in within(an.parties, voice.a, voice.b) if p.cls == "actor" and not p.adjective), None)
    named = armed is not None and not (armed.id or "generic.").startswith("generic.")
    army = armed is not None and armed.kind == "state_forces" and an.title_at[voice.a] is not None  # "الناطق باسم |"
    a, b = (armed.a, armed.b) if armed is not None and (named or army) else (voice.a, voice.b)
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
    noun = cue is not None and cue.form.pos == "masdar" and not x.carried
    if noun and not word.endswith(("ها", "هم")) and an.doc.raw_text(x.voices[-1].a, x.voices[-1].a + 1).endswith("ة"):
        return False  # "بعد إعلان الحكومة أنه قصف": of somebody else
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


def _we_carry(an: Analysis, at: int, h: Happening) -> bool:
    """ "نفذنا | ضربات": a verb in the first person that carries the deed."""
    verbs = (an.support_at[k] for k in range(at, min(h.a, at + 4)))
    return any(m is not None and m.form.person == 1 and m.form.number == "pl" for m in verbs)


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
    threat = h.attribution[-1].stance == "threatens" and h.a - at <= 1  # "توعد الحرس | بالرد"
    if (h.definite and not (own or threat)) or h.a - at > 3 or an.role(at - 1, "complement") is not None:
        return False
    if h.match.form.pos == "masdar" or (h.match.form.pos == "form" and h.type == "territory_change"):
        return True  # "أعلن الجيش استعادة السيطرة"
    m = an.support_at[at]
    starts = an.role(at, "start") is not None or an.role(at - 1, "start") is not None
    if h.match.form.id == "offensive" and starts:
        return True  # "أعلنت القيادة | انطلاق عملية عسكرية"
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
