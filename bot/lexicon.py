"""The gazetteer and the known books, loaded for the language layer, which does no I/O of its own."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path

from bot.errors import UserError
from handlers.language.lexicon import Lexicon

SHIPPED = "places_guigang.txt"
TITLES = "titles.txt"


def read_lexicon(places: Path, books: Iterable[str] = ()) -> Lexicon:
    """The lexicon of a gazetteer file with lines `district: town town …`.

    Raises UserError when the file cannot be read as UTF-8.
    """
    try:
        return Lexicon.from_text(places.read_text("utf-8-sig"), books, _shipped(TITLES))
    except (OSError, UnicodeDecodeError):
        raise UserError(f"地名表 {places} 读不了:请检查文件是否存在、是否为 UTF-8 文字") from None


@cache
def default_lexicon() -> Lexicon:
    """The shipped gazetteer and well-known titles, loaded once."""
    return Lexicon.from_text(_shipped(SHIPPED), titles_text=_shipped(TITLES))


def _shipped(name: str) -> str:
    return files("handlers.language").joinpath(name).read_text("utf-8")
