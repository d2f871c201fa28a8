"""What comes over the protocol, on the fake and on the real server alike."""

import asyncio
import base64
import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.bench.cut import CutWire
from bot.gateway.base import Doubtful, NotSent
from bot.gateway.wechaty.wire import INLINE_UP_TO
from bot.messages import Incoming, Login, Outgoing, Presence, Recall
from tests.gateway.conftest import Start
from tests.gateway.linked import ROOM, Linked, furnish, linked, say, until


async def test_texts_arrive_with_room_alias_and_mentions(start: Start) -> None:
    platform = await start()
    await furnish(platform)
    async with linked(platform) as link:
        await say(platform, "m1", "今天走访5人")
        await say(platform, "m2", "@小助手\u2005我的进度", mentions=["bot-wx"])
        await say(platform, "m3", "我的进度", room="")
        await until(lambda: len(link.texts) == 3)
        first, second, third = (event for event in link.heard if isinstance(event, Incoming))
    assert (first.room, first.sender, first.name, first.mentions) == ("教育界委员群", "wx1", "教育界-陆秀芳", ())
    assert second.mentions == ("bot",)
    assert (third.room, third.name, third.chat) == (None, "秀芳", "wx1")


async def test_a_name_in_front_is_a_mention_where_ids_are_not_given(start: Start) -> None:
    platform = await start()
    await furnish(platform)
    async with linked(platform) as link:
        await say(platform, "m1", "@小助手 我的进度")
        await say(platform, "m2", "@小助手们 都来了")
        await say(platform, "m3", "@所有人 开会", mentions=["bot-wx", "wx1", "wx2", "wx3"])
        await until(lambda: len(link.texts) == 3)
        assert [event.mentions for event in link.heard if isinstance(event, Incoming)][:2] == [("bot",), ()]
        last = link.heard[-1]
        assert isinstance(last, Incoming) and "bot" not in last.mentions


async def test_a_login_is_told_once(start: Start) -> None:
    platform = await start()
    await furnish(platform)
    async with linked(platform) as link:
        await until(lambda: link.heard)
        await say(platform, "m1", "在吗")
        await until(lambda: link.texts)
        assert [event.self_id for event in link.heard if isinstance(event, Login)] == ["bot-wx"]


async def test_a_burst_keeps_its_order_and_nothing_comes_twice(start: Start) -> None:
    platform = await start()
    await furnish(platform)
    said = [{"id": f"b{n}", "room": ROOM, "from": "wx1", "text": f"第{n}条"} for n in range(400)]
    async with linked(platform) as link:
        await platform.do("burst", messages=said)
        await platform.do("again", id="b7")
        await say(platform, "end", "完")
        await until(lambda: "完" in link.texts)
        assert link.ids == [f"b{n}" for n in range(400)] + ["end"]


async def test_seconds_and_milliseconds_are_told_apart(start: Start) -> None:
    platform = await start()
    await furnish(platform)
    async with linked(platform) as link:
        now = link.gateway._clock.now().timestamp()
        await say(platform, "m1", "秒", at=int(now) - 60)
        await say(platform, "m2", "毫秒", at=int(now * 1000) - 60_000)
        await until(lambda: len(link.texts) == 2)
        moments = [event.sent_at.timestamp() for event in link.heard if isinstance(event, Incoming)]
    assert all(abs(moment - (now - 60)) < 2 for moment in moments)


async def test_a_recall_names_the_message(start: Start) -> None:
    platform = await start()
    await furnish(platform)
    xml = '<sysmsg type="revokemsg"><revokemsg><msgid>1</msgid><newmsgid>m1</newmsgid></revokemsg></sysmsg>'
    escaped = xml.replace("m1", "m2").replace("<", "&lt;").replace(">", "&gt;")
    async with linked(platform) as link:
        for id in ("m1", "m2", "m3"):
            await say(platform, id, "今天走访5人")
        await say(platform, "r1", xml, type=13)
        await say(platform, "r2", escaped, type=13)
        await say(platform, "r3", "m3", type=13)
        await say(platform, "r4", "“秀芳” 拍了拍 “老李”", type=13)
        await say(platform, "end", "完")
        await until(lambda: "完" in link.texts)
        assert [event.id for event in link.heard if isinstance(event, Recall)] == ["m1", "m2", "m3"]


async def test_a_chain_brings_its_title_and_its_xml(start: Start) -> None:
    platform = await start()
    await furnish(platform)
    xml = "<msg><appmsg><title>#接龙\n走访\n\n1. 张三 5人</title><type>53</type></appmsg></msg>"
    async with linked(platform) as link:
        await say(platform, "m1", xml, type=14)
        await until(lambda: link.texts)
        event = link.heard[-1]
    assert isinstance(event, Incoming) and event.kind == "chain" and event.wire is not None
    assert event.text.startswith("#接龙\n走访")


async def test_a_quote_is_no_word_of_the_one_who_quotes(start: Start) -> None:
    platform = await start()
    await furnish(platform)
    async with linked(platform) as link:
        await say(platform, "m1", "「秀芳:今天走访5人」\n- - - - - - - - - - - - - - -\n辛苦了")
        await until(lambda: link.texts)
        event = link.heard[-1]
    assert isinstance(event, Incoming) and event.kind == "quote"


async def test_who_comes_and_goes(start: Start) -> None:
    platform = await start()
    await furnish(platform)
    async with linked(platform) as link:
        await platform.do("join", room=ROOM, contacts=["wx2"], by="wx1")
        await platform.do("leave", room=ROOM, contacts=["wx3"], by="wx1")
        await until(lambda: sum(isinstance(event, Presence) for event in link.heard) == 2)
        came, went = (event for event in link.heard if isinstance(event, Presence))
    assert (came.room, came.contact, came.name, came.joined) == ("教育界委员群", "wx2", "老李", True)
    assert (went.contact, went.joined) == ("wx3", False)


async def test_a_renamed_room_is_known_by_its_new_name(start: Start) -> None:
    platform = await start()
    await furnish(platform)
    async with linked(platform) as link:
        await say(platform, "m1", "一")
        await until(lambda: link.texts)
        await platform.do("rename", room=ROOM, topic="教育界")
        await say(platform, "m2", "二")
        await until(lambda: len(link.texts) == 2)
        assert [event.room for event in link.heard if isinstance(event, Incoming)] == ["教育界委员群", "教育界"]


async def test_text_and_files_go_out_and_come_in(start: Start, tmp_path: object) -> None:
    from pathlib import Path

    platform = await start()
    await furnish(platform)
    large = Path(str(tmp_path)) / "台账.xlsx"
    large.write_bytes(b"x" * (INLINE_UP_TO + 500_000))
    content = bytes(range(256)) * 200
    async with linked(platform) as link:
        await link.gateway.send(Outgoing("k1", "教育界委员群", False, "已记"))
        await link.gateway.send(Outgoing("k2", "wx1", True, "请查收", file=str(large)))
        await until(lambda: len(platform.shown) == 3)
        await platform.do(
            "file", id="f1", base64=base64.b64encode(content).decode(), name="名册.xlsx", **{"from": "wx1"}
        )
        await until(lambda: link.heard and isinstance(link.heard[-1], Incoming))
        assert await link.gateway.file("f1") == ("名册.xlsx", content)
    assert [(one["to"], one.get("text"), one.get("size")) for one in platform.shown] == [
        (ROOM, "已记", None),
        ("wx1", "请查收", None),
        ("wx1", None, INLINE_UP_TO + 500_000),
    ]


async def _send_unanswered(platform: Any, proxy: CutWire, link: Linked, sent: Outgoing) -> None:
    """It is shown, but the connection breaks before the gateway says so."""
    shown = len(platform.shown)
    await platform.do("fault", call="messageSendText", kind="mute")
    sending = asyncio.create_task(link.gateway.send(sent))
    await until(lambda: len(platform.shown) > shown)
    proxy.cut()
    with pytest.raises(Doubtful):
        await sending


async def test_our_own_message_that_comes_back_is_a_receipt(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.gateway.wechaty.echoes.ECHO_WITHIN", 0.3)
    platform = await start(echo=True)
    await furnish(platform)
    proxy = await CutWire.before(platform.port)
    async with linked(platform, port=proxy.port) as link:
        sent = Outgoing("k1", "教育界委员群", False, "已记")
        await _send_unanswered(platform, proxy, link, sent)
        assert await link.gateway.shows(sent) is True
        assert await link.gateway.shows(sent) is None, "a receipt is good for one delivery"
        assert await link.gateway.shows(Outgoing("k2", "教育界委员群", False, "别的")) is None
        assert link.texts == []
    await proxy.close()


async def test_a_message_that_was_answered_for_vouches_for_no_equal_one(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.gateway.wechaty.echoes.ECHO_WITHIN", 0.3)
    platform = await start(echo=True)
    await furnish(platform)
    async with linked(platform) as link:
        sent = Outgoing("k1", "教育界委员群", False, "已记")
        await link.gateway.send(sent)
        await platform.do("say", id="m1", text="好", room=ROOM, **{"from": "wx1"})
        await until(lambda: link.texts == ["好"])
        assert await link.gateway.shows(replace(sent, key="k2")) is None


async def test_what_was_shown_before_it_was_taken_for_sending_is_another_message(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.gateway.wechaty.echoes.ECHO_WITHIN", 0.3)
    platform = await start(echo=True)
    await furnish(platform)
    proxy = await CutWire.before(platform.port)
    async with linked(platform, port=proxy.port) as link:
        earlier = Outgoing("k1", "教育界委员群", False, "已记")
        await _send_unanswered(platform, proxy, link, earlier)
        in_a_minute = dt.datetime.now(dt.UTC) + dt.timedelta(minutes=1)
        assert await link.gateway.shows(replace(earlier, key="k2", claimed_at=in_a_minute)) is None
        assert await link.gateway.shows(replace(earlier, claimed_at=dt.datetime.now(dt.UTC))) is True
    await proxy.close()


async def test_our_own_message_is_looked_for_behind_what_comes_before_it(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    platform = await start(echo=True)
    await furnish(platform)
    monkeypatch.setattr("bot.gateway.wechaty.echoes.ECHO_WITHIN", 0.1)
    proxy = await CutWire.before(platform.port)
    # the last of them is in hand, and in no queue any more, while it is looked for
    for id in ("m1", "sent-1"):
        await platform.do("fault", call="messagePayload", kind="delay", ms=600, id=id)
    async with linked(platform, port=proxy.port) as link:
        await say(platform, "m1", "慢")
        sent = Outgoing("k1", "教育界委员群", False, "已记")
        await _send_unanswered(platform, proxy, link, sent)
        assert await link.gateway.shows(sent) is True
        assert link.texts == ["慢"]
    await proxy.close()


async def test_setters_reach_a_current_server(start: Start) -> None:
    platform = await start()
    await furnish(platform)
    async with linked(platform) as link:
        wire = await link.gateway.link.session()
        await wire.set_topic(ROOM, "新名")
        await wire.announce(ROOM, "公告")
        await wire.set_remark("wx1", "陆委员")
        await until(lambda: len(platform.noted) == 3)
    assert platform.noted == [
        {"topic": {"room": ROOM, "topic": "新名"}},
        {"announced": {"room": ROOM, "text": "公告"}},
        {"remark": {"contact": "wx1", "alias": "陆委员"}},
    ]


async def test_only_who_is_on_the_list_may_invite_or_befriend(start: Start) -> None:
    platform = await start()
    await furnish(platform)
    async with linked(platform, accept_from=["wx1"]) as link:
        link.gateway._doors._between = 0.0
        await platform.do("invite", id="i1", by="wx9", topic="广告群")
        await platform.do("invite", id="i2", by="wx1", topic="书香荷城2群")
        await platform.do("befriend", id="f1", by="wx9")
        await platform.do("befriend", id="f2", by="wx1")
        await until(lambda: len(platform.noted) == 2)
        await asyncio.sleep(0)
    assert sorted(one["accepted"] for one in platform.noted) == ["f2", "i2"]


async def test_the_platform_saying_too_often_is_a_system_line(start: Start) -> None:
    platform = await start()
    await furnish(platform)
    async with linked(platform) as link:
        await say(platform, "m1", "操作过于频繁，可稍后再试。", type=0)
        await until(lambda: link.texts)
        event = link.heard[-1]
    assert isinstance(event, Incoming) and event.kind == "system"


def _with_a_sheet(folder: Path) -> Outgoing:
    (folder / "台账.xlsx").write_bytes(b"sheet")
    return Outgoing("k1", "wx1", True, "请查收", str(folder / "台账.xlsx"))


def _shown(platform: Any) -> list[tuple[str | None, str | None]]:
    return [(one.get("text"), one.get("file")) for one in platform.shown]


@pytest.mark.parametrize("kind", ["error", "mute"])
async def test_a_text_whose_file_failed_is_not_said_twice_and_the_file_comes(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr("bot.gateway.wechaty.echoes.ECHO_WITHIN", 0.3)
    platform = await start(echo=True)
    await furnish(platform)
    proxy = await CutWire.before(platform.port)
    sent = _with_a_sheet(tmp_path)
    async with linked(platform, port=proxy.port) as link:
        await platform.do("fault", call="messageSendFile", kind=kind)
        sending = asyncio.create_task(link.gateway.send(sent))
        if kind == "mute":
            await until(lambda: len(platform.shown) == 2)
            proxy.cut()
            with pytest.raises(Doubtful):
                await sending
            assert await link.gateway.shows(sent) is True
        else:
            with pytest.raises(NotSent):
                await sending
            await link.gateway.send(sent)
        assert await link.gateway.shows(replace(sent, key="k2", text="")) is None, "each file vouches for itself only"
    await proxy.close()
    assert _shown(platform) == [("请查收", None), (None, "台账.xlsx")]


async def test_a_text_in_doubt_that_came_back_without_its_file_is_followed_by_the_file(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.gateway.wechaty.echoes.ECHO_WITHIN", 0.3)
    platform = await start(echo=True)
    await furnish(platform)
    proxy = await CutWire.before(platform.port)
    sent = _with_a_sheet(tmp_path)
    async with linked(platform, port=proxy.port) as link:
        await _send_unanswered(platform, proxy, link, sent)
        assert await link.gateway.shows(sent) is None
        await link.gateway.send(sent)
    await proxy.close()
    assert _shown(platform) == [("请查收", None), (None, "台账.xlsx")]
