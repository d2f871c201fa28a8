"""The columns of each export, as an office reads them."""

from collections.abc import Sequence

from bot.sheets.columns import Column

_NUMBER = Column("number", "编号", 7, "int")
_MEMBER = Column("member", "委员", 9, frozen=True)
_SECTOR = Column("sector", "界别", 10)
_FIRST, _LAST = Column("date", "日期", 11, "date"), Column("date_end", "至", 11, "date")
_PLACE = Column("place", "地点", 18)
_WHERE = (Column("state", "状态", 8), Column("room", "群", 16))

LAYOUTS: dict[str, tuple[str, Sequence[Column]]] = {
    "contacts": (
        "委员联系界别群众台账",
        (
            *(_NUMBER, _MEMBER, _SECTOR, _FIRST, _LAST),
            Column("people", "人次", 7, "int", total=True),
            Column("unit", "单位", 6),
            Column("approx", "约数", 6, "bool"),
            _PLACE,
            Column("audience", "对象", 8),
            Column("channel", "方式", 8),
            Column("issue", "反映情况", 30),
            Column("outcome", "处理情况", 24),
            Column("credited", "计入", 7, "int", total=True),
            *_WHERE,
            Column("source", "来源", 8),
        ),
    ),
    "reading": (
        "读书打卡台账",
        (
            *(_NUMBER, _MEMBER, _FIRST, _LAST),
            Column("book", "书名", 20),
            Column("volume", "卷册", 8),
            Column("from_page", "起页", 6, "int"),
            Column("to_page", "止页", 6, "int"),
            Column("pages_read", "页数", 6, "int"),
            Column("from_chapter", "起章", 6, "int"),
            Column("to_chapter", "止章", 6, "int"),
            Column("minutes", "分钟", 6, "int"),
            Column("day", "第几天", 7, "int"),
            Column("finished", "读完", 6, "bool"),
            Column("reflection", "感悟", 30),
            *_WHERE,
        ),
    ),
    "activities": (
        "“五个一”活动台账",
        (
            *(_NUMBER, Column("type", "类别", 9), _MEMBER, _SECTOR, _FIRST, _LAST),
            Column("title", "题目", 36),
            Column("count", "数量", 7, "int", total=True),
            Column("people", "人数", 7, "int", total=True),
            _PLACE,
            *_WHERE,
        ),
    ),
    "matters": (
        "群众反映事项台账",
        (
            *(_NUMBER, _MEMBER, Column("date", "反映日期", 11, "date")),
            Column("text", "事项", 36),
            Column("state", "状态", 9),
            Column("unit", "承办单位", 14),
            Column("due", "期限", 11, "date"),
            Column("outcome", "结果", 26),
        ),
    ),
    "members": (
        "委员履职进度表",
        (
            *(_MEMBER, _SECTOR),
            Column("credited", "已联系", 8, "int", total=True),
            Column("quota", "任务", 7, "int", total=True),
            Column("expected", "应完成", 8, "int"),
            Column("behind", "落后", 6, "bool"),
            Column("other_audiences", "其他对象", 9, "int", total=True),
            Column("pending", "待补充", 8, "int", total=True),
            Column("reading_days", "读书天数", 9, "int", total=True),
            Column("lecture", "宣讲", 6, "int", total=True),
            Column("proposal", "提案", 6, "int", total=True),
            Column("opinion", "信息", 6, "int", total=True),
            Column("consultation", "协商", 6, "int", total=True),
            Column("deed", "实事", 6, "int", total=True),
        ),
    ),
    "audit": (
        "操作记录",
        (
            Column("at", "时间", 17, "moment"),
            Column("who", "谁", 12),
            Column("what", "做了什么", 18),
            Column("number", "编号", 7, "int"),
            Column("before", "之前", 40),
            Column("after", "之后", 40),
        ),
    ),
}

WORDS = {
    "state": {
        **{"counted": "已计入", "pending": "待补充", "voided": "已撤销"},
        **{"new": "新", "assigned": "已转办", "done": "已办结", "proposal": "转提案", "declined": "不予受理"},
    },
    "audience": {"sector": "本界别", "unit": "本单位", "trade": "行业", "public": "社会公众"},
    "channel": {
        **{"visit": "走访", "meeting": "座谈", "reception": "接待"},
        **{"phone": "电话", "online": "线上", "event": "活动"},
    },
    "source": {"message": "群消息", "chain": "接龙", "proxy": "代报", "staff": "补录", "history": "历史"},
    "type": {
        **{"lecture": "宣讲", "proposal": "提案", "opinion": "社情民意", "consultation": "协商", "deed": "实事"},
    },
}
