"""Which claims speak of a happening that the report has told already: "الغارة", "تلك الهجمات", "استهدفها".

A claim that recalls another takes no value from it: it only names it, so that whoever compares claims can look
there for the place and the day that the words leave out.
"""

from riwaya.reading.analysis import Analysis, Happening, within

_REACH = 12  # claims back
_BESIDE = 3  # words between munitions and the verb that launches or lands them
_FARTHEST = 0.15  # what a claim in between costs
_ENOUGH = 1.0
_TOLLS = frozenset(("toll-of-dead", "toll-of-injured"))
_LAYING = frozenset(("accuses", "denies", "acknowledges"))
_STRIKES = frozenset(("shelling", "air_strike", "chemical_weapon", "attack", "remote_explosive", "suicide_bomb"))
_FIGHTS = frozenset(("armed_clash", "attack"))
_VIOLENCE = _STRIKES | _FIGHTS | {"grenade", "abduction", "sexual_violence", "protest", "riot"}


def set_recalls(an: Analysis, kept: list[Happening]) -> None:
    """Fill `recalls` of the happenings that become claims; always the first telling, never one that recalls itself."""
    for n, h in enumerate(kept):
        if not _points_back(an, h):
            continue
        best, found = _ENOUGH, None
        for distance, x in enumerate(reversed(kept[max(0, n - _REACH) : n])):
            score = _alike(h, x) - _FARTHEST * distance
            if score > best and _fits(h, x):
                best, found = score, x
        if found is not None:
            h.recalls = found.recalls or found


def _points_back(an: Analysis, h: Happening) -> bool:
    """Whether the words point at something told before: a definite noun, a pronoun, a toll."""
    if any(x.says == "verdict" for x in h.attribution):
        return True
    form = h.match.form
    if form.id in _TOLLS:
        return not h.places
    if h.frame == "harm":
        return False
    if h.stance == "denies" and not h.places:
        return True  # "ونفى التحالف استهداف أي منشأة مدنية"
    if _same_munitions(an, h):
        return True
    if form.pos == "verb":
        return bool(h.match.split.pronoun) and not h.targets and not h.places
    if not all(t.definite or t.match.form.pos == "verb" or t.frame == "harm" for t in h.triggers):
        return False
    return h.definite or (bool(h.places) and all(p.reason == "back-reference" for p in h.places))


def _same_munitions(an: Analysis, h: Happening) -> bool:
    """ "القذيفة أطلقها الحوثيون", "أطلقوا القذيفتين": munitions spoken of as known. "بالصواريخ" is how, not which."""
    if h.type not in _STRIKES or any(p.reason != "back-reference" for p in h.places):
        return False
    return any(
        m.split.article and not m.split.prep and an.lexicon.entries["weapon", m.form.id].get("countable")
        for m in within(an.matches["weapon"], *h.extent) if abs(m.a - h.a) <= _BESIDE
    )  # fmt: skip


def _alike(h: Happening, x: Happening) -> float:
    """How well two types go together, 0 where they do not."""
    if h.type == x.type:
        return 3.0
    if {h.type, x.type} <= _STRIKES or ({h.type, x.type} <= _FIGHTS and h.match.form.id == "attack"):
        return 2.2
    if "unspecified_violence" in (h.type, x.type):
        return 1.8 if {h.type, x.type} <= _VIOLENCE | {"unspecified_violence"} else 0.0
    if "interception" in (h.type, x.type):
        return 1.6 if {h.type, x.type} <= _STRIKES | {"interception"} else 0.0
    return 0.0


def _fits(h: Happening, x: Happening) -> bool:
    """Whether places, days and parties that both name allow one happening."""
    if h.stance not in _LAYING and x.stance not in _LAYING:
        ours, theirs = _sides(h), _sides(x)
        if ours and theirs and ours.isdisjoint(theirs):
            return False
    mine = {p.place.id for p in h.places}
    if mine and mine.isdisjoint(p.place.id for p in x.places):
        return False
    if h.time is not None and x.time is not None and h.time.start and x.time.start:
        a, b = h.time, x.time
        if a.start > (b.end or b.start) or b.start > (a.end or a.start):  # type: ignore[operator]
            return False
    return True


def _sides(h: Happening) -> set[str]:
    return {p.side or p.id for _, _, p in h.actors if p is not None and (p.side or p.id)}  # type: ignore[misc]
