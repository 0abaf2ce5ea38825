"""Every message that the program raises where the desk can show it, read from the code."""

import ast
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

SOURCE = Path(str(files("riwaya")))
RAISED = {"RiwayaError", "BadInput", "ArchiveError", "ExportError", "BadRequest", "Refused", "NotThere", "TooMany",
          "Failure", "DeskError"}  # fmt: skip
# Modules whose messages people meet at the desk; not those of starting it, nor of the command line alone.
WHERE = (
    "desk", "ledger", "intake", "archive/contract.py", "archive/decisions.py", "archive/effective.py",
    "archive/search.py", "archive/words.py", "archive/cursors.py", "archive/find_incidents.py", "archive/blobs.py",
    "export/public.py",
)  # fmt: skip
NOT = ("desk/run.py", "desk/app.py", "desk/tiles.py", "ledger/bulk/", "ledger/demo.py", "ledger/opening.py")


def messages() -> dict[str, str]:
    """Each message with letters for its values, and where it is raised."""
    out: dict[str, str] = {}
    for where in WHERE:
        path = SOURCE / where
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            name = str(file.relative_to(SOURCE))
            if not name.startswith(NOT):
                for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                    for said in _said(node):
                        out.setdefault(said, f"{name}:{getattr(node, 'lineno', 0)}")
    return out


def _said(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in RAISED and node.args:
        found = _template(node.args[0])
        # One with hardly a word is only put together of others.
        if found and len(re.findall("[a-z]", re.sub(r"%\(.\)s", "", found))) > 5:
            yield found


def _template(node: ast.expr) -> str | None:
    """A string with %(a)s, %(b)s ... for its values; None for anything else."""
    letters = iter("abcdefghij")
    if isinstance(node, ast.Constant):
        return str(node.value)
    if not isinstance(node, ast.JoinedStr):
        return None
    parts = []
    for part in node.values:
        if isinstance(part, ast.Constant):
            parts.append(str(part.value))
        else:
            parts.append(f"%({next(letters)})s")
    return "".join(parts)
