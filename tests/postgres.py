"""A PostgreSQL server for the tests: the one in LIAISON_TEST_POSTGRES, else one started for the session.

`from tests.postgres import postgres, postgres_url, url` in a conftest.py, then ask for `url`: the test runs
on a new SQLite file and on a new PostgreSQL database.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

WHY_NOT = "no PostgreSQL: install it and psycopg, or name in LIAISON_TEST_POSTGRES a server to make databases on"


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a server, `postgresql://…/postgres`."""
    given = os.environ.get("LIAISON_TEST_POSTGRES")
    programs = _programs()
    if given and find_spec("psycopg"):
        yield given
    elif programs and find_spec("psycopg"):
        with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as folder:
            server = Server(programs, Path(folder))
            server.start()
            yield server.url
            server.stop()
    elif os.environ.get("CI") == "true" and os.environ.get("LIAISON_INSIST") == "1":
        pytest.fail(WHY_NOT)
    else:
        pytest.skip(WHY_NOT)


@pytest.fixture
def postgres_url(postgres: str) -> Iterator[str]:
    """A new, empty database."""
    name = f"liaison_test_{uuid4().hex[:12]}"
    ask(postgres, f"CREATE DATABASE {name}")
    yield make_url(postgres).set(database=name).render_as_string(hide_password=False)
    ask(postgres, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A new database of each kind."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres_url"))
    return f"sqlite:///{tmp_path}/liaison.db"


def ask(url: str, statement: str) -> None:
    """Run one statement outside any transaction."""
    engine = create_engine(
        make_url(url).set(drivername="postgresql+psycopg"), poolclass=NullPool, isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)


class Server:
    """A server of one's own in `folder`, reached through a socket there; nothing listens on the network."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs = programs
        self._folder = folder
        self._data = folder / "data"
        self.url = f"postgresql://postgres@/postgres?host={folder}"
        # PostgreSQL refuses to run as root.
        self._user: dict[str, Any] = {}
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            name = "postgres" if _exists("postgres") else "nobody"
            self._user = {"user": name, "group": None, "extra_groups": []}
            shutil.chown(folder, name)
        self._run("initdb", "-D", self._data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")

    def start(self) -> None:
        # Here nobody needs what survives a power cut.
        options = f"-k {self._folder} -c listen_addresses= -c fsync=off -c full_page_writes=off -c max_connections=60"
        self._run("pg_ctl", "-D", self._data, "-l", self._folder / "log", "-w", "-o", options, "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", self._data, "-m", "immediate", "stop")

    def _run(self, program: str, *arguments: str | Path) -> None:
        command = [str(self._programs / program), *map(str, arguments)]
        # Not a pipe: the server would inherit it and keep it open.
        with (self._folder / f"{program}.out").open("w+") as out:
            if subprocess.run(command, cwd=self._folder, stdout=out, stderr=out, **self._user).returncode:
                out.seek(0)
                raise RuntimeError(f"{program}: {out.read()}")


def _programs() -> Path | None:
    """Where initdb is: in the PATH, or where Debian hides it."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    return max((path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")), default=None)


def _exists(user: str) -> bool:
    import pwd

    try:
        pwd.getpwnam(user)
    except KeyError:
        return False
    return True
