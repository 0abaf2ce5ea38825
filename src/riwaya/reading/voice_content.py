"""Where what a voice says begins: past adverbs, complementizers, channels and times."""

from riwaya.lexicon.match import Match
from riwaya.reading.analysis import Analysis, VoiceMention
from riwaya.text.dates import Time
from riwaya.text.tokens import COLON, COMMA, OPEN_QUOTE, STOP


def skip_adverbs(an: Analysis, at: int, b: int) -> tuple[int, Time | None]:
    """Past adverbials between a cue and its subject: times, "بدوره", "من جهته"; the time if there is one."""
    time: Time | None = None
    while at < b:
        found = an.time_at[at]
        if found is not None and found.a == at and not found.name_like:
            time = time or found
            at = found.b
            continue
        turn = an.role(at, "turn")
        if turn is not None:
            at = turn.b
            continue
        if an.doc.words[at] in an.sets.back_words and an.party_at[at] is None:
            at += 1
            continue
        earlier = an.role(at, "earlier")
        if earlier is not None and earlier.b < b:
            at = earlier.b
            continue
        break
    return at, time


def complement_at(an: Analysis, at: int, b: int, says: str) -> int | None:
    """Where content starts if a complementizer, colon or quotation stands right at `at`."""
    if at >= b:
        return None
    m = an.role(at, "complement")
    if m is not None:
        because = an.doc.words[at].startswith("ل") and an.role(at - 1, "identity")
        return None if because else m.b  # "عدم ذكر اسمه لأنه غير مخول"
    flags = an.doc.gap[at]
    if flags & COLON:
        return at
    if flags & OPEN_QUOTE:
        q = next((q for q in an.doc.quotes if q.a == at), None)
        if q is not None and (q.a, q.b) in an.quoted_bodies:
            return None  # 'قالت "سوريا مباشر"': who speaks
        if q is not None and an.channel_at[at] is None and (q.b - q.a > 6 or not _names_party(an, q.a, q.b)):
            return at
    word = an.doc.words[at]
    if word in an.sets.about_words and at + 1 < b and an.role(at + 1, "identity"):
        return None  # "طلب عدم الكشف عن اسمه"
    if word in an.sets.about_words and at + 1 < b and says != "relay":
        nxt = an.role(at + 1, "complement")
        return nxt.b if nxt is not None else at + 1
    trigger = an.trigger_at[at]
    if trigger is not None and trigger.a == at and trigger.form.pos != "verb":
        if an.party_at[at] is None and (trigger.split.prep == "ب" or says in ("object", "about")):
            return at
    return None


def _names_party(an: Analysis, a: int, b: int) -> bool:
    return any(an.party_at[k] is not None or an.voice_at[k] is not None for k in range(a, b))


def complement_within(an: Analysis, at: int, b: int, reach: int = 12) -> bool:
    """Whether a complementizer, colon or quotation stands within `reach` words."""
    for k in range(at, min(b, at + reach)):
        if an.role(k, "complement") or (an.doc.gap[k] & (COLON | OPEN_QUOTE) and k > at):
            return True
    return False


def content_after(an: Analysis, at: int, b: int, says: str) -> tuple[int | None, str | None, Time | None]:
    """Where content starts after the voice: past channels, recipients, times and commas."""
    channel: str | None = None
    time: Time | None = None
    k = at
    fallback: int | None = None
    while k < b and k - at < 24:
        found = complement_at(an, k, b, says)
        if found is not None:
            if fallback is not None and (says in ("object", "about") or an.role(k, "complement") is None):
                return fallback, channel, time
            return _with_count(an, at, found) if found == k else found, channel, time
        if fallback is None and (an.role(k, "announced") is not None or (says == "object" and _counted_people(an, k))):
            fallback = k
        support = an.support_at[k]
        if fallback is None and support is not None and support.a == k and support.form.pos == "masdar":
            fallback = k
        ch = an.channel_at[k]
        if ch is not None and channel is None:
            channel = an.lexicon.entries["channel", ch.form.id].data["channel"]
        t = an.time_at[k]
        if t is not None and t.a == k and not t.name_like:
            time = time or t
            k = t.b
            continue
        trigger = an.trigger_at[k]
        if fallback is None and trigger is not None and trigger.a == k and an.party_at[k] is None:
            fallback = _with_count(an, at, k)
        cue = an.cue_at[k]
        if cue is not None and cue.a == k and cue.form.pos == "verb" and k > at:
            break
        if cue is not None and cue.a == k and cue.form.pos == "participle" and an.doc.gap[k] & COMMA and k > at:
            break  # "نفت الوزارة ذلك، زاعمة أن": another word of saying takes over
        k += 1
    return fallback, channel, time


def _with_count(an: Analysis, at: int, k: int) -> int:
    """The trigger at `k` with the number that counts it: "أحصى المركز | 25 غارة"."""
    number = an.number_at[k - 1] if k > at else None
    return number.a if number is not None and number.a >= at else k


def _counted_people(an: Analysis, k: int) -> bool:
    """ "أحصت الوزارة | 30 شهيدا": whether a number of people begins at `k`."""
    number = an.number_at[k]
    if number is None or number.a != k or number.b >= len(an.doc):
        return False
    people = an.people_at[number.b]
    return people is not None and people.a == number.b and not people.split.prep


def carried_voice(carried: VoiceMention, cue: Match) -> VoiceMention:
    """The current voice going on: the same words, marked as carried."""
    return VoiceMention(carried.a, carried.b, carried.kind, carried.id, carried.name_en, carried.side,
                        carried.member_of, "voice.carried")  # fmt: skip


def warned_that(an: Analysis, at: int, b: int) -> int | None:
    """ "حذرت الكتائب | إسرائيل من أنها | ستقصف": a clause of what is to come after a warning."""
    for k in range(at, min(b - 1, at + 4)):
        that = an.role(k + 1, "complement")
        if an.doc.gap[k] & (COMMA | STOP) and k > at:
            return None
        if an.doc.words[k] in an.sets.of_words and that is not None:
            return that.b
    return None


def takes_up(an: Analysis, at: int, b: int) -> bool:
    """ "نفى | ذلك", "نفت | صحة هذه الاتهامات": the object only takes up what was told before."""
    k = at
    if k + 1 < b and an.role(k, "told_thing") is not None and not an.doc.words[k].startswith("ال"):
        k += 1  # "صحة"
    if k >= b:
        return False
    shown = an.doc.words[k] in an.sets.demonstratives
    k += 1 if shown else 0
    noun = an.role(k, "told_thing") if k < b else None
    if noun is not None and an.doc.words[noun.b - 1].startswith("ال"):
        k = noun.b
    elif not shown:
        return False
    return k >= b or bool(an.doc.gap[k] & (COMMA | STOP)) or an.doc.words[k] in an.sets.inner_prepositions
