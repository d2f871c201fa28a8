"""Phrases that can be said with one click. Each does what its hint says, also when it is clicked again and again."""

import datetime as dt
import re
from dataclasses import dataclass

from bot.config import Config
from bot.sandbox.chatlog import ChatLog, private_with
from bot.sandbox.people import Speaker
from storage.tables import Record
from storage.unit import Unit

CHAIN = "#接龙"
_PLACES = "贵城街道 港城街道 江南街道 大圩镇 桥圩镇 东津镇 石卡镇 根竹镇".split()
_ISSUES = "路灯不亮 排水沟堵塞 公交班次少 健身器材坏了 路面有坑".split()
_TALK = ("大家早上好", "收到,谢谢", "明天上午九点开会,请准时参加", "今天天气真好")


@dataclass(frozen=True, slots=True)
class Phrase:
    """`label` on the button, `text` that is said, `hint`: what will come of it. No text: it cannot be said now."""

    label: str
    text: str
    hint: str


def phrases(unit: Unit, config: Config, log: ChatLog, person: Speaker, chat: str) -> list[Phrase]:
    """What fits this person in this chat now."""
    n = sum(post.sender == person.contact for post in log.of(chat))
    private = chat == private_with(person.contact)
    if unit.identities.of(person.contact) is None:
        return [_bind(unit, person)] if private else [_talk(n)]
    kinds = {room.name: room.kind for room in config.rooms}
    if private:
        offered = [
            Phrase("我的进度", "我的进度", "答:完成几人次、还差几人次"),
            Phrase("我的记录", "我的记录", "答:本月每一条和编号"),
            _visit(n),
            Phrase("帮助", "帮助", "答:能做什么、怎么说"),
        ]
    elif kinds.get(chat) == "reading":
        offered = [_check_in(n), _minutes(n), _chain(log, person, chat, n, reading=True), _talk(n)]
    else:
        offered = [_visit(n), _without_number(n), _chain(log, person, chat, n, reading=False), _talk(n)]
    return _answer(unit, person, chat, private) + offered + _afterwards(unit, config, log, person, private)


def _visit(n: int) -> Phrase:
    place, issue, people = _PLACES[n % len(_PLACES)], _ISSUES[n % len(_ISSUES)], 3 + n % 7
    return Phrase("走访", f"今天到{place}走访群众{people}人,反映{issue}", f"记一条联系,{people}人次")


def _without_number(n: int) -> Phrase:
    place, issue = _PLACES[(n + 3) % len(_PLACES)], _ISSUES[n % len(_ISSUES)]
    return Phrase("没写人数", f"刚才到{place}走访了几位群众,反映{issue}", "先记成待补充,问一句“几人?”")


def _check_in(n: int) -> Phrase:
    first = 71 + 12 * n
    return Phrase("读书打卡", f"《乡土中国》第{first}-{first + 11}页,打卡", "记一天读书打卡")


def _minutes(n: int) -> Phrase:
    return Phrase("读了几分钟", f"今天读了{20 + 5 * n}分钟,打卡", "记一天读书打卡;本群有共读的书就算那本")


def _talk(n: int) -> Phrase:
    return Phrase("闲聊", _TALK[n % len(_TALK)], "不是履职,机器人不出声")


def _chain(log: ChatLog, person: Speaker, chat: str, n: int, *, reading: bool) -> Phrase:
    """The room's last #接龙 with one line more, as the platform posts it; else a new one."""
    before = [post.text for post in log.of(chat) if post.text.startswith(CHAIN) and not post.recalled]
    text = before[-1] if before else f"{CHAIN}\n{'读书打卡接龙' if reading else '11月走访联系群众接龙'}"
    number = len(re.findall(r"^\d{1,3}\. ", text, re.MULTILINE)) + 1
    done = (
        f"读了{20 + 5 * n}分钟"
        if reading
        else f"走访{_PLACES[(n + number) % len(_PLACES)]}群众{2 + (n + 3 * number) % 9}人"
    )
    return Phrase("接龙", f"{text}\n{number}. {person.name} {done}", "接一条,只有新的这条会记下")


def _answer(unit: Unit, person: Speaker, chat: str, private: bool) -> list[Phrase]:
    """The answer to what the bot has asked this person here."""
    identity = unit.identities.of(person.contact)
    if identity is None:
        return []
    for question in unit.questions.newest_open(identity.member_id, identity.contact, None if private else chat):
        if question.kind == "people":
            return [Phrase("答:6人", "6人", "补上人数,这条就计入")]
        if question.kind in ("confirm", "bind"):
            return [Phrase("确认", "确认", "同意"), Phrase("否", "否", "不同意")]
    return []


def _afterwards(unit: Unit, config: Config, log: ChatLog, person: Speaker, private: bool) -> list[Phrase]:
    """Taking back and putting right, when there is something to take back."""
    recent = _recent_records(unit, config, log, person)
    if not recent:
        return [Phrase(label, "", "先报一条,才有可改的") for label in ("更正", "撤销")]
    call = "" if private else f"@{config.bot.names[0]}\u2005"
    undo = Phrase("撤销", f"{call}撤销", "作废自己最后一条记录")
    contact = next((record for record in recent if record.type == "contact"), None)
    if contact is None:
        return [Phrase("更正", "", "近几天没有联系群众的记录,没有人数可改"), undo]
    people = 8 if contact.people != 8 else 9
    which = "上一条" if contact is recent[0] else f"更正 #{contact.number} "
    return [Phrase("更正", f"{which}改为{people}人", f"把 #{contact.number} 改成{people}人次"), undo]


def _recent_records(unit: Unit, config: Config, log: ChatLog, person: Speaker) -> list[Record]:
    identity = unit.identities.of(person.contact)
    if identity is None:
        return []
    since = log.now() - dt.timedelta(days=config.questions.correction_days)
    return unit.records.recent_of(identity.member_id, since)


def _bind(unit: Unit, person: Speaker) -> Phrase:
    member = unit.members.only(person.name)
    text = f"绑定 {person.name} {member.phone_tail}" if member else ""
    return Phrase("绑定", text, "把这个微信认作名册里的委员")
