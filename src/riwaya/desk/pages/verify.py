"""Verifying the archive, and how far any longer work is."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from riwaya.desk.errors import NotThere
from riwaya.desk.jobs import Job
from riwaya.desk.render import page
from riwaya.desk.security.access import Who, needs
from riwaya.desk.state import Here

router = APIRouter()
_SHOWN = 200  # findings listed


@router.get("/verify", response_class=HTMLResponse)
@needs("reader")
def about(request: Request, desk: Here) -> Response:
    """What is verified, and the head of the chain."""
    return page(request, "verify.html", head=desk.archive.head(), totals=desk.archive.totals(), archive=desk.archive.id)


@router.post("/verify")
@needs("reader")
def begin(desk: Here, person: Who) -> Response:
    """Verify in the background."""

    def work(job: Job) -> dict[str, object]:
        def step(done: int, total: int) -> None:
            job.done, job.total = done, total

        findings = 0
        for finding in desk.archive.verify(step):
            findings += 1
            if findings <= _SHOWN:
                job.lines.append({"kind": finding.kind, "where": finding.where, "message": finding.message})
        return {"findings": findings, "totals": desk.archive.totals(), "head": desk.archive.head()}

    return RedirectResponse(f"/jobs/{desk.jobs.start('verify', person.name, work).id}", 303)


@router.get("/jobs/{job_id}", response_class=HTMLResponse)
@needs("reader")
def job(request: Request, desk: Here, person: Who, job_id: str) -> Response:
    """How far a piece of work is, and what came of it."""
    found = desk.jobs.get(job_id, person.name)
    if found is None:
        raise NotThere("there is no such work any more")
    return page(request, "job.html", job=found)
