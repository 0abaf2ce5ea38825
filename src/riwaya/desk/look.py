"""How the desk looks at the archive: all of it, or in the public mode only what may be shown."""

from typing import Any, Protocol

from riwaya.desk.view.asked import Asked
from riwaya.ledger import comparing, showing
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
        return comparing.voice(self.archive, name)
