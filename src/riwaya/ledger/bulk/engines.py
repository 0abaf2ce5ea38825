"""Where tasks run: processes of this machine, or a Ray cluster. A task is a function from JSON to JSON."""

import json
import logging
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from typing import Any, Protocol

from riwaya.errors import BadInput, RiwayaError

Item = dict[str, Any]
Task = Callable[[Item], Item]
_DEATHS = 3  # of workers, one after another without anything done, before giving up
_STARTS = 3  # of a cluster on this machine, which a busy one may need


class Engine(Protocol):
    """Runs tasks that do not depend on one another."""

    def run(self, task: Task, items: Iterable[Item]) -> Iterator[Item]:
        """What became of each item, in the order in which they are done. Raises what a task raises of RiwayaError."""

    def close(self) -> None:
        """Let go of the workers."""


class Local:
    """Processes of this machine; 1: this process alone, 0: as many as there are cores."""

    def __init__(self, jobs: int = 0) -> None:
        self.jobs = jobs or os.cpu_count() or 1
        self._pool: ProcessPoolExecutor | None = None

    def run(self, task: Task, items: Iterable[Item]) -> Iterator[Item]:
        """As `Engine.run`; what a worker that died had in hand is given to another."""
        left = dict(enumerate(items))
        if self.jobs == 1:
            yield from map(task, left.values())
            return
        deaths = 0
        while left:
            if self._pool is None:
                # Spawned, not forked: the same on every platform.
                self._pool = ProcessPoolExecutor(self.jobs, mp_context=multiprocessing.get_context("spawn"))
            try:
                futures = {self._pool.submit(task, item): n for n, item in left.items()}
                for future in as_completed(futures):
                    found = future.result()
                    del left[futures[future]]
                    deaths = 0
                    yield found
            except BrokenProcessPool as error:
                self.close()
                deaths += 1
                if deaths >= _DEATHS:
                    raise BadInput(
                        f"workers died {deaths} times before they finished anything (out of memory?); what is done is "
                        "kept, run the same command again, with fewer --jobs"
                    ) from error

    def close(self) -> None:
        """End the workers; what they have in hand is finished first."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None


class Ray:
    """A Ray cluster: that of `address` or RAY_ADDRESS, else one of this machine alone that ends with the command.

    Tasks are rows of a Ray Data set, one a block, so that Ray schedules them and gives those of a dead worker to
    another, without end where every worker dies of it. Data goes through files: a shuffle within Ray would be lost with
    the command. Raises BadInput without Ray.
    """

    def __init__(self, jobs: int = 0, address: str | None = None) -> None:
        where = address or os.environ.get("RAY_ADDRESS")
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is sent anywhere
        if where is None:
            # Ray's own switch for staying on the loopback, which it only makes use of elsewhere by itself; and workers
            # are to use this interpreter, not an environment made anew where the command came through `uv run`.
            os.environ.setdefault("RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER", "0")
            os.environ.setdefault("RAY_ENABLE_UV_RUN_RUNTIME_ENV", "0")
            os.environ.setdefault("RAY_agent_register_timeout_ms", "120000")  # a busy machine needs more than 15 s
        try:
            import ray
            import ray.data
        except ImportError as error:
            raise BadInput("--engine ray needs Ray: pip install 'riwaya[ray]'") from error
        self._ray = ray
        self._start(where, jobs or os.cpu_count() or 1)
        context = ray.data.DataContext.get_current()
        context.enable_progress_bars = False
        context.print_on_execution_start = False

    def _start(self, where: str | None, jobs: int) -> None:
        own: dict[str, Any] = {} if where else {"num_cpus": jobs, "include_dashboard": False}
        for left in reversed(range(_STARTS)):
            try:
                self._ray.init(where, log_to_driver=False, logging_level=logging.ERROR, **own)
                return
            except Exception as error:  # Ray says with a bare Exception that its start took longer than 30 seconds
                self._ray.shutdown()
                if where or not left:
                    raise BadInput(f"no Ray cluster could be reached or started ({error})") from error

    def run(self, task: Task, items: Iterable[Item]) -> Iterator[Item]:
        """As `Engine.run`."""
        rows = [{"item": json.dumps(item)} for item in items]
        if not rows:
            return
        found = self._ray.data.from_items(rows, override_num_blocks=len(rows)).map(_Row(task), num_cpus=1)
        try:
            for row in found.iter_rows():
                done = json.loads(row["done"])
                if "error" in done:
                    raise BadInput(done["error"])
                yield done
        except self._ray.exceptions.RayError as error:
            raise BadInput(
                f"Ray could not finish ({type(error).__name__}); what is done is kept, run the same command again"
            ) from error

    def close(self) -> None:
        """End the cluster of this machine, or leave the one that was there."""
        self._ray.shutdown()


class _Row:
    """A task as Ray Data runs it: on a row of text. An error of ours is a result, so that Ray does not wrap it."""

    def __init__(self, task: Task) -> None:
        self._task = task

    def __call__(self, row: dict[str, Any]) -> dict[str, Any]:
        try:
            return {"done": json.dumps(self._task(json.loads(row["item"])))}
        except RiwayaError as error:
            return {"done": json.dumps({"error": str(error)})}


def engine(name: str, jobs: int = 0, address: str | None = None) -> Engine:
    """The engine of that name, `local` or `ray`. Raises BadInput."""
    if name == "ray":
        return Ray(jobs, address)
    if name == "local":
        return Local(jobs)
    raise BadInput(f"no engine {name!r}; there are local and ray")
