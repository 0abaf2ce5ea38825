"""Cues that are prepositions ("بحسب"), news without a voice, and a voice before a colon."""

from typing import Any

from riwaya.lexicon.match import Match
from riwaya.reading.analysis import Analysis, Attribution, VoiceMention
from riwaya.reading.voice_content import carried_voice, complement_at, skip_adverbs
from riwaya.reading.voice_phrase import parse_voice
from riwaya.text.tokens import COLON, COMMA, DASH

_TELLERS = frozenset((
    "monitor", "agency", "media", "state_media", "rescue_service", "medical", "official", "activists", "witnesses",
    "unnamed_source", "international_organisation",
))  # fmt: skip


def colon_voice(an: Analysis, a: int, b: int) -> Attribution | None:
    """ "المرصد: 14 قتيلا": a line that names a voice and a colon says what the voice says."""
    while a < b and an.skip[a]:
        a += 1  # "عاجل | القناة 12: ..."
    cue = an.cue_at[a] if a < b else None
    titled = a < b and an.title_at[a] is not None and cue is not None and cue.form.pos != "verb"
    if a >= b or (cue is not None and not titled):
        return None
    voice = parse_voice(an, a, min(b, a + 10), False) or _we_after_colon(an, a, b)
    if (
        voice is None
        or voice.b >= b
        or not an.doc.gap[voice.b] & COLON
        or (voice.rule in ("voice.name", "voice.capital") and not _we(an, voice.b))
        or _only_a_country(an, voice)
        or (voice.id is None and an.doc.words[voice.a] in an.gazetteer.words.markers)  # "محافظة إدلب: قتل"
    ):
        return None
    return Attribution((voice.a, voice.b), "colon", "asserts", "stated", "that", [voice], (voice.b, b),
                       head=(a, voice.b))  # fmt: skip


def dash_voice(an: Analysis, a: int, b: int) -> Attribution | None:
    """ "مقتل خمسة بقصف على إدلب - المرصد السوري": a headline that ends with a dash and a voice."""
    at = next((k for k in range(b - 1, max(a + 3, b - 7), -1) if an.doc.gap[k] & DASH), None)
    if at is None or an.skip[at] or an.party_at[at - 1] is not None or not _happening_in(an, a, at):
        return None
    voice = parse_voice(an, at, b, False)
    if voice is None or voice.b != b or voice.kind not in _TELLERS or voice.rule not in ("voice.actor", "voice.noun"):
        return None
    return Attribution((voice.a, voice.b), "dash", "asserts", "stated", "that", [voice], (a, at), True,
                       head=(voice.a, voice.b))  # fmt: skip


def _we_after_colon(an: Analysis, a: int, b: int) -> VoiceMention | None:
    """ "سريع: استهدفنا سفينة": a name that nothing else tells of, where "we" goes on after the colon."""
    colon = next((k for k in range(a + 1, min(b, a + 6)) if an.doc.gap[k] & COLON), None)
    return parse_voice(an, a, colon, True) if colon is not None and _we(an, colon) else None


def _we(an: Analysis, at: int) -> bool:
    m = an.trigger_at[at] or an.support_at[at]
    return m is not None and m.form.person == 1 and m.form.number == "pl"


def _only_a_country(an: Analysis, voice: VoiceMention) -> bool:
    """ "سوريا: قتلى ..." says where, unless speech in quotation marks follows."""
    party = an.party_at[voice.a]
    if party is None or party.kind != "state" or (party.a, party.b) != (voice.a, voice.b):
        return False
    return not any(q.a == voice.b for q in an.doc.quotes) and not _we(an, voice.b)


def preposition_cue(
    an: Analysis, cue: Match, a: int, b: int, found: list[Attribution], carried: VoiceMention | None
) -> Attribution | None:
    """ "بحسب X", "وفق ما أعلن X": before its content where it opens the sentence, else after it."""
    entry = an.lexicon.entries["cue", cue.form.id].data
    at = cue.b
    cue_b = cue.b
    verb = an.cue_at[at] if at < b else None
    inner: Match | None = None
    if verb is not None and verb.a == at and verb.form.pos == "verb":
        inner = verb
        cue_b = verb.b
        at, _ = skip_adverbs(an, verb.b, b)
        while at < b and an.doc.words[at] in an.sets.back_words:
            at += 1
    weak = cue.form.id == "according-to" and cue.b - cue.a == 1 and an.doc.words[cue.a] in an.sets.weak_cues
    if weak and (inner is None or cue.a == a):
        return None  # "كما" without a verb of saying, or "كما قال X ..." which the verb itself reads
    says = an.lexicon.entries["cue", inner.form.id].data.get("says") if inner is not None else ""
    voice = parse_voice(an, at, b, says == "that") if at < b else None
    if voice is not None and voice.rule == "voice.name" and voice.b < b and not an.doc.gap[voice.b] & COMMA:
        voice = None  # an unknown name counts only where the phrase ends with it
    if says == "relay" and voice:
        # "حسبما نقلت الوكالة أمس عن مصدر"
        k, _ = skip_adverbs(an, voice.b, b)
        if k < b and an.doc.words[k] in an.sets.from_words:
            deeper = parse_voice(an, k + 1, b, True)
            if deeper is not None:
                return _make_preposition(an, cue, cue_b, entry, [voice, deeper], a, b)
    if voice is None:
        if inner is not None and carried is not None and cue.a > a and not weak:
            return _make_preposition(an, cue, cue_b, entry, [carried_voice(carried, cue)], a, b, carried=True)
        return None
    if inner is not None and cue.a == a and complement_at(an, voice.b, b, "that") is not None:
        return None  # "كما قال X إن": an ordinary verb of saying, read on its own
    stance = an.lexicon.entries["cue", inner.form.id].data["stance"] if inner is not None else None
    return _make_preposition(an, cue, cue_b, entry, [voice], a, b, stance=stance)


def _make_preposition(
    an: Analysis, cue: Match, cue_b: int, entry: dict[str, Any], voices: list[VoiceMention], a: int, b: int,
    carried: bool = False, stance: str | None = None,
) -> Attribution:  # fmt: skip
    end = voices[-1].b if not carried else cue_b
    first = cue.a - a <= 2 and not _happening_in(an, a, cue.a)
    inside = an.role(cue.a - 1, "complement") is not None
    if cue.a > a and an.doc.words[cue.a].startswith("و") and an.doc.words[cue.a][1:] in ("حسب", "بحسب", "وفقا", "وفق"):
        inside = True  # "، وبحسب البيان فإن": what follows
    stance = stance or entry["stance"]
    aside = an.doc.gap[cue.a] & COMMA and end < b and an.doc.gap[end] & COMMA and not carried
    if aside and not any(an.role(k, "contrast") for k in range(end, min(end + 2, b))):
        # "أدى القصف، وفق مصدر، إلى مقتل": the voice answers for both sides of the aside
        return Attribution((cue.a, cue_b), cue.form.id, stance, entry.get("certainty", "stated"), entry["says"],
                           voices, (a, b), False, None, None, None, carried, head=(cue.a, end))  # fmt: skip
    if first or inside:
        return Attribution((cue.a, cue_b), cue.form.id, stance, entry.get("certainty", "stated"), entry["says"],
                           voices, (end, b), False, None, None, None, carried, head=(cue.a, end))  # fmt: skip
    return Attribution((cue.a, cue_b), cue.form.id, stance, entry.get("certainty", "stated"), entry["says"],
                       voices, (a, cue.a), True, None, None, None, carried, head=(cue.a, end))  # fmt: skip


def _happening_in(an: Analysis, a: int, b: int) -> bool:
    return any(an.trigger_at[k] is not None for k in range(a, b))


def news_cue(an: Analysis, cue: Match, a: int, b: int) -> Attribution | None:
    """ "أنباء عن ...": nobody is named; the words themselves are all the voice there is."""
    entry = an.lexicon.entries["cue", cue.form.id].data
    if entry["says"] == "about" and any(an.role(k, "negation") for k in range(max(a, cue.a - 3), cue.a)):
        return None  # "لم ترد أنباء عن"
    if entry["says"] == "about" and any(an.role(k, "gets") for k in range(max(a, cue.a - 3), cue.a)):
        return None  # "تلقت القيادة | معلومات عن"
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
