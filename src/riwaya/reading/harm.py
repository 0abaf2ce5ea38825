"""People harmed: counted or bare nouns of people near a word that says what befell them."""

import itertools

from riwaya.model import Evidence
from riwaya.reading.analysis import Analysis, CasualtyFound, Happening
from riwaya.reading.harm_company import with_companion
from riwaya.reading.harm_items import item_at
from riwaya.reading.harm_one import one_harmed
from riwaya.reading.harm_outcome import listed_before, negated_harm, outcome_for, outcome_of
from riwaya.reading.harm_pronoun import harmed_by_pronoun
from riwaya.text.numbers import Number


def set_casualties(an: Analysis, blocked: bytearray) -> None:
    """Fill casualties of every happening from its own words."""
    for h in an.happenings:
        if (h.negated and h.frame == "harm") or _only_dates(an, h):
            continue
        _collect(an, h, blocked)
        _by_pronouns(an, h)
        if (one := one_harmed(an, h)) is not None:
            h.casualties.append(one)
        others = (with_companion(an, c, h.extent[1]) for c in h.casualties[:])
        counted = [c for c in others if c is not None]
        h.casualties.extend(c for c in counted if not any(x.a <= c.a < x.b for x in h.casualties))
        for c in h.casualties:
            h.why.append(Evidence("casualties", "harm." + c.outcome, c.entry, an.doc.raw_span(c.a, c.b)))


def _by_pronouns(an: Analysis, h: Happening) -> None:
    """ "أطلق النار على شاب | فأصابه وقتله": whom pronouns name; of one hurt who died, the death counts."""
    told = {"killed" if c.outcome == "killed_or_injured" else c.outcome for c in h.casualties}
    found: dict[str, CasualtyFound] = {}
    for t in sorted(h.triggers, key=lambda t: t.a):
        outcome = outcome_of(an, t)
        if outcome not in ("killed", "injured", "detained") or outcome in told or outcome in found or t.negated:
            continue
        if (meant := harmed_by_pronoun(an, h, t, outcome)) is not None:
            found[outcome] = meant
    if "killed" in found:
        found.pop("injured", None)
    h.casualties.extend(found.values())


def _only_dates(an: Analysis, h: Happening) -> bool:
    """ "منذ اغتيال الوزير": an act named only to date something else tells of nobody harmed."""
    return h.frame == "act" and h.match.form.pos != "verb" and an.role(h.a - 1, "since") is not None


def _collect(an: Analysis, h: Happening, blocked: bytearray) -> None:
    start, end = h.extent
    harms = sorted((t.a, t.b, t) for t in h.triggers if outcome_of(an, t) and not t.negated)
    i = start
    used: set[int] = set()
    while i < end:
        if blocked[i] or an.skip[i] or any(t.a < i < t.b for t in h.triggers) or _acts(h, i):
            i += 1
            continue
        item = item_at(an, i, end, blocked)
        if item is None:
            i += 1
            continue
        a, b, group, own_outcome, number, entry, form_number = item
        if number is None and any(
            tb == a and t.match.form.pos == "verb" and t.match.split.pronoun for _, tb, t in harms
        ):
            i = b
            continue  # "التي قتلها | جنود": who did it
        if a in used or _same_count(an, h, a, number is not None):
            i = b
            continue
        if own_outcome in ("displaced", "detained", "missing"):
            deeds = [x for x in harms if x[2].match.form.cls == "trigger"]
            own_outcome = outcome_for(an, deeds, a, b, h) or own_outcome  # "قتل نازحان", not "قتلى ونازحون"
        outcome = own_outcome or outcome_for(an, harms, a, b, h)
        if own_outcome and harms:
            near = outcome_for(an, harms, a, b, h)
            if near and near != own_outcome and own_outcome in ("harmed",):
                outcome = near
        if number is None and not own_outcome and _elsewhere(an, a, harms):
            outcome = None
        if outcome is None or negated_harm(an, harms, a) or _averted(an, a):
            i = b
            continue
        listed = bool(h.casualties) and (an.role(a - 1, "among") is not None or _joined(an, a))
        acted = any(tb <= x and y <= a for _, tb, _ in harms[:1] for x, y, _ in h.actors)  # "قتل الجنود فتى"
        bare = listed or acted or _is_bare(an, a, harms) or _told_of(an, a, b, harms)
        counted = _count(an, number, b, end, form_number, bool(own_outcome), bare)
        if counted is None:
            i = b
            continue
        low, high, approx, b2 = counted
        both = _dead_and_hurt(an, number, b, end)
        if both:
            outcome, b, b2 = "killed_or_injured", both, both
            kind = an.people_at[both] if both < end else None
            if kind is not None and kind.a == both and not (kind.split.conj or kind.split.prep or kind.split.article):
                group, b, b2 = an.lexicon.entries["people", kind.form.id].get("group") or group, kind.b, kind.b
        h.casualties.append(CasualtyFound(a, b2, outcome, group, low, high, approx, entry))
        used.add(a)
        i = b
    _share_group(an, h)
    _same_kind(an, h, harms)
    _drop_repeats(h)


def _averted(an: Analysis, a: int) -> bool:
    """ "لتفادي وقوع | ضحايا مدنيين": harm that is to be avoided."""
    return any(an.doc.words[k].removeprefix("ل") in an.sets.averting for k in range(max(0, a - 3), a))


def _elsewhere(an: Analysis, a: int, harms: list[tuple[int, int, Happening]]) -> bool:
    """ "قتل في مواجهة | جنود": people not counted who only qualify a noun after a preposition."""
    near = any(0 < a - 2 - tb <= 2 or a - 2 == tb for _, tb, _ in harms)
    k = a - 2
    if not near or an.doc.words[k] not in an.sets.prepositions or an.doc.words[k] in an.sets.of_words:
        return False
    k += 1
    known = an.people_at[k] or an.number_at[k] or an.place_at[k] or an.time_at[k] or an.particle_at[k]
    return not known and not an.doc.words[k].startswith("ال") and an.support_at[k] is None


def _same_count(an: Analysis, h: Happening, a: int, counted: bool) -> bool:
    """ "أكثر من 300 عامل وموظف": a singular joined to a noun counted in the singular is counted with it."""
    last = h.casualties[-1] if h.casualties else None
    m = an.people_at[a]
    if counted or last is None or m is None or m.form.number != "sg" or m.split.conj != "و" or last.b != a:
        return False
    before = an.people_at[a - 1]
    return before is not None and before.form.number == "sg" and last.min is not None and last.min > 10


def _acts(h: Happening, i: int) -> bool:
    """Whether word `i` begins a phrase of those who act: "اختطف مسلحون" harms no gunmen."""
    return any(a <= i < b for a, b, _ in h.actors)


def _dead_and_hurt(an: Analysis, number: Number | None, b: int, end: int) -> int:
    """ "عشرات القتلى والجرحى": one number for both; the end of the pair, or 0."""
    if number is not None and b + 2 < end and an.role(b, "between") is not None and not an.doc.gap[b]:
        b += 2  # "15 شخصا بين قتيل وجريح"
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


_KINDS = frozenset(("fighters", "police", "civilians", "journalists", "medics", "rescuers"))


def _same_kind(an: Analysis, h: Happening, harms: list[tuple[int, int, Happening]]) -> None:
    """ "مقتل 7 جنود وجرح 21 آخرين", "مقتل جندي وإصابة خمسة": others, and a bare number, are of the kind told.

    Not where the dead were of several kinds; those counted among them ("بينهم 5 أطفال") do not count.
    """
    told: set[str] = set()
    for c in h.casualties:
        floor = max((b for _, b, _ in harms if b <= c.a), default=h.extent[0])
        within = any(an.role(k, "among") for k in range(max(floor, c.a - 16), c.a))
        if c.entry == "number" and c.group == "people" and len(told) == 1 and not within:
            c.group = next(iter(told & _KINDS), c.group)
        elif not within:
            told.add(c.group)
        elif (c.group == "fighters" and told == {"police"}) or (c.group == "people" and told == {"fighters"}):
            c.group = next(iter(told))  # "ستة من الشرطة بينهم ضابط", "19 مسلحا بينهم قيادي"


def _joined(an: Analysis, a: int) -> bool:
    """Whether the people at `a` are coordinated to others just counted ("3 رجال وامرأة")."""
    m = an.people_at[a]
    before = an.people_at[a - 1] if a else None
    return m is not None and m.split.conj == "و" and before is not None


def _told_of(an: Analysis, a: int, b: int, harms: list[tuple[int, int, Happening]]) -> bool:
    """ "أن | جنديا قتل", "إن | قياديا وخمسة متشددين قتلوا": one person, named first, of whom a harm verb tells."""
    if not an.role(a - 1, "complement") or an.doc.words[a].startswith("ال"):
        return False
    after = next((t for ta, _, t in harms if ta >= b), None)
    verb = after is not None and after.match.form.pos == "verb" and not after.match.split.conj
    return verb and after is not None and (after.a - b <= 4 or listed_before(an, b, after.a))


def _is_bare(an: Analysis, a: int, harms: list[tuple[int, int, Happening]]) -> bool:
    if any(0 <= a - tb <= 1 for _, tb, _ in harms):
        return True
    # "وقتل أمس الجمعة | طالب": only when stands between
    return any(tb < a <= tb + 6 and all(an.time_at[k] is not None for k in range(tb, a)) for _, tb, _ in harms)


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
        same = next((d for d in out if (c.outcome, c.group, c.min, c.max) == (d.outcome, d.group, d.min, d.max)), None)
        if same is not None and same.b == c.a and same.min == same.max == 1:
            same.min = same.max = 2  # "طبيب | وممرض"
            same.b = c.b
        if same is not None:
            continue
        out.append(c)
    h.casualties = [c for c in out if not any(_said_better(c, d) for d in out if d is not c)]


def _said_better(c: CasualtyFound, d: CasualtyFound) -> bool:
    """Whether `c`, a bare plural, says nothing new beside the count `d` of the same people."""
    if c.max is not None or c.min != 2 or (d.a > c.b and d.max is not None and d.max < 2):
        return False  # "مقتل سوريين بينهم طفل": one of them
    same = d.outcome == c.outcome or (c.outcome == "harmed" and d.outcome in ("killed", "injured"))
    return same and c.group in (d.group, "people")
