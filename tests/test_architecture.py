"""The arrows of the design: language → nothing; storage → types; handlers → both and the bot's words; bot → all."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TOP = Path(__file__).parent.parent
OURS = {"bot", "handlers", "storage", "tests"}
# what the business may know of the machine: its words, not its works
WORDS_OF_THE_BOT = {"bot.clock", "bot.config", "bot.messages", "bot.permissions", "bot.texts", "bot.wording"}
WECHAT = {"wechaty", "wechaty_grpc", "wechaty_puppet", "wechaty_puppet_service", "grpclib", "betterproto"}


def modules(*folders: str) -> list[Path]:
    return [path for folder in folders for path in sorted((TOP / folder).rglob("*.py"))]


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            yield from (
                f"{node.module}.{alias.name}" if node.module in OURS else str(node.module) for alias in node.names
            )


def of_ours(path: Path) -> set[str]:
    return {name for name in imports(path) if name.split(".")[0] in OURS}


@pytest.mark.parametrize("path", modules("handlers/language"), ids=lambda p: p.name)
def test_the_language_knows_nothing_of_ours_and_no_clock_or_disk(path: Path) -> None:
    assert {name for name in of_ours(path) if not name.startswith("handlers.language")} == set()
    assert (
        set(imports(path)) & {"os", "pathlib", "sqlite3", "sqlalchemy", "sqlmodel", "time", "asyncio", "socket"}
        == set()
    )
    source = path.read_text(encoding="utf-8")
    assert ".now(" not in source and ".today(" not in source and "open(" not in source


@pytest.mark.parametrize("path", modules("storage"), ids=lambda p: p.name)
def test_storage_knows_only_itself_and_the_types_of_the_language(path: Path) -> None:
    assert {n for n in of_ours(path) if not n.startswith(("storage", "handlers.language.types"))} == set()


@pytest.mark.parametrize("path", modules("handlers"), ids=lambda p: p.name)
def test_handlers_know_the_language_the_storage_and_the_bots_words(path: Path) -> None:
    allowed = ("handlers", "storage")
    foreign = {n for n in of_ours(path) if not n.startswith(allowed)}
    assert {name for name in foreign if not any(name.startswith(word) for word in WORDS_OF_THE_BOT)} == set()


@pytest.mark.parametrize("path", [p for p in modules("bot", "handlers") if "cli" not in p.parts], ids=lambda p: p.name)
def test_sql_stays_in_storage(path: Path) -> None:
    sql = {name for name in imports(path) if name.split(".")[0] in {"sqlalchemy", "sqlmodel", "sqlite3", "alembic"}}
    # an error of the database is told from an error of ours
    assert sql <= {"sqlalchemy.exc"}


@pytest.mark.parametrize("path", modules("bot", "handlers", "storage"), ids=lambda p: p.name)
def test_only_the_clock_tells_the_time(path: Path) -> None:
    if path == TOP / "bot" / "clock.py":
        return
    source = path.read_text(encoding="utf-8")
    assert "datetime.now(" not in source and "date.today(" not in source and "utcnow(" not in source


def test_one_module_speaks_the_protocol_and_one_shim_touches_wechaty_itself() -> None:
    found = {p: {n.split(".")[0] for n in imports(p)} & WECHAT for p in modules("bot", "handlers", "storage")}
    assert {p.relative_to(TOP).as_posix(): names for p, names in found.items() if names} == {
        "bot/gateway/wechaty/wire.py": {"wechaty_grpc", "grpclib", "betterproto"},
        "bot/gateway/wechaty_shim.py": {"wechaty"},
    }
