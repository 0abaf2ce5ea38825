"""An archive's incidents from Python; the same answers as on the command line with `--format json`."""

from types import TracebackType
from typing import Any, Self

from riwaya.archive.store import Archive, default_place, open_archive
from riwaya.incidents.questions import describe
from riwaya.ledger import comparing, voices
from riwaya.ledger.linking import relink


class Ledger:
    """An open archive. Made by `riwaya.open`; close it, or use it in a `with`."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.archive.close()

    def incidents(
        self, *, sort: str = "date", limit: int | None = None, cursor: str | None = None, **wanted: Any
    ) -> list[dict[str, Any]]:
        """Incidents in full. `wanted`: type, place, voice, party, agreement, since, until (ISO), box (degrees)."""
        return comparing.described(self.archive, comparing.Wanted(**wanted), sort, limit, cursor)

    def listed(
        self, *, sort: str = "date", limit: int | None = None, cursor: str | None = None, **wanted: Any
    ) -> tuple[list[dict[str, Any]], str | None]:
        """Incidents in short, and the cursor of the next page; loads no claims."""
        return comparing.listed(self.archive, comparing.Wanted(**wanted), sort, limit, cursor)

    def incident(self, name: str) -> dict[str, Any]:
        """One incident, by its id or a claim's. Raises BadInput."""
        return describe(comparing.one(self.archive, name))

    def timeline(self, **wanted: Any) -> list[dict[str, Any]]:
        """Days, each with the incidents that begin on it; filters as of `incidents`."""
        return comparing.timeline(self.archive, comparing.Wanted(**wanted))

    def voice(self, name: str, limit: int | None = None, skip: int = 0, newest_first: bool = False) -> dict[str, Any]:
        """What a voice has said over time, all of it or `limit` claims after the first `skip`. Raises BadInput."""
        return voices.voice(self.archive, name, limit, skip, newest_first)

    def why(self, claim: str, other: str) -> dict[str, Any]:
        """Why two claims are, or are not, of one incident. Raises BadInput."""
        return comparing.why(self.archive, claim, other)

    def rule(self, kind: str, claims: list[str], by: str, reason: str) -> int:
        """Record a merge, split or move; its number in the custody chain. Raises BadInput."""
        return comparing.rule(self.archive, kind, claims, by, reason)

    def link(self) -> int:
        """Link everything anew; how many reports."""
        return sum(done.reports for done in relink(self.archive))


def open_ledger(where: str | None = None) -> Ledger:
    """The archive in a folder or at a postgresql:// URL, or the default one. Raises ArchiveError."""
    return Ledger(open_archive(where or default_place()))
