"""What one voice has said over time, asked of the archive page by page."""

from itertools import islice
from typing import Any

from riwaya.archive import find_incidents, said
from riwaya.archive.find_incidents import IncidentFilter
from riwaya.archive.linked import Links
from riwaya.archive.store import Archive
from riwaya.errors import BadInput
from riwaya.incidents.inherit import features_of
from riwaya.incidents.records import ClaimRecord
from riwaya.incidents.summary import asked
from riwaya.incidents.voice_record import YES, contradictions, line_of, same_voice
from riwaya.ledger.comparing import loaded
from riwaya.ledger.linking import records, settled

_NAMED = 200  # incidents looked at to learn who goes by a name
_DENIED, _SAID = 100, 20  # denials looked at, and for each what the voice says near it, the newest first
_AROUND = 1.5  # degrees


def voice(
    archive: Archive, name: str, limit: int | None = None, skip: int = 0, newest_first: bool = False
) -> dict[str, Any]:
    """What a voice has said over time. Raises BadInput where it has said nothing here.

    `claims` are all its claims by day, or `limit` of them after the first `skip`; `total`, `stances` and `outlets` tell
    of all. A contradiction is two sets of words side by side: one of the newest hundred denials, and one of the newest
    twenty that it can be about.
    """
    with settled(archive).links() as links:
        names = _names(links, name)
        stances = said.by_stance(links.connection, names)
        if not stances:
            raise BadInput(f"no claim of a voice {name!r} in this archive")
        keys = said.in_time(links.connection, names, newest_first, limit, skip)
        found = records(links, keys)
        return {
            "voice": name, "claims": [line_of(found[pk]) for pk in keys], "total": sum(stances.values()),
            "stances": stances, "outlets": said.outlets(links.connection, names),
            "contradictions": list(contradictions(*_both_ways(links, names))),
        }  # fmt: skip


def _names(links: Links, name: str) -> set[str]:
    """The name, and the ids and words of everybody who goes by it: a person is found by the group they speak for."""
    wanted = asked(name)
    first = IncidentFilter((("voice", wanted),)), IncidentFilter((("party", wanted | {name}),))
    near = [i for f in first for i in find_incidents.ids(links.connection, f, "date", _NAMED)]
    return same_voice((r for i in loaded(links, list(dict.fromkeys(near))) for r in i.claims), name)


def _both_ways(links: Links, names: set[str]) -> tuple[list[ClaimRecord], dict[str, Any]]:
    """What the voice denies and what it says about the same kind of thing nearby, with the features of these."""
    denied = said.denied(links.connection, names, _DENIED)
    yes = said.of_kinds(links.connection, names, YES, {row.type for row in denied})
    near = [(row, list(islice((y for y in yes if _nearby(row, y)), _SAID))) for row in denied]
    pairs = [(row, found) for row, found in near if found]
    keys = {r.pk for row, found in pairs for r in (row, *found)}
    reports = {r.report_id for row, found in pairs for r in (row, *found)}
    # A claim takes place and day from others of its report: all that the voice says there is needed.
    found = records(links, sorted({*said.of_reports(links.connection, names, reports)} | keys))
    mine = sorted((found[pk] for pk in keys), key=lambda r: r.id)
    return mine, features_of(list(found.values()))


def _nearby(a: Any, b: Any) -> bool:
    """Whether two claims of one type can be of one place, whatever the precision of either."""
    if a.type != b.type:
        return False
    if a.lat is not None and b.lat is not None:
        return bool(abs(a.lat - b.lat) <= _AROUND and abs(a.lon - b.lon) <= _AROUND)
    return bool(a.places and b.places and {*a.places.split("|")} & {*b.places.split("|")} - {""})
