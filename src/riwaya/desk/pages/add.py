"""Adding reports: pasted text, addresses, files of every kind that `riwaya add` takes."""

import re
import shutil
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData, UploadFile

from riwaya.desk.errors import BadRequest
from riwaya.desk.jobs import Job
from riwaya.desk.render import page
from riwaya.desk.security.access import Who, needs
from riwaya.desk.state import Desk, Fields, Here, text
from riwaya.desk.view.asked import day
from riwaya.ledger.adding import Options, Result, take_in

router = APIRouter()


@router.get("/add", response_class=HTMLResponse)
@needs("reviewer")
def form(request: Request) -> Response:
    """The form."""
    return page(request, "add.html")


@router.post("/add")
@needs("reviewer")
def add(desk: Here, person: Who, form: Fields) -> Response:
    """Keep what was sent in a folder of its own, and read it in the background."""
    options = Options(day("published", text(form, "published")), text(form, "outlet") or None)
    folder = desk.jobs.folder()
    paths = [*_files(form, folder), *_addresses(form)]
    if not paths:
        folder.rmdir()
        raise BadRequest("there is nothing to add: paste text, give an address, or choose files")

    def work(job: Job) -> dict[str, int]:
        try:
            return _work(desk, job, paths, options, folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    job = desk.jobs.start("add", person.name, work)
    return RedirectResponse(f"/jobs/{job.id}", 303)


def _work(desk: Desk, job: Job, paths: list[str], options: Options, folder: Path) -> dict[str, int]:
    tally = {"new": 0, "sighting": 0, "known": 0, "claims": 0, "failed": 0}
    for result in take_in(desk.archive, paths, options, desk.settings.lexicon):
        job.lines.append(_line(result, folder))
        job.done += 1
        if result.added is None:
            tally["failed"] += 1
        else:
            tally[result.added.outcome] += 1
            tally["claims"] += result.added.claims
    return tally


def _line(result: Result, folder: Path) -> dict[str, Any]:
    """What became of one source; where it lay on this machine is nobody's matter."""
    hide = re.compile(re.escape(str(folder)) + r"/\d+/")
    line: dict[str, Any] = {"source": hide.sub("", result.source), "error": None, "report": None}
    if result.failure is not None:
        line["error"] = hide.sub("", result.failure)
    if result.added is not None:
        line.update(report=result.added.report_id, outcome=result.added.outcome, claims=result.added.claims)
    return line


def _files(form: FormData, folder: Path) -> list[str]:
    out = []
    sent = [f for f in form.getlist("files") if isinstance(f, UploadFile) and f.filename]
    for number, upload in enumerate(sent):
        at = folder / str(number)
        at.mkdir()
        path = at / _safe(str(upload.filename))
        with path.open("wb") as file:
            shutil.copyfileobj(upload.file, file)
        out.append(str(path))
    pasted = form.get("text")
    if isinstance(pasted, str) and pasted.strip():
        at = folder / str(len(sent))
        at.mkdir()
        path = at / "pasted.txt"
        path.write_text(pasted.replace("\r\n", "\n"), encoding="utf-8", errors="replace")
        out.append(str(path))
    return out


def _safe(name: str) -> str:
    """A file name that is one and nothing else: its ending says what it is, the rest is for people."""
    last = re.split(r"[/\\]", name)[-1]
    kept = re.sub(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069:]", "_", last).strip(". ")
    stem, dot, suffix = kept.rpartition(".")
    return f"{(stem if dot else kept)[:80] or 'file'}{dot}{suffix[:10] if dot else ''}"


def _addresses(form: FormData) -> list[str]:
    given = text(form, "urls").split()
    for url in given:
        if not re.match(r"https?://", url, re.IGNORECASE):
            raise BadRequest(f"{url[:100]}: only http and https addresses are fetched")
    return given
