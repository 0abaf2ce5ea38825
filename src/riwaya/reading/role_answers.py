"""Who acts in an answer whose words stand apart from the verb: "ردت القوات على قصف كذا | باستهداف مواقع"."""

from riwaya.reading.analysis import Analysis, Happening
from riwaya.reading.phrases import phrases_in
from riwaya.reading.role_pieces import add_actor
from riwaya.text.tokens import STOP

_REACH = 16


def answerer(an: Analysis, h: Happening, blocked: bytearray) -> None:
    """The subject of "answered", where what was answered stands between it and the answer."""
    t = min(h.triggers, key=lambda t: t.a)
    if h.actors or t.match.split.prep != "ب" or h.extent[0] == 0:
        return
    first = an.doc.sentences[an.doc.sentence_of[t.a]][0]
    for k in range(t.a - 1, max(first, t.a - _REACH) - 1, -1):
        if an.doc.gap[k + 1] & STOP:
            return
        m = an.support_at[k]
        if m is None or m.a != k or m.form.pos != "verb":
            continue
        if not an.lexicon.entries["support", m.form.id].get("answers"):
            return
        found = [p for p in phrases_in(an, k, t.a, blocked) if p.a >= m.b]
        subject = found[0] if found else None
        if subject is not None and subject.a - m.b <= 1 and subject.agentive and not subject.prep:
            if subject.b < t.a and any(an.doc.words[j] == "علي" for j in range(subject.b, min(subject.b + 3, t.a))):
                add_actor(an, h, subject, "roles.answerer")
        return
