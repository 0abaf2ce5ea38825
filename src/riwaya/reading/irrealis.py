"""Happenings only wished, feared, planned, ordered or prevented: named in the text, told by nobody."""

from riwaya.lexicon.match import Match
from riwaya.reading.analysis import Analysis
from riwaya.text.tokens import COMMA, STOP

_REACH = 12


def unreal(an: Analysis, m: Match) -> bool:
    """Whether a trigger names no deed done: "لمنع قصف", "خشية هجوم", "تخطط لشن هجمات", "إذا قصفت"."""
    if m.form.pos in ("masdar", "noun", "form") and m.split.prep == "ل":
        before = an.support_at[m.a - 1] if m.a else None
        added = m.a > 0 and an.doc.words[m.a - 1].removeprefix("و") in an.sets.besides
        done = added or _means_used(an, m.a) or _undergoes(an, m.a) or _toll_of(an, m.a)
        if before is None and not done:
            return (m.form.pos in ("masdar", "form") or m.split.article) and not _somebodys(an, m)
    carrier = an.support_at[m.a - 1] if m.a else None
    if carrier is not None and carrier.form.pos == "masdar" and carrier.split.prep == "ل" and m.form.pos != "verb":
        return True  # "كان يحاول التسلل | لشن هجمات"
    if m.form.pos == "verb" and m.split.prep == "ل" and m.form.tense == "present":
        return True
    if an.doc.words[m.a - 1 : m.a] == ["من"] and _within_reach(an, m, m.a - 2, "preventing"):
        return True  # "منعوا السكان من الدخول"
    if m.form.pos != "verb" and m.b < len(an.doc) and an.role(m.b, "looming") is not None:
        return True  # "هجوم محتمل"
    if m.form.pos != "verb" and any(an.role(k, "priority") for k in range(m.b, min(m.b + 8, len(an.doc)))):
        return True  # "استعادة المدينة على رأس أولويات القوات"
    return _governed(an, m)


def _means_used(an: Analysis, at: int) -> bool:
    """ "استخدم الجيش الدبابات | لقصف الحي", "لجأت القوات إلى الطيران | لضرب المواقع": the means are put to use."""
    armed = False
    for k in range(at - 1, max(at - _REACH, -1), -1):
        if an.doc.gap[k + 1] & STOP or an.trigger_at[k] is not None:
            return False
        armed = armed or an.weapon_at[k] is not None
        m = an.support_at[k]
        if m is not None and m.form.id == "use-means":
            return armed and (m.form.pos == "masdar" or m.form.tense == "past")
    return False


def _toll_of(an: Analysis, at: int) -> bool:
    """ "الحصيلة الأولية | للغارة", "عدد ضحايا للقصف": whose toll is told."""
    for k in range(at - 1, max(at - 3, -1), -1):
        m = an.trigger_at[k]
        if an.doc.gap[k + 1]:
            return False
        if m is not None:
            return m.form.pos == "noun" and an.lexicon.entries[m.form.cls, m.form.id].get("frame") == "harm"
    return False


def failed(an: Analysis, m: Match) -> bool:
    """ "فشلت المدمرتان في التصدي للصواريخ": what somebody failed in was not done."""
    return an.doc.words[m.a - 1 : m.a] == ["في"] and _within_reach(an, m, m.a - 2, "failure")


def tried(an: Analysis, m: Match) -> bool:
    """ "حاول الجيش السيطرة على", "في محاولة للسيطرة على": an attempt, of which no success is told."""
    return _within_reach(an, m, m.a - 1, "attempt")


def _within_reach(an: Analysis, m: Match, last: int, role: str) -> bool:
    """Whether a word of a role stands at most five words before a noun, up to `last`, with nothing told between."""
    if m.form.pos == "verb":
        return False
    for k in range(last, max(m.a - 6, -1), -1):
        if an.doc.gap[k + 1] & (COMMA | STOP) or an.trigger_at[k] is not None:
            return False
        if an.role(k, role) is not None:
            return True
    return False


def _somebodys(an: Analysis, m: Match) -> bool:
    """ "حصيلة لقصف النظام على", "للهجوم الذي": somebody's deed, no purpose."""
    if an.role(m.b, "relative") is not None:
        return True
    party = an.party_at[m.b] if m.b < len(an.doc) else None
    return party is not None and party.a == m.b and party.b < len(an.doc) and an.role(party.b, "target") is not None


def _governed(an: Analysis, m: Match) -> bool:
    """A word of wishing, planning, ability or condition that governs the trigger in its own clause.

    Next to the trigger any such word counts; further off only where nothing between them is told as done.
    """
    for k in range(m.a - 1, max(m.a - _REACH, -1), -1):
        if an.doc.gap[k + 1] & (COMMA | STOP):
            return False
        if an.role(k, "identity") is not None:
            return False
        if an.role(k, "complement") is not None and an.doc.raw_text(k, k + 1).lstrip("وف").startswith("إ"):
            return False  # "طلب عدم ذكر اسمه إن القصف ...": what is said begins anew
        deal = an.trigger_at[k]
        if deal is not None and deal.b < m.a and an.role(deal.a - 1, "despite") and _a_deal(an, deal):
            return False  # "رغم وقف إطلاق النار تواصل القصف"
        party = an.party_at[k]
        if party is not None and party.b - party.a > 1:
            continue  # "قوات مكافحة الإرهاب": a word of a name
        found = an.role(k, "unreal")
        if found is not None and found.b >= m.a - 1:
            # "قد قصفت" is past, "قد يقصف" is possible.
            return not (an.role(k, "auxiliary") is not None and m.form.tense == "past")
        plan = an.role(k, "plans")
        if plan is not None and k + 1 == m.a and an.doc.words[k] in an.sets.still and an.role(k - 1, "negation"):
            return False  # "لم يتوقف القصف"
        if plan is not None and (m.form.tense != "past" or (plan.form.pos == "verb" and plan.b == m.a)):
            return True  # "يعتزم قصف": a verbal noun, though it is spelled like a verb
        if an.doc.words[k] == "لن" and m.form.tense != "past":
            return True  # "لن توافق على وضع تطلق فيه صواريخ"
        if _could_not(an, k):
            return True
        if _told(an, k, m):  # "إذا شنت هجوما", "في حال تم استهداف"
            return any((x := an.role(j, "if")) is not None and x.b == k for j in (k - 1, k - 2) if j >= 0)
    return False


def _a_deal(an: Analysis, m: Match) -> bool:
    return bool(an.lexicon.entries[m.form.cls, m.form.id].get("type") == "agreement")


def _could_not(an: Analysis, k: int) -> bool:
    """ "لم يستطع المعارضون فرض السيطرة": a verb of managing that is negated."""
    m = an.support_at[k]
    if m is None or m.form.pos != "verb" or m.form.id != "try" or k == 0:
        return False
    return an.role(k - 1, "negation") is not None


def _told(an: Analysis, k: int, m: Match) -> bool:
    """Whether word `k` begins something told by itself: a past verb, a relative clause, another trigger."""
    for found in (an.trigger_at[k], an.support_at[k], an.cue_at[k]):
        if found is not None and found.form.pos == "verb" and found.form.tense == "past":
            return True
    result = an.role(k, "result")
    if result is not None and result.form.tense == "present":
        return False  # "يمكن أن تؤدي الغارات إلى"
    if an.role(k, "relative") is not None or result is not None or an.role(k, "cause") is not None:
        return True
    return an.trigger_at[k] is not None and an.trigger_at[k].form.pos == "verb"  # type: ignore[union-attr]


def _undergoes(an: Analysis, at: int) -> bool:
    """Whether a verb of undergoing ("تعرضت ... ل") governs the preposition before word `at`."""
    paused = False
    for k in range(at - 1, max(at - 14, -1), -1):
        if an.doc.gap[k + 1] & STOP:
            return False
        paused = paused or bool(an.doc.gap[k + 1] & COMMA)
        m = an.support_at[k]
        if m is not None and an.lexicon.entries["support", m.form.id].get("subject") == "target":
            return True
        because = an.role(k, "cause") and an.role(k, "complement") is None  # "لأن" governs nothing
        if not paused and (an.role(k, "result") or because):
            return True
    return False
