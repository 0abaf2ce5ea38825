"""Words that company tells apart: "تابع ...:" speaks, "تابع المسلحون تقدمهم" does not; "أعلن الجيش شن" is a noun."""

from bisect import bisect_left

from riwaya.lexicon.match import Match
from riwaya.reading.analysis import Analysis
from riwaya.text.tokens import COLON, COMMA, OPEN_QUOTE, STOP

_REACH = 12
_ANNOUNCED = 9
_SPEECH = 4  # a shorter quotation is a name


def unspoken(an: Analysis, m: Match, cues: list[Match]) -> bool:
    """Whether a verb that may go on with anything (`spoken` in the lexicon) goes on with no speech, or a verb spelled
    like a preposition is one: "اشتباكات | بين | الجيش و...", but at the head of a sentence "وبين المصدر أن"."""
    if an.doc.words[m.a].removeprefix("و") in an.sets.prepositions and m.form.pos == "verb":
        if m.a != an.doc.sentences[an.doc.sentence_of[m.a]][0] and not an.doc.gap[m.a]:
            return not an.role(m.b, "complement")
    if not an.lexicon.entries["cue", m.form.id].get("spoken"):
        return False
    if an.doc.words[m.a] in an.sets.belongs and m.b < len(an.doc) and an.doc.words[m.b].startswith("ل"):
        return True  # "مبنى تابع لأجهزة الأمن"
    told = an.matches["trigger"]
    about = m.form.id == "comment"  # "علق الوزير على القصف قائلا"
    _, last = an.doc.sentences[an.doc.sentence_of[m.a]]
    for k in range(m.b, min(last, m.b + _REACH)):
        if an.doc.gap[k] & COLON or an.role(k, "complement") is not None:
            return False
        if an.doc.gap[k] & OPEN_QUOTE and any(q.a == k and q.b - q.a >= _SPEECH for q in an.doc.quotes):
            return False
        i = bisect_left(told, k, key=_begin)
        if i < len(told) and told[i].a == k and not (about and an.role(k - 1, "target") is not None):
            return True  # "واصل الطيران قصف القرى، وقال إن"
        i = bisect_left(cues, k, key=_begin)
        if i < len(cues) and cues[i].a == k:
            return cues[i].form.pos not in ("participle", "masdar")  # "علق قائلا"
    return True


def announced_deeds(an: Analysis, found: list[Match]) -> list[Match]:
    """Light verbs, read as verbal nouns where a voice announces them or a preposition governs them:
    "أعلن التحالف | شن 12 غارة", "إثر | تعرض المدينة لغارات"."""
    masdars = {(m.a, m.b): m for m in found if m.form.pos == "masdar"}
    named = {m.b for m in an.matches["actor"] + an.matches["person"]}

    def governed(at: int) -> bool:
        return at > 0 and not an.doc.gap[at] and an.doc.words[at - 1] in an.sets.prepositions

    return [
        masdars[m.a, m.b]
        if m.form.pos == "verb"
        and (m.a, m.b) in masdars
        and (governed(m.a) or (m.a in named and announced(an, m.a, True)))
        else m
        for m in an.matches["support"]
    ]


def announced(an: Analysis, at: int, own: bool = False) -> bool:
    """Whether a verb of announcing takes the word as its object: "أعلن الجيش | قصف", with no "أن" between."""
    start = an.doc.sentences[an.doc.sentence_of[at]][0]
    cues = an.matches["cue"]
    i = bisect_left(cues, at, key=_begin) - 1
    while i >= 0 and cues[i].b >= at:
        i -= 1
    cue = cues[i] if i >= 0 and start <= cues[i].a and at - cues[i].b <= _ANNOUNCED else None
    if cue is None or cue.form.pos != "verb":
        return False
    says = an.lexicon.entries["cue", cue.form.id].get("says")
    if says not in ("object", "about") and not (own and says == "that"):  # "أكد الجيش سيطرته"
        return False
    for k in range(cue.b, at + 1):
        if an.doc.gap[k] & (COMMA | STOP | COLON) or an.role(k, "complement") or an.role(k, "relative"):
            return False
    return True


def _begin(m: Match) -> int:
    return m.a
