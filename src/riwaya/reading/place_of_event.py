"""Whether a place named among a happening's words is where it happened: not where somebody is from, goes or rules."""

from riwaya.reading.analysis import Analysis, Happening, within
from riwaya.reading.phrases import stands_for_place
from riwaya.reading.place_mention import PlaceMention
from riwaya.text.tokens import COMMA

_DESCENT = 14  # words from "ينحدر" on that name places
_SAKE = 9  # words back to look for for whose sake, or where to, something was done
_HEALS = frozenset(("hospital", "clinic", "medical-point"))
_REPLY = 9  # words after "in reply to" that tell of what is replied to


def of_event(an: Analysis, h: Happening, p: PlaceMention) -> bool:
    """Not a place that acts (a capital as a government) nor one that only says where somebody is from."""
    if p.reason == "back-reference" and any(
        q.place.id == p.place.id and q.reason != "back-reference"
        for q in within(an.places, *h.extent)
    ):  # fmt: skip
        return False
    for a, b, _ in h.actors:
        if a <= p.a < b and p.prep != "في":
            return False
        if b <= h.a and p.prep == "في" and p.marker_a == b + 1 and h.match.form.pos == "verb":
            return False  # "فصائل في غزة | تقصف": where those who act are
    if p.place.kind == "country" and an.doc.words[p.a].endswith("يا") and p.a and an.number_at[p.a - 1] is not None:
        return False  # "12 سوريا": nationals counted
    before = p.marker_a - 1
    if "capital" in p.place.flags and not (p.prep or p.area or p.marker) and before >= 0:
        cue = an.cue_at[before]
        if an.role(before, "complement") is not None or (cue is not None and cue.form.pos == "verb"):
            return False  # "إن واشنطن تشعر بالقلق", "رصدت واشنطن مكافأة"
    if p.place.kind == "country" and not p.area and _between_states(an, p):
        return False  # "وسط التوتر بين السعودية | وإيران"
    if p.prep == "ل" and p.place.kind == "country" and an.party_at[p.a] is not None and not p.area:
        if an.trigger_at[p.a - 1] is None and an.place_at[p.a - 1] is None:
            return False  # "سمحت للولايات المتحدة"
    if p.prep == "ل" and before >= 0 and an.doc.words[before].removeprefix("و").removeprefix("ال").startswith("موال"):
        return False  # "مقاتلون موالون لإيران"
    if before >= 0 and an.doc.words[before] in an.sets.origin_words:
        return False
    if _each_of(an, p) or _base_of_doer(an, h, p):
        return False
    if p.prep == "ب" and before >= 0 and an.doc.words[before] in an.sets.belongs:
        return False  # "أهداف مرتبطة بإيران"
    if p.prep == "من" and before >= 1 and an.doc.words[before - 1] in an.sets.belongs:
        return False  # "المدعوم من إيران"
    party = an.party_at[p.a]
    if (
        party is not None
        and party.kind == "government"
        and not (p.prep or p.area or p.marker)
        and not stands_for_place(an, p.a)
        and not _struck_city(an, h, p)
    ):
        return False  # "تعتبر أنقرة", "دعم واشنطن": a government
    with_it = an.party_at[p.a - 1] if p.a and an.doc.words[p.a].startswith("و") and not p.prep else None
    if with_it is not None and with_it.kind == "government" and not stands_for_place(an, with_it.a):
        return False  # "وقعت أنقرة | وبغداد": governments
    if p.b <= h.a and h.a >= 2 and an.doc.words[h.a - 1] == "علي" and an.doc.words[h.a - 2] in an.sets.replies:
        return False  # "دعما لأهالي كذا، وردا على | القصف"
    if _replied_to(an, h, p) or _reason_given(an, h, p) or _of_an_office(an, p) or for_the_sake(an, p):
        return False
    if _seat(an, h, p) or _descent(an, p):
        return False  # "بالتنسيق مع حكومة الوفاق في | طرابلس"
    if _fired_from(an, h, p) or _on_the_way(an, p) or _measured_from(an, p) or _where_treated(an, h, p):
        return False
    if p.place.kind == "country" and not p.prep and p.marker is None and not p.area:
        return _struck_or_saw(an, p.a - 1) if p.a else False
    return True


def _struck_or_saw(an: Analysis, k: int) -> bool:
    """ "قصف | سوريا", "يشهد | السودان اشتباكات", not "تدعمها | تركيا"."""
    m = an.support_at[k]
    saw = m is not None and m.form.pos == "verb" and not m.split.pronoun
    if saw and an.lexicon.entries["support", m.form.id].get("subject") == "place":  # type: ignore[union-attr]
        return True
    return an.trigger_at[k] is not None


def _between_states(an: Analysis, p: PlaceMention) -> bool:
    """Whether a country stands in "between A and B": two parties, no place."""
    before = an.place_at[p.marker_a - 1] if p.marker_a and an.doc.words[p.a].startswith("و") else None
    first = p if p.prep == "بين" else before
    if first is None or first.prep != "بين" or first.place.kind != "country":
        return False
    near = range(max(0, first.marker_a - 4), first.marker_a)
    return not any(an.role(k, "border") for k in near)  # "عند الحدود بين كذا وكذا" says where


def _each_of(an: Analysis, p: PlaceMention) -> bool:
    """ "دأبت كل من الرياض وصنعاء": capitals that act; not "في كل من الرياض وجدة"."""
    k = p.marker_a - 1
    while k > 1 and an.doc.words[k + 1].startswith("و") and (other := an.place_at[k]) is not None:
        k = other.marker_a - 1
    if k < 2 or an.role(k - 1, "each_of") is None:
        return False
    return an.doc.words[k - 2] not in an.gazetteer.words.within


def _replied_to(an: Analysis, h: Happening, p: PlaceMention) -> bool:
    """ "قصفت الفصائل المستوطنات ردا على العدوان في نابلس": where that was for which this is the reply."""
    last = max(t.b for t in h.triggers)
    for k in range(p.marker_a - 1, max(last, p.marker_a - _REPLY) - 1, -1):
        if an.doc.gap[k + 1] & COMMA:
            return False
        if an.doc.words[k].removeprefix("و") in an.sets.replies and k >= last:
            return True
        if an.role(k, "flying") is not None:
            return True  # "وسط تحليق للطائرات في أجواء جبل الزاوية"
    return False


def _reason_given(an: Analysis, h: Happening, p: PlaceMention) -> bool:
    """ "ردا على الجرائم في | غزة، استهدفنا القاعدة": a place of what is replied to, in a phrase before the deed."""
    if p.b > h.a or not any(an.doc.gap[k] & COMMA for k in range(p.b, h.a + 1)):
        return False
    for k in range(p.marker_a - 1, max(p.marker_a - _REPLY - 3, -1), -1):
        if an.doc.gap[k + 1] & COMMA:
            return False
        if an.doc.words[k].removeprefix("و") in an.sets.replies and an.role(k + 1, "target"):
            return True
    return False


def _of_an_office(an: Analysis, p: PlaceMention) -> bool:
    """ "والي | بغداد", "قائد شرطة | كركوك": of which place somebody is the head."""
    title = an.title_at[p.marker_a - 1] if p.marker_a else None
    if title is None or title.b != p.marker_a or an.doc.gap[p.marker_a]:
        return False
    return not p.prep or an.doc.words[p.marker_a - 1] == "والي"  # spelled like "and to"


def _on_the_way(an: Analysis, p: PlaceMention) -> bool:
    """ "قادمين من بغداد والموصل", "متوجها إلى مدينة القرنة": where somebody comes from or was going."""
    for k in range(p.marker_a - 1, max(p.marker_a - 8, -1), -1):
        m = an.role(k, "travels")
        if m is not None and m.b <= p.marker_a:
            between = range(m.b, p.marker_a)
            if between and _named_anew(an, p):
                return False
            return all(an.place_at[j] or an.thing_at[j] or an.doc.words[j] == "و" for j in between)
    return False


def _fired_from(an: Analysis, h: Happening, p: PlaceMention) -> bool:
    """ "نفذ عدوانا من اتجاه الجولان", "قصفت الطائرات من أجواء لبنان": from where, not where."""
    if p.marker_a and an.role(p.marker_a - 1, "source_of_fire") is not None:
        return True  # "صاروخ مصدره الجولان"
    if h.type == "air_strike" and _airfield_flown_from(an, p):
        return True
    if p.prep == "من" and h.type == "shelling" and any(t.frame == "fall" for t in h.triggers):
        return any(q.prep != "من" and not q.area for q in within(an.places, *h.extent))  # "أطلقت من كذا، سقطت على"
    launched = any(t.match.form.id == "fire-at" and t.b <= p.a for t in h.triggers)
    if launched and p.prep != "من" and _from_positions(an, p):
        return True  # "أطلقوا القذيفتين من مواقعهم | شرقي المدينة"
    if p.prep == "من" and any(t.match.form.id == "fire-at" and t.b <= p.a for t in h.triggers):
        if any(t.match.form.id != "fire-at" and t.frame == "act" for t in h.triggers):
            return True  # "استهدف الموقع بصواريخ أطلقت من البادية"
        if any(q.prep in an.sets.against and q.a > p.a for q in within(an.places, *h.extent)):
            return True  # "أطلقت صواريخ من كذا على كذا"
    if h.frame != "act" or h.match.form.id == "fire-at":
        return False  # "سمع دوي انفجارات من اتجاه المطار"; a launch is where it is launched
    for k in range(p.marker_a - 1, max(p.marker_a - 4, -1), -1):
        m = an.role(k, "fired_from")
        if m is not None:
            return m.b <= p.b and all(an.place_at[j] is not None for j in range(m.b, p.marker_a))
    return False


def _airfield_flown_from(an: Analysis, p: PlaceMention) -> bool:
    """ "قصفت طائرات من | قاعدة طبرق الجوية كذا", "أقلعت من | مطار حماة وقصفت"."""
    first = min(p.a, p.marker_a)
    if _named_anew(an, p) and an.thing_at[first] is None:
        return False
    for k in range(first, max(first - 3, 0), -1):
        m = an.thing_at[k]
        if m is not None and m.form.id in ("airport", "base") and an.doc.words[m.a - 1] == "من":
            return True
    return False


def _named_anew(an: Analysis, p: PlaceMention) -> bool:
    """ "قصفت طائرة انطلقت من مطار كذا | بلدة سرمين": what was hit, with its own word of kind and no preposition."""
    return p.marker_a < p.a and not p.prep and not an.doc.words[p.marker_a].startswith("و")


def _from_positions(an: Analysis, p: PlaceMention) -> bool:
    """Whether positions, and nothing else, stand between "from" and the place."""
    k = p.marker_a - 1
    while k > p.marker_a - 4 and k > 0 and an.thing_at[k] is not None:
        k -= 1
    return k < p.marker_a - 1 and k >= 0 and an.doc.words[k] == "من"


def _measured_from(an: Analysis, p: PlaceMention) -> bool:
    """ "(170 كلم شمالي بغداد)", "على بعد 40 كيلومترا من حلب": a place only measured from."""
    for k in range(p.marker_a - 1, max(p.marker_a - 5, -1), -1):
        number = an.number_at[k - 1] if k else None
        if an.role(k, "distance") is not None:
            return number is not None or an.doc.words[k][:1].isdecimal()
        if an.place_at[k] is not None:
            return False
    return False


def for_the_sake(an: Analysis, p: PlaceMention) -> bool:
    """ "نصرة لغزة", "دعما لغزة": for whom it is said to be done."""
    if p.prep == "ل" and p.a > 0 and an.role(p.marker_a - 1, "sake") is not None:
        return True
    for k in range(p.marker_a - 1, max(p.marker_a - _SAKE, -1), -1):
        if an.doc.gap[k + 1] & COMMA or an.trigger_at[k] is not None:
            return False
        if an.role(k, "sake_of") is not None and an.party_at[k] is None:
            return bool(p.prep)  # "دعما للشعب الصامد في | غزة"
    return False


def _descent(an: Analysis, p: PlaceMention) -> bool:
    """ "وينحدر من قرية كذا التابعة لمنطقة كذا بريف | كذا": where somebody is from, and what holds that place."""
    for k in range(p.marker_a - 1, max(p.marker_a - _DESCENT, -1), -1):
        if an.doc.gap[k + 1] & COMMA or an.trigger_at[k] is not None or an.cue_at[k] is not None:
            return False
        m = an.role(k, "descent")
        if m is not None:
            return m.form.id != "sons-of-places" or m.b == p.marker_a
    return False


def _seat(an: Analysis, h: Happening, p: PlaceMention) -> bool:
    """Whether a government that nothing was done to is said to be in that place."""
    k = p.marker_a - 1
    party = an.party_at[k - 1] if k > 0 and an.doc.words[k] in an.sets.inner_prepositions else None
    if party is None or party.b != k or party.adjective or party.kind not in ("government", "ministry", "political"):
        return False
    return not any(a <= party.a < b for a, b, _ in h.targets)


def _where_treated(an: Analysis, h: Happening, p: PlaceMention) -> bool:
    """ "نقل إلى مستشفى | مرجعيون": the place of a hospital where the hurt were taken."""
    k = p.marker_a - 1
    things = ((j, an.thing_at[j]) for j in (p.marker_a, k) if j >= 0)
    here = next((j for j, m in things if m is not None and m.form.id in _HEALS), None)
    if here is None or any(a <= here < b for a, b, _ in h.targets):
        return False
    first = max(max((t.b for t in h.triggers if t.b <= here), default=0), here - _SAKE)
    return any(an.role(j, "healing") is not None for j in range(first, here))


def _struck_city(an: Analysis, h: Happening, p: PlaceMention) -> bool:
    """ "قصفت الحركة | تل أبيب": right after a verb of shelling that somebody else is the subject of."""
    return p.a == h.b and h.match.form.pos == "verb" and bool(h.actors) and all(x[0] != p.a for x in h.actors)


def _base_of_doer(an: Analysis, h: Happening, p: PlaceMention) -> bool:
    """ "قصف من قوات النظام المتمركزة في | حلفايا": where those who act are based."""
    k = next((k for k in range(p.marker_a - 1, max(p.marker_a - 4, 0), -1) if an.role(k, "based")), None)
    return k is not None and any(b == k for _, b, _ in h.actors)
