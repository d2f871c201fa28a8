"""The scripted events of `liaison replay`, one JSON object a line (INTERFACES.md)."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_args

from bot.errors import UserError
from bot.messages import Event, Incoming, MessageKind, Presence, Recall

Doing = Literal["event", "tick", "stop", "restart"]


@dataclass(frozen=True, slots=True)
class Step:
    """What happens at a moment: an event of the platform, time passing, or the process ending and starting."""

    at: dt.datetime
    doing: Doing
    event: Event | None = None


def read_script(lines: Iterable[str], name: str) -> Iterator[Step]:
    """The steps of a file. Raises UserError that names the line: no JSON, a key missing or wrong, time going back."""
    last: dt.datetime | None = None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            step = _step(line)
        except _Wrong as wrong:
            raise UserError(f"{name} 第{number}行:{wrong}") from None
        if last is not None and step.at < last:
            raise UserError(f"{name} 第{number}行:时间 {step.at.isoformat()} 早于上一行,请按时间先后排列")
        last = step.at
        yield step


class _Wrong(Exception):
    """What is wrong with a line."""


def _step(line: str) -> Step:
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        raise _Wrong("不是一个 JSON 对象") from None
    if not isinstance(said, dict):
        raise _Wrong("不是一个 JSON 对象")
    at = _moment(said)
    match said.get("event"):
        case "message":
            return Step(at, "event", _message(said, at))
        case "recall":
            return Step(at, "event", Recall(_text(said, "id"), at))
        case "join" | "leave" as what:
            where = {"room": _text(said, "room"), "contact": _text(said, "contact"), "name": _text(said, "name", "")}
            return Step(at, "event", Presence(**where, joined=what == "join", at=at))
        case "tick" | "stop" | "restart" as what:
            return Step(at, what)
        case other:
            raise _Wrong(f"不认识的 event:{other!r},可用 message recall join leave tick restart stop")


def _message(said: dict[str, Any], at: dt.datetime) -> Incoming:
    kind: MessageKind = said.get("kind") or "text"
    if kind not in get_args(MessageKind):
        raise _Wrong(f"不认识的 kind:{kind!r},可用 {' '.join(get_args(MessageKind))}")
    mentions = said.get("mentions") or []
    if not isinstance(mentions, list) or not all(isinstance(one, str) for one in mentions):
        raise _Wrong("mentions 要写成联系人 id 的列表")
    room, wire = said.get("room"), said.get("wire")
    if not isinstance(room, str | None) or not isinstance(wire, str | None):
        raise _Wrong("room 和 wire 要写成文字或 null")
    sender, name = _text(said, "sender"), _text(said, "name", "")
    return Incoming(
        _text(said, "id"), room, sender, name, _text(said, "text", ""), at, tuple(mentions), kind=kind, wire=wire
    )


def _text(said: dict[str, Any], key: str, default: str | None = None) -> str:
    value = said.get(key, default)
    if not isinstance(value, str) or (default is None and not value):
        raise _Wrong(f"缺少 {key},或者它不是文字")
    return value


def _moment(said: dict[str, Any]) -> dt.datetime:
    try:
        at = dt.datetime.fromisoformat(said["at"])
    except (KeyError, TypeError, ValueError):
        raise _Wrong("at 要写成带时区的时间,例如 2026-11-20T10:00:00+08:00") from None
    if at.tzinfo is None:
        raise _Wrong("at 没有时区,例如要写 2026-11-20T10:00:00+08:00")
    return at
