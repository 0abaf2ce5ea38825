"""The house: imports run one way, rooms stay small, words live in data, everything public says what it is."""

import ast
import re
from pathlib import Path

import pytest

SRC = Path(__file__).parents[1] / "src" / "riwaya"
FILES = sorted(SRC.rglob("*.py"))
LEVELS = {
    "errors": 0, "model": 1, "text": 2, "lexicon": 2, "gazetteer": 2, "intake": 3, "reading": 3, "archive": 3,
    "incidents": 3, "export": 3, "ledger": 4, "cli": 5, "desk": 5, "__init__": 5, "__main__": 6,
}  # fmt: skip
# Who may import whom on one level: at the bottom, and at the top where the command line starts the desk.
WITHIN = {"text": set(), "lexicon": {"text"}, "gazetteer": {"text"}, "cli": {"desk"}}


def room(path: Path) -> str:
    part = path.relative_to(SRC).parts[0]
    return part.removesuffix(".py")


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SRC)))
def test_imports_run_one_way(path: Path) -> None:
    here = room(path)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("riwaya"):
            parts = (node.module or "").split(".")
            names = [parts[1]] if len(parts) > 1 else [a.name for a in node.names]
            for name in names:
                if name not in LEVELS or name == here or here == "__init__":
                    continue
                if LEVELS[name] == LEVELS[here]:
                    assert name in WITHIN.get(here, set()), f"{here} imports its neighbour {name}"
                else:
                    assert LEVELS[name] < LEVELS[here], f"{here} imports {name}"


def test_the_desk_asks_the_ledger_alone() -> None:
    for path in (SRC / "desk").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("riwaya."):
                name = (node.module or "").split(".")[1]
                assert name in ("desk", "ledger", "model", "errors"), f"{path.name} imports {node.module}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SRC)))
def test_rooms_are_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SRC)))
def test_words_live_in_data(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {
        id(n.body[0].value)
        for n in ast.walk(tree)
        if isinstance(n, ast.Module | ast.FunctionDef | ast.ClassDef)
        and n.body
        and isinstance(n.body[0], ast.Expr)
        and isinstance(n.body[0].value, ast.Constant)
    }
    arabic = {
        n.value
        for n in ast.walk(tree)
        if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in docs
        and re.fullmatch(r"[\u0620-\u064a ]{3,}", n.value)
    }  # fmt: skip
    assert len(arabic) <= 12, sorted(arabic)


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SRC)))
def test_what_is_public_says_what_it_is(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if path.name != "__init__.py" or tree.body:
        assert ast.get_docstring(tree), "the module has no docstring"
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{node.name} has no docstring"
