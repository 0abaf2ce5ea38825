"""Whether a party belongs to the side a voice speaks for."""

from riwaya.reading.analysis import Analysis, PartyMention, VoiceMention, within

_GROUPS = frozenset(("armed_group", "militia", "coalition"))
_STATE_ARMS = frozenset(("state_forces", "police"))


def same_side(an: Analysis, a: int, b: int, party: PartyMention, voice: VoiceMention) -> bool:
    """Whether the party named at `[a, b)` is the voice, belongs to it, or is of its side."""
    ids = {voice.id, voice.member_of} - {None}
    if party.id in ids or (party.member_of is not None and party.member_of in ids):
        return True
    for vid in ids:
        entry = an.lexicon.entries.get(("actor", vid)) if vid else None
        if entry is not None and party.id is not None and entry.get("parent") == party.id:
            return True
    if party.side is not None and party.side == voice.side:
        return True
    nation = _nations(an, party.a, party.b + 1)
    if nation and voice.kind in ("official", "state_forces") and nation & _nations(an, voice.a, voice.b):
        return True  # "قالت وزارة الدفاع التركية إن المدفعية التركية قصفت"
    if _own_branch(an, a, b, party, voice):
        return True
    name = set(an.doc.words[party.a : party.b])
    spoken = set(an.doc.words[voice.a : voice.b])
    if party.id is None:
        return bool(name & spoken)
    # "قال المتحدث باسم القوات المسلحة اليمنية إن القوات المسلحة نفذت"
    return party.id.startswith("generic.") and party.b - party.a > 1 and name <= spoken


def speaks_for_army(an: Analysis, voice: VoiceMention) -> bool:
    """ "المتحدث العسكري", with no group named: the voice of the country's own army."""
    title = an.title_at[voice.b - 1]
    return title is not None and an.lexicon.entries["title", title.form.id].get("kind") == "army_spokesman"


def _own_branch(an: Analysis, a: int, b: int, party: PartyMention, voice: VoiceMention) -> bool:
    """ "قال المتحدث باسم الجيش إن سلاح الجو": a branch named bare, by somebody who speaks for armed forces."""
    if party.kind == "state_forces" and speaks_for_army(an, voice):
        return True
    entry = an.lexicon.entries.get(("actor", party.id or ""))
    branch = entry.get("branch") if entry is not None else None
    if branch not in ("any", "state") or b > party.b:
        return False
    speaker = an.lexicon.entries.get(("actor", voice.member_of or voice.id or ""))
    if speaker is None:
        return False
    if speaker.get("kind") in _STATE_ARMS or speaker.get("branch") == "speaks":
        return True
    if speaker.get("kind") in ("state", "government"):
        return voice.kind in ("person", "official")  # "قال رئيس الوزراء الإسرائيلي إن سلاح الجو"
    return branch == "any" and speaker.get("kind") in _GROUPS


def _nations(an: Analysis, a: int, b: int) -> set[str]:
    """The states whose adjectives stand in `[a, b)`."""
    return {p.id for p in within(an.parties, a, b) if p.adjective and p.id and p.kind == "state"}


def many(an: Analysis, voice: VoiceMention) -> bool:
    """Whether a voice is named in the plural or dual: "ناشطون", "المتمردون الشيعة", "السرايا والقسام"."""
    head = True
    for k in range(voice.a, voice.b):
        word = an.doc.words[k]
        noun = an.voice_at[k] or an.people_at[k] or an.title_at[k]
        if head and (word.endswith(("ون", "ين", "ان")) or (noun is not None and noun.form.number in ("pl", "du"))):
            return True
        head = head and (word in an.sets.some_of or word in an.sets.of_words or an.number_at[k] is not None)
        if k > voice.a and (p := an.party_at[k]) is not None and p.match.split.conj:
            return True
    return False


def some_media(voice: VoiceMention) -> bool:
    """ "وسائل إعلام", "صحف": media that nobody names, which no masculine singular ("مؤكدا") can mean."""
    return voice.kind == "media" and voice.rule == "voice.noun"
