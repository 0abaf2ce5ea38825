"""Several triggers, one happening: harm joins its cause, a noun its verb, a repetition its first mention.

Only triggers of one sentence (or one quotation) told by the same voice are joined. Each rule is a small
named function; the first that applies decides.
"""

from riwaya.model import Evidence
from riwaya.reading.analysis import Analysis, Happening
from riwaya.reading.merge_damage import damaged_by, does_damage
from riwaya.reading.merge_links import (
    FIGHTS,
    HITS,
    STRIKES,
    again,
    another,
    another_scene,
    answered,
    answered_from,
    bound_verb,
    by_means,
    by_munition,
    dated_apart,
    flown,
    hits_thing,
    is_noun,
    kindred,
    link_between,
    munition_acts_on,
    near,
    new_clause,
    only_recalls,
    other_subject,
    outcome_of,
    own_doer,
    own_means,
    own_subject,
    replied_to,
    told_before,
    within,
)  # fmt: skip
from riwaya.text.tokens import COMMA, STOP

_CAUSE_REACH = 10
_RAID_REACH = 10
_FOUGHT = STRIKES | FIGHTS
_FROM_AFAR = frozenset(("shelling", "air_strike"))


def merge_happenings(an: Analysis) -> None:
    """Join the candidates of each sentence; `an.happenings` keeps the heads."""
    out: list[Happening] = []
    by_sentence: dict[int, list[Happening]] = {}
    for h in an.happenings:
        by_sentence.setdefault(an.doc.sentence_of[h.a], []).append(h)
    for group in by_sentence.values():
        out.extend(_merge_sentence(an, group))
    out.sort(key=lambda h: h.a)
    an.happenings = out


def _merge_sentence(an: Analysis, group: list[Happening]) -> list[Happening]:
    heads: list[Happening] = []
    for n, h in enumerate(group):
        rule = _joins(an, heads[-1], h) if heads else ""
        if rule and not _belongs_ahead(an, heads[-1], h, group[n + 1 :]):
            heads[-1] = _join(heads[-1], h, rule)
        else:
            heads.append(h)
    return heads


def _belongs_ahead(an: Analysis, x: Happening, y: Happening, rest: list[Happening]) -> bool:
    """ "قتل شخص بقصف على المدينة، وأصيبت امرأتان بقصف على بلدة": the second harm has a cause of its own."""
    if y.frame != "harm" or all(t.frame == "harm" for t in x.triggers) or not _new_item(an, y):
        return False
    z = next((z for z in rest if z.frame != "harm"), None)
    if z is None or z.definite or z.match.form.pos == "verb" or z.a - y.b > _CAUSE_REACH:
        return False
    if any(an.doc.gap[k] & (COMMA | STOP) for k in range(y.b, z.a + 1)):
        return False
    return by_means(an, z) or within(an, z) or link_between(an, y.b, z.a) == "cause"


def _new_item(an: Analysis, y: Happening) -> bool:
    """Whether a word or sign of listing stands before the trigger."""
    listed = bool(y.match.split.conj) or bool(an.doc.gap[y.a] & COMMA)
    return listed or again(an, y) or any(an.role(k, "addition") for k in range(max(y.a - 2, 0), y.a))


def same_voice(x: Happening, y: Happening) -> bool:
    """Whether both are told by the same voice through the same cue kinds."""
    vx = [v for a in x.attribution for v in a.voices][-1:]
    vy = [v for a in y.attribution for v in a.voices][-1:]
    if bool(vx) != bool(vy):
        return False
    if vx and (vx[0].a, vx[0].b) != (vy[0].a, vy[0].b):
        return False
    sx = x.attribution[-1].stance if x.attribution else "asserts"
    sy = y.attribution[-1].stance if y.attribution else "asserts"
    return sx == sy or not x.attribution or x.attribution[-1] is y.attribution[-1]


def _same_cue(x: Happening, y: Happening) -> bool:
    """Whether both stand in what one and the same cue hands over."""
    last_x = x.attribution[-1] if x.attribution else None
    last_y = y.attribution[-1] if y.attribution else None
    return last_x is last_y


def _joins(an: Analysis, x: Happening, y: Happening) -> str:
    """The rule by which `y`, the later, joins `x`; empty where they stay apart."""
    if not same_voice(x, y) or not _same_cue(x, y):
        return ""
    if x.unreal != y.unreal or (x.future != y.future):
        return ""
    if x.negated != y.negated and (x.frame == "harm") != (y.frame == "harm"):
        return ""  # "الغارة لم توقع قتلى": the harm is denied, not the strike
    last = max(x.triggers, key=lambda t: t.a)
    between = link_between(an, max(t.b for t in x.triggers), y.a)
    if between == "since":
        return ""
    struck_by = x.match.form.pos == "verb" and x.match.form.id in an.sets.event_verbs and y.a == last.b == x.b
    if kindred(x, y) and another(an, y) and not struck_by and any(t.frame != "harm" for t in x.triggers):
        return ""  # "قصف على الحي، وقصف آخر على ..."
    if y.match.form.pos == "verb" and again(an, y) and an.doc.gap[y.a - 1] & COMMA:
        return ""  # "بعشرات الضربات، كما تلقي المروحيات": another one
    if last.b <= answered_from(an, y.a) and not (x.frame == "harm" and y.frame == "harm"):
        return ""  # "ردت بغارات | على إطلاق صواريخ", "رد بالمدفعية | على صواريخ أطلقت": two sides, two deeds
    if y.match.split.prep == "ب" and answered(an, x.a):
        return ""  # "رد الجيش على القصف | بقصف مواقع كذا"
    if y.match.form.pos == "verb" and another_scene(an, last.b, y.a):
        return ""
    if y.match.form.pos != "verb" and y.a > last.b and replied_to(an, y.a):
        return ""  # "قصفت المستوطنة، في رد على المجزرة التي نفذتها القوات"
    if x.frame == "harm" and y.frame == "harm":
        if between == "cause" and x.definite and told_before(an, last.b, y.a):
            return ""  # "تأتي هذه الحصيلة غداة مقتل ..."
        if between == "contrast" and dated_apart(an, last.b, y.b):
            return ""
        return "merge.harm-list"
    if y.frame == "harm" and (between == "contrast" or x.type == "agreement"):
        return ""
    if y.frame == "harm" and y.match.split.conj and own_means(an, y):
        return ""  # "قصفت المدفعية البلدة وأصيب طفل برصاص قناص"
    if y.frame == "harm":
        if between == "cause" and not y.match.split.conj and told_before(an, max(last.b, y.a - 7), y.a):
            return ""  # "... بعد مقتل جندي": harm of an earlier happening
        if y.type == "unspecified_violence" or between in ("result", "none", "and", "cause"):
            return "merge.harm-of-happening"
        return ""
    harmed = x.frame == "harm" and x.match.form.pos == "verb" and all(_hurts(t) for t in x.triggers)
    if harmed and y.type == "destruction" and y.match.form.pos == "verb" and y.match.split.conj:
        if between in ("none", "and", "clause") and not own_subject(an, y) and (own_doer(an, x) or hits_thing(an, y)):
            return "merge.killed-and-destroyed"
        return ""
    if x.frame == "harm" and all(_hurts(t) for t in x.triggers):
        told = (
            by_means(an, y)
            or within(an, y)
            or by_munition(an, y)
            or (between == "clause" and y.match.form.pos == "verb" and not y.match.split.conj)
        )
        if y.type in ("displacement", "agreement") and between != "cause":
            return ""
        if y.type in ("abduction", "arrest") and not told:
            return ""  # "الحرب أسفرت عن مقتل 1200 واندلعت إثر خطف جنديين"
        if y.frame == "mutual" and flown(an, x):
            return ""  # "طائرات قتلت مدنيين أثناء فرارهم من المعارك"
        if between in ("cause", "none") or (between != "contrast" and told):
            return "merge.happening-of-harm"
        return ""
    if x.frame == "fall" and y.frame == "act" and y.type == x.type and y.match.split.pronoun and between == "none":
        return "merge.fired"
    if x.match.form.id == "exchange-fire" and y.match.form.pos != "verb" and not y.match.split.conj and near(x, y, 7):
        return "merge.verb-and-its-noun"  # "يتبادل الجيش ومسلحون | إطلاق النار"
    fired = (
        y.match.form.pos == "verb"
        and not y.match.split.conj
        and any(an.weapon_at[k] is not None for k in range(max(last.b, y.a - 2), y.a))
    )  # "أطلقوا 40 قذيفة سقطت إحداها"
    if x.frame == "act" and y.frame == "fall" and y.type == x.type and fired and between == "none":
        return "merge.fired"
    if x.frame == "fall" and y.match.form.id in an.sets.event_verbs and between in ("none", "clause"):
        if fired and y.a - last.b <= 4:
            return "merge.fired"  # "انفجرت عبوة ناسفة استهدفت حافلة"
    hits = y.match.form.id in HITS and fired and not again(an, y)
    if x.frame == "act" and x.type in STRIKES and hits and between == "none":
        return "merge.fired"  # "أطلقت قذائف | استهدفت المواقع"
    if x.frame == "act" and y.frame == "fall" and y.type == x.type and x.match.split.pronoun and not y.match.split.conj:
        return "merge.fired"  # "صاروخ أطلقه ... سقط على"
    if between in ("none", "clause", "and") and munition_acts_on(an, x, last, y):
        return "merge.munition-acts-on"
    launched = y.match.form.id == "fire-at" and fired and not y.match.split.pronoun and not own_subject(an, y)
    if x.type in STRIKES and x.frame == "act" and launched and between == "none":
        return "merge.launched"  # "استهدف الموقع بصواريخ | أطلقت من البادية"
    # "ردا على إطلاق الصواريخ قصف الجيش"
    before = y.match.form.pos == "verb" and own_subject(an, y) and told_before(an, max(x.a - 2, 0), x.a)
    if (
        is_noun(x, last)
        and y.match.form.pos == "verb"
        and bound_verb(y, between)
        and not before
        and not again(an, y)
        and y.a - last.b <= (6 if between == "relative" else 14)
        and (y.match.form.id in an.sets.event_verbs or (x.type == y.type and not own_subject(an, y)))
    ):
        return "merge.noun-and-its-verb"
    if (
        an.lexicon.entries[x.match.form.cls, x.match.form.id].get("takes_event")
        and y.match.form.pos != "verb"
        and (near(x, y, 3) and between != "contrast")
    ):
        y.as_object = True
        return "merge.met-attack"
    if x.match.form.id == "raid" and y.type == "arrest" and y.match.form.pos == "verb" and not own_subject(an, y):
        if between in ("none", "and", "clause") and y.a - last.b <= _RAID_REACH and not again(an, y):
            return "merge.raid-and-arrest"  # "داهمت القوات المنازل | واعتقلت 12 شابا"
    if does_damage(an, x, y, last, between):
        return "merge.damage"
    if x.type == "interception" and y.type == "destruction" and y.match.split.conj and y.a - last.b <= 3:
        return "merge.stopped-and-destroyed"  # "اعترضت الدفاعات ودمرت"
    if x.type in STRIKES and y.frame == "state" and y.type == "other" and outcome_of(an, x, y, between):
        return "merge.put-out-of-service"  # "أدت إلى خروج المطار عن الخدمة"
    if y.match.form.id == "inflict-losses" and y.match.split.conj and not own_subject(an, y) and x.type in _FOUGHT:
        return "merge.losses"  # "قصفوا المواقع وألحقوا بها خسائر"
    if y.type == "displacement" and y.match.form.pos == "masdar" and outcome_of(an, x, y, between):
        return "merge.displaced"
    if x.type in FIGHTS and y.frame == "mutual" and y.match.form.pos != "verb" and between == "cause":
        return "merge.same-fight"
    if x.frame == "state" and x.type == "other" and between == "cause" and y.frame in ("act", "move"):
        return "merge.cause-of-state"
    blasts = y.type == "remote_explosive" and y.frame == "fall" and y.match.split.conj and y.a - last.b <= 1
    if x.type in _FROM_AFAR and is_noun(x, last) and blasts and y.match.form.pos == "noun":
        return "merge.blasts-with"  # "هجمات جوية | وانفجارات"
    if x.type == "remote_explosive" and x.frame == "fall" and is_noun(x, last) and y.type in _FROM_AFAR:
        if between == "cause" and not told_before(an, last.b, y.a):
            return "merge.blasts-of"  # "دوي انفجارات نتيجة غارات"
    if x.type in FIGHTS and y.type == "remote_explosive" and between in ("cause", "relative") and y.frame == "fall":
        return "merge.means-of-harm"
    joint = any(t.frame == "harm" for t in x.triggers) and is_noun(x, last) and y.match.form.pos in ("noun", "masdar")
    if (
        joint
        and kindred(x, y)
        and y.match.split.conj
        and y.a - last.b <= 1
        and (within(an, last) or by_means(an, last))
    ):
        return "merge.joint-cause"  # "قتل في الغارات الجوية والقصف المدفعي أكثر من 100"
    recalls = y.definite and y.match.form.pos != "verb" and between not in ("cause", "contrast")
    if recalls and (x.type == y.type or (kindred(x, y) and only_recalls(an, y))):
        return "merge.back-reference"
    told_of = y.match.form.pos == "verb" and between == "relative" and y.b < len(an.doc)
    if told_of and an.doc.words[y.b] in an.sets.back_words and kindred(x, y):
        return "merge.described"  # "استهداف النقاط التي أطلقت منها القذائف"
    if y.match.form.pos == "participle" and kindred(x, y):
        return "merge.participle"
    if damaged_by(an, x, y, last, between):
        return "merge.damage-by"  # "تضرر مستشفى جراء | غارة جوية", "احترق مصنع بقصف"
    told = x.match.form.id in an.sets.event_verbs or (x.type == "destruction" and y.type in STRIKES)
    if x.match.form.pos == "verb" and told and between == "none" and near(x, y, 1):
        return "merge.verb-and-its-noun"
    if kindred(x, y) and by_means(an, y) and between in ("none", "relative") and not other_subject(an, last.b, y.a):
        return "merge.by-means-of"
    if x.type == y.type and between in ("none", "and") and y.match.form.pos != "verb" and near(x, y):
        return "merge.same-type-list"
    if (
        x.type == y.type
        and y.frame in ("mutual",)
        and y.match.form.pos != "verb"
        and between != "contrast"
        and not new_clause(an, last.b, y.a)
    ):
        return "merge.same-fight"
    if x.match.form.pos != "verb" and between == "none" and kindred(x, y) and near(x, y, 2) and not before:
        return "merge.adjacent"
    return ""


def _hurts(t: Happening) -> bool:
    """Whether a trigger tells only of harm or damage: it says nothing yet of what did it."""
    return t.frame == "harm" or t.type == "destruction"


def _join(x: Happening, y: Happening, rule: str) -> Happening:
    """Join the two; the one that says the type best is the head, and keeps the other's triggers."""
    head, other = (x, y)
    struck = rule == "merge.cause-of-state" and y.type in STRIKES  # what came of a strike is the strike's
    if (_weight(y) > _weight(x) or rule == "merge.blasts-of" or struck) and rule not in (
        "merge.described",
        "merge.killed-and-destroyed",
    ):
        head, other = y, x
    head.merged = [*head.merged, other, *other.merged]
    other.merged = []
    head.merged.sort(key=lambda t: t.a)
    head.negated = x.negated if head is x else y.negated
    head.definite = (x.definite or x.frame == "harm") and (y.definite or y.frame == "harm")
    head.why = [*x.why, *y.why, Evidence("event", rule, other.match.form.id, None)]
    return head


def _weight(h: Happening) -> int:
    """How well a trigger says what happened: harm says it least, a general attack word next."""
    if h.frame == "harm":
        return 2 if h.type != "unspecified_violence" else 0
    if h.type == "destruction":
        return 2
    if h.match.form.id in ("attack", "target", "hit", "aggression"):
        return 3
    return 4
