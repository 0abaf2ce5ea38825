"""Which actor or person each name stands for: short names, nationalities and names that several bear."""

from riwaya.lexicon.match import Match
from riwaya.reading.analysis import Analysis, PartyMention
from riwaya.text.tokens import COMMA

_LONGEST_NAME = 4


def resolve_parties(an: Analysis, alternatives: dict[tuple[int, int], list[tuple[str, str]]]) -> list[PartyMention]:
    """Actor and person mentions; short names resolve to what was named in full before, else to home."""
    lexicon = an.lexicon
    merged = sorted(an.matches["actor"] + an.matches["person"], key=lambda m: (m.a, -m.b))
    within_home = {p.place.id for p in an.places if p.place.country in an.home and p.place.kind != "country"}
    sure_home = an.home if len(within_home) > 1 else ()  # "الجيش" alone: only where the report is surely of one country
    deeds = {m.a for m in an.matches["trigger"]}
    nations = {
        m.a: str(lexicon.entries["actor", m.form.id].get("country"))
        for m in merged if m.form.pos == "adjective" and not (m.split.conj or m.split.prep)
    }  # fmt: skip
    in_full = {m.form.id for m in merged if m.form.pos not in ("short", "adjective")}
    seen: dict[str, int] = {}
    out: list[PartyMention] = []
    end = 0
    for m in merged:
        if m.a < end:
            continue
        chosen: str | None = m.form.id
        cls = m.form.cls
        if any(a <= m.a and m.b <= b and (a, b) != (m.a, m.b) for a, b in an.quoted_bodies):
            continue  # 'قالت "سوريا مباشر"' is a network, not the state
        if cls == "person" and m.form.pos == "short" and m.a and not an.doc.gap[m.a] and an.role(m.a - 1, "given_name"):
            continue  # "أمير هنية" is another of the family
        generic = m.form.id.startswith("generic.")
        meant = alternatives.get((m.a, m.b)) or alternatives.get((m.b - 1, m.b)) if generic else None
        if meant:  # "المقاومة", "رجال المقاومة"
            named = [o for o in meant if o[1] in seen]
            later = [o for o in meant if o[1] in in_full]
            if named:
                cls, chosen = max(named, key=lambda o: seen[o[1]])
            elif len(later) == 1:
                cls, chosen = later[0]
            else:
                local = [o for o in meant if lexicon.entries[o].get("country") in sure_home]
                cls, chosen = local[0] if len(local) == 1 else (cls, chosen)
        elif m.form.pos == "short":
            options = alternatives.get((m.a, m.b), [(cls, m.form.id)])
            named = [o for o in options if o[1] in seen]
            if named:
                cls, chosen = max(named, key=lambda o: seen[o[1]])
            else:
                local = [o for o in options if lexicon.entries[o].get("country") in an.home]
                later = [o for o in options if o[1] in in_full]  # a headline is before the name in full
                if len(later) == 1:
                    cls, chosen = later[0]
                elif len(local) == 1 and an.home:
                    cls, chosen = local[0]
                elif len(options) > 1 or cls == "person":
                    if all(o[0] == "person" for o in options):
                        continue  # a family name alone names nobody not yet named
                    chosen = None
                elif not local:
                    chosen = None
        if chosen is not None and an.home and _others_abroad(an, m, lexicon.entries[cls, chosen].get("country")):
            chosen = None
        if (
            chosen is not None
            and not generic
            and _of_another_nation(an, m, lexicon.entries[cls, chosen].get("country"), nations)
        ):
            chosen = None  # "الاحتلال | الأميركي"
        if chosen is None and m.a in deeds:
            continue  # "العدوان" is a party where the coalition is spoken of, elsewhere a deed
        entry = lexicon.entries[cls, chosen or m.form.id]
        if chosen is not None:
            seen[chosen] = m.a
        member = entry.get("member_of")
        if isinstance(member, list):
            member = member[0] if member else None
        out.append(
            PartyMention(
                m.a,
                m.b,
                cls,
                chosen,
                entry.get("kind") or ("person" if cls == "person" else "organisation"),
                entry.get("side") if chosen else None,
                entry.get("name_en") if chosen else None,
                m,
                adjective=m.form.pos == "adjective"
                or _a_national(an, m, entry.get("kind"))
                or _agrees(an, m, entry.get("kind"), out[-1] if out else None),
                member_of=member or entry.get("parent"),
            )
        )
        end = m.b
    return out


def bodies_in_quotes(an: Analysis) -> list[tuple[int, int]]:
    """Short quotations that open with a state's name right after a word of saying or a body: 'قالت "ليبيا اليوم"'."""
    if not an.doc.quotes:
        return []
    heads = {m.b for name in ("cue", "voice") for m in an.matches[name]}
    states = {
        m.a: m.b for m in an.matches["actor"]
        if m.form.pos == "form" and an.lexicon.entries["actor", m.form.id].get("kind") == "state"
    }  # fmt: skip
    deeds = {m.a for name in ("trigger", "cue", "support") for m in an.matches[name]}
    return [
        (q.a, q.b) for q in an.doc.quotes
        if q.closed and q.a in heads and states.get(q.a, q.b) < q.b <= q.a + _LONGEST_NAME
        and deeds.isdisjoint(range(q.a, q.b)) and not any(an.doc.words[k].startswith("و") for k in range(q.a, q.b))
    ]  # fmt: skip


def _of_another_nation(an: Analysis, m: Match, country: str | None, nations: dict[int, str]) -> bool:
    """Whether an adjective of another nationality right after one word says that somebody else is meant."""
    nation = nations.get(m.b)
    alone = m.b - m.a == 1 and m.form.pos != "adjective" and not an.doc.gap[m.b] & COMMA
    return alone and country is not None and nation is not None and nation != country and m.form.cls == "actor"


def _others_abroad(an: Analysis, m: Match, country: str | None) -> bool:
    """ "قوات | النظام", "الثوار" in a report of Libya or Yemen: others than those mostly called so."""
    words = an.doc.words[m.a : m.b]
    general = any(an.role(k, "any_regime") is not None for k in range(m.a, m.b))
    named = any(w.endswith(("يه", "يون", "يين", "ي")) for w in words)
    return general and not named and country is not None and country not in an.home


def _a_national(an: Analysis, m: Match, kind: str | None) -> bool:
    """ "اعتقل ليبياً": a state's name with nunation is one of its nationals."""
    return kind == "state" and m.b - m.a == 1 and "\u064b" in an.doc.raw_text(m.a, m.b)


def _agrees(an: Analysis, m: Match, kind: str | None, before: PartyMention | None) -> bool:
    """ "غارات | سورية", "غارات روسية | وسورية": the name of the state is spelled like its feminine adjective."""
    if kind != "state" or m.b - m.a > 1 or not m.a or an.doc.gap[m.a] or m.split.prep:
        return False
    word = an.doc.words[m.a]
    if not word.endswith("يه") or word.startswith("ال"):
        return False
    if m.split.conj:
        return before is not None and before.adjective and before.b == m.a
    noun = an.doc.raw_text(m.a - 1, m.a)
    return noun.endswith(("ة", "ات")) and not noun.removeprefix("و").startswith("ال") and len(noun) > 3


def alternatives_of(found: list[Match]) -> dict[tuple[int, int], list[tuple[str, str]]]:
    """All entries that a short name could stand for, by word range."""
    out: dict[tuple[int, int], list[tuple[str, str]]] = {}
    for m in found:
        if m.form.pos == "short":
            options = out.setdefault((m.a, m.b), [])
            if (m.form.cls, m.form.id) not in options:
                options.append((m.form.cls, m.form.id))
    return out
