"""The schema, made or brought up to date at the start.

A start must be quick, so Alembic is only imported when there is something to migrate: a new database is
created from the tables, and a test holds that this equals the migrated one.
"""

import logging
from pathlib import Path

from sqlalchemy import Column, Connection, MetaData, PrimaryKeyConstraint, String, Table, inspect, select
from sqlalchemy.engine import Engine

from storage import tables
from storage.engine import file_of, migrating_engine, place
from storage.errors import StorageError
from storage.snapshot import snapshot

HEAD = "0003"

MIGRATIONS = Path(__file__).parent / "migrations"

# As Alembic makes it.
_version = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
# Any number that nobody else takes: it keeps two processes from migrating one PostgreSQL database at once.
_ADVISORY = 4_242_014

log = logging.getLogger(__name__)


def revision(connection: Connection) -> str | None:
    """The revision of the schema, None for an empty database. Raises StorageError if it is not ours."""
    names = inspect(connection).get_table_names()
    if _version.name in names:
        found = connection.scalar(select(_version.c.version_num))
        if found is not None:
            return str(found)
    if [name for name in names if name != _version.name]:
        where = place(connection.engine.url)
        raise StorageError(f"数据库 {where} 里有别的程序的表,没有动它:请换一个空的数据库")
    return None


def ensure(engine: Engine) -> None:
    """Create the schema of an empty database, upgrade an older one, refuse an unknown one untouched."""
    with engine.connect() as connection:
        found = revision(connection)
        connection.rollback()
    if found is None:
        with engine.begin() as connection:
            _alone(connection)
            found = revision(connection) or _create(connection)
    if found != HEAD:
        _migrate(engine, found)


def insist_current(engine: Engine) -> None:
    """For those who only read. Raises StorageError unless the schema is the one that this program knows."""
    with engine.connect() as connection:
        found = revision(connection)
    where = place(engine.url)
    if found is None:
        raise StorageError(f"数据库 {where} 是空的:请先运行 liaison db upgrade 建立")
    if found != HEAD:
        insist_known(found, where)
        raise StorageError(f"数据库 {where} 是旧版本({found}):请先运行 liaison db upgrade 升级")


def insist_known(found: str, where: str) -> None:
    """Raises StorageError for a revision that this program has no script of."""
    if found not in {script.name.split("_")[0] for script in (MIGRATIONS / "versions").glob("*.py")}:
        raise StorageError(f"数据库 {where} 是更新的版本({found})建立的,没有动它:请升级本程序")


def _alone(connection: Connection) -> None:
    """Until the end of the transaction nobody else migrates. On SQLite, BEGIN IMMEDIATE has seen to that."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ADVISORY})")


def _create(connection: Connection) -> str:
    tables.SQLModel.metadata.create_all(connection, checkfirst=False)
    _version.create(connection, checkfirst=True)
    connection.execute(_version.insert().values(version_num=HEAD))
    return HEAD


def _migrate(engine: Engine, found: str) -> None:
    where, file = place(engine.url), file_of(engine.url)
    insist_known(found, where)
    if file is None:
        log.warning("upgrading %s from %s to %s; pg_dump makes a copy, this program does not", where, found, HEAD)
    else:
        copy = file.with_name(f"{file.name}.before-{HEAD}")
        snapshot(file, copy)
        log.warning("upgrading %s from %s to %s; as it was: %s", where, found, HEAD, copy)
    migrator = migrating_engine(engine.url)
    with migrator.begin() as connection:
        _alone(connection)
        # Another process may have done it while this one waited.
        if revision(connection) != HEAD:
            run(connection)
            _check_references(connection, where)


def run(connection: Connection, to: str = "head") -> None:
    """Run the scripts inside the caller's transaction: all of them count, or none."""
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    command.upgrade(config, to)


def _check_references(connection: Connection, where: str) -> None:
    if connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        names = ", ".join(sorted({str(row[0]) for row in broken}))
        raise StorageError(f"数据库 {where} 没有升级:表 {names} 里有 {len(broken)} 行指向不存在的行")
