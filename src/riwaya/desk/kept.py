"""Answers worked out once and kept until the archive changes."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from riwaya.ledger.opening import Archive

T = TypeVar("T")
_MOST = 32


class Kept(Generic[T]):
    """The latest answers of an archive; all are forgotten when its custody chain grows."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._head: object = None
        self._found: OrderedDict[Hashable, T] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The answer under a key, made where it is not there."""
        head = self._archive.head()
        with self._lock:
            if head != self._head:
                self._found.clear()
                self._head = head
            if key in self._found:
                self._found.move_to_end(key)
                return self._found[key]
        made = make()
        with self._lock:
            if head == self._head:  # else the archive has changed meanwhile
                self._found[key] = made
                while len(self._found) > _MOST:
                    self._found.popitem(last=False)
        return made
