"""What every group of queries shares: one connection, one committee, rows handed out as their SQLModel classes."""

from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Table, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import Insert
from sqlmodel import SQLModel

from storage import tables

Model = TypeVar("Model", bound=SQLModel)

_sequence: Table = tables.Sequence.__table__  # type: ignore[attr-defined]


def table_of(model: type[SQLModel]) -> Table:
    table: Table = model.__table__  # type: ignore[attr-defined]
    return table


def upsert(connection: Connection, table: Table) -> Any:
    """An INSERT that knows ON CONFLICT, in the dialect of the connection."""
    return (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(table)


class Queries(Generic[Model]):
    """Queries on one table within one open transaction."""

    model: type[Model]

    def __init__(self, connection: Connection, committee: str) -> None:
        self._connection = connection
        self._committee = committee
        self._table = table_of(self.model)
        self._c = self._table.c

    def _where(self, *conditions: Any) -> Any:
        return select(self._table).where(self._c.committee == self._committee, *conditions)

    def _one(self, statement: Any) -> Model | None:
        row = self._connection.execute(statement).first()
        return None if row is None else self.model(**row._mapping)

    def _all(self, statement: Any) -> list[Model]:
        return [self.model(**row._mapping) for row in self._connection.execute(statement)]

    def _insert(self, **values: Any) -> Model:
        """Insert one row, with the defaults of its class, and hand it out."""
        row = self.model(committee=self._committee, **values)
        self._connection.execute(insert(self._table), [row.model_dump()])
        return row

    def _insert_new(self, **values: Any) -> bool:
        """Insert unless the key exists; whether it was new."""
        row = self.model(committee=self._committee, **values)
        statement: Insert = upsert(self._connection, self._table).on_conflict_do_nothing()
        return bool(self._connection.execute(statement.values(row.model_dump())).rowcount)

    def _change(self, *conditions: Any, **values: Any) -> int:
        """Update the rows that fit; how many did."""
        where = (self._c.committee == self._committee, *conditions)
        return self._connection.execute(update(self._table).where(*where).values(**values)).rowcount

    def _next(self, name: str) -> int:
        """The next number of a sequence of this committee, from 1, without gaps when the transaction holds."""
        statement = (
            upsert(self._connection, _sequence)
            .values(committee=self._committee, name=name, value=1)
            .on_conflict_do_update(
                index_elements=[_sequence.c.committee, _sequence.c.name], set_={"value": _sequence.c.value + 1}
            )
            .returning(_sequence.c.value)
        )
        return int(self._connection.execute(statement).scalar_one())
