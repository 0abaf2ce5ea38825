"""Reading lexicon folders into entries, and entries into one matching trie, cached between runs."""

import gc
import hashlib
import os
import pickle
import tempfile
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any

import platformdirs
import yaml

from riwaya.errors import LexiconError
from riwaya.lexicon.forms import entry_forms
from riwaya.lexicon.guards import Guard, sort_phrases
from riwaya.lexicon.match import Lexicon, Payload
from riwaya.lexicon.schema import CLASSES, GUARD_SETTINGS, GUARDS, ClassSpec, Entry
from riwaya.text.normalize import normalize
from riwaya.text.tokens import tokenize

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FORMAT = 2


def builtin_dir() -> Path:
    """Where the product's own lexicon lies."""
    return Path(str(files("riwaya.lexicon") / "data"))


def read_folder(folder: Path) -> Iterable[Entry]:
    """Every entry of a lexicon folder, in file order. Raises LexiconError naming file and line."""
    if not folder.is_dir():
        raise LexiconError(f"{folder}: no such lexicon folder; give a folder of YAML files as --lexicon")
    for spec in CLASSES.values():
        path = folder / spec.path
        for file in sorted(path.glob("*.yml")) if path.is_dir() else [path] if path.is_file() else []:
            yield from _read_file(file, spec)


def _read_file(file: Path, spec: ClassSpec) -> Iterable[Entry]:
    try:
        text = file.read_text(encoding="utf-8")
        node = yaml.compose(text, Loader=_Loader)
        items = yaml.load(text, Loader=_Loader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise LexiconError(f"{file}: not readable as YAML: {error}") from error
    if items is None:
        return
    if not isinstance(items, list) or node is None:
        raise LexiconError(f"{file}: must be a list of entries")
    for item, child in zip(items, node.value, strict=True):
        line = child.start_mark.line + 1
        if not isinstance(item, dict) or not isinstance(item.get("id"), str):
            raise LexiconError(f"{file}:{line}: an entry needs an id")
        yield Entry(spec.name, item["id"], item, str(file), line)


def merge(folders: Iterable[Path]) -> dict[tuple[str, str], Entry]:
    """Entries of all folders; a later folder's entry replaces one of the same class and id."""
    entries: dict[tuple[str, str], Entry] = {}
    for folder in folders:
        for entry in read_folder(folder):
            entries[entry.cls, entry.id] = entry
    return entries


def build(entries: Iterable[Entry]) -> Lexicon:
    """Compile entries into a lexicon. Raises LexiconError on a malformed form."""
    lexicon = Lexicon()
    for entry in entries:
        try:
            lexicon.entries[entry.cls, entry.id] = entry
            guard = compile_guard(entry.get("guard") or {})
            shared: dict[tuple[Any, ...], Payload] = {}  # most spellings stand for the same: one object loads faster
            for form in entry_forms(entry):
                words = tuple(tokenize(form.text).words)
                if words:
                    payload = Payload(entry.cls, entry.id, form.pos, form.tense, form.number, form.person,
                                      form.gender, form.passive, guard)  # fmt: skip
                    lexicon.add(words, shared.setdefault(payload[:-1], payload))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise LexiconError(f"{entry.file}:{entry.line}: {entry.id}: {error!r}") from error
    lexicon.freeze()
    return lexicon


def compile_guard(raw: dict[str, Any]) -> Guard | None:
    """A guard with its words normalised and split, or None where there is none."""
    if not raw:
        return None
    unknown = set(raw) - set(GUARDS) - set(GUARD_SETTINGS)
    if unknown:
        raise ValueError(f"unknown guard {sorted(unknown)}")
    parts: dict[str, Any] = {name: raw[name] for name in GUARD_SETTINGS if name in raw}
    for name in GUARDS:
        if name in raw:
            parts[name] = sort_phrases([tuple(normalize(str(p)).split()) for p in raw[name]])
    return Guard(**parts)


def load(extra: Path | None = None) -> Lexicon:
    """The product's lexicon with `extra` on top. Compiled once and cached under the user's cache folder."""
    folders = [builtin_dir()] + ([extra] if extra else [])
    if extra is not None and not extra.is_dir():
        raise LexiconError(f"{extra}: no such lexicon folder; give a folder of YAML files as --lexicon")
    path = _cache_dir() / f"lexicon-{_fingerprint(folders)}.pickle"
    try:
        return _read_cache(path)
    except (OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError):
        pass
    lexicon = build(merge(folders).values())
    _store(path, lexicon)
    return lexicon


def _read_cache(path: Path) -> Lexicon:
    """The cached lexicon, read without collecting garbage: of many thousand objects none is garbage."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        with path.open("rb") as f:
            cached: Lexicon = pickle.load(f)
            return cached
    finally:
        if collecting:
            gc.enable()


def _cache_dir() -> Path:
    return Path(os.environ.get("RIWAYA_CACHE") or platformdirs.user_cache_dir("riwaya"))


def _fingerprint(folders: list[Path]) -> str:
    """A hash of every data file and of the code that compiles them."""
    digest = hashlib.sha256(_CODE)
    for file in (f for folder in folders for f in sorted(folder.rglob("*.yml"))):
        digest.update(str(file.name).encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:24]


def _code_hash() -> bytes:
    digest = hashlib.sha256(str(_FORMAT).encode())
    code = [Path(__file__).parent / n for n in ("load.py", "forms.py", "guards.py", "match.py", "schema.py")]
    text = Path(str(files("riwaya.text")))
    code += [text / n for n in ("inflect.py", "normalize.py", "tokens.py", "clitics.py")]
    for file in code:
        digest.update(str(file.name).encode())
        digest.update(file.read_bytes())
    return digest.digest()


# Taken when this code is loaded: a program that runs on while a newer one is installed must not store under its name.
_CODE = _code_hash()


def data_hash(extra: Path | None = None) -> str:
    """SHA-256 (hex) of every word file, the product's and the user's: which words a reading was made with."""
    digest = hashlib.sha256()
    for folder in [builtin_dir(), *([extra] if extra is not None else [])]:
        for file in sorted(folder.rglob("*.yml")):
            digest.update(f"{file.relative_to(folder).as_posix()}\0{file.stat().st_size}\0".encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _store(path: Path, lexicon: Lexicon) -> None:
    """Write the cache whole or not at all; a cache that cannot be written is no error."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as f:
            pickle.dump(lexicon, f, protocol=pickle.HIGHEST_PROTOCOL)
        Path(f.name).replace(path)
        for old in path.parent.glob("lexicon-*.pickle"):
            if old != path:
                old.unlink(missing_ok=True)
    except OSError:
        return
