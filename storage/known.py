"""What nearly every message asks and hardly any changes: rooms, members, bindings, shared books, settings.

The writer keeps the answers from job to job. Whoever changes such a row forgets what was known of it in the same step;
when a job or a transaction is taken back, everything is forgotten. The sequence `known` counts the changes in the
database itself, so that a writer whose neighbour has changed something on the same PostgreSQL notices at its next
transaction. A reading unit starts knowing nothing, and keeps it as long as its one state of the database.
"""

from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")

SEQUENCE = "known"
# far more than a committee has; strangers of big rooms count too
MOST = 20_000


class Known:
    def __init__(self) -> None:
        self._kept: dict[tuple[str, ...], Any] = {}
        self._generation = 0

    def ask(self, kind: str, key: str, find: Callable[[], T]) -> T:
        """What is known under that key, else what `find` says, known from now on."""
        try:
            kept: T = self._kept[kind, key]
        except KeyError:
            if len(self._kept) >= MOST:
                self._kept.clear()
            kept = self._kept[kind, key] = find()
        return kept

    def changed(self, generation: int, *key: str) -> None:
        """This writer made that generation: forget the one key, or everything when none is named."""
        if key and generation == self._generation + 1:
            self._kept.pop(key, None)
        else:
            self._kept.clear()
        self._generation = generation

    def meet(self, generation: int) -> None:
        """The database is at that generation."""
        if generation != self._generation:
            self.forget()
            self._generation = generation

    def forget(self) -> None:
        self._kept.clear()
        # what was taken back took its generation with it
        self._generation = -1
