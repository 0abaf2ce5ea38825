"""`riwaya incidents|incident|timeline|voice|why|link`: accounts side by side."""

import json
import sys
from enum import StrEnum
from typing import Annotated, Any

import typer

from riwaya.cli.options import (
    AgreementF,
    ArchiveOption,
    BoxF,
    FormatOption,
    Output,
    PartyF,
    PlaceF,
    SinceF,
    TypeF,
    UntilF,
    VoiceF,
    archive,
    box,
    day,
)  # fmt: skip

Name = Annotated[str, typer.Argument(help="An incident's or a claim's id.")]


class Sort(StrEnum):
    """What comes first."""

    date = "date"
    newest = "newest"
    origins = "origins"
    contested = "contested"


def _json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def incidents(
    type: TypeF = None,
    place: PlaceF = None,
    voice: VoiceF = None,
    party: PartyF = None,
    agreement: AgreementF = None,
    since: SinceF = None,
    until: UntilF = None,
    box_: BoxF = None,
    sort: Annotated[Sort, typer.Option("--sort")] = Sort.date,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="At most so many.")] = None,
    after: Annotated[str | None, typer.Option("--after", help="Go on where an earlier list said.")] = None,
    format: FormatOption = Output.text,
    archive_at: ArchiveOption = None,
) -> None:
    """List incidents: what happened where and when, how many say so, from how many independent origins."""
    from riwaya.ledger import comparing

    wanted = comparing.Wanted(
        type, place, voice, party, agreement, day("--since", since), day("--until", until), box(box_)
    )
    with archive(archive_at) as store:
        if format is Output.json:
            _json(comparing.described(store, wanted, sort.value, limit, after))
            return
        found, cursor = comparing.listed(store, wanted, sort.value, limit, after)
        total = comparing.counted(store, wanted)
    for d in found:
        sys.stdout.write(_line(d) + "\n")
    shown = f"{len(found)} of " if len(found) < total else ""
    typer.echo(f"{shown}{total} incidents" + (f"; go on with --after {cursor}" if cursor else ""))


def link(format: FormatOption = Output.text, archive_at: ArchiveOption = None) -> None:
    """Link all claims anew; needed only when a new version links by other rules."""
    from riwaya.ledger.linking import relink

    with archive(archive_at) as store:
        reports = sum(done.reports for done in relink(store))
        totals = {"reports": reports, "incidents": store.links_total()}
    if format is Output.json:
        _json(totals)
        return
    typer.echo(f"linked {totals['reports']} reports into {totals['incidents']} incidents")


def _line(d: dict[str, Any]) -> str:
    days = d["start"] or "----------"
    if d["end"] and d["end"] != d["start"]:
        days += f"/{d['end']}"
    places = "، ".join(p["text"] for p in d["places"][:3])
    claims, origins = (len(d[n]) if isinstance(d[n], list) else d[n] for n in ("claims", "origins"))
    counts = f"{claims} claims, {origins} origin{'' if origins == 1 else 's'}"
    return f"{d['id']}  {days}  {d['type']}  {places}  {d['agreement']}  {counts}"


def incident(name: Name, format: FormatOption = Output.text, archive_at: ArchiveOption = None) -> None:
    """One incident: the accounts side by side, question by question, with their words."""
    from riwaya.incidents.questions import describe
    from riwaya.ledger.comparing import one

    with archive(archive_at) as store:
        d = describe(one(store, name))
    if format is Output.json:
        _json(d)
        return
    from rich.console import Console
    from rich.table import Table

    out = Console(highlight=False)
    out.print(_line(d), markup=False)
    for question, q in d["questions"].items():
        table = Table(title=f"{question}: {q['agreement']}", title_justify="left", expand=True)
        for column in ("voice", "stance", "answer", "words", "report"):
            table.add_column(column, overflow="fold")
        for a in q["accounts"]:
            words = " ".join((a.get("words") or "").split())
            short = words if len(words) < 160 else words[:159] + "…"
            table.add_row(
                _plain(f"{a['voice']} [{a['class']}] ({a['origin'] + 1})"),
                a["stance"],
                _plain(_answer(a)),
                _plain(short),
                _plain(f"{a['outlet'] or '-'} {a['published'] or ''}"),
            )  # fmt: skip
        out.print(table)
    for n, o in enumerate(d["origins"], 1):
        why = "; ".join(o["why"] + o["ties"])
        out.print(
            f"origin {n}: {o['name']} ({o['class']}), {len(o['claims'])} claims" + (f": {why}" if why else ""),
            markup=False,
        )
    for c in d["changes"]:
        days = " and ".join(map(str, c["between"]))
        out.print(f"{c['voice']}: {c['question']} {c['from']} -> {c['to']} between {days}", markup=False)
    if d["context"]:
        out.print(f"context: {', '.join(d['context'])}", markup=False)


def _plain(text: str) -> Any:
    from rich.text import Text

    return Text(text)


def _answer(a: dict[str, Any]) -> str:
    if "min" in a:
        low, high = a["min"], a["max"]
        number = f"{low}" if low == high else f"{'?' if low is None else low}-{'?' if high is None else high}"
        return f"{'about ' if a['approximate'] else ''}{number} {a['of']}"
    value = a.get("name_en") or a["value"]
    if isinstance(value, list):
        return "/".join(str(v) for v in value if v)
    return f"not {value}" if a.get("denied") else str(value)


def voice(
    name: Annotated[str, typer.Argument(help="A voice: its name, in Arabic or English, or its id.")],
    format: FormatOption = Output.text,
    archive_at: ArchiveOption = None,
) -> None:
    """What a voice has asserted, claimed, denied and conceded over time, and where it says both yes and no."""
    from riwaya.ledger.voices import voice as record

    with archive(archive_at) as store:
        found = record(store, name)
    if format is Output.json:
        _json(found)
        return
    for c in found["claims"]:
        sys.stdout.write(_said(c) + "\n")
    stances = ", ".join(f"{n} {s}" for s, n in found["stances"].items())
    typer.echo(f"{len(found['claims'])} claims ({stances}), carried by {', '.join(found['outlets']) or '-'}")
    for pair in found["contradictions"]:
        typer.echo(f"says and denies ({pair['place']}{', the same day' if pair['same_day'] else ''}):")
        typer.echo("  " + _said(pair["said"]).replace("\n", "\n  "))
        typer.echo("  " + _said(pair["denied"]).replace("\n", "\n  "))


def _said(c: dict[str, Any]) -> str:
    words = " ".join((c["words"] or "").split())
    head = (c["start"] or "----------", c["stance"], c["type"], "، ".join(c["places"]), c["claim"], c["outlet"] or "")
    return "  ".join(head) + f"\n    «{words}»"


def why(
    claim: Annotated[str, typer.Argument(help="A claim.")],
    other: Annotated[str, typer.Argument(help="Another.")],
    format: FormatOption = Output.text,
    archive_at: ArchiveOption = None,
) -> None:
    """Why two claims are, or are not, of one incident."""
    from riwaya.ledger.comparing import why as explain

    with archive(archive_at) as store:
        found = explain(store, claim, other)
    if format is Output.json:
        _json(found)
        return
    typer.echo("in one incident" if found["together"] else "in different incidents")
    typer.echo(f"score {found['score']} (linked from {found['threshold']})")
    for part in found["parts"]:
        typer.echo(f"  {part['comparison']}: {part['score']}  {part['reason']}")
    for r in found["rulings"]:
        typer.echo(f"  {r['kind']} by {r['by']}: {r['reason']}")


def timeline(
    type: TypeF = None,
    place: PlaceF = None,
    voice: VoiceF = None,
    party: PartyF = None,
    agreement: AgreementF = None,
    box_: BoxF = None,
    since: SinceF = None,
    until: UntilF = None,
    format: FormatOption = Output.text,
    archive_at: ArchiveOption = None,
) -> None:
    """Incidents day by day."""
    from riwaya.ledger.comparing import Wanted
    from riwaya.ledger.comparing import timeline as days_of

    wanted = Wanted(
        type, place, voice, party, agreement, since=day("--since", since), until=day("--until", until), box=box(box_)
    )
    with archive(archive_at) as store:
        days = days_of(store, wanted)
    if format is Output.json:
        _json(days)
        return
    for one in days:
        typer.echo(one["day"] or "no date")
        for d in one["incidents"]:
            typer.echo("  " + _line(d))
