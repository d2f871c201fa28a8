"""What the bot needs of a platform. WeChat, the sandbox and replay are such gateways."""

from collections.abc import AsyncIterator
from typing import Protocol

from bot.messages import Event, Outgoing


class NotSent(Exception):
    """The platform has certainly not shown the message: it may be sent again."""


class NotNow(NotSent):
    """Nothing can be sent at present, whatever it is: this does not count against the message."""


class Doubtful(Exception):
    """Nobody knows whether the platform has shown the message."""


class NoFile(Exception):
    """The file of a message cannot be had; the text is a Chinese sentence for its sender."""


class Gateway(Protocol):
    """Events in, messages out."""

    def events(self) -> AsyncIterator[Event]:
        """What happens on the platform, in its order. Ends when the gateway is closed."""
        ...

    async def send(self, outgoing: Outgoing) -> None:
        """Show a message. Raises NotSent or Doubtful."""
        ...

    async def shows(self, outgoing: Outgoing) -> bool | None:
        """Has the platform shown this message? None when it cannot tell. Raises NotNow: it cannot look at present."""
        ...

    async def members(self, room: str) -> dict[str, str]:
        """Contact id → display name of who is in the room."""
        ...

    async def file(self, message_id: str) -> tuple[str, bytes]:
        """Name and content of the file that a message brought. Raises NoFile."""
        ...
