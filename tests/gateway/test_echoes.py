"""Receipts for what was sent without a clear answer: which echo vouches for what."""

import asyncio
import datetime as dt
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from bot.gateway.wechaty.echoes import Echo, Echoes

AT = dt.datetime(2026, 11, 24, 10, 0, tzinfo=dt.UTC)
SAID = Echo("", "r1@chatroom", "已记", AT)


def seconds(number: float) -> dt.timedelta:
    return dt.timedelta(seconds=number)


class Stopwatch:
    """Moves by a tenth of a second at each look, so that no test waits for real."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 0.1
        return self.now


@pytest.fixture
def link(monkeypatch: pytest.MonkeyPatch) -> Any:
    # the wait for the next echo is an eighth of this, in real time
    monkeypatch.setattr("bot.gateway.wechaty.echoes.ECHO_WITHIN", 0.08)
    return SimpleNamespace(state=SimpleNamespace(up=True, sessions=1), behind=False, closed=False)


@pytest.fixture
def echoes(link: Any) -> Echoes:
    return Echoes(link, Stopwatch())


def heard(id: str, at: dt.datetime = AT, **more: str) -> Echo:
    return replace(SAID, id=id, at=at, **more)


async def test_an_echo_vouches_once_and_for_its_own_chat_text_and_file(echoes: Echoes) -> None:
    await echoes.hear(heard("e1"))
    await echoes.hear(heard("e2", text="", file="台账.xlsx"))
    assert not await echoes.comes(replace(SAID, chat="r2@chatroom"), AT)
    assert not await echoes.comes(replace(SAID, text="别的"), AT)
    assert not await echoes.comes(replace(SAID, text="", file="名册.xlsx"), AT)
    assert await echoes.comes(replace(SAID, text="", file="台账.xlsx"), AT)
    assert await echoes.comes(SAID, AT)
    assert not await echoes.comes(SAID, AT)


@pytest.mark.parametrize("id", ["sent-1", ""], ids=["an id", "a puppet that gives none"])
@pytest.mark.parametrize("first", ["echo", "answer"])
async def test_what_a_good_answer_vouched_for_vouches_for_no_other(echoes: Echoes, id: str, first: str) -> None:
    for step in (first, "answer" if first == "echo" else "echo"):
        if step == "echo":
            await echoes.hear(heard("sent-1"))
        else:
            echoes.confirmed(replace(SAID, id=id))
    assert not await echoes.comes(SAID, AT)
    await echoes.hear(heard("sent-2"))
    assert await echoes.comes(SAID, AT)


async def test_a_puppet_that_repeats_an_id_still_gives_receipts(echoes: Echoes) -> None:
    echoes.confirmed(replace(SAID, id="same"))
    await echoes.hear(heard("same"))
    await echoes.hear(heard("same"))
    assert await echoes.comes(SAID, AT)


async def test_an_answer_whose_echo_never_came_is_owed_none_for_ever(echoes: Echoes) -> None:
    echoes.confirmed(SAID)
    later = AT + dt.timedelta(minutes=11)
    await echoes.hear(heard("e1", later))
    assert await echoes.comes(SAID, later)


async def test_what_was_said_before_it_was_taken_for_sending_is_another_message(echoes: Echoes) -> None:
    await echoes.hear(heard("e1"))
    assert not await echoes.comes(SAID, AT + seconds(40))
    assert await echoes.comes(SAID, AT + seconds(20)), "the clocks may be so far apart"


@pytest.mark.parametrize("ahead", [100, -100, 0])
async def test_how_far_the_clocks_are_apart_is_learnt_from_good_answers(echoes: Echoes, ahead: int) -> None:
    ours = AT + seconds(ahead)
    echoes.confirmed(replace(SAID, id="sent-1", at=ours))
    await echoes.hear(heard("sent-1"))
    await echoes.hear(heard("e2", AT + seconds(60)))
    assert not await echoes.comes(SAID, ours + seconds(70))
    assert await echoes.comes(SAID, ours + seconds(60))


async def test_of_two_equal_ones_the_earlier_vouches_first(echoes: Echoes) -> None:
    await echoes.hear(heard("e2", AT + seconds(60)))
    await echoes.hear(heard("e1"))
    assert await echoes.comes(SAID, AT)
    assert await echoes.comes(SAID, AT + seconds(60))


async def test_one_that_comes_during_the_look_is_seen_at_once(link: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.gateway.wechaty.echoes.ECHO_WITHIN", 800.0)
    echoes = Echoes(link, lambda: 0.0)
    link.behind = True
    looking = asyncio.create_task(echoes.comes(SAID, AT))
    await asyncio.sleep(0)
    assert not looking.done()
    await echoes.hear(heard("e1"))
    async with asyncio.timeout(5):
        assert await looking


async def test_the_look_begins_anew_with_each_session(link: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.gateway.wechaty.echoes.ECHO_AT_MOST", 1.0)
    stopwatch = Stopwatch()
    echoes = Echoes(link, stopwatch)
    link.state.up, link.behind = False, True
    looking = asyncio.create_task(echoes.comes(SAID, AT))
    async with asyncio.timeout(5):
        while stopwatch.now < 3.0:
            await asyncio.sleep(0)
    assert not looking.done(), "nothing comes back without a session"
    link.state.up, link.state.sessions = True, 2
    async with asyncio.timeout(5):
        assert not await looking


async def test_closing_ends_the_look(link: Any) -> None:
    echoes = Echoes(link, lambda: 0.0)
    link.state.up = False
    looking = asyncio.create_task(echoes.comes(SAID, AT))
    await asyncio.sleep(0)
    link.closed = True
    async with asyncio.timeout(5):
        assert not await looking
