"""What a command is, and which one a text is."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from bot.messages import Reply
from bot.permissions import Role
from handlers.context import Context

Answer = Reply | list[Reply]
Arguments = Callable[[str], tuple[Any, ...] | None]

_NUMBER = re.compile(r"[#＃]?\s{0,3}(\d{1,9})\s{0,3}")
# what may stand right behind a command's word: 撤销#12, 共读《…》, 我的记录11月
_BEHIND = re.compile(r"[\s#＃《:：。!！?？~～\d]")
_POLITE = re.compile(r"(?:谢谢|多谢|一下|吧|呢|啊|哦|[\s。!！?？~～]){0,6}")


def nothing(rest: str) -> tuple[()]:
    """The command takes no arguments: a sentence that goes on is not this command (继续 又读到60页)."""
    return ()


def rest_of_line(rest: str) -> tuple[str]:
    return (rest,)


def optional_number(rest: str) -> tuple[int | None] | None:
    """`#12`, `12` or nothing."""
    if not rest:
        return (None,)
    found = _NUMBER.fullmatch(rest)
    return (int(found[1]),) if found else None


def number_and_rest(rest: str) -> tuple[int, str] | None:
    """`#12 住建局 12月10日前`."""
    found = _NUMBER.match(rest)
    return (int(found[1]), rest[found.end() :].strip()) if found else None


def name_and_tail(rest: str) -> tuple[str, str | None] | None:
    """`张三 1234` or `张三`."""
    found = re.fullmatch(r"([㐀-鿿·]{2,15})(?:\s{0,5}(\d{4}))?", rest)
    return (found[1], found[2]) if found else None


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that can be asked of the bot. `args` reads the rest of the text, None when it does not fit.

    `glued`: the rest may stand right behind the word. `listed`: from which role on 帮助 shows it, if not from `who`.
    """

    word: str
    run: Callable[..., Answer]
    also: tuple[str, ...] = ()
    args: Arguments = nothing
    who: Role = Role.MEMBER
    example: str = ""
    glued: bool = False
    built: bool = True
    listed: Role | None = None

    @property
    def words(self) -> tuple[str, ...]:
        return (self.word, *self.also)


def find(commands: Sequence[Command], text: str) -> tuple[Command, str] | None:
    """The command that the text begins with, and the rest of it. Of words that fit the longest wins."""
    best: tuple[Command, str] | None = None
    longest = 0
    for command in commands:
        for word in command.words:
            rest = text[len(word) :]
            if len(word) <= longest or not text.lower().startswith(word):
                continue
            if rest and not command.glued and not _BEHIND.match(rest):
                continue
            if command.args is not nothing or _POLITE.fullmatch(rest):
                best, longest = (command, rest.strip(" \t\n:：。!！?？")), len(word)
    return best


def near(commands: Sequence[Command], text: str) -> str | None:
    """The canonical word that a slip of the finger may have meant."""
    if not 2 <= len(text) <= 8:
        return None
    words = {word: command.word for command in commands if command.built for word in command.words if len(word) > 1}
    found = get_close_matches(text, words, n=1, cutoff=0.6)
    return words[found[0]] if found else None


def call(command: Command, ctx: Context, rest: str) -> Answer | None:
    """Run it; None when the rest does not fit. Raises NotAllowed when the asker's role does not reach."""
    ctx.require_role(command.who)
    arguments = command.args(rest)
    return None if arguments is None else command.run(ctx, *arguments)
