"""Actors that the sentence leaves out: the accused, the voice itself, the subject carried on."""

from riwaya.model import Evidence
from riwaya.reading.analysis import Analysis, Happening, within
from riwaya.reading.phrases import phrases_in
from riwaya.reading.role_pieces import filled
from riwaya.text.tokens import COMMA, STOP

BEHIND, OWN_DEED = "roles.behind", "roles.own-deed"


_SUBJECT_REACH = 4  # words from the start of its sentence
_BEHIND_REACH = 8
_JOINED_REACH = 16
_ARMED_VOICES = frozenset(("armed_group", "state_forces"))


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


def laid_at(an: Analysis, h: Happening) -> None:
    """ "نسبت السلطات التفجير إلى | التنظيم": at whose door a voice lays what it names right after itself."""
    x = h.attribution[-1] if h.attribution else None
    if x is None or x.entry != "attribute" or h.actors or h.match.form.pos == "verb" or h.a - x.content[0] > 1:
        return
    for k in range(h.b, min(h.b + 5, len(an.doc) - 1)):
        party = an.party_at[k + 1]
        if an.role(k, "about") and party is not None and party.a == k + 1 and not party.adjective:
            h.actors.append((party.a, party.b, party))
            h.why.append(Evidence("actors", "roles.laid-at", party.id, an.doc.raw_span(party.a, party.b)))
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
    if m.form.pos != "verb" or m.form.passive or m.form.person == 1 or h.frame not in ("act", "move", "mutual"):
        return
    a, _ = an.doc.sentences[an.doc.sentence_of[h.a]]
    opens = an.doc.words[h.a - 1] in an.sets.joiners if h.a > a else False
    opens = opens or (h.a > a and an.role(h.a - 1, "once_more") is not None)
    whiles = (an.role(k, "meanwhile") for k in range(max(a, h.a - 4), h.a))
    opens = opens or any(w is not None and w.b == h.a for w in whiles)
    if not (m.split.conj or opens):
        return
    after = an.weapon_at[h.b] if h.b < len(an.doc) else None
    if after is not None and after.split.article and not after.split.prep:
        return  # "قصفت المدفعية": a subject of its own
    floor = a if h.a - a > 2 else an.doc.sentences[max(0, an.doc.sentence_of[h.a] - 1)][0]
    for x in reversed([y for y in an.happenings if floor <= y.a < h.a]):
        if x.match.form.pos == "verb" or x.supported or _announced_own(x):
            agent = x.actors[0] if x.actors else None
            if agent is not None and x.attribution[-1:] == h.attribution[-1:]:
                h.actors.append(agent)
                h.why.append(Evidence("actors", "roles.same-subject", None, an.doc.raw_span(*agent[:2])))
            return
    _voice_goes_on(an, h, a)


def _voice_goes_on(an: Analysis, h: Happening, first: int) -> None:
    """ "أعلنت الحركة انطلاق المعركة، | فقصفت المدينة": who announced is the subject of what comes of it."""
    x = h.attribution[-1] if h.attribution else None
    if x is None or h.match.split.conj != "ف" or x.post or x.carried or x.participle or not x.voices:
        return
    at, voice = x.content[0], x.voices[-1]
    if x.stance != "asserts" or voice.kind not in _ARMED_VOICES or at < first or h.a - at <= 1:
        return
    if an.role(at - 1, "complement") is None:
        h.actors.append((voice.a, voice.b, an.party_at[voice.a]))
        h.why.append(Evidence("actors", "roles.same-subject", voice.id, an.doc.raw_span(voice.a, voice.b)))


def _announced_own(x: Happening) -> bool:
    """ "أعلنت الكتائب قصف الموقع، | ثم استهدفت": who announced a deed of its own goes on as the subject."""
    voice = x.attribution[-1].voices[-1] if x.attribution and x.attribution[-1].voices else None
    return voice is not None and any(voice.a <= a < voice.b for a, _, _ in x.actors)
