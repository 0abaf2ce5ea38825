"""Which words of a sentence belong to which happening.

A sentence with several happenings is cut between each pair at the best boundary there is: where another
voice takes over, at a contrast, at the last comma, at a cause or relative, at a conjunction; else right
before the later trigger. Values are then looked for inside a happening's own words only.
"""

import itertools

from riwaya.reading.analysis import Analysis, Happening
from riwaya.reading.merge_links import answered_from
from riwaya.text.tokens import CLOSE_QUOTE, COMMA, OPEN_QUOTE

_NAME = 4  # words of the longest name in quotes
_MANAGED = 8  # words between a verb of managing and what was managed


def set_extents(an: Analysis) -> None:
    """Fill `extent` of every happening."""
    by_sentence: dict[int, list[Happening]] = {}
    for h in an.happenings:
        by_sentence.setdefault(an.doc.sentence_of[h.a], []).append(h)
    for sentence, group in by_sentence.items():
        a, b = an.doc.sentences[sentence]
        units = sorted(((t.a, t.b, h) for h in group for t in h.triggers), key=lambda u: u[0])
        cuts = [a]
        owners = [units[0][2]]
        for (_, b1, h1), (a2, _, h2) in itertools.pairwise(units):
            if h1 is h2:
                continue
            cuts.append(_cut(an, b1, a2, h2))
            owners.append(h2)
        cuts.append(b)
        for owner, start, end in zip(owners, cuts, cuts[1:], strict=False):
            start, end = _within_voice(an, owner, start, end)
            if owner.extent == (0, 0):
                owner.extent = (start, end)
            else:  # a happening whose triggers stand on both sides of another
                owner.extent = (min(owner.extent[0], start), max(owner.extent[1], end))


def _within_voice(an: Analysis, h: Happening, start: int, end: int) -> tuple[int, int]:
    """Keep to the words the happening's own voice covers."""
    if h.attribution:
        c, d = h.attribution[-1].content
        if c <= h.a < d:
            start, end = max(start, c), min(end, d)
    for x in an.told_at(h.a):
        if x.post and x.cue[0] >= h.b and x.cue[0] < end and an.doc.sentence_of[x.cue[0]] == an.doc.sentence_of[h.a]:
            end = max(x.cue[0], h.b)
            break
    end = _said_beside(an, h, _another_like_it(an, h, end))
    return min(start, h.a), max(end, h.b)


def _said_beside(an: Analysis, h: Happening, end: int) -> int:
    """ "بعد زيارة الوزير | الذي أكد خلال زيارته": where a clause begins about somebody who said something."""
    for k in range(max(t.b for t in h.triggers) + 1, end - 1):
        cue = an.cue_at[k + 1]
        if cue is not None and cue.a == k + 1 and cue.form.pos == "verb" and an.role(k, "relative") is not None:
            return k
    return end


def _another_like_it(an: Analysis, h: Happening, end: int) -> int:
    """ "غارة إسرائيلية على القرية | وأخرى أميركية على الميناء": where the words of another of its kind begin."""
    last = max(t.b for t in h.triggers)
    for k in range(last, end - 1):
        if an.doc.words[k].startswith("و") and an.doc.words[k][1:] in an.sets.another and h.match.form.pos != "verb":
            party = an.party_at[k + 1]
            if an.doc.words[k + 1] in an.sets.prepositions or (party is not None and party.adjective):
                return k
    return end


def _cut(an: Analysis, b1: int, a2: int, later: Happening) -> int:
    doc = an.doc
    for x in later.attribution:
        if not x.post and b1 <= x.head[0] <= a2:
            return scene_before(an, b1, x.head[0])
    for k in range(a2, b1 - 1, -1):
        if an.role(k, "contrast"):
            return k
        m = an.role(k, "complement")
        if m is not None and m.split.conj and k > b1:
            return k
    if b1 <= (answered := answered_from(an, a2)):
        return answered
    if doc.words[a2 - 1] == "علي":
        forced = next((k for k in range(a2 - 1, max(b1, a2 - _MANAGED) - 1, -1) if an.role(k, "forced")), None)
        if forced is not None:
            return forced  # "... | أجبر التنظيم على الانسحاب": whom it was that withdrew
    opening = _opened_by_place(an, b1, a2)
    if opening is not None:
        return opening
    comma = next((k for k in range(a2, b1 - 1, -1) if doc.gap[k] & COMMA), b1)
    for k in range(a2 - 1, comma - 1, -1):
        if _bound(an, k):
            return k
    for k in range(a2, b1 - 1, -1):
        if (doc.gap[k] & COMMA or _edge_of_speech(an, k)) and not _inside_list(an, k, a2):
            return k
    for k in range(b1, a2):
        if _bound(an, k):
            return k
    m = an.trigger_at[a2]
    if m is not None and m.split.conj:
        return a2
    for k in range(a2 - 1, b1 - 1, -1):
        support = an.support_at[k]
        if support is not None and support.a == k and support.split.conj:
            return k
    for k in range(a2 - 1, max(b1, a2 - _MANAGED) - 1, -1):
        support = an.support_at[k]
        if support is not None and support.a == k and support.form.pos == "verb" and not support.split.pronoun:
            governed = an.doc.words[k - 1] in an.sets.prepositions  # "في رد على قصف"
            if not governed and an.lexicon.entries["support", support.form.id].get("subject") == "actor":
                return k  # "بعدة غارات | تمكنت على إثرها القوات من استعادة السيطرة"
    start = a2
    while start > b1 and (an.number_at[start - 1] is not None or an.support_at[start - 1] is not None):
        start -= 1
    return start


def scene_before(an: Analysis, floor: int, head: int) -> int:
    """ "بينما في محافظة البيضاء أفادت مصادر": where the places and times that set the scene for a cue begin.

    `head` itself where nothing does: what stands right before the cue must open a clause of its own.
    """
    doc = an.doc
    cue = an.cue_at[head] if head < len(doc) else None
    if doc.words[head].startswith("و") and (cue is None or cue.split.conj):
        return head  # "... بإدلب، وقالت إن": what stands before belongs to the clause before
    start = head
    while start > floor:
        place, time = an.place_at[start - 1], an.time_at[start - 1]
        if place is not None and place.b == start and place.prep:
            start = place.marker_a
            if start > floor and _is_preposition(an, start - 1):
                start -= 1
        elif time is not None and time.b == start and time.a >= floor:
            start = time.a
        else:
            break
    if start == head:
        return head
    for k in range(start - 1, max(start - 4, floor) - 1, -1):
        m = an.role(k, "contrast")
        if m is not None and m.b == start:
            return k
    opens = doc.gap[start] or doc.words[start].startswith("و") or start == doc.sentences[doc.sentence_of[head]][0]
    return start if opens else head


def _is_preposition(an: Analysis, k: int) -> bool:
    word = an.doc.words[k]
    return word in an.sets.prepositions or word.removeprefix("و") in an.sets.prepositions


def _opened_by_place(an: Analysis, b1: int, a2: int) -> int | None:
    """ "... في الموصل وفي ديالى اعتقلت قوة": where a place with its conjunction begins the later clause, or None."""
    k = a2
    while k > b1:
        place = next((an.place_at[j] for j in (k - 1, k - 2) if j >= b1 and an.place_at[j] is not None), None)
        if place is None:
            return None
        start = place.marker_a - (1 if place.prep and an.doc.words[place.marker_a - 1] in an.sets.prepositions else 0)
        if start <= b1:
            return None
        head = an.doc.words[start]
        before = an.doc.words[start - 1] if start - 1 > b1 else ""
        if place.prep and head.startswith("و") and head[1:] in an.sets.prepositions:
            return start
        if place.prep and before.startswith("و") and before[1:] in an.sets.prepositions:
            return start - 1
        k = start
    return None


def _bound(an: Analysis, k: int) -> bool:
    """Whether word `k` opens a clause of cause, result or description; not "بعد الظهر"."""
    if an.time_at[k] is not None:
        return False
    return bool(an.role(k, "cause") or an.role(k, "relative") or an.role(k, "result"))


def _edge_of_speech(an: Analysis, k: int) -> bool:
    """Whether a quotation longer than a name begins or ends at word `k`."""
    if not an.doc.gap[k] & (OPEN_QUOTE | CLOSE_QUOTE):
        return False
    return any(k in (q.a, q.b) and (q.b - q.a > _NAME or not q.closed) for q in an.doc.quotes)


def _inside_list(an: Analysis, k: int, a2: int) -> bool:
    return a2 - k > 14
