"""One test for each bug that a reader or a user has found, named after it."""

import datetime as dt
from dataclasses import replace

import pytest

from bot.config import Quota
from bot.messages import Outgoing
from handlers.counting import recount
from handlers.roster import RosterRow
from handlers.roster_import import import_roster
from storage.store import Store
from tests.chat import MORNING, ROSTER, Chat, opened

NO_NUMBER = "上午到大圩镇敬老院走访,和老人座谈"
LIST = "#接龙\n11月20日走访登记\n\n1. 陆秀芳 贵城街道 走访6人"


def records(chat: Chat) -> list[tuple[str, int | None]]:
    with chat.store.read() as unit:
        return [(record.state, record.people) for record in unit.records.every()]


async def test_a_recalled_list_that_is_posted_again_lost_its_lines(chat: Chat) -> None:
    await chat.says("陆秀芳", LIST, id="a")
    await chat.recalls("a")
    await chat.says("陆秀芳", LIST, id="b")
    assert records(chat) == [("voided", 6), ("counted", 6)]


async def test_an_answer_given_in_time_was_thrown_away_when_the_bot_was_away(chat: Chat) -> None:
    await chat.says("陆秀芳", NO_NUMBER)
    spoken = chat.clock.now() + dt.timedelta(hours=23)
    chat.clock.move_to(chat.clock.now() + dt.timedelta(hours=72))
    chat.bot = chat._new_bot()
    await chat.bot.start()
    await chat.says("陆秀芳", "8", at=spoken)
    assert records(chat) == [("counted", 8)]


async def test_a_recalled_answer_kept_its_count(chat: Chat) -> None:
    await chat.says("陆秀芳", NO_NUMBER)
    await chat.says("陆秀芳", "8", id="answer", wait=10)
    await chat.recalls("answer")
    assert records(chat) == [("pending", None)]
    await chat.says("陆秀芳", "9")
    assert records(chat) == [("counted", 9)]


async def test_the_member_was_asked_to_confirm_what_had_been_recalled(chat: Chat) -> None:
    await chat.until(MORNING.replace(hour=22))
    await chat.says("陆秀芳", "代潘耀东报:11月18日走访2户4人", id="a")
    await chat.recalls("a")
    said = await chat.until(MORNING.replace(day=21, hour=9))
    assert not [shown for shown in said if shown.chat == "wx-潘耀东"]


async def test_a_repeated_throttle_notice_was_a_second_strike(chat: Chat) -> None:
    for _ in range(2):
        await chat.says("系统", "操作过于频繁,可稍后再试。", kind="system", id="same", wait=1)
    assert len(chat.platform.shown) == 1 and "10分钟" in chat.platform.shown[0].text


async def test_private_answers_after_downtime_were_several_digests(chat: Chat) -> None:
    chat.clock.move_to(MORNING + dt.timedelta(hours=1))
    await chat.restart()
    for people in (3, 5):
        await chat.says("陆秀芳", f"走访港城街道{people}人", None, at=MORNING, wait=0)
    said = await chat.until(MORNING + dt.timedelta(hours=2))
    assert [s.text.splitlines()[0] for s in said] == ["离线期间补记 2 条"]


async def test_a_commands_words_were_not_masked(chat: Chat) -> None:
    await chat.says("陆秀芳", "走访贵城街道5人,反映路灯不亮")
    said = await chat.says("黄志明", "转办 #1 住建局13877512345 12月10日前", None)
    assert "13877512345" not in "".join(said)


async def test_private_chat_was_kept_when_it_had_an_answer(chat: Chat) -> None:
    await chat.says("路人甲", "我跟老公吵架了", None)
    await chat.says("陆秀芳", "我的进度", None)
    with chat.store.read() as unit:
        kept = [unit.messages.get(id) for id in ("m1", "m2")]
    assert [message.text for message in kept if message] == [None, None]


async def test_a_corrected_wechat_id_had_no_effect(chat: Chat) -> None:
    moved = [
        replace(row, wechat_id={"陆秀芳": "wx-new", "蒙国栋": "wx-陆秀芳"}.get(row.name, row.wechat_id))
        for row in ROSTER
    ]
    chat.store.write(lambda unit: import_roster(unit, moved, chat.clock.now(), by="test")).result()
    assert (await chat.asks("陆秀芳", "我的进度")).startswith("蒙国栋")


async def test_a_standing_member_who_is_convener_too_missed_his_own() -> None:
    roster = [replace(row, role="召集人") if row.name == "钟慧" else row for row in ROSTER]
    async with opened(roster=roster) as chat:
        said = await chat.until(dt.datetime(2026, 12, 26, 12, tzinfo=MORNING.tzinfo))
        texts = [s.text for s in said if s.chat == "wx-钟慧"]
    assert any("您联系的委员本季进度:共1人" in text and "医卫界委员本月进度:共2人" in text for text in texts)


async def test_a_clerk_of_the_configuration_was_not_asked_or_told() -> None:
    async with opened({"people": {"clerks": ["wx-办公室"]}}, roster=[RosterRow("陆秀芳", "教育")]) as chat:
        said = await chat.says("路人", "绑定 陆秀芳", None, wait=10)
        assert said == [
            "已请召集人或办公室核对,确认后会告诉您。",
            "“路人”申请绑定为陆秀芳(教育界),是本人请回“是”,不是请回“否”",
        ]
        assert "通过" in (await chat.says("办公室", "是", None, wait=10))[0]
        said_later = await chat.until(MORNING.replace(day=25, hour=12))
        assert [s for s in said_later if s.chat == "wx-办公室" and "全体委员本月进度" in s.text]


async def test_nobody_to_ask_was_said_to_be_asked() -> None:
    async with opened({"people": {"owners": []}}, roster=[RosterRow("陆秀芳", "教育")]) as chat:
        assert await chat.asks("路人", "绑定 陆秀芳") == "这次绑定要由召集人或办公室核对,请直接联系办公室。"


async def test_new_rules_did_not_judge_what_was_recorded(chat: Chat) -> None:
    await chat.says("陆秀芳", "座谈行业商户9人")
    assert "0/20" in await chat.asks("陆秀芳", "我的进度")
    more = chat.config.model_copy(update={"quota": Quota(audiences=("sector", "trade"))})
    assert chat.store.write(lambda unit: recount(unit, more, (2026,))).result() == 1
    assert "9/20" in await chat.asks("陆秀芳", "我的进度")


async def test_a_closed_year_could_be_changed_by_a_correction(chat: Chat) -> None:
    await chat.says("陆秀芳", "走访贵城街道6人")
    await chat.until(dt.datetime(2027, 1, 16, 9, tzinfo=MORNING.tzinfo))
    assert "已经截止" in await chat.asks("陆秀芳", "更正 #1 改为9人")
    assert "已经截止" in await chat.asks("陆秀芳", "撤销 #1")


async def test_a_voided_matter_was_deleted(chat: Chat) -> None:
    await chat.says("陆秀芳", "走访贵城街道5人,反映路灯不亮")
    await chat.asks("陆秀芳", "撤销")
    with chat.store.read() as unit:
        assert [matter.number for matter in unit.matters.all()] == [1]
        assert unit.matters.unfinished() == []


async def test_a_fault_of_the_gateway_silenced_the_bot(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    send = chat.platform.send
    faults = [OSError("cut")]

    async def broken_once(outgoing: Outgoing) -> None:
        if faults:
            raise faults.pop()
        await send(outgoing)

    monkeypatch.setattr(chat.platform, "send", broken_once)
    assert len(await chat.says("陆秀芳", "@小助手 我的进度", wait=60)) == 1


def test_a_line_separator_in_a_message_broke_the_replay(tmp_path) -> None:  # type: ignore[no-untyped-def]
    from tests.commands import liaison, office, said, write_lines

    events = write_lines(office(tmp_path) / "events.jsonl", said("a", "走访港城街道6人\u2028谢谢"))
    assert liaison("replay", events, "--db", "sqlite:///a.db", cwd=tmp_path).returncode == 0
    with Store.open(f"sqlite:///{tmp_path / 'a.db'}") as store, store.read() as unit:
        assert unit.messages.get("a") is None  # nobody is in the roster
