"""Linking in bulk across blocks: groups that an end of a block tore apart are settled anew.

Each block's groups are right for its own claims. They are right for all claims where no pair across an end would now
join. The pairs that would are found block by block; those of two blocks are settled together, apart from those of
other blocks. Where two such settlings changed neighbouring claims they are done again as one, until none do.
"""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from riwaya.incidents.settle import change, torn
from riwaya.ledger.bulk.engines import Engine, Item
from riwaya.ledger.bulk.folder import Folder, read_json
from riwaya.ledger.bulk.kept import Kept
from riwaya.ledger.bulk.ruled import ruled_in

_AT_ONCE = 500  # claims whose neighbours are held at once
Member = list[Any]  # claim id, block, row group


def find_torn(item: Item) -> Item:
    """A task: pairs of a claim of this block and one of a block before it whose groups would join."""
    folder, number = Folder(Path(item["folder"])), int(item["number"])
    kept = Kept(folder, item["blocks"], below=number)
    own = [i for ids in kept.load((number, u) for u in range(item["units"])).values() for i in ids]
    own = [i for i in own if kept.has_near(i)]
    ruled = ruled_in(folder)
    pairs = [p for n in range(0, len(own), _AT_ONCE) for p in torn(kept, own[n : n + _AT_ONCE], ruled)]
    found = [[[a, *kept.unit[a]], [b, *kept.unit[b]]] for a, b in sorted(pairs)]
    folder.write_json(folder.part("torn", number, "json"), found)
    return {"number": number, "pairs": len(found)}


def settle_pairs(item: Item) -> Item:
    """A task: settle pairs; the groups that this changes, and the claims around those."""
    folder = Folder(Path(item["folder"]))
    kept = Kept(folder, item["blocks"])
    members = [tuple(m) for n in item["torn"] for pair in read_json(folder.part("torn", n[0], "json"))
               if pair[1][1] == n[1] for m in pair]  # fmt: skip
    kept.load(sorted({(block, unit) for _, block, unit in members}))
    found = change(kept, {i for i, _, _ in members}, ruled_in(folder))
    groups = [[[i, *kept.unit[i]] for i in group] for group in found.groups]
    folder.write_json(folder.part("settled", item["name"], "json"), {"groups": groups, "rim": sorted(found.rim)})
    return {"name": item["name"]}


def settle_borders(folder: Folder, blocks: int, engine: Engine) -> list[list[Member]]:
    """Settle what blocks tore apart, given what `find_torn` wrote.

    Gives the groups that replace those of every claim in them, each as (claim id, block, row group) of its members.
    """
    regions: dict[str, frozenset[tuple[int, int]]] = {}
    for n in range(blocks):
        for before in {pair[1][1] for pair in read_json(folder.part("torn", n, "json"))}:
            regions[_name([(n, before)])] = frozenset([(n, before)])
    while True:
        missing = [
            {"folder": str(folder.path), "blocks": blocks, "name": name, "torn": sorted(pairs)}
            for name, pairs in sorted(regions.items()) if not folder.part("settled", name, "json").exists()
        ]  # fmt: skip
        for _ in engine.run(settle_pairs, missing):
            pass
        found = {name: read_json(folder.part("settled", name, "json")) for name in regions}
        joined = _touching(found)
        if len(joined) == len(regions):
            return [group for name in sorted(found) for group in found[name]["groups"]]
        merged = [frozenset(pair for name in names for pair in regions[name]) for names in joined]
        regions = {_name(pairs): pairs for pairs in merged}


def _touching(found: Mapping[str, Any]) -> list[list[str]]:
    """Names of settlings, those together that changed the same claim, or claims with an edge between them."""
    parent = {name: name for name in found}

    def top(name: str) -> str:
        while parent[name] != name:
            name = parent[name]
        return name

    changed: dict[str, str] = {}
    for name, settled in found.items():
        for group in settled["groups"]:
            for claim, _, _ in group:
                parent[top(changed.setdefault(claim, name))] = top(name)
    for name, settled in found.items():
        for claim in settled["rim"]:
            if claim in changed:
                parent[top(changed[claim])] = top(name)
    out: dict[str, list[str]] = {}
    for name in found:
        out.setdefault(top(name), []).append(name)
    return list(out.values())


def _name(pairs: Iterable[tuple[int, int]]) -> str:
    """A settling's file name: the same for the same pairs of blocks."""
    return hashlib.sha256(repr(sorted(pairs)).encode("ascii")).hexdigest()[:24]
