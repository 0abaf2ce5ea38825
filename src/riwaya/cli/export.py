"""`riwaya export`: claims and reports to files that other tools read."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from riwaya.cli.options import (
    AgreementF,
    ArchiveOption,
    BoxF,
    OutletF,
    Output,
    PartyF,
    PlaceF,
    SinceF,
    StanceF,
    TypeF,
    UntilF,
    VoiceF,
    Words,
    archive,
    box,
    day,
    tell,
)  # fmt: skip
from riwaya.errors import BadInput

if TYPE_CHECKING:
    from riwaya.ledger.exporting import Exported


def export(
    out: Annotated[Path, typer.Argument(help="The file to write; its ending says the format if --format does not.")],
    format: Annotated[
        str | None,
        typer.Option(
            "--format", help="jsonl, reports, csv, xlsx, parquet, geojson, ftm, ftm-statements, webannotation."
        ),
    ] = None,
    acled_columns: Annotated[bool, typer.Option("--acled-columns", help="CSV with ACLED's 31 columns.")] = False,
    hxl: Annotated[bool, typer.Option("--hxl", help="CSV with a row of HXL hashtags.")] = False,
    words: Words = None,
    outlet: OutletF = None,
    voice: VoiceF = None,
    stance: StanceF = None,
    type: TypeF = None,
    place: PlaceF = None,
    box_: BoxF = None,
    since: SinceF = None,
    until: UntilF = None,
    rejected: Annotated[bool, typer.Option("--rejected", help="Also claims that people rejected.")] = False,
    public: Annotated[
        bool, typer.Option("--public", help="Blur places, leave out private names and all quotes.")
    ] = False,
    blur: Annotated[str, typer.Option("--blur", help="With --public: the finest place kept.")] = "district",
    embargo: Annotated[
        int, typer.Option("--embargo", min=0, help="With --public: hold back what is younger than so many days.")
    ] = 0,
    incidents: Annotated[bool, typer.Option("--incidents", help="Incidents, numbers as ranges, not claims.")] = False,
    party: PartyF = None,
    agreement: AgreementF = None,
    as_json: Annotated[bool, typer.Option("--json", help="Tell the outcome as a line of JSON.")] = False,
    archive_at: ArchiveOption = None,
) -> None:
    """Write claims (or incidents) to a file; the export is entered in the custody chain."""
    from riwaya.archive.records import Filter
    from riwaya.ledger.comparing import Wanted
    from riwaya.ledger.exporting import export as write
    from riwaya.ledger.exporting import export_incidents, rules

    if acled_columns and hxl:
        raise BadInput("give --acled-columns or --hxl, not both")
    if embargo and not public:
        raise BadInput("--embargo goes with --public")
    chosen = "acled" if acled_columns else "hxl" if hxl else format
    kept = rules(blur, embargo) if public else None
    if incidents:
        if words or outlet or stance or rejected:
            raise BadInput("--words, --outlet, --stance and --rejected are of claims; leave them out with --incidents")
        wanted = Wanted(type, place, voice, party, agreement, day("--since", since), day("--until", until), box(box_))
        with archive(archive_at) as store:
            _tell(out, export_incidents(store, wanted, chosen, out, kept), as_json)
        return
    if party or agreement:
        raise BadInput("--party and --agreement go with --incidents")
    f = Filter(
        words, outlet, voice, stance, type, place, box(box_), day("--since", since), day("--until", until),
        rejected=rejected,
    )  # fmt: skip
    with archive(archive_at) as store:
        _tell(out, write(store, f, chosen, out, kept), as_json)


def _tell(out: Path, made: "Exported", as_json: bool) -> None:
    said = {"file": str(out), "rows": made.rows, "sha256": made.sha256, "entry": made.entry}
    tell(Output.json if as_json else Output.text, f"{made.rows} rows in {out}", said)
