"""`liaison db upgrade`, `liaison backup` and `liaison restore` as an office types them."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner

from bot.cli import backup, db, restore
from bot.errors import UserError
from storage.store import Store

Liaison = Callable[..., str]


@pytest.fixture
def liaison(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Liaison:
    """Runs a command in an empty folder and returns what it prints."""
    monkeypatch.chdir(tmp_path)

    def run(module: ModuleType, *words: str) -> str:
        result = CliRunner().invoke(module.command, words, catch_exceptions=True)
        if isinstance(result.exception, UserError):
            raise result.exception
        assert result.exit_code == 0, result.output
        return result.output

    return run


def test_upgrade_makes_the_database_of_the_configuration(liaison: Liaison, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('[database]\nurl = "sqlite:///data/office.db"\n')
    assert f"{tmp_path}/data/office.db 已是版本" in liaison(db, "upgrade")
    assert (tmp_path / "data" / "office.db").exists()


def test_upgrade_makes_the_database_of_the_option(liaison: Liaison, tmp_path: Path, url: str) -> None:
    assert "已是版本" in liaison(db, "upgrade", "--db", url)
    assert "已是版本" in liaison(db, "upgrade", "--db", url)


def test_backup_and_restore(liaison: Liaison, tmp_path: Path) -> None:
    liaison(db, "upgrade")
    assert "已备份到 copy.db:0 位委员,0 条记录" in liaison(backup, "copy.db")
    assert "已从 copy.db 恢复" in liaison(restore, "copy.db", "--db", "sqlite:///other.db")
    Store.open(f"sqlite:///{tmp_path}/other.db").close()


def test_each_complaint_is_one_sentence(liaison: Liaison, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="没有数据库文件"):
        liaison(backup, "copy.db")
    liaison(db, "upgrade")
    liaison(backup, "copy.db")
    with pytest.raises(UserError, match="--force"):
        liaison(backup, "copy.db")
    with Store.open(f"sqlite:///{tmp_path}/liaison.db"), pytest.raises(UserError, match="正被另一个进程使用"):
        liaison(db, "upgrade")
    with pytest.raises(UserError, match="没有备份文件"):
        liaison(restore, "missing.db")
