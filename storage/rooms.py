"""Which rooms are read, and which book a room shares."""

import datetime as dt
from typing import Any

from storage.queries import Queries, upsert
from storage.tables import Room, SharedBook


class Rooms(Queries[Room]):
    model = Room

    def get(self, name: str) -> Room | None:
        """The registered room of that name, None when the bot must not read it."""
        return self._known.ask("room", name, lambda: self._find(name=name, active=True))

    def all(self) -> list[Room]:
        return self._all(self._where(self._c.active).order_by(self._c.registered_at, self._c.name))

    def keep_configured(self, names: set[str]) -> None:
        """A room that is no longer in the configuration is not read any more; those registered in the chat stay."""
        self._change(self._c.registered_by == "config", self._c.name.not_in(names), active=False)
        self._changed()

    def put(self, name: str, **values: Any) -> None:
        statement = upsert(self._connection, self._table).values(self._with_defaults({"name": name, **values}))
        self._connection.execute(
            statement.on_conflict_do_update(
                index_elements=[self._c.committee, self._c.name],
                set_={key: value for key, value in values.items() if key != "registered_at"},
            )
        )
        self._changed()


class SharedBooks(Queries[SharedBook]):
    model = SharedBook

    def of(self, room: str, day: dt.date) -> SharedBook | None:
        """The book that the room reads together on that day: the one that was set last."""
        books = self._known.ask("books of", room, lambda: self._latest_first(room))
        return next((book for book in books if book.first <= day <= book.last), None)

    def _latest_first(self, room: str) -> list[SharedBook]:
        return self._all(self._where(self._c.room == room).order_by(self._c.set_at.desc()))

    def set(self, room: str, title: str, first: dt.date, last: dt.date, *, by: str, at: dt.datetime) -> None:
        values = {"last": last, "title": title, "set_by": by, "set_at": at}
        statement = upsert(self._connection, self._table).values(
            committee=self._committee, room=room, first=first, **values
        )
        key = [self._c.committee, self._c.room, self._c.first]
        self._connection.execute(statement.on_conflict_do_update(index_elements=key, set_=values))
        self._changed()

    def titles(self) -> frozenset[str]:
        return self._known.ask("books", "", lambda: frozenset(book.title for book in self._all(self._where())))
