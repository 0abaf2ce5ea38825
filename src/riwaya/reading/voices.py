"""Who speaks where: cues, their voices, and the words each voice covers.

Cues come before the content ("قال X إن ..."), inside it ("... موضحا أن ..."), or after it ("... بحسب X").
A voice carries over to later cues without a subject ("وأضاف أن"). The result is a list of `Attribution`s.
"""

from riwaya.lexicon.match import Match
from riwaya.reading.analysis import Analysis, Attribution, VoiceMention
from riwaya.reading.voice_phrase import parse_voice, resolve_voice, stems
from riwaya.text.dates import Time
from riwaya.text.tokens import COLON, COMMA, OPEN_QUOTE, STOP

_MEDIA_KINDS = frozenset(("agency", "state_media", "media", "outlet"))


def find_voices(an: Analysis) -> None:
    """Fill `an.attributions`, in text order."""
    carried: VoiceMention | None = None
    for a, b in an.doc.sentences:
        found = _sentence(an, a, b, carried)
        for x in found:
            if x.voices and not x.post:
                carried = x.voices[-1]
            elif x.voices and carried is None:
                carried = x.voices[-1]
        an.attributions.extend(found)
    _stretch_quotes(an)


def _sentence(an: Analysis, a: int, b: int, carried: VoiceMention | None) -> list[Attribution]:
    found: list[Attribution] = []
    opening = _colon(an, a, b)
    i = a
    if opening is not None:
        found.append(opening)
        carried = opening.voices[-1]
        i = opening.content[0]
    while i < b:
        cue = an.cue_at[i]
        if cue is None or cue.a != i or an.skip[i]:
            i += 1
            continue
        entry = an.lexicon.entries["cue", cue.form.id]
        form = entry.data["form"]
        x: Attribution | None = None
        if form == "preposition":
            x = _preposition(an, cue, a, b, found, carried)
        elif form == "news":
            x = _news(an, cue, a, b)
        elif form == "verb":
            x = _verb(an, cue, a, b, found, carried)
        elif form == "noun":
            x = _noun(an, cue, a, b)
        if x is None:
            i = cue.b
            continue
        found.append(x)
        if x.voices and not x.carried:
            carried = x.voices[-1]
        i = max(cue.b, x.head[1] if not x.post else x.voices[-1].b if x.voices else cue.b)
    _bound(an, found, a, b)
    return found


def _colon(an: Analysis, a: int, b: int) -> Attribution | None:
    """ "المرصد: 14 قتيلا": a line that names a voice and a colon says what the voice says."""
    if an.cue_at[a] is not None or an.skip[a]:
        return None
    voice = parse_voice(an, a, min(b, a + 10), False)
    if voice is None or voice.b >= b or not an.doc.gap[voice.b] & COLON or voice.rule in ("voice.name", "voice.capital"):
        return None
    return Attribution((voice.a, voice.b), "colon", "asserts", "stated", "that", [voice], (voice.b, b),
                       head=(a, voice.b))  # fmt: skip


# --- cues that come as verbs -----------------------------------------------------------------------------


def _verb(
    an: Analysis, cue: Match, a: int, b: int, found: list[Attribution], carried: VoiceMention | None
) -> Attribution | None:
    entry = an.lexicon.entries["cue", cue.form.id].data
    says = entry.get("says", "that")
    pos = cue.form.pos
    if pos in ("participle", "adjective"):
        return _participle(an, cue, entry, b, found, carried)
    if pos in ("masdar", "noun"):
        return _masdar(an, cue, entry, b, found, carried)
    if cue.split.pronoun and cue.a > a and an.role(cue.a - 1, "what"):
        return None  # "ما تداولته القنوات": refers to talk, hands nothing over
    at, time = _skip_adverbs(an, cue.b, b)
    if cue.form.id in an.statement_cues and at < b:
        at += 1  # "جاء في بيان الوزارة أن": the statement's owner speaks
    content = _complement_at(an, at, b, says)
    voice: VoiceMention | None = None
    voices: list[VoiceMention] = []
    is_carried = False
    accused: tuple[int, int] | None = None
    channel: str | None = None
    head_a = cue.a
    post = False
    if content is None and says == "relay" and not cue.form.passive:
        return _relay(an, cue, entry, a, at, b, time)
    if says in ("accuse", "blame"):
        return _accuse(an, cue, entry, a, at, b, time, found, carried)
    if content is None:
        loose = says in ("that", "about") or (_complement_within(an, at, b, 8) and says == "relay")
        if says == "object" and an.doc.words[at : at + 1] and stems(an.doc.words[at]) & an.quantifiers:
            at += 1  # "تبنى معظمها التنظيم"
        voice = parse_voice(an, at, b, loose, single=says == "call")
        if voice is not None and says == "call":
            content = voice.b
        elif voice is not None:
            content, channel, later = _content_after(an, voice.b, b, says)
            time = time or later
            if content is None:
                # Nothing follows the voice: the cue closes what came before ("...، قال المتحدث").
                if cue.a > a and (voice.b >= b - 1 or an.doc.gap[voice.b] & COMMA):
                    post = True
                    content = a
                else:
                    content = voice.b
    if voice is None:
        before = _subject_before(an, cue, a)
        if before is not None:
            voice, head_a = before, before.a
        elif carried is not None and (content is not None or says == "call" or _object_at(an, at, b, says)):
            voice, is_carried = _agreeing(carried, cue), True
        if content is None:
            content, channel, later = _content_after(an, at, b, says)
            time = time or later
            if content is None:
                content = at
    if voice is None:
        return None
    voices.append(voice)
    if says == "object" and not is_carried and _object_before(an, cue, a, voice):
        return Attribution((cue.a, cue.b), cue.form.id, entry["stance"], entry.get("certainty", "stated"), "verdict",
                           voices, (a, cue.a), True, channel, time, head=(cue.a, voice.b))  # fmt: skip
    if post:
        return Attribution((cue.a, cue.b), cue.form.id, entry["stance"], entry.get("certainty", "stated"), says,
                           voices, (a, cue.a), True, channel, time, None, is_carried, head=(cue.a, voice.b))  # fmt: skip
    return Attribution((cue.a, cue.b), cue.form.id, entry["stance"], entry.get("certainty", "stated"), says, voices,
                       (content, b), False, channel, time, accused, is_carried, head=(head_a, content))  # fmt: skip


def _object_at(an: Analysis, at: int, b: int, says: str) -> bool:
    """Whether the happening itself is the object right after the cue ("وأعلن مقتل ...")."""
    return says in ("object", "about") and any(an.trigger_at[k] is not None for k in range(at, min(at + 3, b)))


def _object_before(an: Analysis, cue: Match, a: int, voice: VoiceMention) -> bool:
    """Whether what is claimed or denied stands before the cue: "وهو ما نفاه X", "تفجيرات تبناها X"."""
    k = cue.a - 1
    if k < a or not any(an.trigger_at[j] is not None for j in range(max(a, k - 24), cue.a)):
        return False
    if cue.split.pronoun:
        return True
    trigger = an.trigger_at[k]
    return trigger is not None and trigger.form.pos != "verb" and not an.doc.gap[cue.a] & COMMA


def _agreeing(carried: VoiceMention, cue: Match) -> VoiceMention:
    return VoiceMention(carried.a, carried.b, carried.kind, carried.id, carried.name_en, carried.side,
                        carried.member_of, "voice.carried")  # fmt: skip


def _skip_adverbs(an: Analysis, at: int, b: int) -> tuple[int, Time | None]:
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
        if an.doc.words[at] in an.back_words and an.party_at[at] is None:
            at += 1
            continue
        earlier = an.role(at, "earlier")
        if earlier is not None and earlier.b < b:
            at = earlier.b
            continue
        break
    return at, time


def _complement_at(an: Analysis, at: int, b: int, says: str) -> int | None:
    """Where content starts if a complementizer, colon or quotation stands right at `at`."""
    if at >= b:
        return None
    m = an.role(at, "complement")
    if m is not None:
        return m.b
    flags = an.doc.gap[at]
    if flags & COLON:
        return at
    if flags & OPEN_QUOTE:
        q = next((q for q in an.doc.quotes if q.a == at), None)
        if q is not None and (q.b - q.a > 6 or not _names_party(an, q.a, q.b)):
            return at
    word = an.doc.words[at]
    if word in an.about_words and at + 1 < b and says != "relay":
        nxt = an.role(at + 1, "complement")
        return nxt.b if nxt is not None else at + 1
    trigger = an.trigger_at[at]
    if trigger is not None and trigger.a == at and trigger.form.pos != "verb":
        if an.party_at[at] is None and (trigger.split.prep == "ب" or says in ("object", "about")):
            return at
    return None


def _names_party(an: Analysis, a: int, b: int) -> bool:
    return any(an.party_at[k] is not None or an.voice_at[k] is not None for k in range(a, b))


def _complement_within(an: Analysis, at: int, b: int, reach: int = 12) -> bool:
    for k in range(at, min(b, at + reach)):
        if an.role(k, "complement") or an.doc.gap[k] & (COLON | OPEN_QUOTE) and k > at:
            return True
    return False


def _content_after(an: Analysis, at: int, b: int, says: str) -> tuple[int | None, str | None, Time | None]:
    """Where content starts after the voice: past channels, recipients, times and commas."""
    channel: str | None = None
    time: Time | None = None
    k = at
    fallback: int | None = None
    while k < b and k - at < 24:
        found = _complement_at(an, k, b, says)
        if found is not None:
            if fallback is not None and says in ("object", "about"):
                return fallback, channel, time
            return found, channel, time
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
            fallback = k
        cue = an.cue_at[k]
        if cue is not None and cue.a == k and cue.form.pos == "verb" and k > at:
            break
        k += 1
    return fallback, channel, time


def _subject_before(an: Analysis, cue: Match, a: int) -> VoiceMention | None:
    """The subject standing before its verb: "وكان فلان قد أعلن", "المرصد قال إن", a headline's."""
    k = cue.a - 1
    doc = an.doc
    for j in range(k, max(a, k - 18) - 1, -1):  # "وكان X ... قد قال"
        if doc.words[j] in an.auxiliary and an.role(j, "was") and j < k:
            while j + 1 < k and an.time_at[j + 1] is not None:
                j += 1
            voice = parse_voice(an, j + 1, cue.a, True)
            if voice is not None and cue.a - voice.b <= 4:
                return voice
            break
    if cue.split.conj and (k < a or doc.words[k] not in an.auxiliary):
        return None  # "و" before the verb opens a clause: its subject cannot stand before it
    while k >= a and (doc.words[k] in an.auxiliary or an.time_at[k] is not None and an.party_at[k] is None):
        k -= 1
    if k < a or doc.gap[cue.a] & STOP:
        return None
    if an.role(k, "relative"):
        k -= 1
        if k < a:
            return None
    party, title, voice = an.party_at[k], an.title_at[k], an.voice_at[k]
    if party is None and title is None and voice is None:
        # The last words of a phrase such as "مصدر في الشرطة": its head may stand a little earlier.
        return _phrase_ending_at(an, k, a)
    if voice is not None and party is None and _accusative(an, voice):
        return None
    if party is not None and party.adjective and title is None and voice is None:
        return _phrase_ending_at(an, k, a)
    start = party.a if party else title.a if title else voice.a if voice else k
    while start > a and _continues_left(an, start, a):
        start = _left(an, start - 1)
    if start < k + 1:
        if _prep_before(an, start):
            return _phrase_ending_at(an, k, a)
        return resolve_voice(an, start, k + 1)
    return None


def _accusative(an: Analysis, m: Match) -> bool:
    """An indefinite accusative ("بيانا") is what is said or published, not who speaks."""
    return m.b - m.a == 1 and m.form.number == "sg" and not m.split.pronoun and an.doc.words[m.a].endswith("ا")


def _phrase_ending_at(an: Analysis, k: int, a: int) -> VoiceMention | None:
    for start in range(k, max(a, k - 8) - 1, -1):
        if an.doc.gap[start + 1] & (STOP | COLON) and start < k:
            return None
        head = an.voice_at[start] or an.title_at[start] or an.party_at[start]
        if head is not None and head.a == start:
            voice = parse_voice(an, start, k + 1, False)
            if voice is not None and voice.b == k + 1 and not _prep_before(an, start):
                return voice
    return None


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
    return start > 0 and an.doc.words[start - 1] in an.prepositions and (
        an.doc.words[start - 1] not in an.auxiliary
    )


# --- participles, masdars, nouns -------------------------------------------------------------------------


def _participle(
    an: Analysis, cue: Match, entry: dict, b: int, found: list[Attribution], carried: VoiceMention | None  # type: ignore[type-arg]
) -> Attribution | None:
    """ "موضحا أن", "مشيرة إلى": the current voice goes on."""
    if cue.split.article or cue.split.prep or cue.split.pronoun or cue.b >= b:
        return None
    says = entry.get("says", "that")
    word = an.doc.words[cue.a]
    content = _complement_at(an, cue.b, b, says)
    if content is None and says in ("accuse", "blame", "call", "object") and word.endswith(("ا", "ه", "ين")):
        content = cue.b
    voice = found[-1].voices[-1] if found and found[-1].voices else carried
    if content is None or voice is None:
        return None
    accused = None
    if says in ("accuse", "blame"):
        party = an.party_at[cue.b]
        if party is None:
            return None
        accused = (party.a, party.b)
        content = party.b
    return Attribution((cue.a, cue.b), cue.form.id, entry["stance"], entry.get("certainty", "stated"), says,
                       [_agreeing(voice, cue)], (content, b), False, None, None, accused, True, True,
                       head=(cue.a, content))  # fmt: skip


def _masdar(
    an: Analysis, cue: Match, entry: dict, b: int, found: list[Attribution], carried: VoiceMention | None  # type: ignore[type-arg]
) -> Attribution | None:
    """ "إعلان الجيش مقتل ..." with its voice after it; "في قوله إن" with a voice known."""
    if cue.split.pronoun:
        content = _complement_at(an, cue.b, b, "that")
        voice = found[-1].voices[-1] if found and found[-1].voices else carried
        if content is None or voice is None:
            return None
        return Attribution((cue.a, cue.b), cue.form.id, entry["stance"], entry.get("certainty", "stated"),
                           "that", [_agreeing(voice, cue)], (content, b), False, None, None, None, True, True,
                           head=(cue.a, content))  # fmt: skip
    party = an.party_at[cue.b] if cue.b < b else None
    if party is None or party.a != cue.b or party.adjective or cue.split.article:
        return None
    voice = parse_voice(an, cue.b, b, False)
    if voice is None:
        return None
    content, channel, time = _content_after(an, voice.b, b, "object")
    if content is None or content - voice.b > 6:
        return None
    return Attribution((cue.a, cue.b), cue.form.id, entry["stance"], entry.get("certainty", "stated"), "object",
                       [voice], (content, b), False, channel, time, None, head=(cue.a, content))  # fmt: skip


def _noun(an: Analysis, cue: Match, a: int, b: int) -> Attribution | None:
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
    return Attribution((cue.a, cue.b), cue.form.id, "accuses", "stated", "accuse", [voice], (content, b), False,
                       None, None, accused, head=(cue.a, content))  # fmt: skip


# --- accusations and relays ------------------------------------------------------------------------------


def _accuse(
    an: Analysis, cue: Match, entry: dict, a: int, at: int, b: int, time: Time | None,  # type: ignore[type-arg]
    found: list[Attribution], carried: VoiceMention | None,
) -> Attribution | None:  # fmt: skip
    first = parse_voice(an, at, b, False, single=True)
    accused: tuple[int, int] | None = None
    voice: VoiceMention | None = None
    is_carried = False
    head_a = cue.a
    content = at
    if cue.split.pronoun and first is not None:
        voice, content = first, first.b
    elif first is not None:
        k, later = _skip_adverbs(an, _past_aside(an, first.b, b), b)
        time = time or later
        second = parse_voice(an, k, b, False, single=True)
        party = an.party_at[k] if k < b else None
        if second is not None and (party is None or not party.match.split.prep) and k - first.b <= 10:
            voice, accused, content = first, (second.a, second.b), second.b
        else:
            before = _subject_before(an, cue, a)
            if before is not None:
                voice, head_a = before, before.a
                accused, content = (first.a, first.b), first.b
            elif carried is not None and an.party_at[first.a] is not None:
                voice, is_carried = _agreeing(carried, cue), True
                accused, content = (first.a, first.b), first.b
            else:
                voice, content = first, first.b
    else:
        voice = _subject_before(an, cue, a)
        if voice is None:
            if carried is None:
                return None
            voice, is_carried = _agreeing(carried, cue), True
        else:
            head_a = voice.a
    return Attribution((cue.a, cue.b), cue.form.id, entry["stance"], entry.get("certainty", "stated"),
                       entry["says"], [voice], (content, b), False, None, time, accused, is_carried,
                       head=(head_a, content))  # fmt: skip


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


def _relay(
    an: Analysis, cue: Match, entry: dict, a: int, at: int, b: int, time: Time | None  # type: ignore[type-arg]
) -> Attribution | None:
    """ "نقلت الوكالة عن مصدر قوله إن": the inner voice stands after "عن"."""
    direct = an.doc.words[at : at + 1] and an.doc.words[at] in an.from_words
    outer = None if direct else parse_voice(an, at, b, True)
    k = outer.b if outer is not None else at
    inner: VoiceMention | None = None
    while k < b and k - at < 16:
        if an.doc.words[k] in an.from_words and k + 1 < b:
            inner = parse_voice(an, k + 1, b, True)
            if inner is not None:
                break
        k += 1
    if inner is None:
        return None
    content, channel, later = _content_after(an, inner.b, b, "that")
    if content is None:
        content = inner.b
    if outer is None:
        outer = _subject_before(an, cue, a)
    voices = [inner] if outer is None else [outer, inner]
    return Attribution((cue.a, cue.b), cue.form.id, entry["stance"], entry.get("certainty", "stated"), "relay",
                       voices, (content, b), False, channel, time or later, None,
                       head=(cue.a, content))  # fmt: skip


# --- prepositions and news -------------------------------------------------------------------------------


def _preposition(
    an: Analysis, cue: Match, a: int, b: int, found: list[Attribution], carried: VoiceMention | None
) -> Attribution | None:
    entry = an.lexicon.entries["cue", cue.form.id].data
    at = cue.b
    cue_b = cue.b
    verb = an.cue_at[at] if at < b else None
    inner: Match | None = None
    if verb is not None and verb.a == at and an.lexicon.entries["cue", verb.form.id].data["form"] == "verb":
        inner = verb
        cue_b = verb.b
        at, _ = _skip_adverbs(an, verb.b, b)
        while at < b and an.doc.words[at] in an.back_words:
            at += 1
    weak = cue.form.id == "according-to" and cue.b - cue.a == 1 and an.doc.words[cue.a] in an.weak_cues
    if weak and (inner is None or cue.a == a):
        return None  # "كما" without a verb of saying, or "كما قال X ..." which the verb itself reads
    says = an.lexicon.entries["cue", inner.form.id].data.get("says") if inner is not None else ""
    voice = parse_voice(an, at, b, says == "that") if at < b else None
    if voice is not None and voice.rule == "voice.name" and voice.b < b and not an.doc.gap[voice.b] & COMMA:
        voice = None  # an unknown name counts only where the phrase ends with it
    if says == "relay" and voice:
        # "حسبما نقلت الوكالة عن مصدر"
        if voice.b < b and an.doc.words[voice.b] in an.from_words:
            deeper = parse_voice(an, voice.b + 1, b, True)
            if deeper is not None:
                return _make_preposition(an, cue, cue_b, entry, [voice, deeper], a, b)
    if voice is None:
        if inner is not None and carried is not None and cue.a > a and not weak:
            return _make_preposition(an, cue, cue_b, entry, [_agreeing(carried, cue)], a, b, carried=True)
        return None
    if inner is not None and cue.a == a and _complement_at(an, voice.b, b, "that") is not None:
        return None  # "كما قال X إن": an ordinary verb of saying, read on its own
    stance = an.lexicon.entries["cue", inner.form.id].data["stance"] if inner is not None else None
    return _make_preposition(an, cue, cue_b, entry, [voice], a, b, stance=stance)


def _make_preposition(
    an: Analysis, cue: Match, cue_b: int, entry: dict, voices: list[VoiceMention], a: int, b: int,  # type: ignore[type-arg]
    carried: bool = False, stance: str | None = None,
) -> Attribution:  # fmt: skip
    end = voices[-1].b if not carried else cue_b
    first = cue.a - a <= 2 and not _happening_in(an, a, cue.a)
    inside = an.role(cue.a - 1, "complement") is not None
    stance = stance or entry["stance"]
    if first or inside:
        return Attribution((cue.a, cue_b), cue.form.id, stance, entry.get("certainty", "stated"), entry["says"],
                           voices, (end, b), False, None, None, None, carried, head=(cue.a, end))  # fmt: skip
    return Attribution((cue.a, cue_b), cue.form.id, stance, entry.get("certainty", "stated"), entry["says"],
                       voices, (a, cue.a), True, None, None, None, carried, head=(cue.a, end))  # fmt: skip


def _happening_in(an: Analysis, a: int, b: int) -> bool:
    return any(an.trigger_at[k] is not None for k in range(a, b))


def _news(an: Analysis, cue: Match, a: int, b: int) -> Attribution | None:
    """ "أنباء عن ...": nobody is named; the words themselves are all the voice there is."""
    entry = an.lexicon.entries["cue", cue.form.id].data
    voices: list[VoiceMention] = []
    if entry["says"] == "about":
        voices = [VoiceMention(cue.a, cue.b - 1 if cue.b - cue.a > 1 else cue.b, "other", rule="voice.news")]
    elif entry["says"] == "hedge":
        return Attribution((cue.a, cue.b), cue.form.id, "asserts", "hedged", "hedge", [], (a, cue.a), True,
                           head=(cue.a, cue.b))  # fmt: skip
    if not voices:
        return None  # "يعتقد أن" only hedges what another says
    return Attribution((cue.a, cue.b), cue.form.id, entry["stance"], entry.get("certainty", "hedged"), entry["says"],
                       voices, (cue.b, b), False, None, None, None, head=(cue.a, cue.b))  # fmt: skip


# --- how far each voice reaches --------------------------------------------------------------------------


def _bound(an: Analysis, found: list[Attribution], a: int, b: int) -> None:
    """End each voice's content where a later cue of the sentence takes over at the same level."""
    for i, x in enumerate(found):
        if x.post:
            start = x.content[0]
            for k in range(x.cue[0] - 1, start, -1):
                if an.role(k, "contrast"):
                    start = k
                    break
            x.content = (start, x.cue[0])
            continue
        end = b
        for y in found[i + 1 :]:
            if y.post:
                continue
            if not _nested(an, x, y):
                end = y.head[0]
                break
        x.content = (min(x.content[0], end), max(end, x.content[0]))


def _nested(an: Analysis, x: Attribution, y: Attribution) -> bool:
    """Whether `y`'s cue stands inside what `x` says."""
    start = y.head[0]
    if y.participle or y.carried or y.entry in ("news-of",):
        return False
    if an.role(start - 1, "complement") or an.role(start - 1, "relative"):
        return True
    quote = next((q for q in an.doc.quotes if q.a <= y.cue[0] < q.b and q.b - q.a > 6), None)
    if quote is not None and not quote.a <= x.cue[0] < quote.b:
        return True
    m = an.cue_at[y.cue[0]]
    connected = m is not None and bool(m.split.conj)
    joined = an.role(start - 1, "contrast") or an.role(start, "contrast") or an.doc.words[start - 1] in an.joiners
    return not (connected or joined or an.doc.gap[start] & COMMA)


def _stretch_quotes(an: Analysis) -> None:
    """Speech opened by a cue runs to the end of its quotation, over sentence ends."""
    for x in an.attributions:
        if x.post or not x.voices:
            continue
        start, end = x.content
        for q in an.doc.quotes:
            opened = q.a == end and an.doc.gap[q.a] & COLON
            if q.a == start or opened or (start <= q.a < end and q.b > end and q.b - q.a > 6):
                if q.b > end:
                    x.content = (start, q.b)
                break
