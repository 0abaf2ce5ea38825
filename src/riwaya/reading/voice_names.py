"""Names of voices heard before: "العميد يحيى سريع" is later "سريع"."""

from riwaya.reading.analysis import Analysis, VoiceMention

_NAMED = frozenset(("voice.person", "voice.title", "voice.noun", "voice.name", "voice.actor"))
_SHORTEST = 3


def remember(an: Analysis, voice: VoiceMention) -> None:
    """Keep the words of a person's name that end the phrase: "المتحدث باسم الوزارة أشرف القدرة"."""
    if voice.rule not in _NAMED:
        return
    first = voice.b
    while first > voice.a and _name_word(an, first - 1):
        first -= 1
    titled = voice.rule in ("voice.title", "voice.person") and first > voice.a
    if voice.b - first < (1 if titled else 2) or (first == voice.a and voice.rule != "voice.name"):
        return
    for k in range(first, voice.b):
        word = an.doc.words[k]
        if len(word) >= _SHORTEST:
            for form in (word, "لل" + word[2:] if word.startswith("ال") else "ل" + word):  # "وفقا للخزرجي"
                an.heard.setdefault(form, voice)


def heard_before(an: Analysis, a: int, b: int) -> VoiceMention | None:
    """The voice named in full before whose name the words `[a, b)` repeat."""
    found = [an.heard.get(an.doc.words[k]) for k in range(a, b)]
    return found[0] if found and all(x is not None and x is found[0] for x in found) else None


def _name_word(an: Analysis, k: int) -> bool:
    """Whether word `k` can only be part of a name: the lexicon and the gazetteer have no other use for it."""
    party = an.party_at[k]
    if party is not None:
        return party.cls == "person"
    taken = an.title_at[k] or an.voice_at[k] or an.place_at[k] or an.particle_at[k] or an.channel_at[k]
    return not taken and an.trigger_at[k] is None and an.number_at[k] is None and not an.doc.words[k].isdecimal()
