"""The words of time, ready for looking up."""

from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from riwaya.text.clitics import splits
from riwaya.text.tokens import NEWLINE, STOP, Doc
from riwaya.text.wordlists import phrases, wordlist

_CACHE_SIZE = 20_000
_PROCLITIC_PREPOSITIONS = ("", "ب", "ل", "ك")

PhraseTable = dict[str, list[tuple[tuple[str, ...], int]]]


class Start(NamedTuple):
    """How a word may begin a time: its form without proclitics, and the kinds of time tried in turn."""

    stem: str
    conj: str
    prep: str
    roles: tuple[str, ...]


class _Starts(dict[str, Start | None]):
    """Word to `Start`; learns each word the first time it is met."""

    def __init__(self, roles: dict[str, tuple[str, ...]]) -> None:
        super().__init__()
        self.roles = roles

    def __missing__(self, word: str) -> Start | None:
        if len(self) > _CACHE_SIZE:
            self.clear()
        found: Start | None = None
        if word[0].isdecimal():
            found = Start(word, "", "", ("digits",))
        else:
            for s in splits(word):
                if not s.article and not s.pronoun and s.prep in _PROCLITIC_PREPOSITIONS and s.stem in self.roles:
                    found = Start(s.stem, s.conj, s.prep, self.roles[s.stem])
                    break
        self[word] = found
        return found


@dataclass(slots=True)
class DateWords:
    """Word sets of `data/dates.yml`. Phrases are kept by first word, the longest first."""

    data: dict[str, Any]
    weekdays: dict[str, int]
    months: PhraseTable
    hijri: PhraseTable
    days: PhraseTable
    month_starts: frozenset[str]
    ordinals: dict[str, int]
    hours: dict[str, int]
    units: dict[str, str]
    dayparts: dict[str, str]
    adverbs: dict[str, str]
    parts: dict[str, str]
    seasons: dict[str, str]
    sets: dict[str, frozenset[str]]
    clock_after: list[tuple[str, ...]]
    starts: _Starts

    def __getitem__(self, name: str) -> frozenset[str]:
        """The words of one list of the data file."""
        return self.sets[name]

    @property
    def month_words(self) -> frozenset[str]:
        """شهر and its definite form."""
        return self.sets["month_words"]

    def weekday(self, word: str, proclitics: bool = True) -> int | None:
        """The weekday a word names (Monday is 0)."""
        found = self.weekdays.get(word)
        if found is None and proclitics:
            start = self.starts[word]
            found = self.weekdays.get(start.stem) if start is not None else None
        return found

    def phrase_at(self, doc: Doc, i: int, stem: str, table: PhraseTable) -> tuple[int, int] | None:
        """(value, end) of the longest phrase at word `i`, whose first word is read as `stem`."""
        for phrase, value in table.get(stem, ()):
            n = len(phrase)
            if n == 1 or (tuple(doc.words[i + 1 : i + n]) == phrase[1:] and not doc.between(i, i + n)):
                return value, i + n
        return None

    def month_at(self, doc: Doc, i: int, clitics: bool = True) -> tuple[int, int, bool, str] | None:
        """(month, end, said in two names, first name) of the month at word `i`, both names taken in."""
        start = self.starts[doc.words[i]] if i < len(doc) else None
        if start is None or not (clitics or start.stem == doc.words[i]):
            return None
        found = self.phrase_at(doc, i, start.stem, self.months)
        if found is None:
            return None
        month, b = found
        if b < len(doc) and not doc.gap[b] & (STOP | NEWLINE) and doc.words[b] in self.months:
            other = self.phrase_at(doc, b, doc.words[b], self.months)
            if other is not None and other[0] == month:
                return month, other[1], True, start.stem
        return month, b, False, start.stem

    def stem(self, word: str, wanted: frozenset[str] | dict[str, Any]) -> str:
        """The word, or the word without its proclitics, if it is among those wanted, else ""."""
        if word in wanted:
            return word
        if word[0] in "وفبل":
            return next((s.stem for s in splits(word) if not s.article and not s.pronoun and s.stem in wanted), "")
        return ""


def _flat(table: dict[Any, list[str]]) -> dict[str, Any]:
    return {form: key for key, forms in table.items() for form in forms}


def _by_first(table: dict[int, list[str]]) -> PhraseTable:
    out: PhraseTable = {}
    for value, forms in table.items():
        for phrase in phrases(forms):
            out.setdefault(phrase[0], []).append((phrase, value))
    for found in out.values():
        found.sort(key=lambda x: -len(x[0]))
    return out


@cache
def date_words() -> DateWords:
    """The word sets, loaded once."""
    d = wordlist("dates")
    weekdays, units, parts = _flat(d["weekdays"]), _flat(d["units"]), _flat(d["parts"])
    months, hijri, days = _by_first(d["months"]), _by_first(d["hijri_months"]), _by_first(d["days"])
    seasons = _flat(d["seasons"]) | _flat(d["season_nouns"])
    roles: dict[str, list[str]] = {}

    def role(name: str, words: Any) -> None:
        for word in words:
            if name not in roles.setdefault(word, []):
                roles[word].append(name)

    role("day", days)
    role("now", d["now"])
    role("weekday", weekdays)
    role("pair", d["pairs"])
    role("date", list(months) + list(_flat(d["ordinals"])) + d["month_words"] + list(hijri))
    role("part", parts)
    role("season", seasons)
    role("fraction", [d["week_word"]])
    role("fraction", [w for forms in d["fractions"].values() for w in forms])
    role("year", d["year_words"] + d["year_pairs"])
    role("clock", d["clock"] + list(_flat(d["hours"])))
    role("since", d["since"] + [d["ago"]])
    role("this", d["this"])
    role("unit", units)
    role("vague", d["vague"])
    sets = {key: frozenset(value) for key, value in d.items() if isinstance(value, list)}
    very_shy = {phrase[0] for phrase in phrases(d["very_shy_months"])}
    plain_months = frozenset(word for word in months if word not in very_shy)
    return DateWords(
        d, weekdays, months, hijri, days, plain_months, _flat(d["ordinals"]), _flat(d["hours"]), units,
        _flat(d["dayparts"]), _flat(d["daypart_adverbs"]), parts, seasons, sets, phrases(d["clock_after"]),
        _Starts({word: tuple(names) for word, names in roles.items()}),
    )  # fmt: skip
