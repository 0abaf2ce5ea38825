"""What kind of voice a noun phrase names, and whom it stands for."""

from riwaya.reading.analysis import Analysis, VoiceMention, within
from riwaya.reading.voice_names import heard_before

_KINDS = {
    "state": "official", "government": "official", "ministry": "official", "state_forces": "state_forces",
    "police": "state_forces", "armed_group": "armed_group", "militia": "armed_group",
    "coalition": "state_forces", "political": "organisation", "agency": "agency",
    "state_media": "state_media", "media": "media", "newspaper": "media", "monitor": "monitor",
    "rescue_service": "rescue_service", "medical": "medical", "organisation": "organisation",
    "international_organisation": "international_organisation", "person": "person", "community": "residents",
}  # fmt: skip


_HEARD = 12  # attributions back in which a noun alone is still clear


def resolve_voice(an: Analysis, a: int, b: int) -> VoiceMention:
    """Kind and entry of the voice at `[a, b)`: by its head, then by the party its title links it to."""
    head_party = an.party_at[a]
    first_title = an.title_at[a]
    first_voice = an.voice_at[a]
    named = within(an.parties, a, b)
    person = next((p for p in named if p.cls == "person"), None)
    group = next((p for p in named if p.cls == "actor" and not p.adjective), None)
    nation = next((p for p in named if p.adjective), None)
    side = group.side if group else None
    if person is not None:
        return VoiceMention(a, b, "person", person.id, person.name_en, person.side or side,
                            person.member_of or (group.id if group else None), "voice.person")  # fmt: skip
    if head_party is not None and head_party.a == a and head_party.cls == "actor":
        kind = _KINDS.get(head_party.kind, "other")
        return VoiceMention(a, b, kind, head_party.id, head_party.name_en, head_party.side, None, "voice.actor")
    if first_title is not None:
        kind = an.lexicon.entries["title", first_title.form.id].get("voice_kind") or "person"
        member = group or nation
        return VoiceMention(a, b, kind, None, None, side or (nation.side if nation else None),
                            member.id if member else None, "voice.title")  # fmt: skip
    if first_voice is not None:
        noun = an.lexicon.entries["voice", first_voice.form.id]
        kind = noun.data["kind"]
        if noun.get("owned") and group is not None:  # "وفق حصيلة للمرصد": the monitor speaks
            return VoiceMention(group.a, b, _KINDS.get(group.kind, "other"), group.id, group.name_en, side, None,
                                "voice.actor")  # fmt: skip
        member = group or nation
        if member is None and (named_before := _same_noun(an, a, b)) is not None:
            v = named_before
            return VoiceMention(a, b, v.kind, v.id, v.name_en, v.side, v.member_of, "voice.noun-again")
        if kind == "unnamed_source" and group is not None and group.kind in ("medical",):
            kind = "medical"
        return VoiceMention(a, b, kind, None, None, side or (nation.side if nation else None),
                            member.id if member else None, "voice.noun")  # fmt: skip
    if group is not None:
        return VoiceMention(a, b, _KINDS.get(group.kind, "other"), group.id, group.name_en, side, None,
                            "voice.actor")  # fmt: skip
    known = heard_before(an, a, b)
    if known is not None:
        return VoiceMention(a, b, known.kind, known.id, known.name_en, known.side, known.member_of, "voice.heard")
    place = an.place_at[a]
    if place is not None and place.a == a:
        return VoiceMention(a, b, "official", None, place.place.name_en, None, None, "voice.capital")
    return VoiceMention(a, b, "person", None, None, None, None, "voice.name")


def _same_noun(an: Analysis, a: int, b: int) -> VoiceMention | None:
    """ "الوزارة", "الحركة": the voice heard before that was named in full with this noun, if one was."""
    word = an.doc.words[a]
    bare = word.removeprefix("و").removeprefix("ال")
    if b - a != 1 or bare == word or an.voice_at[a] is None:
        return None
    heard = [x.voices[-1] for x in an.attributions[-_HEARD:] if x.voices and x.voices[-1].id is not None]
    found = [v for v in heard if v.a < a and bare in an.doc.words[v.a : v.b]]
    return found[-1] if found and len({v.id for v in found}) == 1 else None
