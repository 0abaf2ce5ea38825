"""Linked claims of an archive as linking sees them: loaded as they are spoken of, within one transaction."""

import json
from collections.abc import Collection, Iterable, Mapping
from math import cos, radians

from riwaya.archive.linked import Box, Linked, Links
from riwaya.incidents.blocks import KM, Window, windows
from riwaya.incidents.features import Features, unpack
from riwaya.incidents.records import Ruling, rules
from riwaya.incidents.rulings import Ruled

_DAYS = 4  # windows that begin within so many days are asked for at once


class Neighbours:
    """Claims kept in an archive, as `settle` asks for them. `ruled` grows with what is loaded."""

    def __init__(self, links: Links) -> None:
        self.links = links
        self.rows: dict[str, Linked] = {}
        self.features: dict[str, Features] = {}
        self.ruled = Ruled()
        self._ids: dict[int, str] = {}
        self._ruled_on: set[str] = set()
        self._members: dict[str, list[str]] = {}  # of incidents that were loaded whole

    def load(self, rows: Iterable[Linked]) -> list[str]:
        """Have claims at hand, with what was ruled on them; their ids."""
        new = []
        ids = []
        for row in rows:
            ids.append(row.claim_id)
            if row.claim_id not in self.rows:
                self.rows[row.claim_id] = row
                self._ids[row.pk] = row.claim_id
                self.features[row.claim_id] = features_in(row)
                new.append(row.claim_id)
        self.rule(new)
        return ids

    def rule(self, claims: Collection[str]) -> set[str]:
        """Take in the rulings on claims; every claim that is there and that these, or rulings they meet, are about."""
        contents = self.links.rulings([i for i in claims if i not in self._ruled_on])
        if not contents:
            return set()
        about = {i for c in contents for i in c["claims"]}
        self._ruled_on |= about
        present = {row.claim_id for row in self.links.of_claims(about)}
        found = Ruled.of((Ruling(c["kind"], tuple(c["claims"])) for c in contents), present)
        self.ruled.together += found.together
        self.ruled.apart |= found.apart
        self.ruled.alone |= found.alone
        return present

    def near(self, claims: Collection[str]) -> Mapping[str, Collection[str]]:
        """Of each claim, the claims near it."""
        wanted = {i: windows(self.features[i]) for i in claims}
        found = self._found([w for ws in wanted.values() for w in ws])
        pks = {i: {pk for w in ws for k in w.keys for first, pk in found.get(k, ()) if w.low <= first <= w.high}
               for i, ws in wanted.items()}  # fmt: skip
        self.load(self.links.by_key([pk for pk in set().union(*pks.values()) if pk not in self._ids]))
        return {i: {self._ids[pk] for pk in of if pk in self._ids} - {i} for i, of in pks.items()}

    def _found(self, asked: Iterable[Window]) -> dict[int, set[tuple[int, int]]]:
        """First day and row under each key; windows of about one time are asked for together."""
        times: dict[int, list[Window]] = {}
        for window in asked:
            times.setdefault(window.low // _DAYS, []).append(window)
        out: dict[int, set[tuple[int, int]]] = {}
        for together in times.values():
            wanted = {k for w in together for k in w.keys}
            low, high = min(w.low for w in together), max(w.high for w in together)
            for key, first, pk in self.links.found(wanted, low, high):
                out.setdefault(key, set()).add((first, pk))
        return out

    def incidents(self, ids: Collection[str]) -> set[str]:
        """Every claim of incidents."""
        new = [i for i in ids if i not in self._members]
        self._members.update((i, []) for i in new)
        for row in self.links.of_incidents(new):
            self._members[row.incident] += self.load([row])
        return {claim for i in ids for claim in self._members[i]}

    def groups(self, claims: Collection[str]) -> Mapping[str, tuple[str, ...]]:
        """Of each claim, all members of its group."""
        members: dict[tuple[str, str], list[str]] = {}
        for i in sorted(self.incidents({self.rows[i].incident for i in claims})):
            members.setdefault((self.rows[i].incident, self.rows[i].grp), []).append(i)
        return {i: tuple(members[self.rows[i].incident, self.rows[i].grp]) for i in claims}


def features_in(row: Linked) -> Features:
    """The features that a row keeps."""
    return unpack(json.loads(row.features))


def row_of(pk: int, f: Features) -> Linked:
    """A claim's row before it is in any group."""
    south, west, north, east = _reach(f)
    return Linked(
        pk, f.id, f.report, json.dumps(f.pack(), ensure_ascii=False, separators=(",", ":")), int(f.vague), f.first,
        f.last, "", "", south, west, north, east,
    )  # fmt: skip


def _reach(f: Features) -> Box:
    """The box within which a vague claim can be context."""
    if not f.vague or not f.spots or any(s.lat is None or s.lon is None for s in f.spots):
        return None, None, None, None
    south = west = 1000.0
    north = east = -1000.0
    for s in f.spots:
        lat, lon = s.lat or 0.0, s.lon or 0.0
        up = (rules().radius[s.precision] + 2) / KM
        side = up / max(0.01, cos(radians(min(89.0, abs(lat) + up))))
        south, north = min(south, lat - up), max(north, lat + up)
        west, east = min(west, lon - side), max(east, lon + side)
    return south, west, north, east
