"""Cues that are verbs of saying, their participles and verbal nouns."""

from typing import Any

from riwaya.lexicon.match import Match
from riwaya.reading.analysis import Analysis, Attribution, VoiceMention
from riwaya.reading.voice_blame import accusation_cue, relay_cue
from riwaya.reading.voice_content import (
    carried_voice,
    complement_at,
    complement_within,
    content_after,
    skip_adverbs,
    takes_up,
    warned_that,
)
from riwaya.reading.voice_phrase import parse_voice, stems
from riwaya.reading.voice_side import many, some_media
from riwaya.reading.voice_subject import sentence_subject, subject_before
from riwaya.text.tokens import COMMA

_NEAR_START = 8
MEDIA = frozenset(("agency", "state_media", "media"))


def verb_cue(
    an: Analysis, cue: Match, a: int, b: int, found: list[Attribution], carried: VoiceMention | None
) -> Attribution | None:
    """A verb of saying: its subject, before or after it or carried; its content, or what it refers to."""
    entry = an.lexicon.entries["cue", cue.form.id].data
    says = entry.get("says", "that")
    pos = cue.form.pos
    if pos in ("participle", "adjective"):
        return _participle(an, cue, entry, b, found, carried)
    if cue.a > a and an.role(cue.a - 1, "negation") and entry["stance"] == "asserts":
        return None  # "لم ترد تقارير": nothing is said
    if pos in ("masdar", "noun"):
        return _masdar(an, cue, entry, b, found, carried)
    told = an.trigger_at[cue.a - 1] if cue.a > a else None
    laid = entry.get("blames") or cue.form.id == "attribute"
    if laid and told is not None and told.form.pos != "verb" and not cue.split.conj:
        return None  # "قصف نسب إلى الحوثيين أصاب": said of the noun, by nobody
    noun = an.voice_at[cue.a - 1] if cue.split.pronoun and cue.a > a else None
    if noun is not None and noun.form.id == "statement":
        return None  # "قال في تصريح نشره الموقع": where it was printed
    taken_up = cue.a > a + 1 and an.role(cue.a - 2, "which_is") and entry["stance"] != "asserts"  # "وهو ما | نفته كذا"
    if cue.split.pronoun and cue.a > a and an.role(cue.a - 1, "what") and not taken_up:
        return None  # "ما تداولته القنوات": refers to talk, hands nothing over
    at, time = skip_adverbs(an, cue.b, b)
    if cue.form.id in an.sets.statement_cues and at < b:
        at += 1  # "جاء في بيان الوزارة أن": the statement's owner speaks
    content = complement_at(an, at, b, says)
    voice: VoiceMention | None = None
    voices: list[VoiceMention] = []
    is_carried = False
    accused: tuple[int, int] | None = None
    channel: str | None = None
    head_a = cue.a
    post = False
    if content is None and says == "relay" and not cue.form.passive:
        return relay_cue(an, cue, entry, a, at, b, time)
    if cue.form.id == "cite" and at + 1 < b and an.doc.words[at] in an.sets.from_words:
        relayed = relay_cue(an, cue, entry, a, at, b, time)  # "ونشرت عن أطباء مقتل ثلاثة"
        if relayed is not None:
            return relayed
    if says in ("accuse", "blame"):
        return accusation_cue(an, cue, entry, a, at, b, time, found, carried)
    if content is None and entry["stance"] == "denies" and _hearsay(an, at):
        at += 1  # "نفى اليمن الأنباء التي": what is denied, not who denies
        content = _told_hearsay(an, at, b)
    if content is None:
        loose = says in ("that", "about") or (complement_within(an, at, b, 12) and says in ("relay", "object"))
        each = an.role(at, "each_of")  # "كل من أ وب" are who speaks
        if says == "object" and each is None and at < b and stems(an.doc.words[at]) & an.sets.quantifiers:
            at += 1  # "تبنى معظمها التنظيم"
        # A verb in the plural has its subject before it: "... أعضاء التحالف حذروا بريطانيا".
        by = at < b and an.doc.words[at].startswith("ب")
        free = loose and not (by and entry["stance"] == "threatens")  # "هدد بجلد كل من"
        limit = _threatened_with(an, at, b) if entry["stance"] == "threatens" else b
        spoken_to = (says == "call" or entry["stance"] in ("threatens", "warns")) and _stands_before(an, cue, a)
        spoken_to = spoken_to or cue.form.person == 1  # "نطالب الحزب": whom we call on
        spoken_to = spoken_to or (says == "call" and an.doc.words[cue.b : cue.b + 1] in (["فيها"], ["فيه"]))
        spoken_to = spoken_to or (cue.a > a and an.role(cue.a - 1, "self") is not None)  # "إلا أنها أكدت موقع الضربة"
        single = says == "call" or entry["stance"] == "threatens"  # "توعدت الكتائب | إسرائيل"
        voice = None if _plural(cue) or spoken_to else parse_voice(an, at, limit, free, single)
        if voice is not None and says == "call":
            content = warned_that(an, voice.b, b)
            says = "that" if content is not None else says
            content = content if content is not None else voice.b
        elif voice is not None:
            deeper = _quoted_from(an, voice, b)
            if deeper is not None:
                voices.append(voice)
                voice = deeper
            content, channel, later = content_after(an, voice.b, b, says)
            time = time or later
            if content is None:
                # Nothing follows the voice: the cue closes what came before ("...، قال المتحدث").
                if cue.a > a and (voice.b >= b - 1 or an.doc.gap[voice.b] & COMMA):
                    post = True
                    content = a
                else:
                    content = voice.b
    if voice is not None and voice.rule == "voice.name" and cue.form.id == "consider":
        voice, content = None, None  # "ويعد الأخير في سلسلة": nobody is said to think so
    if voice is not None and voice.rule == "voice.name" and an.doc.words[voice.a].endswith(("ته", "تها", "تهم")):
        voice, content = None, None  # "زعم صفته المدنية": what is said
    if voice is not None and voice.rule == "voice.name" and an.doc.gap[at] & COMMA:
        voice, content = None, None  # "من بلدة عين ذكر، وتكمن أهميته": no subject stands after a comma
    if voice is None and entry["stance"] == "claims_responsibility" and content is not None:
        voice = _after_object(an, content, b)
    if voice is None:
        ours = _own_speech(cue, found, carried)
        before = subject_before(an, cue, a) if ours is None else None
        if ours is not None:
            voice, is_carried = carried_voice(ours, cue), True
        elif before is not None:
            voice, head_a = before, before.a
        elif (own := sentence_subject(an, cue, a, found)) is not None and content is not None:
            voice = own
        elif cue.a - a > _NEAR_START and not cue.split.conj and not found:
            return None  # in the middle of a sentence a verb goes on with that sentence's subject, or with nobody's
        elif (both := _of_both(an, cue, a)) is not None:
            voice = both
        elif (
            carried is not None
            and (not _plural(cue) or many(an, carried))
            and (
                content is not None
                or says == "call"
                or _object_at(an, at, b, says)
                or (says == "that" and (complement_within(an, at, b, 6) or _tells_on(an, cue, a, at)))
            )
        ):
            voice, is_carried = carried_voice(carried, cue), True
        quoted = an.cue_at[at] if voice is not None and at < b else None
        if quoted is not None and quoted.a == at and quoted.form.id == "quote-from" and voice is not None:
            deeper = parse_voice(an, quoted.b, b, False)  # "وكانت الوكالة قد ذكرت | نقلا عن مصادر أن"
            if deeper is not None:
                voices.append(voice)
                voice, at = deeper, deeper.b
        if content is None:
            content, channel, later = content_after(an, at, b, says)
            time = time or later
            if content is None:
                content = at
    if voice is None or (entry.get("blames") and voice.rule == "voice.name"):
        if voice is None and entry["stance"] == "denies" and content is not None:
            _denied_by_somebody(an, cue.b, b)
        return None
    voices.append(voice)
    taken = entry["stance"] in ("denies", "acknowledges") and voice.b <= cue.a and takes_up(an, at, b)
    if taken and says == "object" and not is_carried and any(m is not None for m in an.trigger_at[a:head_a]):
        return Attribution((cue.a, cue.b), cue.form.id, entry["stance"], entry.get("certainty", "stated"), "verdict",
                           voices, (a, head_a), True, channel, time, head=(head_a, at))  # fmt: skip
    if says == "object" and not is_carried and _object_before(an, cue, a, b, voice, entry["stance"]):
        return Attribution((cue.a, cue.b), cue.form.id, entry["stance"], entry.get("certainty", "stated"), "verdict",
                           voices, (a, cue.a), True, channel, time, head=(cue.a, voice.b))  # fmt: skip
    if post:
        said = "verdict" if entry["stance"] == "denies" and not is_carried else says  # "..., ونفت كذا ذلك"
        return Attribution((cue.a, cue.b), cue.form.id, entry["stance"], entry.get("certainty", "stated"), said,
                           voices, (a, cue.a), True, channel, time, None, is_carried,
                           head=(cue.a, voice.b))  # fmt: skip
    if content is None:
        content = at
    stance = entry["stance"]
    if says == "object" and stance == "asserts" and not is_carried and _own_responsibility(an, voice.b, b):
        stance = "claims_responsibility"
    return Attribution((cue.a, cue.b), cue.form.id, stance, entry.get("certainty", "stated"), says, voices,
                       (content, b), False, channel, time, accused, is_carried, head=(head_a, content))  # fmt: skip


def _threatened_with(an: Analysis, at: int, b: int) -> int:
    """ "توعد الزعيم | بضرب المواقع": no name of who threatens goes on past what is threatened."""
    for k in range(at + 1, min(b, at + 10)):
        if an.doc.words[k].startswith("ب") and not (an.party_at[k] or an.particle_at[k] or an.title_at[k - 1]):
            return k
    return b


def _hearsay(an: Analysis, at: int) -> bool:
    noun = an.voice_at[at] if at < len(an.doc) else None
    return noun is not None and noun.form.id == "information"


def _told_hearsay(an: Analysis, at: int, b: int) -> int | None:
    """Past "التي تحدثت عن": where what is only hearsay begins."""
    k = at + 1 if an.role(at, "relative") is not None else at
    cue = an.cue_at[k] if k < b else None
    if cue is not None and cue.a == k and cue.form.pos == "verb":
        return complement_at(an, cue.b, b, "about") or cue.b
    return complement_at(an, at, b, "about") or at


def _own_speech(cue: Match, found: list[Attribution], carried: VoiceMention | None) -> VoiceMention | None:
    """ "نستنكر", "نؤكد": who speaks already goes on."""
    we = cue.form.person == 1 and cue.form.number == "pl"
    if not we and cue.form.pos != "form":  # "أنا أنفي" is listed by form
        return None
    return found[-1].voices[-1] if found and found[-1].voices else carried


def _plural(cue: Match) -> bool:
    return cue.form.number in ("pl", "du") and cue.form.person == 3


def _of_both(an: Analysis, cue: Match, a: int) -> VoiceMention | None:
    """ "حركة كذا وحركة كذا، وكلتاهما | أعلنت مسؤوليتها": those named right before."""
    if cue.a - 1 <= a or an.role(cue.a - 1, "both") is None:
        return None
    party = next((p for p in reversed(an.parties) if p.b < cue.a), None)
    return parse_voice(an, party.a, cue.a - 1, False) if party is not None and party.a >= a else None


def _quoted_from(an: Analysis, voice: VoiceMention, b: int) -> VoiceMention | None:
    """ "أوردت القناة عن مصادر طبية أن", "ذكرت المنظمة، نقلا عن شهود، أن": whom the voice quotes."""
    at = voice.b
    relay = an.cue_at[at] if at < b else None
    if relay is not None and relay.a == at and relay.form.id == "quote-from":
        return parse_voice(an, relay.b, b, False)
    if voice.kind not in MEDIA or at + 1 >= b or an.doc.words[at] not in an.sets.from_words or an.doc.gap[at] & COMMA:
        return None
    deeper = parse_voice(an, at + 1, b, False)
    if deeper is None:
        return None
    told = an.trigger_at[deeper.b] if deeper.b < b else None  # "نشرت صحيفة عن أطباء | مقتل ثلاثة"
    return deeper if complement_within(an, deeper.b, b, 4) or (told is not None and told.form.pos != "verb") else None


def _own_responsibility(an: Analysis, at: int, b: int) -> bool:
    """ "أعلن التنظيم مسؤوليته عن": responsibility with the voice's own pronoun, right after the voice."""
    for k in range(at, min(at + 24, b)):
        m, told = an.role(k, "blame"), an.cue_at[k]  # "في بيان | نشر على الإنترنت" is an aside
        if an.trigger_at[k] is not None or (told is not None and told.form.id != "publish") or an.role(k, "complement"):
            return False
        if m is not None:
            return an.doc.words[m.b - 1].endswith(("ه", "ها", "هم", "هما")) and any(
                an.doc.words[j] in an.sets.from_words for j in range(m.b, min(m.b + 2, b))
            )
    return False


def _object_at(an: Analysis, at: int, b: int, says: str) -> bool:
    """Whether the happening itself is the object right after the cue ("وأعلن مقتل ...")."""
    return says in ("object", "about") and any(an.trigger_at[k] is not None for k in range(at, min(at + 3, b)))


def _tells_on(an: Analysis, cue: Match, a: int, at: int) -> bool:
    """ "وأكد مقتل ثلاثة", "وأضاف دارت اشتباكات": the sentence opens with the cue, and what is told follows bare."""
    if cue.a - a > 1 or at >= len(an.doc) or an.doc.gap[at] & COMMA:
        return False
    m = an.trigger_at[at] or an.support_at[at]
    return m is not None and m.a == at and not m.split.conj and not m.split.article


def _denied_by_somebody(an: Analysis, a: int, b: int) -> None:
    """ "نفت دوائر قريبة منه وقوع قتلى": what a voice that we cannot read denies is not told by anybody else."""
    for k in range(a, b):
        if k > a and an.doc.gap[k] & COMMA:
            return
        an.skip[k] = True


def _stands_before(an: Analysis, cue: Match, a: int) -> bool:
    """ "واشنطن تحذر طهران من ...": the subject right before the verb, so that whom it is said to follows."""
    if cue.split.conj or cue.a == a or an.doc.gap[cue.a]:
        return False
    before = subject_before(an, cue, a)
    return before is not None and before.b == cue.a and before.rule != "voice.name"


def _after_object(an: Analysis, at: int, b: int) -> VoiceMention | None:
    """ "تبنى الهجوم | فصيل عراقي": who claims it stands after what is claimed."""
    m = an.trigger_at[at]
    if m is None or m.a != at or not m.split.article or m.b >= b or an.doc.gap[m.b] & COMMA:
        return None
    return parse_voice(an, m.b, b, False)


def _object_before(an: Analysis, cue: Match, a: int, b: int, voice: VoiceMention, stance: str) -> bool:
    """Whether what is claimed or denied stands before the cue: "وهو ما نفاه X", "تفجيرات تبناها X"."""
    k = cue.a - 1
    if k < a or not any(an.trigger_at[j] is not None for j in range(max(a, k - 24), cue.a)):
        return False
    if cue.split.pronoun:
        return True
    if stance in ("claims_responsibility", "denies") and voice.b <= cue.a and (cue.b >= b or an.doc.gap[cue.b] & COMMA):
        return True  # "هجوم في بغداد والتنظيم يتبنى"
    trigger = an.trigger_at[k]
    return trigger is not None and trigger.form.pos != "verb" and not an.doc.gap[cue.a] & COMMA


def _participle(
    an: Analysis,
    cue: Match,
    entry: dict[str, Any],
    b: int,
    found: list[Attribution],
    carried: VoiceMention | None,
) -> Attribution | None:
    """ "موضحا أن", "مشيرة إلى": the current voice goes on."""
    if cue.split.article or cue.split.prep or cue.split.pronoun or cue.b >= b:
        return None
    says = entry.get("says", "that")
    word = an.doc.words[cue.a]
    content = complement_at(an, cue.b, b, says)
    if content is None and says in ("accuse", "blame", "call", "object") and word.endswith(("ا", "ه", "ين")):
        content = cue.b
    if content is None and says == "that" and word.endswith(("ا", "ه", "ين")) and _noun_at(an, cue.b):
        content = cue.b  # "مؤكدا عودة المشافي"
    last = next((x for x in reversed(found) if not an.role(x.cue[0] - 1, "relative")), None) if found else None
    last = last or (found[-1] if found else None)  # "..., الذي نفت كذا سقوطه، زاعما أن": who spoke before goes on
    voice = last.voices[-1] if last is not None and last.voices else carried
    if voice is not None and word.endswith("ا") and some_media(voice):
        # "انتقد وسائل إعلام زعمت أن ...، مؤكدا أن": the speaker of the sentence before goes on
        voice = next((x.voices[-1] for x in reversed(an.attributions) if x.voices and not x.post), voice)
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
                       [carried_voice(voice, cue)], (content, b), False, None, None, accused, True, True,
                       head=(cue.a, content))  # fmt: skip


def _noun_at(an: Analysis, k: int) -> bool:
    """Whether a bare noun stands right at word `k`, that what follows depends on: "مقتل ثلاثة", "عودة المشافي"."""
    small = an.particle_at[k] is not None and an.role(k, "announced") is None
    if an.doc.gap[k] & COMMA or small or an.number_at[k] or an.time_at[k] or an.title_at[k]:
        return False
    m = an.trigger_at[k] or an.support_at[k]
    if m is not None:
        return m.form.pos == "masdar" and not (m.split.prep or m.split.conj)
    word = an.doc.words[k]
    governs = k + 1 < len(an.doc) and not an.doc.gap[k + 1] and an.doc.words[k + 1].startswith("ال")
    return governs and len(word) > 3 and not word.startswith(("ال", "و", "ب", "ل"))


def _masdar(
    an: Analysis,
    cue: Match,
    entry: dict[str, Any],
    b: int,
    found: list[Attribution],
    carried: VoiceMention | None,
) -> Attribution | None:
    """ "إعلان الجيش مقتل ..." with its voice after it; "في قوله إن" with a voice known."""
    if cue.split.pronoun:
        content = complement_at(an, cue.b, b, "that")
        voice = found[-1].voices[-1] if found and found[-1].voices else carried
        if content is None or voice is None:
            return None
        return Attribution((cue.a, cue.b), cue.form.id, entry["stance"], entry.get("certainty", "stated"),
                           "that", [carried_voice(voice, cue)], (content, b), False, None, None, None, True, True,
                           head=(cue.a, content))  # fmt: skip
    party = an.party_at[cue.b] if cue.b < b else None
    if party is None or party.a != cue.b or party.adjective or cue.split.article:
        return None
    voice = parse_voice(an, cue.b, b, False)
    if voice is None:
        return None
    content, channel, time = content_after(an, voice.b, b, "object")
    if content is None or content - voice.b > 6:
        return None
    return Attribution((cue.a, cue.b), cue.form.id, entry["stance"], entry.get("certainty", "stated"), "object",
                       [voice], (content, b), False, channel, time, None, head=(cue.a, content))  # fmt: skip
