"""Which trigger words of a report stand for a happening, and which only look like one."""

import itertools
from dataclasses import replace

from riwaya.lexicon.match import Match
from riwaya.reading.analysis import Analysis, Attribution, Happening
from riwaya.reading.irrealis import failed, tried, unreal
from riwaya.reading.voice_phrase import mere_news
from riwaya.text.tokens import COLON, COMMA, STOP

_DENIED_REACH = 7
_ANCHOR_REACH = 6


def find_happenings(an: Analysis) -> None:
    """Fill `an.happenings` with one candidate per trigger, with its attribution, in text order."""
    heads = _voice_words(an)
    for m in _candidates(an):
        if m.form.pos in ("participle", "adjective") and (m.split.article or m.split.prep or _qualifies(an, m)):
            continue
        if an.doc.words[m.a] == "تحرير" and an.doc.gap[m.b] & COLON:
            continue  # "تحرير: فلان" is a byline
        if an.skip[m.a] or heads[m.a] or _inside_name(an, m) or _only_dates(an, m):
            continue
        if _only_describes(an, m):
            continue
        if m.form.cls == "people":
            first = max(an.doc.sentences[an.doc.sentence_of[m.a]][0], m.a - _DENIED_REACH)
            if any(an.role(k, "negation") and not an.doc.gap[k + 1] & COMMA for k in range(first, m.a)):
                continue  # "لم يذكر تفاصيل بشأن قتلى"
            h = Happening(m.a, m.b, m, "unspecified_violence", "harm")
        else:
            data = an.lexicon.entries["trigger", m.form.id].data
            h = Happening(m.a, m.b, m, data["type"], data["frame"])
        if h.type == "territory_change" and tried(an, m):
            h.type = "armed_clash"  # "حاول الجيش السيطرة على البلدة": nothing changed hands
        if m.a >= 3 and an.doc.words[m.a - 1] in an.sets.about_words and an.cue_at[m.a - 2] is not None:
            if an.role(m.a - 3, "negation") is not None:
                continue  # "لم تتحدث عن سقوط ضحايا"
        if _standing(an, h, m) or _wont(an, h, m):
            continue
        h.definite = m.split.article or bool(m.split.pronoun and m.form.pos != "verb")
        h.negated = _negated(an, m)
        h.future = m.split.prep == "س" or _ahead(an, m)
        h.unreal = unreal(an, m) or (h.type != "armed_clash" and failed(an, m))
        h.attribution = covering(an, m.a)
        told = h.attribution[-1].stance if h.attribution else "asserts"
        if told == "denies" and m.a and an.role(m.a - 1, "answered") is not None:
            continue  # "نفى وجود اتفاق لمواجهة الهجوم"
        if h.attribution and h.attribution[-1].entry in an.sets.expecting and m.form.tense != "past":
            h.unreal = True  # "توقع القائد أن تشن القوات هجوما"
        if h.unreal and told not in ("threatens", "warns", "denies"):
            continue
        if h.unreal and h.frame == "harm" and m.split.prep == "ل":
            continue  # "تعهد بالانتقام لمقتل القائد": what is to be avenged
        an.happenings.append(h)


def _only_describes(an: Analysis, m: Match) -> bool:
    """ "مواطن جريح", "المدينة المحاصرة", "سيطرة" read as a verb with an object: words that tell of no happening."""
    if m.form.id == "seize" and m.form.pos == "verb" and m.split.pronoun:
        return True
    before = an.doc.words[m.a - 1] if m.a and not an.doc.gap[m.a] else ""
    if m.form.cls == "people":
        person = an.people_at[m.a - 1] if before else None
        return m.form.number == "sg" and person is not None and an.number_at[person.a - 1] is None
    if m.form.pos == "masdar" and m.split.article and an.doc.words[m.a].startswith("الم"):
        return before.startswith("ال") or (bool(before) and an.place_at[m.a - 1] is not None)
    return False


def _candidates(an: Analysis) -> list[Match]:
    """Triggers, and nouns of people that say what befell them ("35 قتيلا", "أنباء عن قتلى")."""
    out = list(an.matches["trigger"])
    for m in an.matches["people"]:
        if an.trigger_at[m.a] is not None or m.split.article or m.split.pronoun:
            continue
        if an.lexicon.entries["people", m.form.id].get("outcome") in (
            "killed",
            "injured",
            "killed_or_injured",
            "harmed",
        ):
            out.append(m)
    out.sort(key=lambda m: m.a)
    return out


def covering(an: Analysis, at: int) -> list[Attribution]:
    """The attributions whose content holds word `at`, outermost first."""
    found = [x for x in an.told_at(at) if x.content[0] <= at < x.content[1] and x.says != "verdict"]
    found = [x for x in found if x.stance != "denies" or not _since(an, x, at)]
    pre = sorted((x for x in found if not x.post), key=lambda x: (x.cue[0], x.content[0]))
    media = [x for x in found if x.post and _relays(x)]
    aside = [x for x in pre if x.entry == "according-to" and _relays(x)]
    if aside and len(aside) < len(pre):  # "قال الناطق، وفق الوكالة، إن": the agency passes it on
        media, pre = [*aside, *media], [x for x in pre if x not in aside]
    named = [x for x in found if x.post and not _relays(x)]
    if len(pre) > 1 and pre[-1].entry == "document" and pre[-2].voices and pre[-1].voices[-1].kind != "monitor":
        pre.pop()  # "قال الناطق إن الدفاعات رصدت إطلاق": the spokesman's word
    if named and (pre or len(named) > 1) and named[-1].voices and mere_news(an, named[-1]):
        named.pop()
    if len(pre) > 1 and pre[-1].voices and mere_news(an, pre[-1]) and pre[-2].voices:
        pre.pop()  # "نقلت الصحيفة أنباء تفيد": the paper's news is the paper's word
    if pre and pre[-1].voices and any(x.voices for x in named):
        # "أعلنت الوزارة ... ، أسفر عن جرح سبعة، بحسب الجيش": the later voice answers for the last clause only.
        named = [x for x in named if at >= _last_clause(an, x)]
    return [*media, *pre, *named]


def _since(an: Analysis, x: Attribution, at: int) -> bool:
    """ "نفى نبأ مقتله بعد أن فجر الحوثيون منزله": what came before the denial is the outlet's word."""
    return any(
        an.doc.words[k] in an.sets.after_words and an.role(k + 1, "complement") is not None
        for k in range(x.content[0] + 1, at)
    )


def _relays(x: Attribution) -> bool:
    """Whether a voice named afterwards only passes on what another said."""
    return bool(x.voices) and x.voices[-1].kind in ("agency", "state_media", "media")


def _last_clause(an: Analysis, x: Attribution) -> int:
    """Where the last comma-separated stretch with a trigger begins, before a cue that refers back."""
    seen = False
    for k in range(x.cue[0] - 1, x.content[0], -1):
        seen = seen or an.trigger_at[k] is not None
        bound = an.role(k, "cause") or an.role(k, "result") or an.role(k, "relative") or an.role(k, "inside")
        if seen and an.doc.gap[k] & COMMA and not bound:
            return k
    return x.content[0]


def apply_verdicts(an: Analysis) -> None:
    """A later voice that claims, denies or concedes what was just told makes a claim of its own of it.

    "..., وهو ما نفاه المتحدث": the happening told stays its first teller's; the denial is a copy told by the
    second voice. What only the outlet told ("تفجيرات تبناها التنظيم") becomes the second voice's claim.
    """
    for x in an.attributions:
        if x.says != "verdict":
            continue
        told = [h for h in an.happenings if x.content[0] <= h.a < x.content[1]]
        if not told:
            continue
        h = told[-1]
        if (h.attribution and h.attribution[-1].voices) or x.stance == "denies":
            copy = replace(h, attribution=[x], actors=[], targets=[], weapons=[], weapon_types=[], places=[],
                           quantities=[], casualties=[], why=list(h.why), merged=list(h.merged))  # fmt: skip
            an.happenings.insert(an.happenings.index(h) + 1, copy)
        else:
            h.attribution = [x]


def _voice_words(an: Analysis) -> bytearray:
    """Words that name a voice or stand between a cue and its content."""
    view = bytearray(len(an.doc))
    for x in an.attributions:
        a, b = x.head
        for k in range(a, min(b, len(view))):
            view[k] = 1
        for v in x.voices:
            if not x.carried:
                for k in range(v.a, v.b):
                    view[k] = 1
        if x.accused:
            for k in range(*x.accused):
                view[k] = 1
        # A content that begins with the trigger itself is content, whatever the head says.
        if x.content[0] < len(view) and not x.post:
            view[x.content[0]] = 0
    return view


def _inside_name(an: Analysis, m: Match) -> bool:
    party = an.party_at[m.a]
    if party is not None and not party.adjective and party.b - party.a >= m.b - m.a:
        return True
    title = an.title_at[m.a]
    if title is not None and title.b - title.a > m.b - m.a:
        return True
    place = an.place_at[m.a]
    if place is not None and place.a <= m.a and m.b <= place.b:
        return True
    if an.doc.words[m.a] in an.sets.dawn_words:
        return True
    return an.time_at[m.a] is not None  # "فجر الأحد" is dawn, no explosion


def _called_untrue(an: Analysis, m: Match) -> bool:
    """ "الاتهامات بقصف الحي لا أساس لها", "الأنباء عن قصف الحي غير صحيحة": hearsay, said to be untrue after it."""
    first, last = an.doc.sentences[an.doc.sentence_of[m.a]]
    near = range(max(first, m.a - 4), m.a)
    if not any(an.role(k, "blame") or an.role(k, "told_thing") or _news(an, k) for k in near):
        return False
    return any(an.role(k, "untrue") for k in range(m.b, min(last, m.b + 16)))


def _news(an: Analysis, k: int) -> bool:
    noun = an.voice_at[k]
    return noun is not None and noun.form.id == "information"


def _denied_any(an: Analysis, at: int) -> bool:
    """ "لم تشن القوات أي غارات": "any" after a negation in the same clause."""
    for k in range(at - 1, max(at - 9, -1), -1):
        if an.doc.gap[k + 1] & (COMMA | STOP):
            return False
        if an.role(k, "negation") is not None:
            return True
    return False


def _harms(an: Analysis, m: Match) -> bool:
    return m.form.cls == "people" or an.lexicon.entries["trigger", m.form.id].data["frame"] == "harm"


def _qualifies(an: Analysis, m: Match) -> bool:
    """A participle that only describes a noun: not an accusative of circumstance ("مستهدفا")."""
    return not an.doc.words[m.a].endswith(("ا", "ه", "ين"))


def _standing(an: Analysis, h: Happening, m: Match) -> bool:
    """ "قرية يسيطر عليها التنظيم": who holds a place, in a clause about it; nothing changed hands."""
    return (
        h.type == "territory_change"
        and m.form.pos == "verb"
        and m.form.tense == "present"
        and m.b < len(an.doc)
        and an.doc.words[m.b] in an.sets.back_words
    )


def _wont(an: Analysis, h: Happening, m: Match) -> bool:
    """ "الفصائل التي تقاتل النظام": whom somebody fights, in a clause about him; no fight is told."""
    present = m.form.pos == "verb" and m.form.tense == "present" and not m.split.conj
    return present and h.type == "armed_clash" and m.a > 0 and an.role(m.a - 1, "relative") is not None


def _ahead(an: Analysis, m: Match) -> bool:
    """ "سوف يقصف", "لن تتردد في استهداف", "سيشن هجوما": a word or light verb of the future before the trigger."""
    for k in range(m.a - 1, max(m.a - 6, -1), -1):
        if an.doc.gap[k + 1] & (COMMA | STOP) or (an.trigger_at[k] is not None and k + 1 < m.a):
            break
        light = an.support_at[k]
        if light is not None and light.form.pos == "verb":
            acts = an.lexicon.entries["support", light.form.id].get("subject") == "actor" or k == m.a - 1
            if light.split.prep == "س" and m.form.pos != "verb" and acts:
                return True
            break
    return any((f := an.role(k, "future")) is not None and f.b == m.a for k in range(max(0, m.a - 3), m.a))


def _only_dates(an: Analysis, m: Match) -> bool:
    """ "عقب الغارات": a happening told before, named only to say when another took place."""
    if m.form.pos == "verb" or m.split.prep or not an.role(m.a - 1, "cause"):
        return False
    k = m.b
    time = an.time_at[k] if k < len(an.doc) else None
    if time is not None and time.a == k and m.a - 1 == an.doc.sentences[an.doc.sentence_of[m.a]][0]:
        return True  # "وبعيد هجمات الخميس، كتبت": only when
    if not m.split.article:
        return False
    if k >= len(an.doc) or an.doc.gap[k]:
        return True
    near = range(k, min(k + _ANCHOR_REACH, len(an.doc)))
    open_ = itertools.takewhile(lambda j: not an.doc.gap[j] & (COMMA | STOP), near)
    because = an.doc.words[m.a - 1].removeprefix("و") not in an.sets.after_words
    if because and any(an.weapon_at[j] or an.role(j, "since") for j in open_):
        return False  # "جراء القصف المتواصل بالمدفعية منذ الفجر"
    if an.role(k, "target") is not None and not an.doc.gap[k]:
        return False  # "جراء القصف على سوق كذا"
    aim = next((j for j in range(k, min(k + 4, len(an.doc))) if not an.doc.words[j].startswith("ال")), k)
    if aim > k and an.role(aim, "target") is not None and not an.doc.gap[aim]:
        return False  # "إثر الهجمات الجوية المكثفة على المحافظة"
    place = an.place_at[k] or (an.place_at[k + 1] if k + 1 < len(an.doc) else None)
    if an.lexicon.entries["trigger", m.form.id].get("frame") == "move" and an.role(k, "target") is not None:
        return False  # "بعد السيطرة على مصيف كذا"
    return place is None and an.role(k, "relative") is None and an.party_at[k] is None


def _negated(an: Analysis, m: Match) -> bool:
    """A negation before the trigger with nothing but verbs of happening in between."""
    if any(an.role(k, "no_truth") is not None for k in range(max(0, m.a - _DENIED_REACH), m.a)):
        return True  # "لا صحة لما تردد عن قصف القرية"
    if _called_untrue(an, m):
        return True
    if m.a and an.doc.words[m.a - 1] in an.sets.any_words and m.form.pos != "verb":
        return _denied_any(an, m.a - 1)
    for k in range(m.a - 1, max(m.a - 5, -1), -1):
        if an.doc.gap[k + 1] & (COMMA | STOP):
            return False
        if an.role(k, "result") is not None and not _harms(an, m):
            return False  # "لم يسفر الهجوم عن قتلى": its outcome is denied, not the attack
        if an.role(k, "unmanned") is not None:
            return False  # "طائرة أمريكية من | دون طيار | استهدفت"
        if an.role(k, "negation") and an.role(k, "future") is None:
            return an.doc.words[k + 1] not in an.sets.still  # "لا يزالون ينزحون" goes on
        if an.support_at[k] is None and an.doc.words[k] not in an.sets.auxiliary and an.role(k, "result") is None:
            if k != m.a - 1 and an.role(k, "complement") is None:
                return False
            if an.place_at[k] is not None or an.party_at[k] is not None:
                return False
    return False
