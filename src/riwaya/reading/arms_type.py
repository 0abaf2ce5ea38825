"""The event type that weapons, and who acts on whom, make of a general attack word or of bare harm."""

from riwaya.model import Evidence
from riwaya.reading.analysis import Analysis, Happening, PartyMention, within

_AIR = frozenset(("aircraft", "drone", "helicopter"))
# Which implied type wins where a happening names several weapons: the more telling one.
_TELLING = (
    "chemical_weapon", "suicide_bomb", "air_strike", "shelling", "remote_explosive", "grenade", "attack",
)  # fmt: skip


def refine_type(an: Analysis, h: Happening, told: list[Happening]) -> None:
    """Make the type of a happening with its weapons and parties as precise as they tell; `told` came before it."""
    _refine(an, h)
    if h.type in ("attack", "unspecified_violence") and _general(an, h):
        _inherit(an, h, told)
    if h.type == "attack" and _general(an, h):
        _from_afar(an, h)
    if h.type == "armed_clash" and _stopped_in_flight(an, h):
        _set(an, h, "interception", "type.stopped-in-flight")
    if h.type == "attack" and _on_forces(an, h):
        _set(an, h, "armed_clash", "type.attack-on-forces")
    if h.type == "attack" and _offensive(an, h):
        _set(an, h, "armed_clash", "type.offensive")
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
        an.lexicon.entries[t.match.form.cls, t.match.form.id].get("refine")
        or t.frame == "harm"
        or (t.type == "destruction" and _general(an, h))  # "هجوم بطائرة مسيرة أدى إلى تدمير منزل"
        for t in h.triggers
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


def _offensive(an: Analysis, h: Happening) -> bool:
    """ "شن الجيش هجوما على بلدة كذا": an army's attack on a place, nobody named who was harmed."""
    if h.match.form.id != "attack" or h.weapons or h.targets or h.casualties or not h.actors:
        return False
    if an.role(h.a, "assault") is not None:
        return False
    places = within(an.places, *h.extent)
    armies = all(p is not None and p.kind == "state_forces" and _at_home(an, p) for _, _, p in h.actors)
    aimed = any(p.prep in an.sets.against or not p.prep for p in places)
    return armies and aimed


def _stopped_in_flight(an: Analysis, h: Happening) -> bool:
    """ "إحباط هجوم بطائرتين مسيرتين": an attack by what flies, and nothing else, that was met."""
    met = any(t.as_object for t in h.triggers)
    flown = {kind for kind, *_ in h.weapon_types}
    return met and bool(flown) and flown <= _AIR | {"missile"}


def _at_home(an: Analysis, party: PartyMention) -> bool:
    """Whether an army is of the country the report is about: others strike from the air more often than they march."""
    entry = an.lexicon.entries.get(("actor", party.id or ""))
    country = entry.get("country") if entry is not None else None
    return country is None or country in an.home


def _military(an: Analysis, a: int, b: int, party: PartyMention | None) -> bool:
    if party is not None and party.kind in _ARMED:
        return True
    thing = an.thing_at[a]
    return thing is not None and an.lexicon.entries["facility", thing.form.id].get("kind") in _MILITARY


def _set(an: Analysis, h: Happening, kind: str, rule: str) -> None:
    h.type = kind
    h.why.append(Evidence("event", rule, None, an.doc.raw_span(h.a, h.b)))
