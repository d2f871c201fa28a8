"""What people and machines get wrong: one clear sentence that names the place and the mend, and nothing lost."""

import json
from pathlib import Path

import pytest

from bot import texts
from tests.chat import Chat
from tests.commands import liaison, office, said, sentence, write_lines


def replay(folder: Path, *rows: dict | str, **options: object):  # type: ignore[no-untyped-def]
    events = write_lines(folder / "events.jsonl", *rows)
    words = [word for option, value in options.items() for word in (f"--{option}", value)]
    return liaison("replay", events, "--roster", folder / "roster.csv", *words, cwd=folder)


def test_a_line_of_garbage_among_the_events(tmp_path: Path) -> None:
    done = replay(office(tmp_path), said("a", "走访港城街道6人"), "这不是JSON{")
    assert "events.jsonl 第2行:不是一个 JSON 对象" in sentence(done)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"event": "message", "at": "2026-11-20 10:00", "id": "x"}, "at 没有时区"),
        ({"event": "message", "at": "昨天", "id": "x"}, "at 要写成带时区的时间"),
        ({"event": "message", "at": "2026-11-20T10:00:00+08:00", "sender": "a"}, "缺少 id"),
        ({"event": "hug", "at": "2026-11-20T10:00:00+08:00"}, "不认识的 event:'hug'"),
        ({"event": "recall", "at": "2026-11-20T10:00:00+08:00", "id": 7}, "缺少 id"),
        ([1, 2], "不是一个 JSON 对象"),
    ],
)
def test_an_event_that_is_wrong_is_named_with_its_line(tmp_path: Path, wrong: object, says: str) -> None:
    done = replay(office(tmp_path), json.dumps(wrong, ensure_ascii=False))
    assert "events.jsonl 第1行:" in sentence(done) and says in sentence(done)


def test_time_that_goes_back(tmp_path: Path) -> None:
    early = said("b", "走访港城街道7人", at="2026-11-19T10:00:00+08:00")
    done = replay(office(tmp_path), said("a", "走访港城街道6人"), early)
    assert "第2行" in sentence(done) and "早于上一行" in sentence(done)


def test_a_broken_toml_names_line_and_column(tmp_path: Path) -> None:
    office(tmp_path)
    (tmp_path / "config.toml").write_text('[committee]\nname = "贵港\n', encoding="utf-8")
    done = replay(tmp_path, said("a", "走访港城街道6人"))
    assert "config.toml" in sentence(done) and "2" in sentence(done)


def test_all_faults_of_a_config_at_once(tmp_path: Path) -> None:
    office(tmp_path)
    faults = '[quota]\ncontacts = "二十"\n[reminders]\ndy = 25\n[committee]\ntimezone = "Asia/Guigang"\n'
    (tmp_path / "config.toml").write_text(faults, encoding="utf-8")
    told = sentence(replay(tmp_path, said("a", "走访港城街道6人")))
    assert all(key in told for key in ("quota.contacts", "reminders.dy", "committee.timezone"))


def test_a_roster_with_five_kinds_of_errors_imports_nothing(tmp_path: Path) -> None:
    office(tmp_path)
    (tmp_path / "bad.csv").write_text(
        "姓名,界别,手机尾号,任职日期,角色,微信号\n"
        ",教育,,,,\n"
        "陆秀芳,教育,66a2,,,wx-1\n"
        "蒙国栋,医卫,,二〇二二,,wx-2\n"
        "潘耀东,教育,,,大王,wx-3\n"
        "钟慧,医卫,,,,wx-3\n",
        encoding="utf-8-sig",
    )
    done = liaison("roster", "import", "bad.csv", "--db", "sqlite:///a.db", cwd=tmp_path)
    told = sentence(done)
    assert all(f"第{row}行" in told for row in (2, 3, 4, 5, 6)) and "一行都没有导入" in told
    done = liaison("roster", "import", "bad.csv", "--skip-bad", "--db", "sqlite:///a.db", cwd=tmp_path)
    assert done.returncode == 0 and "跳过" in done.stderr


def test_a_missing_file_of_each_kind(tmp_path: Path) -> None:
    office(tmp_path)
    assert "events.jsonl" in sentence(liaison("replay", "events.jsonl", cwd=tmp_path))
    assert "x.csv" in sentence(liaison("roster", "import", "x.csv", cwd=tmp_path))
    kind = ["export", "--kind", "contacts", "--year", "2026"]
    assert "no.db" in sentence(liaison(*kind, "--db", "sqlite:///no.db", "out.csv", cwd=tmp_path))
    assert "config" in sentence(liaison("replay", "events.jsonl", "--config", "none.toml", cwd=tmp_path))


def test_a_deliveries_file_that_is_something_else(tmp_path: Path) -> None:
    office(tmp_path)
    (tmp_path / "out.jsonl").write_text("hello\n", encoding="utf-8")
    done = replay(tmp_path, said("a", "走访港城街道6人"), deliveries="out.jsonl")
    assert "out.jsonl 第1行" in sentence(done)


def test_a_second_process_on_the_same_database(tmp_path: Path) -> None:
    from storage.store import Store

    office(tmp_path)
    with Store.open(f"sqlite:///{tmp_path / 'a.db'}"):
        done = replay(tmp_path, said("a", "走访港城街道6人"), db="sqlite:///a.db")
    assert "另一个进程" in sentence(done)


async def test_a_message_of_200_kilobytes_is_answered_in_one_sentence_and_the_bot_lives(chat: Chat) -> None:
    long = "今天走访贵城街道5人,反映路灯不亮。" + "大家谈了很久," * 30_000
    assert await chat.says("陆秀芳", long) == [texts.TOO_LONG]
    assert await chat.says("陆秀芳", "哈" * 200_000) == []
    assert await chat.says("陆秀芳", "走访港城街道6人") == ["已记 陆秀芳:联系6人次(港城街道)"]


async def test_an_unknown_room_is_silence(chat: Chat) -> None:
    assert await chat.says("陆秀芳", "今天走访了50人", "不认识的群") == []
    assert await chat.says("陆秀芳", "@小助手 我的进度", "不认识的群") == []


HOSTILE = [
    "",
    "\x00\x01",
    "１" * 500,
    "走访" * 500,
    "《" * 500,
    "=1+1 走访5人",
    "'; DROP TABLE record; --",
    "#接龙\n" * 200,
    "\ud83d 走访",
    "@小助手 " * 100,
    "/" * 100,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
async def test_hostile_text_breaks_nothing(chat: Chat, text: str) -> None:
    for room in ("教育界委员群", "书香荷城1群", None):
        await chat.says("陆秀芳", text, room)
    with chat.store.read() as unit:
        assert unit.messages.unfinished() == []
    assert "0/20" in await chat.asks("蒙国栋", "我的进度")


async def test_a_handler_that_fails_loses_nothing(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr("bot.dispatch.read", broken)
        assert await chat.says("陆秀芳", "走访港城街道6人") == [texts.FAILED]
    await chat.restart()
    await chat.passes(chat.clock.now() - chat.clock.now())
    with chat.store.read() as unit:
        assert [record.people for record in unit.records.every()] == [6]
        assert unit.messages.unfinished() == []
