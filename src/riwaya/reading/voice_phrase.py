"""The words that name a voice: from where they may start to where they must end.

A voice is a noun phrase: an actor, a person with titles, a voice noun with what qualifies it ("مصدر في
قيادة الشرطة"), or an unknown name. It ends where reported content can begin: at a complementizer, a
colon, a quotation, a preposition of place or channel, a time, a cue, or a happening.
"""

from dataclasses import replace

from riwaya.lexicon.match import Match
from riwaya.reading.analysis import Analysis, Attribution, PartyMention, VoiceMention
from riwaya.reading.voice_resolve import resolve_voice
from riwaya.text.clitics import splits
from riwaya.text.tokens import COLON, COMMA, DASH, OPEN_QUOTE, OTHER, STOP

_MAX_WORDS = 16
_MEDIA = frozenset(("agency", "state_media", "media", "newspaper"))
_OF_SOMEBODY = frozenset(("statement", "figures", "toll", "organisation-noun", "commander", "spokesman"))


def parse_voice(an: Analysis, at: int, limit: int, loose: bool, single: bool = False) -> VoiceMention | None:
    """The voice named from word `at`, ending before `limit`; None where no voice is named there.

    With `loose`, a name unknown to the lexicon is taken too (the caller saw a complement after it).
    With `single`, the phrase ends where a second party begins ("اتهم الجيش | الحوثيين").
    """
    if at >= limit or an.role(at, "told_thing") is not None:
        return None
    each = an.role(at, "each_of")
    at = each.b if each is not None and each.b < limit else at
    one = _past_some_of(an, at, limit)
    if one != at:
        found = parse_voice(an, one, limit, False, single)
        return replace(found, a=at) if found is not None else None
    called = past_so_called(an, at, limit)
    if called != at:
        at, loose = called, True
    if an.doc.gap[at] & OPEN_QUOTE:
        body = next((b for a, b in an.quoted_bodies if a == at and b <= limit), None)
        if body is not None:
            return VoiceMention(at, body, "media", None, None, None, None, "voice.quoted")
    if not _can_start(an, at, loose):
        return None
    end = _extend(an, at, limit, single)
    if end <= at:
        return None
    voice = resolve_voice(an, at, end)
    noun = an.voice_at[at]
    if voice.rule == "voice.noun" and noun is not None and an.lexicon.entries["voice", noun.form.id].get("owned"):
        return None  # "بحسب الحصيلة الأخيرة": figures of nobody say nothing
    return voice


def _past_some_of(an: Analysis, at: int, limit: int) -> int:
    """Past "أحد", "عدد من", "بعض": the people after it are who speaks, some of them."""
    word = an.doc.words[at]
    if an.voice_at[at] is not None or not (word in an.sets.some_of or (an.number_at[at] and not word[0].isdecimal())):
        return at
    k = at + 1
    while k < min(limit, at + 3) and (an.doc.words[k] in an.sets.of_words or an.doc.words[k] in an.sets.quantifiers):
        k += 1
    noun = an.voice_at[k] if k < limit else None
    return k if noun is not None and noun.a == k and not an.doc.gap[k] & COMMA else at


def past_so_called(an: Analysis, at: int, limit: int) -> int:
    """Past "ما يسمى ب", "ما يعرف باسم": the name after it is who is meant."""
    m = an.role(at, "so_called")
    return m.b if m is not None and m.b < limit else at


def _can_start(an: Analysis, i: int, loose: bool) -> bool:
    voice = an.voice_at[i]
    if (
        voice is not None
        and voice.form.number == "sg"
        and an.doc.words[i].endswith("ا")
        and voice.b - voice.a == 1
        and (not voice.split.pronoun)
        and not (i and an.role(i - 1, "complement"))  # "إن ناطقا قال"
    ):
        return False  # an accusative is what is said or published, not who speaks ("نشر بيانا")
    if an.title_at[i] or voice is not None:
        return True
    party = an.party_at[i]
    if party is not None:
        return not party.adjective
    place = an.place_at[i]
    if place is not None and place.a == i and not place.prep and place.place.kind in ("city", "country"):
        return True
    if an.doc.words[i] in an.heard and an.trigger_at[i] is None and place is None:
        return True
    if not loose or an.particle_at[i] or an.time_at[i] or an.number_at[i] or place is not None:
        return False
    if an.trigger_at[i] or an.cue_at[i] or an.channel_at[i] or an.support_at[i]:
        return False
    word = an.doc.words[i]
    if word.endswith("وا") or "\u064b" in an.doc.raw_text(i, i + 1):
        return False  # a verb, or an indefinite accusative, names nobody
    return (
        not word.isdecimal()
        and len(word) > 2
        and word not in an.sets.closed_words
        and word not in an.sets.back_words
        and (word not in an.sets.breakers and word not in an.sets.prepositions)
    )


def _extend(an: Analysis, at: int, limit: int, single: bool) -> int:
    doc = an.doc
    i = at
    head_noun = False  # a head that takes a prepositional qualifier: "مصدر في", "متحدث باسم"
    titled = named = False
    closed = an.place_at[at] is not None and an.party_at[at] is None
    parties = 0
    last = min(limit, at + _MAX_WORDS)
    while i < last:
        if i > at and _gap_ends(an, i, last):
            break
        if i > at and i - at <= 2 and (named_so := an.role(i, "so_called")) is not None and named_so.b < last:
            i, titled = named_so.b, True  # "جماعة | تسمي نفسها | أنصار كذا"
            continue
        party, title, voice = an.party_at[i], an.title_at[i], an.voice_at[i]
        if i > at and _word_ends(an, i, head_noun or _in_office(an, i, at, last)):
            break
        if single and parties and an.people_at[i] is not None and not head_noun:
            break
        if i > at and an.party_at[i] is None and (_its_own(an, i) or (voice is not None and _brought_out(an, voice))):
            break
        if title is not None and title.a == i:
            head_noun = titled = True
            i = title.b
            closed = _closed(an, i - 1)
            continue
        if party is not None and party.a == i:
            if single and closed and i > at and party.cls == "actor" and _free(party):
                break
            if single and parties and party.adjective and doc.words[i].startswith("ال"):
                i = party.b
                continue
            apart = parties or (titled and an.place_at[i - 1] is not None)
            if single and apart and not party.match.split.conj and not _in_construct(an, i, at):
                break
            parties += 1
            named = named or party.cls == "person"
            if voice is not None and voice.a == i and voice.b > party.b:
                head_noun = _takes_inner(an, voice)
                titled = True
                i = voice.b
                continue
            head_noun = False
            i = party.b
            continue
        if voice is not None and voice.a == i:
            head_noun = _takes_inner(an, voice)
            titled = True
            i = voice.b
            closed = _closed(an, i - 1)
            continue
        closed = closed and doc.words[i] not in an.sets.prepositions and doc.words[i] not in an.sets.inner_prepositions
        if single and titled and not parties and _indefinite_adjective(an, i):
            closed = True  # "اتهمت منظمة حقوقية | الجيش": what is described so governs no noun
        # After a party an unknown word can only be its adjective, or a titled person's name.
        if (named or (parties and not titled)) and not doc.words[i].startswith("ال") and an.place_at[i] is None:
            break
        i += 1
    while i > at and (_dangling(an, i - 1, at) or _opens_description(an, i, at)):
        i -= 1
    return i


def _opens_description(an: Analysis, i: int, at: int) -> bool:
    """ "فصائل الجبهة | المؤلفة من", "الميليشيات | المدعومة من": a participle that what follows completes."""
    word = an.doc.words[i - 1]
    if i - 1 <= at or i >= len(an.doc) or not word.startswith("الم") or an.party_at[i - 1] or an.title_at[i - 1]:
        return False
    return word in an.sets.described and an.doc.words[i] in an.sets.of_words


def _in_office(an: Analysis, i: int, at: int, last: int) -> bool:
    """ "نائب مدير الإعلام | في الهيئة الطبية": a person's office, then of whom."""
    head, k = an.voice_at[at], i + 1
    person = an.title_at[at] is not None or (head is not None and _takes_inner(an, head))
    if not person or k >= last or an.doc.words[i] not in an.sets.inner_prepositions:
        return False
    body = an.voice_at[k]
    of_body = body is not None and body.form.id in ("ministry-noun", "organisation-noun", "army", "group", "police")
    return of_body or (an.party_at[k] is not None and not an.party_at[k].adjective)  # type: ignore[union-attr]


def _closed(an: Analysis, k: int) -> bool:
    """ "الرئيس", "المجلس", "ناشطون": a noun with the article or its nunation governs no other."""
    word = an.doc.words[k]
    return word.startswith(("ال", "وال")) or (word.endswith(("ون", "ين")) and len(word) > 4)


def _indefinite_adjective(an: Analysis, i: int) -> bool:
    """Whether an unknown word right after an indefinite voice noun can only be its adjective."""
    before, word = an.voice_at[i - 1], an.doc.words[i]
    if before is None or before.split.article or before.split.pronoun or an.place_at[i] is not None:
        return False
    return not word.startswith("ال") and word.endswith(("ي", "يه", "يين", "يون", "يات"))


def _free(party: PartyMention) -> bool:
    """Whether a party is joined to what stands before it by nothing."""
    return not (party.adjective or party.match.split.conj or party.match.split.prep)


def _takes_inner(an: Analysis, voice: Match) -> bool:
    """Whether the noun takes a qualifier with a preposition: "مصدر في الشرطة" does, "وزارة" does not."""
    return bool(an.lexicon.entries["voice", voice.form.id].get("inner"))


def _brought_out(an: Analysis, voice: Match) -> bool:
    """ "نشر الحزب | بيانا قال فيه": what somebody brings out, no part of who does."""
    return voice.form.id == "statement" and voice.form.number == "sg" and an.doc.words[voice.a].endswith("ا")


def _its_own(an: Analysis, i: int) -> bool:
    """ "أبلغت السفارة | رعاياها", "بلغت القيادة | جنودها": whom it is said to, named with the speaker's pronoun."""
    word = an.doc.words[i]
    owned = len(word) > 5 and word.endswith(("ها", "هم")) and not word.startswith(("ال", "و"))
    return owned and an.doc.words[i - 1].startswith("ال") and an.title_at[i] is None


def _in_construct(an: Analysis, i: int, at: int) -> bool:
    """Whether the party at `i` qualifies a voice noun or title right before it."""
    before = an.title_at[i - 1] or an.voice_at[i - 1]
    return i - 1 >= at and before is not None and not _closed(an, i - 1)


def _gap_ends(an: Analysis, i: int, last: int) -> bool:
    doc = an.doc
    flags = doc.gap[i]
    if flags & (STOP | COLON | OTHER):
        return True
    if flags & OPEN_QUOTE:
        if len(doc.words[i - 1]) == 1 and doc.words[i - 1] in "لب":
            said = an.voice_at[i - 2] if i > 1 else None  # "بيان ل" names whose statement it is
            return said is None or said.form.id not in _OF_SOMEBODY  # 'قال مصدر ل | "قناة كذا"': to whom it was said
        q = next((q for q in doc.quotes if q.a == i), None)
        return q is None or q.b - q.a > 6 or not _name_like(an, q.a, q.b)
    if flags & (COMMA | DASH):
        # An apposition goes on: "فلان، المتحدث باسم الجيش، إن".
        title = an.title_at[i]
        if i + 1 < len(doc) and an.role(i + 1, "relative"):
            return True  # "المرصد، الأمر الذي نفاه"
        return not (title is not None and title.a == i and not title.split.conj)
    return False


def _name_like(an: Analysis, a: int, b: int) -> bool:
    """Whether a quotation is a quoted name rather than speech."""
    if any(an.party_at[k] is not None or an.title_at[k] is not None for k in range(a, b)):
        return all(an.cue_at[k] is None and not an.role(k, "complement") for k in range(a, b))
    return b - a <= 3 and all(an.trigger_at[k] is None for k in range(a, b))


def _word_ends(an: Analysis, i: int, head_noun: bool) -> bool:
    doc = an.doc
    if an.role(i, "complement") or an.role(i, "contrast") or an.role(i, "relative") or an.role(i, "cause"):
        return an.party_at[i] is None
    if (
        doc.words[i] in an.sets.demonstratives
        or an.role(i, "blame")
        or an.role(i, "turn")
        or an.role(i, "negation")
        or an.role(i, "earlier")
        or an.role(i, "agent")
        or an.role(i, "told_thing")
        or an.role(i, "announced")
    ):
        return an.party_at[i] is None
    time = an.time_at[i]
    if time is not None and not time.name_like and an.party_at[i] is None:
        return True
    deed = an.trigger_at[i]
    if deed is not None and deed.a == i and deed.split.article and deed.form.pos in ("noun", "masdar"):
        if doc.words[i - 1].startswith("ال") and an.party_at[i] is None and an.title_at[i] is None:
            return True  # "عزت الوزارة | الانفجار إلى"
    if an.party_at[i] is not None:
        party = an.party_at[i]
        return (
            party is not None
            and party.a == i
            and party.match.split.prep in ("ل", "ب")
            and (party.kind in _MEDIA or (party.match.split.prep == "ب" and party.kind != "state_forces"))
            and not (head_noun and party.match.split.prep == "ب" and party.kind not in _MEDIA)  # "المسؤول بحركة كذا"
        )
    title, voice = an.title_at[i], an.voice_at[i]
    if title is not None and title.a == i:
        return False
    cue = an.cue_at[i]
    if cue is not None and cue.a == i and (cue.form.pos in ("verb", "form", "participle") or cue.split.pronoun):
        return True
    trigger = an.trigger_at[i]
    if trigger is not None and trigger.a == i and not trigger.split.article and cue is None:
        if voice is None and (trigger.form.pos == "verb" or not trigger.split.conj):
            return trigger.form.pos != "participle" and trigger.form.pos != "adjective"
    if trigger is not None and trigger.a == i and trigger.split.article and cue is None and voice is None:
        if an.party_at[i - 1] is not None and trigger.form.pos in ("masdar", "noun"):
            return True  # "تبنى التنظيم | الهجوم"
    support = an.support_at[i]
    if support is not None and support.a == i and support.form.pos == "masdar" and not support.split.conj:
        return voice is None
    if voice is not None and voice.a == i:
        if voice.form.id in ("information", "statement") and voice.split.article and not voice.split.conj:
            return True  # "نفت مصادر إسرائيلية | التقارير الواردة"
        return voice.split.prep not in ("",) and not head_noun
    word = doc.words[i]
    if word in an.sets.breakers:
        return True
    if word in an.sets.prepositions:
        if head_noun and word in an.sets.inner_prepositions:
            # "مصدر في الشرطة" goes on; "في بيان", "في وقت سابق" ends.
            k = i + 1
            return k >= len(doc) or an.channel_at[k] is not None or an.time_at[k] is not None
        return True
    return False


def _dangling(an: Analysis, i: int, at: int) -> bool:
    word = an.doc.words[i]
    small = word in an.sets.prepositions or word in an.sets.breakers or word in an.sets.quantifiers
    return i > at and (small or word in ("ل", "ب"))


def stems(word: str) -> set[str]:
    """All stems a word can have."""
    return {s.stem for s in splits(word)}


def mere_news(an: Analysis, x: Attribution) -> bool:
    """ "المعلومات المتوفرة", "أنباء": news that nobody gives; whoever spoke before goes on."""
    if not x.voices:
        return False
    v = x.voices[-1]
    noun = an.voice_at[v.a]
    if noun is None or v.b - v.a > 2:
        return False
    return noun.form.id == "information" or (noun.form.id == "statement" and noun.form.number == "pl" and v.id is None)
