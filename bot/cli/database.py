"""Which database a command works on, and what it says when that fails."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from bot.errors import UserError


def database_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--config FILE` and `--db URL`, passed on as `config` and `db`."""
    config = click.option(
        "--config", type=click.Path(path_type=Path), metavar="FILE", help="配置文件(默认 config.toml)"
    )
    db = click.option("--db", metavar="URL", help="数据库地址,代替配置里的 [database] url")
    return config(db(command))


def address(config: Path | None, db: str | None) -> str:
    """The database's URL: `--db`, else what the configuration says. Raises UserError as `configured` does."""
    if db:
        return db
    from bot.cli.setup import configured

    return configured(config).database.url


@contextmanager
def storage_sentences() -> Iterator[None]:
    """What the storage complains of becomes a UserError, which the command line prints as one sentence."""
    from storage.errors import StorageError

    try:
        yield
    except StorageError as error:
        raise UserError(str(error)) from error
