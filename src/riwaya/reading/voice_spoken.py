"""Verbs that hand over to a voice only where speech follows them: "تابع ...: \\"", not "تابع المسلحون تقدمهم"."""

from bisect import bisect_left

from riwaya.lexicon.match import Match
from riwaya.reading.analysis import Analysis
from riwaya.text.tokens import COLON, OPEN_QUOTE

_REACH = 12
_SPEECH = 4  # a shorter quotation is a name


def unspoken(an: Analysis, m: Match, cues: list[Match]) -> bool:
    """Whether a verb that may go on with anything (`spoken` in the lexicon) goes on with no speech."""
    if not an.lexicon.entries["cue", m.form.id].get("spoken"):
        return False
    if an.doc.words[m.a] in an.sets.belongs and m.b < len(an.doc) and an.doc.words[m.b].startswith("ل"):
        return True  # "مبنى تابع لأجهزة الأمن"
    told = an.matches["trigger"]
    _, last = an.doc.sentences[an.doc.sentence_of[m.a]]
    for k in range(m.b, min(last, m.b + _REACH)):
        if an.doc.gap[k] & COLON or an.role(k, "complement") is not None:
            return False
        if an.doc.gap[k] & OPEN_QUOTE and any(q.a == k and q.b - q.a >= _SPEECH for q in an.doc.quotes):
            return False
        i = bisect_left(told, k, key=_begin)
        if i < len(told) and told[i].a == k:
            return True  # "واصل الطيران قصف القرى، وقال إن"
        i = bisect_left(cues, k, key=_begin)
        if i < len(cues) and cues[i].a == k:
            return cues[i].form.pos not in ("participle", "masdar")  # "علق قائلا"
    return True


def _begin(m: Match) -> int:
    return m.a
