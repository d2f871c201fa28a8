"""Statements that are built and compiled once a process, and from then on go to the driver as they are.

SQLAlchemy takes some 400 us to put a statement together, look it up and wrap its result, where SQLite takes 10 to
do it; a message needs a dozen. Both databases get what SQLAlchemy would have sent, and errors come as it names them.
"""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError

_Process = Callable[[Any], Any]


class Statement:
    """`build` makes the statement for a dialect; what changes from run to run is a `bindparam` in it."""

    def __init__(self, build: Callable[[Dialect], Any]) -> None:
        self._build = build
        self._compiled: dict[str, _Compiled] = {}

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        """The rows of a result, by the names of its columns."""
        compiled = self._on(connection)
        found: list[dict[str, Any]] = []
        for row in compiled.run(connection, values).fetchall():
            named = dict(zip(compiled.columns, row, strict=True))
            for column, process in compiled.processes:
                named[column] = process(named[column])
            found.append(named)
        return found

    def scalar(self, connection: Connection, values: Mapping[str, Any]) -> Any:
        """The first column of the first row, None when there is none."""
        compiled = self._on(connection)
        row = compiled.run(connection, values).fetchone()
        if row is None:
            return None
        column, process = compiled.columns[0], dict(compiled.processes)
        return process[column](row[0]) if column in process else row[0]

    def count(self, connection: Connection, values: Mapping[str, Any]) -> int:
        """Run what changes rows; how many it changed."""
        return int(self._on(connection).run(connection, values).rowcount)

    def _on(self, connection: Connection) -> "_Compiled":
        dialect = connection.dialect
        known = self._compiled.get(dialect.name)
        if known is None:
            known = self._compiled[dialect.name] = _Compiled(self._build(dialect), dialect)
        return known


class _Compiled:
    def __init__(self, statement: Any, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
        self._text = str(compiled)
        self._by_position = bool(compiled.positional)
        constants = compiled.params
        names = compiled.positiontup if compiled.positional else list(constants)
        self._parameters: list[tuple[str, Any, _Process | None]] = []
        for name in names:
            bind = compiled.binds.get(name)
            process = bind.type.dialect_impl(dialect).bind_processor(dialect) if bind is not None else None
            constant = constants[name]
            self._parameters.append(
                (name, process(constant) if process and constant is not None else constant, process)
            )
        returned = getattr(statement, "exported_columns", ())
        self.columns = [column.key for column in returned]
        processes = [(c.key, c.type.dialect_impl(dialect).result_processor(dialect, None)) for c in returned]
        self.processes: list[tuple[str, _Process]] = [(key, process) for key, process in processes if process]

    def run(self, connection: Connection, values: Mapping[str, Any]) -> Any:
        given = []
        for name, constant, process in self._parameters:
            if name in values:
                value = values[name]
                given.append(value if process is None else process(value))
            else:
                given.append(constant)
        to_driver = given if self._by_position else dict(zip((p[0] for p in self._parameters), given, strict=True))
        driver = connection.connection
        cursor = driver.cursor()
        try:
            cursor.execute(self._text, to_driver)
        except connection.dialect.loaded_dbapi.Error as error:
            raise _named(connection, self._text, error, cursor) from error
        return cursor


def _named(connection: Connection, text: str, error: Any, cursor: Any) -> BaseException:
    """The driver's error as SQLAlchemy's; a connection that it calls dead is given up."""
    dialect = connection.dialect
    dead = dialect.is_disconnect(error, connection.connection.dbapi_connection, cursor)
    if dead:
        connection.invalidate(error)
    return DBAPIError.instance(
        text,
        None,
        error,
        dialect.loaded_dbapi.Error,
        hide_parameters=True,
        connection_invalidated=dead,
        dialect=dialect,
    )
