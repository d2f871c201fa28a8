"""What `liaison doctor` finds on this machine."""

import datetime as dt
from pathlib import Path

from bot.config import Config
from bot.doctor import Finding, examine
from storage.store import Store


def found(config: Config, url: str) -> dict[str, Finding]:
    return {finding.subject: finding for finding in examine(config, url, dt.date(2026, 11, 24))}


def test_an_owner_by_the_one_time_code_is_an_owner(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/liaison.db"
    with Store.open(url) as store:
        assert "认领" in found(Config(), url)["管理员"].advice
        store.write(lambda unit: unit.settings.set_owners(["wx1"])).result()
    assert found(Config(), url)["管理员"] == Finding("管理员", "1人", harmless=True)
    both = Config.model_validate({"people": {"owners": ["wx1", "wx2"]}})
    assert found(both, url)["管理员"].found == "2人"


def test_a_database_that_cannot_be_opened_is_a_line_and_the_others_come_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "liaison.db").write_bytes(b"this is no database" * 100)
    lines = found(Config.model_validate({"people": {"owners": ["wx1"]}}), f"sqlite:///{tmp_path}/liaison.db")
    assert lines["数据库"].advice and lines["管理员"].found == "1人"
