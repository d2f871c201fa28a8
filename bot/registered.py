"""Which rooms are registered, asked for at every message: of other rooms the gateway looks nobody up."""

import threading
import time
from collections.abc import Callable

from storage.errors import StorageError
from storage.store import Store

FRESH_FOR = 10.0  # seconds


class RegisteredRooms:
    """`registered("教育界委员群")`, from any thread. When the database cannot be read the last answer holds."""

    def __init__(self, store: Store, stopwatch: Callable[[], float] = time.monotonic) -> None:
        self._store = store
        self._stopwatch = stopwatch
        self._names: frozenset[str] = frozenset()
        self._read_at = float("-inf")
        self._reading = threading.Lock()

    def __call__(self, room: str) -> bool:
        # who finds another one reading takes what is known
        if self._stopwatch() - self._read_at >= FRESH_FOR and self._reading.acquire(blocking=False):
            try:
                with self._store.read() as unit:
                    self._names = frozenset(known.name for known in unit.rooms.all())
            except StorageError:
                pass
            finally:
                self._read_at = self._stopwatch()
                self._reading.release()
        return room in self._names
