"""How the desk looks at the archive: all of it, or in the public mode only what may be shown."""

from collections.abc import Iterator
from typing import Any, Protocol

from riwaya.desk.errors import BadRequest
from riwaya.desk.view.asked import Asked
from riwaya.ledger import comparing, publishing, showing
from riwaya.ledger.exporting import Public
from riwaya.ledger.opening import Archive, Filter
from riwaya.ledger.showing import IncidentShown


class Look(Protocol):
    """What pages, feed and API ask; every answer of the public mode goes through `PublicLook`."""

    def incidents(self, asked: Asked) -> list[dict[str, Any]]:
        """Incidents as JSON that the filters mean, sorted."""
        ...

    def incident(self, incident_id: str) -> IncidentShown:
        """One incident, by its id or a claim's. Raises BadInput."""
        ...

    def voice(self, name: str) -> dict[str, Any]:
        """What a voice has said over time. Raises BadInput."""
        ...

    def claims(self, f: Filter) -> Iterator[dict[str, Any]]:
        """Claims as JSON (claim, report, status) that a filter means, the latest happening first."""
        ...


class FullLook:
    """Everything, as the ledger has it."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive

    def incidents(self, asked: Asked) -> list[dict[str, Any]]:
        """See `Look`."""
        found = comparing.described(self.archive, asked.wanted, asked.sort)
        if asked.words or asked.outlet:
            f = Filter(words=asked.words, outlet=asked.outlet)
            claims = {c.claim["id"] for c in self.archive.claims(f)}
            found = [d for d in found if not claims.isdisjoint(d["claims"])]
        return found

    def incident(self, incident_id: str) -> IncidentShown:
        """See `Look`."""
        return showing.incident(self.archive, incident_id)

    def voice(self, name: str) -> dict[str, Any]:
        """See `Look`."""
        found = comparing.voice(self.archive, name)
        first = showing.claim(self.archive, found["claims"][0]["claim"]).claim["attribution"]
        own = first[-1] if first and name in (first[-1].get("id"), first[-1].get("text")) else {}
        return {**found, "text": own.get("text") or name, "name_en": own.get("name_en")}

    def claims(self, f: Filter) -> Iterator[dict[str, Any]]:
        """See `Look`."""
        for c in self.archive.claims(f):
            yield {"claim": c.claim, "report": {"id": c.report_id}, "status": c.status}


class PublicLook:
    """Only what a public export would show: blurred places, no words, no private names, nothing under embargo."""

    def __init__(self, archive: Archive, rules: Public) -> None:
        self.archive = archive
        self.rules = rules

    def incidents(self, asked: Asked) -> list[dict[str, Any]]:
        """See `Look`; searching words or outlets would tell what is held back."""
        if asked.words or asked.outlet:
            raise BadRequest("the public view has no search by words or outlet")
        return publishing.public_incidents(self.archive, asked.wanted, asked.sort, self.rules)

    def incident(self, incident_id: str) -> IncidentShown:
        """See `Look`."""
        return publishing.public_incident(self.archive, incident_id, self.rules)

    def voice(self, name: str) -> dict[str, Any]:
        """See `Look`."""
        return publishing.public_voice(self.archive, name, self.rules)

    def claims(self, f: Filter) -> Iterator[dict[str, Any]]:
        """See `Look`; filters that could tell what is held back are refused."""
        if f.words or f.place or f.voice or f.outlet or f.report or f.box or f.rejected:
            raise BadRequest("the public view filters claims by type, stance and dates only")
        yield from publishing.public_claims(self.archive, f, self.rules)
