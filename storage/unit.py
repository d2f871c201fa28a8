"""A unit of work: the open transaction, with the queries on each table."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from storage.chains import ChainLines, Chains
from storage.known import Known
from storage.matters import Matters
from storage.members import Identities, Members
from storage.messages import Messages
from storage.occurrences import AuditLog, Occurrences
from storage.outbox import OutboxRows, Pauses
from storage.progress import ProgressCounters
from storage.queries import generation
from storage.questions import Questions
from storage.records import Records
from storage.rooms import Rooms, SharedBooks
from storage.settings import Settings


class Unit:
    """Everything that a handler reads and writes, in one transaction of one committee."""

    def __init__(self, connection: Connection, committee: str, known: Known | None = None) -> None:
        self.connection = connection
        self.committee = committee
        self._known = known = known or Known()
        on = (connection, committee, known)
        self.rooms = Rooms(*on)
        self.shared_books = SharedBooks(*on)
        self.members = Members(*on)
        self.identities = Identities(*on)
        self.messages = Messages(*on)
        self.progress = ProgressCounters(*on)
        self.records = Records(*on, self.progress)
        self.questions = Questions(*on)
        self.chains = Chains(*on)
        self.chain_lines = ChainLines(*on)
        self.matters = Matters(*on)
        self.occurrences = Occurrences(*on)
        self.outbox = OutboxRows(*on)
        self.pauses = Pauses(*on)
        self.settings = Settings(*on)
        self.audit = AuditLog(*on)

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """What happens inside is undone when it raises, what happened before stays."""
        # by the driver's cursor: SQLAlchemy takes ten times what a savepoint does
        run = self.connection.connection.cursor().execute
        run("SAVEPOINT attempt")
        try:
            yield
        except BaseException as error:
            self._known.forget()
            try:
                run("ROLLBACK TO SAVEPOINT attempt")
                run("RELEASE SAVEPOINT attempt")
            except Exception:
                # SQLite takes back the whole transaction by itself when the disk is full: say that, not this
                raise error from None
            raise
        run("RELEASE SAVEPOINT attempt")


class Units:
    """Makes the units of one writer: one for each job, with what is known between them."""

    def __init__(self, committee: str) -> None:
        self._committee = committee
        self._known = Known()

    def begin(self, connection: Connection) -> None:
        """A transaction begins: another process may have changed what is known."""
        self._known.meet(generation(connection, self._committee))

    def make(self, connection: Connection) -> Unit:
        return Unit(connection, self._committee, self._known)

    def taken_back(self) -> None:
        """A job or a transaction was undone, and with it what it may have left known."""
        self._known.forget()
