"""The sandbox's world: its time flows, it lives through trouble, it begins anew, it can go on from a file."""

import asyncio
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from bot.sandbox.chatlog import private_with
from bot.sandbox.world import BROKEN, World
from storage.errors import StorageError

ROOM = "经济界委员群"


class Stopwatch:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def stopwatch() -> Stopwatch:
    return Stopwatch()


@pytest.fixture
async def world(stopwatch: Stopwatch) -> AsyncGenerator[World, None]:
    world = await World.open(stopwatch=stopwatch)
    yield world
    await world.close()


def said(world: World, chat: str) -> list[str]:
    return [post.text for post in world.log.of(chat)]


async def test_a_held_acknowledgement_comes_by_itself(world: World, stopwatch: Stopwatch) -> None:
    await world.say("wx-shi", ROOM, "今天到根竹镇走访群众4人")
    assert "已记 石小满:联系4人次(根竹镇)" not in said(world, ROOM)
    stopwatch.seconds += 4
    heard = world.log.version
    world.start()
    await asyncio.wait_for(world.log.beyond(heard), 5)
    assert "已记 石小满:联系4人次(根竹镇)" in said(world, ROOM)


async def test_acknowledgements_of_one_moment_come_together(world: World, stopwatch: Stopwatch) -> None:
    await world.say("wx-shi", ROOM, "今天到根竹镇走访群众4人")
    stopwatch.seconds += 1
    await world.say("wx-yao", ROOM, "今天到石卡镇走访群众7人")
    await world.move_to(world.now().replace(minute=40))
    assert "已记 石小满:联系4人次(根竹镇)\n已记 姚远帆:联系7人次(石卡镇)" in said(world, ROOM)


async def test_trouble_in_the_bot_is_said_and_survived(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fails(event: object) -> None:
        raise RuntimeError("broken on purpose")

    with monkeypatch.context() as patched:
        patched.setattr(world.bot, "receive", fails)
        post = await world.say("wx-shi", ROOM, "今天到根竹镇走访群众4人")
    assert [sentence for _, sentence in world.log.complaints] == [BROKEN]
    assert post.outcome is not None and post.outcome.state == "failed"
    await world.say("wx-shi", private_with("wx-shi"), "我的进度")
    assert "石小满 2026年联系界别群众 0/20" in said(world, private_with("wx-shi"))[-1]


async def test_trouble_of_the_database_is_said_in_its_own_words(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    async def full(event: object) -> None:
        raise StorageError("磁盘满了")

    monkeypatch.setattr(world.bot, "receive", full)
    await world.say("wx-shi", ROOM, "今天到根竹镇走访群众4人")
    assert world.log.complaints[-1][1] == "磁盘满了"


async def test_a_renewed_world_is_as_the_first_was(world: World) -> None:
    first = said(world, ROOM)
    await world.say("wx-shi", ROOM, "今天到根竹镇走访群众4人")
    await world.move_to(world.next_reminder())
    other = await world.renewed()
    try:
        assert said(other, ROOM) == first
        assert f"{other.now():%m-%d %H:%M}" == "11-20 09:30"
        assert other.epoch != world.epoch
    finally:
        await other.close()


async def test_next_25th_is_always_the_next_one(world: World) -> None:
    days = []
    for _ in range(3):
        await world.move_to(world.next_reminder())
        days.append(f"{world.now():%Y-%m-%d %H:%M}")
    assert days == ["2026-11-25 10:01", "2026-12-25 10:01", "2027-01-25 10:01"]
    reminders = [text for text in said(world, private_with("wx-shi")) if "还差" in text]
    assert len(reminders) == 3


async def test_counters_of_others_stay_apart(world: World) -> None:
    post = await world.say("wx-long", "工商联界委员群", "今天到根竹镇走访群众4人")
    assert post.outcome is not None
    (counted,) = post.outcome.counted
    assert (counted.member, counted.before, counted.after, counted.goal) == ("龙腾云", 0, 4, 20)


async def test_a_file_is_gone_on_with(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'kept.db'}"
    world = await World.open(url, stopwatch=lambda: 0.0)
    await world.say("wx-shi", ROOM, "今天到根竹镇走访群众4人")
    await world.move_to(world.next_reminder())
    then = world.now()
    await world.close()
    again = await World.open(url, stopwatch=lambda: 0.0)
    try:
        assert again.now() >= then.replace(minute=0)
        assert not again.fresh and said(again, ROOM) == []
        await again.say("wx-shi", private_with("wx-shi"), "我的进度")
        assert "石小满 2026年联系界别群众 4/20" in said(again, private_with("wx-shi"))[-1]
    finally:
        await again.close()
