"""A time found in a text, and how to work out its days."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import NamedTuple


class Days(NamedTuple):
    """First and last day, inclusive; `mismatch` where two words of one time contradict each other."""

    start: date | None
    end: date | None
    mismatch: bool = False


Resolver = Callable[[date], Days]
"""From the base date (of publication, or of the speech quoted) to the days meant."""


@dataclass(slots=True)
class Time:
    """A time expression at words `[a, b)`; `start`..`end` are inclusive days, None where not known.

    `precision` is day, hour, week, month, year, range or period: how exact `start` and `end` are. `open_end`: it
    goes on ("منذ أمس"). `relative`: worked out from the base date. `unresolved`: relative, and no base was given.
    `future`: a word like "المقبل" stands by. `vague`: says no date ("مؤخرا", or an hour without a day). `name_like`:
    part of a name ("ثورة 25 يناير"). `weekday` is the bare weekday named (Monday 0). `mismatch`: its words
    contradict each other ("اليوم الأربعاء" on a Thursday). `daypart` is dawn, morning, noon and so on. `dated`: a
    day of the calendar is named, if without its year ("18 فبراير").
    """

    a: int
    b: int
    start: date | None = None
    end: date | None = None
    precision: str = "day"
    open_end: bool = False
    relative: bool = True
    unresolved: bool = False
    future: bool = False
    vague: bool = False
    name_like: bool = False
    weekday: int | None = None
    mismatch: bool = False
    daypart: str | None = None
    dated: bool = False
    how: Resolver | None = field(default=None, repr=False, compare=False)

    def resolve(self, base: date | None, future: bool = False) -> "Time":
        """The same words counted from another base date.

        With `future` (the verb's tense is future) a bare weekday is the nearest on or after the base.
        """
        if not self.relative or self.how is None:
            return self
        if base is None:
            return replace(self, start=None, end=None, mismatch=False, unresolved=True)
        if future and self.weekday is not None:
            day = base + timedelta((self.weekday - base.weekday()) % 7)
            return replace(self, start=day, end=day, future=True, unresolved=False)
        try:
            start, end, mismatch = self.how(base)
        except (ValueError, OverflowError):
            return replace(self, start=None, end=None, vague=True, unresolved=False)
        return replace(self, start=start, end=None if self.open_end else end, mismatch=mismatch, unresolved=False)


def fixed(start: date, end: date) -> Resolver:
    """A resolver that needs no base."""
    return lambda base: Days(start, end)
