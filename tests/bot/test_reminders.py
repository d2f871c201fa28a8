"""Monthly reminders: who is behind, privately, once, by day."""

import datetime as dt

from handlers.roster import RosterRow
from tests.chat import ROSTER, ZONE, Chat, opened


def moment(*parts: int) -> dt.datetime:
    return dt.datetime(*parts, tzinfo=ZONE)  # type: ignore[misc,arg-type]


async def reminded(chat: Chat, until: dt.datetime, who: str = "蒙国栋") -> list[str]:
    return [s.text for s in await chat.until(until) if s.chat == f"wx-{who}" and "还差" in s.text]


async def test_who_is_behind_is_reminded_on_the_25th_at_ten_privately(chat: Chat) -> None:
    assert await reminded(chat, moment(2026, 11, 25, 9, 59)) == []
    said = await chat.until(moment(2026, 11, 25, 10, 5))
    text = next(s.text for s in said if s.chat == "wx-蒙国栋")
    assert "0/20" in text and "还差20人次" in text and "例如" in text
    assert all(shown.private for shown in said)


async def test_before_a_holiday_it_comes_on_the_workday_before() -> None:
    async with opened(at=moment(2026, 9, 20, 9, 0)) as chat:
        assert await reminded(chat, moment(2026, 9, 24, 9, 59)) == []
        assert len(await reminded(chat, moment(2026, 9, 24, 10, 5))) == 1
        assert await reminded(chat, moment(2026, 9, 30, 23, 0)) == []


async def test_a_year_without_a_published_calendar_goes_by_weekdays() -> None:
    async with opened(at=moment(2031, 10, 20, 9, 0)) as chat:
        # 25 October 2031 is a Saturday
        assert len(await reminded(chat, moment(2031, 10, 24, 10, 5))) == 1


async def test_who_is_on_pace_is_left_alone(chat: Chat) -> None:
    await chat.says("蒙国栋", "走访港城街道19人", "医卫界委员群")
    assert await reminded(chat, moment(2026, 11, 26, 12, 0)) == []


async def test_no_more_reminders_until_they_are_wanted_again(chat: Chat) -> None:
    assert await chat.asks("蒙国栋", "不再提醒") == "好的,以后不再提醒。想恢复时发“恢复提醒”。"
    assert await reminded(chat, moment(2026, 11, 30, 12, 0)) == []
    assert await chat.asks("蒙国栋", "恢复提醒") == "好的,已恢复每月提醒。"
    assert len(await reminded(chat, moment(2026, 12, 26, 12, 0))) == 1


async def test_restarts_over_the_moment_remind_once(chat: Chat) -> None:
    await chat.until(moment(2026, 11, 25, 9, 59))
    shown = len(chat.platform.shown)
    for _ in range(3):
        await chat.restart()
        await chat.passes(dt.timedelta(seconds=40))
    await chat.until(moment(2026, 11, 26, 0, 0))
    texts = [s.text for s in chat.platform.shown[shown:] if s.chat == "wx-蒙国栋"]
    assert len(texts) == 1


async def test_two_triggers_at_once_remind_once(chat: Chat) -> None:
    chat.clock.move_to(moment(2026, 11, 25, 10, 0))
    await chat.bot.tick()
    await chat.bot.tick()
    assert len(await reminded(chat, moment(2026, 11, 25, 12, 0))) == 1


async def test_after_downtime_it_goes_out_late_in_the_same_month(chat: Chat) -> None:
    chat.clock.move_to(moment(2026, 11, 28, 21, 0))
    await chat.restart()
    assert await reminded(chat, moment(2026, 11, 29, 8, 29)) == []
    assert len(await reminded(chat, moment(2026, 11, 29, 8, 40))) == 1


async def test_after_the_month_it_does_not_go_out_at_all(chat: Chat) -> None:
    chat.clock.move_to(moment(2026, 12, 2, 9, 0))
    await chat.restart()
    assert await reminded(chat, moment(2026, 12, 20, 12, 0)) == []


async def test_the_clerk_gets_one_summary_with_the_same_message(chat: Chat) -> None:
    said = await chat.until(moment(2026, 11, 25, 12, 0))
    mine = [s.text for s in said if s.chat == "wx-黄志明"]
    assert len(mine) == 1
    assert "全体委员本月进度:共7人,按进度0人,落后7人" in mine[0]
    assert "没有绑定微信、提醒不到:覃建华" in mine[0]


async def test_a_standing_member_hears_of_his_people_each_quarter(chat: Chat) -> None:
    await chat.until(moment(2026, 11, 30, 12, 0))
    assert not [s for s in chat.platform.shown if s.chat == "wx-钟慧" and "您联系的委员" in s.text]
    said = await chat.until(moment(2026, 12, 26, 12, 0))
    assert [s for s in said if s.chat == "wx-钟慧" and "您联系的委员本季进度:共1人" in s.text]


async def test_nothing_is_said_in_public(chat: Chat) -> None:
    said = await chat.until(moment(2026, 12, 31, 12, 0))
    assert said and all(shown.private for shown in said)


async def test_staff_without_a_sector_have_no_quota() -> None:
    clerk = RosterRow("周文书", wechat_id="wx-周文书", role="办公室")
    async with opened(roster=[*ROSTER, clerk]) as chat:
        said = await chat.until(moment(2026, 11, 25, 12, 0))
        (mine,) = [s.text for s in said if s.chat == "wx-周文书"]
        assert mine.startswith("全体委员本月进度:共7人") and "周文书" not in mine
