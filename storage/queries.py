"""What every group of queries shares: one connection, one committee, rows handed out as their SQLModel classes."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, RowMapping, Table, insert, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import configure_mappers
from sqlalchemy.sql.dml import Insert
from sqlmodel import SQLModel

from storage import tables

Model = TypeVar("Model", bound=SQLModel)

# makes the attributes of the classes readable; the ORM would do it at the first object that it builds itself
configure_mappers()

_sequence: Table = tables.Sequence.__table__  # type: ignore[attr-defined]


def table_of(model: type[SQLModel]) -> Table:
    table: Table = model.__table__  # type: ignore[attr-defined]
    return table


@cache
def _defaults(model: type[SQLModel]) -> dict[str, Any]:
    return {name: field.default for name, field in model.model_fields.items() if not field.is_required()}


def loaded(model: type[Model], values: Mapping[Any, Any] | RowMapping) -> Model:
    """A row as an object of its class. No session will ever flush it, so the ORM's bookkeeping is left out:

    it takes 150 us, twenty times what the row itself does.
    """
    row = model.__new__(model)
    row.__dict__.update(values)
    return row


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
        return None if row is None else loaded(self.model, row._mapping)

    def _all(self, statement: Any) -> list[Model]:
        return [loaded(self.model, row._mapping) for row in self._connection.execute(statement)]

    def _insert(self, **values: Any) -> Model:
        """Insert one row, with the defaults of its class, and hand it out."""
        values = self._with_defaults(values)
        self._connection.execute(insert(self._table), [values])
        return loaded(self.model, values)

    def _with_defaults(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return {**_defaults(self.model), "committee": self._committee, **values}

    def _insert_new(self, **values: Any) -> bool:
        """Insert unless the key exists; whether it was new."""
        # not by rowcount: psycopg has none for an INSERT
        statement: Insert = upsert(self._connection, self._table).on_conflict_do_nothing().returning(literal(1))
        return self._connection.execute(statement, self._with_defaults(values)).first() is not None

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
