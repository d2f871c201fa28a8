"""`liaison run` as it is started and stopped, with everything real but the platform."""

import json
import re
import signal
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.gateway.wechaty.access import Access
from bot.running import access_at
from tests.bot.running import DEADLINE, office, platform, running, shown
from tests.commands import liaison, sentence
from tests.gateway.fake import FakeGateway
from tests.gateway.linked import ROOM, say, until

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="signals cannot be sent to a process there"),
]


@pytest.fixture
async def fake() -> AsyncIterator[FakeGateway]:
    one = await platform()
    yield one
    await one.stop()


async def test_a_report_is_acknowledged_and_sigterm_ends_it_cleanly(tmp_path: Path, fake: FakeGateway) -> None:
    office(tmp_path, fake.port)
    async with running(tmp_path) as bot:
        await bot.says("正在连接网关")
        await say(fake, "m1", "走访港城街道6人")
        await until(lambda: fake.shown, DEADLINE)
        await say(fake, "m2", "@小助手 我的进度", mentions=["bot-wx"])
        await until(lambda: len(fake.shown) == 2, DEADLINE)
        assert await bot.ends(signal.SIGTERM) == 0
    assert shown(fake)[0] == (ROOM, "已记 陆秀芳:联系6人次(港城街道)")
    assert "6/20" in shown(fake)[1][1]
    assert liaison("db", "check", cwd=tmp_path).stdout == "1条记录,0处不一致\n"


async def test_what_was_said_while_it_was_down_is_taken_once_at_the_next_start(
    tmp_path: Path, fake: FakeGateway
) -> None:
    office(tmp_path, fake.port)
    await say(fake, "m1", "走访港城街道6人")
    for n in range(1, 3):
        async with running(tmp_path) as bot:
            await say(fake, f"q{n}", "@小助手 我的进度", mentions=["bot-wx"])
            await until(lambda n=n: sum("6/20" in text for _, text in shown(fake)) == n, DEADLINE)  # type: ignore[misc]
            assert await bot.ends(signal.SIGINT) == 0
    assert liaison("db", "check", cwd=tmp_path).stdout == "1条记录,0处不一致\n"


async def test_killed_in_a_burst_and_started_again_it_records_each_message_once(
    tmp_path: Path, fake: FakeGateway
) -> None:
    office(tmp_path, fake.port)
    said = [{"id": f"b{n}", "room": ROOM, "from": "wx1", "text": f"走访港城街道{n}人"} for n in range(1, 151)]
    async with running(tmp_path) as bot:
        await bot.says("is up")
        await fake.do("burst", messages=said)
        await until(lambda: fake.shown, DEADLINE)
        assert await bot.ends(signal.SIGKILL) == -signal.SIGKILL
    async with running(tmp_path) as bot:
        await say(fake, "last", "@小助手 我的进度", mentions=["bot-wx"])
        await until(lambda: any(f"{sum(range(1, 151))}/20" in text for _, text in shown(fake)), DEADLINE)
        assert await bot.ends() == 0
    assert liaison("db", "check", cwd=tmp_path).stdout == "150条记录,0处不一致\n"


async def test_a_wrong_token_is_said_in_one_sentence_and_waited_out(tmp_path: Path, fake: FakeGateway) -> None:
    office(tmp_path, fake.port, token="wrong")
    async with running(tmp_path) as bot:
        await bot.says("不认这个口令")
        assert "wrong" not in bot.err
        assert await bot.ends() == 0


async def test_a_second_start_on_one_database_is_refused(tmp_path: Path, fake: FakeGateway) -> None:
    office(tmp_path, fake.port)
    async with running(tmp_path) as bot:
        await bot.says("正在连接网关")
        async with running(tmp_path) as second:
            assert await second.ends(None) == 1
        assert second.err.startswith("错误:数据库") and "正被另一个进程使用" in second.err
        assert second.err.count("\n") == 1
        assert await bot.ends() == 0


async def test_a_gateway_that_another_bot_holds_is_taken_over_when_asked(tmp_path: Path, fake: FakeGateway) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for folder, key in ((first, "a"), (second, "b")):
        folder.mkdir()
        office(folder, fake.port)
        text = (folder / "config.toml").read_text(encoding="utf-8")
        (folder / "config.toml").write_text(text.replace("[committee]\n", f'[committee]\nkey = "{key}"\n'), "utf-8")
    async with running(first) as one, running(second) as other:
        await until(lambda: "is up" in one.err + other.err, DEADLINE)
        waiting, folder = (other, second) if "is up" in one.err else (one, first)
        await waiting.says("占用")
        assert await waiting.ends() == 0
        async with running(folder, "--takeover") as third:
            await third.says("is up")
            assert await third.ends() == 0


async def test_a_second_signal_ends_it_at_once(tmp_path: Path, fake: FakeGateway) -> None:
    office(tmp_path, fake.port)
    await fake.do("fault", call="messageSendText", kind="hang", times=9)
    async with running(tmp_path) as bot:
        await say(fake, "m1", "走访港城街道6人")
        await until(lambda: fake.calls["messageSendText"], DEADLINE)
        bot.process.send_signal(signal.SIGTERM)
        assert await bot.ends(signal.SIGTERM) in (0, -signal.SIGTERM)


async def test_a_message_that_is_being_sent_is_not_cut_by_the_stop(tmp_path: Path, fake: FakeGateway) -> None:
    office(tmp_path, fake.port)
    await fake.do("fault", call="messageSendText", kind="delay", ms=500)
    async with running(tmp_path) as bot:
        await say(fake, "m1", "走访港城街道6人")
        await until(lambda: fake.calls["messageSendText"], DEADLINE)
        assert await bot.ends() == 0
    assert len(fake.shown) == 1


async def test_without_an_owner_it_prints_a_code_that_makes_one(tmp_path: Path, fake: FakeGateway) -> None:
    office(tmp_path, fake.port, owners="[]")
    async with running(tmp_path) as bot:
        await bot.says("认领 ")
        code = re.search(r"认领 ([0-9A-Z]{8})\n", bot.out)
        assert code and code[1] not in bot.err
        await say(fake, "m1", f"认领 {code[1]}", sender="wx3", room="")
        await until(lambda: fake.shown, DEADLINE)
        assert shown(fake)[0][0] == "wx3" and "认领成功" in shown(fake)[0][1]
        assert await bot.ends() == 0
    async with running(tmp_path) as bot:
        await bot.says("正在连接网关")
        assert "认领" not in bot.out
        assert await bot.ends() == 0


async def test_the_log_is_json_and_the_codes_text_is_not_in_it(tmp_path: Path, fake: FakeGateway) -> None:
    office(tmp_path, fake.port, json=True)
    await fake.do("logout")
    async with running(tmp_path) as bot:
        await bot.says("is up")
        await fake.do("scan", qrcode="https://login.example/secret-code")
        await bot.says("要扫码登录")
        await fake.do("login", id="bot-wx")
        await say(fake, "m1", "走访港城街道6人")
        await until(lambda: fake.shown, DEADLINE)
        assert await bot.ends() == 0
    lines = [json.loads(line) for line in bot.err.splitlines()]
    assert all({"time", "level", "logger", "message"} <= line.keys() for line in lines)
    assert all(line["time"].endswith("+08:00") for line in lines)
    assert "secret-code" not in bot.out + bot.err and "港城街道" not in bot.err


def test_without_a_gateway_it_says_where_to_name_one(tmp_path: Path) -> None:
    said = sentence(liaison("run", cwd=tmp_path))
    assert said.startswith("错误:还没有配置微信网关") and "docs/网关.md" in said and "\n" not in said


def test_a_token_file_or_a_ca_that_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    for key, more in (("token_file", ""), ("ca_file", 'token = "t"\ntls = "file"\n')):
        (tmp_path / "config.toml").write_text(f'[gateway]\n{more}{key} = "nowhere"\n', encoding="utf-8")
        said = sentence(liaison("run", cwd=tmp_path))
        assert f"[gateway] {key} = nowhere 读不了" in said and "\n" not in said


async def test_check_shows_settings_and_findings_but_no_secret(tmp_path: Path, fake: FakeGateway) -> None:
    office(tmp_path, fake.port, token="very-secret")
    async with running(tmp_path, "--check") as bot:
        await bot.ends(None)
    assert "[gateway]" in bot.out and f'address = "127.0.0.1:{fake.port}"' in bot.out
    assert 'time = "10:00"' in bot.out and "Python:3." in bot.out
    assert "very-secret" not in bot.out + bot.err


def test_the_place_of_another_is_taken_over_until_the_gateway_greets_and_never_again() -> None:
    asked = Access("127.0.0.1", 1, client="b@here", takeover=True)
    assert access_at(asked, greetings=0) == asked
    assert access_at(asked, greetings=1) == replace(asked, takeover=False)
