"""A full disk: one clear sentence, the process lives, nothing is acknowledged that was not stored."""

import asyncio

import pytest

from bot.messages import Incoming
from storage.errors import StorageError
from tests.chat import Chat, opened


def full(chat: Chat, yes: bool) -> None:
    """SQLite's own limit on pages fails writes exactly as a full disk does."""

    def limit(unit):  # type: ignore[no-untyped-def]
        pages = unit.connection.exec_driver_sql("PRAGMA page_count").scalar()
        unit.connection.exec_driver_sql(f"PRAGMA max_page_count = {pages if yes else 1_000_000}")

    chat.store.write(limit).result()


def message(n: int, chat: Chat) -> Incoming:
    text = f"走访港城街道{n}人,反映" + "路灯不亮" * 100
    return Incoming(f"m{n}", "教育界委员群", "wx-陆秀芳", "陆秀芳", text, chat.clock.now())


async def test_nothing_is_acknowledged_that_was_not_stored(tmp_path) -> None:  # type: ignore[no-untyped-def]
    async with opened(url=f"sqlite:///{tmp_path / 'a.db'}") as chat:
        full(chat, True)
        stored = 0
        with pytest.raises(StorageError, match="磁盘"):
            for n in range(1, 200):
                await chat.bot.receive(message(n, chat))
                stored = n
        full(chat, False)
        with chat.store.read() as unit:
            assert len(unit.records.every()) == stored
        # the process lives, and the message is taken when it is delivered again
        await chat.bot.receive(message(stored + 1, chat))
        with chat.store.read() as unit:
            assert len(unit.records.every()) == stored + 1


async def test_the_event_in_hand_is_stored_as_soon_as_there_is_room(tmp_path, monkeypatch, caplog) -> None:  # type: ignore[no-untyped-def]
    async with opened(url=f"sqlite:///{tmp_path / 'a.db'}") as chat:
        full(chat, True)
        waits = []

        async def make_room(seconds: float) -> None:
            waits.append(seconds)
            full(chat, False)

        monkeypatch.setattr(asyncio, "sleep", make_room)
        for n in range(1, 200):
            await chat.bot._receive_at_last(message(n, chat))
        assert waits and "磁盘" in caplog.text
        with chat.store.read() as unit:
            assert len(unit.records.every()) == 199
