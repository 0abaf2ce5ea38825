"""With what: weapons, how many munitions, and the event type they make of a general attack word."""

from riwaya.lexicon.match import Match
from riwaya.model import Evidence
from riwaya.reading.analysis import Analysis, Happening, PartyMention, within

_STRIKES = frozenset(("shelling", "air_strike", "attack", "remote_explosive", "chemical_weapon"))
_GUNS = frozenset(("artillery", "anti_aircraft", "mortar", "tank", "heavy_machine_gun"))
_MOUNTED_REACH = 6
_AIR = frozenset(("aircraft", "drone", "helicopter"))
_OF_BRANCHES = frozenset(("rocket", "missile", "artillery", "tank", "anti_aircraft"))
# Which implied type wins where a happening names several weapons: the more telling one.
_TELLING = (
    "chemical_weapon", "suicide_bomb", "air_strike", "shelling", "remote_explosive", "grenade", "attack",
)  # fmt: skip


def set_arms(an: Analysis, blocked: bytearray) -> None:
    """Fill weapons and quantities and refine the types of every happening."""
    told: list[Happening] = []
    for h in an.happenings:
        _weapons(an, h, blocked)
        _quantities(an, h, blocked)
        _refine(an, h)
        if h.type in ("attack", "unspecified_violence") and _general(an, h):
            _inherit(an, h, told)
        if h.type == "attack" and _general(an, h):
            _from_afar(an, h)
        if h.type == "attack" and _on_forces(an, h):
            _set(an, h, "armed_clash", "type.attack-on-forces")
        if h.type == "attack" and h.match.form.id == "strike":
            _set(an, h, "air_strike", "type.strike")  # a bare "ضربة" comes from the air, by use
        if h.type == "remote_explosive" and any(an.role(k, "bomber") for k in range(*h.extent)):
            _set(an, h, "suicide_bomb", "type.by-bomber")
        if h.type == "unspecified_violence" and h.actors:
            _by_hand(an, h)
        if h.type == "destruction" and any(p is not None and p.id == "generic.protesters" for _, _, p in h.actors):
            _set(an, h, "riot", "type.by-protesters")
        if h.frame == "mutual" and any(p is not None and p.id == "generic.protesters" for _, _, p in h.actors):
            _set(an, h, "riot", "type.by-protesters")
        if h.frame != "harm":
            told.append(h)


def _weapons(an: Analysis, h: Happening, blocked: bytearray) -> None:
    start, end = h.extent
    seen: set[str] = set()
    listed = -1
    if h.type == "agreement":
        return  # "وقف إطلاق الصواريخ": nothing is fired
    for m in within(an.matches["weapon"], start, end):
        if blocked[m.a] or an.skip[m.a]:
            continue
        if (_is_target(an, h, m) and h.type != "interception") or _in_name(an, m) or _only_flies(an, m):
            continue
        if m.a == listed or _listed_as_hit(an, h, m):
            listed = m.b  # "دبابتين | ومدفعين عيار 23"
            continue
        data = an.lexicon.entries["weapon", m.form.id].data
        if data.get("event"):
            h.weapons.append(m)
        kind = "drone" if _unmanned(an, m) else data.get("weapon")
        if kind is None or kind in seen:
            continue
        seen.add(kind)
        h.weapon_types.append((kind, m.a, m.b, m.form.id))
        h.why.append(Evidence("weapons", "weapon.named", m.form.id, an.doc.raw_span(m.a, m.b)))
    head = an.weapon_at[start - 1] if start and h.match.split.pronoun and h.a == start else None
    if head is not None and h.match.form.id == "fire-at" and not an.doc.gap[start]:
        kind = an.lexicon.entries["weapon", head.form.id].get("weapon")
        if kind and kind not in seen:  # "اعتراض صاروخ | أطلقه الحوثيون"
            seen.add(kind)
            if an.lexicon.entries["weapon", head.form.id].get("event"):
                h.weapons.append(head)
            h.weapon_types.append((kind, head.a, head.b, head.form.id))
            h.why.append(Evidence("weapons", "weapon.fired", head.form.id, an.doc.raw_span(head.a, head.b)))
    for t in h.triggers:
        kind = an.lexicon.entries[t.match.form.cls, t.match.form.id].get("weapon")
        if kind and kind not in seen:
            seen.add(kind)
            h.weapon_types.append((kind, t.a, t.b, t.match.form.id))
            h.why.append(Evidence("weapons", "weapon.in-trigger", t.match.form.id, an.doc.raw_span(t.a, t.b)))


def _only_flies(an: Analysis, m: Match) -> bool:
    """ "وسط تحليق | للطائرات": aircraft that are overhead and do nothing else."""
    if an.lexicon.entries["weapon", m.form.id].get("weapon") not in _AIR:
        return False
    near = range(max(0, m.a - 3), m.a)
    return any(an.role(k, "flying") or an.role(k, "alongside") for k in near)  # "بالتنسيق مع | طيران كذا"


def _unmanned(an: Analysis, m: Match) -> bool:
    """ "طائرة إسرائيلية | من دون طيار": aircraft said, after a nationality, to be without a pilot."""
    if an.lexicon.entries["weapon", m.form.id].get("weapon") != "aircraft" or m.b >= len(an.doc):
        return False
    nation = an.party_at[m.b]
    joined = nation is not None and (nation.a == m.a or (nation.a == m.b and nation.adjective))
    k = nation.b if nation is not None and joined else m.b
    return k < len(an.doc) and an.role(k, "unmanned") is not None


def _in_name(an: Analysis, m: Match) -> bool:
    """ "قناة المسيرة": a word of a medium's name."""
    voice = an.voice_at[m.a - 1] if m.a else None
    medium = voice is not None and an.lexicon.entries["voice", voice.form.id].data["kind"] in ("media", "agency")
    party = an.party_at[m.a]
    kind = an.lexicon.entries["weapon", m.form.id].get("weapon")
    if party is not None and not party.adjective and party.b - party.a > m.b - m.a and kind in _OF_BRANCHES:
        return True  # "القوة الصاروخية"
    named = party is not None and party.kind in ("agency", "state_media", "media", "newspaper")
    return medium or named


def _is_target(an: Analysis, h: Happening, m: Match) -> bool:
    """A weapon that was hit, or stopped, is no weapon of the happening; nor what says of which make the target was."""
    return any(
        a <= m.a < b
        or (m.a == b and not (m.split.prep or m.split.conj) and h.type == "destruction")  # "قاذفة | كاتيوشا"
        or (m.a - b == 2 and an.doc.words[b + 1] in an.sets.make_words)
        or (b < m.a <= b + _MOUNTED_REACH and any(an.role(k, "mounted") is not None for k in range(b, m.a)))
        for a, b, _ in h.targets
    )


def _listed_as_hit(an: Analysis, h: Happening, m: Match) -> bool:
    """ "تدمير دبابتين | ومضاد طيران": a gun that goes on with the list of what was destroyed; it becomes a target."""
    kind = an.lexicon.entries["weapon", m.form.id].get("weapon")
    told = any(t.type == "destruction" for t in h.triggers) if kind in _GUNS else h.type == "destruction"
    if not told or not m.split.conj or m.split.prep:
        return False
    if not any(b == m.a for _, b, _ in h.targets):
        return False
    h.targets.append((m.a, m.b, None))
    h.why.append(Evidence("targets", "roles.list", m.form.id, an.doc.raw_span(m.a, m.b)))
    return True


def _quantities(an: Analysis, h: Happening, blocked: bytearray) -> None:
    start, end = h.extent
    for number in within(an.numbers, start, end):
        if number.percent or number.name_like or blocked[number.a]:
            continue
        k = number.b
        if k < end and an.doc.words[k] in an.sets.of_words:
            k += 1
        if k >= end:
            continue
        of = _counted(an, h, k)
        if of is not None:
            name, b, entry = of
            post = number.post_b if number.post_b and number.post_b > b else b
            low, high = number.min, number.max
            hedge = an.role(b, "at_least") if b < end else None
            if hedge is not None and low == high and post == b:
                high, post = None, hedge.b
            _add(an, h, name, low, high, number.approximate, number.a, min(post, end), entry)
    for m in within(an.matches["weapon"], start, end):
        if (
            blocked[m.a]
            or (_is_target(an, h, m) and h.type != "interception")
            or (m.a and an.number_at[m.a - 1] is not None)
        ):
            continue
        data = an.lexicon.entries["weapon", m.form.id].data
        if not data.get("countable") or m.split.article or m.split.pronoun:
            continue
        if data.get("weapon") in _AIR and h.type != "interception":
            continue
        after = an.number_at[m.b] if m.b < end else None
        if (
            m.form.number == "pl"
            and after is not None
            and after.a == m.b
            and after.kind == "vague"
            and not (an.doc.words[m.b].startswith("و"))
        ):  # "صواريخ عدة"
            _add(an, h, data["weapon"], after.min, after.max, False, m.a, after.b, m.form.id)
        elif m.form.number == "du":
            _add(an, h, data["weapon"], 2, 2, False, m.a, m.b, m.form.id)
        elif m.form.number == "sg" and m.form.pos == "noun" and not m.split.prep and _single(an, m):
            _add(an, h, data["weapon"], 1, 1, False, m.a, m.b, m.form.id)
    for u in an.matches["unit"]:
        what = an.lexicon.entries["unit", u.form.id].data["of"]
        if not start <= u.a < end or u.form.number != "du" or blocked[u.a] or u.split.article:
            continue
        if what == "vehicle" or (what == "attack" and h.type in _STRIKES):
            air = what == "attack" and h.type == "air_strike"  # "أغار الطيران مرتين"
            _add(an, h, "air_strike" if air else what, 2, 2, False, u.a, u.b, u.form.id)
    for t in h.triggers:
        if t.match.form.pos != "noun" or t.type not in ("air_strike", "attack"):
            continue
        if t.match.form.number == "du" and t.type == "air_strike":
            _add(an, h, t.type, 2, 2, False, t.a, t.b, t.match.form.id)
        after = next((x for k in (t.b, t.b + 1) if k < end and (x := an.number_at[k]) is not None), None)
        if t.match.form.number == "pl" and after is not None and after.kind == "vague" and after.b - after.a == 1:
            if not an.doc.gap[after.a] and an.number_at[t.a - 1] is None and not an.doc.words[after.a].startswith("و"):
                if after.b >= end or an.people_at[after.b] is None:  # "غارات جوية عدة", not "غارات عدة أشخاص"
                    _add(an, h, t.type, after.min, after.max, False, t.a, after.b, t.match.form.id)


def _counted(an: Analysis, h: Happening, k: int) -> tuple[str, int, str] | None:
    """What a number before word `k` counts, if it is a munition, a strike, a vehicle or a building."""
    m = an.weapon_at[k]
    if m is not None and m.a == k and not m.split.conj:
        data = an.lexicon.entries["weapon", m.form.id].data
        if data.get("countable"):
            return data["weapon"], m.b, m.form.id
    t = next((t for t in h.triggers if t.a == k), None)
    if t is not None and t.match.form.pos == "noun":
        if t.type in ("air_strike",):
            return "air_strike", t.b, t.match.form.id
        if t.frame == "act" and t.type in ("attack", "shelling", "remote_explosive", "suicide_bomb"):
            return "attack", t.b, t.match.form.id
    u = an.unit_at[k]
    if u is not None and u.a == k:
        of = an.lexicon.entries["unit", u.form.id].data["of"]
        if of != "attack":
            return of, u.b, u.form.id
        if h.type in _STRIKES:  # "قصفت المدينة نحو 100 مرة"
            return "air_strike" if h.type == "air_strike" else of, u.b, u.form.id
    return None


def _single(an: Analysis, m: Match) -> bool:
    """A single munition said as such: indefinite, not the kind of another noun, not plural by number."""
    before = an.weapon_at[m.a - 1] if m.a else None
    return before is None and an.number_at[m.a - 1] is None


def _add(
    an: Analysis, h: Happening, of: str, low: int | None, high: int | None, approx: bool, a: int, b: int, entry: str
) -> None:
    if any(q[0] == of and q[1] == low and q[2] == high for q in h.quantities):
        return
    h.quantities.append((of, low, high, approx, a, b, entry))
    h.why.append(Evidence("quantities", "quantity.counted", entry, an.doc.raw_span(a, b)))


def _refine(an: Analysis, h: Happening) -> None:
    """A general word (هجوم، استهداف) takes its type from weapon or actor; gas makes any strike chemical."""
    implied = [an.lexicon.entries["weapon", m.form.id].data["event"] for m in h.weapons]
    for a, b, _ in h.actors:
        w = an.weapon_at[a]
        flown = w is not None and an.lexicon.entries["weapon", w.form.id].get("weapon") in _AIR
        named = an.party_at[a]
        below = named is not None and named.id == "generic.air-defence"
        if flown or (not below and not an.sets.air_force.isdisjoint(an.doc.words[a:b])):
            implied.append("air_strike")
    if "chemical_weapon" in implied and h.type in ("shelling", "air_strike", "attack", "unspecified_violence"):
        _set(an, h, "chemical_weapon", "type.by-weapon")
        return
    refinable = all(
        an.lexicon.entries[t.match.form.cls, t.match.form.id].get("refine") or t.frame == "harm" for t in h.triggers
    )
    if not refinable:
        if h.type == "shelling" and "air_strike" in implied:
            _set(an, h, "air_strike", "type.aircraft-shell")
            # "قصف الطيران المطار أربع مرات": times of what turned out to come from the air
            h.quantities = [("air_strike", *q[1:]) if q[0] == "attack" else q for q in h.quantities]
        return
    for kind in _TELLING:
        if kind in implied:
            if kind == "attack" and h.type in ("armed_clash", "territory_change"):
                return
            _set(an, h, kind, "type.by-weapon")
            return


def _general(an: Analysis, h: Happening) -> bool:
    return bool(an.lexicon.entries[h.match.form.cls, h.match.form.id].get("refine"))


def _inherit(an: Analysis, h: Happening, told: list[Happening]) -> None:
    """ "الهجوم": what was told of before by a more telling word keeps its type."""
    if not h.definite:
        return
    for x in reversed(told[-4:]):
        if x.type in ("shelling", "air_strike", "chemical_weapon", "remote_explosive", "suicide_bomb", "armed_clash"):
            _set(an, h, x.type, "type.as-told-before")
            return
        if x.type not in ("attack", "other", "interception", "protest", "agreement"):
            return


def _by_hand(an: Analysis, h: Happening) -> None:
    """Somebody is said to have killed: an attack, or a clash where the dead are fighters."""
    groups = {
        an.lexicon.entries["people", m.form.id].get("group")
        for m in an.matches["people"] if h.extent[0] <= m.a < h.extent[1]
    }  # fmt: skip
    _set(an, h, "armed_clash" if groups == {"fighters"} else "attack", "type.harm-by-somebody")


def _from_afar(an: Analysis, h: Happening) -> None:
    """ "استهداف" with no weapon: armies strike positions from afar; the contract then says shelling."""
    if h.match.form.id not in an.sets.afar:
        return
    for a, _, party in h.actors:
        own = party is None and an.role(a, "own_force") is not None  # "أن مقاتليه استهدفوا موقعا"
        armed = own or (party is not None and party.kind in ("armed_group", "militia"))
        if (party is not None and party.kind in ("state", "state_forces", "government", "coalition")) or (
            armed and not _gunmen(party) and any(_stands(an, x) for x, _, _ in h.targets)
        ):
            _set(an, h, "shelling", "type.from-afar")
            return


_GUNMEN = frozenset(("generic.gunmen", "generic.unknown", "generic.attackers", "generic.snipers"))
_MOVES = frozenset(("vehicle", "patrol", "convoy", "bus", "ambulance"))


def _gunmen(party: PartyMention | None) -> bool:
    """ "استهدف مسلحون حافلة": nobody says that they fired from afar."""
    return party is not None and party.id in _GUNMEN


def _stands(an: Analysis, at: int) -> bool:
    """Whether a thing that does not move begins at the word: what groups hit from afar."""
    thing = an.thing_at[at]
    return thing is not None and an.lexicon.entries["facility", thing.form.id].get("kind") not in _MOVES


_MILITARY = frozenset(("position", "base", "checkpoint", "military"))
_ARMED = frozenset(("armed_group", "militia", "state_forces", "police", "coalition"))


def _on_forces(an: Analysis, h: Happening) -> bool:
    """ "هاجم مقاتلو الفصائل قاعدة للجيش": fighters who attack armed forces fight them (ACLED: armed clash)."""
    if h.match.form.id != "attack" or h.weapons or not h.targets:
        return False
    fighters = [p for _, _, p in h.actors if p is not None]
    if any(p.kind not in ("armed_group", "militia") for p in fighters) or (h.actors and not fighters):
        return False
    return all(_military(an, a, b, p) for a, b, p in h.targets)


def _military(an: Analysis, a: int, b: int, party: PartyMention | None) -> bool:
    if party is not None and party.kind in _ARMED:
        return True
    thing = an.thing_at[a]
    return thing is not None and an.lexicon.entries["facility", thing.form.id].get("kind") in _MILITARY


def _set(an: Analysis, h: Happening, kind: str, rule: str) -> None:
    h.type = kind
    h.why.append(Evidence("event", rule, None, an.doc.raw_span(h.a, h.b)))
