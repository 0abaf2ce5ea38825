"""What befell the people counted: the harm word before them in the clause, else right after."""

from riwaya.reading.analysis import Analysis, Happening
from riwaya.text.tokens import COMMA, STOP

_TOLL_REACH = 18


def outcome_of(an: Analysis, t: Happening) -> str | None:
    """The outcome a harm word says, or None."""
    outcome: str | None = an.lexicon.entries[t.match.form.cls, t.match.form.id].get("outcome")
    return outcome


def outcome_for(an: Analysis, harms: list[tuple[int, int, Happening]], a: int, b: int, h: Happening) -> str | None:
    """What befell the people at `[a, b)`: the harm word before them in the clause, else right after."""
    before = [t for ta, tb, t in harms if tb <= a]
    among = _of_those_told(an, a, h)
    if among:
        return among
    after = [t for ta, tb, t in harms if ta >= b]
    if before:
        t = before[-1]
        counted = len(before) > 1 and any(
            _counts_people(an, k) or (k >= before[-2].a - 2 and an.people_at[k] is not None)
            for k in range(max(_opening(an, before[-2].a), before[-2].a - 6), before[-2].a)
        )
        told = before[-2].b if len(before) > 1 else t.a
        one = an.people_at[told] or an.people_at[told - 1]
        counted = counted or (
            one is not None and one.form.number in ("sg", "du") and one.b == t.a
        )  # "سقوط شهيد | وإصابة سبعة"
        if len(before) > 1 and not counted and t.a - before[-2].b <= 0 and t.match.split.conj:
            if {outcome_of(an, t), outcome_of(an, before[-2])} == {"killed", "injured"} and a - t.b <= 3:
                return "killed_or_injured"  # "قتل وأصاب العشرات"
        own = after[0] if after else None
        if (
            own is not None
            and own.a - b <= 1
            and own.match.form.pos == "verb"
            and own.match.form.number in ("pl", "du")
        ):
            if not own.match.split.conj and not an.doc.gap[own.a] & COMMA and outcome_of(an, own):
                return outcome_of(an, own)  # "20 شهيدا، فضلا عن 17 مدنيا | أصيبوا"
        if a - t.b <= 4 or _chained(an, t.b, a) or _only_setting(an, t.b, a) or _risen_to(an, t.b, a):
            return outcome_of(an, t)
    if after:
        t = after[0]
        if len(after) > 1 and after[1].a - t.b <= 1 and after[1].match.split.conj and a + 6 > t.a - (b - a):
            own_count = any(
                an.number_at[k] is not None or an.people_at[k] is not None or an.role(k, "others") is not None
                for k in range(after[1].b, min(after[1].b + 3, len(an.doc)))
            )
            both = set() if own_count else {outcome_of(an, t), outcome_of(an, after[1])}
            if both == {"killed", "injured"} and t.a - b <= 5:
                return "killed_or_injured"  # "8 عناصر قتلوا وجرحوا"
        listed = t.a - b <= 16 and any(an.role(k, "among") for k in range(b, t.a))
        if t.match.form.pos == "verb" and (
            t.a - b <= 4 or (not t.match.split.conj and (listed or listed_before(an, b, t.a)))
        ):
            return outcome_of(an, t)
        if t.a - b <= 1:
            return outcome_of(an, t)
    return None


def _opening(an: Analysis, k: int) -> int:
    """The first word of the sentence of word `k`."""
    return an.doc.sentences[an.doc.sentence_of[k]][0]


def _counts_people(an: Analysis, k: int) -> bool:
    """Whether a number stands at word `k` that counts no things: "تدمير عشرات الأهداف" counts nobody."""
    number = an.number_at[k]
    if number is None:
        return False
    return number.b >= len(an.doc) or (an.thing_at[number.b] is None and an.unit_at[number.b] is None)


def _of_those_told(an: Analysis, a: int, h: Happening) -> str | None:
    """ "مقتل 4 أشخاص في الضربات، بينهم | ضابطان": what befell those among whom they are counted."""
    told = [c for c in h.casualties if c.b <= a]
    m = next((m for k in (a - 1, a - 2, a - 3) if k >= 0 and (m := an.role(k, "among")) is not None and m.b == a), None)
    if m is None or not told or a - told[-1].b > 14:
        return None
    if not an.doc.gap[m.a] and m.a > told[-1].b:
        return None
    if any(an.role(k, "contrast") or an.doc.gap[k] & STOP for k in range(told[-1].b, a)):
        return None
    return told[-1].outcome


def listed_before(an: Analysis, b: int, verb: int) -> bool:
    """ "28 عنصرا من الجيش | و18 مقاتلا من التنظيم | قتلوا": whether only a list of people stands before the verb."""
    if verb - b > 16:
        return False
    people = False
    for k in range(b, verb):
        if an.doc.gap[k] & STOP or an.trigger_at[k] is not None or an.cue_at[k] is not None or an.role(k, "complement"):
            return False
        people = people or an.people_at[k] is not None or an.number_at[k] is not None
        known = an.people_at[k] or an.number_at[k] or an.party_at[k] or an.doc.words[k] in an.sets.of_words
        if not known and an.doc.words[k] in an.sets.prepositions:
            return False
    return people


def _only_setting(an: Analysis, a: int, b: int) -> bool:
    """ "اعتقلت الشرطة منذ الجمعة في جميع أنحاء البلاد | 590 شخصا": whether only when and where stand between."""
    if an.number_at[b] is None:
        return False
    means = an.role(a, "inside") is not None  # "قتل في الغارات الجوية على المدينة | أكثر من 100"
    if b - a > (16 if means else 12) or not (means or an.place_at[b - 1] or an.time_at[b - 1]):
        return False
    for k in range(a, b):
        told = an.trigger_at[k]
        if told is not None and not (means and told.form.pos != "verb"):
            return False
        if an.cue_at[k] or an.support_at[k] or an.people_at[k] or an.doc.gap[k] & (COMMA | STOP):
            return False
        if an.role(k, "relative") or an.role(k, "complement") or an.role(k, "contrast"):
            return False
    return True


def _risen_to(an: Analysis, a: int, b: int) -> bool:
    """ "عدد القتلى جراء الغارات على المدينة ارتفع | إلى 133": a toll, and after "to" the count of its dead."""
    counted = (
        an.role(b - 1, "about")
        or an.role(b - 1, "rises_to")
        or any(an.role(k, "rises_to") for k in range(max(0, a - 4), a))
    )
    if b - a > _TOLL_REACH or an.number_at[b] is None or not counted:
        return False
    free = (k for k in range(a + 1, b) if an.time_at[k] is None)
    return not any(an.number_at[k] or an.people_at[k] or an.cue_at[k] or an.doc.gap[k] & STOP for k in free)


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


def negated_harm(an: Analysis, harms: list[tuple[int, int, Happening]], a: int) -> bool:
    """Whether the harm is said not to have come about: "لم يسفر عن ضحايا"."""
    for k in range(a - 1, max(a - 7, -1), -1):
        if an.doc.gap[k + 1] & STOP:
            return False
        if an.role(k, "negation"):
            return any(an.support_at[j] is not None or an.role(j, "result") for j in range(k, a)) or a - k <= 2
    return False
