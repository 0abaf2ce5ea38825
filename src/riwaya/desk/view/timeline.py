"""Incidents over time as bars: by day, month or year, whichever gives the eye something to see."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

ORDER = ("contested", "conceded", "differs", "corroborated", "single")
WIDTH, FLOOR = 480, 122
_MOST = 120  # bars


@dataclass(slots=True)
class Bar:
    """One period: its first and last day, its place on the drawing, and pieces (class, count, y, height)."""

    start: date
    end: date
    x: float = 0
    width: float = 0
    counts: dict[str, int] = field(default_factory=dict)
    pieces: list[tuple[str, int, float, float]] = field(default_factory=list)

    @property
    def total(self) -> int:
        """How many incidents."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bars from the earliest to the latest; `unit` is day, month or year; undated incidents are only counted."""

    unit: str
    bars: list[Bar]
    undated: int


def timeline(begun: Iterable[tuple[str | None, str, int]]) -> Timeline:
    """The bars of incidents, from how many begin on a day: (ISO date or None, agreement, count)."""
    dated: list[tuple[date, str, int]] = []
    undated = 0
    for day, agreement, count in begun:
        try:
            dated.append((date.fromisoformat(day or ""), agreement, count))
        except ValueError:
            undated += count
    if not dated:
        return Timeline("day", [], undated)
    first, last = min(d for d, _, _ in dated), max(d for d, _, _ in dated)
    span = (last - first).days + 1
    unit = "day" if span <= _MOST else "month" if span / 30 <= _MOST else "year"
    bars = list(_periods(first, last, unit))
    for at, agreement, count in dated:
        counts = bars[_index(first, at, unit)].counts
        counts[agreement] = counts.get(agreement, 0) + count
    _draw(bars)
    return Timeline(unit, bars, undated)


def _index(first: date, day: date, unit: str) -> int:
    if unit == "day":
        return (day - first).days
    years = day.year - first.year
    return years if unit == "year" else years * 12 + day.month - first.month


def _periods(first: date, last: date, unit: str) -> Iterable[Bar]:
    if unit == "day":
        for n in range((last - first).days + 1):
            day = first + timedelta(n)
            yield Bar(day, day)
        return
    at = first.replace(day=1) if unit == "month" else first.replace(month=1, day=1)
    while at <= last:
        over = at.month == 12 or unit == "year"
        then = date(at.year + 1, 1, 1) if over else at.replace(month=at.month + 1)
        yield Bar(at, then - timedelta(1))
        at = then


def _draw(bars: list[Bar]) -> None:
    most = max(b.total for b in bars)
    step = WIDTH / len(bars)
    for n, bar in enumerate(bars):
        bar.width = round(min(max(step * 0.8, 1.5), 30), 2)
        bar.x = round(n * step + (step - bar.width) / 2, 2)
        y = float(FLOOR)
        for name in ORDER:
            if count := bar.counts.get(name):
                height = round(count / most * (FLOOR - 14), 2)
                y -= height
                bar.pieces.append((name, count, round(y, 2), height))
