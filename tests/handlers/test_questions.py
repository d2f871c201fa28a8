"""Questions: who may answer, where, and until when."""

import datetime as dt

from tests.chat import Chat

NO_NUMBER = "上午到大圩镇敬老院走访,和老人座谈"


def states(chat: Chat) -> list[tuple[str, str | None, int | None]]:
    with chat.store.read() as unit:
        return [(record.state, record.waiting_for, record.people) for record in unit.records.every()]


async def test_pending_counts_nothing_and_is_shown_as_waiting(chat: Chat) -> None:
    await chat.says("陆秀芳", NO_NUMBER)
    said = await chat.asks("陆秀芳", "我的进度")
    assert "0/20" in said and "待补充1条" in said


async def test_in_another_room_a_number_is_no_answer(chat: Chat) -> None:
    await chat.says("陆秀芳", NO_NUMBER)
    assert await chat.says("陆秀芳", "12", "医卫界委员群") == []
    assert await chat.says("陆秀芳", "12", "教育界委员群") == ["已记 陆秀芳:联系12人次(大圩镇敬老院)"]


async def test_a_private_answer_is_for_the_newest_question_of_anywhere(chat: Chat) -> None:
    await chat.says("陆秀芳", NO_NUMBER)
    await chat.says("陆秀芳", "下午到港城街道入户走访", "医卫界委员群")
    assert await chat.asks("陆秀芳", "3户8人") == "已记 陆秀芳:联系8人次(港城街道)"
    assert await chat.asks("陆秀芳", "5") == "已记 陆秀芳:联系5人次(大圩镇敬老院)"


async def test_no_number_at_all_leaves_it_counted_as_nothing(chat: Chat) -> None:
    await chat.says("陆秀芳", NO_NUMBER)
    await chat.says("陆秀芳", "没有数")
    assert states(chat) == [("counted", None, 0)]


async def test_after_48_hours_a_number_is_just_a_number(chat: Chat) -> None:
    await chat.says("陆秀芳", NO_NUMBER)
    await chat.passes(dt.timedelta(hours=49))
    assert await chat.says("陆秀芳", "12") == []
    assert states(chat) == [("pending", "people", None)]


async def test_a_text_that_is_no_answer_leaves_the_question_open(chat: Chat) -> None:
    await chat.says("陆秀芳", NO_NUMBER)
    assert await chat.says("陆秀芳", "稍等我数一下") == []
    assert await chat.says("陆秀芳", "走访港城街道6人") == ["已记 陆秀芳:联系6人次(港城街道)"]
    assert await chat.says("陆秀芳", "9个人") == ["已记 陆秀芳:联系9人次(大圩镇敬老院)"]


async def test_a_proxy_without_a_yes_goes_to_review_after_seven_days(chat: Chat) -> None:
    await chat.says("陆秀芳", "代潘耀东报:11月18日走访2户4人")
    await chat.passes(dt.timedelta(days=7, hours=1))
    assert states(chat) == [("pending", "review", 4)]
    assert await chat.asks("潘耀东", "确认") == "目前没有等您确认的记录。"


async def test_only_the_named_member_confirms(chat: Chat) -> None:
    await chat.says("陆秀芳", "代潘耀东报:11月18日走访2户4人")
    await chat.says("蒙国栋", "确认", None)
    await chat.says("陆秀芳", "确认", None)
    assert states(chat) == [("pending", "confirm", 4)]


async def test_a_confirmed_proxy_without_a_number_is_asked_about(chat: Chat) -> None:
    await chat.says("陆秀芳", "代潘耀东报:昨天到大圩镇敬老院走访,和老人座谈")
    said = await chat.says("潘耀东", "确认", None)
    assert "几人" in said[0]
    assert "已记" in await chat.asks("潘耀东", "6")


async def test_a_clerk_of_the_sector_needs_no_yes(chat: Chat) -> None:
    assert "已记 陆秀芳" in (await chat.says("韦宝兰", "代陆秀芳报:今天接待家长5人"))[0]
    # a convener of education does not speak for medicine
    assert "待蒙国栋本人" in (await chat.says("韦宝兰", "代蒙国栋报:今天接待病人5人"))[-1]
    assert "已记 蒙国栋" in (await chat.says("黄志明", "代蒙国栋报:今天走访病人6人"))[0]


async def test_who_is_not_in_the_roster_cannot_be_reported_for(chat: Chat) -> None:
    said = await chat.says("陆秀芳", "代欧阳无名报:今天接待家长5人")
    assert said == ["名册里没有“欧阳无名”,这条没有记,请核对姓名或联系办公室。"]
    assert states(chat) == []


async def test_between_two_a_hao_de_is_a_yes(chat: Chat) -> None:
    await chat.says("陆秀芳", "代潘耀东报:11月18日走访2户4人")
    assert await chat.says("潘耀东", "好的") == []
    assert "已记" in await chat.asks("潘耀东", "好的")
