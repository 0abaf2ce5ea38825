"""From lexicon entries to the written forms they are matched by."""

from collections.abc import Iterator
from typing import Any

from riwaya.lexicon.schema import Entry
from riwaya.text.inflect import Form, conjugate, decline, inflect_adjective

# Loanwords that newspapers spell in several ways; a name listed with one spelling is matched in all.
_SPELLINGS = (("ميليشيات", "مليشيات", "ميلشيات"), ("ميليشيا", "مليشيا", "ميلشيا"))


def entry_forms(entry: Entry) -> Iterator[Form]:
    """Every written form of an entry, in ordinary spelling. Raises ValueError on a malformed field."""
    for verb in entry.get("verbs", []):
        yield from _verb(verb)
    for masdar in entry.get("masdars", []):
        yield Form(masdar, "masdar", number="sg")
        if not masdar.endswith("ة") and " " not in masdar:
            yield Form(masdar + "ا", "masdar", number="sg")
    for noun in entry.get("nouns", []):
        yield from decline(noun.get("sg"), tuple(noun.get("pl", ())))
    for participle in entry.get("participles", []):
        yield from inflect_adjective(participle, "participle")
    for adjective in entry.get("adjectives", []):
        yield from inflect_adjective(adjective)
    named = [(form, "form") for form in entry.get("forms", [])] + [(form, "short") for form in entry.get("short", [])]
    # A hostile name that says nothing of whom ("المرتزقة") is one of its country's wars alone, as short names are.
    hostile = [x if isinstance(x, dict) else {"form": x} for x in entry.get("hostile", [])]
    named += [(x["form"], "short" if x.get("local") else "form") for x in hostile]
    for form, pos in named:
        for spelled in dict.fromkeys(_spellings(form)):
            yield Form(spelled, pos)
    for phrase in _as_list(entry.get("phrase")):
        for form in _verb(phrase["verb"]):
            for rest in phrase["rest"]:
                yield form._replace(text=f"{form.text} {rest}")
    for phrase in _as_list(entry.get("noun_phrase")):
        rests = list(phrase.get("rest", []))
        for adjective in phrase.get("rest_adj", []):
            rests.extend(f.text for f in inflect_adjective(adjective))
        for form in decline(phrase["head"].get("sg"), tuple(phrase["head"].get("pl", ()))):
            for rest in dict.fromkeys(rests):
                yield form._replace(text=f"{form.text} {rest}")


def _spellings(form: str) -> Iterator[str]:
    yield form
    for group in _SPELLINGS:
        for word in group:
            if word in form:
                yield from (form.replace(word, other) for other in group)


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def _verb(verb: dict[str, Any]) -> Iterator[Form]:
    yield from conjugate(verb["past"], verb["present"])
    passive = verb.get("passive")
    if passive:
        yield from conjugate(passive["past"], passive["present"], passive=True)
