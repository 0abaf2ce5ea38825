"""Exports: every format, with the filters of claims, or for the public with blurred places."""

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from riwaya.desk.errors import BadRequest, NotThere
from riwaya.desk.jobs import Job
from riwaya.desk.pages.incidents import Filters
from riwaya.desk.render import page
from riwaya.desk.security.access import Who, needs
from riwaya.desk.state import Fields, Here, text
from riwaya.desk.view.asked import day
from riwaya.ledger import publishing
from riwaya.ledger.exporting import BLURS, FORMATS, SUFFIXES, export, rules
from riwaya.ledger.opening import Filter
from riwaya.model import EVENT_TYPES, STANCES

router = APIRouter()
_ENDINGS = {name: ending for ending, name in SUFFIXES.items()}


@router.get("/export", response_class=HTMLResponse)
@needs("reader")
def form(request: Request) -> Response:
    """The form."""
    return page(request, "export.html", formats=list(FORMATS), blurs=BLURS, types=EVENT_TYPES, stances=STANCES)


@router.get("/export/preview", response_class=HTMLResponse)
@needs("reader")
def preview(
    request: Request, desk: Here, filters: Filters, blur: Annotated[str, Query(max_length=20)] = "district",
    embargo: Annotated[int, Query(ge=0, le=99_999)] = 0,
) -> Response:  # fmt: skip
    """What the public would see of the latest incidents, on a map beside where they are in truth."""
    found = publishing.preview(desk.archive, filters.wanted, rules(blur, embargo))
    return page(request, "preview.html", found=found, blurs=BLURS, blur=blur, embargo=embargo, asked=filters,
                types=EVENT_TYPES)  # fmt: skip


@router.post("/export")
@needs("reader")
def make(desk: Here, person: Who, form: Fields) -> Response:
    """Write the export in the background; it goes into the custody chain."""
    format = text(form, "format")
    if format not in FORMATS:
        raise BadRequest(f"format: one of {', '.join(FORMATS)}")
    f = Filter(
        words=text(form, "words") or None, outlet=text(form, "outlet") or None, voice=text(form, "voice") or None,
        stance=text(form, "stance") or None, type=text(form, "type") or None, place=text(form, "place") or None,
        since=day("since", text(form, "since")), until=day("until", text(form, "until")),
        rejected=bool(text(form, "rejected")),
    )  # fmt: skip
    embargo = text(form, "embargo") or "0"
    if not embargo.isdecimal() or len(embargo) > 5:
        raise BadRequest("embargo: a number of days")
    public = rules(text(form, "blur") or "district", int(embargo)) if text(form, "public") else None
    ending = _ENDINGS.get(format, ".csv" if format in ("acled", "hxl") else ".jsonl")
    out = desk.jobs.folder() / f"riwaya-{'public-' if public else ''}{format}{ending}"

    def work(job: Job) -> dict[str, object]:
        job.done = export(desk.archive, f, format, out, public).rows
        return {"rows": job.done, "file": str(out), "name": out.name}

    job = desk.jobs.start("export", person.name, work)
    return RedirectResponse(f"/jobs/{job.id}", 303)


@router.get("/jobs/{job_id}/file")
@needs("reader")
def download(desk: Here, person: Who, job_id: str) -> Response:
    """The finished export."""
    job = desk.jobs.get(job_id, person.name)
    path = Path(job.result["file"]) if job and job.kind == "export" and job.result else None
    if path is None or not path.exists():
        raise NotThere("this export is not here any more; make it again")
    return FileResponse(path, media_type="application/octet-stream", filename=path.name)
