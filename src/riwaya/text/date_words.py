"""The words of time, ready for looking up."""

from dataclasses import dataclass
from functools import cache

from riwaya.text.clitics import splits, stem_options
from riwaya.text.tokens import COMMA, STOP, Doc
from riwaya.text.wordlists import phrases, wordlist


@dataclass(slots=True)
class DateWords:
    """Word sets of `data/dates.yml`; months and days as phrases, the longest first."""

    weekdays: dict[str, int]
    months: tuple[tuple[tuple[str, ...], int], ...]
    hijri: tuple[tuple[tuple[str, ...], int], ...]
    days: tuple[tuple[tuple[str, ...], int], ...]
    shy: frozenset[tuple[str, ...]]
    ordinals: dict[str, int]
    last: frozenset[str]
    next: frozenset[str]
    current: frozenset[str]
    this: frozenset[str]
    since: frozenset[str]
    until: frozenset[str]
    ago: frozenset[str]
    duals: frozenset[str]
    units: dict[str, str]
    vague: frozenset[str]
    year_words: frozenset[str]
    month_words: frozenset[str]
    parts_of_month: dict[str, str]
    names: frozenset[str]
    daypart_heads: frozenset[str]
    joining: frozenset[str]
    this_before: frozenset[str]
    in_words: frozenset[str]
    night: frozenset[str]
    clock: frozenset[str]
    hours: frozenset[str]
    of_month: frozenset[str]
    of_year: frozenset[str]
    month_heads: frozenset[str]
    starting_from: frozenset[str]
    starts: dict[str, bool]
    starters: frozenset[str]

    def may_start(self, word: str) -> bool:
        """Whether a time expression may begin at this word (a quick test)."""
        try:
            return self.starts[word]
        except KeyError:
            found = word[0].isdigit() or any(
                s.stem in self.starters or (s.article and "ال" + s.stem in self.starters) for s in splits(word)
            )
            if len(self.starts) > 100_000:
                self.starts.clear()
            self.starts[word] = found
            return found

    def opens_month(self, word: str) -> bool:
        """Whether a month's name may begin at this word (a quick test)."""
        return any(s in self.month_heads for s in stem_options(word))

    def weekday(self, word: str) -> int | None:
        """The weekday a word names (Monday is 0), proclitics allowed."""
        found = self.weekdays.get(word)
        if found is not None:
            return found
        if word[0] in "وفبل":
            for s in splits(word):
                if s.stem in self.weekdays and not s.pronoun:
                    return self.weekdays[s.stem]
        return None

    def phrase_at(self, doc: Doc, i: int, phrase: tuple[str, ...]) -> bool:
        """Whether the phrase stands at word `i`, proclitics allowed on its first word."""
        if i + len(phrase) > len(doc) or tuple(doc.words[i + 1 : i + len(phrase)]) != phrase[1:]:
            return False
        if any(doc.gap[k] & (STOP | COMMA) for k in range(i + 1, i + len(phrase))):
            return False
        word = doc.words[i]
        return word == phrase[0] or (
            word[0] in "وفبلك" and any(s.stem == phrase[0] and not s.pronoun for s in splits(word))
        )

    def month_at(self, doc: Doc, i: int) -> tuple[int, int, bool] | None:
        """(month, end, shy) of the month name at word `i`; a second name of the same month is taken in."""
        if not self.opens_month(doc.words[i]):
            return None
        for phrase, month in self.months:
            if self.phrase_at(doc, i, phrase):
                b = i + len(phrase)
                shy = phrase in self.shy
                for other, same in self.months:
                    if (
                        same == month
                        and b < len(doc)
                        and not doc.gap[b] & (STOP | COMMA)
                        and self.phrase_at(doc, b, other)
                    ):
                        return month, b + len(other), False
                return month, b, shy
        return None

    def hijri_at(self, doc: Doc, i: int) -> tuple[int, int] | None:
        """(month, end) of the Hijri month name at word `i`."""
        if not self.opens_month(doc.words[i]):
            return None
        for phrase, month in self.hijri:
            if self.phrase_at(doc, i, phrase):
                return month, i + len(phrase)
        return None

    def unit(self, word: str) -> str | None:
        """day, week, month, year or hour, for any form of the unit's name."""
        return self.units.get(word)

    def unit_definite(self, word: str) -> str | None:
        """The unit a definite singular names ("الأسبوع"), proclitics allowed."""
        for s in splits(word):
            if not s.pronoun and not s.article and s.stem.startswith("ال") and s.stem in self.units:
                return self.units[s.stem]
        return None

    def heads_daypart(self, word: str) -> bool:
        """Whether the word is a part of day in construct with the day after it."""
        return word in self.daypart_heads

    def is_night(self, word: str) -> bool:
        """Whether the word is "night" in construct."""
        return word in self.night

    def is_name_head(self, word: str) -> bool:
        """Whether a date after this word names a thing ("ثورة 25 يناير")."""
        return word in self.names or any(s.stem in self.names and not s.pronoun for s in splits(word))


@cache
def date_words() -> DateWords:
    """The word sets, loaded once."""
    d = wordlist("dates")

    def flat(table: dict[int, list[str]]) -> tuple[tuple[tuple[str, ...], int], ...]:
        return tuple(sorted(((p, k) for k, forms in table.items() for p in phrases(forms)), key=lambda x: -len(x[0])))

    weekdays = {f: k for k, forms in d["weekdays"].items() for f in forms}
    units = {f: k for k, forms in d["units"].items() for f in forms}
    months, hijri, days = flat(d["months"]), flat(d["hijri_months"]), flat(d["days"])
    ordinals = {f: k for k, forms in d["ordinals"].items() for f in forms}
    parts = {f: k for k, forms in d["parts_of_month"].items() for f in forms}
    starters = (
        set(weekdays) | {p[0] for p, _ in months + hijri + days} | set(ordinals) | set(d["ago"]) | set(d["this"])
        | {u for u in units if u.startswith("ال")} | set(d["vague"]) | set(d["year_words"]) | set(parts)
        | set(d["month_words"]) | set(d["clock"])
    )  # fmt: skip
    return DateWords(
        weekdays, months, hijri, days,
        frozenset(p for p in phrases(d["shy_months"])),
        ordinals,
        frozenset(d["last"]), frozenset(d["next"]), frozenset(d["current"]), frozenset(d["this"]),
        frozenset(d["since"]), frozenset(d["until"]), frozenset(d["ago"]), frozenset(d["duals"]), units,
        frozenset(d["vague"]), frozenset(d["year_words"]), frozenset(d["month_words"]), parts,
        frozenset(d["names_before"]), frozenset(d["daypart_heads"]), frozenset(d["joining"]),
        frozenset(d["this"]), frozenset(d["in"]), frozenset(d["night"]), frozenset(d["clock"]),
        frozenset(d["hours"]), frozenset(d["of_month"]),
        frozenset(d["of_year"]), frozenset(p[0] for p, _ in months + hijri),
        frozenset(d["starting_from"]), {}, frozenset(starters),
    )  # fmt: skip
