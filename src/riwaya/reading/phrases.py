"""Noun phrases that can act or be acted on: parties, things, people and aircraft with what qualifies them."""

from dataclasses import dataclass, replace

from riwaya.gazetteer.place import SETTLEMENTS
from riwaya.lexicon.match import Match
from riwaya.reading.analysis import Analysis, PartyMention
from riwaya.reading.phrase_prep import OBJECTS, PROCLITICS, governed_by
from riwaya.reading.phrase_tail import phrase_tail
from riwaya.reading.voice_phrase import past_so_called
from riwaya.text.tokens import TRANSPARENT

_AIRCRAFT = frozenset(("aircraft", "drone", "helicopter"))
_GUNS = frozenset(("artillery", "tank", "anti_aircraft"))


@dataclass(slots=True)
class Phrase:
    """A noun phrase `[a, b)`; `kind` is party, thing, people, aircraft or nation; `prep` governs it."""

    a: int
    b: int
    kind: str
    prep: str
    party: PartyMention | None
    entry: str
    conj: bool = False
    agentive: bool = False


def phrases_in(an: Analysis, start: int, end: int, blocked: bytearray) -> list[Phrase]:
    """The noun phrases of `[start, end)`, in order, not overlapping."""
    out: list[Phrase] = []
    i = start
    while i < end:
        if blocked[i] or an.skip[i]:
            i += 1
            continue
        phrase = _so_called(an, i, end, blocked) or _phrase_at(an, i, end, blocked)
        if phrase is None:
            i += 1
            continue
        if i and not an.doc.gap[i] & ~TRANSPARENT and an.doc.words[i - 1] == "و":
            phrase.conj = True  # 'قوات النظام و"حزب الله"'
        number = an.number_at[i - 1] if i and not an.doc.gap[i] & ~TRANSPARENT else None
        if number is not None and number.b == i and phrase.kind == "thing" and an.doc.words[number.a].startswith("و"):
            phrase.conj = True  # "دبابة | و3 عربات"
        out.append(phrase)
        i = max(phrase.b, i + 1)
    return out


_ANY_SIDE = frozenset(("generic.force", "generic.a-force", "generic.snipers", "generic.enemy"))


def _of_no_state(party: PartyMention) -> bool:
    """Whether a general word is for people under arms, or in the street, who are no state's forces."""
    return party.kind in ("armed_group", "militia", "community", "political") and party.id not in _ANY_SIDE


def _so_called(an: Analysis, i: int, end: int, blocked: bytearray) -> Phrase | None:
    """ "ما يسمى بـ«لواء كذا»": a party by the name others give it, with those words before it."""
    first = past_so_called(an, i, end)
    if first == i:
        return None
    first += an.doc.words[first] in PROCLITICS
    phrase = _phrase_at(an, first, end, blocked) if first < end and an.party_at[first] is not None else None
    if phrase is None or phrase.kind != "party" or phrase.a != first:
        return None
    return replace(phrase, a=i, prep=governed_by(an, i, ""))


def _phrase_at(an: Analysis, i: int, end: int, blocked: bytearray) -> Phrase | None:
    if an.role(i, "own_force"):
        return Phrase(i, i + 1, "party", governed_by(an, i, ""), None, "own-forces", False, True)
    if an.role(i, "latter"):
        before = next((p for p in reversed(an.parties) if p.b <= i and not p.adjective), None)
        if before is None or an.doc.sentence_of[before.a] != an.doc.sentence_of[i]:
            return None
        return Phrase(before.a, before.b, "party", governed_by(an, i, ""), before, before.id or "", False, True)
    party = an.party_at[i]
    thing = an.thing_at[i]
    weapon = an.weapon_at[i]
    people = an.people_at[i]
    if i and not an.doc.gap[i] and an.role(i, "deed_adjective"):
        noun = an.trigger_at[i - 1]
        if noun is not None and noun.form.pos != "verb":
            if an.lexicon.entries[noun.form.cls, noun.form.id].get("frame") != "harm":
                return None  # "اعتداء إرهابي", "عملية انتحارية"
    if party is not None and party.a == i and party.kind == "state" and an.doc.words[i].endswith("يا"):
        if i and an.number_at[i - 1] is not None and an.time_at[i - 1] is None:
            return None  # "12 سوريا": nationals counted
    if party is not None and party.a == i and (thing is None or party.b - party.a >= thing.b - thing.a):
        if party.kind in ("state", "government") and not party.adjective and stands_for_place(an, i):
            return None
        prep, conj = governed_by(an, i, party.match.split.prep), bool(party.match.split.conj)
        if party.adjective:
            return Phrase(i, party.b, "nation", prep, party, party.id or "", conj, True)
        if party.match.form.id.startswith("generic."):
            b, owner = phrase_tail(an, party.b, end, blocked)
            nation = owner is not None and (owner.adjective or an.doc.words[owner.a].endswith("يه"))
            if owner is not None and nation and owner.kind == "state" and _of_no_state(party):
                owner = None  # "فصائل سورية", "متظاهرون عراقيون": a nation's, not the state
            return Phrase(i, b, "party", prep, owner or party, party.id or "", conj, _agentive(party))
        b = _unmanned_end(an, _opposed_end(an, _nation_end(an, party.b, end), end), end)
        return Phrase(i, b, "party", prep, party, party.id or "", conj, _agentive(party))
    if weapon is not None and weapon.a == i and (people is None or people.a != i):
        kind = an.lexicon.entries["weapon", weapon.form.id].get("weapon")
        guns = (
            kind in _GUNS
            and weapon.form.pos == "noun"
            and not weapon.split.prep
            and (weapon.split.pronoun or (weapon.b < end and an.party_at[weapon.b] is not None))
        )
        vehicle = kind == "tank" and weapon.form.pos == "noun" and not weapon.split.prep
        if vehicle and _struck(an, weapon.a, weapon.b):
            b, owner = phrase_tail(an, weapon.b, end, blocked, thing=True, head=i)
            return Phrase(i, b, "thing", governed_by(an, i, ""), owner, weapon.form.id, bool(weapon.split.conj))
        if kind in _AIRCRAFT or guns:
            stop = next((k for k in range(weapon.b, min(end, weapon.b + 6)) if an.thing_at[k] is not None), end)
            if weapon.b - weapon.a > 1 and _some_force(an, weapon.b):
                stop = weapon.b  # "طائرة مسيرة | مجموعة من المواطنين"
            b, owner = phrase_tail(an, weapon.b, stop, blocked)  # "بطائرة بدون طيار | مصفاة"
            b, prep = _unmanned_end(an, b, end), governed_by(an, i, weapon.split.prep)
            return Phrase(i, b, "aircraft", prep, owner, weapon.form.id, bool(weapon.split.conj), True)
        return None
    if an.time_at[i] is not None or (an.place_at[i] is not None and an.place_at[i].marker_a < i and thing is not None):  # type: ignore[union-attr]
        return None  # "حي الروضة" is a place, "الأحد" a day
    if thing is not None and thing.a == i and _of_settlement(an, i, thing.b):
        return None  # "بئر فضل"
    if thing is not None and thing.a == i:
        b, owner = phrase_tail(an, thing.b, end, blocked, thing=True, head=i)
        return Phrase(i, b, "thing", governed_by(an, i, thing.split.prep), owner, thing.form.id, bool(thing.split.conj))
    if people is not None and people.a == i and people.split.article and people.form.number == "sg" and i:
        word = an.doc.words[i - 1]
        if people.form.id == "fighter" and (word.lstrip("و").startswith("ال") or word.endswith(OBJECTS)):
            return None  # "التصعيد العسكري", "وجودها العسكري": an adjective
    verb = an.trigger_at[i]
    if people is not None and people.a == i and verb is not None and verb.form.pos == "verb" and i + 1 < end:
        if verb.a == i and an.party_at[i + 1] is not None and people.form.number == "pl":
            return None  # "أسر الثوار عددا من": no families
    if people is not None and people.a == i:
        b, owner = phrase_tail(an, people.b, end, blocked)
        if owner is not None and owner.kind == "person" and an.role(i, "kin") is not None:
            owner = None  # "نجل فلان" is not he
        group = an.lexicon.entries["people", people.form.id].get("group")
        return Phrase(i, b, "people", governed_by(an, i, people.split.prep), owner, people.form.id,
                      bool(people.split.conj), group in ("fighters", "police"))  # fmt: skip
    return _owned_noun(an, i, end, blocked)


def _of_settlement(an: Analysis, i: int, b: int) -> bool:
    """Whether a thing is the first word of a town's or quarter's name."""
    place = an.place_at[i]
    if place is None or place.a != i or place.b <= b:
        return False
    thing = an.thing_at[i]
    if thing is None or an.lexicon.entries["facility", thing.form.id].get("kind") != "water":
        return False  # "مخيم كذا" is hit, "بئر كذا" is only called so
    return place.place.kind in SETTLEMENTS or place.place.kind == "neighbourhood"


def _owned_noun(an: Analysis, i: int, end: int, blocked: bytearray) -> Phrase | None:
    """ "استهدف | إمدادات لقوات كذا", "دمر | أوكارا للتنظيم": a noun the lexicon lacks, told by whose it is."""
    word, k = an.doc.words[i], i + 1
    if k >= end or blocked[k] or an.doc.gap[k] & ~TRANSPARENT or not word.endswith(("ا", "ات")) or len(word) < 4:
        return None
    owner = an.party_at[k]
    if owner is None or owner.a != k or owner.match.split.prep != "ل" or owner.adjective or not _agentive(owner):
        return None
    known = (
        an.trigger_at[i] or an.support_at[i] or an.cue_at[i] or an.title_at[i] or an.voice_at[i] or an.number_at[i]
        or an.time_at[i] or an.place_at[i] or an.particle_at[i] or an.channel_at[i] or an.people_at[i]
        or an.weapon_at[i] or an.party_at[i]
    )  # fmt: skip
    if known is not None or word.startswith(("ال", "و")):
        return None
    b, _ = phrase_tail(an, k, end, blocked)
    return Phrase(i, max(b, owner.b), "thing", governed_by(an, i, ""), owner, "owned-noun")


def _some_force(an: Analysis, k: int) -> bool:
    """Whether an indefinite general noun for armed people stands at word `k`."""
    party = an.party_at[k] if k < len(an.doc) else None
    bare = party is not None and not party.match.split.prep and not an.doc.words[k].startswith("ال")
    return bare and party is not None and (party.id or "").startswith("generic.")


def _nation_end(an: Analysis, b: int, end: int) -> int:
    """ "قوات البيشمركة | الكردية": where the adjective of nationality right after a name ends."""
    party = an.party_at[b] if b < end else None
    if party is None or party.a != b or not party.adjective or an.doc.gap[b] & ~TRANSPARENT:
        return b
    return b if party.match.split.conj or party.match.split.prep else party.b


def _opposed_end(an: Analysis, b: int, end: int) -> int:
    """ "الفصائل المقاتلة | المعارضة للنظام": "opposed" right after a party qualifies it."""
    party = an.party_at[b] if b < end else None
    if party is None or party.a != b or party.b - b > 1 or an.doc.gap[b] & ~TRANSPARENT:
        return b
    return party.b if an.role(b, "opposed") and not party.match.split.prep else b


def _unmanned_end(an: Analysis, b: int, end: int) -> int:
    """ "طائرة إسرائيلية | من دون طيار": where the words end that say nobody flies it."""
    m = an.role(b, "unmanned") if b < end else None
    return m.b if m is not None else b


def stands_for_place(an: Analysis, i: int) -> bool:
    """Whether a state's name stands for its territory here: "من جنوب لبنان", "في العراق"."""
    place = an.place_at[i]
    if place is None:
        return False
    before = an.trigger_at[i - 1] if i else None
    if before is not None and before.form.pos != "verb" and place.place.kind == "city":
        return True  # "قصف تل أبيب"
    if place.place.kind == "city" and _hit_by(an, i):
        return True
    if place.a < i:
        return True  # "جنوب لبنان", known as one place
    if place.place.kind == "city" and place.prep in an.sets.against:
        return True  # "رشقات صوب تل أبيب"
    return place.area or place.marker_a < place.a or place.prep in ("في", "من", "ب", "الي", "داخل")


def _struck(an: Analysis, a: int, b: int) -> bool:
    """Whether a gun or tank is what was hit: "تدمير دبابة", "دمر المقاتلون دبابتين", "استهدف دبابة لقوات كذا"."""
    between = False
    for k in range(a - 1, max(a - 7, -1), -1):
        if an.doc.gap[k + 1] & ~TRANSPARENT:
            return False
        t = an.trigger_at[k]
        if t is not None:
            if an.lexicon.entries["trigger", t.form.id].data["type"] not in ("destruction", "attack", "shelling"):
                return False
            if t.form.pos != "verb":
                return t.form.pos == "masdar" and not between
            if (t.form.person == 1 or t.form.number == "pl") and not between:
                return True  # "استهدفنا دبابة"
            owned = b < len(an.doc) and an.party_at[b] is not None and an.party_at[b].match.split.prep == "ل"  # type: ignore[union-attr]
            return between or owned or (not between and _nothing_else_hit(an, t, a, b))
        if an.doc.words[k] in an.sets.prepositions or an.role(k, "target"):
            return False
        flown = an.weapon_at[k] is not None and an.doc.words[k].startswith("ال")  # "دمر | الطيران | دبابات"
        between = between or flown or an.party_at[k] is not None or an.people_at[k] is not None
    return False


def _nothing_else_hit(an: Analysis, t: Match, a: int, b: int) -> bool:
    """ "أن الكتائب دمرت | دبابة شرق المدينة": an indefinite one right after the verb, and no other object."""
    if an.lexicon.entries["trigger", t.form.id].data["type"] != "destruction" or t.form.passive:
        return False
    if an.doc.words[a].startswith("ال") or any(an.number_at[k] is None for k in range(t.b, a)):
        return False
    after = range(b, min(b + 3, len(an.doc)))
    return not any(an.thing_at[k] or an.people_at[k] or an.weapon_at[k] for k in after)


def _hit_by(an: Analysis, i: int) -> bool:
    """ "استهدف 3 منها الرياض، ...": a capital that ends the clause of a verb of striking was struck."""
    for k in range(i - 1, max(i - 5, -1), -1):
        m = an.trigger_at[k]
        if m is not None:
            strike = an.lexicon.entries["trigger", m.form.id].data["type"] in ("shelling", "air_strike", "attack")
            named = an.party_at[i]
            after = named.b if named is not None else i + 1
            ends = after >= len(an.doc) or bool(an.doc.gap[after]) or an.doc.words[after] in an.sets.prepositions
            ends = ends or an.time_at[after] is not None or an.weapon_at[after] is not None
            return m.form.pos == "verb" and strike and ends
        if an.doc.gap[k + 1] & ~TRANSPARENT:
            return False
        party = an.party_at[k]
        if party is not None and not (party.a > 0 and an.trigger_at[party.a - 1] is not None):
            return False  # "استهدفت المقاومة | الرياض"
    return False


def _agentive(party: PartyMention) -> bool:
    return party.kind not in (
        "agency", "state_media", "media", "newspaper", "monitor", "medical", "international_organisation",
        "rescue_service",
    )  # fmt: skip
