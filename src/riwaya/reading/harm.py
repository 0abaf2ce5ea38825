"""People harmed: counted or bare nouns of people near a word that says what befell them."""

import itertools

from riwaya.lexicon.match import Match
from riwaya.model import Evidence
from riwaya.reading.analysis import Analysis, CasualtyFound, Happening
from riwaya.text.numbers import Number
from riwaya.text.tokens import COMMA, STOP

_BY_WOUNDS = frozenset(("بجروح", "بجراح", "بشظايا", "باصابات", "بحروق", "باختناق"))


def set_casualties(an: Analysis, blocked: bytearray) -> None:
    """Fill casualties of every happening from its own words."""
    for h in an.happenings:
        if h.negated and h.frame == "harm":
            continue
        _collect(an, h, blocked)
        for c in h.casualties:
            h.why.append(Evidence("casualties", "harm." + c.outcome, c.entry, an.doc.raw_span(c.a, c.b)))


def _collect(an: Analysis, h: Happening, blocked: bytearray) -> None:
    start, end = h.extent
    harms = sorted((t.a, t.b, t) for t in h.triggers if _outcome(an, t) and not t.negated)
    i = start
    used: set[int] = set()
    while i < end:
        if blocked[i] or any(t.a < i < t.b for t in h.triggers) or _acts(h, i):
            i += 1
            continue
        item = _item_at(an, i, end, blocked)
        if item is None:
            i += 1
            continue
        a, b, group, own_outcome, number, entry, form_number = item
        if a in used:
            i = b
            continue
        if own_outcome in ("displaced", "detained", "missing"):
            own_outcome = _outcome_for(an, harms, a, b, h) or own_outcome  # "قتل نازحان"
        outcome = own_outcome or _outcome_for(an, harms, a, b, h)
        if own_outcome and harms:
            near = _outcome_for(an, harms, a, b, h)
            if near and near != own_outcome and own_outcome in ("harmed",):
                outcome = near
        if outcome is None or _negated_harm(an, harms, a):
            i = b
            continue
        listed = bool(h.casualties) and (an.role(a - 1, "among") is not None or _joined(an, a))
        acted = any(tb <= x and y <= a for _, tb, _ in harms[:1] for x, y, _ in h.actors)  # "قتل الجنود فتى"
        bare = listed or acted or _is_bare(an, a, harms)
        counted = _count(an, number, b, end, form_number, bool(own_outcome), bare)
        if counted is None:
            i = b
            continue
        low, high, approx, b2 = counted
        both = _dead_and_hurt(an, number, b, end)
        if both:
            outcome, b, b2 = "killed_or_injured", both, both
        h.casualties.append(CasualtyFound(a, b2, outcome, group, low, high, approx, entry))
        used.add(a)
        i = b
    _share_group(an, h)
    _drop_repeats(h)


def _acts(h: Happening, i: int) -> bool:
    """Whether word `i` begins a phrase of those who act: "اختطف مسلحون" harms no gunmen."""
    return h.frame != "harm" and any(a <= i < b for a, b, _ in h.actors)


def _dead_and_hurt(an: Analysis, number: Number | None, b: int, end: int) -> int:
    """ "عشرات القتلى والجرحى": one number for both; the end of the pair, or 0."""
    first, second = an.people_at[b - 1], an.people_at[b] if b < end else None
    if number is None or first is None or second is None or second.a != b or second.split.conj != "و":
        return 0
    single = first.form.number == second.form.number == "sg" and not second.split.pronoun
    if not (first.split.article and second.split.article) and not single:
        return 0
    said = {an.lexicon.entries["people", m.form.id].get("outcome") for m in (first, second)}
    return second.b if said == {"killed", "injured"} else 0


def _share_group(an: Analysis, h: Happening) -> None:
    """ "مقتل 29 وجرح 15 من المسلحين": a number with no noun counts the people the next number names."""
    for x, y in itertools.pairwise(h.casualties):
        bare = x.entry == "number" and not any(an.role(k, "others") for k in range(x.a, x.b + 1))
        if bare and y.entry != "number" and x.outcome != y.outcome and y.a - x.b <= 2:
            x.group = y.group


def _outcome(an: Analysis, t: Happening) -> str | None:
    outcome: str | None = an.lexicon.entries[t.match.form.cls, t.match.form.id].get("outcome")
    return outcome


def _item_at(
    an: Analysis, i: int, end: int, blocked: bytearray
) -> tuple[int, int, str, str | None, Number | None, str, str] | None:
    """A possible count of people that begins at word `i`."""
    number = an.number_at[i]
    if number is not None:
        if number.a != i or number.percent or number.name_like or an.time_at[i] is not None:
            return None
        k = number.b
        if k < end and an.doc.words[k] in an.sets.of_words:  # "عدد من", "عشرات من"
            k += 1
        while k < end and k - number.b < 3 and an.people_at[k] is None and an.doc.words[k] in an.sets.quantifiers:
            k += 1
        m = an.people_at[k] if k < end else None
        if m is not None and m.a == k and not blocked[k] and not an.doc.gap[k] & (COMMA | STOP):
            data = an.lexicon.entries["people", m.form.id].data
            if an.doc.words[k] and m.split.conj:
                return None
            b = m.b
            group = data.get("group", "people")
            outcome = data.get("outcome")
            if b < end and an.people_at[b] is not None:  # "5 أشخاص مدنيين", "12 قتيلا مدنيا"
                second = an.people_at[b]
                if second is not None and second.a == b and not second.split.conj and not second.split.prep:
                    other = an.lexicon.entries["people", second.form.id].data
                    if group == "people" and other.get("group", "people") != "people":
                        group = other["group"]
                    if other.get("outcome") in ("killed", "injured"):
                        outcome = outcome or other["outcome"]
                    b = second.b
            group = _of_armed(an, group, m.form.id, b, end)
            return number.a, b, group, outcome, number, m.form.id, m.form.number
        harmed = an.trigger_at[k] if k < end else None
        if harmed is not None and harmed.a == k and harmed.form.pos == "noun" and not harmed.split.conj:
            said = an.lexicon.entries["trigger", harmed.form.id].get("outcome")
            if said in ("killed", "injured", "killed_or_injured"):
                return number.a, harmed.b, "people", said, number, harmed.form.id, "pl"  # "6 إصابات"
        nation = an.party_at[k] if k < end else None
        if (
            nation is not None
            and nation.kind == "state"
            and nation.a == k == number.b
            and an.doc.words[k].endswith("يا")
        ):
            return number.a, nation.b, "people", None, number, nation.id or "", "pl"  # "12 سوريا": 12 Syrians
        if nation is not None and nation.adjective and nation.a == k and not an.doc.gap[k] & (COMMA | STOP):
            return number.a, nation.b, "people", None, number, nation.id or "", "pl"
        if party_of := _armed_after(an, k, end):
            return number.a, party_of, "fighters", None, number, "party", ""
        if _others(an, number.b) or (number.b >= end or _free_number(an, number, end)):
            return number.a, number.b, "people", None, number, "number", ""
        return None
    m = an.people_at[i]
    if m is not None and m.a == i and an.role(i - 1, "between"):
        return _split_unsaid(an, m, end)
    if m is not None and m.a == i:
        data = an.lexicon.entries["people", m.form.id].data
        if data.get("weak") or (m.split.article and i and an.thing_at[i - 1] is not None):
            return None  # "مستشفى الشهيد فلان" is a name
        if m.form.number == "pl" and (m.split.article or m.split.pronoun):
            return None  # "القتلى": those already told of
        if data.get("outcome") and m.form.number == "pl" and (m.split.prep == "ل" or not _introduced(an, i)):
            return None  # "انتقاما لضحايا دوما": nobody newly harmed
        second = an.people_at[m.b] if m.b < end else None
        if second is not None and second.a == m.b and not second.split.conj and not second.split.prep:
            other = an.lexicon.entries["people", second.form.id].data  # "شهيدين مدنيين"
            group = data.get("group", "people")
            group = other.get("group", group) if group == "people" else group
            return i, second.b, group, data.get("outcome") or other.get("outcome"), None, m.form.id, m.form.number
        after = an.number_at[m.b] if m.b < end else None
        if after is not None and after.a == m.b and after.min == after.max == 2 and not an.doc.words[m.b].isdigit():
            return i, after.b, data.get("group", "people"), data.get("outcome"), after, m.form.id, m.form.number
        return i, m.b, data.get("group", "people"), data.get("outcome"), None, m.form.id, m.form.number
    return None


def _armed_after(an: Analysis, k: int, end: int) -> int:
    """ "11 من تنظيم الدولة": the end of an armed party right after "من", or 0."""
    if k >= end or an.doc.words[k - 1] not in an.sets.of_words:
        return 0
    party = an.party_at[k]
    if party is None or party.a != k or party.adjective or party.kind not in ("armed_group", "militia", "state_forces"):
        return 0
    return party.b


def _of_armed(an: Analysis, group: str, entry: str, b: int, end: int) -> str:
    """ "خمسة من أفراد الفرقة 30": people of an armed party are fighters, of a police force police."""
    if b + 1 < end and an.doc.words[b] in an.sets.of_words and not an.doc.gap[b]:
        b += 1  # "3 قتلى من قوات كذا"
    party = an.party_at[b] if b < end else None
    if group != "people" or party is None or party.a != b or party.adjective or party.match.split.conj:
        return group
    if party.kind in ("armed_group", "militia", "state_forces"):
        return "fighters"
    return "police" if party.kind == "police" else group


def _split_unsaid(an: Analysis, m: Match, end: int) -> tuple[int, int, str, str | None, Number | None, str, str] | None:
    """ "بين قتيل وجريح": how many of each is not said."""
    other = an.people_at[m.b] if m.b < end else None
    first = an.lexicon.entries["people", m.form.id].get("outcome")
    second = an.lexicon.entries["people", other.form.id].get("outcome") if other is not None else None
    if {first, second} != {"killed", "injured"} or other is None:
        return None
    counted = next((x for x in reversed(an.numbers) if m.a - 6 <= x.a < m.a and not x.name_like), None)
    start = counted.a if counted is not None else m.a - 1
    return start, other.b, "people", "killed_or_injured", counted, m.form.id, "pl"


def _introduced(an: Analysis, i: int) -> bool:
    """Whether a bare plural of harmed people is news here: "سقوط قتلى", "وقوع إصابات", "أنباء عن قتلى"."""
    for k in range(i - 1, max(i - 4, -1), -1):
        if an.doc.gap[k + 1] & (COMMA | STOP):
            return False
        if an.trigger_at[k] is not None or an.support_at[k] is not None or an.role(k, "exists") or an.role(k, "result"):
            return True
        if an.cue_at[k] is not None or an.people_at[k] is not None:
            return True
    return i == 0 or bool(an.doc.gap[i] & (COMMA | STOP))


def _others(an: Analysis, k: int) -> bool:
    return an.role(k, "others") is not None


def _free_number(an: Analysis, number: Number, end: int) -> bool:
    """A number that counts nobody by name: "وجرح 12 آخرين", "أودى بحياة المئات"."""
    k = number.b
    if an.trigger_at[k] is not None and an.trigger_at[k].split.conj:  # type: ignore[union-attr]
        return True  # "مقتل 29 وجرح 15"
    return (
        an.doc.words[k] in an.sets.prepositions
        or an.time_at[k] is not None
        or an.doc.words[k] in _BY_WOUNDS
        or bool(an.doc.gap[k] & (COMMA | STOP))
        or an.role(k, "cause") is not None
    )


def _outcome_for(an: Analysis, harms: list[tuple[int, int, Happening]], a: int, b: int, h: Happening) -> str | None:
    """What befell the people at `[a, b)`: the harm word before them in the clause, else right after."""
    before = [t for ta, tb, t in harms if tb <= a]
    after = [t for ta, tb, t in harms if ta >= b]
    if before:
        t = before[-1]
        counted = len(before) > 1 and any(
            an.number_at[k] is not None or (k >= before[-2].a - 2 and an.people_at[k] is not None)
            for k in range(max(0, before[-2].a - 6), before[-2].a)
        )
        if len(before) > 1 and not counted and t.a - before[-2].b <= 0 and t.match.split.conj:
            if {_outcome(an, t), _outcome(an, before[-2])} == {"killed", "injured"} and a - t.b <= 3:
                return "killed_or_injured"  # "قتل وأصاب العشرات"
        if a - t.b <= 4 or _chained(an, t.b, a):
            return _outcome(an, t)
    if after:
        t = after[0]
        if len(after) > 1 and after[1].a - t.b <= 1 and after[1].match.split.conj and a + 6 > t.a - (b - a):
            own_count = any(
                an.number_at[k] is not None or an.people_at[k] is not None
                for k in range(after[1].b, min(after[1].b + 3, len(an.doc)))
            )
            both = set() if own_count else {_outcome(an, t), _outcome(an, after[1])}
            if both == {"killed", "injured"} and t.a - b <= 5:
                return "killed_or_injured"  # "8 عناصر قتلوا وجرحوا"
        listed = t.a - b <= 16 and any(an.role(k, "among") for k in range(b, t.a))
        if t.match.form.pos == "verb" and (t.a - b <= 4 or (listed and not t.match.split.conj)):
            return _outcome(an, t)
        if t.a - b <= 1:
            return _outcome(an, t)
    return None


def _chained(an: Analysis, a: int, b: int) -> bool:
    """Whether a list of people runs from `a` to `b`: "3 مدنيين بينهم طفلان وامرأة"."""
    people = 0
    for k in range(a, b):
        if an.role(k, "contrast") or an.doc.gap[k] & STOP or (an.trigger_at[k] is not None and an.people_at[k] is None):
            return False
        people += an.people_at[k] is not None or an.number_at[k] is not None
    if an.role(b - 1, "among") or any(an.role(k, "among") or an.role(k, "addition") for k in range(max(a, b - 3), b)):
        return True
    m = an.people_at[b]
    joined = (
        (m is not None and bool(m.split.conj))
        or an.doc.words[b].startswith("و")
        or (an.doc.words[b - 1] == "و" and b - 1 >= a)
        or (an.number_at[b] is not None and an.doc.words[b].startswith("و"))
    )
    return people > 0 and (joined and b - a <= 14)


def _negated_harm(an: Analysis, harms: list[tuple[int, int, Happening]], a: int) -> bool:
    for k in range(a - 1, max(a - 7, -1), -1):
        if an.doc.gap[k + 1] & STOP:
            return False
        if an.role(k, "negation"):
            return any(an.support_at[j] is not None or an.role(j, "result") for j in range(k, a)) or a - k <= 2
    return False


def _joined(an: Analysis, a: int) -> bool:
    """Whether the people at `a` are coordinated to others just counted ("3 رجال وامرأة")."""
    m = an.people_at[a]
    before = an.people_at[a - 1] if a else None
    return m is not None and m.split.conj == "و" and before is not None


def _is_bare(an: Analysis, a: int, harms: list[tuple[int, int, Happening]]) -> bool:
    return any(0 <= a - tb <= 1 for _, tb, _ in harms)


def _count(
    an: Analysis, number: Number | None, b: int, end: int, form: str, says_outcome: bool, bare: bool
) -> tuple[int | None, int | None, bool, int] | None:
    """The interval counted, and where the counting words end."""
    if number is not None:
        stop = b
        low, high, approx = number.min, number.max, number.approximate
        post = number.post_b
        if post is not None and post > b and post <= end:
            stop = post
        elif post is None or post <= number.b:
            hedged = _trailing_hedge(an, b, end)
            if hedged and low == high and low is not None:
                high, stop = None, hedged
        return low, high, approx, stop
    if form == "pl":
        return 2, None, False, b
    if form == "du":
        return 2, 2, False, b
    if form == "sg" and (bare or says_outcome):
        return 1, 1, False, b
    return None


def _trailing_hedge(an: Analysis, b: int, end: int) -> int:
    """ "12 متظاهرا على الأقل": the end of a hedge right after the counted noun, or 0."""
    for k in (b, b + 1):
        m = an.role(k, "at_least") if k < end else None
        if m is not None:
            return m.b
    return 0


def _drop_repeats(h: Happening) -> None:
    out: list[CasualtyFound] = []
    for c in h.casualties:
        if any((c.outcome, c.group, c.min, c.max) == (d.outcome, d.group, d.min, d.max) for d in out):
            continue
        out.append(c)
    # A bare plural beside a count of the same people says nothing new.
    h.casualties = [
        c for c in out
        if not (c.max is None and c.min == 2)
        or not any(d is not c and d.outcome == c.outcome and (d.group == c.group or c.group == "people") for d in out)
    ]  # fmt: skip
