"""The conversation that stands there already when the page opens."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

from bot.sandbox.committee import BEGIN, READING_ROOMS

_LINE = re.compile(r"(\d\d)-(\d\d) (\d\d):(\d\d) ([^@]{1,20})@([^>]{1,40})> (.{1,400})")
UNREAD = "----"
_READERS = "白露华 云中鹤 冯启航 宋霜降 苏安康 姚远帆 蒙绿水 霍小暑 卫明理 温小雪 何晨光 祝新岁 黄秋实".split()
_BOOKS = "《边城》 《平凡的世界》 《论语》 《呼兰河传》 《茶馆》".split()


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody says something; `room` is None in his private chat. `unread`: a newcomer has not read it yet."""

    at: dt.datetime
    speaker: str
    room: str | None
    text: str
    unread: bool


def seed() -> list[Line]:
    """The script of `seed.txt` with a check-in in every other reading group, by time."""
    return sorted([*_script(), *_check_ins()], key=lambda line: line.at)


def _script() -> Iterator[Line]:
    unread = False
    for text in (files("bot.sandbox") / "seed.txt").read_text(encoding="utf-8").splitlines():
        if text.startswith("#"):
            continue
        if text == UNREAD:
            unread = True
            continue
        found = _LINE.fullmatch(text)
        if found is None:
            raise ValueError(f"seed.txt: {text!r}")
        month, day, hour, minute = map(int, found.groups()[:4])
        at = BEGIN.replace(month=month, day=day, hour=hour, minute=minute)
        room = None if found[6] == "私聊" else found[6]
        yield Line(at, found[5], room, found[7].replace("|", "\n"), unread)


def _check_ins() -> Iterator[Line]:
    """Groups that the script leaves out: a list of empty rooms would look as if nobody read."""
    evening = (BEGIN - dt.timedelta(days=1)).replace(hour=18, minute=30)
    for n in range(3, READING_ROOMS + 1):
        book, page = _BOOKS[n % len(_BOOKS)], 10 + 3 * n
        at = evening + dt.timedelta(minutes=2 * n)
        yield Line(at, _READERS[n % len(_READERS)], f"书香荷城{n}群", f"{book}读到第{page}页,打卡", False)
