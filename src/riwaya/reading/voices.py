"""Who speaks where: the cues of each sentence in order, and how far each voice reaches.

Cues come before the content ("قال X إن ..."), inside it ("... موضحا أن ..."), or after it ("... بحسب X").
A voice carries over to later cues without a subject ("وأضاف أن"). The result is a list of `Attribution`s.
"""

from riwaya.reading.analysis import Analysis, Attribution, VoiceMention
from riwaya.reading.voice_after import colon_voice, dash_voice, news_cue, preposition_cue
from riwaya.reading.voice_blame import noun_cue
from riwaya.reading.voice_names import remember
from riwaya.reading.voice_phrase import mere_news
from riwaya.reading.voice_posts import signed_posts
from riwaya.reading.voice_verbs import MEDIA, verb_cue
from riwaya.text.tokens import COLON, COMMA


def find_voices(an: Analysis) -> None:
    """Fill `an.attributions`, in text order, signed posts last."""
    carried: VoiceMention | None = None
    posts = signed_posts(an)
    for a, b in an.doc.sentences:
        found = _sentence(an, a, b, carried)
        for x in found:
            inner = any(y is not x and not y.post and y.content[0] <= x.cue[0] < y.content[1] for y in found)
            if (x.voices and not x.post and not inner) or (x.voices and carried is None):
                if carried is None or not mere_news(an, x):
                    carried = x.voices[-1]
        an.attributions.extend(found)
    _stretch_quotes(an)
    an.attributions.extend(posts)


def _sentence(an: Analysis, a: int, b: int, carried: VoiceMention | None) -> list[Attribution]:
    found: list[Attribution] = []
    opening = colon_voice(an, a, b)
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
            x = preposition_cue(an, cue, a, b, found, carried)
        elif form == "news":
            x = news_cue(an, cue, a, b)
        elif form == "verb":
            x = verb_cue(an, cue, a, b, found, carried)
        elif form == "noun":
            x = noun_cue(an, cue, a, b)
        if x is None:
            i = cue.b
            continue
        if found and _relays(found[-1], x):
            x.voices.extend(found.pop().voices)
        found.append(x)
        if x.voices and not x.carried:
            carried = x.voices[-1]
            remember(an, carried)
        i = max(cue.b, x.head[1] if not x.post else x.voices[-1].b if x.voices else cue.b)
    closing = dash_voice(an, a, b) if not found else None
    if closing is not None:
        found.append(closing)
    _bound(an, found, a, b)
    return found


def _relays(quoted: Attribution, x: Attribution) -> bool:
    """ "نقلا عن مصادر طبية، | قالت الوكالة إن": whom the one who speaks quotes was named before it."""
    media = bool(x.voices) and not x.carried and x.voices[-1].kind in MEDIA
    return media and quoted.entry == "quote-from" and not quoted.post and quoted.content[0] == x.head[0]


def _bound(an: Analysis, found: list[Attribution], a: int, b: int) -> None:
    """End each voice's content where a later cue of the sentence takes over at the same level."""
    for i, x in enumerate(found):
        if x.post:
            start = x.content[0]
            nearest = x.head[0] - 3 if x.says == "verdict" else x.cue[0] - 1  # "..., لكن | الجيش نفى ذلك"
            for k in range(nearest, start, -1):
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
        end = min(end, _turns_away(an, x, end))
        x.content = (min(x.content[0], end), max(end, x.content[0]))


def _turns_away(an: Analysis, x: Attribution, end: int) -> int:
    """ "أكدت الوزارة أن ...، فيما خطف مسلحون ...": where the report itself goes on with what others did elsewhere.

    Harm alone ("بينما أصيب خمسة") still belongs to what the voice said, and so does what stands in quotation marks.
    """
    start = x.content[0]
    for k in range(start + 2, end - 2):
        tidings = an.role(k, "tidings") if an.doc.gap[k] & COMMA else None
        quoted = any(q.a <= k < q.b for q in an.doc.quotes)
        if tidings is not None and tidings.split.conj and not quoted:
            if any(an.trigger_at[j] is not None for j in range(start, k)):
                return k  # a headline: "الجيش يعلن ...، | وتحذيرات من ..."
    for k in range(start + 3, end - 2):
        opens = an.role(k, "meanwhile") if an.doc.gap[k] & COMMA else None
        if opens is None or any(q.a <= k < q.b and q.b - q.a > 6 for q in an.doc.quotes):
            continue
        m = an.trigger_at[opens.b] or an.support_at[opens.b]
        if m is None or m.form.pos != "verb" or m.b >= end:
            continue
        acted = an.party_at[m.b] is not None or an.people_at[m.b] is not None
        if acted and any(an.trigger_at[j] is not None for j in range(start, k)):
            return k
    return end


def _nested(an: Analysis, x: Attribution, y: Attribution) -> bool:
    """Whether `y`'s cue stands inside what `x` says."""
    start = y.head[0]
    if y.participle or y.carried or (y.entry == "news-of" and an.role(start - 1, "complement") is None):
        return False
    if an.role(start - 1, "complement") or an.role(start - 1, "relative"):
        return True
    if x.stance in ("denies", "threatens") and x.says != "verdict" and _in_answer_to(an, x, start):
        return False
    if _same_again(an, x, y):
        return False
    quote = next((q for q in an.doc.quotes if q.a <= y.cue[0] < q.b and q.b - q.a > 6), None)
    if quote is not None and not quote.a <= x.cue[0] < quote.b:
        return True
    m = an.cue_at[y.cue[0]]
    connected = m is not None and bool(m.split.conj)
    joined = an.role(start - 1, "contrast") or an.role(start, "contrast") or an.doc.words[start - 1] in an.sets.joiners
    return not (connected or joined or an.doc.gap[start] & COMMA)


def _same_again(an: Analysis, x: Attribution, y: Attribution) -> bool:
    """ "قالت مصادر محلية إن ...، حيث أوضحت | المصادر": the same voice goes on."""
    if not (x.voices and y.voices) or y.voices[-1].b - y.voices[-1].a != 1:
        return False
    first, again = an.voice_at[x.voices[-1].a], an.voice_at[y.voices[-1].a]
    return bool(first and again and again.split.article and first.form.id == again.form.id)


def _in_answer_to(an: Analysis, x: Attribution, start: int) -> bool:
    """ "نفى الجيش القصف | بعد إعلان الحركة أنه": the report's own word on what the denial answers."""
    if an.role(x.content[0] - 1, "complement") is not None:
        return False
    before = (an.role(k, "cause") for k in range(max(0, start - 3), start))
    return an.doc.words[start - 1] in an.sets.after_words or any(m is not None and m.b == start for m in before)


def _stretch_quotes(an: Analysis) -> None:
    """Speech opened by a cue runs to the end of its quotation, over sentence ends."""
    for x in an.attributions:
        if x.post or not x.voices:
            continue
        start, end = x.content
        for q in an.doc.quotes:
            if not q.closed:
                continue
            opened = q.a == end and an.doc.gap[q.a] & COLON
            if q.a == start or opened or (start <= q.a < end and q.b > end and q.b - q.a > 6):
                if q.b > end:
                    x.content = (start, q.b)
                break
