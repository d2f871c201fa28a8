"""Golden dialogs: a transcript is test, documentation and demo at once.

== 2026-11-20 10:00              the clock; with … behind it, what is said until then is not looked at
陆秀芳@教育界委员群> 走访港城街道6人
小助手> 已记 陆秀芳:联系6人次(港城街道)
陆秀芳@私聊> 撤销
小助手> 已撤销 #1 …
小助手@黄志明> …                  somewhere else than in answer: a private chat, or a room
    …                            a line of four spaces goes on with the one before
"""

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

from tests.chat import PRIVATE, ZONE, Chat


@dataclass
class Turn:
    """Something said (or a time reached), and all that the bot says until the next turn."""

    line: int
    who: str = ""
    chat: str = ""
    text: str = ""
    at: dt.datetime | None = None
    unseen: bool = False
    answers: list[tuple[str, str]] = field(default_factory=list)


def read(path: Path) -> list[Turn]:
    turns: list[Turn] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("    "):
            _go_on(turns[-1], line[4:])
        elif line.startswith("=="):
            moment, unseen = line[2:].strip().removesuffix("…").strip(), line.endswith("…")
            at = dt.datetime.fromisoformat(moment).replace(tzinfo=ZONE)
            turns.append(Turn(number, at=at, unseen=unseen))
        elif line.strip() and not line.startswith("#"):
            head, _, text = line.partition("> ")
            who, _, chat = head.partition("@")
            if who == "小助手":
                turns[-1].answers.append((chat or turns[-1].chat, text))
            else:
                turns.append(Turn(number, who, chat, text))
    return turns


def _go_on(turn: Turn, text: str) -> None:
    if turn.answers:
        chat, before = turn.answers[-1]
        turn.answers[-1] = (chat, f"{before}\n{text}")
    else:
        turn.text += f"\n{text}"


async def play(chat: Chat, path: Path) -> None:
    for turn in read(path):
        before = len(chat.platform.shown)
        if turn.at is not None:
            await chat.until(turn.at)
        else:
            await chat.says(turn.who, turn.text, turn.chat)
        private = {f"wx-{turn.who}": PRIVATE} if turn.who else {}
        said = [
            (private.get(shown.chat, shown.chat.removeprefix("wx-")), shown.text)
            for shown in chat.platform.shown[before:]
        ]
        if not turn.unseen:
            assert said == turn.answers, f"{path.name}:{turn.line} {turn.who}> {turn.text}\n{said}\n{turn.answers}"
