"""Words for arms that say what kind of base, school or front a place is, not what was used."""

from riwaya.lexicon.match import Match
from riwaya.reading.analysis import Analysis
from riwaya.text.clitics import stem_options

_NAMED_AFTER_ARMS = ("front", "neighbourhood")
_BASES = ("base", "airport")  # markers of places


def of_base(an: Analysis, m: Match) -> bool:
    """ "قاعدة حميميم | الجوية", "مطار التيفور الجوي": an adjective that says what kind of base it is."""
    if m.form.pos == "noun" and m.split.article and not m.split.prep and m.a and not an.doc.gap[m.a]:
        front = an.gazetteer.words.markers.get(an.doc.words[m.a - 1].removeprefix("و"))
        return front is not None and front.id in _NAMED_AFTER_ARMS  # "جبهة المدفعية"
    if m.form.pos != "adjective":
        return False
    if m.a and not an.doc.gap[m.a] and an.doc.words[m.a - 1].removeprefix("و") in an.sets.air_nouns:
        return True  # "الكلية الجوية", "المخابرات الجوية"
    markers = an.gazetteer.words.markers
    for k in range(m.a - 1, max(m.a - 4, -1), -1):
        if an.doc.gap[k + 1]:
            return False
        if any((x := markers.get(stem)) is not None and x.id in _BASES for stem in stem_options(an.doc.words[k])):
            return True
    return False


_LONGEST_NAME = 5


def quoted_name(an: Analysis, a: int, b: int, closed: bool) -> bool:
    """'غرفة عمليات | "فتح حلب"', 'سفينة | "كذا"': a short quotation that names what stands right before it."""
    if not closed or not 0 < b - a <= _LONGEST_NAME or a == 0:
        return False
    if any((m := an.role(k, "name_head")) is not None and m.b == a for k in (a - 1, a - 2) if k >= 0):
        return True
    force = an.party_at[a - 1]
    return force is not None and (force.id or "").startswith("generic.") and not force.adjective
