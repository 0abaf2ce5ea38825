"""Which happenings become claims: those that say something of their own."""

from riwaya.reading.analysis import Analysis, Happening
from riwaya.reading.figurative import figurative
from riwaya.reading.role_voice import OWN_DEED
from riwaya.text.tokens import COMMA, STOP

_TELLING_STANCES = frozenset(("claims_responsibility", "denies", "accuses", "acknowledges", "threatens", "warns"))
_CARRIER_REACH = 9
_HEADLINE = 14
_CHANGES = frozenset(("withdraw", "enter", "drive-out", "drive-out-fighters", "retake"))
_DATE_REACH = 12


def select(an: Analysis) -> list[Happening]:
    """The happenings worth a claim, in text order; the others get the reason in `dropped`."""
    kept: list[Happening] = []
    for h in an.happenings:
        h.dropped = _reason(an, h, kept)
        if not h.dropped:
            kept.append(h)
    return kept


def _reason(an: Analysis, h: Happening, kept: list[Happening]) -> str:
    if h.unreal and h.stance not in ("threatens", "warns", "denies"):
        return "unreal"
    if h.future and not h.attribution:
        return "future"
    holds = h.type == "territory_change" and h.match.form.tense == "present" and not h.supported
    if holds and h.stance == "asserts" and not _headline(an, h):
        return "standing-control"
    if h.negated and h.frame == "harm" and h.match.form.pos != "verb" and h.attribution:
        if h.attribution[-1].stance != "denies":
            return "no-harm"  # "دون وقوع إصابات"
    if h.negated and not h.attribution:
        return "negated-by-outlet"
    if h.negated and h.match.form.id == "explosion" and h.match.form.pos == "verb":
        return "not-done"  # "إحداها لم تنفجر"
    if h.negated and h.type == "other" and h.stance == "denies" and h.attribution[-1].stance != "denies":
        return "not-done"  # "لم يفرج عنهم"
    if (
        h.frame == "harm"
        and h.type == "unspecified_violence"
        and not h.casualties
        and not h.targets
        and not h.actors
        and (h.stance not in _TELLING_STANCES)
    ):
        return "harm-of-nobody"
    if h.frame == "harm" and h.match.split.pronoun and h.match.form.id == "fall" and not h.casualties:
        return "harm-of-nobody"  # "نفت سقوطه": a post, not a man
    if h.stance == "denies" and h.definite and _only_in_reply(an, h):
        return "back-reference"
    weak = all(an.lexicon.entries[t.match.form.cls, t.match.form.id].get("weak") for t in h.triggers)
    if weak and h.match.split.conj and not h.match.split.prep and h.match.form.pos != "verb":
        return "weak-trigger"  # "عجز السكان عن الخروج من منازلهم ومغادرتها"
    if weak and an.doc.words[h.a - 1 : h.a] == ["الي"] and _told_to_armed(an, h, h.a - 1):
        return "only-called-for"  # "ودعا قوات كذا إلى مغادرة الأحياء"
    called = bool(h.attribution) and h.attribution[-1].says == "call"
    if weak and (h.stance not in ("warns", "threatens") or (h.type == "other" and h.match.form.tense == "past")):
        return "weak-trigger"
    asked = called and h.stance not in ("warns", "threatens")
    if asked and not weak and h.attribution[-1].participle is False and not h.definite:
        return "only-called-for"
    if _back_reference(an, h):
        return "back-reference"
    if _bare_mention(an, h):
        return "bare-mention"
    if _unanchored(an, h):
        return "unanchored"
    if figurative(an, h) and h.stance not in ("claims_responsibility", "denies"):
        return "figurative"
    if _only_named(an, h) or _deal_spoken_of(an, h):
        return "only-named"
    if _described(an, h):
        return "only-described"
    return ""


def _headline(an: Analysis, h: Happening) -> bool:
    """ "قوات الجيش تنسحب من المدينة": a headline that opens with who acts, the verb of the present after it."""
    first = an.doc.sentences[an.doc.sentence_of[h.a]][0]
    opens = any(a == first and b == h.a for a, b, _ in h.actors)
    return opens and h.match.form.id in _CHANGES


def _told_to_armed(an: Analysis, h: Happening, k: int) -> bool:
    """Whether a party under arms, which is not who calls, ends right before word `k`."""
    party = an.party_at[k - 1] if k else None
    if party is None or party.b != k or party.kind not in ("armed_group", "militia", "state_forces"):
        return False
    return not any(v.a <= party.a < v.b for x in h.attribution for v in x.voices)


def _only_in_reply(an: Analysis, h: Happening) -> bool:
    """ "نفت أن الغارات جاءت ردا على": what is denied is the reason, not the deed."""
    b = max(t.b for t in h.triggers)
    return any(an.doc.words[k] in an.sets.replies for k in range(b, min(b + 4, len(an.doc))))


def _unanchored(an: Analysis, h: Happening) -> bool:
    """A noun that another noun only refers to: "جريمة اغتيال الوزير", "المتهمون بالهجوم", "ذكرى مجزرة"."""
    if any(t.match.form.pos == "verb" for t in h.triggers) or h.stance in _TELLING_STANCES:
        return False
    a = min(t.a for t in h.triggers)
    if h.casualties or h.quantities or _dated(an, h, max(t.b for t in h.triggers)):
        return False
    first = a - 1
    while first > 0 and an.doc.words[first] in an.sets.event_nouns:
        first -= 1  # "التحقيق في عملية اغتيال"
    near = range(max(0, first - 1), first + 1)
    b = max(t.b for t in h.triggers)
    since = an.role(first, "ever_since") is not None  # "منذ اغتيال الوزير"
    if since and not any(b <= p.a <= b + _DATE_REACH for p in h.places):
        return True
    return any(an.role(k, "presupposes") is not None for k in near)


def _dated(an: Analysis, h: Happening, b: int) -> bool:
    """Whether a time of its own follows in the same phrase: "اغتيال الوزير في فبراير 2005"."""
    if h.time is None or not b <= h.time.a <= b + _DATE_REACH:
        return False
    return not any(an.doc.gap[k] & (COMMA | STOP) for k in range(b, h.time.a + 1))


def _says_something(h: Happening) -> bool:
    return bool(h.casualties or h.quantities or h.time or h.actors or h.targets)


def _back_reference(an: Analysis, h: Happening) -> bool:
    """A definite noun that only points at what was told before."""
    campaign = all(an.lexicon.entries[t.match.form.cls, t.match.form.id].get("campaign") for t in h.triggers)
    if campaign and h.match.split.article and not (h.casualties or h.quantities):
        return True  # "خلال العدوان على غزة"
    if not all(t.definite and t.match.form.pos != "verb" for t in h.triggers):
        return False
    if h.stance in _TELLING_STANCES:
        return False
    if h.supported and h.attribution:
        return False  # a voice says of it that it took place, how, or to what end
    only_whose = all(w.rule == "roles.nationality" for w in h.why if w.field == "actors")
    if h.supported and h.targets and h.type == "territory_change":
        return False  # "تمت السيطرة على الحاجز"
    told = h.actors and (not only_whose or _subject_of_speech(an, h))
    return not (h.casualties or h.quantities or h.time or h.places or told)  # "الغارات الإسرائيلية": whose they were


def _bare_mention(an: Analysis, h: Happening) -> bool:
    """A noun with nothing attached at all, told by nobody in particular."""
    if any(t.match.form.pos == "verb" for t in h.triggers) or h.stance in _TELLING_STANCES or h.supported:
        return False
    if not _says_something(h) and not h.places and not _at_a_site(an, h):
        return h.definite or not _subject_of_speech(an, h)
    return False


def _at_a_site(an: Analysis, h: Happening) -> bool:
    """ "اشتباكات في محيط | القصر الجمهوري": told to be at a building, though no list of places knows it."""
    first = min(t.a for t in h.triggers)
    opens = first == an.doc.sentences[an.doc.sentence_of[first]][0] or _subject_of_speech(an, h)
    b = max(t.b for t in h.triggers)
    near = range(b + 1, min(b + 5, h.extent[1]))
    return opens and any(an.thing_at[k] is not None and an.doc.words[k].startswith("ال") for k in near)


def _quiet(h: Happening) -> bool:
    """Nothing is told of it but its parties and places, and no voice takes a stand."""
    return not (h.casualties or h.quantities or h.time) and h.stance == "asserts"


def _only_named(an: Analysis, h: Happening) -> bool:
    """A noun inside another statement ("في قضايا الخطف", "سياسة الاغتيالات"), told as no event of its own.

    Told as its own is what opens a sentence or a list item, goes on a list, is carried by a verb, or is what a
    voice announces.
    """
    if not _quiet(h) or h.supported or h.frame in ("state", "harm"):
        return False
    if any(t.match.form.pos == "verb" or t.match.split.conj for t in h.triggers):
        return False
    if any((m := an.support_at[t.a]) is not None and m.form.pos == "verb" for t in h.triggers):
        return False  # "تعرضت لإطلاق نار", one trigger
    if any(w.rule == OWN_DEED for w in h.why):
        return False
    if h.targets and any(t.type == "destruction" for t in h.merged):
        return False  # "لحقت أضرار بمدرسة جراء قصف": what it did is told
    first = min(t.a for t in h.triggers)
    if first == 0 or an.doc.gap[first] or an.number_at[first - 1] is not None:
        return False
    if an.doc.words[first - 1].removeprefix("و") in an.sets.besides:
        return False
    if any(an.role(k, "forced") for k in range(max(0, first - 8), first)) and an.doc.words[first - 1] == "علي":
        return False  # "أجبرت القوات التنظيم على الانسحاب"
    if any((m := an.role(k, "contrast")) is not None and m.b == first for k in range(max(0, first - 4), first)):
        return False  # "بالتزامن مع اشتباكات"
    if _subject_of_speech(an, h) or _opens_speech(h, first) or _recalled(an, h, first):
        return False
    if h.attribution and h.attribution[-1].says in ("object", "about", "accuse", "blame", "call"):
        return False
    for k in range(first - 1, max(first - _CARRIER_REACH, -1), -1):
        if an.doc.gap[k + 1] & (COMMA | STOP):
            break
        if an.support_at[k] is not None or (k >= first - 2 and an.cue_at[k] is not None):
            return False
    return True


def _deal_spoken_of(an: Analysis, h: Happening) -> bool:
    """ "لبحث الاتفاق الذي توصل إليه البلدان", "بموجب اتفاق": a deal that others talk about or act on."""
    if h.type != "agreement" or h.stance in _TELLING_STANCES or h.casualties or h.match.form.pos == "verb":
        return False
    first = min(t.a for t in h.triggers)
    if any((m := an.role(k, "deal_context")) is not None and m.b == first for k in range(max(0, first - 3), first)):
        return True
    start = an.doc.sentences[an.doc.sentence_of[first]][0]
    return any(an.role(k, "breach") is not None for k in range(start, first))


def _subject_of_speech(an: Analysis, h: Happening) -> bool:
    """ "أن سقوط الصاروخ تزامن مع", "إن الاشتباكات في الحي دائرة": what the voice goes on to speak of."""
    first = min(t.a for t in h.triggers)
    return bool(h.attribution) and h.stance == "asserts" and an.role(first - 1, "complement") is not None


def _opens_speech(h: Happening, first: int) -> bool:
    """ "أفادت اللجان بسقوط قذائف", "عزت الوزارة انفجار المستودع إلى": what the voice speaks of first."""
    return bool(h.attribution) and h.attribution[-1].content[0] == first and not h.attribution[-1].post


def _recalled(an: Analysis, h: Happening, first: int) -> bool:
    """ "جراء استهداف مزرعة على أطراف القرية", "بعد استهداف الحي بسيارة مفخخة": told in passing, but with a place
    and with what was hit or with what it was done."""
    near = range(max(0, first - 2), first)
    if not any(an.role(k, "cause") or an.role(k, "inside") or an.role(k, "addition") for k in near):
        return False
    return bool(h.places) and bool(h.targets or h.weapon_types or h.actors) and not h.unreal


def _described(an: Analysis, h: Happening) -> bool:
    """A verb that only tells somebody or something apart ("الفصيل الذي سيطر على البلدة")."""
    if not _quiet(h) or h.attribution or any(t.match.form.pos != "verb" for t in h.triggers):
        return False
    a, b = an.doc.sentences[an.doc.sentence_of[h.a]]
    if b - a <= _HEADLINE or an.doc.words[h.a - 2 : h.a] in (["هي", "من"], ["هو", "من"], ["هم", "من"]):
        return False  # "القوات هي من يقصف البلدة"
    if h.match.form.tense == "present" and h.a > a + 3:
        return not h.match.split.conj and not (h.actors and h.targets)
    return an.role(h.a - 1, "relative") is not None
