"""Where and when a happening that gets no claim was told: the claim it only qualifies keeps them."""

from dataclasses import replace

from riwaya.model import Evidence
from riwaya.reading.analysis import Analysis, Happening

_QUALIFYING = frozenset(("only-named", "bare-mention", "back-reference", "weak-trigger"))


def hand_on(an: Analysis, kept: list[Happening]) -> None:
    """ "أفرج عن 30 أسيرا ضمن صفقة تبادل في تعز": the town of the deal is the release's, which names none itself."""
    keeps = {id(h) for h in kept}
    last: Happening | None = None
    for h in an.happenings:
        if id(h) in keeps:
            last = h
            continue
        if last is None or h.dropped not in _QUALIFYING or not _same_breath(an, last, h):
            continue
        there = [p for p in h.places if p.prep in an.gazetteer.words.within]
        if there and not last.places:
            last.places = there
            last.why += [replace(e, rule="place.of-what-it-qualifies") for e in h.why if e.field == "places"]
        if h.time is not None and last.time is None:
            last.time = h.time
            last.why.append(Evidence("when", "time.of-what-it-qualifies", None, an.doc.raw_span(h.time.a, h.time.b)))


def _same_breath(an: Analysis, told: Happening, h: Happening) -> bool:
    """Whether both stand in one sentence and one voice tells them."""
    if an.doc.sentence_of[told.a] != an.doc.sentence_of[h.a]:
        return False
    return [x.cue for x in told.attribution] == [x.cue for x in h.attribution]
