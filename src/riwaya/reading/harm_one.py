"""One person harmed whom nobody counts: named, told by title, or meant by a pronoun ("مقتله")."""

from riwaya.reading.analysis import Analysis, CasualtyFound, Happening
from riwaya.reading.harm_outcome import outcome_of
from riwaya.text.tokens import COMMA, DASH, STOP

_ARMED = frozenset(("armed_group", "militia", "state_forces"))
_BEFORE = 9


def one_harmed(an: Analysis, h: Happening) -> CasualtyFound | None:
    """The one person a harm word of the happening tells of, where nobody so harmed is counted; None for none."""
    told = {"killed" if c.outcome == "killed_or_injured" else c.outcome for c in h.casualties}
    for t in h.triggers:
        outcome = outcome_of(an, t)
        if outcome in told:
            continue
        if outcome not in ("killed", "injured", "detained") or t.negated or t.match.form.number in ("pl", "du"):
            continue
        if t.match.split.conj and t is not h.triggers[0] and any(x.b == t.a for x in h.triggers):
            continue  # "قتلت وجرحت"
        found = _by_pronoun(an, t) or _after(an, t, h) or _before(an, t, h.extent[0])
        if found is not None:
            a, b, group = found
            return CasualtyFound(a, b, outcome, group, 1, 1, False, "one-person")
    return None


def _by_pronoun(an: Analysis, t: Happening) -> tuple[int, int, str] | None:
    """ "ما أدى إلى مقتله": the one told of before."""
    m = t.match
    if m.form.pos != "masdar" or t.b - t.a != 1 or not m.split.pronoun or m.split.pronoun not in ("ه", "ها"):
        return None
    led = any(an.role(k, "result") is not None for k in range(max(0, t.a - 4), t.a))
    return (t.a, t.b, "people") if led else None


def _after(an: Analysis, t: Happening, h: Happening) -> tuple[int, int, str] | None:
    """ "مقتل العميد الركن محمد الأحمر", "اغتيل الصحفي هشام الهاشمي", "قتل أبو عمر", "قتلت القوات أبا عمر"."""
    end = h.extent[1]
    killer = next((b for a, b, _ in h.actors if a == t.b), None) if t.match.form.pos == "verb" else None
    if killer is not None:
        return person_at(an, killer, end) if killer < end and not an.doc.gap[killer] & (COMMA | STOP) else None
    if t.b >= end or an.doc.gap[t.b] & (COMMA | STOP):
        return None
    if t.match.form.pos == "verb" and t.match.form.person == 1:
        return None
    return person_at(an, t.b, end)


def _before(an: Analysis, t: Happening, start: int) -> tuple[int, int, str] | None:
    """ "أن محسن الفضلي قتل في الغارة": a name between the complementizer and a verb without an object."""
    if t.match.form.pos != "verb" or t.match.split.conj:
        return None
    for k in range(t.a - 1, max(start - 2, t.a - _BEFORE, -1), -1):
        if an.doc.gap[k + 1] & STOP or an.trigger_at[k] is not None:
            return None
        if an.role(k, "complement") is not None:
            first = k + 1
            m = an.people_at[first]
            if m is not None and m.split.article and m.form.number == "sg":
                first = m.b  # "إن | الرجل | سامر حسين، قتل"
            found = person_at(an, first, t.a)
            return found if found is not None and t.a - found[1] <= 2 else None
    return None


def person_at(an: Analysis, a: int, end: int) -> tuple[int, int, str] | None:
    """A single person named at `a`: title, name or both, and the group counted in."""
    k, group = a, "people"
    armed = False
    while k < end and (title := an.title_at[k]) is not None and title.a == k and not title.split.conj:
        if title.form.number in ("pl", "du"):
            return None
        entry = an.lexicon.entries["title", title.form.id]
        armed = armed or entry.get("kind") == "rank" or title.form.id == "commander-of"
        k = title.b
    party = an.party_at[k] if k < end else None
    if party is not None and party.a == k and party.cls == "person":
        known = an.lexicon.entries.get(("actor", party.member_of or ""))
        armed = armed or (known is not None and known.get("kind") in _ARMED)
        return a, party.b, "fighters" if armed else group
    named = k < end and an.doc.words[k] in an.sets.given_names and not an.doc.gap[k] & ~DASH
    spelled = k + 1 < end and an.doc.raw_text(k, k + 1) == "علي" and an.doc.words[k + 1] in an.sets.given_names
    named = named or (spelled and not an.doc.gap[k + 1])  # spelled like "on", save for the dots
    if not named and k > a:
        # "القيادي في تنظيم كذا", "قائد كتيبة كذا": a title alone tells of one person
        parties = (an.party_at[j] for j in _after_title(an, k, end))
        owner = next((p for p in parties if p is not None and not p.adjective), None)
        if owner is not None and owner.kind in _ARMED:
            return a, owner.b, "fighters"
        return a, k, "fighters" if armed else group
    if not named:
        return None
    b = k + 1
    while b < end and b - k < 5 and (_goes_on(an, b) or (an.doc.raw_text(b, b + 1) == "علي" and not an.doc.gap[b])):
        word = an.doc.words[b]
        part = word.startswith("ال") or word in an.sets.given_names or word in an.sets.son_words
        if b > k + 1 and not part:
            break  # "أبو قتيبة | جاء"
        b += 1
    return (a, b, "fighters" if armed else group) if b - k >= 2 or k > a else None


def _after_title(an: Analysis, k: int, end: int) -> list[int]:
    """The words where the group of a title can stand: "قيادي | في كذا", "والي | بغداد | في تنظيم كذا"."""
    while k < end and k > 0 and an.doc.words[k].startswith("ال") and an.doc.words[k - 1].startswith("ال"):
        if (party := an.party_at[k]) is not None and not party.adjective:
            break
        k += 1  # "القيادي | التركي | في كذا"
    places = k
    while places < end and an.place_at[places] is not None and not an.doc.gap[places]:
        places += 1
    return [j for j in (k, k + 1, places, places + 1) if j < end]


def _goes_on(an: Analysis, k: int) -> bool:
    """Whether a name can go on with word `k`."""
    word = an.doc.words[k]
    known = an.particle_at[k] or an.trigger_at[k] or an.number_at[k] or an.time_at[k] or an.cue_at[k] or an.party_at[k]
    return not (known or an.support_at[k] or an.weapon_at[k] or an.doc.gap[k] or word in an.sets.prepositions)
