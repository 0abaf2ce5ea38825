"""Who acts and who or what is acted on, from where noun phrases stand around a trigger."""

from riwaya.model import Evidence
from riwaya.reading.analysis import Analysis, Happening
from riwaya.reading.phrases import Phrase, phrases_in
from riwaya.reading.role_answers import answerer
from riwaya.reading.role_frames import READERS
from riwaya.reading.role_nouns import act_noun
from riwaya.reading.role_own_deed import undergone, voice_itself
from riwaya.reading.role_pieces import add_actor
from riwaya.reading.role_voice import accused_party, behind_it, by_own_deed, laid_at, same_actor, threatened_party
from riwaya.text.tokens import COMMA


def set_roles(an: Analysis, blocked: bytearray) -> None:
    """Fill actors and targets of every happening."""
    for h in an.happenings:
        start, end = h.extent
        phrases = phrases_in(an, start, end, blocked)
        source = next((p for p in phrases if p.a and an.role(p.a - 1, "source_of_fire") and p.kind == "party"), None)
        if source is not None:
            phrases = [p for p in phrases if p is not source]
        for t in h.triggers:
            rule = READERS.get(t.frame)
            if rule is not None and not t.as_object:
                rule(an, h, t, phrases)
        for t in h.triggers:
            if t.as_object:
                _attackers(an, h, t, phrases)
        if source is not None and not h.actors:
            add_actor(an, h, source, "roles.source-of-fire")  # "سقوط صاروخ مصدره | قوات كذا"
        _past_relative(an, h, blocked)
        answerer(an, h, blocked)
        accused_party(an, h)
        threatened_party(an, h)
        behind_it(an, h)
        laid_at(an, h)
        same_actor(an, h)
        by_own_deed(an, h, blocked)
        undergone(an, h)
        voice_itself(an, h)
        _as_told_first(an, h)
        _dedupe(h)
        _unmanned(an, h)


def _as_told_first(an: Analysis, h: Happening) -> None:
    """ "قالت الجماعة إنها أسقطت الطائرة، لكن القيادة نفت ذلك": what is denied was said of the same doer."""
    if h.actors or not h.attribution or h.attribution[-1].says != "verdict":
        return
    first = next((x for x in an.happenings if x is not h and (x.a, x.b) == (h.a, h.b)), None)
    if first is not None and h.attribution[-1].stance == "denies":
        h.actors = list(first.actors)
        h.why += [Evidence("actors", "roles.of-the-denied", None, an.doc.raw_span(a, b)) for a, b, _ in h.actors]


def _past_relative(an: Analysis, h: Happening, blocked: bytearray) -> None:
    """ "الفصائل التي تقاتل تحت لواء كذا، | استولت على البلدة": the subject stands before a clause about it."""
    m = h.match
    if h.actors or m.form.pos != "verb" or m.form.passive or m.split.conj or h.frame not in ("act", "move", "mutual"):
        return
    a, _ = an.doc.sentences[an.doc.sentence_of[h.a]]
    if not an.doc.gap[h.a] & COMMA and not (h.a > a and an.role(h.a - 1, "auxiliary")):
        return
    between = [x for x in an.happenings if a <= x.a < h.a]
    k = h.a - 1
    while k > a and h.a - k < 24 and not an.role(k, "relative"):
        if an.role(k, "complement") or an.role(k, "contrast"):
            return
        k -= 1
    if not an.role(k, "relative") or not between or between[-1].a < k:
        return
    found = phrases_in(an, max(a, k - 8), k, blocked)
    if found and found[-1].b == k and found[-1].agentive and not found[-1].prep and found[-1].kind != "nation":
        add_actor(an, h, found[-1], "roles.subject")


def _unmanned(an: Analysis, h: Happening) -> None:
    """ "استهدف الجيش، في غارة مسيرة": aircraft of nobody are the means of the party that acts."""
    if any(p is not None for _, _, p in h.actors):
        h.actors = [x for x in h.actors if x[2] is not None or an.weapon_at[x[0]] is None]


def _attackers(an: Analysis, h: Happening, t: Happening, phrases: list[Phrase]) -> None:
    """ "صدت القوات هجوما شنه التنظيم": who attacked is whom the defender met."""
    met = Happening(t.a, t.b, t.match, t.type, t.frame, h.extent)
    act_noun(an, met, t, phrases)
    known = {a for a, _, _ in h.actors}
    h.targets.extend(x for x in met.actors if x[0] not in known)


def _dedupe(h: Happening) -> None:
    seen: set[int] = set()
    named: set[str] = set()
    actors = []
    for x in h.actors:
        known = x[2].id if x[2] is not None and x[2].id and not x[2].id.startswith("generic.") else ""
        if x[0] not in seen and known not in named:
            seen.add(x[0])
            named |= {known} - {""}
            actors.append(x)
    h.actors = actors
    targets = []
    for x in h.targets:
        if x[0] not in seen:
            seen.add(x[0])
            targets.append(x)
    h.targets = targets
