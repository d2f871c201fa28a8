"""A roster that a clerk sends as a file in private: read, shown as a preview, written when he says so.

The file is never stored: what was read of it waits in memory for half an hour.
"""

import asyncio
import datetime as dt
import tempfile
from asyncio import wrap_future
from dataclasses import dataclass
from pathlib import Path
from typing import TypeGuard

from bot import texts
from bot.clock import Clock
from bot.config import Config
from bot.errors import UserError
from bot.gateway.base import Gateway, NoFile
from bot.messages import Incoming, Reply
from bot.permissions import Role, owners_of, role_of
from bot.queueing import Queue
from bot.sheets import read_table
from handlers.roster import RosterRow, check_rows, is_header
from handlers.roster_import import Imported, import_roster
from storage.store import Store
from storage.unit import Unit

WAITS = dt.timedelta(minutes=30)
CONFIRM = "确认导入"
_TABLES = (".xlsx", ".csv", ".xls", ".et", ".xlsm", ".xlsb", ".ods")


class _Undo(Exception):
    """Takes back what was written only to see what it would change."""


@dataclass(frozen=True, slots=True)
class _Read:
    name: str
    rows: list[RosterRow]
    until: dt.datetime


class Uploads:
    """`wants` an event, then `take` it; one roster at a time waits for each sender."""

    def __init__(self, config: Config, store: Store, gateway: Gateway, clock: Clock) -> None:
        self._config = config
        self._store = store
        self._gateway = gateway
        self._clock = clock
        self._queue = Queue(config, config.committee.zone)
        self._waiting: dict[str, _Read] = {}

    def wants(self, event: object) -> TypeGuard[Incoming]:
        """A table sent in private, or the word that writes the one before."""
        if not isinstance(event, Incoming) or event.room is not None:
            return False
        if event.kind == "file":
            return event.text.lower().endswith(_TABLES)
        return event.kind == "text" and event.text.strip() == CONFIRM

    async def take(self, event: Incoming) -> None:
        """Answer a table or a confirmation. Raises StorageError."""
        with self._store.read() as unit:
            may = self._may(unit, event.sender)
        if not may:
            return
        if event.kind == "file":
            await self._answer(event, await self._read(event))
            return
        read = self._waiting.get(event.sender)
        if read is None or read.until < self._clock.now():
            await self._answer(event, texts.ROSTER_GONE)
        else:
            await wrap_future(self._store.write(lambda unit: self._write(unit, event, read)))
            self._waiting.pop(event.sender, None)

    def _may(self, unit: Unit, contact: str) -> bool:
        identity = unit.identities.of(contact)
        member = unit.members.get(identity.member_id) if identity else None
        role = role_of(contact, member, owners_of(unit, self._config), self._config.people.clerks)
        return role >= Role.CLERK

    async def _read(self, event: Incoming) -> str:
        """The preview, or what is wrong with the file."""
        try:
            name, content = await self._gateway.file(event.id)
            rows, problems = await asyncio.to_thread(_rows, event.text or name, content)
        except (NoFile, UserError) as fault:
            return str(fault)
        if problems:
            return texts.roster_refused(event.text, len(problems), [str(problem) for problem in problems[:5]])
        would = await wrap_future(self._store.write(lambda unit: self._preview(unit, rows)))
        self._waiting[event.sender] = _Read(event.text, rows, self._clock.now() + WAITS)
        return texts.roster_preview(event.text, len(rows), would.added, would.changed, would.same, len(would.missing))

    def _preview(self, unit: Unit, rows: list[RosterRow]) -> Imported:
        would: Imported | None = None
        try:
            with unit.savepoint():
                would = import_roster(unit, rows, self._clock.now(), by="预览")
                raise _Undo
        except _Undo:
            pass
        assert would is not None
        return would

    def _write(self, unit: Unit, event: Incoming, read: _Read) -> None:
        now = self._clock.now()
        if not self._new(unit, event, now):
            return
        done = import_roster(unit, read.rows, now, by=event.sender)
        self._queue.answer(unit, event, [Reply(texts.roster_imported(done.added, done.changed, done.same))], now)

    async def _answer(self, event: Incoming, text: str) -> None:
        now = self._clock.now()

        def answer(unit: Unit) -> None:
            if self._new(unit, event, now):
                self._queue.answer(unit, event, [Reply(text)], now)

        await wrap_future(self._store.write(answer))

    def _new(self, unit: Unit, event: Incoming, now: dt.datetime) -> bool:
        taken: bool = unit.messages.take(
            event.id,
            room=None,
            contact=event.sender,
            kind=event.kind,
            sent_at=event.sent_at,
            received_at=now,
            state="done",
        )
        return taken


def _rows(name: str, content: bytes) -> tuple[list[RosterRow], list[object]]:
    """Raises UserError. Not on the event loop: a table is opened in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / Path(name.replace("\\", "/")).name
        path.write_bytes(content)
        table = read_table(path, is_header=is_header)
    good, problems = check_rows(table.rows, table.headers, first_row=table.first_row_number)
    return good, list(problems)
