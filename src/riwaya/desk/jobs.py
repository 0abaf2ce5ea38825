"""Work that takes longer than a page may: adding, exporting, verifying. In a thread; pages ask how far it is."""

import secrets
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from riwaya.desk.errors import TooMany
from riwaya.errors import RiwayaError

_KEPT = 50  # finished jobs remembered
_ALIVE = 4  # jobs at once


@dataclass(slots=True)
class Job:
    """One piece of work: `lines` are what it says, `done` of `total` how far it is, `result` what came of it."""

    id: str
    kind: str
    owner: str
    lines: list[dict[str, Any]] = field(default_factory=list)
    done: int = 0
    total: int | None = None
    result: Any = None
    error: str | None = None
    finished: bool = False
    began: float = field(default_factory=time.monotonic)


class Jobs:
    """The jobs of a desk."""

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()
        self._room = tempfile.TemporaryDirectory(prefix="riwaya-desk-")  # goes when the desk does

    def folder(self) -> Path:
        """A new folder for a job's files."""
        return Path(tempfile.mkdtemp(dir=self._room.name))

    def start(self, kind: str, owner: str, work: Callable[[Job], Any]) -> Job:
        """Begin. Raises TooMany where too much is running already."""
        with self._lock:
            if sum(not j.finished for j in self._jobs.values()) >= _ALIVE:
                raise TooMany("the desk is busy with other work; try again when some of it is done")
            for old in list(self._jobs):
                if len(self._jobs) < _KEPT:
                    break
                if self._jobs[old].finished:
                    del self._jobs[old]
            job = Job(secrets.token_urlsafe(12), kind, owner)
            self._jobs[job.id] = job
        threading.Thread(target=self._run, args=(job, work), daemon=True).start()
        return job

    def _run(self, job: Job, work: Callable[[Job], Any]) -> None:
        try:
            job.result = work(job)
        except RiwayaError as error:
            job.error = str(error)
        except Exception:
            job.error = "something went wrong here; the desk's terminal says what"
            raise
        finally:
            job.finished = True

    def get(self, job_id: str, owner: str) -> Job | None:
        """A job of this person's."""
        job = self._jobs.get(job_id)
        return job if job is not None and job.owner == owner else None
