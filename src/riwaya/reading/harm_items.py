"""Possible counts of people: a number and a noun, a noun of people alone, a number that counts nobody by name."""

import re

from riwaya.lexicon.match import Match
from riwaya.reading.analysis import Analysis
from riwaya.text.numbers import Number
from riwaya.text.tokens import COMMA, STOP

_FEW = 3
_COUNTED_ONE_BY_ONE = 10  # above it a noun is counted in the singular: "50 إصابة"


def item_at(
    an: Analysis, i: int, end: int, blocked: bytearray
) -> tuple[int, int, str, str | None, Number | None, str, str] | None:
    """A possible count of people that begins at word `i`."""
    number = an.number_at[i]
    if number is not None:
        if number.a != i or number.percent or number.name_like or any(an.time_at[k] for k in range(i, number.b)):
            return None
        told = an.people_at[i - 1] if i and not an.doc.gap[i] else None
        if told is not None and number.min == number.max == 1:
            return None  # "أفراد عائلة | واحدة"
        if i and an.unit_at[i - 1] is not None and not an.doc.gap[i]:
            return None  # "مقتله مرات عدة"
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
            if group == "people":
                group = _whose(an, b, end)
            return number.a, b, group, outcome, number, m.form.id, m.form.number
        chiefs = an.title_at[k] if k < end else None
        if chiefs is not None and chiefs.a == k and chiefs.form.number == "pl" and not chiefs.split.conj:
            group = "fighters" if chiefs.form.id == "commander-of" else _of_armed(an, "people", "", chiefs.b, end)
            return number.a, chiefs.b, group, None, number, chiefs.form.id, "pl"  # "أحد قادة التنظيم"
        harmed = an.trigger_at[k] if k < end else None
        many = (
            harmed is not None
            and harmed.form.pos == "masdar"
            and k == number.b
            and (number.min or 0) > _COUNTED_ONE_BY_ONE
        )
        if harmed is not None and harmed.a == k and (harmed.form.pos == "noun" or many) and not harmed.split.conj:
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
        if number.kind == "vague" and number.min == _FEW and not _after_harm(an, i):
            return None  # "في مناطق عدة": it counts the noun before it
        if _others(an, number.b) or (number.b >= end or _free_number(an, number, end)):
            return number.a, number.b, "people", None, number, "number", ""
        return None
    pair = "children" if an.role(i, "two_children") else "people" if an.role(i, "two_of_his") else ""
    if pair:
        return i, i + 1, pair, None, None, "his-two", "du"  # "وإصابة | طفليها"
    if (others := _bare_others(an, i, end)) is not None:
        return others
    if (national := _national(an, i, end)) is not None:
        return national
    m = an.people_at[i]
    if m is not None and m.a == i and (_in_unit_name(an, i) or an.doc.words[i] in an.sets.wounds):
        return None
    whose = an.thing_at[i - 1] if i and not an.doc.gap[i] else None
    if m is not None and whose is not None and an.lexicon.entries["people", m.form.id].get("outcome") == "displaced":
        return None  # "قافلة نازحين"
    thing = an.thing_at[i]
    if thing is not None and thing.a < i < thing.b:
        return None  # "روضة أطفال"
    if m is not None and m.a == i and an.role(i - 1, "between"):
        return _split_unsaid(an, m, end)
    if m is not None and m.a == i:
        data = an.lexicon.entries["people", m.form.id].data
        if data.get("weak") or (m.split.article and i and an.thing_at[i - 1] is not None):
            return None  # "مستشفى الشهيد فلان" is a name
        theirs = an.number_at[m.b] if m.split.pronoun and m.b < end and not an.doc.gap[m.b] else None
        if theirs is not None and theirs.a == m.b and an.doc.words[m.b].startswith("ال") and not data.get("outcome"):
            return i, theirs.b, data.get("group", "people"), None, theirs, m.form.id, "pl"  # "وأطفالها الأربعة"
        if m.form.number == "pl" and (m.split.article or m.split.pronoun):
            return None  # "القتلى": those already told of
        if m.form.number == "sg" and m.split.article and data.get("outcome") and not _after_harm(an, i):
            return None  # "إن الشهيد رفع عدد ...": one already told of
        if data.get("outcome") and m.form.number == "pl" and (m.split.prep == "ل" or not _introduced(an, i)):
            return None  # "انتقاما لضحايا دوما": nobody newly harmed
        second = an.people_at[m.b] if m.b < end else None
        if second is not None and second.a == m.b and not second.split.conj and not second.split.prep:
            other = an.lexicon.entries["people", second.form.id].data  # "شهيدين مدنيين", "ضحايا مدنيون"
            group = data.get("group", "people")
            group = other.get("group", group) if group == "people" else group
            return i, second.b, group, data.get("outcome") or other.get("outcome"), None, m.form.id, m.form.number
        if data.get("outcome") and data.get("group") == "people" and m.form.number == "pl":
            return i, m.b, _whose(an, m.b, end), data["outcome"], None, m.form.id, m.form.number
        after = an.number_at[m.b] if m.b < end else None
        if after is not None and after.a == m.b and after.min == after.max == 2 and not an.doc.words[m.b].isdecimal():
            return i, after.b, data.get("group", "people"), data.get("outcome"), after, m.form.id, m.form.number
        form = "du" if _two_of_his(an, m) or _marked_dual(an, m) else m.form.number
        group = _of_armed(an, data.get("group", "people"), m.form.id, m.b, end)
        return i, m.b, group, data.get("outcome"), None, m.form.id, form
    return _hurt(an, i)


def _two_of_his(an: Analysis, m: Match) -> bool:
    """ "مرافقاه", "طفلاها": a dual with a pronoun written onto it."""
    word = an.doc.words[m.a]
    return bool(m.split.pronoun) and m.b - m.a == 1 and word[: -len(m.split.pronoun)].endswith("ا")


def _marked_dual(an: Analysis, m: Match) -> bool:
    """ "مدنيَين": the vowel before the ending tells two from many."""
    return bool(re.search("\u064e\u064a\u0652?\u0646", an.doc.raw_text(m.b - 1, m.b)))


def _after_harm(an: Analysis, i: int) -> bool:
    """Whether a word of harm stands right before word `i`."""
    t = an.trigger_at[i - 1] if i and not an.doc.gap[i] else None
    return t is not None and bool(an.lexicon.entries["trigger", t.form.id].get("outcome"))


def _hurt(an: Analysis, i: int) -> tuple[int, int, str, str | None, Number | None, str, str] | None:
    """ "وقوع إصابات", "إيقاع إصابات": the hurt told by a plural noun alone."""
    t = an.trigger_at[i]
    if t is None or t.a != i or t.form.pos != "noun" or t.form.number != "pl" or t.split.article or t.split.pronoun:
        return None
    said = an.lexicon.entries["trigger", t.form.id].get("outcome")
    if said not in ("killed", "injured", "killed_or_injured") or not _introduced(an, i):
        return None
    return i, t.b, _whose(an, t.b, len(an.doc)), said, None, t.form.id, "pl"


def _bare_others(an: Analysis, i: int, end: int) -> tuple[int, int, str, str | None, Number | None, str, str] | None:
    """ "قتل جندي وأصيب آخران", "إصابة آخرين": more people of those just told of, right after a harm word."""
    if not i or an.trigger_at[i - 1] is None or an.doc.gap[i]:
        return None
    form = "du" if an.role(i, "two_others") else "pl" if an.role(i, "more_others") else ""
    form = form or ("sg" if an.role(i, "another") else "")
    if not form:
        return None
    k = i + 1
    ends = k >= end or an.doc.gap[k] or an.doc.words[k] in an.sets.prepositions or an.doc.words[k] in an.sets.wounds
    if not (ends or an.time_at[k] or an.trigger_at[k] or an.role(k, "cause") or an.place_at[k]):
        return None  # "مقتل آخر معاقل التنظيم"
    return i, k, "people", None, None, "number", form


def _national(an: Analysis, i: int, end: int) -> tuple[int, int, str, str | None, Number | None, str, str] | None:
    """ "استشهاد فلسطيني", "مقتل سوريين اثنين": a nationality alone, right after a word of harm."""
    nation = an.party_at[i]
    if nation is None or nation.a != i or not nation.adjective or nation.match.split.article or not _after_harm(an, i):
        return None
    t = an.trigger_at[i - 1]
    if t is None or an.lexicon.entries["trigger", t.form.id].get("frame") != "harm":
        return None
    after = an.number_at[nation.b] if nation.b < end else None
    two = after is not None and after.a == nation.b and after.min == after.max == 2
    if after is not None and two and not an.doc.words[nation.b].isdecimal():
        return i, after.b, "people", None, after, nation.id or "", "pl"
    return i, nation.b, "people", None, None, nation.id or "", nation.match.form.number


def _in_unit_name(an: Analysis, i: int) -> bool:
    """ "لواء شهداء اليرموك": people a unit is called after."""
    party = an.party_at[i - 1] if i and not an.doc.gap[i] else None
    generic = party is not None and (party.id or "") == "generic.force" and party.b == i
    inside = an.party_at[i]
    return generic or (inside is not None and inside.a < i and inside.cls == "actor" and not inside.adjective)


def _whose(an: Analysis, b: int, end: int) -> str:
    """ "قتلى وجرحى في صفوف الجيش", "قتلى من المدنيين", "قتلى للتنظيم": the group of the dead and hurt."""
    pair = an.people_at[b] if b < end else None
    if pair is not None and pair.a == b and pair.split.conj:
        b = pair.b if an.lexicon.entries["people", pair.form.id].get("outcome") else b
    ranks = an.role(b, "ranks") if b < end else None
    k = ranks.b if ranks is not None else b + 1 if b < end and an.doc.words[b] in an.sets.of_words else b
    if k >= end or an.doc.gap[b] & (COMMA | STOP):
        return "people"
    party, m = an.party_at[k], an.people_at[k]
    if party is not None and party.a == k and not party.adjective and (k > b or party.match.split.prep == "ل"):
        if party.kind in ("armed_group", "militia", "state_forces"):
            return "fighters"
    if m is not None and m.a == k and k > b and m.form.number == "pl":
        data = an.lexicon.entries["people", m.form.id]
        other = an.people_at[m.b] if m.b < end else None
        if other is not None and other.split.conj == "و" and other.form.id != m.form.id:
            return "people"  # "شهداء من الأطفال والنساء"
        if not data.get("outcome"):
            return str(data.data.get("group", "people"))
    return "people"


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
    member = an.doc.words[b : b + 1] == ["في"] and an.title_at[b - 1] is not None  # "قيادي في كذا"
    if b + 1 < end and (member or an.doc.words[b] in an.sets.of_words) and not an.doc.gap[b]:
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
    for k in range(i - 1, max(i - 10, -1), -1):
        if an.doc.gap[k + 1] & (COMMA | STOP):
            break
        if an.role(k, "result"):
            return True  # "أوقعت اشتباكات بين مجموعات مسلحة قتلى"
    m, owner = an.people_at[i], an.party_at[i + 1] if i + 1 < len(an.doc) else None
    if m is not None and m.split.conj and owner is not None and owner.match.split.prep == "ل":
        return True  # "تعزيزات إلى البادية وقتلى للتنظيم"
    return i == 0 or bool(an.doc.gap[i] & (COMMA | STOP))


def _others(an: Analysis, k: int) -> bool:
    return an.role(k, "others") is not None


def _free_number(an: Analysis, number: Number, end: int) -> bool:
    """A number that counts nobody by name: "وجرح 12 آخرين", "أودى بحياة المئات"."""
    k = number.b
    t = an.trigger_at[k]
    if t is not None and (t.split.conj or t.split.prep == "ب"):
        return True  # "مقتل 29 وجرح 15", "استشهد اثنان بقصف"
    if t is not None and t.form.pos == "verb" and t.form.number in ("pl", "du") and not an.doc.gap[k]:
        return bool(an.lexicon.entries["trigger", t.form.id].get("outcome"))  # "من بينهم مئة وعشرون سقطوا"
    return (
        an.doc.words[k] in an.sets.prepositions
        or an.time_at[k] is not None
        or an.doc.words[k] in an.sets.wounds
        or bool(an.doc.gap[k] & (COMMA | STOP))
        or an.role(k, "cause") is not None
        or an.role(k, "among") is not None
    )
