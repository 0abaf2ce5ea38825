"""Shape of lexicon entries: which classes there are, which fields each may have. See docs/lexicon.md."""

from dataclasses import dataclass, field
from typing import Any

from riwaya.model import CHANNELS, EVENT_TYPES, GROUPS, OUTCOMES, STANCES, VOICE_KINDS, WEAPONS

ACTOR_KINDS = (
    "state", "government", "ministry", "state_forces", "police", "armed_group", "militia", "coalition",
    "political", "agency", "state_media", "media", "newspaper", "monitor", "rescue_service", "medical",
    "international_organisation", "organisation", "person", "community",
)  # fmt: skip
FRAMES = ("act", "mutual", "move", "harm", "fall", "state", "find")
GUARDS = ("before", "after", "not_before", "not_after", "soon", "not_soon", "near", "not_near")
GUARD_SETTINGS = ("within", "armed", "future")
ARMED_KINDS = ("state_forces", "police", "armed_group", "militia", "coalition")

COMMON = frozenset(
    "id gloss note verbs masdars nouns participles adjectives forms match no_match guard phrase noun_phrase".split()
)


@dataclass(frozen=True, slots=True)
class ClassSpec:
    """One class of entries: its file (or folder), own fields, and the closed vocabularies of some."""

    name: str
    path: str
    fields: frozenset[str]
    required: frozenset[str]
    allowed: dict[str, tuple[str, ...]] = field(default_factory=dict)


def _spec(name: str, path: str, fields: str, required: str = "", **allowed: tuple[str, ...]) -> ClassSpec:
    return ClassSpec(name, path, frozenset(fields.split()), frozenset(required.split()), allowed)


CLASSES: dict[str, ClassSpec] = {
    spec.name: spec
    for spec in (
        _spec("actor", "actors", "name_en kind country side parent years short hostile role branch", "name_en kind",
              kind=ACTOR_KINDS, branch=("any", "state", "speaks")),
        _spec("person", "persons.yml", "name_en kind country side member_of years short hostile", "name_en"),
        _spec("voice", "voices.yml", "kind inner owned", "kind", kind=VOICE_KINDS),
        _spec("cue", "cues.yml", "stance certainty form says blames statement ahead spoken both", "form",
              stance=STANCES, certainty=("stated", "hedged"),
              form=("verb", "preposition", "noun", "channel", "news")),
        _spec("channel", "channels.yml", "channel", "channel", channel=CHANNELS),
        _spec("trigger", "triggers",
              "type frame refine outcome weapon afar weak takes_event figurative threat campaign", "type frame",
              type=EVENT_TYPES, frame=FRAMES, outcome=OUTCOMES, weapon=WEAPONS),
        _spec("weapon", "weapons.yml", "weapon event countable", "", weapon=WEAPONS, event=EVENT_TYPES),
        _spec("facility", "facilities.yml", "kind name_en"),
        _spec("people", "people.yml", "group outcome proper weak", "", group=GROUPS, outcome=OUTCOMES),
        _spec("unit", "units.yml", "of", "of"),
        _spec("title", "titles.yml", "kind voice_kind links name_en"),
        _spec("support", "support.yml", "subject object answers"),
        _spec("furniture", "furniture.yml", "scope", "scope", scope=("line", "tail", "link", "source")),
        _spec("particle", "particles.yml", "role plain", "role"),
    )
}  # fmt: skip


@dataclass(slots=True)
class Entry:
    """One lexicon entry. `data` holds its YAML fields; `file` and `line` say where it was written."""

    cls: str
    id: str
    data: dict[str, Any]
    file: str
    line: int

    def get(self, key: str, default: Any = None) -> Any:
        """The value of a field, or `default`."""
        return self.data.get(key, default)
