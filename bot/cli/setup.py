"""What several commands need before they begin: settings, roster, gazetteer."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import UserError

if TYPE_CHECKING:
    from bot.config import Config
    from handlers.language import Lexicon
    from handlers.roster import Problem, RosterRow

STANDARD = Path("config.toml")


def configured(config: Path | None) -> "Config":
    """The settings of that file, else of `config.toml` when there is one. Raises UserError as `load` does."""
    from bot.config import load

    return load(config or (STANDARD if STANDARD.exists() else None), os.environ)


def lexicon_of(config: "Config") -> "Lexicon":
    """The gazetteer that the settings name, else the demo city's."""
    from bot.lexicon import default_lexicon, read_lexicon

    return read_lexicon(Path(config.places.file)) if config.places.file else default_lexicon()


def read_roster(path: Path) -> "tuple[list[RosterRow], list[Problem]]":
    """The good rows of a roster file, and what is wrong with the others. Raises UserError: not a sheet at all."""
    from bot.sheets import read_table
    from handlers.roster import check_rows, is_header

    table = read_table(path, is_header=is_header)
    return check_rows(table.rows, table.headers, first_row=table.first_row_number)


def good_rows(path: Path) -> "list[RosterRow]":
    """All rows of a roster file. Raises UserError with every bad row on a line of its own."""
    rows, problems = read_roster(path)
    if problems:
        said = "\n".join(str(problem) for problem in problems)
        raise UserError(f"名册 {path} 有{len(problems)}处要改,一行都没有导入:\n{said}")
    return rows
