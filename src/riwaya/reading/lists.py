"""Happenings told as one list share what the list has in common: "شهدت تعز قصفا واشتباكات وسقوط قذائف".

What stands before the first noun (the place that saw it, who underwent it, who did it, when) holds for the
whole list; where and when the last of two nouns joined at once took place holds for both. A verb that goes on
with the doer of the one before it, and what is told to have gone on beside something, was in the same place.
"""

from dataclasses import replace

from riwaya.lexicon.match import Match
from riwaya.model import Evidence
from riwaya.reading.analysis import Analysis, Happening
from riwaya.reading.place_mention import PlaceMention
from riwaya.text.tokens import COLON, STOP

_VERB_REACH = 14
_ITEM = 12  # words of the longest item of a list
_BESIDE = 4  # words between a word of company and the happening it opens
_CLOSE = 3  # words between two nouns that share what follows
_NOUNS = ("noun", "masdar", "form")


def share_in_lists(an: Analysis) -> None:
    """Give the items of lists what stands before the list, and pairs what stands after them."""
    opened: dict[int, tuple[Match, Happening]] = {}  # by happening: the verb of its list, and the list's first item
    for x, y in zip(an.happenings, an.happenings[1:], strict=False):
        if _same_scene(an, x, y):
            y.places = [p for p in x.places if _holds_on(an, x, p) or _points_to(an, p, _first(y))]
            y.why += [Evidence("places", "place.same-scene", p.place.id, an.doc.raw_span(p.a, p.b)) for p in y.places]
        elif _accompanies(an, x, y):
            y.places = [p for p in x.places if p.place.kind != "country"]
            y.supported = y.supported or bool(y.places)
            y.why += [Evidence("places", "place.of-company", p.place.id, an.doc.raw_span(p.a, p.b)) for p in y.places]
            if y.time is None and x.time is not None:
                y.time = x.time
                y.why.append(Evidence("when", "time.of-company", None, an.doc.raw_span(x.time.a, x.time.b)))
        if not _listed(an, x, y):
            continue
        head = opened.get(id(x))
        if head is None:
            verb = _carrier(an, x)
            head = (verb, x) if verb is not None else None
        if head is not None:
            opened[id(y)] = head
            _hand_down(an, head[0], head[1], y)
        _hand_up(an, x, y)


def _first(h: Happening) -> Happening:
    return min(h.triggers, key=lambda t: t.a)


def _one_voice(x: Happening, y: Happening) -> bool:
    return [a.cue for a in x.attribution] == [a.cue for a in y.attribution]


def _same_scene(an: Analysis, x: Happening, y: Happening) -> bool:
    """ "داهمت القوات منازل في الحي واعتقلت 12 شابا": a verb that goes on with the doer of the one before it."""
    last, first = max(x.triggers, key=lambda t: t.a), _first(y)
    verb = first.match.form.pos == "verb" and (last.match.form.pos == "verb" or x.supported)
    if not verb or y.places or first.match.split.conj != "و":
        return False
    if y.frame not in ("act", "mutual") and not _points_back(an, first):
        return False  # "... وسيطرت على كذا": another place, though no list knows it
    if first.a - last.b > _VERB_REACH:
        return False
    if not _one_voice(x, y) or not x.actors or x.negated or y.negated:
        return False
    if any(an.doc.gap[k + 1] & (STOP | COLON) or an.role(k, "contrast") for k in range(last.b, first.a)):
        return False
    return any(a == x.actors[0][0] for a, _, _ in y.actors)


def _points_back(an: Analysis, t: Happening) -> bool:
    """ "وقصفتها", "وسيطرت عليها": whether the verb's object is a pronoun for what was named before."""
    return bool(t.match.split.pronoun) or (t.b < len(an.doc) and an.doc.words[t.b] in an.sets.back_words)


def _points_to(an: Analysis, p: PlaceMention, t: Happening) -> bool:
    """ "هاجمت القوات القرية | وسيطرت عليها": the place the verb before was aimed at, taken up by a pronoun."""
    return p.place.kind != "country" and p.prep in ("", "علي") and _points_back(an, t)


def _accompanies(an: Analysis, x: Happening, y: Happening) -> bool:
    """ "تجددت الاشتباكات في الحي وسط | قصف عنيف", "... ترافق مع | غارات": what went on there at the same time."""
    first = _first(y)
    if first.match.form.pos not in _NOUNS or first.match.split.article or y.places or y.frame == "harm":
        return False
    if an.doc.sentence_of[x.a] != an.doc.sentence_of[y.a] or not _one_voice(x, y):
        return False
    near = range(max(max(t.b for t in x.triggers), first.a - _BESIDE), first.a)
    return any(an.role(k, "beside") is not None for k in near)


def _holds_on(an: Analysis, x: Happening, p: PlaceMention) -> bool:
    """Whether what is told next is in the same place: a deed was done in it, or it was entered."""
    if p.place.kind == "country":
        return False
    entered = x.frame == "move" and not p.prep
    return entered or p.prep in an.gazetteer.words.within or any(w.rule == "place.same-scene" for w in x.why)


def _listed(an: Analysis, x: Happening, y: Happening) -> bool:
    """Whether `y` goes on the list `x` is on: nouns, "and", one voice, nothing told by a verb between."""
    last, first = max(x.triggers, key=lambda t: t.a), _first(y)
    if last.match.form.pos not in _NOUNS or first.match.form.pos not in _NOUNS or first.match.split.conj != "و":
        return False
    if first.match.split.prep or first.match.split.article or "harm" in (x.frame, y.frame, first.frame):
        return False
    if not _one_voice(x, y) or first.a - last.b > _ITEM:
        return False
    if any(an.role(k, "result") for k in range(_first(x).b, first.a)):
        return False  # "قصف أسفر عن تدمير كذا وانفجار كذا": an outcome
    for k in range(last.b, first.a):
        if an.doc.gap[k + 1] & (STOP | COLON) or any(an.role(k, r) for r in ("relative", "contrast", "cause")):
            return False
        m = an.support_at[k] or an.trigger_at[k] or an.cue_at[k]
        if m is not None and m.form.pos == "verb":
            return False
    return an.doc.sentence_of[last.a] == an.doc.sentence_of[first.a]


def _carrier(an: Analysis, x: Happening) -> Match | None:
    """The verb that carries the first item of a list and has a subject of its own, or None."""
    first = _first(x)
    start = max(an.doc.sentences[an.doc.sentence_of[first.a]][0], first.a - _VERB_REACH)
    for k in range(first.a - 1, start - 1, -1):
        if an.trigger_at[k] is not None or an.role(k, "cause") or an.role(k, "relative"):
            return None
        m = an.support_at[k]
        if m is not None and m.a == k and m.form.pos == "verb":
            told = an.lexicon.entries["support", m.form.id]
            if m.split.pronoun or told.get("answers") or told.get("subject") not in ("place", "target", "actor"):
                return None
            return m
    return None


def _hand_down(an: Analysis, verb: Match, x: Happening, y: Happening) -> None:
    subject = an.lexicon.entries["support", verb.form.id].get("subject")
    at = _first(x).a
    y.supported = True
    if not y.places and subject in ("place", "target"):
        y.places = [p for p in x.places if p.a < at]
        y.why += [Evidence("places", "place.of-list", p.place.id, an.doc.raw_span(p.a, p.b)) for p in y.places]
    if y.time is None and x.time is not None and x.time.a < at:
        y.time = x.time
        y.why.append(Evidence("when", "time.of-list", None, an.doc.raw_span(x.time.a, x.time.b)))
    if subject == "target" and not y.targets:
        y.targets = [t for t in x.targets if t[0] < at]
        y.why += [Evidence("targets", "roles.of-list", None, an.doc.raw_span(a, b)) for a, b, _ in y.targets]
    if subject == "actor" and not y.actors and y.frame in ("act", "mutual", "move"):
        y.actors = [t for t in x.actors if t[0] < at and t[2] is not None and an.weapon_at[t[0]] is None]
        y.why += [Evidence("actors", "roles.of-list", None, an.doc.raw_span(a, b)) for a, b, _ in y.actors]


def _hand_up(an: Analysis, x: Happening, y: Happening) -> None:
    """ "قصف واشتباكات عنيفة في الحي مساء أمس": what follows the second noun is said of the first as well."""
    last, first = max(x.triggers, key=lambda t: t.a), _first(y)
    if first.a - last.b > _CLOSE or last.match.split.article or any(an.place_at[k] for k in range(last.b, first.a)):
        return
    if not x.places and not x.targets:
        x.places = [p for p in y.places if p.a > first.a and p.prep in an.gazetteer.words.within]
        x.why += [replace(e, rule="place.of-list") for e in y.why if e.field == "places"] if x.places else []
    if x.time is None and y.time is not None and y.time.a > first.a:
        x.time = y.time
        x.why.append(Evidence("when", "time.of-list", None, an.doc.raw_span(y.time.a, y.time.b)))
