"""What tells the subject of a verb of acting from its object: forms, munitions, passives, what stands between."""

from dataclasses import replace

from riwaya.reading.analysis import Analysis, Happening
from riwaya.reading.phrases import Phrase
from riwaya.text.normalize import normalize
from riwaya.text.tokens import COMMA


def described_by(t: Happening, phrases: list[Phrase]) -> Phrase | None:
    """The phrase that ends right before the relative pronoun before the trigger."""
    return next((p for p in phrases if 0 <= t.a - 1 - p.b <= 1 and p.kind in ("thing", "people", "party")), None)


_ROOT = 3  # letters of a past that has no long vowel to tell its passive
_TAKING = frozenset(("arrest", "abduction"))


def was_taken(an: Analysis, h: Happening, t: Happening, p: Phrase) -> bool:
    """ "أن ليبيا ثالثا | اعتقل": nobody armed before a verb of taking, and nobody after it."""
    if h.type not in _TAKING or t.match.split.pronoun or t.match.form.number == "pl":
        return False
    armed = p.party is not None and p.party.kind not in ("state", "community", "person")
    after = an.people_at[t.b] or an.number_at[t.b] or an.title_at[t.b] if t.b < len(an.doc) else None
    return not armed and after is None


def is_machine(an: Analysis, p: Phrase) -> bool:
    """ "استهدفت فيها | دبابة": an indefinite tank or gun is what was hit; "قصفت | مدفعية النظام" is who did it."""
    m = an.weapon_at[p.a]
    if m is None or m.split.article or m.form.number == "pl":
        return False
    if p.party is not None and not p.party.adjective and (p.kind == "aircraft" or p.party.b - p.party.a > 1):
        return False
    return an.lexicon.entries["weapon", m.form.id].get("weapon") in ("tank", "artillery")


def without_himself(p: Phrase, t: Happening) -> Phrase:
    """The phrase without the "himself" that belongs to the trigger."""
    return replace(p, b=t.b - 1) if p.b == t.b and p.b - p.a > 1 else p


def is_mount(an: Analysis, p: Phrase, phrases: list[Phrase]) -> bool:
    """ "هاجم مسلحون | على دراجات نارية": what they came on, not what they aimed at."""
    if p.kind != "thing" or p.entry not in ("vehicle", "military-vehicle", "ship"):
        return False
    if p.a >= 2 and an.doc.words[p.a - 2 : p.a] == ["علي", "متن"]:
        return True  # "اغتال مسلحون على متن | دراجة نارية"
    if p.prep != "علي":
        return False
    return any(q.b == p.a - 1 and q.agentive and not q.prep and q.a and _verbal(an, q.a - 1) for q in phrases)


def _verbal(an: Analysis, k: int) -> bool:
    m = an.trigger_at[k]
    return m is not None and m.form.pos == "verb"


def own_vehicle(an: Analysis, p: Phrase) -> bool:
    """ "فجر سيارته": what a bomber blows up of his own is his weapon."""
    own = p.entry == "vehicle" and an.doc.words[p.a].endswith(("ته", "تها", "تهم", "تهما"))
    first = an.doc.sentences[an.doc.sentence_of[p.a]][0]
    return own and any("انتحاري" in an.doc.words[k] for k in range(first, p.a))


def was_fired(an: Analysis, t: Happening) -> bool:
    """ "صواريخ | أطلقت من الجنوب": munitions right before a verb of firing were fired, by nobody named."""
    m = an.weapon_at[t.a - 1] if t.a and not an.doc.gap[t.a] else None
    if m is None or t.match.form.id != "fire-at" or t.match.split.pronoun:
        return False
    after = range(t.b, min(t.b + 4, len(an.doc)))
    if an.party_at[t.a - 1] is not None or any(an.weapon_at[k] is not None for k in after):
        return False
    return bool(an.lexicon.entries["weapon", m.form.id].get("countable"))


def flies(an: Analysis, p: Phrase) -> bool:
    """ "طائرة إسرائيلية" names a party, and yet it is an aircraft."""
    return p.kind == "aircraft" or (p.kind == "party" and an.weapon_at[p.a] is not None)


def meets_aircraft(an: Analysis, p: Phrase) -> bool:
    """ "أسقطت مقاتلة إسرائيلية | مسيرة": aircraft bring something down only where something else flies."""
    for k in range(p.b, min(p.b + 5, len(an.doc))):
        if an.weapon_at[k] is not None:
            return True
        if an.trigger_at[k] is not None or an.doc.words[k] in an.sets.prepositions or an.doc.gap[k] & COMMA:
            return False
    return False


def base_was_hit(an: Analysis, p: Phrase, t: Happening) -> bool:
    """ "إن القاعدة | استهدفت بصواريخ": a word that also names a place, and nothing else that was struck."""
    k = max(t.b, p.b)
    weapon = an.weapon_at[k] if k < len(an.doc) else None
    if p.a >= t.b:
        by = weapon is not None and weapon.split.prep == "ب"
        return by and p.b - p.a == 1 and an.thing_at[p.a] is not None and t.type in ("shelling", "air_strike", "attack")
    ends = t.b >= len(an.doc) or an.time_at[t.b] is not None or (weapon is not None and weapon.split.prep == "ب")
    return ends and an.thing_at[p.a] is not None and t.type in ("shelling", "air_strike", "attack")


def vowelled_passive(an: Analysis, t: Happening) -> bool:
    """ "قُصف", "يُقصف": a damma on the first letter; "يُهاجم" has it in the active, for its past has a long vowel."""
    if "\u064f" not in an.doc.raw_text(t.a, t.a + 1)[1:3]:
        return False
    verbs = an.lexicon.entries[t.match.form.cls, t.match.form.id].data.get("verbs") or ()
    return t.match.form.tense != "present" or all(len(normalize(v["past"])) <= _ROOT for v in verbs)


def befell(an: Analysis, t: Happening) -> bool:
    """ "حيث تم | ضربها بصواريخ": a verbal noun spelled as a verb, after a verb of happening; who did it is not told."""
    return bool(t.a) and not an.doc.gap[t.a] and an.role(t.a - 1, "done") is not None


def clause_subject(an: Analysis, p: Phrase, t: Happening) -> bool:
    """ "أن قواتها | دمرت طائرات": a clause that opens with its subject, the verb right after it."""
    return p.b == t.a and an.role(p.a - 1, "complement") is not None


_FROM_AFAR = frozenset(("shelling", "air_strike"))


def city_hit(an: Analysis, t: Happening, bare: list[Phrase]) -> bool:
    """ "فقصفت | تل أبيب بالصواريخ": a city that also stands for its government was struck, where nothing else was."""
    p = bare[0]
    if p.kind != "party" or p.a != t.b or len(bare) > 1 or t.type not in _FROM_AFAR or not t.match.split.conj:
        return False
    place = an.place_at[p.a]
    return place is not None and (place.a, place.b) == (p.a, p.b) and place.place.kind in ("city", "town")


def ill_matched(an: Analysis, t: Happening, p: Phrase) -> bool:
    """ "وأسرت 20 جنديا", "هاجموا الجيش": no man is the subject of a feminine verb, nobody after a plural one."""
    if t.match.form.number == "pl" and t.match.form.person == 3:
        return True
    form, word = t.match.form, an.doc.words[p.a]
    k = p.b
    if p.kind == "party" and k < len(an.doc) and an.doc.words[k].startswith("ل") and not an.doc.gap[k]:
        struck = an.thing_at[k] or an.people_at[k] or an.place_at[k] or an.role(k, "own_force")
        marker = k + 1 < len(an.doc) and an.place_at[k + 1] is not None
        if struck or marker:
            return False  # "قصف | القوات التركية | لقرية كذا": a verbal noun and who did it
    carrier = an.support_at[t.a - 1] if t.a and not an.doc.gap[t.a] else None
    if carrier is not None and carrier.form.id == "occur" and carrier.form.pos == "verb":
        return False  # "أدى | قصف الطائرات | إلى": a noun
    if form.gender == "m" and p.a == t.b and form.number == "sg" and form.person == 3 and p.kind == "party":
        feminine = word.endswith("ات") or an.doc.raw_text(p.a, p.a + 1).endswith("ة")
        return feminine and p.party is not None and p.party.cls == "actor"  # "استهدف القاعدة"
    m = an.people_at[p.a] if p.kind == "people" else p.party.match if p.party is not None else None
    if form.gender != "f" or m is None or m.a != p.a or m.form.number != "sg":
        return False
    return not word.endswith(("ه", "ات"))


def unknown_between(an: Analysis, a: int, b: int) -> bool:
    """Whether an unknown noun stands between a verb and a party: "استهدف موقعي الجيش" names no doer."""
    return b - a == 1 and not (
        an.particle_at[a] or an.time_at[a] or an.number_at[a] or an.place_at[a] or an.weapon_at[a]
        or an.doc.words[a].endswith("ا") or an.doc.words[a] in an.sets.back_words
    )  # fmt: skip


def object_open(an: Analysis, a: int, b: int) -> bool:
    """Whether what stands between a verb and its object governs nothing but places and times."""
    if b < len(an.doc) and an.doc.gap[a] & COMMA and an.doc.gap[b] & COMMA:
        return True  # an aside: "استهدف الجيش، خلال عمليتين منفصلتين، | مقرا"
    for k in range(a, b):
        after = k + 1
        if an.doc.words[k] in an.sets.prepositions and after < b and an.role(k, "habitual") is None:
            if an.place_at[after] is None and an.time_at[after] is None and an.time_at[k] is None:
                known = an.thing_at[after] or an.number_at[after] or an.people_at[after] or an.trigger_at[after]
                if an.party_at[after] is None and an.weapon_at[after] is None and not known and after < b:
                    return False
    return True


def no_trigger_between(an: Analysis, a: int, b: int) -> bool:
    """Whether no other trigger stands in `[a, b)`."""
    return all(an.trigger_at[k] is None for k in range(a, b))


def pronoun_subject(an: Analysis, t: Happening) -> bool:
    """Whether a complementizer with a pronoun ("إنها") gives the verb its subject."""
    return any(an.role(k, "self") is not None for k in (t.a - 1, t.a - 2) if k >= 0)


def _struck_by(an: Analysis, t: Happening) -> bool:
    """ "استهدفت | غارة | مقاتلين", "استهدفت عبوة ناسفة عناصر": the noun right after the verb is its subject."""
    k = t.b
    if t.match.form.pos != "verb" or t.match.form.person != 3 or k >= len(an.doc) or an.doc.gap[k]:
        return False
    noun, arm = an.trigger_at[k], an.weapon_at[k]
    if noun is not None and noun.a == k and noun.form.pos in ("noun", "masdar"):
        return not (noun.split.prep or noun.split.conj)
    if arm is None or arm.a != k or arm.split.prep or arm.split.conj or arm.form.pos != "noun":
        return False
    entry = an.lexicon.entries["weapon", arm.form.id]
    return bool(entry.get("countable")) and entry.get("weapon") not in ("drone", "tank", "aircraft", "helicopter")


def said_of_noun(an: Analysis, h: Happening, t: Happening) -> bool:
    """Whether the verb's subject is an event noun of the same happening ("غارة استهدفت سوقا")."""
    if t.match.split.pronoun or (t.match.form.id not in an.sets.event_verbs and t.type != "destruction"):
        return False
    if _struck_by(an, t):
        return True
    noun = an.trigger_at[t.a - 1] if t.a and not an.doc.gap[t.a] else None
    if noun is not None and t.b < len(an.doc) and an.doc.words[t.b] in an.sets.back_words:
        return False  # "ضربات استهدفت خلالها روسيا مشافي": the noun is taken up by the pronoun
    if noun is not None and noun.form.pos in ("masdar", "noun") and not noun.split.article and not t.match.split.conj:
        return noun.form.cls == "trigger"  # "ردا على هجمات | استهدفت القوات"
    return any(x.match.form.pos != "verb" and x.frame != "harm" and x.b <= t.a and t.a - x.b <= 14 for x in h.triggers)


def person_acts(an: Analysis, t: Happening, phrases: list[Phrase]) -> tuple[Phrase, Phrase] | None:
    """ "دهس | مستوطن | عاملا", "طعن فلسطيني جنديا": a person right after the verb, then somebody in the accusative."""
    form = t.match.form
    if form.passive or form.person != 3 or form.number != "sg" or t.match.split.pronoun:
        return None
    p = next((p for p in phrases if p.a == t.b), None)
    if p is None or p.kind not in ("people", "nation") or p.prep or p.conj or an.doc.words[p.a].endswith("ا"):
        return None
    m = an.people_at[p.a]
    if m is not None and (m.form.number != "sg" or an.lexicon.entries["people", m.form.id].get("outcome")):
        return None
    q = next((q for q in phrases if q.a >= p.b and q.kind != "nation"), None)
    if q is None or q.kind != "people" or q.prep or q.conj or q.a - p.b > 1 or not an.doc.words[q.a].endswith("ا"):
        return None
    return p, q
