"""`riwaya bulk read|link`: Parquet to Parquet, over the processes of this machine or a Ray cluster."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from riwaya.cli.options import LexiconDir

if TYPE_CHECKING:
    from riwaya.ledger.bulk.engines import Engine as Workers
    from riwaya.ledger.bulk.stages import Step

T = TypeVar("T")

app = typer.Typer(
    no_args_is_help=True, help="Read and link by the million: Parquet to Parquet, in parts that are kept when killed."
)
_LISTED = 50  # rows that could not be read, on the screen


class Engine(StrEnum):
    """Where the work is done."""

    local = "local"
    ray = "ray"


EngineOption = Annotated[Engine, typer.Option("--engine", help="Processes of this machine, or a Ray cluster.")]
Jobs = Annotated[int, typer.Option("--jobs", min=0, help="Processes on this machine; 0 means all cores.")]
Address = Annotated[
    str | None, typer.Option("--address", help="With ray: the cluster (else RAY_ADDRESS, else this machine alone).")
]
Out = Annotated[Path, typer.Argument(help="A new folder, or one that this command began.")]


@app.command("read")
def read(
    given: Annotated[Path, typer.Argument(metavar="IN.parquet", help="Reports: a Parquet file, or a folder of them.")],
    out: Out,
    engine: EngineOption = Engine.local,
    jobs: Jobs = 0,
    address: Address = None,
    rows: Annotated[int, typer.Option("--rows", min=1, help="Reports in a part.")] = 1000,
    lexicon: LexiconDir = None,
) -> None:
    """Read reports (columns id, text, published, outlet, title, url) into claims. Run again, it goes on."""
    from riwaya.ledger.bulk.reading import PROBLEMS
    from riwaya.ledger.bulk.reading import read as run

    with _workers(engine, jobs, address) as workers:
        total = _outcome(run(given, out, workers, lexicon, rows), "reading")
    typer.echo(
        f"{total.reports} reports with {total.claims} claims in {total.parts} parts of {out}; {total.copies} copies of "
        f"earlier reports left out, {len(total.problems)} rows could not be read"
    )
    for problem in total.problems[:_LISTED]:
        typer.echo(f"riwaya: {problem}", err=True)
    if len(total.problems) > _LISTED:
        typer.echo(f"riwaya: and {len(total.problems) - _LISTED} more, all in {out / PROBLEMS}", err=True)
    if total.problems:
        raise typer.Exit(2)


@app.command("link")
def link(
    given: Annotated[Path, typer.Argument(metavar="IN", help="What `riwaya bulk read` wrote: its folder, or claims.")],
    out: Out,
    engine: EngineOption = Engine.local,
    jobs: Jobs = 0,
    address: Address = None,
    size: Annotated[int, typer.Option("--block", min=1, help="Claims in a block of space and time.")] = 20_000,
    rulings: Annotated[
        Path | None, typer.Option("--rulings", help="What people ruled: an archive, or JSON lines (kind, claims).")
    ] = None,
) -> None:
    """Link claims into incidents, the same as `riwaya link` of an archive makes. Run again, it goes on."""
    from riwaya.ledger.bulk.linking import link as run
    from riwaya.ledger.bulk.ruled import rulings_from

    ruled = rulings_from(rulings) if rulings else ()
    with _workers(engine, jobs, address) as workers:
        total = _outcome(run(given, out, workers, size, ruled), "linking", stages=True)
    typer.echo(
        f"linked {total.claims} claims into {total.incidents} incidents, in {total.blocks} blocks ({total.moved} "
        f"claims settled across their ends); they are in {out / 'incidents'}"
    )


def _outcome(steps: "Iterable[Step | T]", doing: str, stages: bool = False) -> "T":
    """What the work came to, its last word; the steps before that are shown as they are done."""
    from riwaya.ledger.bulk.stages import Step

    for step in steps:
        if not isinstance(step, Step):
            return step
        _progress(f"{doing}{', ' + step.stage if stages else ''}: {step.done} of {step.of} parts")
    raise AssertionError("bulk work ends with what it came to")


@contextmanager
def _workers(engine: Engine, jobs: int, address: str | None) -> Iterator["Workers"]:
    from riwaya.ledger.bulk.engines import engine as made

    workers = made(engine.value, jobs, address)
    try:
        yield workers
    finally:
        workers.close()


def _progress(words: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{words}")
        sys.stderr.flush()
    else:
        typer.echo(words, err=True)
