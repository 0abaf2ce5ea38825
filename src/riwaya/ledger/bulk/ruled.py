"""People's rulings in bulk: given in a file or taken from an archive, they come before every score as they do there."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from riwaya.archive.schema import RULING
from riwaya.archive.store import open_archive
from riwaya.errors import BadInput
from riwaya.incidents.link import joined
from riwaya.incidents.records import Ruling
from riwaya.incidents.rulings import Ruled
from riwaya.ledger.bulk.folder import Folder, read_json
from riwaya.ledger.bulk.kept import UNIT_ROWS

Member = list[Any]  # claim id, block, row group
_LEAST = {"merge": 2, "split": 2, "move": 2}


def rulings_from(given: Path) -> list[Ruling]:
    """Rulings, oldest first: of an archive's folder, or of a file with one a line as JSON, {"kind": "merge", "claims":
    [...]}. Raises BadInput on a file that is otherwise, ArchiveError where a folder holds no archive."""
    if given.is_dir():
        archive = open_archive(str(given), read_only=True)
        try:
            return [Ruling(c["kind"], tuple(c["claims"])) for c in archive.acts(RULING)]
        finally:
            archive.close()
    try:
        lines = given.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise BadInput(f"{given}: cannot be read as rulings ({error})") from error
    return [_ruling(line, f"{given}, line {n}") for n, line in enumerate(lines, 1) if line.strip()]


def _ruling(line: str, where: str) -> Ruling:
    try:
        said = json.loads(line)
        kind, claims = said["kind"], said["claims"]
    except (ValueError, KeyError, TypeError) as error:
        raise BadInput(f'{where}: is not like {{"kind": "merge", "claims": ["c-...", "c-..."]}}') from error
    if kind not in _LEAST or not isinstance(claims, list) or not all(isinstance(c, str) for c in claims):
        raise BadInput(f"{where}: kind is one of {', '.join(_LEAST)}, claims are ids")
    if len(claims) < _LEAST[kind]:
        raise BadInput(f"{where}: takes two claims or more")
    return Ruling(kind, tuple(claims))


def mark_of(rulings: Sequence[Ruling]) -> str:
    """A fingerprint of rulings, empty where there are none."""
    if not rulings:
        return ""
    text = json.dumps([[r.kind, list(r.claims)] for r in rulings], ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def rule(folder: Folder, parts: int, rulings: Sequence[Ruling]) -> Ruled:
    """Write down what rulings come to on the claims that are there, for every task; the same."""
    named = pa.array(sorted({c for r in rulings for c in r.claims}), pa.string())
    present: set[str] = set()
    for n in range(parts if rulings else 0):
        ids = pq.read_table(folder.part("sorted", n), columns=["claim_id"]).column(0)
        present.update(ids.filter(pc.is_in(ids, named)).to_pylist())
    out = Ruled.of(rulings, present)
    apart = sorted(sorted(pair) for pair in out.apart)
    told = {"together": out.together, "apart": apart, "alone": sorted(out.alone)}
    folder.write_json(folder.part("ruled", 0, "json"), told)
    return out


def ruled_in(folder: Folder) -> Ruled:
    """What `rule` wrote."""
    said = read_json(folder.part("ruled", 0, "json"))
    together = [(a, b) for a, b in said["together"]]
    return Ruled(together, {frozenset(pair) for pair in said["apart"]}, set(said["alone"]))


def put_together(folder: Folder, blocks: int, groups: Sequence[list[Member]], ruled: Ruled) -> list[list[Member]]:
    """The groups that replace those of every claim in them, with all that people put together made one."""
    if not ruled.together:
        return list(groups)
    members: dict[str, Member] = {m[0]: m for group in groups for m in group}
    wanted = {i for pair in ruled.together for i in pair} - members.keys()
    settled = [[m[0] for m in group] for group in groups]
    whole = [ids for n in range(blocks) for ids in _groups_of(folder, n, wanted, members)]
    was = {tuple(sorted(ids)) for ids in whole}
    made = joined([*settled, *whole], ruled.together)
    return [[members[i] for i in ids] for ids in made if tuple(sorted(ids)) not in was]


def _groups_of(folder: Folder, block: int, wanted: Collection[str], members: dict[str, Member]) -> Iterable[list[str]]:
    """The groups of a block with a wanted claim; where their members are goes into `members`."""
    table = pq.read_table(folder.part("blocks", block), columns=["claim_id", "group"])
    ids: list[str] = table.column("claim_id").to_pylist()
    names: list[str] = table.column("group").to_pylist()
    there: Mapping[str, list[str]] = {name: [] for i, name in zip(ids, names, strict=True) if i in wanted}
    for n, (i, name) in enumerate(zip(ids, names, strict=True)):
        if name in there:
            there[name].append(i)
            members[i] = [i, block, n // UNIT_ROWS]
    return list(there.values())
