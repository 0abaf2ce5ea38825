"""What the stages of reading share: one report's words and everything found in them so far.

Word positions are half-open ranges `[a, b)` into `Analysis.doc`.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol, TypeVar

from riwaya.gazetteer import Gazetteer
from riwaya.lexicon.match import Lexicon, Match
from riwaya.model import Evidence, Report
from riwaya.reading.place_mention import PlaceMention
from riwaya.reading.word_sets import WordSets
from riwaya.text.dates import Time
from riwaya.text.numbers import Number
from riwaya.text.tokens import Doc


@dataclass(slots=True)
class PartyMention:
    """An actor or known person named at `[a, b)`; `id` is None for one the lexicon leaves open."""

    a: int
    b: int
    cls: str
    id: str | None
    kind: str
    side: str | None
    name_en: str | None
    match: Match
    adjective: bool = False
    member_of: str | None = None


@dataclass(slots=True)
class VoiceMention:
    """Who speaks: the words naming the voice, and what it resolves to."""

    a: int
    b: int
    kind: str
    id: str | None = None
    name_en: str | None = None
    side: str | None = None
    member_of: str | None = None
    rule: str = ""


@dataclass(slots=True)
class Attribution:
    """One hand-over: cue words, its voice (and voices in between), and the words it covers."""

    cue: tuple[int, int]
    entry: str
    stance: str
    certainty: str
    says: str
    voices: list[VoiceMention]
    content: tuple[int, int]
    post: bool = False
    channel: str | None = None
    time: Time | None = None
    accused: tuple[int, int] | None = None
    carried: bool = False
    participle: bool = False
    head: tuple[int, int] = (0, 0)  # from the cue (or the voice before it) to where the content starts


@dataclass(slots=True)
class CasualtyFound:
    """People harmed: counted words at `[a, b)`."""

    a: int
    b: int
    outcome: str
    group: str
    min: int | None
    max: int | None
    approximate: bool
    entry: str


@dataclass(slots=True)
class Happening:
    """One candidate happening: its trigger words and what has been attached to it."""

    a: int
    b: int
    match: Match
    type: str
    frame: str
    extent: tuple[int, int] = (0, 0)
    negated: bool = False
    unreal: bool = False
    future: bool = False
    definite: bool = False
    supported: bool = False
    as_object: bool = False
    attribution: list[Attribution] = field(default_factory=list)
    stance: str = "asserts"
    certainty: str = "stated"
    actors: list[tuple[int, int, PartyMention | None]] = field(default_factory=list)
    targets: list[tuple[int, int, PartyMention | None]] = field(default_factory=list)
    weapons: list[Match] = field(default_factory=list)
    weapon_types: list[tuple[str, int, int, str]] = field(default_factory=list)
    places: list[PlaceMention] = field(default_factory=list)
    time: Time | None = None
    quantities: list[tuple[str, int | None, int | None, bool, int, int, str]] = field(default_factory=list)
    casualties: list[CasualtyFound] = field(default_factory=list)
    merged: list["Happening"] = field(default_factory=list)
    why: list[Evidence] = field(default_factory=list)
    dropped: str = ""
    recalls: "Happening | None" = None

    @property
    def triggers(self) -> list["Happening"]:
        """This happening and those merged into it."""
        return [self, *self.merged]


@dataclass(slots=True)
class Analysis:
    """A report being read."""

    report: Report
    published: date | None
    doc: Doc
    lexicon: Lexicon
    gazetteer: Gazetteer
    sets: WordSets
    matches: dict[str, list[Match]] = field(default_factory=dict)
    skip: bytearray = field(default_factory=bytearray)
    parties: list[PartyMention] = field(default_factory=list)
    party_at: list[PartyMention | None] = field(default_factory=list)
    title_at: list[Match | None] = field(default_factory=list)
    voice_at: list[Match | None] = field(default_factory=list)
    trigger_at: list[Match | None] = field(default_factory=list)
    cue_at: list[Match | None] = field(default_factory=list)
    channel_at: list[Match | None] = field(default_factory=list)
    particle_at: list[dict[str, Match] | None] = field(default_factory=list)
    roles: dict[str, dict[int, Match]] = field(default_factory=dict)  # the same by role, then word
    number_at: list[Number | None] = field(default_factory=list)
    time_at: list[Time | None] = field(default_factory=list)
    place_at: list[PlaceMention | None] = field(default_factory=list)
    weapon_at: list[Match | None] = field(default_factory=list)
    people_at: list[Match | None] = field(default_factory=list)
    thing_at: list[Match | None] = field(default_factory=list)
    support_at: list[Match | None] = field(default_factory=list)
    unit_at: list[Match | None] = field(default_factory=list)
    numbers: list[Number] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    places: list[PlaceMention] = field(default_factory=list)
    home: tuple[str, ...] = ()
    quoted_bodies: list[tuple[int, int]] = field(default_factory=list)  # names in quotes that open with a state's
    attributions: list[Attribution] = field(default_factory=list)
    heard: dict[str, VoiceMention] = field(default_factory=dict)  # names of voices heard so far, by word
    happenings: list[Happening] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    _told: dict[int, list[Attribution]] | None = None

    def role(self, i: int, role: str) -> Match | None:
        """The particle with `role` that begins at word `i`, if there is one."""
        found = self.roles.get(role)
        return found.get(i) if found is not None else None

    def told_at(self, at: int) -> list[Attribution]:
        """The attributions whose content reaches into the sentence of word `at`, in their order."""
        if self._told is None:
            self._told = {}
            for x in self.attributions:
                a, b = x.content
                if a < b:
                    last = min(b, len(self.doc)) - 1
                    for s in range(self.doc.sentence_of[a], self.doc.sentence_of[last] + 1):
                        self._told.setdefault(s, []).append(x)
        return self._told.get(self.doc.sentence_of[at], [])


class Placed(Protocol):
    """What begins at a word."""

    @property
    def a(self) -> int: ...


T = TypeVar("T", bound=Placed)


def within(items: Sequence[T], a: int, b: int) -> Sequence[T]:
    """Those of `items`, which are in text order, that begin in `[a, b)`."""
    first = bisect_left(items, a, key=_begin)
    return items[first : bisect_left(items, b, first, key=_begin)]


def _begin(x: Placed) -> int:
    return x.a
