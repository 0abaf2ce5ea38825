"""One stage of bulk work: a task for every part that is not there yet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from riwaya.ledger.bulk.engines import Engine, Item, Task
from riwaya.ledger.bulk.folder import Folder


@dataclass(frozen=True, slots=True)
class Step:
    """Where linking is: so many of so many parts of a stage are done."""

    stage: str
    done: int
    of: int


def stage(folder: Folder, engine: Engine, name: str, ending: str, task: Task, items: Sequence[Item]) -> Iterator[Step]:
    """Make what is missing of a stage's parts. `name` and `ending` are of the last file that the task writes of one:
    where that is, the part is done. A task is given its item with the `folder` and the part's `number`."""
    missing = [n for n in range(len(items)) if not folder.part(name, n, ending).exists()]
    done = len(items) - len(missing)
    yield Step(name, done, len(items))
    common = {"folder": str(folder.path)}
    for _ in engine.run(task, [{**items[n], **common, "number": n} for n in missing]):
        done += 1
        yield Step(name, done, len(items))
