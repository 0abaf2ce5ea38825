"""Adjectives that say what kind of base a place is, not what was used."""

from riwaya.lexicon.match import Match
from riwaya.reading.analysis import Analysis
from riwaya.text.clitics import stem_options

_BASES = ("base", "airport")  # markers of places


def of_base(an: Analysis, m: Match) -> bool:
    """ "قاعدة حميميم | الجوية", "مطار التيفور الجوي": an adjective that says what kind of base it is."""
    if m.form.pos != "adjective":
        return False
    markers = an.gazetteer.words.markers
    for k in range(m.a - 1, max(m.a - 4, -1), -1):
        if an.doc.gap[k + 1]:
            return False
        if any((x := markers.get(stem)) is not None and x.id in _BASES for stem in stem_options(an.doc.words[k])):
            return True
    return False
