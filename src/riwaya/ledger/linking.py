"""Linking an archive: what waits is linked with its neighbours; the incidents that this changes are written anew."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from riwaya.archive import search
from riwaya.archive.linked import Linked, Links, Summary, is_waiting, queue_all
from riwaya.archive.store import Archive
from riwaya.incidents.blocks import keys
from riwaya.incidents.features import Features
from riwaya.incidents.inherit import features_of
from riwaya.incidents.link import day_of, in_order, incident_id, joined
from riwaya.incidents.questions import describe
from riwaya.incidents.records import ClaimRecord, Incident
from riwaya.incidents.settle import settle
from riwaya.incidents.summary import CONTEST, box, names, point
from riwaya.incidents.weigh import weight
from riwaya.ledger.neighbours import Neighbours, features_in, row_of

_REPORTS = 1000  # linked in one transaction


@dataclass(frozen=True, slots=True)
class Done:
    """How much was linked in one transaction: reports that waited, claims regrouped, incidents written."""

    reports: int
    claims: int
    incidents: int


def catch_up(archive: Archive) -> Iterator[Done]:
    """Link what waits, a thousand reports a transaction; killed at any moment, the rest still waits.

    An archive open for reading only stays as it is.
    """
    while not archive.read_only:
        with archive.read() as c:
            if not is_waiting(c):
                return
        with archive.links(write=True) as links:
            reports = links.waiting(_REPORTS)
            done = Linking(links).run(reports)
            links.done(reports)
        if done.reports:
            yield done


def settled(archive: Archive) -> Archive:
    """The archive, with nothing waiting."""
    for _ in catch_up(archive):
        pass
    return archive


def relink(archive: Archive) -> Iterator[Done]:
    """Forget every incident and link all anew. The outcome is what it was, unless the rules of linking changed."""
    with archive.links(write=True) as links:
        queue_all(links.connection)
    yield from catch_up(archive)


class Linking:
    """One transaction's linking."""

    def __init__(self, links: Links) -> None:
        self._links = links
        self._near = Neighbours(links)

    def run(self, reports: Sequence[str]) -> Done:
        """Bring the incidents up to the claims of reports, as they now stand."""
        now = records(self._links, search.current_keys(self._links.connection, reports))
        features = features_of(list(now.values()))
        rows = {r.id: row_of(pk, features[r.id]) for pk, r in now.items()}
        before = {row.claim_id: row for row in self._links.of_reports(reports)}
        new = {i for i, row in rows.items() if i not in before or not _alike(row, before[i])}
        gone = {i for i in before if i not in rows or i in new}
        self._links.drop((before[i], keys(features_in(before[i]))) for i in gone)
        self._links.put((rows[i], keys(features[i])) for i in sorted(new))
        # What rulings on these claims come to depends on which claims there are.
        changed = new | self._near.rule({*rows, *before})
        self._near.load([rows[i] for i in sorted(new)])
        self._near.load(self._links.of_claims(changed - new))
        broken = self._companions([before[i] for i in gone] + [self._near.rows[i] for i in changed - new]) - changed
        groups = settle(self._near, changed, broken, self._near.ruled)
        written = self._write(groups, {row.incident for row in before.values()}, {*rows})
        return Done(len(reports), sum(map(len, groups)), written)

    def _companions(self, rows: Iterable[Linked]) -> set[str]:
        """The claims that are now in the groups of rows."""
        homes = {(row.incident, row.grp) for row in rows}
        claims = self._near.incidents({incident for incident, _ in homes})
        return {i for i in claims if (self._near.rows[i].incident, self._near.rows[i].grp) in homes}

    def _write(self, groups: Sequence[Sequence[str]], touched: set[str], told: set[str]) -> int:
        """Make incidents of groups that changed and of all that people put together with these; how many.

        `touched` are incidents to be looked at anyway, `told` claims whose words may have changed.
        """
        near = self._near
        home = {i: min(group) for group in groups for i in group}
        olds = touched | {near.rows[i].incident for i in home} - {""}
        claims = set(home) | near.incidents(olds)
        while more := {x for pair in near.ruled.together if claims & {*pair} for x in pair} - claims:
            near.load(self._links.of_claims(more - near.rows.keys()))
            there = more & near.rows.keys()
            if not there:
                break
            olds |= {near.rows[i].incident for i in there} - {""}
            claims |= there | near.incidents(olds)
        parts: dict[str, list[str]] = {}
        for i in claims:
            parts.setdefault(home.get(i) or near.rows[i].grp, []).append(i)
        incidents = {}
        for members in joined(parts.values(), near.ruled.together):
            ordered = in_order(members, near.features)
            incidents[incident_id(ordered[0])] = ordered
        places = [
            (near.rows[i].pk, group, name) for name, members in incidents.items() for i in members
            if (group := home.get(i) or near.rows[i].grp, name) != (near.rows[i].grp, near.rows[i].incident)
        ]  # fmt: skip
        as_they_were = {
            name for name, members in incidents.items()
            if name in olds and not told & {*members} and near.incidents([name]) == {*members}
        }  # fmt: skip
        self._links.place(places)
        self._links.drop_incidents(olds - as_they_were)
        made = {name: members for name, members in incidents.items() if name not in as_they_were}
        wanted = sorted(near.rows[i].pk for members in made.values() for i in members)
        told_of = {r.id: r for r in records(self._links, wanted).values()}
        summaries = [
            summary_of(Incident(name, [told_of[i] for i in members]), near.features[members[0]])
            for name, members in made.items()
        ]  # fmt: skip
        self._links.put_incidents(summaries)
        weights = {i: weight(told_of[i].claim, s.agreement, s.origins) for s in summaries for i in made[s.id]}
        self._links.weigh((near.rows[i].pk, w) for i, w in weights.items() if w != near.rows[i].weight)
        return len(made)


def records(links: Links, pks: Sequence[int]) -> dict[int, ClaimRecord]:
    """Claims as they stand, with their reports, by the keys of their rows."""
    found = search.by_key(links.connection, pks)
    reports = search.report_facts(links.connection, list({c.report_id for c in found.values()}))
    return {pk: ClaimRecord(c.claim, reports[c.report_id]) for pk, c in found.items()}


def summary_of(incident: Incident, core: Features) -> Summary:
    """What of an incident is kept for lists and filters."""
    d = describe(incident)
    return Summary(
        d["id"], day_of(core), d["type"], d["start"], d["end"], d["agreement"], CONTEST.index(d["agreement"]),
        len(d["claims"]), len(d["reports"]), len(d["origins"]), d["places"], box(d["places"]), names(incident.claims),
        point(d["places"]),
    )  # fmt: skip


def _alike(a: Linked, b: Linked) -> bool:
    """Whether a claim is linked as it was."""
    return replace(b, grp=a.grp, incident=a.incident, weight=a.weight) == a
