"""Closed sets of small words, taken from the lexicon's particles and triggers once per lexicon."""

from dataclasses import dataclass

from riwaya.lexicon.match import Lexicon
from riwaya.text.normalize import normalize

_PARTICLES = {
    "prepositions": "prepositions",
    "inner_prepositions": "inner-prepositions",
    "closed_words": "closed-words",
    "about_words": "about-words",
    "from_words": "from-words",
    "back_words": "back-words",
    "weak_cues": "weak-cues",
    "auxiliary": "auxiliary",
    "joiners": "joiners",
    "demonstratives": "demonstratives",
    "quantifiers": "quantifiers",
    "belongs": "belongs",
    "of_words": "of-words",
    "origin_words": "origin-words",
    "fire_words": "fire-words",
    "own_words": "own-words",
    "self_words": "self-words",
    "place_markers": "place-markers",
    "settlements": "settlement-markers",
    "dawn_words": "dawn",
    "topic": "topic",
    "breakers": "breakers",
    "negations": "negation",
    "governing": "governing",
    "noun_followers": "noun-followers",
    "replies": "reply-words",
    "manner": "manner-words",
    "wounds": "wound-words",
    "after_words": "after-words",
    "from_then": "from-then-words",
    "air_force": "air-force-words",
    "still": "still-words",
    "once_more": "once-more-words",
    "another": "another-words",
    "riding": "riding-words",
    "described": "described-words",
    "besides": "besides-words",
    "some_of": "some-of-words",
    "make_words": "make-words",
    "any_words": "any-words",
    "event_nouns": "event-nouns",
    "given_names": "given-names",
    "son_words": "son-words",
    "against": "against-words",
    "averting": "averting-words",
    "asking": "asking-words",
    "air_nouns": "air-nouns",
}


@dataclass(frozen=True, slots=True)
class WordSets:
    """Normalised words by what they do in a sentence; ids of triggers and cues that carry a property."""

    prepositions: frozenset[str]
    inner_prepositions: frozenset[str]
    closed_words: frozenset[str]
    about_words: frozenset[str]
    from_words: frozenset[str]
    back_words: frozenset[str]
    weak_cues: frozenset[str]
    auxiliary: frozenset[str]
    joiners: frozenset[str]
    demonstratives: frozenset[str]
    quantifiers: frozenset[str]
    belongs: frozenset[str]
    of_words: frozenset[str]
    origin_words: frozenset[str]
    fire_words: frozenset[str]
    own_words: frozenset[str]
    self_words: frozenset[str]
    place_markers: frozenset[str]
    settlements: frozenset[str]
    dawn_words: frozenset[str]
    topic: frozenset[str]
    breakers: frozenset[str]
    negations: frozenset[str]
    governing: frozenset[str]
    noun_followers: frozenset[str]
    replies: frozenset[str]
    manner: frozenset[str]
    wounds: frozenset[str]
    after_words: frozenset[str]
    from_then: frozenset[str]
    air_force: frozenset[str]
    still: frozenset[str]
    once_more: frozenset[str]
    another: frozenset[str]
    riding: frozenset[str]
    described: frozenset[str]
    besides: frozenset[str]
    some_of: frozenset[str]
    make_words: frozenset[str]
    any_words: frozenset[str]
    event_nouns: frozenset[str]
    given_names: frozenset[str]
    son_words: frozenset[str]
    against: frozenset[str]
    averting: frozenset[str]
    asking: frozenset[str]
    air_nouns: frozenset[str]
    statement_cues: frozenset[str]
    expecting: frozenset[str]
    afar: frozenset[str]
    event_verbs: frozenset[str]


def word_sets(lexicon: Lexicon) -> WordSets:
    """The word sets of a lexicon. KeyError where it lacks one of the particles they come from."""
    sets = {
        name: frozenset(normalize(w) for w in lexicon.entries["particle", entry].data["forms"])
        for name, entry in _PARTICLES.items()
    }
    triggers = [e for e in lexicon.entries.values() if e.cls == "trigger"]
    return WordSets(
        **sets,
        statement_cues=frozenset(e.id for e in lexicon.entries.values() if e.cls == "cue" and e.get("statement")),
        expecting=frozenset(e.id for e in lexicon.entries.values() if e.cls == "cue" and e.get("ahead")),
        afar=frozenset(e.id for e in triggers if e.get("afar")),
        event_verbs=frozenset(e.id for e in triggers if e.get("refine")),
    )
