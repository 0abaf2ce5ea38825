"""Whether the incidents kept are those that linking everything anew would give, looked at page by page.

Groups are right where each grows as it is from its own claims, and where no edge between two of them would join.
Both are seen from a claim's neighbourhood, so nothing is linked anew and little is in memory at once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from riwaya.archive import search
from riwaya.archive.linked import Links, is_waiting
from riwaya.archive.records import Finding
from riwaya.archive.store import Archive
from riwaya.incidents.inherit import features_of
from riwaya.incidents.link import in_order, incident_id, joined
from riwaya.incidents.records import Incident
from riwaya.incidents.settle import settle
from riwaya.incidents.weigh import weight
from riwaya.ledger.linking import records, summary_of
from riwaya.ledger.neighbours import Neighbours, row_of

_REPORTS = 200


def check_links(archive: Archive) -> Iterator[Finding]:
    """Every claim, group and incident that is not what linking anew would make it. Reads, never writes."""
    with archive.links() as links:
        if is_waiting(links.connection):
            yield Finding("incident-waiting", "incidents", "reports wait for linking; run `riwaya link`")
        ids = search.in_time(links.connection)
        for n in range(0, len(ids), _REPORTS):
            yield from _check(links, ids[n : n + _REPORTS])
        known, there = links.counts()
        if known != there:
            yield Finding("incident-extra", "incidents", f"{known} incidents are kept where claims are in {there}")


def _check(links: Links, reports: Sequence[str]) -> Iterator[Finding]:
    near = Neighbours(links)
    now = records(links, search.current_keys(links.connection, reports))
    features = features_of(list(now.values()))
    kept = {row.claim_id: row for row in links.of_reports(reports)}
    off = kept.keys() ^ features.keys()
    for pk, r in now.items():
        if r.id in kept and replace(kept[r.id], grp="", incident="", weight=0) != row_of(pk, features[r.id]):
            off.add(r.id)
    for claim in sorted(off):
        yield Finding("incident-claim", f"claim {claim}", "is not linked as it now stands")
    near.load(kept.values())
    homes = near.groups(kept.keys())
    inside = {i for members in homes.values() for i in members}
    grown = {i: tuple(sorted(group)) for group in settle(near, inside, (), near.ruled) for i in group}
    for i, members in homes.items():
        if grown[i] != members or near.rows[i].grp != members[0]:
            yield Finding("incident-group", f"claim {i}", "is in another group than linking anew would put it in")
    yield from _check_incidents(links, near, {row.incident for row in kept.values()})


def _check_incidents(links: Links, near: Neighbours, names: set[str]) -> Iterator[Finding]:
    summaries = links.summaries(names)
    for name in sorted(names):
        members = near.incidents([name])
        parts: dict[str, list[str]] = {}
        for i in members:
            parts.setdefault(near.rows[i].grp, []).append(i)
        leaving = any(len(members & {*pair}) == 1 for pair in near.ruled.together)
        ordered = in_order(members, near.features)
        if leaving or len(joined(parts.values(), near.ruled.together)) != 1 or incident_id(ordered[0]) != name:
            yield Finding("incident-members", f"incident {name}", "does not hold the claims that belong together")
            continue
        claims = {r.id: r for r in records(links, [near.rows[i].pk for i in ordered]).values()}
        wanted = summary_of(Incident(name, [claims[i] for i in ordered]), near.features[ordered[0]])
        if summaries.get(name) != wanted:
            yield Finding("incident-summary", f"incident {name}", "what is kept for lists is not what its claims give")
        for i in ordered:
            if near.rows[i].weight != weight(claims[i].claim, wanted.agreement, wanted.origins):
                yield Finding("incident-claim", f"claim {i}", "is not where it belongs in the review queue")
