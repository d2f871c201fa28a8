"""The office's sheets, made by the real command from a real replay."""

import csv
import io
import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.commands import liaison, office, said, sentence, write_lines

SAID = [
    said("a", "走访贵城街道5人,反映=HYPERLINK路灯不亮", at="2026-11-19T10:00:00+08:00"),
    said("b", "打卡第12天《乡土中国》P30-45", room=None, at="2026-11-19T11:00:00+08:00"),
    said("c", "今天宣讲1场,听众40人", at="2026-11-19T12:00:00+08:00"),
    said("d", "走访港城街道9人", at="2026-11-19T13:00:00+08:00"),
    said("e", "撤销", room=None, at="2026-11-19T13:10:00+08:00"),
    {"event": "tick", "at": "2026-11-19T14:00:00+08:00"},
]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = office(tmp_path_factory.mktemp("played"))
    write_lines(folder / "events.jsonl", *SAID)
    done = liaison("replay", "events.jsonl", "--roster", "roster.csv", "--db", "sqlite:///a.db", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def folder(played: Path, tmp_path: Path) -> Path:
    """An office's folder after a day, for one test alone."""
    return shutil.copytree(played, tmp_path / "office")


def export(folder: Path, kind: str, file: str, *options: str) -> Path:
    words = ("export", "--kind", kind, "--year", "2026", "--db", "sqlite:///a.db", *options, file)
    done = liaison(*words, cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder / file


def rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_contacts_with_the_keys_of_the_interface(folder: Path) -> None:
    (row,) = rows(export(folder, "contacts", "out.jsonl"))
    keys = "number member sector date date_end people unit approx place audience channel issue outcome credited state"
    assert set(keys.split()) | {"room", "source"} <= set(row)
    assert (row["member"], row["people"], row["credited"], row["state"]) == ("陆秀芳", 5, 5, "counted")


def test_voided_rows_only_when_asked_for(folder: Path) -> None:
    states = [row["state"] for row in rows(export(folder, "contacts", "out.jsonl", "--voided"))]
    assert states == ["counted", "voided"]


def test_reading_activities_members_matters_audit(folder: Path) -> None:
    (reading,) = rows(export(folder, "reading", "r.jsonl"))
    assert (reading["book"], reading["from_page"], reading["day"]) == ("乡土中国", 30, 12)
    (lecture,) = rows(export(folder, "activities", "a.jsonl"))
    assert (lecture["type"], lecture["count"], lecture["people"]) == ("lecture", 1, 40)
    members = {row["member"]: row for row in rows(export(folder, "members", "m.jsonl", "--as-of", "2026-11-30"))}
    assert (members["陆秀芳"]["credited"], members["陆秀芳"]["quota"], members["陆秀芳"]["expected"]) == (5, 20, 19)
    assert members["陆秀芳"]["behind"] is True and members["陆秀芳"]["lecture"] == 1
    (matter,) = rows(export(folder, "matters", "x.jsonl"))
    assert matter["state"] == "new" and "路灯" in matter["text"]
    whats = [row["what"] for row in rows(export(folder, "audit", "u.jsonl"))]
    assert "撤销" in whats and "导入名册" in whats


def test_a_member_never_becomes_a_formula(folder: Path) -> None:
    sheet = openpyxl.load_workbook(export(folder, "contacts", "out.xlsx")).worksheets[0]
    cells = [
        cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str) and "HYPERLINK" in cell.value
    ]
    assert cells and all(cell.data_type == "s" for cell in cells)
    text = export(folder, "contacts", "out.csv").read_text(encoding="utf-8-sig")
    assert not any(cell.startswith(("=", "+", "-", "@")) for line in csv.reader(io.StringIO(text)) for cell in line)


@pytest.mark.parametrize("suffix", ["jsonl", "csv", "xlsx"])
def test_an_export_without_rows_is_a_file_all_the_same(folder: Path, suffix: str) -> None:
    words = ("export", "--kind", "contacts", "--year", "2024", "--db", "sqlite:///a.db", f"none.{suffix}")
    assert liaison(*words, cwd=folder).returncode == 0
    assert (folder / f"none.{suffix}").exists()


def test_what_cannot_be_exported_is_said(folder: Path) -> None:
    words = ("export", "--year", "2026", "--db", "sqlite:///a.db", "--kind")
    assert "还没有这个功能" in sentence(liaison(*words, "archive", "out", cwd=folder))
    assert ".pdf" in sentence(liaison(*words, "contacts", "out.pdf", cwd=folder))
    assert sentence(liaison(*words, "contacts", "no/such/out.csv", cwd=folder))
    assert sentence(liaison(*words, "hugs", "out.csv", cwd=folder))


def test_the_roster_goes_out_and_comes_back_the_same(folder: Path) -> None:
    db = ("--db", "sqlite:///a.db")
    assert liaison("roster", "export", "out.xlsx", *db, cwd=folder).returncode == 0
    done = liaison("roster", "import", "out.xlsx", *db, cwd=folder)
    assert done.stdout.strip() == "新增0人,更新0人,不变2人"
    assert liaison("roster", "template", "t.xlsx", cwd=folder).returncode == 0
    done = liaison("roster", "import", "out.xlsx", "--dry-run", cwd=folder)
    assert done.stdout.strip() == "out.xlsx:可以导入2人,没有写入"


def test_the_counters_follow_from_the_records(folder: Path) -> None:
    done = liaison("db", "check", "--db", "sqlite:///a.db", cwd=folder)
    assert done.returncode == 0 and "0处不一致" in done.stdout
    from storage.store import Store

    with Store.open(f"sqlite:///{folder / 'a.db'}") as store:
        store.write(lambda unit: unit.progress._change(credited=99)).result()
    done = liaison("db", "check", "--db", "sqlite:///a.db", cwd=folder)
    assert done.returncode == 1 and "陆秀芳" in done.stdout
    assert liaison("db", "check", "--repair", "--db", "sqlite:///a.db", cwd=folder).returncode == 0


def test_the_doctor_finds_nothing_wrong(folder: Path) -> None:
    done = liaison("doctor", "--db", "sqlite:///a.db", cwd=folder)
    assert done.returncode == 0, done.stdout
    assert "计数:0处不一致 — 好" in done.stdout
    done = liaison("doctor", "--db", "sqlite:///none.db", cwd=folder)
    assert done.returncode == 1 and "none.db" in done.stdout
