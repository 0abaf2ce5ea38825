"""The one validator of lexicon folders: shape, vocabularies, cross-references, duplicates, examples.

Used by `riwaya lexicon check` and the tests; the loader shares its notion of forms and guards.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from riwaya.errors import LexiconError
from riwaya.lexicon.forms import entry_forms
from riwaya.lexicon.load import build, builtin_dir, compile_guard, merge, read_folder
from riwaya.lexicon.match import Lexicon
from riwaya.lexicon.schema import CLASSES, COMMON, Entry
from riwaya.text.normalize import normalize
from riwaya.text.tokens import tokenize

_FORM_FIELDS = ("verbs", "masdars", "nouns", "participles", "adjectives", "forms", "short", "hostile", "phrase",
                "noun_phrase")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a lexicon: where, in which entry, what."""

    file: str
    line: int
    entry: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.entry}: {self.message}"


def check(extra: Path | None = None) -> list[Problem]:
    """Every problem of the product's lexicon, or of it with the folder `extra` on top, all at once."""
    folders = [builtin_dir()] + ([extra] if extra else [])
    problems: list[Problem] = []
    try:
        for folder in folders:
            entries = list(read_folder(folder))
            problems += _duplicates(entries)
        merged = list(merge(folders).values())
    except LexiconError as error:
        file, _, rest = str(error).partition(":")
        return [Problem(file, 0, "", rest.strip())]
    known = {(e.cls, e.id) for e in merged}
    for entry in merged:
        problems += _shape(entry)
        problems += _references(entry, known)
        problems += _forms(entry)
    problems += _clashes(merged)
    if not problems:
        problems += _examples(merged)
    return problems


def _problem(entry: Entry, message: str) -> Problem:
    return Problem(entry.file, entry.line, f"{entry.cls} {entry.id}", message)


def _duplicates(entries: Iterable[Entry]) -> list[Problem]:
    seen: dict[tuple[str, str], Entry] = {}
    out = []
    for e in entries:
        if (e.cls, e.id) in seen:
            first = seen[e.cls, e.id]
            out.append(_problem(e, f"id already used at {first.file}:{first.line}"))
        seen[e.cls, e.id] = e
    return out


def _shape(entry: Entry) -> list[Problem]:
    spec = CLASSES[entry.cls]
    out = [
        _problem(entry, f"unknown field {key!r}") for key in entry.data if key not in COMMON and key not in spec.fields
    ]
    out += [_problem(entry, f"needs the field {key!r}") for key in spec.required if key not in entry.data]
    for key, allowed in spec.allowed.items():
        value = entry.data.get(key)
        if value is not None and value not in allowed:
            out.append(_problem(entry, f"{key} is {value!r}; it must be one of {', '.join(allowed)}"))
    if not any(entry.data.get(f) for f in _FORM_FIELDS):
        out.append(_problem(entry, "has no form by which it could be found"))
    guard = entry.data.get("guard")
    if guard:
        try:
            compile_guard(guard)
        except (ValueError, TypeError) as error:
            out.append(_problem(entry, str(error)))
        for key in ("match", "no_match"):
            if not entry.data.get(key):
                out.append(_problem(entry, f"has a guard, so it needs at least one sentence under {key}"))
    return out


def _references(entry: Entry, known: set[tuple[str, str]]) -> list[Problem]:
    out = []
    for key in ("parent", "member_of"):
        value = entry.data.get(key)
        for one in value if isinstance(value, list) else [value] if value else []:
            if ("actor", one) not in known:
                out.append(_problem(entry, f"{key} {one!r} is no actor of this lexicon"))
    return out


def _forms(entry: Entry) -> list[Problem]:
    out = []
    try:
        for form in entry_forms(entry):
            if normalize(form.text).strip() == "" or not tokenize(form.text).words:
                out.append(_problem(entry, f"the form {form.text!r} can never match"))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        out.append(_problem(entry, f"malformed: {error!r}"))
    return out


def _clashes(entries: list[Entry]) -> list[Problem]:
    """The same full name in two actors: a reader could not tell them apart. Short names may be shared."""
    seen: dict[str, Entry] = {}
    out = []
    for e in entries:
        if e.cls != "actor" or e.data.get("guard"):
            continue
        for form in e.data.get("forms", []):
            key = " ".join(tokenize(form).words)
            other = seen.setdefault(key, e)
            if other.id != e.id:
                out.append(_problem(e, f"the form {form!r} also belongs to {other.id}"))
    return out


def _examples(entries: list[Entry]) -> list[Problem]:
    lexicon = build(entries)
    out = []
    for e in entries:
        for sentence in e.data.get("match", []):
            if not _found(lexicon, e, sentence):
                out.append(_problem(e, f"is not found in its own sentence {sentence!r}"))
        for sentence in e.data.get("no_match", []):
            if _found(lexicon, e, sentence):
                out.append(_problem(e, f"is found where it must not be: {sentence!r}"))
    return out


def _found(lexicon: Lexicon, entry: Entry, sentence: str) -> bool:
    return any(m.form.cls == entry.cls and m.form.id == entry.id for m in lexicon.find(tokenize(sentence)))
