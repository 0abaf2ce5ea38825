"""`riwaya incidents|incident|voice|why|merge|split|move|timeline`: accounts side by side."""

import json
import sys
from enum import StrEnum
from typing import Annotated, Any

import typer

from riwaya.cli.options import (
    ArchiveOption,
    By,
    Output,
    PlaceF,
    Reason,
    SinceF,
    TypeF,
    UntilF,
    VoiceF,
    archive,
    day,
    who,
)  # fmt: skip

Format = Annotated[Output, typer.Option("--format")]
Name = Annotated[str, typer.Argument(help="An incident's or a claim's id.")]


class Sort(StrEnum):
    """What comes first."""

    date = "date"
    origins = "origins"
    contested = "contested"


def _json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def incidents(
    type: TypeF = None,
    place: PlaceF = None,
    voice: VoiceF = None,
    party: Annotated[
        str | None, typer.Option("--party", help="Only with this actor or target: id, side or name.")
    ] = None,
    agreement: Annotated[
        str | None, typer.Option("--agreement", help="single, corroborated, differs, contested or conceded.")
    ] = None,
    since: SinceF = None,
    until: UntilF = None,
    sort: Annotated[Sort, typer.Option("--sort")] = Sort.date,
    format: Format = Output.text,
    archive_at: ArchiveOption = None,
) -> None:
    """List incidents: what happened where and when, how many say so, from how many independent origins."""
    from riwaya.ledger.comparing import Wanted, described

    wanted = Wanted(type, place, voice, party, agreement, day("--since", since), day("--until", until))
    with archive(archive_at) as store:
        found = described(store, wanted, sort.value)
    if format is Output.json:
        _json(found)
        return
    for d in found:
        sys.stdout.write(_line(d) + "\n")
    typer.echo(f"{len(found)} incidents")


def _line(d: dict[str, Any]) -> str:
    days = d["start"] or "----------"
    if d["end"] and d["end"] != d["start"]:
        days += f"/{d['end']}"
    places = "، ".join(p["text"] for p in d["places"][:3])
    origins = f"{len(d['origins'])} origin" + ("" if len(d["origins"]) == 1 else "s")
    return f"{d['id']}  {days}  {d['type']}  {places}  {d['agreement']}  {len(d['claims'])} claims, {origins}"


def incident(name: Name, format: Format = Output.text, archive_at: ArchiveOption = None) -> None:
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
    format: Format = Output.text,
    archive_at: ArchiveOption = None,
) -> None:
    """What a voice has asserted, claimed, denied and conceded over time, and where it says both yes and no."""
    from riwaya.ledger.comparing import voice as record

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
    format: Format = Output.text,
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


def merge(
    names: Annotated[list[str], typer.Argument(help="Incidents or claims that are one happening.")],
    by: By = None,
    reason: Reason = "",
    archive_at: ArchiveOption = None,
) -> None:
    """Say that incidents (or claims) are one; it stays so whatever linking finds."""
    from riwaya.ledger.comparing import members, rule

    with archive(archive_at) as store:
        entry = rule(store, "merge", [claim for n in names for claim in members(store, n)], who(by), reason)
    typer.echo(f"entry {entry}: merged")


def split(
    claim: Annotated[str, typer.Argument(help="The claim that does not belong.")],
    by: By = None,
    reason: Reason = "",
    archive_at: ArchiveOption = None,
) -> None:
    """Say that a claim is not of the incident it is in."""
    from riwaya.ledger.comparing import one, rule

    with archive(archive_at) as store:
        others = [r.id for r in one(store, claim).claims if r.id != claim]
        entry = rule(store, "split", [claim, *others], who(by), reason)
    typer.echo(f"entry {entry}: split")


def move(
    claim: Annotated[str, typer.Argument(help="The claim.")],
    to: Annotated[str, typer.Argument(help="The incident, or a claim of it, where it belongs.")],
    by: By = None,
    reason: Reason = "",
    archive_at: ArchiveOption = None,
) -> None:
    """Say that a claim is of another incident."""
    from riwaya.ledger.comparing import members, rule

    with archive(archive_at) as store:
        entry = rule(store, "move", [members(store, claim)[0], members(store, to)[0]], who(by), reason)
    typer.echo(f"entry {entry}: moved")


def timeline(
    place: PlaceF = None,
    since: SinceF = None,
    until: UntilF = None,
    format: Format = Output.text,
    archive_at: ArchiveOption = None,
) -> None:
    """Incidents day by day."""
    from riwaya.ledger.comparing import Wanted, described

    with archive(archive_at) as store:
        found = described(store, Wanted(place=place, since=day("--since", since), until=day("--until", until)))
    days: dict[str, list[dict[str, Any]]] = {}
    for d in found:
        days.setdefault(d["start"] or "no date", []).append(d)
    if format is Output.json:
        _json([{"day": name, "incidents": [d["id"] for d in ds]} for name, ds in sorted(days.items())])
        return
    for name, ds in sorted(days.items()):
        typer.echo(name)
        for d in ds:
            typer.echo("  " + _line(d))
