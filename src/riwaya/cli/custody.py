"""`riwaya verify`, `seal`, `keys`, `custody`: whether the archive is as it was, and proving that to others."""

import json
import os
import sys
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from riwaya import __version__
from riwaya.cli.options import ArchiveOption, FormatOption, Output, archive, tell
from riwaya.errors import BadInput, RiwayaError

if TYPE_CHECKING:
    from riwaya.archive.store import Archive
    from riwaya.archive.verify import Progress

keys_app = typer.Typer(name="keys", no_args_is_help=True, help="Ed25519 keys that seal an archive.")


def verify(
    archive_at: ArchiveOption = None,
    seal: Annotated[Path | None, typer.Option("--seal", help="Check this seal file.")] = None,
    key: Annotated[Path | None, typer.Option("--key", help="The public key (PEM) the seal must be made with.")] = None,
    authority: Annotated[
        Path | None, typer.Option("--tsa", help="Root certificate (PEM) of the timestamp authority.")
    ] = None,
    incidents: Annotated[
        bool, typer.Option("--incidents", help="Also whether the incidents are what linking anew would give.")
    ] = False,
    jobs: Annotated[int, typer.Option("--jobs", min=0, help="Processes that recompute; 0 means all cores.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON line for each finding.")] = False,
) -> None:
    """Recompute the custody chain, texts, claims and raw bytes; name everything that is off (exit code 1).

    With --seal and --key alone the seal is checked offline, without an archive.
    """
    if seal is not None:
        _check_seal(seal, key, authority)
        if archive_at is None and not os.environ.get("RIWAYA_ARCHIVE"):
            return
    from riwaya.ledger.check_links import check_links
    from riwaya.ledger.linking import settled

    with archive(archive_at) as store:
        if seal is not None:
            _against_chain(seal, store)
        findings = 0
        bar = _progress("verified {} of {} entries", not as_json)
        for finding in chain(store.verify(bar, jobs), check_links(settled(store)) if incidents else ()):
            findings += 1
            if as_json:
                line = {"kind": finding.kind, "where": finding.where, "message": finding.message}
                typer.echo(json.dumps(line, ensure_ascii=False))
            elif findings <= 200:
                typer.echo(f"{finding.kind}: {finding.where}: {finding.message}")
        totals = store.totals()
    if findings:
        typer.echo(f"riwaya: {findings} things are off; the first is the first of the chain", err=True)
        raise typer.Exit(1)
    typer.echo(
        f"sound: {totals['report']} reports, {totals['sighting']} sightings, {totals['reading']} readings, "
        f"{totals['claim']} claims, {totals['entry']} entries in the custody chain",
        err=as_json,
    )


def reindex(format: FormatOption = Output.text, archive_at: ArchiveOption = None) -> None:
    """Make the search index and the columns that filters use anew from texts, claims and decisions."""
    with archive(archive_at) as store:
        rows, mended = store.reindex(_progress("indexed {} of {} reports and claims", True))
    words = f"indexed {rows} reports and claims; the columns of {mended} claims were off"
    tell(format, words, {"rows": rows, "columns": mended})


def _progress(words: str, shown: bool) -> "Progress | None":
    def step(done: int, total: int) -> None:
        sys.stderr.write("\r" + words.format(done, total) + ("\n" if done >= total else ""))

    return step if shown and sys.stderr.isatty() else None


def _check_seal(file: Path, key: Path | None, authority: Path | None) -> None:
    from riwaya.archive import keys, seal

    if key is None:
        raise BadInput("--seal needs --key with the public key of whoever sealed (PEM file)")
    made = seal.read(file)
    seal.check(made, keys.public(key))
    statement = made["statement"]
    typer.echo(f"seal holds: archive {statement['archive']}, entry {statement['entry']}, sealed {statement['at']}")
    if authority is not None:
        typer.echo(f"timestamp holds: {seal.check_stamp(made, authority)}")
    elif made.get("timestamp"):
        typer.echo("the seal has a timestamp; give --tsa with the authority's root certificate to check it")


def _against_chain(file: Path, store: "Archive") -> None:
    from riwaya.archive import seal

    statement = seal.read(file)["statement"]
    entry = next(iter(store.entries(statement["entry"] - 1)), None)
    if entry is None or entry.seq != statement["entry"]:
        raise RiwayaError(f"the chain is shorter than what was sealed: entry {statement['entry']} is gone")
    if entry.sha256 != statement["head"] or store.id != statement["archive"]:
        raise RiwayaError(f"the chain is not the one that was sealed: entry {entry.seq} has another hash")
    typer.echo("the archive holds the sealed head")


def seal(
    out: Annotated[Path, typer.Argument(help="Where to write the seal (JSON).")],
    key: Annotated[str, typer.Option("--key", help="Name of your key; see `riwaya keys`.")] = "default",
    timestamp: Annotated[str | None, typer.Option("--timestamp", help="URL of an RFC 3161 authority.")] = None,
    format: FormatOption = Output.text,
    archive_at: ArchiveOption = None,
) -> None:
    """Sign the head of the custody chain, and stamp it with a trusted time."""
    from riwaya.archive import chain, keys
    from riwaya.archive import seal as seals

    private = keys.private(key, os.environ.get("RIWAYA_PASSPHRASE"))
    with archive(archive_at) as store:
        head = store.head()
        if head is None:
            raise BadInput("the archive has no custody chain to seal")
        made = seals.make(store.id, head, f"riwaya {__version__}", private)
        if timestamp:
            made = seals.stamp(made, timestamp)
        try:
            out.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
        except OSError as error:
            raise BadInput(f"{out}: cannot be written ({error.strerror})") from error
        store.record("seal.made", {"entry": head[0], "seal": chain.sha256(chain.canonical(made))})
    said = {**made["statement"], "file": str(out), "timestamp": bool(made["timestamp"])}
    tell(format, f"sealed entry {head[0]} ({head[1]}) in {out}", said)


@keys_app.command("make")
def make_key(
    name: Annotated[str, typer.Argument(help="Name of the key.")] = "default", format: FormatOption = Output.text
) -> None:
    """Make a key pair; the public key is for whoever will verify. A passphrase is taken from RIWAYA_PASSPHRASE."""
    from riwaya.archive import keys

    path = keys.make(name, os.environ.get("RIWAYA_PASSPHRASE"))
    mark = keys.fingerprint(keys.public(path))
    said = {"name": name, "public": str(path), "fingerprint": mark}
    tell(format, f"public key: {path}\nfingerprint: {mark}", said)


@keys_app.command("list")
def list_keys(format: FormatOption = Output.text) -> None:
    """The keys there are, with their fingerprints."""
    from riwaya.archive import keys

    for name in keys.names():
        path = keys.folder() / f"{name}.pub"
        mark = keys.fingerprint(keys.public(path))
        tell(format, f"{name}  {mark}  {path}", {"name": name, "public": str(path), "fingerprint": mark})


def custody(
    archive_at: ArchiveOption = None,
    about: Annotated[str | None, typer.Option("--about", help="Only entries that name this report or claim.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON line for each entry.")] = False,
) -> None:
    """Print the custody chain: every act, in order."""
    with archive(archive_at) as store:
        for e in store.entries():
            if about is not None and about not in e.content:
                continue
            if as_json:
                line = {"seq": e.seq, "at": e.at, "act": e.act, "content": json.loads(e.content), "prev": e.prev}
                typer.echo(json.dumps({**line, "sha256": e.sha256}, ensure_ascii=False))
            else:
                typer.echo(f"{e.seq}  {e.at}  {e.act}  {e.sha256[:16]}  {e.content[:160]}")
