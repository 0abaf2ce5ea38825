"""The subject that stands before its verb of saying."""

from riwaya.lexicon.match import Match
from riwaya.reading.analysis import Analysis, Attribution, VoiceMention
from riwaya.reading.voice_phrase import parse_voice
from riwaya.reading.voice_resolve import resolve_voice
from riwaya.text.tokens import COLON, COMMA, STOP


def subject_before(an: Analysis, cue: Match, a: int) -> VoiceMention | None:
    """The subject standing before its verb: "وكان فلان قد أعلن", "المرصد قال إن", a headline's."""
    k = cue.a - 1
    doc = an.doc
    if _passive(an, cue):
        return None
    for j in range(k, max(a, k - 18) - 1, -1):  # "وكان X ... قد قال"
        if doc.words[j] in an.sets.auxiliary and an.role(j, "was") and j < k:
            while j + 1 < k and an.time_at[j + 1] is not None:
                j += 1
            voice = parse_voice(an, j + 1, cue.a, True)
            bare = voice is not None and voice.rule == "voice.name" and doc.words[k] not in an.sets.auxiliary
            near = voice is not None and (cue.a - voice.b <= 4 or _described_until(an, voice.b, cue.a))
            if voice is not None and near and not bare:
                return voice
            break
    if doc.words[a] in an.sets.topic and cue.a - a <= 12:  # "أما المرصد، فقد أشار"
        return parse_voice(an, a + 1, cue.a, False)
    if cue.split.conj and (k < a or doc.words[k] not in an.sets.auxiliary):
        return None  # "و" before the verb opens a clause: its subject cannot stand before it
    while k >= a and (doc.words[k] in an.sets.auxiliary or (an.time_at[k] is not None and an.party_at[k] is None)):
        k -= 1
    while k > a and (said := an.voice_at[k]) is not None and an.party_at[k] is None and _accusative(an, said):
        k -= 1  # "أصدرت إسرائيل | بيانا قالت فيه"
        if (issuer := _issuer(an, said.a, a)) is not None:
            return issuer
    if k < a or doc.gap[cue.a] & STOP:
        return None
    if (named := _whole_subject(an, k, a)) is not None:
        return named
    if an.doc.words[k] in an.heard and not (an.party_at[k] or an.title_at[k] or an.voice_at[k] or an.place_at[k]):
        return resolve_voice(an, k, k + 1)  # "لكن بكر قال"
    if an.role(k, "relative"):
        k -= 1
        if k < a:
            return None
    party, title, noun = an.party_at[k], an.title_at[k], an.voice_at[k]
    place = an.place_at[k]
    if party is None and place is not None and place.a == a == place.marker_a and "capital" in place.place.flags:
        return resolve_voice(an, a, k + 1)  # "دمشق تنفي"
    if party is None and title is None and noun is None:
        # The last words of a phrase such as "مصدر في الشرطة": its head may stand a little earlier.
        return _phrase_ending_at(an, k, a)
    led = noun is not None and noun.a > a and an.role(noun.a - 1, "complement") is not None
    if noun is not None and noun.form.id == "newspaper-noun" and an.doc.words[noun.a - 1] in an.sets.demonstratives:
        return None  # "هذه المواقع تعتبر أهدافا": sites, not websites
    if noun is not None and party is None and _accusative(an, noun) and not led:
        return None  # "أصدر بيانا"; but "إن ناطقا قال"
    if party is not None and party.adjective and title is None and noun is None:
        return _phrase_ending_at(an, k, a)
    start = party.a if party else title.a if title else noun.a if noun else k
    while start > a and _continues_left(an, start, a):
        start = _left(an, start - 1)
    if start < k + 1:
        start = _apposed(an, start, a)
        while start > a and _continues_left(an, start, a):
            start = _left(an, start - 1)
        if _prep_before(an, start):
            return _phrase_ending_at(an, k, a)
        return resolve_voice(an, start, k + 1)
    return None


def _issuer(an: Analysis, said: int, a: int) -> VoiceMention | None:
    """ "أصدرت | غرفة العمليات | التي تضم فصائل أمس بيانا أعلنت فيه": who issued what is said in it."""
    for j in range(said - 2, max(a, said - 18) - 1, -1):
        if an.role(j, "issuing") is not None:
            voice = parse_voice(an, j + 1, said, True)
            near = voice is not None and (said - voice.b <= 3 or _described_until(an, voice.b, said))
            return voice if near else None
        if an.doc.gap[j + 1] & (STOP | COLON):
            return None
    return None


def _described_until(an: Analysis, k: int, at: int) -> bool:
    """ "وكان جيش كذا | المؤلف من فصائل عدة | أعلن": only a description of one subject in `[k, at)`."""
    if an.doc.words[k] not in an.sets.described and not an.role(k, "relative"):
        return False
    if any(an.doc.gap[j] & (STOP | COLON) or an.role(j, "complement") for j in range(k, at + 1)):
        return False
    return all(cue is None or cue.form.pos != "verb" for cue in an.cue_at[k:at])


def _whole_subject(an: Analysis, k: int, a: int) -> VoiceMention | None:
    """ "إلا أن رجل الدين فلان الفلاني | اتهم": the words from the complementizer to the verb."""
    if an.party_at[k] or an.title_at[k] or an.voice_at[k] or an.particle_at[k]:
        return None
    for j in range(k, max(a, k - 10) - 1, -1):
        if an.role(j, "complement") is not None:
            title = an.title_at[j + 1] or an.voice_at[j + 1]
            return resolve_voice(an, j + 1, k + 1) if title is not None and k - j >= 2 else None
        other = an.trigger_at[j] or an.cue_at[j] or an.support_at[j] or an.time_at[j] or an.number_at[j]
        if other is not None or an.doc.gap[j + 1] & (COMMA | STOP | COLON) or an.doc.words[j] in an.sets.prepositions:
            return None
    return None


def _passive(an: Analysis, cue: Match) -> bool:
    """ "أُعلن": spelled as a passive; or after a relative with what was announced right behind it."""
    raw = an.doc.raw_text(cue.a, cue.a + 1)
    if "\u064f" in raw[1:4] and cue.form.tense == "past":
        return True
    told = an.trigger_at[cue.b] if cue.b < len(an.doc) else None
    relative = cue.a > 0 and an.role(cue.a - 1, "relative") is not None
    return relative and told is not None and bool(told.split.pronoun) and told.form.pos != "verb"


def sentence_subject(an: Analysis, cue: Match, a: int, found: list[Attribution]) -> VoiceMention | None:
    """ "وقد شدّد الجيش حرصه ...، ودعا": the subject of the sentence's first verb goes on with its second."""
    if found:
        return None
    for k in range(a + 1, min(a + 6, cue.a)):
        party, noun = an.party_at[k], an.voice_at[k]
        m = party.match if party is not None and party.a == k and not party.adjective else noun
        if m is not None and m.a == k:
            opens = not any(an.doc.gap[j] & (COMMA | STOP | COLON) for j in range(a + 3, k + 1)) and not m.split.prep
            plain = an.doc.words[k - 1] not in an.sets.prepositions
            return parse_voice(an, k, cue.a, False) if opens and plain else None
    return None


def _apposed(an: Analysis, start: int, a: int) -> int:
    """ "المتحدث باسم الجيش، فلان، يعلن": a name after a comma goes on with the title before it."""
    head = _head(an, start)
    if not an.doc.gap[start] & COMMA or start <= a or (head is not None and head.split.conj):
        return start
    for k in range(start - 1, max(a, start - 9) - 1, -1):
        if an.doc.gap[k + 1] & (COMMA | STOP | COLON) and k + 1 < start:
            return start
        title = _head(an, k)
        if title is not None and title.a == k:
            voice = parse_voice(an, k, start, False) if not title.split.conj else None
            return k if voice is not None and voice.b == start and not _prep_before(an, k) else start
    return start


def _head(an: Analysis, k: int) -> Match | None:
    """The title, voice noun or party at word `k`."""
    party = an.party_at[k]
    return an.title_at[k] or an.voice_at[k] or (party.match if party is not None else None)


def _accusative(an: Analysis, m: Match) -> bool:
    """An indefinite accusative ("بيانا") is what is said or published, not who speaks."""
    return m.b - m.a == 1 and m.form.number == "sg" and not m.split.pronoun and an.doc.words[m.a].endswith("ا")


def _phrase_ending_at(an: Analysis, k: int, a: int) -> VoiceMention | None:
    for start in range(k, max(a, k - 8) - 1, -1):
        if an.doc.gap[start + 1] & (STOP | COLON) and start < k:
            return None
        head = an.title_at[start] or an.voice_at[start] or an.party_at[start]
        if head is not None and head.a == start:
            voice = parse_voice(an, start, k + 1, False)
            opens = start <= a + 1 or bool(an.doc.gap[start] & COMMA)
            whole = voice is not None and (voice.b == k + 1 or (opens and _where_from(an, voice.b, k + 1)))
            if voice is not None and whole and not _prep_before(an, start):
                first = _apposed(an, start, a)  # "وكالة سبأ، المتحدثة باسم الحكومة، قالت"
                title = an.title_at[first - 1] if first > a and not an.doc.gap[first] else None
                if title is not None and title.a >= a:
                    first = title.a  # "المتحدث باسم | الخارجية الفرنسية | قال"
                return voice if first == start else resolve_voice(an, first, k + 1)
    return None


def _where_from(an: Analysis, a: int, b: int) -> bool:
    """ "المتمردون الشيعة | في شمال اليمن | يقولون": nothing but a place between a voice and its verb."""
    if b - a > 5 or an.doc.words[a] not in an.sets.inner_prepositions:
        return False
    parties = [an.party_at[k] for k in range(a + 1, b)]
    return all(
        an.place_at[k] is not None or an.doc.words[k] in an.sets.place_markers or (p is not None and p.kind == "state")
        for k, p in zip(range(a + 1, b), parties, strict=True)
    )


def _continues_left(an: Analysis, start: int, a: int) -> bool:
    if an.doc.gap[start] & (COMMA | STOP | COLON):
        return False
    before = start - 1
    return before >= a and (an.title_at[before] is not None or an.voice_at[before] is not None)


def _left(an: Analysis, k: int) -> int:
    m = an.title_at[k] or an.voice_at[k]
    return m.a if m is not None else k


def _prep_before(an: Analysis, start: int) -> bool:
    first = an.party_at[start] or None
    m = first.match if first is not None and first.a == start else an.voice_at[start] or an.title_at[start]
    if m is not None and m.a == start and m.split.prep:
        return True
    return (
        start > 0
        and an.doc.words[start - 1] in an.sets.prepositions
        and (an.doc.words[start - 1] not in an.sets.auxiliary)
    )
