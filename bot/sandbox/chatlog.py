"""What the made-up platform remembers: every message of every chat, as the people there see it."""

import asyncio
import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from bot.messages import Outgoing
from bot.sandbox.outcome import Outcome

PRIVATE = "@"


def private_with(contact: str) -> str:
    """The chat of that contact with the bot. A room's chat is its name."""
    return PRIVATE + contact


@dataclass(slots=True)
class Post:
    """One message, or a grey line of the platform (`sender` is None).

    `number` and `changed` are versions of the log: when it came, and when something about it changed last.
    """

    number: int
    id: str
    chat: str
    sender: str | None
    name: str
    text: str
    at: dt.datetime
    reply_to: tuple[str, ...] = ()
    recalled: bool = False
    changed: int = 0
    outcome: Outcome | None = None


class ChatLog:
    """The posts in their order. Each change has a number, so that a page can ask for what it has not seen."""

    def __init__(self, bot: str, bot_name: str, now: Callable[[], dt.datetime], name: str) -> None:
        self.bot, self.bot_name = bot, bot_name
        self.version = 0
        self.complaints: list[tuple[int, str]] = []
        self.now = now
        self._name = name
        self._chats: dict[str, list[Post]] = defaultdict(list)
        self._by_id: dict[str, Post] = {}
        self._keys: set[str] = set()
        self._news = asyncio.Event()

    def say(self, chat: str, sender: str, name: str, text: str) -> Post:
        return self._append(chat, sender, name, text)

    def note(self, chat: str, text: str) -> Post:
        """A grey line: who joined, what was recalled."""
        return self._append(chat, None, "", text)

    def show(self, out: Outgoing) -> Post:
        """A message of the bot."""
        chat = private_with(out.chat) if out.private else out.chat
        self._keys.add(out.key)
        return self._append(chat, self.bot, self.bot_name, out.text, out.reply_to)

    def shows(self, key: str) -> bool:
        return key in self._keys

    def change(self, post: Post, *, recalled: bool | None = None, outcome: Outcome | None = None) -> None:
        post.recalled = post.recalled if recalled is None else recalled
        post.outcome = outcome or post.outcome
        post.changed = self._next()

    def complain(self, sentence: str) -> None:
        """Something went wrong that the person at the page should know."""
        self.complaints = [*self.complaints[-20:], (self._next(), sentence)]

    def nudge(self) -> None:
        """Something outside the log has changed (the clock): who waits should look."""
        self._next()

    def of(self, chat: str) -> list[Post]:
        return self._chats.get(chat, [])

    def get(self, id: str) -> Post | None:
        return self._by_id.get(id)

    def answers_to(self, post: Post) -> list[Post]:
        return [other for other in self.of(post.chat) if post.id in other.reply_to]

    def chats_since(self, version: int) -> list[str]:
        """The chats in which something has changed after that version."""
        return [chat for chat, posts in self._chats.items() if any(post.changed > version for post in posts[-200:])]

    async def beyond(self, version: int) -> None:
        """Wait until something has happened after that version."""
        while self.version <= version:
            await self._news.wait()

    def _append(self, chat: str, sender: str | None, name: str, text: str, reply_to: tuple[str, ...] = ()) -> Post:
        number = self._next()
        post = Post(number, f"{self._name}-{number}", chat, sender, name, text, self.now(), reply_to)
        post.changed = number
        self._chats[chat].append(post)
        self._by_id[post.id] = post
        return post

    def _next(self) -> int:
        self.version += 1
        self._news.set()
        self._news = asyncio.Event()
        return self.version
