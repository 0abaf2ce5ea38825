"""Pieces of reading roles: reach, light verbs, lists, subjects before their verb."""

from riwaya.model import Evidence
from riwaya.reading.analysis import Analysis, Happening
from riwaya.reading.merge_links import by_means
from riwaya.reading.phrases import Phrase
from riwaya.reading.voice_phrase import past_so_called
from riwaya.text.tokens import COLON, COMMA, DASH

ARMED = frozenset(("armed_group", "militia", "state_forces", "police", "coalition"))


_SUBJECT_REACH = 9


def within_reach(an: Analysis, a: int, b: int) -> bool:
    """Whether nothing that starts another clause stands between."""
    for k in range(a, b):
        if an.role(k, "contrast") or an.role(k, "result") or an.role(k, "aim"):
            return False
    return b - a <= 30


def subject_before_verb(an: Analysis, t: Happening, phrases: list[Phrase]) -> Phrase | None:
    """The subject standing before a verb: the nearest agentive phrase no preposition governs."""
    reach = _SUBJECT_REACH
    if t.match.form.person == 1:
        return None  # "لم ندخل": the voice itself
    for p in reversed([p for p in phrases if p.b <= t.a]):
        if _in_closed_relative(an, p, t.a):
            reach = _SUBJECT_REACH + t.a - p.a + 6
            continue
        if t.a - p.b > reach:
            return None
        if any(an.role(k, "contrast") or an.role(k, "cause") or an.role(k, "result") for k in range(p.b, t.a)):
            return None
        if any(an.doc.gap[k] & COLON for k in range(p.b, t.a + 1)):
            return None  # "فلان: قصف المدينة مستمر": who speaks
        if any(an.doc.words[k].removeprefix("و") in an.sets.asking for k in range(p.b, t.a)):
            return None  # "والعدو يعرف كيف وأين ستضرب السرايا"
        counted = p.kind == "people" and p.a and an.number_at[p.a - 1] is not None
        if _oblique(an, p):
            continue
        if p.agentive and not p.prep and p.kind != "nation" and not counted:
            if t.match.split.conj and t.match.form.pos == "verb" and not _led(an, p):
                continue
            return p
    return None


def _oblique(an: Analysis, p: Phrase) -> bool:
    """ "استبقت الطائرات | الحوثيين | ودمرت": people in the plural, spelled as no subject of a clause is."""
    word = an.doc.words[p.a]
    armed = p.kind == "people" or (p.party is not None and p.party.kind in (*ARMED, "community"))
    return armed and word.endswith("ين") and len(word) > 5 and p.a > 0 and an.role(p.a - 1, "complement") is None


def _led(an: Analysis, p: Phrase) -> bool:
    """Whether a phrase is what a verb before it is said of: "أرسل الجيش | ...", not "استدراج دورية | وأسرت"."""
    k = p.a - 1
    first, _ = an.doc.sentences[an.doc.sentence_of[p.a]]
    while k > first and (an.time_at[k] is not None or an.doc.words[k] in an.sets.back_words or an.role(k, "turn")):
        k -= 1
    if k > first and an.trigger_at[k] is not None and an.role(k - 1, "self") is not None:
        return False  # "إنها قتلت | عناصر | وأعطبت دبابة": the pronoun is who acted
    if k > first and not an.doc.gap[p.a] and _long_masdar(an.doc.words[k]):
        return False  # "تمكنت المقاومة، في المديرية، من استدراج | دورية | وأسرت": who acts stands further up
    if k <= first or (an.doc.gap[k] | an.doc.gap[p.a]) & COMMA or an.particle_at[k] or an.role(k - 1, "complement"):
        return True
    verbs = [m for m in (an.trigger_at[k], an.support_at[k], an.cue_at[k]) if m is not None]
    if verbs:
        return any(m.form.pos == "verb" for m in verbs)
    word = an.doc.words[k]
    return word.startswith(("و", "ف", "ي", "ت")) or word.endswith(("ت", "وا"))


def _long_masdar(word: str) -> bool:
    """Whether a word has the shape of a verbal noun of a derived form, and of no verb: "استدراج", "اقتحام"."""
    if len(word) < 6 or word[-2] != "ا" or not word.startswith("ا") or word.startswith("ال"):
        return False
    return len(word) > 6 or not word.startswith("است")  # "استعاد" is a verb


def _in_closed_relative(an: Analysis, p: Phrase, verb: int) -> bool:
    """ "مسلحون في بلدة، التي تسيطر عليها قسد، استهدفوا": the phrase ends a clause about something else."""
    if not any(an.doc.gap[k] & COMMA for k in range(p.b, verb + 1)):
        return False
    for k in range(p.a - 1, max(p.a - 7, -1), -1):
        if an.role(k, "relative"):
            return True
        if an.doc.gap[k + 1] & COMMA:
            return False
    return False


_HEARD = "heard"


def light_verb(an: Analysis, t: Happening, h: Happening) -> tuple[int, int, str, str, bool] | None:
    """The light verb that carries an event noun: (a, b, subject role, entry, stands after the noun)."""
    start, end = h.extent
    for k in range(t.a - 1, max(start, t.a - 14) - 1, -1):
        m = an.support_at[k]
        if an.role(k, "cause") is not None and an.time_at[k] is None and an.time_at[k + 1] is None:
            break  # "ردا على إطلاق صواريخ": not "he replied by"
        if m is not None and m.a == k:
            entry = an.lexicon.entries["support", m.form.id]
            if m.form.id == _HEARD and t.match.split.article:
                continue  # "سمع أصوات الانفجارات الناتجة عن الغارة": what was told before
            h.supported = True
            if entry.get("subject", "event") == "event":
                continue
            if entry.get("answers") and an.role(t.a - 1, "target") is not None and t.a > m.b and not t.match.split.prep:
                break  # "رد الجيش على القصف": what somebody answers is not what he did
            if m.form.pos == "verb" and m.split.pronoun:
                break  # "إدانة وجهتها الحكومة للهجوم": the pronoun is its object
            return (m.a, m.b, entry.get("subject", "event"), m.form.id, False)
        if an.trigger_at[k] is not None and an.trigger_at[k] is not t.match:
            if by_means(an, t) and k and an.doc.words[k - 1] == "علي":
                continue  # "رد الجيش على القصف | بقصف"
            if by_means(an, t) and an.lexicon.entries["trigger", an.trigger_at[k].form.id].get("type") == "agreement":  # type: ignore[union-attr]
                continue  # "خرقت القوات الهدنة | بقصف"
            break
    for k in range(t.b, min(end, t.b + 24)):
        m = an.support_at[k]
        if m is None or m.a != k:
            continue
        entry = an.lexicon.entries["support", m.form.id]
        if k - t.b <= 2 and entry.get("subject", "event") == "event":
            h.supported = True  # "الهجوم وقع ..."
            continue
        if an.role(k - 1, "relative") and not m.split.pronoun and entry.get("subject") == "actor":
            if an.doc.words[k + 1 : k + 2] and an.doc.words[k + 1] not in an.sets.back_words:
                continue  # "قصف للقوات التي عززت وجودها": a clause about those before it
        by_it = m.b < end and an.doc.words[m.b] in an.sets.back_words and m.form.tense == "past"  # "هجمات قام بها"
        if an.role(k - 1, "relative") or ((m.split.pronoun or (by_it and k - t.b <= 4)) and k - t.b <= 16):
            h.supported = True
            return (m.a, m.b, entry.get("subject", "event"), m.form.id, True)
    return None


def light_verb_roles(
    an: Analysis, h: Happening, t: Happening, support: tuple[int, int, str, str, bool], phrases: list[Phrase]
) -> bool:
    """Give the subject of a light verb its role; whether an actor was found."""
    a, b, role, entry, later = support
    if role not in ("actor", "target"):
        return False
    limit = h.extent[1] if later else t.a
    if entry == "use-means":  # "باستخدام | الطيران لقصف": what is used does not use
        phrases = [p for p in phrases if p.kind != "aircraft"]
    subject = next(
        (p for p in phrases if b <= p.a < limit and not p.prep and p.kind != "nation" and _clear(an, b, p.a)), None
    )
    nominal = an.support_at[a] is not None and an.support_at[a].form.pos == "masdar"  # type: ignore[union-attr]
    if role == "target" and nominal:
        subject = subject or next((p for p in phrases if b <= p.a <= b + 2 and not p.prep and p.kind != "nation"), None)
    elif subject is None and not later and not (h.attribution and h.attribution[-1].accused) and not filled(an, b, t.a):
        earlier = [p for p in phrases if p.b <= a and a - p.b <= 8 and not p.prep and p.kind != "nation"]
        subject = earlier[-1] if earlier else None
    if subject is None:
        return False
    if role == "actor":
        if not subject.agentive:
            return False
        partner = next((p for p in phrases if joined_to(an, p, subject) and p.kind == "party"), None)
        if partner is not None and partner.agentive and not partner.prep.startswith("في"):
            add_actor(an, h, partner, "roles.support-subject")  # "من قبل روسيا والنظام عبر شن غارات"
        add_actor(an, h, subject, "roles.support-subject")
        list_members(an, h, subject, phrases, "actor")
    else:
        add_target(an, h, subject, "roles.support-subject")
        list_members(an, h, subject, phrases, "target")
    return role == "actor"


def joined_to(an: Analysis, p: Phrase, q: Phrase) -> bool:
    """Whether `q` goes on right after `p` with "and": "روسيا والنظام", 'الجيش و"حزب الله"'."""
    return q.conj and (p.b == q.a or (p.b == q.a - 1 and an.doc.words[p.b] == "و"))


def filled(an: Analysis, a: int, b: int) -> bool:
    """Whether a noun unknown to the lexicon stands in `[a, b)`, where a subject would ("حاولت الأخيرة")."""
    for k in range(a, b):
        if an.doc.gap[k] & COMMA:
            return False
        plain = not (an.particle_at[k] or an.time_at[k] or an.number_at[k] or an.support_at[k] or an.trigger_at[k])
        if plain and an.doc.words[k].startswith("ال") and an.place_at[k] is None:
            return True
    return False


def _clear(an: Analysis, a: int, b: int) -> bool:
    """Whether nothing but times, asides and counts stands between a verb and its subject."""
    if b - a > 8:
        return False
    return all(
        an.time_at[k] is not None or an.role(k, "turn") or an.number_at[k] is not None
        or an.doc.words[k] in an.sets.back_words or (k == b - 1 and b - a <= 2
        and an.doc.words[k] not in an.sets.prepositions)
        for k in range(a, b)
    )  # fmt: skip


def list_members(an: Analysis, h: Happening, first: Phrase, phrases: list[Phrase], role: str) -> None:
    """Further members of a list: "مواقع ... ومقار ...", "حاجز أ، حاجز ب"."""
    last = first
    for p in phrases:
        if p.a < last.b or p is first:
            continue
        gap = an.doc.gap[p.a]
        joined = p.conj or (gap & COMMA and p.a == last.b)
        if not joined or p.a - last.b > 4 or p.prep not in ("", first.prep):
            break
        if any(an.trigger_at[k] is not None and not an.trigger_at[k].split.article for k in range(last.b, p.a)):  # type: ignore[union-attr]
            break
        if role == "actor" and not p.agentive:
            break
        owned = first.kind == "thing" and first.party is not None and p.kind == "party"
        if owned and p.party is not None and p.party.kind in ("state", "government"):
            break  # "مواقع لميليشيات كذا | وإيران": another owner, no target of its own
        opened = an.trigger_at[p.b] if p.b < len(an.doc) else None
        if opened is not None and opened.form.pos == "verb" and not opened.split.conj:
            break  # the subject of the next clause
        (add_actor if role == "actor" else add_target)(an, h, p, "roles.list")
        last = p


def add_actor(an: Analysis, h: Happening, p: Phrase, rule: str) -> None:
    """Note a phrase as acting."""
    h.actors.append((_named_from(an, p), p.b, p.party))
    h.why.append(Evidence("actors", rule, p.entry or None, an.doc.raw_span(p.a, p.b)))


def add_target(an: Analysis, h: Happening, p: Phrase, rule: str) -> None:
    """Note a phrase as acted on."""
    if p.kind == "people" and an.number_at[p.a - 1] is not None and p.party is None:
        return
    h.targets.append((titled(an, _named_from(an, p), p), p.b, p.party))
    h.why.append(Evidence("targets", rule, p.entry or None, an.doc.raw_span(p.a, p.b)))


def titled(an: Analysis, a: int, p: Phrase) -> int:
    """Where a target begins whose unit only says whom it was that was hit: "اغتال | قائد كتيبة"."""
    title = an.title_at[a - 1] if a and not an.doc.gap[a] else None
    unit = p.party is not None and (p.party.id or "").startswith("generic.")
    return title.a if title is not None and title.b == a and unit and not title.split.prep else a


def _named_from(an: Analysis, p: Phrase) -> int:
    """Where the name of a phrase begins, past "ما يسمى بـ"."""
    past = past_so_called(an, p.a, p.b)
    return next((k for k in range(past, p.b) if an.party_at[k] is not None), p.a) if past > p.a else p.a


def is_object_form(an: Analysis, p: Phrase) -> bool:
    """Whether the phrase's first word is spelled as an object: "مقاتلين", "جنوداً"."""
    word, raw = an.doc.words[p.a], an.doc.raw_text(p.a, p.a + 1)
    if "\u064b" in raw:
        return True
    m = an.people_at[p.a] or (an.party_at[p.a].match if an.party_at[p.a] else None)  # type: ignore[union-attr]
    generic = p.kind == "people" or (p.party is not None and (p.entry or "").startswith("generic."))
    named = p.party is not None and p.party.kind in ARMED and len(word) > 5  # "وأسرت أربعة حوثيين"
    return m is not None and (generic or named) and word.endswith("ين") and not m.split.pronoun


def is_vessel(an: Analysis, p: Phrase, phrases: list[Phrase]) -> bool:
    """ "اقتحم | زورق إسرائيلي | سفينة كذا": a vessel of some nation, before something else it can have acted on."""
    m = an.thing_at[p.a]
    if (
        p.kind != "thing"
        or m is None
        or m.form.id not in ("ship", "convoy", "patrol", "military-vehicle")
        or p.party is None
        or "\u064b" in an.doc.raw_text(p.a, p.b)
    ):
        return False
    other = next((q for q in phrases if q.a >= p.b), None)
    return other is not None and other.kind in ("thing", "party") and not (other.prep or other.conj)


def is_apposed(an: Analysis, p: Phrase, phrases: list[Phrase]) -> bool:
    """ "المقاومة الإسلامية - حزب الله": a second name of the party before the dash."""
    if not an.doc.gap[p.a] & DASH or p.party is None:
        return False
    return any(q.b == p.a and q.party is not None and q.party.side == p.party.side for q in phrases) or any(
        x.side == p.party.side and p.a - 3 <= x.b <= p.a for x in an.parties
    )


def armed_by(an: Analysis, p: Phrase) -> bool:
    """ "برصاص القوات", "بنيران الجيش": the party whose weapon it was."""
    k = p.a - 1
    w = an.weapon_at[k] if k >= 0 else None
    return (w is not None and not p.prep and w.split.prep == "ب") or (k >= 0 and an.doc.words[k] in an.sets.fire_words)
