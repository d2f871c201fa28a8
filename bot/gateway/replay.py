"""A platform made of two files: scripted events, and the deliveries that it has shown."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, TextIO

from bot.clock import Clock
from bot.errors import UserError
from bot.gateway.base import NoFile
from bot.messages import Event, Outgoing


class ReplayGateway:
    """Shows deliveries by appending them to a file (or printing them). The file is what the platform remembers."""

    def __init__(self, clock: Clock, shown_in: Path | None, out: TextIO) -> None:
        self._clock = clock
        self._path = shown_in
        self._out = out
        self._shown = _keys(shown_in) if shown_in is not None else set()

    async def events(self) -> AsyncIterator[Event]:
        """Replay hands the events to the bot by itself, between the moves of its clock."""
        nothing: tuple[Event, ...] = ()
        for event in nothing:
            yield event

    async def send(self, outgoing: Outgoing) -> None:
        line = json.dumps(_as_json(outgoing, self._clock), ensure_ascii=False) + "\n"
        if self._path is None:
            self._out.write(line)
            self._out.flush()
        else:
            with open(self._path, "ab") as deliveries:
                deliveries.write(line.encode())
        self._shown.add(outgoing.key)

    async def shows(self, outgoing: Outgoing) -> bool | None:
        return outgoing.key in self._shown

    async def file(self, message_id: str) -> tuple[str, bytes]:
        raise NoFile("这里收不了文件")

    async def members(self, room: str) -> dict[str, str]:
        return {}


def _as_json(outgoing: Outgoing, clock: Clock) -> dict[str, Any]:
    return {
        "at": clock.now().isoformat(),
        "to": outgoing.chat,
        "private": outgoing.private,
        "text": outgoing.text,
        "file": outgoing.file,
        "reply_to": list(outgoing.reply_to),
        "key": outgoing.key,
    }


def _keys(path: Path) -> set[str]:
    """The keys of what was shown. A torn last line counts as not sent and is cut off."""
    if not path.exists():
        return set()
    content = path.read_bytes()
    whole = content[: content.rfind(b"\n") + 1]
    if whole != content:
        with open(path, "r+b") as deliveries:
            deliveries.truncate(len(whole))
    keys = set()
    for number, line in enumerate(whole.splitlines(), 1):
        try:
            keys.add(str(json.loads(line)["key"]))
        except (ValueError, KeyError, TypeError):
            raise UserError(f"{path} 第{number}行不是投递记录,请换一个文件或删掉这一行") from None
    return keys
