"""What this installation knows by itself and no configuration says, one row a key.

`self_id`       the account's own contact id at the last login
`owners`        the contacts that have become owners by the one-time code, as a JSON list
`owner_code`    the hash of the code that makes the next owner, as JSON
`written_at`    when the status page last made sure that the database can be written
"""

import json
from collections.abc import Sequence

from sqlalchemy import delete

from storage.queries import Queries, upsert
from storage.tables import Setting

OWNERS = "owners"


class Settings(Queries[Setting]):
    model = Setting

    def get(self, key: str) -> str | None:
        found = self._known.ask("setting", key, lambda: self._find(key=key))
        return found.value if found else None

    def put(self, key: str, value: str) -> None:
        statement = upsert(self._connection, self._table).values(committee=self._committee, key=key, value=value)
        where = [self._c.committee, self._c.key]
        self._connection.execute(statement.on_conflict_do_update(index_elements=where, set_={"value": value}))
        self._changed("setting", key)

    def drop(self, key: str) -> None:
        self._connection.execute(delete(self._table).where(self._c.committee == self._committee, self._c.key == key))
        self._changed("setting", key)

    def owners(self) -> tuple[str, ...]:
        """Contacts that are owners without the configuration saying so. One row, since every message asks for it."""
        return tuple(json.loads(self.get(OWNERS) or "[]"))

    def set_owners(self, contacts: Sequence[str]) -> None:
        self.put(OWNERS, json.dumps(list(dict.fromkeys(contacts)), ensure_ascii=False))
