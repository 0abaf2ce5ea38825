"""Cues that name two parties: accusations, and relays from one voice to another."""

from typing import Any

from riwaya.lexicon.match import Match
from riwaya.reading.analysis import Analysis, Attribution, VoiceMention
from riwaya.reading.voice_content import carried_voice, complement_within, content_after, skip_adverbs
from riwaya.reading.voice_phrase import parse_voice
from riwaya.reading.voice_resolve import resolve_voice
from riwaya.reading.voice_subject import subject_before
from riwaya.text.dates import Time
from riwaya.text.tokens import COMMA

_LATE = 8  # words of a deed named before who is blamed for it


def accusation_cue(
    an: Analysis, cue: Match, entry: dict[str, Any], a: int, at: int, b: int, time: Time | None,
    found: list[Attribution], carried: VoiceMention | None,
) -> Attribution | None:  # fmt: skip
    """ "اتهم أ ب بـ", "حمّل أ ب مسؤولية": the accuser, the accused, then the deed."""
    if "\u064f" in an.doc.raw_text(cue.a, cue.a + 1)[1:5] and cue.form.tense == "past":
        return None  # "اتُهم الجيش": nobody is said to accuse
    first = parse_voice(an, at, b, False, single=True)
    if first is None and (far := _past_channel(an, at, b)) is not None:
        at, first = far, parse_voice(an, far, b, False, single=True)
    accused: tuple[int, int] | None = None
    voice: VoiceMention | None = None
    is_carried = False
    head_a = cue.a
    content = at
    if cue.split.pronoun and first is not None:
        voice, content = first, first.b
    elif first is not None:
        k, later = skip_adverbs(an, _past_aside(an, first.b, b), b)
        time = time or later
        second = parse_voice(an, k, b, False, single=True)
        party = an.party_at[k] if k < b else None
        if second is not None and second.kind == "person" and second.a == first.b and first.rule != "voice.actor":
            third = parse_voice(an, second.b, b, False, single=True)
            if third is not None and an.party_at[third.a] is not None:  # "اتهم المسؤول بالحركة | فلان | إسرائيل"
                first, second, party = resolve_voice(an, first.a, second.b), third, an.party_at[third.a]
                k = third.a
        if second is not None and (party is None or not party.match.split.prep) and k - first.b <= 10:
            voice, accused, content = first, (second.a, second.b), second.b
        elif (late := _blamed_last(an, k, b)) is not None:
            voice, accused, content, b = first, late[1:], late[0], late[1]
        elif (blamed := _after_blame(an, k, b) or _unknown_accused(an, k, b)) is not None:
            voice, accused, content = first, blamed, blamed[1]
        elif entry.get("both"):
            voice, content = first, first.b
        else:
            before = subject_before(an, cue, a)
            if before is not None:
                voice, head_a = before, before.a
                accused, content = (first.a, first.b), first.b
            elif carried is not None and an.party_at[first.a] is not None:
                voice, is_carried = carried_voice(carried, cue), True
                accused, content = (first.a, first.b), first.b
            elif entry["says"] == "accuse" and _deed_at(an, first.b, b):
                return None  # "اتهم الجيش بقصف السوق": who is accused, by nobody named
            else:
                voice, content = first, first.b
    else:
        voice = subject_before(an, cue, a)
        if voice is None:
            if carried is None:
                return None
            voice, is_carried = carried_voice(carried, cue), True
        else:
            head_a = voice.a
    return Attribution((cue.a, cue.b), cue.form.id, entry["stance"], entry.get("certainty", "stated"),
                       entry["says"], [voice], (content, b), False, None, time, accused, is_carried,
                       head=(head_a, content))  # fmt: skip


def _deed_at(an: Analysis, at: int, b: int) -> bool:
    m = (an.trigger_at[at] or an.support_at[at]) if at < b else None
    return m is not None and m.split.prep == "ب"


def _after_blame(an: Analysis, at: int, b: int) -> tuple[int, int] | None:
    """ "ألقت السلطات | باللوم على الحركة", "وجه | الاتهام إلى القوات": who is named after the blame."""
    blame = an.role(at, "blame") if at < b else None
    if blame is None or blame.b >= b:
        return None
    k = blame.b
    party = an.party_at[k]
    if party is None and an.doc.words[k] in an.sets.prepositions and k + 1 < b:
        k += 1
    elif party is None or party.match.split.prep != "ل":
        return None
    blamed = parse_voice(an, k, b, False, single=True)
    return (blamed.a, blamed.b) if blamed is not None else None


def _blamed_last(an: Analysis, at: int, b: int) -> tuple[int, int, int] | None:
    """ "ألقت الشرطة | باللوم في الهجوم على الحركة": where the deed begins, and who is named after it."""
    blame = an.role(at, "blame") if at < b else None
    if blame is None or blame.b + 1 >= b or an.role(blame.b, "inside") is None:
        return None
    deed = blame.b + 1
    for k in range(deed + 1, min(b - 1, deed + _LATE)):
        party = an.party_at[k + 1]
        if an.role(k, "target") and party is not None and party.a == k + 1 and not party.adjective:
            return deed, party.a, party.b
    return None


def _unknown_accused(an: Analysis, at: int, b: int) -> tuple[int, int] | None:
    """ "اتهمت المنظمة | طرفي النزاع باستهداف المدنيين": who is accused under no name of the lexicon."""
    end = at
    while end < b and end - at < 4 and not _other(an, end):
        end += 1
    deed = next((k for k in range(end, min(b, end + 4)) if an.trigger_at[k] or an.support_at[k]), None)
    m = (an.trigger_at[deed] or an.support_at[deed]) if deed is not None else None
    if end == at or m is None or m.split.prep != "ب" or an.doc.gap[at] & COMMA:
        return None
    return at, end


def _other(an: Analysis, k: int) -> bool:
    """Whether a word has another use than naming somebody."""
    return bool(
        an.particle_at[k] or an.trigger_at[k] or an.support_at[k] or an.cue_at[k] or an.time_at[k]
        or an.number_at[k] or an.channel_at[k] or an.doc.gap[k] & COMMA or an.doc.words[k] in an.sets.prepositions
    )  # fmt: skip


def _past_channel(an: Analysis, at: int, b: int) -> int | None:
    """Past "في بيان نشر على الإنترنت": the party whose deed, with its preposition, follows it."""
    if at >= b or an.doc.words[at] not in an.sets.prepositions:
        return None
    for k in range(at + 1, min(b, at + 12)):
        party = an.party_at[k]
        if party is not None and party.a == k and not party.match.split.prep and not party.adjective:
            after = an.trigger_at[party.b] if party.b < b else None
            support = an.support_at[party.b] if party.b < b else None
            if any(m is not None and m.split.prep == "ب" for m in (after, support)):
                return k
    return None


def _past_aside(an: Analysis, at: int, b: int) -> int:
    """Past an aside between commas ("، في بيان على فيسبوك،") that names no party."""
    if at >= b or not an.doc.gap[at] & COMMA:
        return at
    for k in range(at + 1, min(b, at + 9)):
        if an.party_at[k] is not None and an.channel_at[k] is None:
            return at if not an.doc.gap[k] & COMMA else k
        if an.doc.gap[k] & COMMA:
            return k
    return at


def relay_cue(
    an: Analysis,
    cue: Match,
    entry: dict[str, Any],
    a: int,
    at: int,
    b: int,
    time: Time | None,
) -> Attribution | None:
    """ "نقلت الوكالة عن مصدر قوله إن": the inner voice stands after "عن"."""
    direct = an.doc.words[at : at + 1] and an.doc.words[at] in an.sets.from_words
    outer = None if direct else parse_voice(an, at, b, True)
    k = outer.b if outer is not None else at
    inner: VoiceMention | None = None
    while k < b and k - at < 16:
        if an.doc.words[k] in an.sets.from_words and k + 1 < b:
            inner = parse_voice(an, k + 1, b, True)
            if inner is not None:
                break
        k += 1
    own = inner is None and outer is not None and complement_within(an, outer.b, b, 6)
    if own and outer is not None and not _back_to(an, outer.b, b):
        inner = outer  # "نقلت الوكالة أن": it tells in its own voice
    if inner is None:
        return None
    content, channel, later = content_after(an, inner.b, b, "that")
    if content is None:
        content = inner.b
    if outer is None:
        outer = subject_before(an, cue, a)
    voices = [inner] if outer is None or outer is inner else [outer, inner]
    return Attribution((cue.a, cue.b), cue.form.id, entry["stance"], entry.get("certainty", "stated"), "relay",
                       voices, (content, b), False, channel, time or later, None,
                       head=(cue.a, content))  # fmt: skip


def _back_to(an: Analysis, at: int, b: int) -> bool:
    """Whether somebody named before is quoted: "نقلت الوكالة | عنه قوله إن"."""
    return any(an.doc.words[k].startswith("عنه") for k in range(at, min(b, at + 4)))


def noun_cue(an: Analysis, cue: Match, a: int, b: int) -> Attribution | None:
    """ "اتهامات الحوثيين للتحالف ب...": accusers, then accused."""
    entry = an.lexicon.entries["cue", cue.form.id].data
    if entry.get("says") != "accuse" or cue.split.article:
        return None
    voice = parse_voice(an, cue.b, b, False, single=True) if cue.b < b else None
    if voice is None:
        return None
    accused: tuple[int, int] | None = None
    content = voice.b
    party = an.party_at[voice.b] if voice.b < b else None
    if party is not None and party.match.split.prep == "ل":
        accused, content = (party.a, party.b), party.b
    elif voice.b >= b or _deed_at(an, voice.b, b):
        return None  # "اتهام إيران بدعمهم": who is accused, by nobody named
    return Attribution((cue.a, cue.b), cue.form.id, "accuses", "stated", "accuse", [voice], (content, b), False,
                       None, None, accused, head=(cue.a, content))  # fmt: skip
