"""The #接龙 of the rooms and the lines that were seen in them."""

import datetime as dt

from sqlalchemy import delete

from storage.queries import Queries
from storage.tables import Chain, ChainLine


class Chains(Queries[Chain]):
    model = Chain

    def under(self, room: str, heading: str, since: dt.datetime) -> list[Chain]:
        """Chains of that room and heading whose newest version is not older, newest first."""
        return self._all(
            self._where(self._c.room == room, self._c.heading == heading, self._c.newest_at >= since).order_by(
                self._c.newest_at.desc(), self._c.id.desc()
            )
        )

    def begin(self, room: str, heading: str, at: dt.datetime) -> Chain:
        return self._insert(id=self._next("chain"), room=room, heading=heading, newest_at=at)

    def seen(self, chain: Chain, at: dt.datetime) -> None:
        self._change(self._c.id == chain.id, newest_at=at)


class ChainLines(Queries[ChainLine]):
    model = ChainLine

    def of(self, chain: Chain) -> dict[tuple[str, int], ChainLine]:
        """(author, which of his lines) → line."""
        rows = self._all(self._where(self._c.chain_id == chain.id))
        return {(row.author, row.nth): row for row in rows}

    def add(self, chain: Chain, author: str, nth: int, digest: str, message_id: str, at: dt.datetime) -> ChainLine:
        values = {"author": author, "nth": nth, "digest": digest, "message_id": message_id, "first_at": at}
        return self._insert(id=self._next("chain line"), chain_id=chain.id, **values)

    def forget(self, message_id: str) -> None:
        """The lines that first stood in that post are unknown again."""
        where = (self._c.committee == self._committee, self._c.message_id == message_id)
        self._connection.execute(delete(self._table).where(*where))

    def rewrite(self, line: ChainLine, digest: str) -> None:
        self._change(self._c.id == line.id, digest=digest)
