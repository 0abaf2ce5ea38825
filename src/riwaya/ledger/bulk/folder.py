"""A folder of parts: its manifest says what they were made of and by what, and parts that are there are kept."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from riwaya.errors import BadInput
from riwaya.export.records import new_file

MANIFEST = "manifest.json"


class Folder:
    """Where parts are written: `made` says by what, of what and how, and must be the same when it goes on."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def open(cls, path: Path, made: Mapping[str, Any]) -> "Folder":
        """Begin in a new or empty folder, or go on in one that was begun the same way. Raises BadInput."""
        folder = cls(path)
        try:
            if not (path / MANIFEST).exists():
                if path.exists() and any(path.iterdir()):
                    raise BadInput(f"{path}: holds something else; give a new or an empty folder")
                path.mkdir(parents=True, exist_ok=True)
                folder.write_json(path / MANIFEST, {**made, "complete": False})
                return folder
        except OSError as error:
            raise BadInput(f"{path}: cannot be used as a folder to write to ({error.strerror})") from error
        there = manifest(path)
        other = [f"{k} {_short(there.get(k))}, now {_short(made[k])}" for k in made if there.get(k) != made[k]]
        if other:
            raise BadInput(f"{path}: was begun otherwise ({'; '.join(other)}); give another folder, or remove this one")
        return folder

    @property
    def complete(self) -> bool:
        """Whether everything is done."""
        return bool(manifest(self.path)["complete"])

    def part(self, stage: str, number: int | str, ending: str = "parquet") -> Path:
        """A part's file; its folder is made."""
        name = f"part-{number:05}" if isinstance(number, int) else number
        file = self.path / stage / f"{name}.{ending}"
        file.parent.mkdir(parents=True, exist_ok=True)
        return file

    def finish(self, stages: tuple[str, ...], totals: Mapping[str, Any]) -> None:
        """Say that all is done; leftovers of killed tasks go, and the stages that only led here."""
        for left in self.path.glob("*/.*"):
            left.unlink(missing_ok=True)
        self.write_json(self.path / MANIFEST, {**manifest(self.path), **totals, "complete": True})
        for stage in stages:
            shutil.rmtree(self.path / stage, ignore_errors=True)

    def write_json(self, file: Path, value: Any) -> None:
        """A JSON file, whole or not at all."""
        with new_file(file) as path:
            path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def manifest(path: Path) -> dict[str, Any]:
    """What a folder says of itself. Raises BadInput."""
    try:
        found = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadInput(f"{path / MANIFEST}: cannot be read ({error})") from error
    if not isinstance(found, dict) or "made_by" not in found:
        raise BadInput(f"{path / MANIFEST}: is not of `riwaya bulk`; give a new or an empty folder")
    return found


def read_json(file: Path) -> Any:
    """What `Folder.write_json` wrote."""
    return json.loads(file.read_text(encoding="utf-8"))


def write_table(table: pa.Table, file: Path, rows_a_group: int = 2000) -> None:
    """A Parquet file, whole or not at all."""
    with new_file(file) as path:
        pq.write_table(table, str(path), row_group_size=rows_a_group, compression="zstd")


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) < 80 else text[:77] + "..."
