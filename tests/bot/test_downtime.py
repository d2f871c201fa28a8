"""What was said while the bot was away: recorded with its own time, answered by one digest a room."""

import datetime as dt

from tests.chat import MORNING, Chat


def minutes(n: int) -> dt.datetime:
    return MORNING + dt.timedelta(minutes=n)


async def away_until(chat: Chat, n: int) -> None:
    chat.clock.move_to(minutes(n))
    await chat.restart()


async def test_one_digest_a_room(chat: Chat) -> None:
    await away_until(chat, 60)
    for n in range(7):
        await chat.says("陆秀芳", f"走访港城街道{n + 3}人", at=minutes(n), wait=0)
    await chat.says("蒙国栋", "走访敬老院,和老人座谈", "医卫界委员群", at=minutes(9), wait=0)
    said = await chat.until(minutes(70))
    assert [(s.chat, s.text.splitlines()[0]) for s in said] == [
        ("教育界委员群", "离线期间补记 7 条"),
        ("医卫界委员群", "蒙国栋:联系(敬老院),这次联系了几人?回个数字就行"),
    ]


async def test_few_lines_are_repeated_in_it(chat: Chat) -> None:
    await away_until(chat, 60)
    await chat.says("陆秀芳", "走访港城街道3人", at=minutes(5), wait=0)
    said = await chat.until(minutes(70))
    assert [s.text for s in said] == ["离线期间补记 1 条\n已记 陆秀芳:联系3人次(港城街道)"]


async def test_a_digest_keeps_the_quiet_hours(chat: Chat) -> None:
    await away_until(chat, 11 * 60)  # 21:00
    await chat.says("陆秀芳", "走访港城街道3人", at=minutes(5), wait=0)
    assert await chat.until(minutes(12 * 60)) == []
    said = await chat.until(minutes(23 * 60))
    assert len(said) == 1


async def test_the_day_is_the_day_on_which_it_was_said(chat: Chat) -> None:
    await away_until(chat, 60 * 24 * 2)
    await chat.says("陆秀芳", "走访港城街道3人", at=minutes(5), wait=0)
    with chat.store.read() as unit:
        assert [record.date for record in unit.records.every()] == [MORNING.date()]
