"""What every group of queries shares: one connection, one committee, rows handed out as their SQLModel classes.

What a message needs each time goes through `_find`, `_set` and the statements that are made once (`statements.py`);
what is asked seldom is put together where it is asked (`_where`, `_all`, `_change`).
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, RowMapping, Table, bindparam, insert, literal, select, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import configure_mappers
from sqlmodel import SQLModel

from storage import tables
from storage.known import SEQUENCE, Known
from storage.statements import Statement

Model = TypeVar("Model", bound=SQLModel)

# makes the attributes of the classes readable; the ORM would do it at the first object that it builds itself
configure_mappers()


def table_of(model: type[SQLModel]) -> Table:
    table: Table = model.__table__  # type: ignore[attr-defined]
    return table


_sequence = table_of(tables.Sequence)


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


def upsert(on: Connection | Dialect, table: Table) -> Any:
    """An INSERT that knows ON CONFLICT, in the dialect of the connection."""
    dialect = on.dialect if isinstance(on, Connection) else on
    if dialect.name != "postgresql":
        return sqlite.insert(table)
    # here, because who has no such database should not hold its dialect in memory
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(table)


def named(table: Table) -> dict[str, Any]:
    """A parameter for each column, for an INSERT of whole rows."""
    return {column.name: bindparam(column.name, type_=column.type) for column in table.c}


def equal(table: Table, *names: str) -> list[Any]:
    """Conditions: the committee, and that each of those columns equals its parameter."""
    return [table.c[name] == bindparam(name, type_=table.c[name].type) for name in ("committee", *names)]


@cache
def _finding(model: type[SQLModel], names: tuple[str, ...]) -> Statement:
    table = table_of(model)
    return Statement(lambda _: select(table).where(*equal(table, *names)))


@cache
def _setting(model: type[SQLModel], names: tuple[str, ...], values: tuple[str, ...]) -> Statement:
    """An UPDATE; the parameters of the new values begin with `new_`, as a column may be asked for and set."""
    table = table_of(model)
    new = {name: bindparam(f"new_{name}", type_=table.c[name].type) for name in values}
    return Statement(lambda _: update(table).where(*equal(table, *names)).values(new))


@cache
def _inserting(model: type[SQLModel]) -> Statement:
    table = table_of(model)
    return Statement(lambda _: insert(table).values(named(table)).inline())


@cache
def _inserting_new(model: type[SQLModel]) -> Statement:
    # not by rowcount: psycopg has none for an INSERT
    table = table_of(model)
    return Statement(
        lambda dialect: (
            upsert(dialect, table).values(named(table)).on_conflict_do_nothing().returning(literal(1).label("new"))
        )
    )


_last = Statement(lambda _: select(_sequence.c.value).where(*equal(_sequence, "name")))
_next = Statement(
    lambda dialect: (
        upsert(dialect, _sequence)
        .values(committee=bindparam("committee"), name=bindparam("name"), value=1)
        .on_conflict_do_update(
            index_elements=[_sequence.c.committee, _sequence.c.name], set_={"value": _sequence.c.value + 1}
        )
        .returning(_sequence.c.value)
    )
)


def generation(connection: Connection, committee: str) -> int:
    """How often what is kept in `Known` was changed in this database."""
    return int(_last.scalar(connection, {"committee": committee, "name": SEQUENCE}) or 0)


class Queries(Generic[Model]):
    """Queries on one table within one open transaction."""

    model: type[Model]

    def __init__(self, connection: Connection, committee: str, known: Known) -> None:
        self._connection = connection
        self._committee = committee
        self._known = known

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls._table = table_of(cls.model)
        cls._c = cls._table.c

    _table: Table
    _c: Any

    def _find(self, **equals: Any) -> Model | None:
        """The row whose columns have those values (never None)."""
        return self._first(_finding(self.model, tuple(equals)), **equals)

    def _set(self, where: Mapping[str, Any], **values: Any) -> int:
        """Update the rows whose columns have the values of `where` (never None); how many did."""
        statement = _setting(self.model, tuple(where), tuple(values))
        return statement.count(
            self._connection, {"committee": self._committee, **where, **{f"new_{k}": v for k, v in values.items()}}
        )

    def _first(self, statement: Statement, **values: Any) -> Model | None:
        rows = self._rows(statement, **values)
        return rows[0] if rows else None

    def _rows(self, statement: Statement, **values: Any) -> list[Model]:
        rows = statement.rows(self._connection, {"committee": self._committee, **values})
        return [loaded(self.model, row) for row in rows]

    def _scalar(self, statement: Statement, **values: Any) -> Any:
        return statement.scalar(self._connection, {"committee": self._committee, **values})

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
        _inserting(self.model).count(self._connection, values)
        return loaded(self.model, values)

    def _with_defaults(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return {**_defaults(self.model), "committee": self._committee, **values}

    def _insert_new(self, **values: Any) -> bool:
        """Insert unless the key exists; whether it was new."""
        return _inserting_new(self.model).scalar(self._connection, self._with_defaults(values)) is not None

    def _change(self, *conditions: Any, **values: Any) -> int:
        """Update the rows that fit; how many did."""
        where = (self._c.committee == self._committee, *conditions)
        return self._connection.execute(update(self._table).where(*where).values(**values)).rowcount

    def _changed(self, *key: str) -> None:
        """A row that `Known` keeps was changed: forget what is kept of it, or everything."""
        self._known.changed(self._next(SEQUENCE), *key)

    def _last(self, name: str) -> int:
        """The last number that a sequence of this committee has given, 0 when it has given none."""
        return int(self._scalar(_last, name=name) or 0)

    def _next(self, name: str) -> int:
        """The next number of a sequence of this committee, from 1, without gaps when the transaction holds."""
        return int(self._scalar(_next, name=name))
