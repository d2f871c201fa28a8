"""`liaison doctor` at the gateway: each line is fine, or says what to do."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from bot.config import Config
from bot.doctor import Finding
from bot.gateway.wechaty.visit import visit
from tests.gateway.conftest import Start
from tests.gateway.fake import FakeGateway
from tests.gateway.linked import furnish, linked, say, settings


async def found(config: Config) -> dict[str, Finding]:
    return {
        finding.subject: finding
        async for finding in visit(config, dt.datetime.now(ZoneInfo("Asia/Shanghai")), patience=2.0)
    }


def office(port: int, **gateway: Any) -> Config:
    rooms = [{"name": "教育界委员群", "kind": "member"}, {"name": "书香荷城1群", "kind": "reading"}]
    return settings(port, **gateway).model_copy(update={"rooms": Config.model_validate({"rooms": rooms}).rooms})


async def test_a_healthy_gateway_with_one_room_missing(start: Start) -> None:
    platform = await start()
    await furnish(platform)
    await say(platform, "m1", "在吗")
    lines = await found(office(platform.port, puppet="mock"))
    assert [subject for subject, line in lines.items() if line.advice] == ["群"]
    assert "书香荷城1群" in lines["群"].advice
    assert lines["登录"].found == "已登录,id 不变"
    assert lines["时间"].found == "以毫秒计"


async def test_nobody_logged_in_and_ids_that_change(start: Start) -> None:
    platform = await start()
    lines = await found(office(platform.port))
    assert "扫码" in lines["登录"].advice
    await platform.do("contact", id="@abc", name="助手二号")
    await platform.do("login", id="@abc")
    lines = await found(office(platform.port))
    assert "每次登录都变" in lines["登录"].advice
    assert "[bot] names" in lines["机器人的名字"].advice


async def test_while_the_bot_runs_doctor_says_so_and_leaves_it_alone(start: Start) -> None:
    platform = await start()
    await furnish(platform)
    async with linked(platform) as link:
        lines = await found(office(platform.port))
        assert "正在运行的机器人" in lines["事件流"].advice
        assert link.state.sessions == 1 and link.state.up


async def test_a_gateway_that_is_not_there_is_one_line() -> None:
    platform = FakeGateway()
    platform.port = 1
    lines = await found(office(1))
    assert list(lines) == ["网关"] and "没有开" in lines["网关"].advice
