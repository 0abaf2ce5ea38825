"""Guessing passwords is slow: after some failures a name, and an address, has to wait."""

import threading
import time

from riwaya.desk.errors import TooMany

FREE = 5  # failures before waiting begins
WINDOW = 900.0  # seconds that failures count


class Throttle:
    """Failures by key, in memory; each further one doubles the wait, up to the window."""

    def __init__(self) -> None:
        self._failures: dict[str, list[float]] = {}
        self._lock = threading.Lock()

    def check(self, *keys: str) -> None:
        """Raises TooMany where one of these keys has to wait."""
        now = time.monotonic()
        with self._lock:
            for key in keys:
                recent = [t for t in self._failures.get(key, []) if now - t < WINDOW]
                if not recent:
                    self._failures.pop(key, None)
                elif len(recent) >= FREE and now - recent[-1] < min(2.0 ** (len(recent) - FREE + 3), WINDOW):
                    raise TooMany("too many attempts; wait a little and try again")

    def failed(self, *keys: str) -> None:
        """Count a failure."""
        with self._lock:
            if len(self._failures) > 10_000:
                self._failures.clear()
            for key in keys:
                self._failures.setdefault(key, []).append(time.monotonic())

    def passed(self, *keys: str) -> None:
        """Forget the failures of these keys."""
        with self._lock:
            for key in keys:
                self._failures.pop(key, None)
