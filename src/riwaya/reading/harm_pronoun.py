"""People harmed whom only a pronoun names: "أطلق النار على شاب فقتله", "ما أدى إلى مقتله"."""

import re

from riwaya.reading.analysis import Analysis, CasualtyFound, Happening
from riwaya.reading.harm_items import item_at
from riwaya.reading.harm_one import person_at

_BACK = 30  # words from the pronoun to whom it means
_PRONOUN = re.compile("(هما|هم|ها|ه)$")
_SEVERAL = frozenset(("هم", "هما"))
_AFTERWARDS = 3  # words between a word of result and the death it brings


def harmed_by_pronoun(an: Analysis, h: Happening, t: Happening, outcome: str) -> CasualtyFound | None:
    """The people that the pronoun written onto a harm word means, where they are told of before it; else None."""
    pronoun = pronoun_of(an, t)
    if not pronoun:
        return None
    if t.match.form.pos != "verb" and not _comes_of(an, t) and not _joined_to_deed(an, h, t):
        return None
    if pronoun in _SEVERAL and all(x.frame == "harm" for x in h.triggers):
        return None  # "القتلى مدنيون، تم قتلهم في الشارع": those told of as dead before
    meant = _meant(an, h, t, pronoun, outcome)
    if meant is None:
        return None
    group, low, high = meant
    return CasualtyFound(t.a, t.b, outcome, group, low, high, False, "pronoun")


def pronoun_of(an: Analysis, t: Happening) -> str:
    """The pronoun of the third person that ends a harm word of one word, or nothing."""
    if t.b - t.a != 1 or not t.match.split.pronoun:
        return ""
    found = _PRONOUN.search(an.doc.words[t.a])
    return found.group(1) if found else ""


def _comes_of(an: Analysis, t: Happening) -> bool:
    """ "ما أدى إلى | مقتله": whether the verbal noun is given as what came of a deed."""
    return any(an.role(k, "result") is not None for k in range(max(0, t.a - _AFTERWARDS - 1), t.a))


def _joined_to_deed(an: Analysis, h: Happening, t: Happening) -> bool:
    """ "فأصابه في الرأس | وقتله": a past verb that is spelled like its verbal noun, joined to a verb of the deed."""
    if t.match.split.conj not in ("و", "ف") or t.match.split.prep:
        return False
    return any(x.match.form.pos == "verb" and x.a < t.a and x is not t for x in h.triggers)


def _meant(
    an: Analysis, h: Happening, t: Happening, pronoun: str, outcome: str
) -> tuple[str, int | None, int | None] | None:
    first = max(an.doc.sentences[an.doc.sentence_of[t.a]][0], t.a - _BACK)
    nothing = bytearray(len(an.doc))
    for j in range(t.a - 1, first - 1, -1):
        if any(a <= j < b for a, b, _ in h.actors) or any(x.a <= j < x.b for x in h.triggers):
            continue
        if an.thing_at[j] is not None and outcome == "injured" and t.match.form.pos == "verb":
            return None  # "أطلق صاروخا على الدبابة فأصابها"
        if pronoun in _SEVERAL:
            item = item_at(an, j, t.a, nothing)
            if item is not None and an.doc.words[item[0]].startswith("و"):
                return None  # "قيادي واثنين من مرافقيه": more than those counted last
            if item is not None and item[3] is None and item[5] != "number" and _many(item[4], item[6], pronoun):
                number = item[4]
                if number is not None:
                    return item[2], number.min, number.max
                return item[2], 2, 2 if pronoun == "هما" else None
            continue
        found = _one(an, j, t.a, pronoun == "ها")
        if found is not None:
            return found, 1, 1
    return None


def _many(number: object, form: str, pronoun: str) -> bool:
    return number is not None or form == "du" or (form == "pl" and pronoun == "هم")


def _one(an: Analysis, j: int, end: int, feminine: bool) -> str | None:
    """The group of the one man or woman told of at word `j`, or None."""
    m, nation = an.people_at[j], an.party_at[j]
    if m is not None and m.a == j and m.form.number == "sg" and not m.split.pronoun:
        entry = an.lexicon.entries["people", m.form.id]
        if entry.get("outcome") or entry.get("weak") or an.number_at[j - 1 if j else 0] is not None:
            return None
        return str(entry.data.get("group", "people")) if feminine == _feminine(an, j) else None
    if nation is not None and nation.a == j and nation.adjective and nation.match.form.number == "sg":
        alone = j > 0 and an.doc.words[j - 1] in an.sets.against and not nation.match.split.article
        return "people" if alone and feminine == _feminine(an, j) else None
    if feminine:
        return None
    title = an.title_at[j]
    if title is not None and title.a != j:
        return None
    person = person_at(an, j, end)
    if person is None or (j and person_at(an, j - 1, end) is not None):
        return None
    return person[2]


def _feminine(an: Analysis, j: int) -> bool:
    return an.doc.raw_text(j, j + 1).rstrip("\u064b\u064c\u064d\u064e\u064f\u0650\u0652").endswith(("ة", "ت"))
