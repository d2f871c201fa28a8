"""`liaison parse`: messages in, records out, one JSON object a line (INTERFACES.md)."""

import datetime as dt
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from handlers.language import Lexicon, Record, Utterance

ROOMS = ("member", "reading", "direct")
_NAMES = {
    "type": "类型",
    "member": "委员",
    "date": "日期",
    "date_end": "到",
    "people": "人数",
    "unit": "单位",
    "approx": "约数",
    "place": "地点",
    "audience": "对象",
    "channel": "方式",
    "issue": "反映",
    "outcome": "办理",
    "book": "书",
    "volume": "卷册",
    "from_page": "从页",
    "to_page": "到页",
    "pages_read": "读页数",
    "from_chapter": "从章",
    "to_chapter": "到章",
    "minutes": "分钟",
    "day": "第几天",
    "finished": "读完",
    "reflection": "感想",
    "title": "题目",
    "count": "件数",
}


@click.command(help="从标准输入逐行读消息(JSONL),逐行写出其中的记录;或用 --text 看一条。")
@click.option("--text", help="只读这一条消息,结果给人看")
@click.option("--sent-at", help="发送时间,如 2026-11-20T10:00:00+08:00(默认现在)")
@click.option("--room", type=click.Choice(ROOMS), default="member", show_default=True, help="哪种群")
@click.option("--sender", default="本人", show_default=True, help="发消息的委员")
@click.option("--why", is_flag=True, help="同时说明每一项出自哪几个字(只用于 --text)")
@click.option("--config", type=click.Path(path_type=Path), help="配置文件(默认 config.toml)")
@click.pass_context
def command(
    ctx: click.Context, text: str | None, sent_at: str | None, room: str, sender: str, why: bool, config: Path | None
) -> None:
    lexicon, zone = _surroundings(config)
    if text is not None:
        from bot.clock import SystemClock

        at = SystemClock(zone).now() if sent_at is None else _time(sent_at, zone)
        if at is None:
            raise click.BadParameter("写成 2026-11-20T10:00:00+08:00 这样", param_hint="--sent-at")
        message = {"text": text, "sent_at": at.isoformat(), "room": room, "sender": sender}
        click.echo("\n".join(_for_people(_records(message, lexicon, zone), why)))
        return
    failed = False
    for answer in _answers(sys.stdin, lexicon, zone):
        failed = failed or "error" in answer
        click.echo(_json(answer))
    if failed:
        ctx.exit(1)


def _surroundings(config: Path | None) -> "tuple[Lexicon, ZoneInfo]":
    """The gazetteer and the zone; without a config.toml those of the demo city, and no settings code is loaded."""
    from zoneinfo import ZoneInfo

    from bot.cli import setup

    if config is None and not setup.STANDARD.exists():
        from bot.lexicon import default_lexicon

        return default_lexicon(), ZoneInfo("Asia/Shanghai")
    settings = setup.configured(config)
    return setup.lexicon_of(settings), settings.committee.zone


def _answers(lines: Iterable[str], lexicon: "Lexicon", zone: "ZoneInfo") -> Iterator[dict[str, Any]]:
    import json

    for line in lines:
        if not line.strip():
            continue
        name: Any = None
        try:
            message = json.loads(line)
            if not isinstance(message, dict):
                raise ValueError("这一行不是 JSON 对象")
            name = message.get("id")
            records = _records(message, lexicon, zone)
        except (ValueError, RecursionError) as broken:
            said = "这一行不是 JSON" if isinstance(broken, json.JSONDecodeError | RecursionError) else str(broken)
            yield {"id": name, "error": said}
        else:
            yield {"id": name, "records": [record.as_json() for record in records]}


def _records(message: dict[str, Any], lexicon: "Lexicon", zone: "ZoneInfo") -> "list[Record]":
    """Raises ValueError with a sentence for people when a key is missing or of the wrong kind."""
    from handlers.language import read
    from handlers.language.chain import read_chain

    utterance = _utterance(message, zone)
    wire, contacts = message.get("wire"), message.get("contacts") or {}
    if not isinstance(wire, str | None) or not isinstance(contacts, dict):
        raise ValueError("wire 要是文字,contacts 要是 {作者号: 姓名}")
    named = {str(key): str(value) for key, value in contacts.items()}
    chain = read_chain(utterance, wire, named, lexicon)
    if chain is None:
        return read(utterance, lexicon)
    return [record for entry in chain.entries for record in entry.records]


def _utterance(message: dict[str, Any], zone: "ZoneInfo") -> "Utterance":
    from handlers.language import Utterance

    text, room, sender = message.get("text"), message.get("room", "member"), message.get("sender", "")
    if not isinstance(text, str):
        raise ValueError("缺 text,或它不是文字")
    if room not in ROOMS:
        raise ValueError("room 只能是 member、reading 或 direct")
    if not isinstance(sender, str):
        raise ValueError("sender 要是姓名")
    at = _time(message.get("sent_at"), zone)
    if at is None:
        raise ValueError("缺 sent_at,或它不是 2026-11-20T10:00:00+08:00 这样的时间")
    roster = message.get("roster") or []
    if not isinstance(roster, list) or not all(isinstance(name, str) for name in roster):
        raise ValueError("roster 要是姓名的列表")
    return Utterance(text, at, room, sender, frozenset(roster))


def _time(written: Any, zone: "ZoneInfo") -> dt.datetime | None:
    """An aware time in the committee's zone; a time without an offset is taken as of that zone."""
    if not isinstance(written, str):
        return None
    try:
        at = dt.datetime.fromisoformat(written)
        return at.replace(tzinfo=zone) if at.tzinfo is None else at.astimezone(zone)
    except (ValueError, OverflowError):
        return None


def _json(answer: dict[str, Any]) -> str:
    import json

    return json.dumps(answer, ensure_ascii=False)


def _for_people(records: "list[Record]", why: bool) -> Iterator[str]:
    if not records:
        yield "没有履职记录"
    for number, record in enumerate(records, 1):
        shape = record.as_json()
        yield f"{number}. " + " ".join(f"{_NAMES[key]}={value}" for key, value in shape.items())
        if why:
            for reason in record.why:
                yield f"   {_NAMES.get(reason.field, reason.field)} ← “{reason.words}”({reason.rule})"
