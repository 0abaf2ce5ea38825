"""With what: weapons, and how many munitions, strikes and vehicles."""

from riwaya.lexicon.match import Match
from riwaya.model import Evidence
from riwaya.reading.analysis import Analysis, Happening, within
from riwaya.reading.arms_type import refine_type

_STRIKES = frozenset(("shelling", "air_strike", "attack", "remote_explosive", "chemical_weapon"))
_GUNS = frozenset(("artillery", "anti_aircraft", "mortar", "tank", "heavy_machine_gun"))
_MOUNTED_REACH = 6
_TWO = ("تين", "تان")
_AIR = frozenset(("aircraft", "drone", "helicopter"))
_OF_BRANCHES = frozenset(("rocket", "missile", "artillery", "tank", "anti_aircraft"))


def set_arms(an: Analysis, blocked: bytearray) -> None:
    """Fill weapons and quantities and refine the types of every happening."""
    told: list[Happening] = []
    for h in an.happenings:
        _weapons(an, h, blocked)
        _quantities(an, h, blocked)
        refine_type(an, h, told)
        if h.type == "air_strike":  # "20 ضربة" from the air
            h.quantities = [("air_strike", *q[1:]) if (q[0], q[6]) == ("attack", "strike") else q for q in h.quantities]
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
        if any(an.doc.words[k].removeprefix("ل") in an.sets.averting for k in range(h.b, m.a)):
            continue  # "قصفوا المطار لمنع هبوط | الطائرات"
        if m.a == listed or _listed_as_hit(an, h, m):
            listed = m.b  # "دبابتين | ومدفعين عيار 23"
            continue
        data = an.lexicon.entries["weapon", m.form.id].data
        if data.get("event"):
            h.weapons.append(m)
        kind = "drone" if _unmanned(an, m) else data.get("weapon")
        if kind is None or kind in seen or (kind == "drone" and h.type == "protest"):
            continue  # "خرجوا في | مسيرات": marches
        seen.add(kind)
        h.weapon_types.append((kind, m.a, m.b, m.form.id))
        h.why.append(Evidence("weapons", "weapon.named", m.form.id, an.doc.raw_span(m.a, m.b)))
    told_of = h.match.split.pronoun or h.match.form.pos == "verb"
    head = an.weapon_at[start - 1] if start and told_of and h.a == start else None
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
    gunners = party is not None and party.a == m.a and m.form.pos == "noun" and kind == "artillery"  # "مدفعية النظام"
    if (
        party is not None
        and not party.adjective
        and party.b - party.a > m.b - m.a
        and kind in _OF_BRANCHES
        and not gunners
    ):
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
        elif m.form.number == "du" or (m.form.pos == "form" and an.doc.words[m.a].endswith(_TWO)):
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
