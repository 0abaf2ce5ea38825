"""What lies between two triggers of a sentence, and what company the later one keeps."""

from riwaya.reading.analysis import Analysis, Happening
from riwaya.text.tokens import COMMA, STOP

STRIKES = frozenset(("shelling", "air_strike", "chemical_weapon", "attack", "remote_explosive", "suicide_bomb"))
AIRCRAFT = frozenset(("aircraft", "drone", "helicopter"))
HITS = frozenset(("target", "hit", "hit-thing", "munition-hits-thing", "hit-vehicle"))
FIGHTS = frozenset(("armed_clash", "territory_change", "attack"))
_ASIDE = 7  # words of the longest aside that is passed over


def only_recalls(an: Analysis, y: Happening) -> bool:
    """ "الهجوم", "تلك الضربات": a general word with no aim of its own, for what was told by a more telling one."""
    general = bool(an.lexicon.entries[y.match.form.cls, y.match.form.id].get("refine"))
    return general and not any(an.role(k, "target") for k in range(y.b, min(y.b + 3, len(an.doc))))


def is_noun(x: Happening, last: Happening) -> bool:
    """Whether the last trigger of `x` is a noun."""
    return last.match.form.pos in ("noun", "masdar", "form")


def bound_verb(y: Happening, between: str) -> bool:
    """Whether the verb says what the noun before it did: no conjunction of its own starts a new clause."""
    return between in ("none", "relative") or (between == "clause" and not y.match.split.conj)


def again(an: Analysis, y: Happening) -> bool:
    """ "، وكذلك استهدفت ...", "، كما استهدفت ...": the verb tells of another one."""
    return y.a > 0 and an.doc.words[y.a - 1].removeprefix("و") in an.sets.once_more


def another(an: Analysis, y: Happening) -> bool:
    """ "قصف مماثل", "غارة جوية أخرى": the noun says itself that it is another one."""
    if y.match.form.pos == "verb":
        return False
    return any(an.doc.words[k] in an.sets.another for k in range(y.b, min(y.b + 2, len(an.doc))) if not an.doc.gap[k])


def another_scene(an: Analysis, a: int, b: int) -> bool:
    """ "... في حرض، | وفي صرواح | دمرت غارة": whether a clause that opens with its own place begins in `[a, b)`."""
    for k in range(a, b - 1):
        if an.doc.gap[k] & (COMMA | STOP) and an.doc.words[k].startswith("و"):
            bare = an.doc.words[k].removeprefix("و")
            if bare in an.gazetteer.words.within and any(
                an.place_at[j] is not None for j in range(k + 1, min(k + 3, b))
            ):
                return True
    return False


def near(x: Happening, y: Happening, reach: int = 5) -> bool:
    """Whether `y` begins within `reach` words of the last trigger of `x`."""
    return y.a - max(t.b for t in x.triggers) <= reach


def within(an: Analysis, y: Happening) -> bool:
    """ "في سلسلة غارات": the noun stands in a phrase of place or means that begins just before."""
    if y.match.form.pos == "verb":
        return False
    for k in range(y.a - 1, max(y.a - 4, -1), -1):
        if an.doc.gap[k + 1] & (COMMA | STOP) or an.role(k, "contrast"):
            return False
        if an.role(k, "inside"):
            return True
    return False


def by_munition(an: Analysis, y: Happening) -> bool:
    """ "أصيب والدهما بقذيفة | سقطت على المنزل": a verb that says what the munition that harmed did."""
    if y.match.form.pos != "verb" or y.match.split.conj:
        return False
    for k in range(y.a - 1, max(y.a - 4, -1), -1):
        m = an.weapon_at[k]
        if an.doc.gap[k + 1] & (COMMA | STOP):
            return False
        if m is not None and m.split.prep == "ب":
            return True
    return False


def munition_acts_on(an: Analysis, x: Happening, last: Happening, y: Happening) -> bool:
    """ "صواريخ سقطت على المدينة | وانفجرت", "قذيفة أطلقت من كذا | سقطت": the subject is still the munition."""
    m, k = y.match.form, y.b
    if x.type != "shelling" or m.pos != "verb" or m.passive or not (y.frame == "fall" or m.id == "hit-thing"):
        return False
    if k < len(an.doc) and (an.number_at[k] or an.party_at[k] or an.weapon_at[k]):
        return False  # "وانفجرت عبوة": something else
    return y.frame == "fall" or (last.frame == "fall" and last.match.form.pos == "verb")


def own_means(an: Analysis, y: Happening) -> bool:
    """ "وأصيب طفل | برصاص قناص", "وقتل شاب | بانفجار لغم": harm that has a means of its own, no shell or raid."""
    for k in range(y.b, min(y.b + 7, len(an.doc))):
        if an.doc.gap[k] & (COMMA | STOP) or an.role(k, "cause") or an.role(k, "result"):
            return False
        m = an.weapon_at[k]
        if m is not None and m.a == k and m.split.prep == "ب":
            kind: str | None = an.lexicon.entries["weapon", m.form.id].get("weapon")
            return kind == "small_arms"
        t = an.trigger_at[k]
        if t is not None and t.a == k:
            return t.split.prep == "ب" and t.form.id == "explosion"
    return False


def own_subject(an: Analysis, y: Happening) -> bool:
    """Whether a verb is followed by a subject of its own."""
    if y.b >= len(an.doc):
        return False
    party, arm = an.party_at[y.b], an.weapon_at[y.b]
    if an.role(y.b, "own_force"):
        return True
    if arm is not None and arm.a == y.b and not arm.split.prep:
        if arm.split.article or y.match.form.id in HITS:
            return True  # "قصفت الطائرات", "أصابت قذيفة"
    return party is not None and party.a == y.b and not party.match.split.prep


def own_doer(an: Analysis, x: Happening) -> bool:
    """Whether a party stands right before an active verb, or as its subject right after it."""
    if x.match.form.passive:
        return False
    return own_subject(an, x) or any(an.party_at[k] is not None for k in range(max(0, x.a - 5), x.a))


def hits_thing(an: Analysis, y: Happening) -> bool:
    """ "ودمر | منزلان", "واحترقت ثلاث سيارات": whether a thing, counted or not, follows the verb at once."""
    k = y.b
    if k < len(an.doc) and an.number_at[k] is not None:
        k = an.number_at[k].b  # type: ignore[union-attr]
    return k < len(an.doc) and an.thing_at[k] is not None


def other_subject(an: Analysis, a: int, b: int) -> bool:
    """Whether another side does something between: "... ردت عليها الفصائل بإطلاق صواريخ"."""
    return any(an.support_at[k] is not None and an.support_at[k].form.pos == "verb" for k in range(a, b))  # type: ignore[union-attr]


def outcome_of(an: Analysis, x: Happening, y: Happening, between: str) -> bool:
    """ "القصف أدى إلى حرق مركبات", "أسفر عن مقتل ... وتدمير ...": damage given as what came of it."""
    if between == "result":
        return True
    first = x.triggers[0].a
    opened = an.doc.words[y.a - 1] in an.sets.about_words and y.a - 1 >= first
    if opened and any(an.role(k, "result") for k in range(max(0, first - 2), first)):
        return True  # "أدى القصف ... إلى نزوح"
    told = any(an.role(k, "result") for k in range(max(0, first - 2), y.a))
    return told and bool(y.match.split.conj) and between in ("and", "none", "clause")


def told_before(an: Analysis, a: int, b: int) -> bool:
    """Whether a word of "after" or "in reply to" stands between two triggers."""
    return any(an.role(k, "cause") and an.doc.words[k].removeprefix("و") in an.sets.after_words for k in range(a, b))


def replied_to(an: Analysis, a: int) -> bool:
    """ "تتوعد برد قاس على | اغتيال القائد": what a reply is to has happened, and is not what is threatened."""
    for k in range(a - 1, max(a - 3, 0), -1):
        if an.role(k, "target"):
            return any(an.doc.words[j].removeprefix("و") in an.sets.replies for j in range(max(k - 3, 0), k))
    return False


def answered(an: Analysis, a: int) -> bool:
    """ "ردت الفصائل على | قصف البلدة": what somebody is told to have answered."""
    if not a or an.doc.words[a - 1] != "علي":
        return False
    verbs = (an.support_at[k] for k in range(max(0, a - 7), a))
    return any(m and an.lexicon.entries["support", m.form.id].get("answers") for m in verbs)


def answered_from(an: Analysis, a: int) -> int:
    """ "رد بالمدفعية | على صواريخ أطلقت", "ردت بغارات | على إطلاق صواريخ": where what was answered begins; 0 if not.

    Nothing but munitions and their number may stand between "على" and the trigger at word `a`.
    """
    k = a - 1
    while k > a - 4 and k > 0 and (an.weapon_at[k] is not None or an.number_at[k] is not None):
        k -= 1
    return k if k > 0 and answered(an, k + 1) else 0


def dated_apart(an: Analysis, a: int, b: int) -> bool:
    """Whether the contrasted clause that ends with the trigger at `b` has a time of its own."""
    start = next((k for k in range(b, a - 1, -1) if an.role(k, "contrast")), b)
    return any(an.time_at[k] is not None for k in range(start, min(b + 5, len(an.doc))))


def new_clause(an: Analysis, a: int, b: int) -> bool:
    """Whether a verb with its conjunction opens another clause between: "، وأوقعت اشتباكات", "، كما يخوض الجيش"."""
    return any(
        m is not None and m.a == k and m.form.pos == "verb"
        and (bool(m.split.conj) or an.doc.words[k - 1] in an.sets.once_more)
        for k in range(a, b) for m in (an.support_at[k],)
    )  # fmt: skip


def by_means(an: Analysis, y: Happening) -> bool:
    """ "بقصف", "بأكثر من 250 غارة": the trigger, or the number that counts it, carries the preposition."""
    if y.match.split.prep == "ب" or an.role(y.a - 1, "inside"):
        return True
    number = an.number_at[y.a - 1] if y.a else None
    return number is not None and an.doc.words[number.a].startswith("ب")


def flown(an: Analysis, x: Happening) -> bool:
    """Whether aircraft stand right before a verb of harm, as those who did it."""
    if x.match.form.pos != "verb":
        return False
    arms = (an.weapon_at[k] for k in range(max(x.a - 4, 0), x.a) if not an.doc.gap[k + 1] & (COMMA | STOP))
    return any(m is not None and an.lexicon.entries["weapon", m.form.id].get("weapon") in AIRCRAFT for m in arms)


def kindred(x: Happening, y: Happening) -> bool:
    """Whether both can tell of one happening: one type, two kinds of strike, or two of fighting."""
    return x.type == y.type or (x.type in STRIKES and y.type in STRIKES) or (x.type in FIGHTS and y.type in FIGHTS)


def link_between(an: Analysis, a: int, b: int) -> str:
    """What kind of link stands between two triggers: contrast, result, cause, relative, and, clause, none."""
    kind = "none"
    over = a  # where the last aside ended
    for k in range(a, b + 1):
        if k < b and an.doc.gap[k] & COMMA and (k > over or k == a):
            over = aside_end(an, k, b) or over
        if k == b:
            if an.doc.gap[k] & (COMMA | STOP) and kind == "none":
                kind = "clause"
            break
        if an.role(k, "contrast"):
            return "contrast"
        if an.role(k, "since") and k >= b - 3:
            return "since"
        if an.role(k, "result"):
            return "result"
        because = an.role(k, "cause") and an.doc.words[k + 1] not in an.sets.demonstratives  # not "بعد ذلك"
        if because or (k == b - 1 and an.role(k, "upon")):
            kind = "cause"
        elif an.role(k, "relative") and kind == "none":
            kind = "relative"
        elif k > over and an.doc.gap[k] & COMMA and kind == "none" and an.time_at[k] is None:
            kind = "clause"
    if kind == "none" and b < len(an.doc):
        m = an.trigger_at[b]
        if m is not None and m.split.conj:
            kind = "and"
    return kind


def aside_end(an: Analysis, a: int, b: int) -> int:
    """Past a time or place between commas: "استهدفت | ، فجر اليوم، | المدينة"; 0 where none begins at `a`."""
    if an.time_at[a] is None and an.doc.words[a] not in an.sets.prepositions:
        return 0
    for k in range(a, min(a + _ASIDE, b)):
        if k > a and an.doc.gap[k] & COMMA:
            return 0 if an.doc.words[k].startswith("و") or an.role(k, "relative") else k
        m = an.trigger_at[k] or an.support_at[k] or an.cue_at[k]
        if (m is not None and m.form.pos == "verb") or an.role(k, "result") or an.role(k, "cause"):
            return 0
    return 0
