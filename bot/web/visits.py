"""What belongs to one browser and not to the world: who it speaks as, and what it has read."""

import secrets
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.sandbox.chatlog import Post

COOKIE = "liaison_sandbox"
MOST = 500


@dataclass(slots=True)
class Visit:
    """`read`: (speaker, chat) → the number of the last post that was shown to him."""

    id: str
    epoch: str
    speaker: str = ""
    read: dict[tuple[str, str], int] = field(default_factory=dict)

    def unread(self, speaker: str, chat: str, posts: Iterable[Post], from_number: int) -> int:
        last = self.read.get((speaker, chat), from_number)
        return sum(p.number > last and p.sender not in (None, speaker) and not p.recalled for p in posts)

    def has_read(self, speaker: str, chat: str, posts: list[Post]) -> None:
        if posts:
            self.read[speaker, chat] = posts[-1].number


class Visits:
    """The visits of this process, the oldest forgotten first."""

    def __init__(self) -> None:
        self._visits: OrderedDict[str, Visit] = OrderedDict()

    def of(self, cookie: str | None, epoch: str) -> Visit:
        """The visit of that cookie, a new one when it is unknown or the world began anew."""
        visit = self._visits.get(cookie or "")
        if visit is None:
            visit = Visit(secrets.token_urlsafe(18), epoch)
            self._visits[visit.id] = visit
            while len(self._visits) > MOST:
                self._visits.popitem(last=False)
        if visit.epoch != epoch:
            visit.epoch, visit.read = epoch, {}
        self._visits.move_to_end(visit.id)
        return visit
