"""The preposition that governs a noun phrase, or the side clause it stands in."""

from riwaya.reading.analysis import Analysis
from riwaya.reading.voice_phrase import stems
from riwaya.text.tokens import DASH, TRANSPARENT

OBJECTS = ("ها", "هم", "هما")
PROCLITICS = frozenset(("ل", "ب", "ك", "ول", "وب"))
_SIDES = frozenset(("بين", "مع", "ضد"))


def governed_by(an: Analysis, i: int, proclitic: str) -> str:
    """The preposition governing the phrase at `i`: a proclitic, or the word before (numbers looked through)."""
    if proclitic:
        return proclitic
    if _in_side_clause(an, i):
        return "clause"
    k = i - 1
    while k >= 0 and (
        an.number_at[k] is not None
        or (k < i - 1 and an.doc.words[k] in an.sets.quantifiers)
        or (an.doc.words[k] in an.sets.quantifiers and not an.role(k, "target"))
    ):
        number = an.number_at[k]
        first = number.a if number is not None else k
        for prefix in ("ب", "ل"):
            if an.doc.words[first].startswith(prefix) and number is not None and first == k and _clitic(an, first):
                return prefix
        k = first - 1
        if an.doc.gap[first] & ~TRANSPARENT:
            return ""
    if k >= 0 and not an.doc.gap[k + 1] & ~(TRANSPARENT | DASH):
        word = an.doc.words[k]
        if word.startswith("و") and word[1:] in _SIDES:
            word = word[1:]  # "بين الحشد | وبين الإرهابيين"
        if an.role(k, "remnant") is not None:
            return "clause"  # "لغم من مخلفات | كذا": who left it did nothing now
        if word in PROCLITICS:
            return word[-1]  # 'لـ"قسد"'
        agent = next((m for j in (k, k - 1) if (m := an.role(j, "agent")) and m.b == k + 1), None)
        if agent is not None:
            return "agent"
        if word in an.sets.of_words and k and stems(an.doc.words[k - 1]) & an.sets.quantifiers:
            return ""  # "أي من أفراد", "عدد من المواقع"
        if an.role(k, "target") and word not in an.sets.prepositions:
            return word
        if any((m := an.role(j, "alongside")) is not None and m.b == k + 1 for j in range(k, k - 4, -1) if j >= 0):
            return "مع"  # "تمكنت القوة وبمساندة | الحشد من"
        if word in an.sets.prepositions:
            # "ردا على الهجوم" names a reason, nobody aimed at
            return (
                ""
                if k == 0
                else "ردا"
                if an.doc.words[k - 1].removeprefix("و") in an.sets.replies and word == "علي"
                else word
            )
        if k and (m := an.role(k - 1, "likely")) is not None and m.b == k + 1:
            return governed_by(an, k - 1, "")
        plain = not (an.particle_at[k] or an.trigger_at[k] or an.party_at[k] or an.support_at[k] or an.cue_at[k])
        if plain and k and not an.doc.gap[k] and an.role(k - 1, "target") and an.role(k - 1, "turn") is None:
            return an.doc.words[k - 1]  # "على رؤوس المقاتلين"
    return ""


def _in_side_clause(an: Analysis, i: int) -> bool:
    """ "قرية يسيطر عليها | التنظيم", "التي تدعمها | إيران": the subject of a clause that only describes a noun."""
    k = i - 1
    if k < 1 or an.doc.gap[i] & ~TRANSPARENT:
        return False
    verb, word = an.trigger_at[k - 1], an.doc.words[k]
    if word in an.sets.back_words and not an.doc.gap[k] & ~TRANSPARENT:
        present = verb is not None and verb.form.pos == "verb" and verb.form.tense == "present"
        unknown = verb is None and an.support_at[k - 1] is None and an.cue_at[k - 1] is None
        return (present or unknown) and _present_like(an.doc.words[k - 1])
    told = an.trigger_at[k] or an.support_at[k] or an.cue_at[k] or an.party_at[k] or an.particle_at[k]
    return told is None and _present_like(word) and word.endswith(OBJECTS) and len(word) > 5


def _present_like(word: str) -> bool:
    """Whether a word is spelled as a verb of the present: "يسيطر", "تدعمها"."""
    return word[0] in "يت" and len(word) >= 4


def _clitic(an: Analysis, i: int) -> bool:
    return len(an.doc.words[i]) > 3
