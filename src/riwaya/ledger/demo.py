"""A small archive to look at: the sample reports that come with the product."""

import json
from collections.abc import Iterator
from pathlib import Path

import riwaya
from riwaya.archive.store import Archive
from riwaya.errors import BadInput
from riwaya.ledger.adding import Options, Result, take_in


def samples() -> Path:
    """The folder of sample reports: in the installed package, or in the clone it runs from. Raises BadInput."""
    home = Path(riwaya.__file__).parent
    for folder in (home / "samples", home.parents[1] / "samples"):
        if (folder / "index.json").is_file():
            return folder
    raise BadInput("the sample reports are not installed; run this from a clone, or install again")


def facts(folder: Path, name: str = "douma-market-agency.txt") -> tuple[str, str, str]:
    """Of one sample, and its date and outlet as the index beside it says."""
    found = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    return name, found[name]["published"], found[name]["outlet"]


def fill(archive: Archive) -> Iterator[Result]:
    """Add the samples, one result each."""
    yield from take_in(archive, [str(samples())], Options())
