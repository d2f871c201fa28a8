"""The scripts say the same as the tables, and a new database is what they make."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from storage import upgrade
from storage.engine import migrating_engine, parse
from storage.migrations.compare import OPTIONS
from storage.store import Store
from storage.tables import SQLModel


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    engine = migrating_engine(parse(url))
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def shape(connection: Connection) -> dict[str, Any]:
    """Everything that the database knows of its tables."""
    look = inspect(connection)
    return {
        table: {
            "columns": [{key: str(value) for key, value in column.items()} for column in look.get_columns(table)],
            "key": look.get_pk_constraint(table),
            "indexes": sorted(map(str, look.get_indexes(table))),
            "unique": sorted(map(str, look.get_unique_constraints(table))),
            "references": sorted(map(str, look.get_foreign_keys(table))),
            "checks": sorted(map(str, look.get_check_constraints(table))),
        }
        for table in look.get_table_names()
    }


def test_the_head_is_the_last_script() -> None:
    assert ScriptDirectory(str(upgrade.MIGRATIONS)).get_heads() == [upgrade.HEAD]


def test_the_scripts_make_what_the_tables_say(url: str) -> None:
    with connected(url) as connection:
        upgrade.run(connection)
        options = {key: value for key, value in OPTIONS.items() if key != "target_metadata"}
        context = MigrationContext.configure(connection, opts=options)
        difference = compare_metadata(context, SQLModel.metadata)
    assert not difference, "storage/tables.py has changed: run python -m storage.migrations (see there)"


def test_a_new_database_is_the_same_as_a_migrated_one(url: str) -> None:
    with connected(url) as connection:
        upgrade.run(connection)
        migrated = shape(connection)
        assert upgrade.revision(connection) == upgrade.HEAD
        for table in migrated:
            connection.execute(text(f'DROP TABLE "{table}"'))
    Store.open(url).close()
    with connected(url) as connection:
        assert shape(connection) == migrated
        assert upgrade.revision(connection) == upgrade.HEAD


def test_the_scripts_can_be_taken_back(url: str) -> None:
    from alembic import command
    from alembic.config import Config

    with connected(url) as connection:
        upgrade.run(connection)
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(upgrade.MIGRATIONS))
        command.downgrade(config, "base")
        assert inspect(connection).get_table_names() == ["alembic_version"]
    # What is left counts as empty.
    Store.open(url).close()


def test_scripts_name_no_type_of_ours() -> None:
    for script in (upgrade.MIGRATIONS / "versions").glob("0*.py"):
        assert set(re.findall(r"^(?:from|import) (\w+)", script.read_text(), re.M)) <= {
            "sqlalchemy",
            "alembic",
        }
