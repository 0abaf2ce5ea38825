"""Damage and the strike or fight that did it, told before the damage or after it: one happening."""

from riwaya.reading.analysis import Analysis, Happening
from riwaya.reading.merge_links import (
    FIGHTS,
    STRIKES,
    bound_verb,
    by_means,
    hits_thing,
    is_noun,
    outcome_of,
    own_doer,
    own_subject,
    told_before,
)

_TAKING = frozenset(("loot", "rob", "seize-property"))  # deeds of their own, no damage that fighting did
_LEFT_REACH = 12


def does_damage(an: Analysis, x: Happening, y: Happening, last: Happening, between: str) -> bool:
    """ "قصفت المدينة | ودمرت منازل", "خلفت الغارة | أضرارا في المسجد": damage told after what did it."""
    if x.type not in STRIKES | FIGHTS or y.type != "destruction" or y.match.form.id in _TAKING:
        return False
    m = y.match
    if m.form.pos == "verb":
        return bound_verb(y, between) or (bool(m.split.conj) and not own_subject(an, y))
    if m.form.pos == "noun":
        return y.frame == "state" and _left_by(an, last, y, between)
    joined = m.form.pos == "masdar" and bool(m.split.conj and m.split.pronoun)
    return joined or (m.form.pos in ("masdar", "form") and outcome_of(an, x, y, between))


def damaged_by(an: Analysis, x: Happening, y: Happening, last: Happening, between: str) -> bool:
    """ "تضرر مستشفى جراء | غارة جوية", "احترق مصنع | بقصف": damage told before what did it."""
    if any(t.type != "destruction" for t in x.triggers) or y.type not in STRIKES or not is_noun(y, y):
        return False
    passive = x.match.form.passive or x.match.form.pos != "verb" or hits_thing(an, x)
    if not (x.frame == "state" or passive) or own_doer(an, x):
        return False
    soon = x.frame == "state" and not (y.match.split.article or y.match.split.pronoun)  # "انهار مبنى بعد | غارة"
    owed = between == "cause" and (soon or not told_before(an, last.b, y.a))
    return owed or (between == "none" and by_means(an, y))


def _left_by(an: Analysis, last: Happening, y: Happening, between: str) -> bool:
    """ "خلف القصف | أضرارا في المسجد", "سقط صاروخ وألحق | أضرارا بمنازل": damage said to be the outcome."""
    if y.match.split.conj or between in ("contrast", "cause", "since") or y.a - last.b > _LEFT_REACH:
        return False
    return any(an.role(k, "result") or an.role(k, "inflicts") for k in range(max(last.a - 2, 0), y.a))
