"""Room invitations and friend requests: accepted from the allow list only, one at a time and spaced."""

import asyncio
import logging

from bot.gateway.wechaty.faults import LinkFault
from bot.gateway.wechaty.link import Link

log = logging.getLogger(__name__)

BETWEEN = 10.0  # seconds; accepting in a row looks like a machine
ASKED = 2  # a friend request that somebody makes


class Doors:
    """`allowed`: contact ids whose invitations and requests are accepted."""

    def __init__(self, allowed: tuple[str, ...], between: float = BETWEEN) -> None:
        self._allowed = frozenset(allowed)
        self._between = between
        self._turn = asyncio.Lock()
        self._open: set[asyncio.Task[None]] = set()

    def knock(self, link: Link, invited: bool, id: str) -> None:
        """Look at an invitation (or a request) and accept it if its sender is on the list."""
        if not self._allowed or not id:
            return
        task = asyncio.create_task(self._answer(link, invited, id))
        self._open.add(task)
        task.add_done_callback(self._open.discard)

    def close(self) -> None:
        for task in self._open:
            task.cancel()

    async def _answer(self, link: Link, invited: bool, id: str) -> None:
        async with self._turn:
            try:
                wire = await link.session()
                if invited:
                    if (await wire.invitation(id)).inviter in self._allowed:
                        await wire.accept_invitation(id)
                else:
                    request = await wire.friendship(id)
                    if request.type == ASKED and request.contact in self._allowed:
                        await wire.accept_friendship(id)
            except LinkFault as fault:
                log.warning("an invitation or a friend request was left alone: %s", fault)
            await asyncio.sleep(self._between)
