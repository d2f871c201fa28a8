"""What constituents raised goes with its record while nobody has taken it up."""

import datetime as dt

from tests.chat import Chat


async def test_an_undone_report_takes_its_new_matter_along(chat: Chat) -> None:
    await chat.says("陆秀芳", "走访贵城街道5人,反映路灯不亮")
    await chat.asks("陆秀芳", "撤销")
    assert await chat.asks("黄志明", "事项") == "目前没有未办结的事项。"


async def test_a_matter_in_hand_stays(chat: Chat) -> None:
    await chat.says("陆秀芳", "走访贵城街道5人,反映路灯不亮")
    await chat.asks("黄志明", "转办 #1 住建局")
    await chat.asks("陆秀芳", "撤销")
    assert "路灯不亮" in await chat.asks("黄志明", "事项")


async def test_every_opinion_opens_one(chat: Chat) -> None:
    await chat.says("陆秀芳", "报送社情民意信息:基层卫生院儿科医生流失严重")
    assert "儿科医生流失" in await chat.asks("黄志明", "事项")


async def test_overdue(chat: Chat) -> None:
    await chat.says("陆秀芳", "走访贵城街道5人,反映路灯不亮")
    await chat.asks("黄志明", "转办 #1 住建局 11月24日前")
    assert await chat.asks("黄志明", "事项 逾期") == "目前没有逾期的事项。"
    await chat.until(dt.datetime(2026, 11, 25, 9, 0, tzinfo=chat.clock.now().tzinfo))
    assert "已逾期" in await chat.asks("黄志明", "事项 逾期")
    said = await chat.until(dt.datetime(2026, 11, 25, 12, 0, tzinfo=chat.clock.now().tzinfo))
    assert "逾期事项1件:#1" in next(s.text for s in said if s.chat == "wx-黄志明")


async def test_declined_and_turned_into_a_proposal(chat: Chat) -> None:
    await chat.says("陆秀芳", "走访贵城街道5人,反映路灯不亮")
    await chat.says("陆秀芳", "走访大圩镇5人,反映水渠淤塞")
    said = await chat.says("黄志明", "不予受理 #1 不属本市职权", None)
    assert "没有受理:不属本市职权" in said[1]
    said = await chat.says("黄志明", "转提案 #2", None)
    assert "已转为提案" in said[1]
    assert "不能再改" in await chat.asks("黄志明", "办结 #1 好了")
