"""What the link lives through: cuts, restarts, silence, calls that hang or fail; and what it says when it cannot."""

import asyncio
import logging
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from bot.bench.cut import CutWire
from bot.clock import SystemClock
from bot.gateway.wechaty.gateway import WechatyGateway
from bot.gateway.wechaty.wire import Wire
from bot.messages import Outgoing
from tests.gateway.conftest import Start
from tests.gateway.fake import FakeGateway
from tests.gateway.linked import BRIEF, Linked, furnish, linked, say, settings, until


def _sessions(link: Linked, number: int) -> bool:
    return bool(link.state.sessions >= number)


def _heard(link: Linked, number: int) -> bool:
    return len(link.texts) == number


def _noted(link: Linked, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that the link means to wait before each session; it waits none."""
    rests: list[float] = []

    async def rest(seconds: float) -> None:
        rests.append(seconds)

    monkeypatch.setattr(link.gateway.link, "_rest", rest)
    return rests


async def test_a_cut_connection_is_made_again_and_nothing_is_lost(start: Start) -> None:
    platform = await start()
    await furnish(platform)
    proxy = await CutWire.before(platform.port)
    async with linked(platform, port=proxy.port) as link:
        for round in range(10):
            await say(platform, f"a{round}", "说")
            proxy.cut()
            await say(platform, f"b{round}", "说")
            await until(partial(_sessions, link, round + 2))
        await until(lambda: len(link.ids) == 20)
        tasks = len(asyncio.all_tasks())
        assert link.ids == [f"{half}{n}" for n in range(10) for half in "ab"]
        # the reader, its watchdog, the filler, the session; connections and tests have some of their own
        assert tasks < 30
    await proxy.close()


async def test_only_a_gateway_that_gives_no_message_is_asked_less_and_less_often(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    platform = await start()
    await furnish(platform)
    proxy = await CutWire.before(platform.port)
    async with linked(platform, port=proxy.port) as link:
        rests = _noted(link, monkeypatch)
        for n in range(4):
            await say(platform, f"m{n}", "说")
            await until(partial(_heard, link, n + 1))
            proxy.cut()
            await until(partial(_sessions, link, n + 2))
        assert rests == [BRIEF.first_pause] * 4
        for n in range(4):
            proxy.cut()
            await until(partial(_sessions, link, n + 6))
        assert rests[4:] == [0.1, 0.2, 0.2, 0.2]
    await proxy.close()


async def test_a_gateway_that_hangs_up_behind_each_message_is_asked_less_and_less_often(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    platform = await start()
    await furnish(platform)
    proxy = await CutWire.before(platform.port)
    async with linked(platform, port=proxy.port, patience=replace(BRIEF, good=60.0)) as link:
        rests = _noted(link, monkeypatch)
        for n in range(3):
            await say(platform, f"m{n}", "说")
            await until(partial(_heard, link, n + 1))
            proxy.cut()
            await until(partial(_sessions, link, n + 2))
        assert rests == [0.05, 0.1, 0.2]
    await proxy.close()


async def test_a_restarted_server_is_found_again(start: Start) -> None:
    platform = await start()
    await furnish(platform)
    async with linked(platform) as link:
        await platform.do("down")
        await until(lambda: not link.state.up)
        await platform.do("up")
        await until(lambda: link.state.up)
        await say(platform, "m1", "又来了")
        await until(lambda: link.texts == ["又来了"])


async def test_a_black_hole_is_noticed(start: Start) -> None:
    platform = await start()
    await furnish(platform)
    proxy = await CutWire.before(platform.port)
    async with linked(platform, port=proxy.port) as link:
        proxy.swallow()
        await say(platform, "m1", "听得见吗")
        await until(lambda: link.state.sessions == 2)
        await until(lambda: link.texts == ["听得见吗"])
        # the dead stream ends at last, which must not silence its successor
        for n in range(3):
            await say(platform, f"n{n}", f"现在呢{n}")
            await until(partial(_heard, link, n + 2))
        assert link.state.sessions == 2
    await proxy.close()


async def test_an_event_stream_that_ends_is_opened_again() -> None:
    platform = await FakeGateway.started()
    await furnish(platform)
    async with linked(platform) as link:
        await platform.do("end")
        await until(lambda: link.state.sessions == 2)
        await say(platform, "m1", "还在")
        await until(lambda: link.texts == ["还在"])
    await platform.stop()


async def test_a_payload_that_hangs_lets_the_others_pass_and_comes_at_last(start: Start) -> None:
    platform = await start()
    await furnish(platform)
    await platform.do("fault", call="messagePayload", kind="hang", id="m2")
    async with linked(platform) as link:
        for id in ("m1", "m2", "m3"):
            await say(platform, id, id)
        await until(lambda: len(link.ids) == 3)
        assert link.ids == ["m1", "m3", "m2"]
        assert link.state.set_aside == 1


async def test_an_error_is_tried_once_more_and_a_second_one_is_reported(
    start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    platform = await start()
    await furnish(platform)
    await platform.do("fault", call="messagePayload", kind="error", times=1, id="m1")
    await platform.do("fault", call="messagePayload", kind="error", times=2, id="m2")
    async with linked(platform) as link:
        with caplog.at_level(logging.ERROR):
            for id in ("m1", "m2", "m3"):
                await say(platform, id, id)
            await until(lambda: len(link.ids) == 2)
        assert link.ids == ["m1", "m3"]
        assert link.state.unreadable == 1
        assert any("m2" in line for line in caplog.messages)


async def test_slow_payloads_keep_the_order(start: Start) -> None:
    platform = await start()
    await furnish(platform)
    for n in range(0, 20, 3):
        await platform.do("fault", call="messagePayload", kind="delay", ms=40, id=f"m{n}")
    async with linked(platform) as link:
        for n in range(20):
            await say(platform, f"m{n}", "说")
        await until(lambda: len(link.ids) == 20)
        assert link.ids == [f"m{n}" for n in range(20)]


async def test_what_was_said_while_nobody_listened_is_told_by_the_ring(start: Start) -> None:
    platform = await start()
    await furnish(platform)
    async with linked(platform) as link:
        await say(platform, "m1", "一")
        await until(lambda: link.texts)
    await say(platform, "m2", "二")
    async with linked(platform) as link:
        await until(lambda: len(link.ids) == 2)
        assert link.ids == ["m1", "m2"]


@pytest.mark.parametrize("stock", [True, False])
async def test_another_client_is_waited_for_unless_told_to_take_over(start: Start, stock: bool) -> None:
    platform = await start(stock=stock)
    await furnish(platform)
    async with linked(platform, client="a") as first:
        async with linked(platform, client="b", wait=False) as second:
            await until(lambda: "占用" in second.state.fault)
            assert not second.state.up
        assert first.state.sessions == 1
        if not stock:
            async with linked(platform, client="b", takeover=True, wait=False) as third:
                await until(lambda: third.state.up)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"token": "wrong"}, "token"),
        ({"tls": "builtin"}, "tls 改成 off"),
        ({"address": "127.0.0.1:1"}, "没有开"),
    ],
)
async def test_what_is_wrong_is_said_in_one_sentence(start: Start, given: dict[str, Any], said: str) -> None:
    platform = await start()
    async with linked(platform, wait=False, **given) as link:
        await until(lambda: link.state.fault)
        assert said in link.state.fault and "\n" not in link.state.fault


async def test_a_gateway_that_wants_tls_is_recognised() -> None:
    from tests.gateway.node import NodeGateway, missing

    if missing():
        pytest.skip(missing())
    platform = await NodeGateway.started(tls=True)
    await furnish(platform)
    async with linked(platform, wait=False) as link:
        await until(lambda: "tls 改成 builtin" in link.state.fault)
    async with linked(platform, tls="builtin") as link:
        await say(platform, "m1", "加密")
        await until(lambda: link.texts == ["加密"])
    async with linked(platform, wait=False, tls="file") as link:
        await until(lambda: "证书" in link.state.fault)
    await platform.stop()


async def test_a_server_that_does_not_greet_is_no_gateway() -> None:
    async def mute(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    server = await asyncio.start_server(mute, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with linked(FakeGateway(), port=port, wait=False) as link:
        await until(lambda: link.state.fault)
        assert "网关" in link.state.fault
    server.close()
    await server.wait_closed()


async def test_a_gateway_without_a_login_says_so_and_refuses_to_send(start: Start) -> None:
    from bot.gateway.base import NotSent
    from bot.messages import Outgoing

    platform = await start()
    await platform.do("contact", id="wx1", name="秀芳")
    async with linked(platform) as link:
        await platform.do("scan", qrcode="https://login.example/abc")
        await until(lambda: link.state.qr)
        assert link.state.self_id == ""
        with pytest.raises(NotSent):
            await link.gateway.send(Outgoing("k1", "wx1", True, "在吗"))


async def test_a_link_that_breaks_by_our_own_fault_ends_the_events_loudly() -> None:
    from bot.errors import UserError

    platform = await FakeGateway.started()
    config = settings(platform.port)

    def connect() -> Wire:
        raise UserError("[gateway] ca_file 读不了")

    gateway = WechatyGateway(config, SystemClock(config.committee.zone), connect, patience=BRIEF)
    with pytest.raises(UserError):
        async for _ in gateway.events():
            pass
    await platform.stop()


async def test_an_answer_waits_out_any_outage_without_losing_its_attempts() -> None:
    from bot.gateway.base import NotNow
    from bot.messages import Outgoing

    platform = await FakeGateway.started()
    await furnish(platform)
    async with linked(platform) as link:
        await until(lambda: link.state.self_id)
        await platform.down()
        await until(lambda: not link.state.up)
        with pytest.raises(NotNow):
            await link.gateway.send(Outgoing("k1", "wx1", True, "在吗"))


async def test_a_message_whose_room_is_asked_for_when_the_link_breaks_is_not_lost() -> None:
    platform = await FakeGateway.started(ring=False)
    await furnish(platform)
    async with linked(platform) as link:
        # between the fetch and the answer the card is out of date and the server gone
        await say(platform, "m1", "今天走访5人")
        platform.tell(27, payloadType=3, payloadId="r1@chatroom")
        await until(lambda: platform.calls["messagePayload"])
        await platform.down()
        await platform.up()
        await until(lambda: link.ids == ["m1"])
    await platform.stop()


async def test_closing_ends_the_events_of_a_link_that_waits_for_a_session() -> None:
    platform = await FakeGateway.started()
    await furnish(platform)
    async with linked(platform) as link:
        await platform.do("fault", call="messagePayload", kind="hang", times=99)
        await say(platform, "m1", "今天走访5人")
        await until(lambda: platform.calls["messagePayload"])
        await platform.down()
        await until(lambda: not link.state.up)
        async with asyncio.timeout(10):
            link.gateway.close()
            await link.ended
    assert link.ids == []


async def test_our_own_message_is_not_looked_for_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.gateway.wechaty.echoes.ECHO_WITHIN", 0.2)
    monkeypatch.setattr("bot.gateway.wechaty.echoes.ECHO_AT_MOST", 1.0)
    platform = await FakeGateway.started(echo=True)
    await furnish(platform)
    async with linked(platform) as link:
        # something is told all the time and never read, so that our own message might still come behind it
        await platform.do("fault", call="messagePayload", kind="hang", times=999)
        await say(platform, "m1", "今天走访5人")
        await until(lambda: link.gateway.link.behind)
        async with asyncio.timeout(10):
            assert await link.gateway.shows(Outgoing("k1", "教育界委员群", False, "已记")) is None
        assert link.gateway.link.behind
    await platform.stop()
