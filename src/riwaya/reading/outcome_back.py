"""Harm told as the outcome of what was told just before: "وقال المصدر إنه أسفر عن مقتل خمسة", "وأضاف أن 12 أصيبوا"."""

from riwaya.model import Evidence
from riwaya.reading.analysis import Analysis, Happening

_CAUSES = frozenset((
    "shelling", "air_strike", "chemical_weapon", "attack", "remote_explosive", "suicide_bomb", "armed_clash", "grenade",
))  # fmt: skip


def set_outcomes(an: Analysis, kept: list[Happening]) -> None:
    """Give harm whose cause was told in the sentence before, or earlier in its own, the type of its cause."""
    for n, h in enumerate(kept):
        if h.type != "unspecified_violence" or h.frame != "harm" or h.places or h.time or h.actors or h.negated:
            continue
        x = kept[n - 1] if n else None
        if x is None or x.type not in _CAUSES or x.negated or x.future:
            continue
        apart = an.doc.sentence_of[h.a] - an.doc.sentence_of[x.a]
        if apart > 1 or an.doc.paragraph_of[h.a] - an.doc.paragraph_of[x.a] > 1:
            continue
        if _by_pronoun(an, h) or (apart == 1 and _goes_on(an, h, x) and _alone(an, kept, x)):
            h.type = x.type
            h.recalls = x.recalls or x
            h.why.append(Evidence("event", "type.outcome-of", x.match.form.id, an.doc.raw_span(x.a, x.b)))


def _by_pronoun(an: Analysis, h: Happening) -> bool:
    """ "إنه أسفر عن | مقتل": a pronoun for the happening, and a verb of outcome."""
    x = h.attribution[-1] if h.attribution else None
    if x is None or x.post:
        return False
    at = x.content[0]
    opened = an.doc.words[at - 1] in an.sets.self_words and h.a - at <= 5
    return opened and any(an.role(k, "result") is not None for k in range(at, min(at + 2, h.a)))


def _goes_on(an: Analysis, h: Happening, x: Happening) -> bool:
    """Whether the voice that told of the cause goes on, with harm of which it told nothing yet."""
    mine, theirs = h.attribution[-1:], x.attribution[-1:]
    if not mine or not theirs or not mine[0].carried or not mine[0].voices or not theirs[0].voices:
        return False
    same = (mine[0].voices[-1].a, mine[0].voices[-1].b) == (theirs[0].voices[-1].a, theirs[0].voices[-1].b)
    told = {c.outcome for c in x.casualties}
    return same and bool(h.casualties) and not any(c.outcome in told for c in h.casualties)


def _alone(an: Analysis, kept: list[Happening], x: Happening) -> bool:
    """Whether the cause is the one happening of its sentence."""
    here = an.doc.sentence_of[x.a]
    return sum(1 for y in kept if an.doc.sentence_of[y.a] == here) == 1
