"""Readings for people: one table per report, right-to-left text kept whole in a terminal."""

import sys
from importlib.resources import files
from typing import Any

import yaml
from rich.console import Console
from rich.table import Table
from rich.text import Text

from riwaya.ledger.vocabulary import label, things
from riwaya.model import Casualty, Claim, Quantity, Reading, When

_ISOLATE, _END = "\u2068", "\u2069"  # first strong isolate, pop: neighbours keep their own direction
_STYLES = {
    "denies": "red", "accuses": "magenta", "claims_responsibility": "yellow", "acknowledges": "cyan",
    "threatens": "bright_red", "warns": "bright_yellow",
}  # fmt: skip
_QUOTE = 160


class Display:
    """Prints readings to standard output, with labels in English (`en`) or Arabic (`ar`)."""

    def __init__(self, labels: str, console: Console | None = None) -> None:
        raw = (files("riwaya.cli") / "labels.yml").read_text(encoding="utf-8")
        self.labels: dict[str, Any] = yaml.safe_load(raw)[labels]
        self.language = labels
        self.things = things(labels)
        self.console = console or Console(file=sys.stdout, highlight=False, soft_wrap=False,
                                          width=None if sys.stdout.isatty() else 150)  # fmt: skip
        self.isolate = self.console.is_terminal

    def rtl(self, text: str) -> str:
        """Arabic text isolated from its neighbours where a terminal will lay it out."""
        text = " ".join(text.split())
        return f"{_ISOLATE}{text}{_END}" if self.isolate and text else text

    def reading(self, reading: Reading, explain: bool = False) -> None:
        """Print one report's claims; with `explain`, the rules behind each value too."""
        lab, report = self.labels, reading.report
        head = self.rtl(report.title or report.given_id or report.text[:60])
        outlet = self.rtl(report.outlet) if report.outlet else lab["outlet"]
        when = f"{lab['published']} {report.published}" if report.published else lab["no_date"]
        self.console.print(Text.assemble((f"{lab['report']}: ", "bold"), (head, "bold"), f"  ({outlet}; {when})"))
        for note in reading.notes:
            if report.published or "publication date" not in note:
                self.console.print(Text(f"  {note}", "dim"))
        if not reading.claims:
            self.console.print(Text(f"  {lab['no_claims']}\n", "dim"))
            return
        table = Table(show_lines=True, expand=True, title_justify="left")
        table.add_column("#", width=3, justify="right")
        for key, ratio in (
            ("voice", 4),
            ("what", 3),
            ("who", 4),
            ("where", 3),
            ("when", 3),
            ("how_many", 3),
            ("words", 6),
        ):
            # A date in one piece, its brackets too, is the least a column must hold.
            table.add_column(lab[key], ratio=ratio, overflow="fold", min_width=11 if key == "when" else 10)
        for number, claim in enumerate(reading.claims, 1):
            table.add_row(str(number), *self._cells(claim, report.text))
        self.console.print(table)
        if explain:
            for number, claim in enumerate(reading.claims, 1):
                self._why(number, claim, report.text)
        self.console.print()

    def _cells(self, c: Claim, text: str) -> list[Text]:
        lab, ev = self.labels, c.event
        chain = [v for v in c.attribution if v.text]
        voice = Text(" > ".join(self.rtl(v.text) for v in chain) or lab["outlet"])
        if chain and chain[-1].name_en:
            voice.append(f"\n{chain[-1].name_en}", "dim")
        if chain and chain[-1].channel:
            voice.append(f"\n[{chain[-1].channel}]", "dim")
        stance = label("stances", c.stance, self.language)
        what = Text.assemble((stance, _STYLES.get(c.stance, "green")), "\n",
                             label("types", ev.type, self.language))  # fmt: skip
        if c.certainty == "hedged":
            what.append(f" ({lab['hedged']})", "dim")
        who = Text(", ".join(self.rtl(a.text) for a in ev.actors))
        if ev.targets:
            who.append(f"\n{lab['against']} " + ", ".join(self.rtl(t.text) for t in ev.targets))
        if ev.weapons:
            who.append(f"\n{lab['with']} " + ", ".join(w.type for w in ev.weapons))
        where = Text("\n".join(
            self.rtl(p.text) + (f" {p.lat:.2f},{p.lon:.2f}" if p.lat is not None and p.lon is not None else "")
            for p in ev.places
        ))  # fmt: skip
        counts = [self._casualty(k) for k in ev.casualties] + [self._quantity(q) for q in ev.quantities]
        words = " ".join(text[c.span[0] : c.span[1]].split())
        if len(words) > _QUOTE:
            words = words[:_QUOTE].rsplit(" ", 1)[0] + " …"
        return [voice, what, who, where, Text(self._when(ev.when)), Text("\n".join(counts)), Text(self.rtl(words))]

    def _when(self, w: When | None) -> str:
        lab = self.labels
        if w is None:
            return ""
        if w.unresolved:
            return f"{self.rtl(w.text) + ' ' if w.text else ''}({lab['unresolved']})"
        day = w.start or ""
        if w.start and w.end is None:
            day += f" {lab['onwards']}"
        elif w.end and w.end != w.start:
            day += f" … {w.end}"
        return f"{day} ({lab['inferred']})" if w.inferred else day

    def _number(self, low: int | None, high: int | None, approximate: bool) -> str:
        if low == high:
            number = str(low)
        elif high is None:
            number = f"≥ {low}"
        elif low is None:
            number = f"≤ {high}"
        else:
            number = f"{low}-{high}"
        return f"{self.labels['about']} {number}" if approximate else number

    def _casualty(self, k: Casualty) -> str:
        outcome = self.things.get(k.outcome, k.outcome.replace("_", " "))
        group = self.things.get(k.group, k.group)
        return f"{outcome}: {self._number(k.min, k.max, k.approximate)} {group}"

    def _quantity(self, q: Quantity) -> str:
        return f"{self._number(q.min, q.max, q.approximate)} {self.things.get(q.of, q.of.replace('_', ' '))}"

    def _why(self, number: int, claim: Claim, text: str) -> None:
        self.console.print(Text(f"#{number}  {claim.id}", "bold"))
        for e in claim.why:
            words = self.rtl(text[e.span[0] : e.span[1]]) if e.span else ""
            entry = f"  [{e.entry}]" if e.entry else ""
            self.console.print(Text(f"   {e.field:<12} {e.rule}{entry}  {words}"))
