"""Our bot as a plugin of a real Wechaty bot, which talks to the real Node server. Both have to be installed first."""

import asyncio
import datetime as dt
import importlib
import importlib.util
import signal
import socket
import sqlite3
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from grpclib.client import Channel
from wechaty_grpc.wechaty import PuppetStub

from bot.gateway import wechaty_shim
from bot.gateway.wechaty import wire
from bot.gateway.wechaty.words import Kind, RawFile
from handlers.roster import RosterRow
from handlers.roster_import import import_roster
from storage.errors import StorageError
from storage.store import Store
from tests.gateway.fake import FakeGateway
from tests.gateway.linked import ROOM, furnish, say, until
from tests.gateway.node import NodeGateway, missing

TOP = Path(__file__).parents[2]
PYTHON = TOP / ".venv-wechaty" / "bin" / "python"
ROSTER = [
    RosterRow("陆秀芳", "教育", wechat_id="wx1"),
    RosterRow("覃建华", "教育", wechat_id="wx2"),
    RosterRow("李国安", "教育"),
]
NOW = dt.datetime.now(ZoneInfo("Asia/Shanghai"))
SETTINGS = """
rooms = [{ name = "教育界委员群", kind = "member", sector = "教育" }]
database.url = "sqlite:///plugin.db"
reminders = { enabled = false, quiet = ["00:00", "00:00"] }
[sending]
ack_hold_seconds = 0
per_room_seconds = 0
between_rooms_seconds = 0
chain_ack_minutes = 0
jitter_ms = 0
"""
CHAIN = "<msg><appmsg><title>#接龙\n走访联系登记\n\n1. 陆秀芳 贵城街道 走访6人</title><type>53</type></appmsg></msg>"


@dataclass
class Theirs:
    """Their bot, running, and the gateway that it is connected to."""

    node: NodeGateway
    process: asyncio.subprocess.Process
    folder: Path

    @property
    def database(self) -> Path:
        return self.folder / "plugin.db"

    @property
    def shown(self) -> list[tuple[str, str]]:
        return [(one["to"], one["text"]) for one in self.node.shown]

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text("utf-8")

    @property
    def taken(self) -> list[str]:
        """The messages that our bot has taken, in its order."""
        with closing(sqlite3.connect(self.database)) as connection:
            return [id for (id,) in connection.execute("SELECT platform_id FROM message ORDER BY rowid")]

    def database_is_free(self) -> bool:
        try:
            Store.open(f"sqlite:///{self.database}").close()
        except StorageError:
            return False
        return True

    async def hears(self, to: str, *words: str) -> None:
        """Wait until one message to that chat holds these words."""
        try:
            await until(lambda: any(to == chat and all(w in text for w in words) for chat, text in self.shown), 60)
        except TimeoutError:
            pytest.fail(f"{words} not in {self.shown}\n{self.log[-3000:]}")


Start = Callable[..., Awaitable[Theirs]]


@pytest.fixture
async def theirs(tmp_path: Path) -> AsyncIterator[Start]:
    """`await theirs(settings)`: their bot, logged in unless `login=False`."""
    # tests/conftest.py lets this fail where LIAISON_INSIST is set
    if why := missing() or ("" if PYTHON.exists() else "no Wechaty here: run `make wechaty`"):
        pytest.skip(why)
    begun: list[Theirs] = []

    async def start(settings: str = SETTINGS, *, login: bool = True) -> Theirs:
        (tmp_path / "config.toml").write_text(settings, "utf-8")
        with Store.open(f"sqlite:///{tmp_path}/plugin.db") as store:
            store.write(lambda unit: import_roster(unit, ROSTER, NOW, by="test")).result()
        node = await NodeGateway.started()
        with (tmp_path / "log").open("wb") as log:
            process = await asyncio.create_subprocess_exec(
                str(PYTHON),
                str(Path(__file__).with_name("plugin_run.py")),
                str(node.port),
                str(tmp_path / "config.toml"),
                # python-wechaty writes .wechaty/ where it is started
                cwd=tmp_path,
                stdout=log,
                stderr=log,
            )
        one = Theirs(node, process, tmp_path)
        begun.append(one)
        # it stops the puppet first, which logs the account out
        await until(lambda: process.returncode is not None or "listening the event" in one.log, 60)
        assert process.returncode is None, one.log
        await furnish(node, login=login)
        return one

    yield start
    for one in begun:
        if one.process.returncode is None:
            one.process.kill()
        await one.process.wait()
        await one.node.stop()


@pytest.mark.node
@pytest.mark.slow
async def test_a_report_is_acknowledged_and_counted(theirs: Start) -> None:
    bot = await theirs()
    await say(bot.node, "m1", "今天上午到贵城街道走访3户5人,反映路灯不亮")
    await bot.hears(ROOM, "已记 陆秀芳:联系5人次")
    await say(bot.node, "m2", "我的进度", room="")
    await bot.hears("wx1", "陆秀芳", "5/20")


@pytest.mark.node
@pytest.mark.slow
async def test_chain_recall_and_who_joins_come_through(theirs: Start) -> None:
    bot = await theirs()
    await say(bot.node, "m1", CHAIN, type=Kind.URL)
    await bot.hears(ROOM, "接龙新增1条(陆秀芳)")
    await say(bot.node, "m2", "昨天下午接待来访家长8人次,主要问课后服务")
    await bot.hears(ROOM, "联系8人次")
    await say(bot.node, "m3", "m2", type=Kind.RECALLED)
    await bot.node.do("contact", id="wx9", name="阿安")
    await bot.node.do("alias", room=ROOM, contact="wx9", alias="教育界-李国安")
    await bot.node.do("join", room=ROOM, contacts=["wx9"], by="wx1")
    await say(bot.node, "m4", "我的进度", "wx9", room="")
    await bot.hears("wx9", "李国安", "0/20")
    await say(bot.node, "m5", "我的进度", room="")
    await bot.hears("wx1", "陆秀芳", "6/20")


@pytest.mark.node
@pytest.mark.slow
async def test_a_burst_keeps_its_order_and_their_end_is_ours(theirs: Start) -> None:
    bot = await theirs()
    ids = [f"b{n}" for n in range(300)]
    said = [{"id": id, "room": ROOM, "from": f"wx{n % 2 + 1}", "text": f"收到{n}"} for n, id in enumerate(ids)]
    said.insert(9, {"id": "own", "room": ROOM, "from": "bot-wx", "text": "今天上午到贵城街道走访3户5人"})
    await bot.node.do("burst", messages=said)
    await until(lambda: len(bot.taken) >= len(ids), 60)
    assert bot.taken == ids
    await say(bot.node, "end", "stop", "wx3", room="")
    await until(bot.database_is_free, 60)
    assert bot.process.returncode is None, bot.log


@pytest.mark.node
@pytest.mark.slow
async def test_what_came_along_with_the_login_was_out_of_order(theirs: Start) -> None:
    """It was told before python-wechaty named its puppet to us, and overtook each other on the way to `on_message`."""
    bot = await theirs(login=False)
    while not (await bot.node.do("stats"))["calls"].get("event"):
        await asyncio.sleep(0.01)
    ids = [f"b{n}" for n in range(30)]
    said = [{"id": id, "room": ROOM, "from": f"wx{n % 2 + 1}", "text": f"收到{n}"} for n, id in enumerate(ids)]
    await bot.node.do("fault", call="messagePayload", kind="delay", ms=500, id="b0")
    # asleep, so that all of it waits for them and is read at once
    bot.process.send_signal(signal.SIGSTOP)
    await bot.node.do("login", id="bot-wx")
    await bot.node.do("burst", messages=said)
    await asyncio.sleep(0.2)
    bot.process.send_signal(signal.SIGCONT)
    await until(lambda: len(bot.taken) >= len(ids), 60)
    assert bot.taken == ids


def test_plugins_listen_before_their_bot_and_once() -> None:
    told: list[str] = []

    class Bots:
        _plugin_manager = SimpleNamespace(
            plugins=lambda: [SimpleNamespace(listen_to=lambda puppet: told.append(f"ours {puppet}")), SimpleNamespace()]
        )

        async def init_puppet_event_bridge(self, puppet: str) -> None:
            told.append(f"theirs {puppet}")

    for _ in range(2):
        wechaty_shim._mend_late_listeners(Bots)
    asyncio.run(Bots().init_puppet_event_bridge("p"))
    assert told == ["ours p", "theirs p"]


async def test_a_slow_file_was_given_up_and_would_have_been_sent_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """The stub sent the deadline of short calls along with every call."""
    monkeypatch.setattr(wire, "DEADLINE", 0.2)
    monkeypatch.setattr(wechaty_shim, "mended_wechaty", lambda: SimpleNamespace(WechatyPlugin=object))
    monkeypatch.delitem(sys.modules, "bot.gateway.plugin", raising=False)
    plugin = importlib.import_module("bot.gateway.plugin")
    monkeypatch.delitem(sys.modules, "bot.gateway.plugin")
    platform = await FakeGateway.started()
    await furnish(platform)
    await platform.do("fault", call="messageSendFile", kind="delay", ms=600)
    channel = Channel("127.0.0.1", platform.port)
    borrowed = plugin._Borrowed(SimpleNamespace(channel=channel, puppet_stub=PuppetStub(channel)), asyncio.Queue())
    borrowed._stub.metadata = {"authorization": "Wechaty secret"}
    try:
        assert await borrowed.send_file(ROOM, RawFile("月报.xlsx", b"x")) == "sent-1"
    finally:
        channel.close()
        await platform.stop()


@pytest.mark.node
@pytest.mark.slow
async def test_settings_that_are_wrong_are_said_in_the_log_and_leave_their_bot_alone(theirs: Start) -> None:
    bot = await theirs("remnders.day = 3\n" + SETTINGS)
    await say(bot.node, "m1", "ping")
    await bot.hears(ROOM, "pong")
    assert "remnders" in bot.log and "Traceback" not in bot.log


def test_what_is_not_installed_is_said_in_a_sentence() -> None:
    if importlib.util.find_spec("wechaty") is not None:
        pytest.skip("Wechaty is installed here")
    with pytest.raises(ImportError, match="make wechaty"):
        wechaty_shim.mended_wechaty()


def test_what_python_has_dropped_is_stood_in_for() -> None:
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        place.listen()
        port = place.getsockname()[1]
        wechaty_shim._Telnet().open("127.0.0.1", port=port, timeout=3)
    with pytest.raises(OSError):
        wechaty_shim._Telnet().open("127.0.0.1", port=port, timeout=3)
