"""What was told, in its order: one that hangs or is broken must not take the others with it."""

import asyncio
from collections.abc import Callable
from typing import Any

from bot.gateway.wechaty.faults import Answered, TimedOut
from bot.gateway.wechaty.inbox import Inbox, Unreadable
from bot.gateway.wechaty.state import LinkState, Patience, Present
from bot.gateway.wechaty.words import RawMessage

QUICK = Patience(first_pause=0.0, fetch=5.0)


def raw(id: str) -> RawMessage:
    return RawMessage(id, 7, "wx1", "", "", id, 0)


class Wire:
    """Gives each message as `answers` says: by itself, or by what is raised or awaited."""

    def __init__(self, **answers: Callable[[], Any]) -> None:
        self.answers = answers
        self.asked: list[str] = []
        # the most that were asked for at once, of those that are asked for the first time
        self.window = self.at_once = 0

    async def message(self, id: str) -> RawMessage:
        first = id not in self.asked
        self.asked.append(id)
        self.at_once += first
        self.window = max(self.window, self.at_once)
        try:
            answer = self.answers.get(id)
            for _ in range(10):  # long enough for the others to begin
                await asyncio.sleep(0)
            return await answer() if answer else raw(id)
        finally:
            self.at_once -= first


def inbox(wire: Any, window: int = 4) -> tuple[Inbox, LinkState, Present]:
    present, state = Present(), LinkState()
    present.begin(wire)
    return Inbox(present, state, QUICK, window, None), state, present


async def all_of(box: Inbox, number: int) -> list[str]:
    heard: list[str] = []
    async with asyncio.timeout(10):
        async for one in box.events():
            heard.append(f"!{one}" if isinstance(one, Unreadable) else str(getattr(one, "id", one)))
            if len(heard) == number:
                break
    return heard


def raises(*errors: Exception) -> Callable[[], Any]:
    left = list(errors)

    async def answer() -> RawMessage:
        if left:
            raise left.pop(0)
        return raw("b")

    return answer


async def test_one_that_hangs_is_set_aside_and_comes_at_last_and_the_window_stays() -> None:
    def hangs_once(id: str) -> Callable[[], Any]:
        async def answer() -> RawMessage:
            if wire.asked.count(id) == 1:
                raise TimedOut(id)
            return raw(id)

        return answer

    hanging = [f"b{n}" for n in range(6)]
    wire = Wire(**{id: hangs_once(id) for id in hanging})
    box, state, _ = inbox(wire, window=2)
    others = [f"c{n}" for n in range(40)]
    for id in ["a", *hanging, *others]:
        box.tell(id)
    heard = await all_of(box, 1 + len(hanging) + len(others))
    assert [one for one in heard if one not in hanging] == ["a", *others]
    assert sorted(heard) == sorted(["a", *hanging, *others])
    assert state.set_aside == len(hanging)
    assert wire.window == 2, "what was set aside takes no place of the others and gives none"


async def test_something_is_behind_until_the_last_was_handed_on_also_one_set_aside() -> None:
    held = asyncio.Event()

    async def late() -> RawMessage:
        if wire.asked.count("b") == 1:
            raise TimedOut("b")
        await held.wait()
        return raw("b")

    wire = Wire(b=late)
    box, _, _ = inbox(wire)
    for id in "abc":
        box.tell(id)
    heard = []
    async with asyncio.timeout(10):
        async for one in box.events():
            heard.append(getattr(one, "id", ""))
            assert box.behind
            if heard == ["a", "c"]:
                held.set()
            if len(heard) == 3:
                box.close()
    assert heard == ["a", "c", "b"]
    assert not box.behind


async def test_one_that_cannot_be_read_is_reported_and_read_when_it_is_told_again() -> None:
    wire = Wire(b=raises(Answered("no"), Answered("no")))
    box, state, _ = inbox(wire)
    for id in "abca":
        box.tell(id)
    heard: list[str] = []
    async with asyncio.timeout(10):
        async for one in box.events():
            heard.append("!b" if isinstance(one, Unreadable) else getattr(one, "id", ""))
            if heard[-1] == "c":
                box.tell("b")
            if len(heard) == 4:
                break
    assert heard == ["a", "!b", "c", "b"]
    assert state.unreadable == 1


async def test_a_payload_in_an_unknown_shape_is_reported_and_the_others_come() -> None:
    box, state, _ = inbox(Wire(b=raises(ValueError("a year of 0"))))
    for id in "abc":
        box.tell(id)
    assert await all_of(box, 3) == ["a", "!b", "c"]
    assert state.unreadable == 1


async def test_an_unknown_shape_in_one_that_was_set_aside_is_reported_too() -> None:
    box, state, _ = inbox(Wire(b=raises(TimedOut("b"), ValueError("a year of 0"))))
    for id in "abc":
        box.tell(id)
    assert sorted(await all_of(box, 3)) == ["!b", "a", "c"]
    assert state.unreadable == 1


async def test_nothing_runs_on_behind_the_end() -> None:
    async def never() -> RawMessage:
        await asyncio.Event().wait()
        raise AssertionError

    box, _, _ = inbox(Wire(b=never))
    for id in "abc":
        box.tell(id)
    before = asyncio.all_tasks()
    events = box.events()
    assert isinstance(await anext(events), RawMessage)
    await events.aclose()  # type: ignore[attr-defined]
    assert asyncio.all_tasks() == before


async def test_what_no_session_came_for_is_counted_when_the_link_is_closed() -> None:
    box, _, present = inbox(Wire())
    present.end()
    for id in "abc":
        box.tell(id)
    present.close()
    box.close()
    assert await all_of(box, 1) == []
    assert box.unread == 3
