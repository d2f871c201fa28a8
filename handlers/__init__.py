"""The business. `commands()` is the one list of what can be asked; what is no command is read as a record."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handlers.command import Command


def commands() -> "tuple[Command, ...]":
    """What the bot can do, in the order of its help.

    The imports stand inside, so that the language alone (`handlers.language`) stays light.
    """
    from bot.permissions import Role
    from handlers.binding import bind
    from handlers.command import (
        Command,
        name_and_tail,
        nothing,
        number_and_rest,
        optional_number,
        rest_of_line,
    )
    from handlers.help import help_, not_yet, nothing_asked
    from handlers.matters import assign, close_as_proposal, close_done, decline, list_matters
    from handlers.owning import claim
    from handlers.preferences import remind_again, stop_reminding
    from handlers.progress import my_progress, my_records
    from handlers.shared_books import share_book
    from handlers.undoing import correct_by_command, undo

    def later(word: str, also: tuple[str, ...] = (), who: Role = Role.MEMBER, alone: bool = False) -> Command:
        args = nothing if alone else rest_of_line
        return Command(word, not_yet, also, args, who, built=False)

    return (
        Command("帮助", help_, ("菜单", "怎么用", "格式", "怎么报", "help"), who=Role.STRANGER, example="帮助"),
        Command("我的进度", my_progress, ("我的履职", "我还差多少", "我的", "进度", "查询"), example="我的进度"),
        Command("我的记录", my_records, ("明细",), rest_of_line, example="我的记录 11月"),
        Command("撤销", undo, ("作废", "删除"), optional_number, example="撤销 #12"),
        Command("更正", correct_by_command, ("改为", "修改"), rest_of_line, example="更正 #12 改为8人"),
        Command("确认", nothing_asked, ("是", "对", "否", "不是", "不对")),
        Command("绑定", bind, (), name_and_tail, Role.STRANGER, "绑定 张三 1234", glued=True, listed=Role.CLERK),
        Command("认领", claim, (), rest_of_line, Role.STRANGER, "认领 7KQ2M9XD", listed=Role.OWNER),
        Command("不再提醒", stop_reminding, ("别提醒我",), example="不再提醒"),
        Command("恢复提醒", remind_again, example="恢复提醒"),
        Command("共读", share_book, (), rest_of_line, Role.MEMBER, "共读 《乡土中国》 11.20-12.10", listed=Role.HOST),
        Command("事项", list_matters, (), rest_of_line, Role.CLERK, "事项 逾期"),
        Command("转办", assign, (), number_and_rest, Role.CLERK, "转办 #12 住建局 12月10日前"),
        Command("办结", close_done, (), number_and_rest, Role.CLERK, "办结 #12 已修好"),
        Command("转提案", close_as_proposal, (), number_and_rest, Role.CLERK, "转提案 #12"),
        Command("不予受理", decline, (), number_and_rest, Role.CLERK, "不予受理 #12 不属本市职权"),
        # the rest of DOMAIN §8, each to be built behind its word
        later("删除我的数据"),
        later("导出我的数据"),
        later("隐私", alone=True),
        later("为什么", ("怎么算的",)),
        later("我联系的委员"),
        later("请假"),
        later("销假", alone=True),
        later("读书小结", who=Role.HOST),
        later("读书提醒", who=Role.HOST),
        later("统计", ("汇总",), Role.CONVENER),
        later("未达标", ("进度落后", "谁还没完成"), Role.CONVENER),
        later("补录", ("代录",), Role.CONVENER),
        later("导出", ("出表", "台账"), Role.CONVENER),
        later("待审", ("审核",), Role.COMMITTEE),
        later("通过", who=Role.COMMITTEE),
        later("退回", who=Role.COMMITTEE),
        later("豁免", who=Role.COMMITTEE),
        *(later(word, who=Role.CLERK) for word in ("登记本群", "停用本群", "本群设置", "服务月", "对口", "行动")),
        *(later(word, who=Role.CLERK) for word in ("设为召集人", "取消召集人", "名册", "合并")),
        later("静音", who=Role.CLERK),
        *(later(word, who=Role.CLERK, alone=True) for word in ("状态", "暂停", "继续", "备份")),
    )
