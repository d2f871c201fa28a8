"""Which rooms are registered is asked at every message, and looked up now and then."""

import pytest

from bot import registered
from bot.registered import RegisteredRooms
from storage.errors import StorageError
from tests.chat import opened


async def test_it_looks_again_after_a_while_and_keeps_what_it_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened() as chat:
        now, looks = [0.0], []
        read = chat.store.read

        def counted():  # type: ignore[no-untyped-def]
            looks.append(now[0])
            return read()

        monkeypatch.setattr(chat.store, "read", counted)
        is_registered = RegisteredRooms(chat.store, stopwatch=lambda: now[0])
        assert is_registered("教育界委员群") and not is_registered("家人群") and looks == [0.0]
        chat.store.write(lambda unit: unit.rooms.keep_configured({"医卫界委员群"})).result()
        assert is_registered("教育界委员群")
        now[0] = registered.FRESH_FOR
        assert not is_registered("教育界委员群") and is_registered("医卫界委员群")

        def broken():  # type: ignore[no-untyped-def]
            raise StorageError("away")

        monkeypatch.setattr(chat.store, "read", broken)
        now[0] = registered.FRESH_FOR * 3
        assert is_registered("医卫界委员群")
