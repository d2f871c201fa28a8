"""A transport that sends what is written in one turn of the loop together.

A call of the gateway writes twice, and dozens are made in one turn: to the kernel each write costs more than what it
says, and the gateway wakes up for each.
"""

import asyncio
from typing import Any


class Corked:
    """Stands before a transport of asyncio, in its loop; whoever closes it loses nothing that was written."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._loop = asyncio.get_running_loop()
        self._held: list[bytes] = []

    def write(self, data: bytes) -> None:
        if not self._held:
            # behind everything that is ready now
            self._loop.call_soon(self._send)
        self._held.append(data)

    def close(self) -> None:
        self._send()
        self._transport.close()

    def is_closing(self) -> bool:
        return self._transport.is_closing()

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return self._transport.get_extra_info(name, default)

    def _send(self) -> None:
        held, self._held = self._held, []
        if held and not self._transport.is_closing():
            self._transport.write(b"".join(held))
