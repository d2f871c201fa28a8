"""What `liaison doctor` and `liaison run --check` find at the gateway: one visit, ended by itself."""

import asyncio
import datetime as dt
from collections import Counter
from collections.abc import AsyncIterator
from zoneinfo import ZoneInfo

from bot.config import Config
from bot.doctor import Finding
from bot.gateway.wechaty.access import access_of
from bot.gateway.wechaty.faults import Answered, LinkFault, Occupied
from bot.gateway.wechaty.payloads import SECONDS_BELOW
from bot.gateway.wechaty.profiles import UNKNOWN, profile_of
from bot.gateway.wechaty.wire import Wire
from bot.gateway.wechaty.words import RoomCard, Told

PATIENCE = 8.0
QUIET = 0.5  # seconds without an event after which the greeting is over
MOST_ROOMS = 200
SKEW = dt.timedelta(minutes=2)


async def visit(config: Config, now: dt.datetime, patience: float = PATIENCE) -> AsyncIterator[Finding]:
    """The findings, one after the other; `now` is aware. Raises nothing: what fails is a finding."""
    access = access_of(config.gateway)
    wire = Wire(access)
    try:
        version = await wire.version()
        yield Finding("网关", f"{access.address},{'不加密' if access.tls == 'off' else 'TLS'},口令对")
        if access.tls == "off" and access.host not in ("127.0.0.1", "localhost", "::1"):
            yield Finding("加密", "没有", "口令和聊天会明着走网络:请打开 TLS,或用 SSH 隧道", harmless=True)
        profile = profile_of(config.gateway.puppet or version)
        known = config.gateway.puppet or version or "没说"
        advice = "" if profile is not UNKNOWN else "没有见过这种协议:请在 [gateway] puppet 里写明,如 padlocal、wechat4u"
        yield Finding("协议", known, advice, harmless=True)
        self_id, last, busy = await _listen(wire, patience)
        if busy:
            yield Finding("事件流", "正被占用", "也许就是正在运行的机器人;如果不是,请停掉另一个程序", harmless=True)
        else:
            yield _login(self_id, profile.stable_ids)
            async for finding in _self(config, wire, self_id):
                yield finding
        async for finding in _rooms(config, wire):
            yield finding
        if not busy:
            yield await _clock(wire, last, now, config.committee.zone)
    except LinkFault as fault:
        yield Finding("网关", "不能用", str(fault))
    finally:
        wire.close()


async def _listen(wire: Wire, patience: float) -> tuple[str, str, bool]:
    """Who is logged in, the id of the newest message that the gateway tells again, whether another client listens."""
    self_id = last = ""
    stream = wire.events()
    wait = patience
    try:
        while True:
            async with asyncio.timeout(wait):
                kind, payload = await anext(stream)
            # login and ring follow the greeting at once
            wait = QUIET
            if kind == Told.LOGIN:
                self_id = str(payload.get("contactId") or "")
            elif kind == Told.MESSAGE:
                last = str(payload.get("messageId") or "")
    except (TimeoutError, StopAsyncIteration):
        return self_id, last, False
    except Occupied:
        return "", "", True
    finally:
        await stream.aclose()


def _login(self_id: str, stable: bool) -> Finding:
    if not self_id:
        return Finding("登录", "没有", "请用微信扫码登录:码在 liaison run 的终端和状态页上")
    if self_id.startswith("@") or not stable:
        advice = "联系人的 id 每次登录都变:成员靠群昵称重新认出,认不出的要再绑定一次"
        return Finding("登录", "已登录", advice, harmless=True)
    return Finding("登录", "已登录,id 不变")


async def _self(config: Config, wire: Wire, self_id: str) -> AsyncIterator[Finding]:
    if not self_id:
        return
    name = (await wire.contact(self_id)).name
    advice = "" if name in config.bot.names else f"群里 @ 出来的是“{name}”:请把它写进 [bot] names"
    yield Finding("机器人的名字", name, advice)


async def _rooms(config: Config, wire: Wire) -> AsyncIterator[Finding]:
    cards: list[RoomCard] = []
    ids = await wire.rooms()
    for id in ids[:MOST_ROOMS]:
        try:
            cards.append(await wire.room(id))
        except Answered:
            continue
    topics = Counter(card.topic for card in cards)
    wanted = [room.name for room in config.rooms]
    absent = [name for name in wanted if name not in topics]
    double = [name for name in wanted if topics[name] > 1]
    advice = ""
    if absent:
        advice = f"不在这些群里(或群改了名):{'、'.join(absent[:5])}{'等' if len(absent) > 5 else ''}"
    elif double:
        advice = f"有同名的群,分不清:{'、'.join(double[:5])},请给群改名"
    yield Finding("群", f"看见{len(ids)}个,配置了{len(wanted)}个", advice)


async def _clock(wire: Wire, last: str, now: dt.datetime, zone: ZoneInfo) -> Finding:
    """The unit of timestamps and the skew of clocks, told by the newest message."""
    if not last:
        return Finding("时间", "还没有消息可比", harmless=True)
    try:
        stamp = (await wire.message(last)).timestamp
    except Answered:
        return Finding("时间", "最近一条消息已经取不到", harmless=True)
    unit = "秒" if stamp < SECONDS_BELOW else "毫秒"
    ahead = dt.datetime.fromtimestamp(stamp if unit == "秒" else stamp / 1000, zone) - now
    advice = f"消息的时间比本机快{ahead.total_seconds():.0f}秒:请校准本机时间" if ahead > SKEW else ""
    return Finding("时间", f"以{unit}计", advice)
