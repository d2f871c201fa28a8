"""A platform in memory: the sandbox's people see here what the bot sends."""

from collections.abc import AsyncIterator, Callable

from bot.gateway.base import NoFile
from bot.messages import Event, Outgoing
from bot.sandbox.chatlog import ChatLog


class SandboxGateway:
    """Shows messages in the sandbox's chat log. The world hands its events to the bot itself, one at a time."""

    def __init__(self, log: ChatLog, members: Callable[[str], dict[str, str]]) -> None:
        self._log = log
        self._members = members
        self._none: tuple[Event, ...] = ()

    async def events(self) -> AsyncIterator[Event]:
        """Nothing: between two events the world moves the clock, so it waits for each to be taken."""
        for event in self._none:
            yield event

    async def send(self, outgoing: Outgoing) -> None:
        self._log.show(outgoing)

    async def shows(self, outgoing: Outgoing) -> bool | None:
        return self._log.shows(outgoing.key)

    async def file(self, message_id: str) -> tuple[str, bytes]:
        raise NoFile("这里收不了文件")

    async def members(self, room: str) -> dict[str, str]:
        return self._members(room)
