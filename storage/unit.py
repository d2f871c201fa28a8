"""A unit of work: the open transaction, with the queries on each table."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from storage.chains import ChainLines, Chains
from storage.matters import Matters
from storage.members import Identities, Members
from storage.messages import Messages
from storage.occurrences import AuditLog, Occurrences
from storage.outbox import OutboxRows, Pauses
from storage.progress import ProgressCounters
from storage.questions import Questions
from storage.records import Records
from storage.rooms import Rooms, SharedBooks


class Unit:
    """Everything that a handler reads and writes, in one transaction of one committee."""

    def __init__(self, connection: Connection, committee: str) -> None:
        self.connection = connection
        self.committee = committee
        self.rooms = Rooms(connection, committee)
        self.shared_books = SharedBooks(connection, committee)
        self.members = Members(connection, committee)
        self.identities = Identities(connection, committee)
        self.messages = Messages(connection, committee)
        self.progress = ProgressCounters(connection, committee)
        self.records = Records(connection, committee, self.progress)
        self.questions = Questions(connection, committee)
        self.chains = Chains(connection, committee)
        self.chain_lines = ChainLines(connection, committee)
        self.matters = Matters(connection, committee)
        self.occurrences = Occurrences(connection, committee)
        self.outbox = OutboxRows(connection, committee)
        self.pauses = Pauses(connection, committee)
        self.audit = AuditLog(connection, committee)

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """What happens inside is undone when it raises, what happened before stays."""
        run = self.connection.exec_driver_sql
        run("SAVEPOINT attempt")
        try:
            yield
        except BaseException as error:
            try:
                run("ROLLBACK TO SAVEPOINT attempt")
                run("RELEASE SAVEPOINT attempt")
            except DBAPIError:
                # SQLite takes back the whole transaction by itself when the disk is full: say that, not this
                raise error from None
            raise
        run("RELEASE SAVEPOINT attempt")
