"""Undo, correct, recall."""

import datetime as dt

from tests.chat import Chat


async def test_a_recall_before_the_acknowledgement_is_silent(chat: Chat) -> None:
    await chat.says("陆秀芳", "走访港城街道6人", id="a", wait=10)
    assert await chat.recalls("a") == []
    assert "0/20" in await chat.asks("陆秀芳", "我的进度")


async def test_a_recall_after_it_says_what_was_voided(chat: Chat) -> None:
    await chat.says("陆秀芳", "走访港城街道6人", id="a")
    assert await chat.recalls("a") == ["已撤销 #1 联系6人次(港城街道)"]


async def test_a_recall_that_comes_before_its_message(chat: Chat) -> None:
    await chat.recalls("a")
    assert await chat.says("陆秀芳", "走访港城街道6人", id="a") == []


async def test_what_was_recalled_can_be_said_again(chat: Chat) -> None:
    await chat.says("陆秀芳", "走访港城街道6人", id="a", wait=10)
    await chat.recalls("a")
    assert await chat.says("陆秀芳", "走访港城街道6人", id="b") == ["已记 陆秀芳:联系6人次(港城街道)"]


async def test_a_recalled_question_is_asked_no_more(chat: Chat) -> None:
    await chat.says("陆秀芳", "上午到大圩镇敬老院走访,和老人座谈", id="a", wait=10)
    await chat.recalls("a")
    assert await chat.says("陆秀芳", "8") == []


async def test_nobody_undoes_anothers_record(chat: Chat) -> None:
    await chat.says("陆秀芳", "走访港城街道6人")
    assert "权限" in await chat.asks("蒙国栋", "撤销 #1")
    assert "权限" in await chat.asks("蒙国栋", "更正 #1 改为8人")
    # a convener may add for his people, not change what they said
    assert "权限" in await chat.asks("韦宝兰", "撤销 #1")
    assert "已更正" in await chat.asks("黄志明", "更正 #1 改为8人")


async def test_every_change_is_in_the_audit_log_with_before_and_after(chat: Chat) -> None:
    await chat.says("陆秀芳", "走访港城街道6人")
    await chat.asks("黄志明", "更正 #1 改为8人")
    with chat.store.read() as unit:
        (row,) = [
            row
            for row in unit.audit.between(
                dt.datetime.min.replace(tzinfo=dt.UTC), dt.datetime.max.replace(tzinfo=dt.UTC)
            )
            if row.what == "更正"
        ]
    assert row.who == "黄志明" and row.before and row.after
    assert (row.before["people"], row.after["people"]) == (6, 8)


async def test_a_correction_keeps_the_number_and_finds_the_day(chat: Chat) -> None:
    await chat.says("陆秀芳", "昨天走访大圩镇5人")
    await chat.says("陆秀芳", "走访港城街道6人")
    said = await chat.says("陆秀芳", "更正:昨天那条是9人不是5人")
    assert said == ["已更正 陆秀芳:联系9人次(11月19日,大圩镇)"]
    with chat.store.read() as unit:
        assert [(record.number, record.people) for record in unit.records.every()] == [(1, 9), (2, 6)]


async def test_after_seven_days_a_correction_needs_a_number(chat: Chat) -> None:
    await chat.says("陆秀芳", "走访港城街道6人")
    await chat.passes(dt.timedelta(days=8))
    assert await chat.says("陆秀芳", "更正:刚才那条是7人不是6人") == []
    assert "已更正" in await chat.asks("陆秀芳", "更正 #1 改为7人")


async def test_a_correction_gives_the_missing_number(chat: Chat) -> None:
    await chat.says("陆秀芳", "上午到大圩镇敬老院走访,和老人座谈")
    assert "已更正" in (await chat.says("陆秀芳", "上一条改为8人"))[0]
    assert await chat.says("陆秀芳", "9") == []


async def test_the_same_word_for_nothing(chat: Chat) -> None:
    assert "没找到" in await chat.asks("陆秀芳", "更正:刚才那条是7人不是6人")
    assert "没有编号 #99" in await chat.asks("陆秀芳", "撤销 #99")
    assert "没看懂" in await chat.asks("陆秀芳", "撤销 那条")


async def test_a_bare_undo_in_a_room_is_no_command(chat: Chat) -> None:
    await chat.says("陆秀芳", "走访港城街道6人")
    assert await chat.says("陆秀芳", "撤销") == []
    assert await chat.says("陆秀芳", "删除") == []
    assert "已撤销" in (await chat.says("陆秀芳", "@小助手 撤销"))[0]


async def test_a_convener_takes_back_what_she_entered_herself(chat: Chat) -> None:
    await chat.says("韦宝兰", "代陆秀芳报:今天接待家长5人")
    assert "已撤销" in await chat.asks("韦宝兰", "撤销 #1")
