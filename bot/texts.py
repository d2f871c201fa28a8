"""Every sentence that the bot says. Short, polite, the same word for the same thing everywhere."""

import datetime as dt
from collections.abc import Sequence

from bot.wording import AUDIENCES, KINDS, day, short, understood
from storage.tables import Matter, Member, Record

MATTER_STATES = {"new": "新", "assigned": "已转办", "done": "已办结", "proposal": "已转提案", "declined": "不予受理"}

HOW_TO_REPORT = "今天到贵城街道走访3户5人,反映路灯不亮,已转街道"

NOT_ALLOWED = "您没有这项权限,需要的话请联系界别召集人或办公室。"
NOT_YET = "还没有这个功能,请先联系办公室。"
NOT_A_MEMBER = "您的微信还没有绑定委员名册,没有权限做这一项,请先发“绑定 姓名 手机尾号”。"
HINT_TO_STRANGER = "您好,我是履职小助手。请发“绑定 姓名 手机尾号四位”,例如:绑定 张三 1234"
TOO_LONG = "这条消息太长了(超过2000字),没有记。请分成几条发。"

NOTHING_ASKED = "目前没有等您确认的记录。"
NOTHING_TO_UNDO = "没有可以撤销的记录。"
NOTHING_TO_CORRECT = "没找到要更正的那条记录。请发“我的记录”看编号,再发如:更正 #12 改为8人"
CORRECTION_NOT_UNDERSTOOD = "没看懂要改成什么。请这样发:更正 #12 改为8人"
REMINDERS_OFF = "好的,以后不再提醒。想恢复时发“恢复提醒”。"
REMINDERS_ON = "好的,已恢复每月提醒。"
BOOK_USAGE = "请这样发:/共读 《乡土中国》 11.20-12.10"
BOOK_NEEDS_ROOM = "“共读”要在读书群里发,如:/共读 《乡土中国》 11.20-12.10"
NO_MATTERS = "目前没有未办结的事项。"
NO_OVERDUE_MATTERS = "目前没有逾期的事项。"
NO_RECORDS_THEN = "这段时间没有记录。"
BIND_USAGE = "请这样发:绑定 张三 1234(后面是名册里手机号的后四位)"
BIND_UNKNOWN = "名册里没有找到这个姓名,请核对后再发,或联系办公室。"
BIND_TOO_OFTEN = "今天试的次数太多了,请明天再试,或联系办公室。"
BIND_WRONG_TAIL = "手机尾号和名册对不上,请核对后再发,或联系办公室。"
BIND_ASKED = "已请召集人或办公室核对,确认后会告诉您。"
BIND_NOBODY_TO_ASK = "这次绑定要由召集人或办公室核对,请直接联系办公室。"
BIND_REFUSED = "这次绑定没有通过,请联系界别召集人或办公室。"
ALREADY_BOUND = "您已经绑定,可以直接报送。"
OWNER_NOW = "认领成功,您现在是管理员。发“帮助”看您能做的事。"
OWNER_ALREADY = "您已经是管理员。"
OWNER_PRIVATELY = "请私聊发给我,不要发在群里。"
OWNER_WRONG_CODE = "认领码不对或已过期,请核对启动时屏幕上显示的八位码;重新启动会换一个新码。"
FAILED = "已收到,处理时出了点问题,会自动再试,不用重发。"


def recorded(name: str, record: Record, today: dt.date) -> str:
    return f"已记 {name}:{understood(record, today)}"


def recorded_before(name: str, record: Record, today: dt.date) -> str:
    return f"已记过 {name}:{understood(record, today)}"


def how_many(name: str, record: Record, today: dt.date) -> str:
    return f"{name}:{understood(record, today)},这次联系了几人?回个数字就行"


def ask_to_confirm(reporter: str, name: str, record: Record, today: dt.date) -> str:
    return f"{reporter}代您报:{understood(record, today)}。对的话请回“确认”,不对请回“否”"


def waits_for_confirmation(name: str, record: Record, today: dt.date) -> str:
    return f"{name}:{understood(record, today)},待{name}本人回“确认”后计入"


def refused_by_member(record: Record, today: dt.date) -> str:
    return f"好的,这条不记:{understood(record, today)}"


def year_closed(year: int) -> str:
    return f"{year}年已经截止,这条没有记。需要补录请联系界别召集人或办公室。"


def closed_year_stays(year: int) -> str:
    return f"{year}年已经截止,记录不能再改。需要改动请联系界别召集人或办公室。"


def which_member(name: str) -> str:
    return f"名册里不止一位“{name}”,这条没有记,请办公室代录。"


def not_in_roster(name: str) -> str:
    return f"名册里没有“{name}”,这条没有记,请核对姓名或联系办公室。"


def undone(record: Record, today: dt.date) -> str:
    return f"已撤销 #{record.number} {understood(record, today)}"


def corrected(name: str, record: Record, today: dt.date) -> str:
    return f"已更正 {name}:{understood(record, today)}"


def no_such_record(number: int) -> str:
    return f"没有编号 #{number} 的记录。请发“我的记录”查看编号。"


def already_void(number: int) -> str:
    return f"#{number} 之前已经撤销了。"


def chain_recorded(added: Sequence[str], changed: Sequence[str]) -> str:
    """One acknowledgement for a chain, by the names on its new and changed lines; empty when there are none."""
    parts = []
    if added:
        parts.append(f"新增{len(added)}条({'、'.join(added)})")
    if changed:
        parts.append(f"更新{len(changed)}条({'、'.join(changed)})")
    return f"已记 接龙{','.join(parts)}" if parts else ""


def after_downtime(recorded: int) -> str:
    return f"离线期间补记 {recorded} 条"


def rest_of_day(recorded: int) -> str:
    """The room has had enough acknowledgements for a day."""
    return f"另外已记 {recorded} 条"


def quota_line(credited: int, quota: int) -> str:
    left = quota - credited
    return f"{credited}/{quota}" + (f",还差{left}人次" if left > 0 else ",已完成")


def progress(
    name: str,
    year: int,
    credited: int,
    quota: int,
    *,
    others: Sequence[tuple[str, int]],
    activities: Sequence[tuple[str, int, int]],
    reading_days: int,
    pending: int,
) -> str:
    """`others`: (audience, people); `activities`: (kind, done, target)."""
    lines = [f"{name} {year}年联系界别群众 {quota_line(credited, quota)}"]
    shown = [f"{AUDIENCES[audience]}{n}人次" for audience, n in others if n]
    if shown:
        lines.append("另有:" + "、".join(shown))
    lines.append("五个一:" + " ".join(f"{KINDS[kind]}{done}/{target}" for kind, done, target in activities))
    if reading_days:
        lines.append(f"读书打卡{reading_days}天")
    if pending:
        lines.append(f"待补充{pending}条,发“我的记录”查看")
    return "\n".join(lines)


def period(first: dt.date, last: dt.date) -> str:
    """2026年11月, 2026年, or from day to day."""
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return f"{first.year}年"
    if (
        first.day == 1
        and (last + dt.timedelta(days=1)).day == 1
        and (first.year, first.month) == (last.year, last.month)
    ):
        return f"{first.year}年{first.month}月"
    begin = f"{first.year}年{first.month}月{first.day}日"
    return begin if first == last else f"{begin}至{last.month}月{last.day}日"


def record_list(
    name: str, first: dt.date, last: dt.date, records: Sequence[Record], today: dt.date, limit: int = 15
) -> str:
    waiting = {None: "", "people": "(待补充人数)", "confirm": "(待您确认)", "review": "(待审)"}
    lines = [
        f"#{r.number} {day(r.date, today) or '今天'} {understood(r, r.date)}{waiting[r.waiting_for]}"
        for r in records[-limit:]
    ]
    more = [f"(前面还有{len(records) - limit}条)"] if len(records) > limit else []
    return "\n".join([f"{name} {period(first, last)}", *more, *lines])


def shared_book(room: str, title: str, first: dt.date, last: dt.date) -> str:
    return f"本群共读《{title}》,{first.month}月{first.day}日至{last.month}月{last.day}日。打卡不写书名就算这本。"


def reminder(name: str, credited: int, quota: int) -> str:
    return (
        f"{name}委员您好,您今年联系界别群众 {quota_line(credited, quota)}。\n"
        f"联系之后发一句话就行,例如:{HOW_TO_REPORT}\n不想再收到请回“不再提醒”。"
    )


STANDING_TITLE = "您联系的委员本季进度"


def progress_title(whose: str) -> str:
    return f"{whose}委员本月进度"


def summary(title: str, people: int, behind: Sequence[str], pending: int, overdue: Sequence[str]) -> str:
    """One private summary for who looks after those people."""
    lines = [f"{title}:共{people}人,按进度{people - len(behind)}人,落后{len(behind)}人"]
    if behind:
        lines.append("落后:" + _few(behind))
    if pending:
        lines.append(f"待补充或待确认的记录{pending}条")
    if overdue:
        lines.append(f"逾期事项{len(overdue)}件:" + ";".join(overdue))
    return "\n".join(lines)


def unreachable(names: Sequence[str]) -> str:
    return "没有绑定微信、提醒不到:" + _few(names)


def _few(names: Sequence[str], limit: int = 40) -> str:
    return "、".join(names[:limit]) + (f"等{len(names)}人" if len(names) > limit else "")


def matter_line(matter: Matter, record: Record, name: str, today: dt.date) -> str:
    state = MATTER_STATES[matter.state] + (f" {matter.unit}" if matter.unit else "")
    due = ""
    if matter.due:
        due = f" {matter.due.month}月{matter.due.day}日前" + ("(已逾期)" if matter.due < today else "")
    return f"#{matter.number} {short(raised(record))} {state}{due}({name})"


def raised(record: Record) -> str:
    return record.issue or record.title or ""


def matter_list(lines: Sequence[str], limit: int = 20) -> str:
    more = [f"(还有{len(lines) - limit}件,发“导出 事项”看全部)"] if len(lines) > limit else []
    return "\n".join([f"未办结事项{len(lines)}件", *lines[:limit], *more])


def no_such_matter(number: int) -> str:
    return f"没有编号 #{number} 的事项。发“事项”查看编号。"


def matter_assigned(number: int, unit: str, due: dt.date | None) -> str:
    return f"已转办 #{number} {unit}" + (f",{due.month}月{due.day}日前" if due else "")


def matter_closed(number: int, state: str, told: str | None) -> str:
    """`told`: the name of the member who could not be told, None when he was."""
    ending = f"{told}没有绑定微信,请转告" if told else "已告诉反映的委员"
    return f"{MATTER_STATES[state]} #{number},{ending}"


def matter_is_closed(number: int, state: str) -> str:
    return f"#{number} {MATTER_STATES[state]},不能再改。"


def outcome_told(name: str, record: Record, state: str, outcome: str | None) -> str:
    ends = {"done": "已办结", "proposal": "已转为提案", "declined": "没有受理"}
    said = f":{outcome}" if outcome else ""
    return f"{name}委员您好,您反映的“{raised(record)}”{ends[state]}{said}。方便时请转告群众。"


def bound(member: Member) -> str:
    sector = f"({member.sector}界)" if member.sector else ""
    return f"绑定成功:{member.name}{sector}。以后在群里说一句话就能记,例如:{HOW_TO_REPORT}"


def ask_to_bind(display: str, member: Member) -> str:
    return f"“{display}”申请绑定为{member.name}({member.sector}界),是本人请回“是”,不是请回“否”"


def bind_decided(member: Member, yes: bool) -> str:
    return f"{member.name}的绑定{'已通过' if yes else '没有通过'}。"


def did_you_mean(word: str) -> str:
    return f"您是不是想说“{word}”?回复“。”执行"


def usage(word: str, example: str) -> str:
    return f"没看懂。请这样发:{example}"


def help_text(examples: Sequence[str]) -> str:
    return "\n".join(["直接说一句话就能记,例如:", HOW_TO_REPORT, "也可以发:", *examples])


def throttled(chat: str, minutes: int) -> str:
    where = "所有会话" if chat == "*" else f"“{chat}”"
    return f"平台提示操作过于频繁,{where}暂停发送{minutes}分钟,之后自动恢复。"


ROSTER_GONE = "没有等着导入的名册(发来超过半小时就不再等),请把名册文件重新发一次。"


def roster_preview(name: str, rows: int, added: int, changed: int, same: int, missing: int) -> str:
    said = f"名册“{name}”读到{rows}人:新增{added}人,更新{changed}人,不变{same}人。"
    if missing:
        said += f"库里另有{missing}人不在这份名册里,不会删除。"
    return said + "回复“确认导入”就写入,30分钟内有效。"


def roster_refused(name: str, wrong: int, first: list[str]) -> str:
    more = f"\n……共{wrong}处" if wrong > len(first) else ""
    return f"名册“{name}”有{wrong}处要改,一行都没有导入:\n" + "\n".join(first) + more


def roster_imported(added: int, changed: int, same: int) -> str:
    return f"名册已导入:新增{added}人,更新{changed}人,不变{same}人。"
