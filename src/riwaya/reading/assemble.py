"""From happenings to the records of the claims contract."""

import hashlib

from riwaya.gazetteer.place import SETTLEMENTS
from riwaya.model import (
    Casualty,
    Claim,
    Event,
    Evidence,
    Party,
    PlaceValue,
    Quantity,
    Voice,
    Weapon,
    When,
)
from riwaya.reading.analysis import Analysis, Attribution, Happening, PartyMention, VoiceMention
from riwaya.reading.place_mention import PlaceMention


def assemble(an: Analysis, happenings: list[Happening]) -> tuple[Claim, ...]:
    """One claim per happening, in text order; ids depend on the report and the claim's words alone."""
    report_id = an.report.id
    return tuple(_claim(an, h, report_id) for h in happenings)


def _claim(an: Analysis, h: Happening, report_id: str) -> Claim:
    doc = an.doc
    trigger = doc.raw_span(h.a, h.b)
    start, end = h.extent
    for x in h.attribution:
        if doc.sentence_of[x.cue[0]] == doc.sentence_of[h.a]:
            start, end = min(start, x.cue[0]), max(end, x.cue[1], x.voices[-1].b if x.voices and not x.carried else 0)
    return Claim(
        id=_id(an, h, report_id),
        span=doc.raw_span(start, min(end, len(doc))),
        trigger=trigger,
        stance=h.stance,
        certainty=h.certainty,
        attribution=_attribution(an, h),
        event=_event(an, h),
        negated=h.negated,
        recalls=_id(an, h.recalls, report_id) if h.recalls is not None else None,
        why=(Evidence("event", "trigger." + h.frame, h.match.form.id, trigger), *h.why),
    )


def _id(an: Analysis, h: Happening, report_id: str) -> str:
    start, end = an.doc.raw_span(h.a, h.b)
    return "c-" + hashlib.sha256(f"{report_id}|{start}|{end}|{h.stance}".encode()).hexdigest()[:16]


def _attribution(an: Analysis, h: Happening) -> tuple[Voice, ...]:
    report = an.report
    out = [Voice("outlet", report.outlet or "", None, None, None, None, None)]
    for x in _order(h.attribution):
        for i, v in enumerate(x.voices):
            last = i == len(x.voices) - 1
            if out and out[-1].span == _span(an, v.a, v.b):
                continue
            out.append(_voice(an, v, x, x.channel if last else None))
    return tuple(out)


def _order(chain: list[Attribution]) -> list[Attribution]:
    return [x for x in chain if x.voices]


def _span(an: Analysis, a: int, b: int) -> tuple[int, int]:
    """The span of a name without the conjunction or preposition written onto it."""
    party = an.party_at[a]
    m = party.match if party is not None and party.a == a else an.voice_at[a] or an.title_at[a] or an.thing_at[a]
    if m is None or m.a != a:
        m = an.people_at[a] or an.weapon_at[a]
    if m is None or m.a != a:
        return an.doc.raw_span(a, b)
    return an.doc.trimmed_span(a, b, len(m.split.conj) + len(m.split.prep))


def _voice(an: Analysis, v: VoiceMention, x: Attribution, channel: str | None) -> Voice:
    span = _span(an, v.a, v.b)
    return Voice(v.kind, an.report.text[span[0] : span[1]], v.id, v.name_en, span, an.doc.raw_span(*x.cue),
                 channel, v.side, v.member_of)  # fmt: skip


def _event(an: Analysis, h: Happening) -> Event:
    return Event(
        type=h.type,
        actors=tuple(_party(an, *x) for x in h.actors),
        targets=tuple(_party(an, *x) for x in h.targets),
        weapons=tuple(_weapon(an, *w) for w in h.weapon_types),
        places=tuple(_place(an, p) for p in h.places),
        when=_when(an, h),
        quantities=tuple(_quantity(an, *q) for q in h.quantities),
        casualties=tuple(
            Casualty(
                c.outcome, c.group, c.min, c.max, c.approximate, an.doc.raw_text(c.a, c.b), an.doc.raw_span(c.a, c.b)
            )
            for c in h.casualties
        ),
    )


def _party(an: Analysis, a: int, b: int, party: PartyMention | None) -> Party:
    span = _span(an, a, b)
    text = an.report.text[span[0] : span[1]]
    if party is None:
        return Party(text, None, span)
    return Party(text, party.id, span, None, party.name_en, party.kind, party.side)


def _weapon(an: Analysis, kind: str, a: int, b: int, entry: str) -> Weapon:
    return Weapon(kind, an.doc.raw_text(a, b), an.doc.raw_span(a, b))


def _place(an: Analysis, p: PlaceMention) -> PlaceValue:
    place = p.place
    # "قضاء بنت جبيل" is the district around the town.
    precision = p.marker if p.marker in ("district", "governorate") and place.kind in SETTLEMENTS else place.precision
    return PlaceValue(an.doc.raw_text(p.a, p.b), place.id, place.name_en or None, place.lat, place.lon,
                      precision, an.doc.raw_span(p.a, p.b), p.reason)  # fmt: skip


def _when(an: Analysis, h: Happening) -> When:
    t = h.time
    if t is not None:
        span = an.doc.raw_span(t.a, t.b)
        text = an.report.text[span[0] : span[1]]
        if t.unresolved:
            return When(None, None, t.precision, False, text, span, True)
        start = t.start.isoformat() if t.start else None
        end = t.end.isoformat() if t.end and not t.open_end else None
        return When(start, end, t.precision, False, text, span)
    if an.published is None:
        return When(None, None, "day", True, None, None, True)
    day = an.published.isoformat()
    return When(day, day, "period" if _habitual(an, h) else "day", True, None, None)


def _habitual(an: Analysis, h: Happening) -> bool:
    """ "تعرضت طوال سنوات لقصف": told of as what happens, not as what happened on a day."""
    return any(an.role(k, "habitual") is not None for k in range(*h.extent))


def _quantity(
    an: Analysis, of: str, low: int | None, high: int | None, approx: bool, a: int, b: int, entry: str
) -> Quantity:
    return Quantity(of, low, high, approx, an.doc.raw_text(a, b), an.doc.raw_span(a, b))
