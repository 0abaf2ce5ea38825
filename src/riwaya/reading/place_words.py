"""What single words tell of places: looked up once per word, kept for the life of the gazetteer."""

from dataclasses import dataclass
from functools import lru_cache

from riwaya.gazetteer import Gazetteer
from riwaya.gazetteer.words import Back, Marker
from riwaya.text.clitics import splits

NOT_AFTER, NOT_BEFORE, FACILITY, COUNTRYSIDE, AROUND, DIRECTION, OF_SIDE, ADJECTIVE, SIDE_NOUN, LOCATIVE = (
    1 << i for i in range(10)
)
AREA = COUNTRYSIDE | AROUND | DIRECTION
_LIMIT = 20_000


@dataclass(frozen=True, slots=True)
class Start:
    """One reading of a word as the first word of place names: proclitics, the rest, the longest such name."""

    conj: str
    prep: str
    stem: str
    longest: int


@dataclass(frozen=True, slots=True)
class Info:
    """What a word can be next to place names. `prep` is the preposition it is, or carries as a proclitic."""

    starts: tuple[Start, ...] = ()
    marker: Marker | None = None
    roles: int = 0
    back: Back | None = None
    demonym: str = ""
    conj: str = ""
    prep: str = ""
    is_prep: bool = False


class WordBook(dict[str, Info | None]):
    """Normalised word to what it tells, or None where it tells nothing; learns words as they are met."""

    def __init__(self, gaz: Gazetteer) -> None:
        super().__init__()
        self._gaz = gaz
        w = gaz.words
        self._roles = (
            (w.not_after, NOT_AFTER), (w.not_before, NOT_BEFORE), (w.facilities, FACILITY),
            (w.countryside, COUNTRYSIDE), (w.around, AROUND), (w.direction, DIRECTION), (w.of_side, OF_SIDE),
            (w.adjectives, ADJECTIVE), (w.side_nouns, SIDE_NOUN), (w.locative, LOCATIVE),
        )  # fmt: skip

    def __missing__(self, word: str) -> Info | None:
        if len(self) > _LIMIT:
            self.clear()
        info = self[word] = self._read(word)
        return info

    def _read(self, word: str) -> Info | None:
        w = self._gaz.words
        starts: list[Start] = []
        marker: Marker | None = None
        back: Back | None = None
        demonym, conj, prep, roles = "", "", "", 0
        is_prep = False
        for s in splits(word):
            if s.article or s.pronoun or s.prep in ("س", "ك"):
                continue
            stem = s.stem
            longest = self._gaz.starts.get(stem, 0)
            if longest:
                starts.append(Start(s.conj, s.prep, stem, longest))
            if marker is None and roles == 0 and back is None and not is_prep:
                marker = w.markers.get(stem)
                back = w.back.get(stem)
                is_prep = stem in w.prepositions and (not s.prep or stem in w.locative)  # "بوسط"
                for words, role in self._roles:
                    if stem in words:
                        roles |= role
                if marker or roles or back or is_prep:
                    conj, prep = s.conj, s.prep or (stem if is_prep else "")
            if not demonym and not s.prep:
                demonym = w.demonyms.get(stem, "")
        if not (starts or marker or roles or back or demonym or is_prep):
            return None
        return Info(tuple(starts), marker, roles, back, demonym, conj, prep, is_prep)


@lru_cache(maxsize=4)
def word_book(gaz: Gazetteer) -> WordBook:
    """The word book of a gazetteer, one for its life."""
    return WordBook(gaz)
