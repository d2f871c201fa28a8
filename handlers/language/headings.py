"""What the lines under the heading of a list are: contacts, check-ins, or nothing that has been done."""

from typing import Literal

from handlers.language.normalize import LONGEST, normalize
from handlers.language.rule import Rule

_SIGN_UP = Rule(
    r"报个?名|尺码|订餐|订书|用餐|晚餐|午餐|普餐|素餐|意向|签到表|投票|预约|车牌|名单|核酸|物资|团购|联系方式|"
    r"通讯录|能否参加|参会|住宿|收到(?:后|的)?请?(?:接|回复)|借书|还书|荐书|荐一本|推荐|哪本|拼车|上车点|空位|领书|购书|健[步走]|步数|万步|跑步|健身|八段锦|太极|体温|(?:[要能想]去|愿意去|一起去|[坐乘搭][^\n,。]{1,4}|自驾)的(?:委员|同志|老师|各位)?(?:[请都来]|不用|在此){0,2}接(?![待访触])|"
    r"(?:会|调整|培训|时间)[^\n]{0,8}通知"
)
_READING_HEADING = Rule(r"读书|阅读|[晨早夜晚午共]读|打[个了]?卡|每日一读|书目|书名|书香|读原著|共学|学习打卡|读了")
_CONTACT_HEADING = Rule(r"走访|联系(?:界别)?群众|接访|接待|入户|慰问|座谈|看望|义诊|[恳夜]谈|屋场会|院坝会|坝坝会")
# 学党史 促履职 读书打卡: these also stand in the slogans of other lists.
_DUTY_HEADING = Rule(r"下村|下乡|履职|服务群众")
_FUTURE = Rule(
    r"明[天日早晚](?!就?是?(?:端午|中秋|国庆|元旦|清明|春节|除夕|元宵|重阳|五一|放假|周末))|后天|下周|计划|拟|预报|报名|安排表"
)


def is_sign_up(heading: str) -> bool:
    """Whether a heading asks who will, wants or has something: nothing on its list has been done."""
    norm = normalize(heading[:LONGEST])
    return _SIGN_UP.search(norm) is not None or _FUTURE.search(norm) is not None


def heading_type(heading: str) -> Literal["contact", "reading"] | None:
    """What the lines under a #接龙 heading are; None for sign-ups, orders and other lists."""
    norm = normalize(heading[:LONGEST])
    if is_sign_up(norm):
        return None
    if _CONTACT_HEADING.search(norm):
        return "contact"
    if _READING_HEADING.search(norm):
        return "reading"
    return "contact" if _DUTY_HEADING.search(norm) else None
