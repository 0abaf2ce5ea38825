"""Who acts and who or what is acted on, from where noun phrases stand around a trigger."""

from riwaya.model import Evidence
from riwaya.reading.analysis import Analysis, Happening
from riwaya.reading.phrases import Phrase, phrases_in
from riwaya.text.tokens import COMMA, DASH

_AGAINST = frozenset(("علي", "ضد", "نحو", "صوب", "تجاه", "باتجاه"))
_SUBJECT_REACH = 9


def set_roles(an: Analysis, blocked: bytearray) -> None:
    """Fill actors and targets of every happening."""
    for h in an.happenings:
        start, end = h.extent
        phrases = [p for p in phrases_in(an, start, end, blocked) if not _is_count(an, p)]
        for t in h.triggers:
            rule = _READERS.get(t.frame)
            if rule is not None and not t.as_object:
                rule(an, h, t, phrases)
        for t in h.triggers:
            if t.as_object:
                _attackers(an, h, t, phrases)
        _accused(an, h)
        _same_actor(an, h)
        _self(an, h)
        _dedupe(h)


def _attackers(an: Analysis, h: Happening, t: Happening, phrases: list[Phrase]) -> None:
    """ "صدت القوات هجوما شنه التنظيم": who attacked is whom the defender met."""
    met = Happening(t.a, t.b, t.match, t.type, t.frame, h.extent)
    _act_noun(an, met, t, phrases)
    known = {a for a, _, _ in h.actors}
    h.targets.extend(x for x in met.actors if x[0] not in known)


def _is_count(an: Analysis, p: Phrase) -> bool:
    """Counted people are casualties, not parties, unless a party owns them."""
    return False


# --- readers, one per frame ------------------------------------------------------------------------------


def _act(an: Analysis, h: Happening, t: Happening, phrases: list[Phrase]) -> None:
    if t.match.form.pos == "verb":
        _act_verb(an, h, t, phrases)
    elif t.match.form.pos in ("participle", "adjective"):
        return
    else:
        _act_noun(an, h, t, phrases)


def _act_verb(an: Analysis, h: Happening, t: Happening, phrases: list[Phrase]) -> None:
    after = [p for p in phrases if p.a >= t.b and _reach(an, t.b, p.a)]
    bare = [p for p in after if not p.prep and p.kind != "nation" and not _apposed(an, p, phrases)]
    met = next((x for x in h.triggers if x.as_object and x.a >= t.b), None)
    if met is not None:
        bare = [p for p in bare if p.a < met.a]
    if t.type == "interception":  # aircraft here are what is stopped
        bare = [p for p in bare if p.kind != "aircraft" or p.a == t.b and p.party is not None]
    before = _before(an, t, phrases)
    passive = t.match.form.passive
    relative = an.role(t.a - 1, "relative") is not None
    agent: Phrase | None = None
    rest = bare
    if _said_of_noun(an, h, t):
        before = None
    elif bare and _oblique(an, bare[0]):
        pass  # "وأسرت جنودا": an accusative is acted on
    elif bare and bare[0].agentive and bare[0].a - t.b <= 4 and not passive:
        second = len(bare) > 1 or any(p.prep in _AGAINST for p in after) or t.match.split.pronoun
        if before is None or relative or t.match.split.pronoun or (second and t.match.form.gender and t.match.split.conj):
            agent, rest = bare[0], bare[1:]
        elif bare[0].kind == "aircraft":
            agent, rest = bare[0], bare[1:]
        elif second and not _complementized(an, before, t):
            agent, rest = bare[0], bare[1:]
    if agent is None and before is not None and not passive:
        agent = before
    if agent is not None:
        _add_actor(an, h, agent, "roles.subject")
        _coordinated(an, h, agent, phrases, "actor")
    if rest and (rest[0].a - t.b <= 8):
        if passive and rest[0].agentive and rest[0].kind == "party":
            _add_target(an, h, rest[0], "roles.passive-subject")
        elif rest[0] is not agent:
            _add_target(an, h, rest[0], "roles.object")
            _coordinated(an, h, rest[0], phrases, "target")
    _prepositional(an, h, t, after, agent is not None)


def _oblique(an: Analysis, p: Phrase) -> bool:
    """Whether the phrase's first word is spelled as an object: "مقاتلين", "جنوداً"."""
    word, raw = an.doc.words[p.a], an.doc.raw_text(p.a, p.a + 1)
    if "\u064b" in raw:
        return True
    m = an.people_at[p.a] or (an.party_at[p.a].match if an.party_at[p.a] else None)  # type: ignore[union-attr]
    generic = p.kind == "people" or (p.party is not None and (p.entry or "").startswith("generic."))
    return m is not None and generic and word.endswith("ين") and not m.split.pronoun


def _apposed(an: Analysis, p: Phrase, phrases: list[Phrase]) -> bool:
    """ "المقاومة الإسلامية - حزب الله": a second name of the party before the dash."""
    if not an.doc.gap[p.a] & DASH or p.party is None:
        return False
    return any(q.b == p.a and q.party is not None and q.party.side == p.party.side for q in phrases) or any(
        x.side == p.party.side and p.a - 3 <= x.b <= p.a for x in an.parties
    )


def _said_of_noun(an: Analysis, h: Happening, t: Happening) -> bool:
    """Whether the verb's subject is an event noun of the same happening ("غارة استهدفت سوقا")."""
    if t.match.split.pronoun or (t.match.form.id not in an.event_verbs and t.type != "destruction"):
        return False
    return any(x.match.form.pos != "verb" and x.frame != "harm" and x.b <= t.a and t.a - x.b <= 14 for x in h.triggers)


def _act_noun(an: Analysis, h: Happening, t: Happening, phrases: list[Phrase]) -> None:
    after = [p for p in phrases if p.a >= t.b and _reach(an, t.b, p.a)]
    support = _support(an, t, h)
    agent_found = False
    if support is not None:
        agent_found = _support_roles(an, h, t, support, phrases)
    for p in after:
        if p.kind == "nation" and p.a - t.b <= 3 and not p.prep and not an.doc.gap[p.a] & COMMA:
            _add_actor(an, h, p, "roles.nationality")
            agent_found = True
            break
    direct = [p for p in after if p.a - t.b <= 3 and p.kind != "nation"]
    if direct and not an.doc.gap[direct[0].a] & COMMA:
        p = direct[0]
        patient_first = t.match.form.pos == "masdar" and not _agent_reading(an, h, t, p, after)
        reached = not any(
            an.trigger_at[k] is not None or an.support_at[k] is not None or an.doc.gap[k] & COMMA
            for k in range(t.b, p.a)
        ) and not an.doc.gap[p.a] & COMMA  # fmt: skip
        if not reached:
            pass
        elif not p.prep and p.a - t.b <= 1:
            if p.agentive and not patient_first and not agent_found:
                _add_actor(an, h, p, "roles.genitive-agent")
                _coordinated(an, h, p, phrases, "actor")
                agent_found = True
            elif not (p.kind == "aircraft" and agent_found):
                _add_target(an, h, p, "roles.genitive-patient")
                _coordinated(an, h, p, phrases, "target")
        elif p.prep == "ل":
            apart = p.a > t.b or t.b - t.a > 1 or t.match.form.pos == "noun"
            if p.kind in ("party", "aircraft") and p.agentive and not agent_found and not patient_first and apart:
                _add_actor(an, h, p, "roles.possessor-agent")
                agent_found = True
            elif p.kind in ("thing", "people") or agent_found or patient_first:
                _add_target(an, h, p, "roles.dative-patient")
                _coordinated(an, h, p, phrases, "target")
    _prepositional(an, h, t, after, agent_found)


def _agent_reading(an: Analysis, h: Happening, t: Happening, p: Phrase, after: list[Phrase]) -> bool:
    """Whether the genitive of a verbal noun acts: something else is acted on, or it is a bombardment."""
    if not p.agentive:
        return False
    if any(q.a > p.a and (q.prep in _AGAINST or q.prep == "ل" or not q.prep) and q.a - p.b <= 2 for q in after):
        return True
    place = next((x for x in an.places if p.b <= x.marker_a <= p.b + 2), None)
    if place is not None and place.prep in ("علي", "ل", ""):
        return True
    return t.type in ("shelling", "air_strike")


def _prepositional(an: Analysis, h: Happening, t: Happening, after: list[Phrase], agent_found: bool) -> None:
    for p in after:
        if p.kind == "nation":
            continue
        if p.prep in _AGAINST and p.kind != "aircraft":
            _add_target(an, h, p, "roles.against")
            _coordinated(an, h, p, after, "target")
        elif p.prep == "agent" and p.agentive:
            _add_actor(an, h, p, "roles.by")
        elif p.prep == "من" and p.kind in ("party", "aircraft") and p.agentive and not agent_found and p.a - t.b <= 4 and not (
            p.party is not None and p.party.kind == "state"
        ):
            if t.frame != "move":
                _add_actor(an, h, p, "roles.from")


def _mutual(an: Analysis, h: Happening, t: Happening, phrases: list[Phrase]) -> None:
    after = [p for p in phrases if p.a >= t.b and _reach(an, t.b, p.a) and p.kind != "nation"]
    if t.match.form.pos == "verb":
        before = _before(an, t, phrases)
        subject = next((p for p in after[:1] if not p.prep and p.agentive and p.a - t.b <= 4), None) or before
        if subject is not None:
            _add_actor(an, h, subject, "roles.subject")
    else:
        support = _support(an, t, h)
        if support is not None:
            _support_roles(an, h, t, support, phrases)
        for p in phrases:
            if p.kind == "nation" and t.b <= p.a <= t.b + 2:
                _add_actor(an, h, p, "roles.nationality")
    for p in after:
        if not (p.kind == "party" or (p.kind in ("people", "aircraft") and p.agentive)):
            continue
        if p.prep == "بين":
            _add_actor(an, h, p, "roles.between")
            for q in after:
                if q.a > p.a and q.a - p.b <= 8 and (q.conj or q.prep == "بين") and q.kind in ("party", "people"):
                    if not any(x.prep not in ("", "بين") for x in after if p.a < x.a <= q.a):
                        _add_actor(an, h, q, "roles.between")
        elif p.prep in ("مع", "ضد"):
            _add_target(an, h, p, "roles.with")


def _move(an: Analysis, h: Happening, t: Happening, phrases: list[Phrase]) -> None:
    after = [p for p in phrases if p.a >= t.b and _reach(an, t.b, p.a) and p.kind != "nation"]
    if t.match.form.pos == "verb":
        subject = next((p for p in after[:1] if not p.prep and p.agentive and p.a - t.b <= 4), None)
        subject = subject or _before(an, t, phrases)
        if subject is not None:
            _add_actor(an, h, subject, "roles.subject")
            _coordinated(an, h, subject, phrases, "actor")
    else:
        support = _support(an, t, h)
        found = _support_roles(an, h, t, support, phrases) if support is not None else False
        for p in after[:1]:
            if p.agentive and p.a - t.b <= 2 and p.prep in ("", "ل") and not found:
                _add_actor(an, h, p, "roles.genitive-agent")
    for p in after:
        if p.kind in ("party", "thing") and (p.prep in _AGAINST or p.prep in ("من", "قبضه")):
            _add_target(an, h, p, "roles.against")
        elif p.kind == "thing" and not p.prep and p.a - t.b <= 8:
            _add_target(an, h, p, "roles.object")


def _harm(an: Analysis, h: Happening, t: Happening, phrases: list[Phrase]) -> None:
    after = [p for p in phrases if p.a >= t.b and _reach(an, t.b, p.a)]
    active = t.match.form.pos == "verb" and t.match.split.pronoun != ""
    for p in after:
        if p.prep == "agent" and p.agentive:
            _add_actor(an, h, p, "roles.by")
        elif p.kind in ("party", "aircraft") and p.agentive and _armed_by(an, p):
            _add_actor(an, h, p, "roles.fire-of")
    for p in after:
        if p.kind == "people" and p.party is not None and p.a - t.b <= 6 and p.party.kind not in ("state",):
            if not p.party.adjective:
                h.targets.append((p.party.a, p.party.b, p.party))
            break
        if p.kind == "party" and p.prep in ("", "من", "ل") and p.a - t.b <= 6 and not active:
            if _armed_by(an, p) or p.party is not None and p.party.id is None and p.party.kind == "community":
                continue
            if p.party is not None and p.party.kind == "person" or p.agentive:
                _add_target(an, h, p, "roles.victim")
            break


def _armed_by(an: Analysis, p: Phrase) -> bool:
    """ "برصاص القوات", "بنيران الجيش": the party whose weapon it was."""
    k = p.a - 1
    w = an.weapon_at[k] if k >= 0 else None
    return w is not None and not p.prep and w.split.prep == "ب" or k >= 0 and an.doc.words[k] in an.fire_words


def _generic(an: Analysis, h: Happening, t: Happening, phrases: list[Phrase]) -> None:
    """Frames without an object of their own: the subject, if one stands by the verb."""
    after = [p for p in phrases if p.a >= t.b and _reach(an, t.b, p.a) and p.kind != "nation"]
    if t.match.form.pos == "verb":
        subject = next((p for p in after[:1] if not p.prep and p.kind in ("party", "people") and p.a - t.b <= 1), None)
        subject = subject or _before(an, t, phrases)
        if subject is not None:
            _add_actor(an, h, subject, "roles.subject")
    else:
        support = _support(an, t, h)
        if support is not None:
            _support_roles(an, h, t, support, phrases)
        for p in phrases:
            if p.kind == "party" and t.b <= p.a <= t.b + 1 and not p.prep and p.agentive and not (
                p.party is not None and p.party.kind == "state"
            ):
                _add_actor(an, h, p, "roles.genitive-agent")


_READERS = {
    "act": _act, "mutual": _mutual, "move": _move, "harm": _harm, "fall": _act_noun, "state": _generic,
}  # fmt: skip


# --- pieces ----------------------------------------------------------------------------------------------


def _reach(an: Analysis, a: int, b: int) -> bool:
    """Whether nothing that starts another clause stands between."""
    for k in range(a, b):
        if an.role(k, "contrast") or an.role(k, "result"):
            return False
    return b - a <= 30


def _complementized(an: Analysis, p: Phrase, t: Happening) -> bool:
    return an.role(p.a - 1, "complement") is not None


def _before(an: Analysis, t: Happening, phrases: list[Phrase]) -> Phrase | None:
    """The subject standing before a verb: the nearest agentive phrase no preposition governs."""
    for p in reversed([p for p in phrases if p.b <= t.a]):
        if t.a - p.b > _SUBJECT_REACH:
            return None
        if any(an.role(k, "contrast") or an.role(k, "cause") or an.role(k, "result") for k in range(p.b, t.a)):
            return None
        if p.agentive and not p.prep and p.kind != "nation":
            if t.match.split.conj and t.a - p.b > 3 and t.match.form.pos == "verb":
                return p
            return p
    return None


def _support(an: Analysis, t: Happening, h: Happening) -> tuple[int, int, str, str, bool] | None:
    """The light verb that carries an event noun: (a, b, subject role, entry, stands after the noun)."""
    start, end = h.extent
    for k in range(t.a - 1, max(start, t.a - 14) - 1, -1):
        m = an.support_at[k]
        if m is not None and m.a == k:
            entry = an.lexicon.entries["support", m.form.id]
            h.supported = True
            if entry.get("subject", "event") == "event":
                continue
            return (m.a, m.b, entry.get("subject", "event"), m.form.id, False)
        if an.trigger_at[k] is not None and an.trigger_at[k] is not t.match:
            break
    for k in range(t.b, min(end, t.b + 24)):
        m = an.support_at[k]
        if m is None or m.a != k:
            continue
        entry = an.lexicon.entries["support", m.form.id]
        if k - t.b <= 2 and entry.get("subject", "event") == "event":
            h.supported = True  # "الهجوم وقع ..."
            continue
        if an.role(k - 1, "relative") or (m.split.pronoun and k - t.b <= 8):
            h.supported = True
            return (m.a, m.b, entry.get("subject", "event"), m.form.id, True)
    return None


def _support_roles(
    an: Analysis, h: Happening, t: Happening, support: tuple[int, int, str, str, bool], phrases: list[Phrase]
) -> bool:
    a, b, role, _, later = support
    if role not in ("actor", "target"):
        return False
    limit = h.extent[1] if later else t.a
    subject = next((p for p in phrases if b <= p.a < limit and not p.prep and p.kind != "nation" and p.a - b <= 5), None)
    if subject is None and not later and not (h.attribution and h.attribution[-1].accused):
        earlier = [p for p in phrases if p.b <= a and a - p.b <= 8 and not p.prep and p.kind != "nation"]
        subject = earlier[-1] if earlier else None
    if subject is None:
        return False
    if role == "actor":
        if not subject.agentive:
            return False
        _add_actor(an, h, subject, "roles.support-subject")
        _coordinated(an, h, subject, phrases, "actor")
    else:
        _add_target(an, h, subject, "roles.support-subject")
        _coordinated(an, h, subject, phrases, "target")
    return role == "actor"


def _coordinated(an: Analysis, h: Happening, first: Phrase, phrases: list[Phrase], role: str) -> None:
    """Further members of a list: "مواقع ... ومقار ...", "حاجز أ، حاجز ب"."""
    last = first
    for p in phrases:
        if p.a < last.b or p is first:
            continue
        gap = an.doc.gap[p.a]
        joined = p.conj or (gap & COMMA and p.a == last.b)
        if not joined or p.a - last.b > 4 or p.prep not in ("", first.prep):
            break
        if any(an.trigger_at[k] is not None and not an.trigger_at[k].split.article for k in range(last.b, p.a)):  # type: ignore[union-attr]
            break
        if role == "actor" and not p.agentive:
            break
        opened = an.trigger_at[p.b] if p.b < len(an.doc) else None
        if opened is not None and opened.form.pos == "verb" and not opened.split.conj:
            break  # the subject of the next clause
        (_add_actor if role == "actor" else _add_target)(an, h, p, "roles.list")
        last = p


def _add_actor(an: Analysis, h: Happening, p: Phrase, rule: str) -> None:
    h.actors.append((p.a, p.b, p.party))
    h.why.append(Evidence("actors", rule, p.entry or None, an.doc.raw_span(p.a, p.b)))


def _add_target(an: Analysis, h: Happening, p: Phrase, rule: str) -> None:
    if p.kind == "people" and an.number_at[p.a - 1] is not None and p.party is None:
        return
    h.targets.append((p.a, p.b, p.party))
    h.why.append(Evidence("targets", rule, p.entry or None, an.doc.raw_span(p.a, p.b)))


def _accused(an: Analysis, h: Happening) -> None:
    """What somebody is accused of was, in that voice's words, done by the accused."""
    if h.attribution and h.attribution[-1].accused and not h.actors:
        a, b = h.attribution[-1].accused
        h.actors.append((a, b, an.party_at[a]))
        h.why.append(Evidence("actors", "roles.accused", None, an.doc.raw_span(a, b)))


def _same_actor(an: Analysis, h: Happening) -> None:
    """ "... تمكن خلالها من السيطرة": a verb of managing without a subject goes on with the actor before."""
    if h.actors:
        return
    if not h.supported:
        _carried_on(an, h)
        return
    k = next((k for k in range(h.a - 1, max(h.a - 6, -1), -1) if an.support_at[k] is not None), None)
    if k is None or an.lexicon.entries["support", an.support_at[k].form.id].get("subject") != "actor":  # type: ignore[union-attr]
        return
    for x in reversed([y for y in an.happenings if y.a < h.a]):
        if an.doc.sentence_of[x.a] != an.doc.sentence_of[h.a]:
            return
        if x.actors:
            h.actors.append(x.actors[0])
            h.why.append(Evidence("actors", "roles.same-actor", None, an.doc.raw_span(*x.actors[0][:2])))
            return


def _carried_on(an: Analysis, h: Happening) -> None:
    """A coordinated verb without a subject goes on with the last one: "قصفت ... كما استهدفت ..."."""
    m = h.match
    if m.form.pos != "verb" or m.form.passive or m.form.person == 1 or h.frame not in ("act", "move"):
        return
    a, _ = an.doc.sentences[an.doc.sentence_of[h.a]]
    opens = an.doc.words[h.a - 1] in an.joiners if h.a > a else False
    if not (m.split.conj or opens):
        return
    floor = a if h.a - a > 2 else an.doc.sentences[max(0, an.doc.sentence_of[h.a] - 1)][0]
    for x in reversed([y for y in an.happenings if floor <= y.a < h.a]):
        if x.match.form.pos == "verb" or x.supported:
            agent = x.actors[0] if x.actors else None
            if agent is not None and x.attribution[-1:] == h.attribution[-1:]:
                h.actors.append(agent)
                h.why.append(Evidence("actors", "roles.same-subject", None, an.doc.raw_span(*agent[:2])))
            return


_ARMED = frozenset(("armed_group", "state_forces"))
_OWN_FRAMES = frozenset(("act", "move", "mutual"))


def _self(an: Analysis, h: Happening) -> None:
    """The voice's own deed, told with a pronoun or a bare verbal noun: "أعلن الجيش أنه قصف", "أعلن ... قصف"."""
    if h.actors or not h.attribution or h.negated:
        return
    x = h.attribution[-1]
    if x.post or not x.voices or x.accused or x.says not in ("that", "object", "publish"):
        return
    voice = x.voices[-1]
    if voice.kind == "medical" and not h.targets and any(t.match.split.pronoun or t.frame == "state" for t in h.triggers):
        h.targets.append((voice.a, voice.b, None))  # a hospital speaks of itself
        return
    if h.frame not in _OWN_FRAMES and not (h.frame == "harm" and h.match.form.pos == "verb"):
        return
    speaks = voice.kind in _ARMED or _speaks_for_arms(an, voice.member_of)
    if not speaks:
        return
    at = x.content[0]
    opened = an.doc.words[at - 1] in an.self_words and h.a - at <= 10 and not _filled(an, at, h.a)
    bare = x.says == "object" and h.match.form.pos == "masdar" and h.a - at <= 3 and not h.definite
    own = any(an.doc.words[k] in an.own_words for k in range(at, min(h.b, at + 6)))
    if (opened and not h.match.form.passive) or bare or own:
        party = next((p for p in an.parties if voice.a <= p.a < voice.b), None)
        force = next((k for k in range(at, min(h.b, at + 6)) if an.role(k, "own_force")), None)
        if force is not None:
            h.actors.append((force, force + 1, party))
            h.why.append(Evidence("actors", "roles.own-forces", voice.id, an.doc.raw_span(force, force + 1)))
            return
        h.actors.append((voice.a, voice.b, party))
        h.why.append(Evidence("actors", "roles.voice-itself", voice.id, an.doc.raw_span(voice.a, voice.b)))


def _filled(an: Analysis, a: int, b: int) -> bool:
    """Whether another subject could stand in `[a, b)`."""
    return any(
        an.trigger_at[k] is not None or an.weapon_at[k] is not None or an.number_at[k] is not None
        or an.people_at[k] is not None or (an.party_at[k] is not None and not an.role(k - 1, "cause"))
        for k in range(a, b)
    )  # fmt: skip


def _speaks_for_arms(an: Analysis, actor_id: str | None) -> bool:
    entry = an.lexicon.entries.get(("actor", actor_id)) if actor_id else None
    return entry is not None and entry.get("kind") in ("armed_group", "militia", "state_forces", "coalition")


def _dedupe(h: Happening) -> None:
    seen: set[int] = set()
    actors = []
    for x in h.actors:
        if x[0] not in seen:
            seen.add(x[0])
            actors.append(x)
    h.actors = actors
    targets = []
    for x in h.targets:
        if x[0] not in seen:
            seen.add(x[0])
            targets.append(x)
    h.targets = targets
