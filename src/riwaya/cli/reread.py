"""`riwaya reread` and `riwaya diff`: reading again with a newer version, and what changed."""

import json
from typing import Annotated

import typer

from riwaya.cli.options import ArchiveOption, FormatOption, LexiconDir, Output, archive, day


def reread(
    since: Annotated[str | None, typer.Option("--since", help="Only reports added on or after this date.")] = None,
    lexicon: LexiconDir = None,
    force: Annotated[bool, typer.Option("--all", help="Also what this version and lexicon has read already.")] = False,
    format: FormatOption = Output.text,
    archive_at: ArchiveOption = None,
) -> None:
    """Read reports again with this version and lexicon; earlier readings are kept beside it."""
    from riwaya.ledger.rereading import reread as again

    with archive(archive_at) as store:
        done = changed = 0
        for result in again(store, lexicon, day("--since", since), force):
            done += 1
            changed += bool(result.changes)
            if format is Output.json:
                typer.echo(json.dumps({"report": result.report_id, "changes": result.changes}, ensure_ascii=False))
            elif result.changes:
                typer.echo(f"{result.report_id[7:19]}: {len(result.changes)} changes")
    typer.echo(f"read {done} reports again; {changed} have changed claims", err=format is Output.json)


def diff(
    report: Annotated[str, typer.Argument(help="The report's id, or its beginning.")],
    format: FormatOption = Output.text,
    archive_at: ArchiveOption = None,
) -> None:
    """What the newest reading of a report says that the one before did not."""
    from riwaya.ledger.rereading import difference

    with archive(archive_at) as store:
        readings = store.readings(store.report(report).id)
    if len(readings) < 2:
        typer.echo("this report was read once; there is nothing to compare")
        return
    (old, before), (new, after) = readings[-2:]
    changes = difference(before, after)
    if format is Output.json:
        typer.echo(json.dumps({"old": old, "new": new, "changes": changes}, ensure_ascii=False, indent=1))
        return
    typer.echo(f"{old['version']} ({old['lexicon'][:12]}) -> {new['version']} ({new['lexicon'][:12]})")
    for change in changes:
        if change["kind"] == "changed":
            typer.echo(f"  {change['claim']}  {change['field']}: {_short(change['old'])} -> {_short(change['new'])}")
        else:
            typer.echo(f"  {change['claim']}  {change['kind']}  {change['type']}")


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 90 else text[:89] + "…"
