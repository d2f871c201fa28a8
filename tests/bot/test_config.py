"""Settings: what an office writes is taken or named; nothing passes silently."""

import datetime as dt
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from bot.config import Config, Rules, load
from bot.config_sources import annotation_at
from bot.errors import UserError

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"


def written(tmp_path: Path, text: str, **environ: str) -> Config:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    return load(path, environ)


def all_keys(model: type[BaseModel], path: tuple[str, ...] = ()) -> set[tuple[str, ...]]:
    """Every key of the models; `*` stands for a year and for a place in a list."""
    keys: set[tuple[str, ...]] = set()
    for name, field in model.model_fields.items():
        here = (*path, name)
        inner: Any = field.annotation
        if not isinstance(inner, type):
            inner, here = annotation_at(model, (name, "*")), (*here, "*")
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            keys |= all_keys(inner, here)
        else:
            keys.add((*path, name))
    return keys


def keys_in(value: Any, path: tuple[str, ...] = ()) -> set[tuple[str, ...]]:
    if isinstance(value, dict):
        return set().union(*(keys_in(v, (*path, "*" if k.isdigit() else k)) for k, v in value.items()))
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return set().union(*(keys_in(item, (*path, "*")) for item in value))
    return {path}


def test_the_example_as_it_is_says_exactly_the_defaults() -> None:
    assert load(EXAMPLE, {}) == Config()


def test_the_example_shows_every_key_of_the_models_and_no_other() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    whole = "\n".join(
        line.removeprefix("# ") if line.startswith("# [") or " = " in line else line
        for line in text.splitlines()
        if not line.startswith("# 上面")
    )
    assert keys_in(tomllib.loads(whole)) == all_keys(Config)


def test_every_value_in_the_example_has_a_chinese_comment() -> None:
    for line in EXAMPLE.read_text(encoding="utf-8").splitlines():
        if " = " in line and not line.startswith("#"):
            comment = line.partition("# ")[2]
            assert any("一" <= ch <= "鿿" for ch in comment), line


def test_an_office_sets_what_it_wants_otherwise(tmp_path: Path) -> None:
    config = written(
        tmp_path,
        '[committee]\nname = "贵港市政协"\n[quota]\ncontacts = 24\naudiences = ["sector", "public"]\n'
        '[reminders]\nday = 20\ntime = "9:05"\nquiet = ["21:00", "07:30"]\n[people]\nowners = ["wx-owner"]\n'
        '[[rooms]]\nname = "教育界委员群"\nkind = "member"\nsector = "教育界别"\n'
        '[calendar]\nworkdays = [2027-02-06]\nholidays = ["2027-12-11"]\n',
    )
    assert config.committee.name == "贵港市政协"
    assert str(config.committee.zone) == "Asia/Shanghai"
    assert (config.quota.contacts, config.quota.audiences) == (24, ("sector", "public"))
    assert config.reminders.time == dt.time(9, 5)
    assert config.reminders.quiet == (dt.time(21), dt.time(7, 30))
    assert config.rooms[0].sector == "教育"
    assert config.calendar.overrides == {dt.date(2027, 2, 6): True, dt.date(2027, 12, 11): False}


def test_a_file_that_notepad_saved_with_a_mark_at_its_start_is_read(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("[quota]\ncontacts = 8\n", encoding="utf-8-sig")
    assert load(path, {}).quota.contacts == 8


def test_settings_cannot_be_changed_later() -> None:
    config, changed = Config(), "contacts"
    with pytest.raises(ValueError):
        setattr(config.quota, changed, 3)


class TestRulesByYear:
    def test_a_new_rule_holds_from_its_year_on_and_earlier_years_stay(self, tmp_path: Path) -> None:
        quota = written(
            tmp_path,
            "[quota]\ncontacts = 20\n[quota.years.2027]\ncontacts = 30\n"
            '[quota.years.2029]\naudiences = ["public"]\n[quota.years.2029.targets]\ndeed = 2\n',
        ).quota
        assert [quota.of(year).contacts for year in (2025, 2026, 2027, 2028, 2029)] == [20, 20, 30, 30, 30]
        assert quota.of(2028).audiences == ("sector",)
        assert quota.of(2029).audiences == ("public",)
        assert (quota.of(2029).targets.deed, quota.of(2029).targets.lecture) == (2, 1)

    def test_a_year_of_its_own_was_merged_and_checked_anew_for_each_record(self, tmp_path: Path) -> None:
        quota = written(tmp_path, "[quota.years.2027]\ncontacts = 30\n").quota
        assert quota.of(2028) is quota.of(2027)
        assert quota.of(2026) is quota.of(2025)
        assert {type(quota.of(2026)), type(quota.of(2027)), type(Config().quota.of(2027))} == {Rules}

    def test_a_year_closes_in_the_year_after(self) -> None:
        assert Rules().last_day_for_members(2026) == dt.date(2027, 1, 15)

    def test_what_is_no_year(self, tmp_path: Path) -> None:
        with pytest.raises(UserError, match=r"quota\.years\.26 = \"26\":要写成四位年份"):
            written(tmp_path, "[quota.years.26]\ncontacts = 1\n")


class TestEnvironment:
    def test_it_wins_over_the_file(self, tmp_path: Path) -> None:
        config = written(
            tmp_path,
            "[quota]\ncontacts = 24\ncap_per_event = 9\n",
            LIAISON_QUOTA__CONTACTS="30",
            LIAISON_PEOPLE__OWNERS='["wx-a", "wx-b"]',
            LIAISON_REMINDERS__ENABLED="false",
            LIAISON_REMINDERS__TIME="09:00",
            LIAISON_BOT__ID="12345",
            LIAISON_QUOTA__YEARS__2027__TARGETS__DEED="2",
        )
        assert (config.quota.contacts, config.quota.cap_per_event) == (30, 9)
        assert config.people.owners == ("wx-a", "wx-b")
        assert config.reminders.enabled is False
        assert config.reminders.time == dt.time(9)
        assert config.bot.id == "12345"
        assert config.quota.of(2027).targets.deed == 2

    def test_other_variables_and_empty_ones_are_no_settings(self) -> None:
        environ = {"LIAISON_TEST_POSTGRES": "postgresql://x", "LIAISON_QUOTA__CONTACTS": "", "HOME": "/"}
        assert load(None, environ) == Config()

    def test_a_wrong_one_is_named(self) -> None:
        with pytest.raises(UserError) as caught:
            load(None, {"LIAISON_QUOTA__CONTACTS": "二十", "LIAISON_QOUTA__CONTACTS": "20"})
        assert 'quota.contacts(环境变量 LIAISON_QUOTA__CONTACTS) = "二十":要写整数' in str(caught.value)
        assert "qouta(环境变量" in str(caught.value)
        assert "您是不是想写 quota" in str(caught.value)


def test_a_light_import_of_the_other_modules() -> None:
    code = (
        "import sys, bot.workdays, bot.sheets\n"
        "heavy = {'pydantic', 'openpyxl', 'xlsxwriter', 'chinese_calendar'} & set(sys.modules)\n"
        "sys.exit(', '.join(sorted(heavy)) or 0)"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=EXAMPLE.parent, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
