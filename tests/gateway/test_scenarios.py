"""The scenarios of the replay, each event sent as a protocol message and each delivery taken by the fake gateway."""

import asyncio
import io
import json
from pathlib import Path
from typing import Any

import pytest

from bot.clock import SetClock
from bot.config import Config
from bot.gateway.replay import ReplayGateway
from bot.gateway.wechaty.access import access_of
from bot.gateway.wechaty.gateway import WechatyGateway
from bot.gateway.wechaty.wire import Wire
from bot.gateway.wechaty.words import Kind
from bot.lexicon import default_lexicon
from bot.messages import Event, Incoming, Login, Presence, Recall
from bot.replay import Replay
from bot.script import Step, read_script
from handlers.roster import check_rows
from handlers.roster_import import import_roster
from storage.store import Store
from tests.gateway.fake import FakeGateway
from tests.gateway.linked import BRIEF

SCENARIOS = sorted((Path(__file__).parents[1] / "scenarios").glob("*.jsonl"))
ROOMS = [("教育界委员群", "member", "教育"), ("农业界委员群", "member", "农业"), ("医卫界委员群", "member", "医卫")]
ROOMS += [(f"书香荷城{n}群", "reading", "") for n in range(1, 43)]
TYPES = {
    "image": Kind.IMAGE,
    "file": Kind.ATTACHMENT,
    "voice": Kind.AUDIO,
    "system": Kind.UNKNOWN,
    "other": Kind.EMOTICON,
}


class Through(Replay):
    """A replay whose events come over the protocol."""

    platform: FakeGateway
    heard: "asyncio.Queue[Event]"

    async def _receive(self, event: Event) -> None:
        if isinstance(event, Incoming) and event.id in self.platform._messages:
            # told twice by the platform, it comes over the link once
            return await self.platform.do("again", id=event.id)
        await _happen(self.platform, event)
        await super()._receive(await asyncio.wait_for(self.heard.get(), 10))


async def _happen(platform: FakeGateway, event: Event) -> None:
    if isinstance(event, Incoming):
        room = f"{event.room}@chatroom" if event.room else ""
        await platform.do("contact", id=event.sender, name=event.name)
        if room and event.room:
            await platform.do("room", id=room, topic=event.room, members=["bot", event.sender, "wx-other", "wx-more"])
            await platform.do("alias", room=room, contact=event.sender, alias=event.name)
        # names may differ from one message to the next
        platform.tell(27, payloadType=2, payloadId=event.sender)
        said: dict[str, Any] = {"text": event.text, "type": TYPES.get(event.kind, Kind.TEXT)}
        if event.kind == "chain":
            said = {"text": event.wire, "type": Kind.URL} if event.wire else said | {"type": Kind.GROUP_NOTE}
        at = round(event.sent_at.timestamp() * 1000)
        mentions = list(event.mentions)
        await platform.do("say", id=event.id, room=room, mentions=mentions, at=at, **{"from": event.sender}, **said)
    elif isinstance(event, Recall):
        xml = f'<sysmsg type="revokemsg"><revokemsg><newmsgid>{event.id}</newmsgid></revokemsg></sysmsg>'
        at = round(event.at.timestamp() * 1000)
        await platform.do("say", id=f"recall-{event.id}", text=xml, type=13, at=at, **{"from": "wx-any"})
    elif isinstance(event, Presence):
        room = f"{event.room}@chatroom"
        await platform.do("room", id=room, topic=event.room, members=["bot", event.contact])
        await platform.do("contact", id=event.contact, name=event.name)
        await platform.do("alias", room=room, contact=event.contact, alias=event.name)
        await platform.do("join" if event.joined else "leave", room=room, contacts=[event.contact], by="wx-any")


def _load(path: Path) -> tuple[dict[str, Any], list[Step]]:
    head, *lines = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    events = [json.dumps(line, ensure_ascii=False) for line in lines if "event" in line]
    return head, list(read_script(events, path.name))


def _config(head: dict[str, Any], port: int) -> Config:
    import tomllib

    given = tomllib.loads(head.get("config", ""))
    rooms = [{"name": n, "kind": k, "sector": s or ""} for n, k, s in head.get("rooms", ROOMS)]
    return Config.model_validate(
        {"people": {"owners": ["wx-owner"]}, "committee": {"name": "贵港市政协"}}
        | given
        | {"rooms": rooms, "gateway": {"address": f"127.0.0.1:{port}", "token": "secret", "puppet": "fake"}}
    )


def _store(config: Config, head: dict[str, Any], clock: SetClock) -> Store:
    store = Store.open("sqlite://", config.committee.key)
    roster = head.get("roster", [])
    if roster:
        headers = list(roster[0])
        rows, problems = check_rows(roster, headers, first_row=2)
        assert not problems
        store.write(lambda unit: import_roster(unit, rows, clock.now(), by="test")).result()
    return store


async def _replayed(head: dict[str, Any], steps: list[Step]) -> list[dict[str, Any]]:
    config = _config(head, 1)
    clock = SetClock(steps[0].at.astimezone(config.committee.zone))
    out = io.StringIO()
    with _store(config, head, clock) as store:
        await Replay(config, store, ReplayGateway(clock, None, out), clock, default_lexicon()).play(steps)
    return [json.loads(line) for line in out.getvalue().splitlines()]


async def _through(head: dict[str, Any], steps: list[Step]) -> list[dict[str, Any]]:
    platform = await FakeGateway.started()
    config = _config(head, platform.port)
    clock = SetClock(steps[0].at.astimezone(config.committee.zone))
    access = access_of(config.gateway)
    gateway = WechatyGateway(config, clock, lambda: Wire(access), patience=BRIEF)
    for name, *_ in head.get("rooms", ROOMS):
        await platform.do("room", id=f"{name}@chatroom", topic=name, members=["bot"])
    await platform.do("contact", id="bot", name="小助手")
    await platform.do("login", id="bot")
    heard: asyncio.Queue[Event] = asyncio.Queue()

    async def listen() -> None:
        async for event in gateway.events():
            if not isinstance(event, Login):
                heard.put_nowait(event)

    listening = asyncio.create_task(listen())
    try:
        with _store(config, head, clock) as store:
            replay = Through(config, store, gateway, clock, default_lexicon())
            replay.platform, replay.heard = platform, heard
            await replay.play(steps)
    finally:
        gateway.close()
        await listening
        await platform.stop()
    return platform.shown


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
async def test_a_scenario_says_the_same_through_the_gateway(path: Path) -> None:
    head, steps = _load(path)
    told = await _replayed(head, steps)
    shown = await _through(head, steps)
    assert [(one["to"].removesuffix("@chatroom"), one.get("text") or "") for one in shown if "size" not in one] == [
        (one["to"], one["text"]) for one in told
    ]
    assert told, "a scenario in which nothing is said shows nothing"
