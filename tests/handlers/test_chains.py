"""#接龙 on the wire: whose line it is, what is new in it, which day it is of."""

import datetime as dt

from tests.chat import MORNING, Chat

HEAD = "#接龙\n走访联系群众登记\n\n"


def wire(title: str, *lines: tuple[str, str, int]) -> str:
    """The app message of a chain: (author, text of his line, unix time) each."""
    items, at = "", 0
    for n, (author, text, time) in enumerate(lines, 1):
        at = title.index(f"{n}. {text}", at) + len(f"{n}. ")
        start = len(title[:at].encode("utf-16-le")) // 2
        length = len(text.encode("utf-16-le")) // 2
        items += f"<i><u>wx-{author}</u><s>.</s><t>{time}</t><r>{start}-{length}</r></i>"
    heading = len(HEAD.rstrip().encode("utf-16-le")) // 2
    return (
        f"<msg><appmsg><title>{title}</title><type>53</type><extinfo><solitaire_info><![CDATA[<solitaire>"
        f"<tt>0-{heading}</tt><s>.</s><au>wx-{lines[0][0]}</au><content><s>{len(lines)}</s>{items}</content>"
        "</solitaire>]]></solitaire_info></extinfo></appmsg></msg>"
    )


async def post(chat: Chat, who: str, *lines: tuple[str, str, int], **more: object) -> list[str]:
    title = HEAD + "\n".join(f"{n}. {text}" for n, (_, text, _) in enumerate(lines, 1))
    return await chat.says(who, title, kind="chain", wire=wire(title, *lines), **more)  # type: ignore[arg-type]


def seconds(*parts: int) -> int:
    return int(dt.datetime(*parts, tzinfo=MORNING.tzinfo).timestamp())  # type: ignore[misc,arg-type]


def records(chat: Chat) -> list[tuple[str, int | None, str, str]]:
    with chat.store.read() as unit:
        return [
            (unit.members.get(r.member_id).name, r.people, r.date.isoformat(), r.state) for r in unit.records.every()
        ]


LU = ("陆秀芳", "贵城街道 走访6人", seconds(2026, 11, 20, 9, 50))
PAN = ("潘耀东", "东津镇 走访9人", seconds(2026, 11, 20, 9, 55))


async def test_one_acknowledgement_in_ten_minutes(chat: Chat) -> None:
    assert await post(chat, "陆秀芳", LU) == ["已记 接龙新增1条(陆秀芳)"]
    assert await post(chat, "潘耀东", LU, PAN) == []
    said = await chat.until(chat.clock.now() + dt.timedelta(minutes=10))
    assert [s.text for s in said] == ["已记 接龙新增1条(潘耀东)"]


async def test_a_changed_line_replaces_its_record_even_when_it_is_the_only_one(chat: Chat) -> None:
    await post(chat, "陆秀芳", LU)
    await post(chat, "陆秀芳", (LU[0], "贵城街道 走访7人", LU[2]))
    assert records(chat) == [("陆秀芳", 7, "2026-11-20", "counted")]


async def test_an_undated_line_has_the_day_of_its_own_time(chat: Chat) -> None:
    await post(chat, "陆秀芳", ("潘耀东", "东津镇 走访9人", seconds(2026, 11, 18, 20, 0)), LU)
    assert [(name, day) for name, _, day, _ in records(chat)] == [("潘耀东", "2026-11-18"), ("陆秀芳", "2026-11-20")]


async def test_a_line_that_is_missing_later_is_left_alone(chat: Chat) -> None:
    await post(chat, "陆秀芳", LU, PAN)
    await post(chat, "陆秀芳", PAN)
    assert [state for *_, state in records(chat)] == ["counted", "counted"]


async def test_an_older_version_only_adds(chat: Chat) -> None:
    await post(chat, "陆秀芳", (LU[0], "贵城街道 走访7人", LU[2]))
    await post(chat, "潘耀东", LU, PAN, at=MORNING - dt.timedelta(minutes=1))
    assert [(name, people) for name, people, *_ in records(chat)] == [("陆秀芳", 7), ("潘耀东", 9)]


async def test_a_line_for_somebody_else_waits_for_his_yes(chat: Chat) -> None:
    await post(chat, "陆秀芳", ("陆秀芳", "潘耀东 东津镇 走访9人", seconds(2026, 11, 20, 9, 55)))
    assert records(chat) == [("潘耀东", 9, "2026-11-20", "pending")]
    assert "已记" in await chat.asks("潘耀东", "确认")


async def test_the_author_answers_for_his_line_whoever_posts_the_list(chat: Chat) -> None:
    await post(chat, "蒙国栋", LU)
    assert records(chat) == [("陆秀芳", 6, "2026-11-20", "counted")]


async def test_after_two_days_the_same_heading_begins_a_new_list(chat: Chat) -> None:
    text = "#接龙\n每日走访登记\n\n1. 陆秀芳 走访6人"
    await chat.says("陆秀芳", text)
    await chat.passes(dt.timedelta(hours=49))
    await chat.says("陆秀芳", text)
    assert [day for _, _, day, _ in records(chat)] == ["2026-11-20", "2026-11-22"]


async def test_said_before_in_a_message_of_its_own_it_counts_once(chat: Chat) -> None:
    await chat.says("陆秀芳", "今天走访贵城街道6人")
    await post(chat, "陆秀芳", LU)
    assert len(records(chat)) == 1


async def test_what_is_less_on_a_line_is_voided(chat: Chat) -> None:
    await post(chat, "陆秀芳", LU)
    await post(chat, "陆秀芳", (LU[0], "请假", LU[2]))
    assert [state for *_, state in records(chat)] == ["voided"]
