"""First stage: everything the lexicon, the number and date grammars and the gazetteer find in a text."""

from bisect import bisect_left

from riwaya.lexicon.match import Match
from riwaya.reading.analysis import Analysis, PartyMention
from riwaya.reading.mention_bases import of_base, quoted_name
from riwaya.reading.mention_parties import alternatives_of, bodies_in_quotes, resolve_parties
from riwaya.reading.places import find_places, guess_home
from riwaya.reading.voice_spoken import announced, announced_deeds, unspoken
from riwaya.text.clitics import stem_options
from riwaya.text.dates import Time, find_times
from riwaya.text.numbers import find_numbers
from riwaya.text.tokens import COLON, COMMA, STOP

_CLASSES = (
    "actor", "person", "title", "voice", "trigger", "cue", "channel", "weapon", "people", "facility", "unit",
    "support", "furniture", "particle",
)  # fmt: skip


def find_mentions(an: Analysis) -> None:
    """Fill in all mention lists and the word-indexed views of them."""
    doc = an.doc
    n = len(doc)
    by_class: dict[str, list[Match]] = {name: [] for name in _CLASSES}
    for m in an.lexicon.find(doc):
        by_class[m.form.cls].append(m)
    an.matches = {name: found if name == "particle" else _longest(found) for name, found in by_class.items()}
    an.particle_at = _particles(an)
    for i, found in enumerate(an.particle_at):
        for role, m in (found or {}).items():
            an.roles.setdefault(role, {})[i] = m
    for m in an.matches["particle"]:
        entry = an.lexicon.entries["particle", m.form.id].data
        longest = an.roles.setdefault(entry["role"], {})
        if entry.get("plain") and (m.a not in longest or m.b > longest[m.a].b):
            longest[m.a] = m
    for name in ("people", "support", "cue"):
        an.matches[name] = [m for m in an.matches[name] if not _in_place_name(an, m)]
    an.matches["weapon"] = [m for m in an.matches["weapon"] if not (_ends_place_name(an, m) or of_base(an, m))]
    an.matches["cue"] = [m for m in an.matches["cue"] if not unspoken(an, m, an.matches["cue"])]
    an.matches["support"] = announced_deeds(an, by_class["support"])
    an.matches["trigger"] = _by_company(an, by_class["trigger"])
    named = [m for m in by_class["actor"] + by_class["person"] if not _ends_place_name(an, m)]
    alternatives = alternatives_of(named)
    an.quoted_bodies = bodies_in_quotes(an)
    _set_parties(an, alternatives)
    for name, attr in (
        ("title", "title_at"), ("voice", "voice_at"), ("trigger", "trigger_at"), ("cue", "cue_at"),
        ("channel", "channel_at"), ("weapon", "weapon_at"), ("people", "people_at"),
        ("facility", "thing_at"), ("support", "support_at"), ("unit", "unit_at"),
    ):  # fmt: skip
        setattr(an, attr, _index(n, [(m.a, m.b, m) for m in an.matches[name]]))
    an.numbers = find_numbers(doc)
    an.number_at = _index(n, [(x.a, x.b, x) for x in an.numbers])
    an.times = [t for t in find_times(doc, an.published) if not (_names_a_market(an, t) or _one_of(an, t))]
    an.time_at = _index(n, [(t.a, t.b, t) for t in an.times])
    taken = [
        (p.a, p.b) for p in an.parties
        if p.cls == "actor" and not p.adjective and p.kind != "state" and not _named_after_place(an, p)
    ]  # fmt: skip
    for name in ("trigger", "people", "weapon", "cue", "support", "channel"):
        taken += [(m.a, m.b) for m in an.matches[name]]
    taken += [(t.a, t.b) for t in an.times]
    taken += [(q.a, q.b) for q in doc.quotes if quoted_name(an, q.a, q.b, q.closed)]
    taken += an.quoted_bodies
    persons = [(p.a, p.b) for p in an.parties if p.cls == "person"]
    an.places = find_places(doc, an.gazetteer, taken=taken, persons=persons, at_home=_at_home(an))
    an.place_at = _index(n, [(p.a, p.b, p) for p in an.places])
    an.home = guess_home(an.places)[:1]
    if an.home:
        _set_parties(an, alternatives)  # "الجيش" is the army of the country the report is about


_LOCAL = frozenset(("armed_group", "militia", "state_forces", "government", "rescue_service", "monitor"))


def _at_home(an: Analysis) -> dict[str, float]:
    """How much the parties named in full tell of the country the report is about, by country code."""
    counts: dict[str, float] = {}
    for p in an.parties:
        if p.cls == "actor" and p.id and p.kind in _LOCAL and p.match.form.pos not in ("short", "adjective"):
            country = an.lexicon.entries["actor", p.id].get("country")
            if country:
                counts[country] = counts.get(country, 0.0) + 1.0
    return counts


def _set_parties(an: Analysis, alternatives: dict[tuple[int, int], list[tuple[str, str]]]) -> None:
    an.parties = resolve_parties(an, alternatives)
    an.party_at = _index(len(an.doc), [(p.a, p.b, p) for p in an.parties])


def _names_a_market(an: Analysis, t: Time) -> bool:
    """ "سوق الجمعة": a weekday that is the last word of a place's name."""
    if t.b - t.a != 1 or t.a == 0 or an.doc.gap[t.a]:
        return False
    before = an.doc.words[t.a - 1]
    return any(f"{s} {an.doc.words[t.a]}" in an.gazetteer for s in (before, *stem_options(before)))


def _one_of(an: Analysis, t: Time) -> bool:
    """ "قال | أحد | الشهود": spelled as Sunday, it is "one of" where no "day" stands before it."""
    return t.b - t.a == 1 and an.doc.words[t.a] in ("احد", "واحد") and (t.a == 0 or an.doc.words[t.a - 1] != "يوم")


_LONGEST_NAME = 4


def _in_place_name(an: Analysis, m: Match) -> bool:
    """ "ود مدني", "دير الزور", "بلدة الراعي": a word that is part of a place's name, or one after a marker."""
    if m.b - m.a > 1 or m.split.pronoun:
        return False
    words, gap = an.doc.words, an.doc.gap
    word = words[m.a]
    bare = word[len(m.split.conj) + len(m.split.prep) :]
    if m.b < len(words) and not gap[m.b] and any(f"{w} {words[m.b]}" in an.gazetteer for w in (word, bare)):
        return True
    if m.a == 0 or gap[m.a]:
        return False
    before = words[m.a - 1]
    if _ends_place_name(an, m):
        return True
    return word in an.gazetteer and not an.sets.settlements.isdisjoint(stem_options(before))


def _ends_place_name(an: Analysis, m: Match) -> bool:
    """ "مطار دير الزور العسكري", "قاعدة عين الأسد": one word, the last of a longer name of a place."""
    words, gap = an.doc.words, an.doc.gap
    name = words[m.a]
    if m.b - m.a > 1 or m.a == 0 or gap[m.a] or name not in an.gazetteer.ends:
        return False
    for j in range(m.a - 1, max(m.a - _LONGEST_NAME, -1), -1):
        if any(f"{stem} {name}" in an.gazetteer for stem in (words[j], *stem_options(words[j]))):
            return True
        if gap[j]:
            return False
        name = f"{words[j]} {name}"
    return False


def _named_after_place(an: Analysis, p: PartyMention) -> bool:
    """A government called by its capital ("طهران"): the name may as well be the city."""
    split = p.match.split
    name = " ".join(an.doc.words[p.a : p.b])[len(split.conj) + len(split.prep) :]
    return p.kind == "government" and name in an.gazetteer


def _longest(found: list[Match]) -> list[Match]:
    """Non-overlapping matches, the longest first at each place, the least-split reading preferred."""
    out: list[Match] = []
    end = 0
    for m in sorted(found, key=_preference):
        if m.a >= end:
            out.append(m)
            end = m.b
        elif out and m.a > out[-1].a and m.b > out[-1].b and m.b - m.a > out[-1].b - out[-1].a:
            # A longer match that begins inside a shorter one wins ("جبهة | جبهة النصرة").
            out[-1] = m
            end = m.b
    return out


def _by_company(an: Analysis, found: list[Match]) -> list[Match]:
    """Triggers, where one word has two meanings, by what stands after it.

    "سقوط قتلى" is harm, "سقوط قذائف" is shelling: people or weapons right after the word decide.
    """
    people = {m.a for m in an.matches["people"]}
    weapons = {m.a for m in an.matches["weapon"]}
    adjectives = {x.a for x in an.matches["actor"] + an.matches["weapon"] if x.form.pos == "adjective"}
    things = {x.a for x in an.matches["facility"]}
    options: dict[tuple[int, int], list[Match]] = {}
    for m in found:
        if not _no_verb(an, m):
            options.setdefault((m.a, m.b), []).append(m)
    kept: list[Match] = []
    for (_, b), ms in options.items():
        if len(ms) > 1:
            ms = _verb_or_noun(an, ms, adjectives, things)
            frames = {an.lexicon.entries["trigger", m.form.id].data["frame"] for m in ms}
            if "harm" in frames and len(frames) > 1:
                at = next((k for k in range(b, min(b + 4, len(an.doc))) if k in people or k in weapons), None)
                harm = at is not None and at in people
                ms = [m for m in ms if (an.lexicon.entries["trigger", m.form.id].data["frame"] == "harm") == harm] or ms
        kept.extend(ms)
    return _longest(kept)


def _no_verb(an: Analysis, m: Match) -> bool:
    """ "في | تدمر": no verb stands right after a preposition of place. "علي" is one where it is spelled "على"."""
    if m.form.pos != "verb" or m.split.conj or not m.a or an.doc.gap[m.a]:
        return False
    before = an.doc.words[m.a - 1]
    if before == "علي":
        return an.doc.raw_text(m.a - 1, m.a).endswith("ى") and m.form.person == 3
    return before in an.gazetteer.words.locative


def _verb_or_noun(an: Analysis, ms: list[Match], adjectives: set[int], things: set[int]) -> list[Match]:
    """Where one spelling is both verb and verbal noun (قصف، قتل): a noun after a preposition or a noun it
    depends on, before an adjective, or before what it is directed against; else the verb."""
    verbs = [m for m in ms if m.form.pos == "verb"]
    nouns = [m for m in ms if m.form.pos in ("masdar", "noun")]
    if not verbs or not nouns:
        return ms
    m = nouns[0]
    words, n = an.doc.words, len(an.doc)
    before = words[m.a - 1] if m.a and not an.doc.gap[m.a] & (COMMA | STOP | COLON) else ""
    after = words[m.b] if m.b < n and not an.doc.gap[m.b] & (COMMA | STOP) else ""
    if m.split.prep or m.split.article or (verbs[0].split.pronoun and before in an.sets.prepositions):
        return nouns
    if m.split.pronoun == "نا" and not before and not m.split.prep and m.b < n and not an.doc.gap[m.b]:
        return verbs  # "قصفنا مقر العدو": a statement's "we shelled"
    if before in an.sets.auxiliary or before in an.sets.negations or before in an.sets.self_words:
        return verbs
    ends = m.b >= n or bool(an.doc.gap[m.b] & (COMMA | STOP))
    governed = before in an.sets.prepositions or before in an.sets.governing
    if not before and not m.split.conj and (m.b in things or after in an.sets.place_markers):
        return nouns  # a clause that opens "قصف مواقع" has no subject: it is "the shelling of"
    if not m.split.conj and announced(an, m.a, bool(m.split.pronoun)):
        return nouns
    if _carried(an, m.a):
        return nouns  # "واصلت تركيا | قصف مناطق"
    described = words[m.a].endswith("ا") and after.endswith("ا") and len(after) > 3  # "تحقق | تقدما كبيرا"
    if described or governed or m.b in adjectives or after in an.sets.noun_followers or (ends and before != ""):
        return nouns
    return verbs


_CARRIES = 6


def _carried(an: Analysis, at: int) -> bool:
    """Whether a light verb of going on stands before word `at`, and nothing but its subject between."""
    supports = an.matches["support"]
    i = bisect_left(supports, at, key=_begin) - 1
    m = supports[i] if i >= 0 else None
    if m is None or not 1 < at - m.a <= _CARRIES or m.form.pos != "verb":
        return False
    if an.lexicon.entries["support", m.form.id].get("object") != "event":
        return False
    if any(an.doc.gap[k] & (COMMA | STOP | COLON) for k in range(m.b, at + 1)):
        return False
    actors = an.matches["actor"]
    k = m.b
    while k < at:
        i = bisect_left(actors, k, key=_begin)
        if i >= len(actors) or actors[i].a != k:
            return False
        k = actors[i].b
    return True


def _begin(m: Match) -> int:
    return m.a


def _preference(m: Match) -> tuple[int, int, int, int]:
    s = m.split
    cost = (len(s.conj) + len(s.prep)) + 2 * bool(s.pronoun)
    return (m.a, -m.b, cost, 2 if m.form.pos == "short" else m.form.pos == "adjective")


def _index(n: int, items: list) -> list:  # type: ignore[type-arg]
    view = [None] * n
    for a, b, item in items:
        for i in range(a, min(b, n)):
            view[i] = item
    return view


def _particles(an: Analysis) -> list[dict[str, Match] | None]:
    """Per word, the longest particle of each role that begins there."""
    view: list[dict[str, Match] | None] = [None] * len(an.doc)
    for m in an.matches["particle"]:
        entry = an.lexicon.entries["particle", m.form.id].data
        role = entry["role"]
        if entry.get("plain"):
            continue  # a word like any other besides: it stops no phrase
        slot = view[m.a]
        if slot is None:
            slot = view[m.a] = {}
        if role not in slot or m.b > slot[role].b:
            slot[role] = m
    return view
