"""`riwaya search` and `riwaya show`: finding claims and reports in the archive, and looking at one."""

import base64
import json
import sys
from typing import Annotated, Any

import typer

from riwaya.cli.options import (
    ArchiveOption,
    BoxF,
    FormatOption,
    OutletF,
    Output,
    PlaceF,
    SinceF,
    StanceF,
    TypeF,
    UntilF,
    VoiceF,
    archive,
    box,
    day,
    tell,
)  # fmt: skip


def search(
    words: Annotated[str | None, typer.Argument(help='Words; "a phrase"; -not; begins*; either | or.')] = None,
    archive_at: ArchiveOption = None,
    outlet: OutletF = None,
    voice: VoiceF = None,
    stance: StanceF = None,
    type: TypeF = None,
    place: PlaceF = None,
    box_: BoxF = None,
    since: SinceF = None,
    until: UntilF = None,
    reports: Annotated[bool, typer.Option("--reports", help="Reports, not claims.")] = False,
    rejected: Annotated[bool, typer.Option("--rejected", help="Also claims that people rejected.")] = False,
    limit: Annotated[int, typer.Option("--limit", min=1)] = 20,
    format: FormatOption = Output.text,
) -> None:
    """Find claims (or reports) by their Arabic words and by what they say."""
    from riwaya.archive.records import Filter

    f = Filter(
        words, outlet, voice, stance, type, place, box(box_), day("--since", since), day("--until", until),
        rejected=rejected, limit=limit,
    )  # fmt: skip
    with archive(archive_at) as store:
        if reports:
            found: list[dict[str, Any]] = [_report(r) for r in store.reports(f)]
            _print(found, format, _report_line)
            return
        titles: dict[str, Any] = {}
        for c in store.claims(f):
            if c.report_id not in titles:
                titles[c.report_id] = store.report(c.report_id)
            r = titles[c.report_id]
            start, end = c.claim["span"]
            row = {
                "claim": c.claim, "status": c.status, "report": c.report_id, "outlet": r.outlet,
                "published": r.published, "title": r.title, "words": r.text[start:end],
            }  # fmt: skip
            _print([row], format, _claim_line, one=True)
        if format is Output.text:
            total = store.count(f)
            typer.echo(f"{total} claims" + (f", the first {limit} shown" if total > limit else ""))


def _print(rows: list[dict[str, Any]], format: Output, line: Any, one: bool = False) -> None:
    for row in rows:
        sys.stdout.write((json.dumps(row, ensure_ascii=False) if format is Output.json else line(row)) + "\n")
    if not one and format is Output.text:
        typer.echo(f"{len(rows)} reports")


def _report(r: Any) -> dict[str, Any]:
    return {
        "report": r.id, "outlet": r.outlet, "published": r.published, "published_basis": r.published_basis,
        "title": r.title, "url": r.url, "language": r.language, "sightings": len(r.sightings),
    }  # fmt: skip


def _report_line(r: dict[str, Any]) -> str:
    return f"{r['report'][7:19]}  {r['published'] or '----------'}  {r['outlet'] or '-'}  {r['title'] or ''}"


def _claim_line(row: dict[str, Any]) -> str:
    c = row["claim"]
    voices = " > ".join(v["text"] for v in c["attribution"] if v["text"])
    when = (c["event"].get("when") or {}).get("start") or "----------"
    places = "، ".join(p["text"] for p in c["event"].get("places") or [])
    status = "" if row["status"] == "read" else f"  [{row['status']}]"
    return (
        f"{c['id']}  {when}  {c['event']['type']}  {c['stance']}{status}  {places}\n"
        f"    {voices}\n    «{' '.join(row['words'].split())}»"
    )


def show(
    id: Annotated[str, typer.Argument(help="A claim's or a report's id (or the beginning of a report's).")],
    archive_at: ArchiveOption = None,
    format: FormatOption = Output.text,
) -> None:
    """Show one claim with the decisions on it, or one report with its sightings and readings."""
    from riwaya.archive.records import Filter

    with archive(archive_at) as store:
        claims = list(store.claims(Filter(claim=id, rejected=True)))
        if claims:
            c = claims[0]
            value: dict[str, Any] = {
                "claim": c.claim, "read": c.read, "status": c.status, "earlier": c.earlier, "report": c.report_id,
                "decisions": list(c.decisions),
            }  # fmt: skip
        else:
            r = store.report(id)
            readings = [reading for reading, _ in store.readings(r.id)]
            value = {
                **_report(r), "author": r.author, "added_at": r.added_at, "sightings": list(r.sightings),
                "readings": readings, "text": r.text,
            }  # fmt: skip
    if format is Output.json:
        sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")
        return
    text = value.pop("text", None)
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n" + (f"\n{text}\n" if text else ""))


def raw(
    digest: Annotated[str, typer.Argument(help="SHA-256 of raw bytes, as `riwaya show` gives it.")],
    format: FormatOption = Output.text,
    archive_at: ArchiveOption = None,
) -> None:
    """Write raw bytes, exactly as received, to standard output; as JSON with their length and in base64."""
    with archive(archive_at) as store:
        data = store.raw(digest)
    if format is Output.text:
        sys.stdout.buffer.write(data)
        return
    tell(format, "", {"sha256": digest, "bytes": len(data), "base64": base64.b64encode(data).decode("ascii")})
