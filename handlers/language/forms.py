"""Forms: 时间:… 地点:… 人数:…, with any mark, in any order, with labels missing (corpus guide, rule 9)."""

import re
from typing import NamedTuple

from handlers.language.rule import Rule
from handlers.language.tables import Cell, rows
from handlers.language.types import RecordType

_LABELS = {
    "day": "见面时间|见面日期|见面那天|哪天|啥时候|几时|何时|什么时候|Date|Time|date|time|"
    "走访时间|联系时间|活动时间|接待时间|服务时间|"
    "宣讲时间|协商时间|完成时间|办结时间|提交时间|报送时间|"
    "会议时间|时间|日期",
    "place": "见面地点|去向|去处|哪里|在哪里|在哪|哪儿|去哪儿|去哪|何地|到哪|去了哪里|去了哪儿|去了哪|"
    "什么地方|地方|Place|place|Where|where|走访地点|"
    "联系地点|活动地点|接待地点|服务地点|宣讲地点|协商地点|"
    "会议地点|实施地点|地点|场所|位置|地址",
    "who": "联系群众|群众|见面|来人|参加人|参加|来访群众|来访|与会人员|与会者|与会|到会|出席|来摊前问的|来问的|来访的|"
    "见面的人|见面对象|见了哪些人|见过的人|见到的人|来的人|聊的人|见到|见了谁|见到谁|见的人|见谁|找谁|谁|何人|来访者|来访人|咨询者|到场|"
    "Who|who|走访对象|联系对象|服务对象|接待对象|座谈对象|宣讲对象|受益对象|"
    "帮扶对象|受益群众|对象|参加人员|"
    "参会人员|参加对象|听众|受众",
    "heads": "几户几口|几户几人|几户|几人|多少人|几口人|人头|见面人数|到场人数|来访人数|咨询人数|Number|"
    "People|people|联系人数|走访人数|服务人数|接待人数|参加人数|参会人数|"
    "参与人数|座谈人数|受益人数|惠及人数|听众人数|"
    "听讲人数|人数|数量|人次",
    "how": "怎么联系的|怎么联系|怎么走访的|怎么走访|"
    "做法|怎么见的|怎么聊的|咋聊的|怎么去的|How|how|联系方式|走访方式|服务方式|方式|形式|类别|类型",
    "issue": "所提|所盼|所求|"
    "呼声|心声|心愿|愿望|难处|困难|难题|吐槽|槽点|愁啥|想啥|盼啥|说啥|问啥|他们说|大家说|群众说|他们讲|大家讲|说了啥|讲了啥|说了什么|说什么|问什么|想什么|"
    "反映了啥|所问|所说|需求|群众意见|意见|Issue|issue|Problem|"
    "problem|群众反映问题|反映的问题|反映问题|反映情况|反映事项|群众反映|群众诉求|主要诉求|主要内容|意见建议|"
    "诉求与建议|收集意见|收集建议|问题建议|诉求|问题|反映|反应|内容|事由|事项|建议|情况",
    "outcome": "答复情况|回复情况|"
    "咋了|咋办|咋样|咋解决|怎么办的|办了没|办了啥|解决没有|已做|做了啥|下一步|回音|回复|回话|Result|"
    "result|Outcome|outcome|办理情况|处理情况|落实情况|"
    "办理结果|处理结果|处理意见|解决情况|结果|办理|后续|进展|答复|已办|处理|"
    "处置|回应|跟进|落实|办结|成效|措施",
    "title": "宣讲题目|宣讲主题|宣讲内容|提案题目|提案名称|提案标题|信息标题|信息题目|协商议题|协商主题|实事名称|"
    "实事内容|实事项目|案由|议题|题目|主题|标题|名称",
    "member": "委员姓名|姓名|填报人|报送人|提交人|提案人|委员",
    "crew": "人员",
    "homes": "走访户数|户数",
    "sector": "所属界别|界别",
    "base": "基本情况",
    "group": "备注|照片|附件|单位|随行人员|随行|参与人员|参与人|陪同人员|陪同|同去的人|同去人员|同去|"
    "一起去|一同去|陪去|带去的人|同行人员|同行|"
    "随同人员|随同|一同前往|一起去的|带队人员|带队|"
    "参加委员|参与委员|走访人员|走访委员|走访体会|个人感受|个人体会|心得体会|感受|感想|感言|心得|体会|资助金额|金额|经费",
}
# 时:…;地:…;人:…: of one character, only with a colon.
_SHORT = {
    "时": "day", "日": "day", "地": "place", "人": "who", "式": "how", "诉": "issue", "求": "issue", "问": "issue",
    "难": "issue", "果": "outcome", "办": "outcome", "答": "outcome",
}  # fmt: skip
_KEYS = _SHORT | {label: kind for kind, labels in _LABELS.items() for label in labels.split("|")}
_ALL = sorted((label for labels in _LABELS.values() for label in labels.split("|")), key=len, reverse=True)
_LABEL = Rule(
    rf"(?:^|(?<=[\s;,。|/\]\-)(:】{{])|(?<=[0-9][.、])|(?<=[一二三四五六七八九十]、)|(?<=[①-⑳]))"
    rf"(?:联系|走访|接待|活动|探访|探望|慰问|入户|调研|帮扶|接访|拜访|参会)?"
    rf"(?P<label>(?:{'|'.join(_ALL)})(?=\s?[:=| \t])|[{''.join(_SHORT)}](?=:)|(?<=\|)[{''.join(_SHORT)}](?= ))"
    rf"\s?(?P<mark>[:=|](?!\S{{0,40}}[:=|]{{2}})|[ \t](?=\S))\s{{0,3}}"
)
# 老人总数:57人, 户数/人数:7户/20人: a label that is not known ends the value before it all the same.
_UNKNOWN = Rule(r"(?:(?<=[\n;|,])|(?<=[\n;|,] ))(?P<label>[一-鿿][一-鿿/]{1,8})\s?(?P<mark>:)(?=[^\s:])\s{0,3}")
_KNOWN_END = re.compile(rf"(?:{'|'.join(_ALL)})\Z")
# 王叔说:…, 其中老人:…: what somebody said, or a part, is no label.
_NO_LABEL = ("说", "讲", "问", "称", "道", "反映", "其中")
_FIRST_OF_TWO = Rule(r"(?:^|(?<=[\s;,|】]))[一-鿿]{2,6}/\Z")
_BEHIND_DAY = Rule(r"(?:[0-9]{1,4}[年月日号./-]?){1,3}(?:[上下]午|晚上?)?(?P<mark>\s?[/,、 \n]\s?)(?=[一-鿿])")
_BEFORE_DAY = Rule(r"(?P<mark>\s?[/,、 \n]\s?)(?=[0-9]{1,4}[年月./-][0-9])")
_TRIM = Rule(
    r"[\s;,。|/、}]{0,4}(?:【[^】\n]{1,10}】)?[\s;,。|/、]{0,4}(?:(?:[0-9]{1,2}|"
    r"[一二三四五六七八九十])[.、]|(?<=[\s;,。|/、])[0-9]{1,2}\)|\((?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})\))?[\s;,。|/、①-⑳]{0,4}$"
)
_EMPTY = Rule(r"[(\[]?(?:空|无|略|暂无|没有|/|-{1,3}|同上)[)\]]?")
_FEWEST_MARKS = 2  # behind the labels of the shortest form
_ACTS: tuple[tuple[RecordType, re.Pattern[str]], ...] = (
    ("lecture", re.compile(r"宣讲|微课堂")),
    ("proposal", re.compile(r"提案|案由")),
    ("consultation", re.compile(r"协商|议事")),
    ("deed", re.compile(r"实事")),
    ("opinion", re.compile(r"社情民意|信息(?:报送|标题|题目)|微建言")),
)


class _Label(NamedTuple):
    kind: str
    label: str
    mark: str
    start: int
    end: int


class Value(NamedTuple):
    kind: str
    start: int
    stop: int


class Sheet(NamedTuple):
    """One form of a message: what it reports (None: a contact), where it lies, its values by kind of label."""

    act: RecordType | None
    start: int
    stop: int
    values: dict[str, Value]


def sheets(norm: str) -> list[Sheet]:
    """The forms of a message; a label that comes again begins the next one. Empty when the text is none."""
    if sum(map(norm.count, ":=| ")) < _FEWEST_MARKS:
        return []
    table = [_row(row) for row in rows(norm, _KEYS)] if "|" in norm else []
    if table:
        return table
    found = _labels(norm)
    first, made = 0, []
    kinds: set[str] = set()
    for index, label in enumerate(found):
        if len(kinds) >= 3 and label.kind == found[first].kind:
            made.append((first, index))
            first, kinds = index, set()
        kinds.add(label.kind)
    made.append((first, len(found)))
    forms = []
    for low, high in made:
        sheet = _sheet(norm, found[low:high], found[low - 1].end if low else 0, _end(norm, found, high))
        if sheet is not None:
            forms.append(sheet)
    return forms


def _row(row: list[Cell]) -> Sheet:
    values = {cell.kind: Value(*cell) for cell in reversed(row)}
    return Sheet(None, min(cell.start for cell in row), max(cell.stop for cell in row), values)


def _labels(norm: str) -> list[_Label]:
    known = [
        _Label(_KEYS[one["label"]], one["label"], one["mark"], _before_slash(norm, one.start()), one.end())
        for one in _LABEL.finditer(norm)
    ]
    if len({label.kind for label in known}) < _FEWEST_MARKS:
        return known
    taken = {at for label in known for at in range(label.start, label.end)}
    kinds = {label.kind for label in known}
    # a comma parts labels only where it parts those that are known
    marks = "\n;|," if any(norm[label.start - 1] == "," for label in known[1:]) else "\n;|"
    others = []
    for one in _UNKNOWN.finditer(norm, known[0].end):
        parted = norm[max(0, one.start() - 2) : one.start()].rstrip(" ")[-1:] in marks
        if one.start() in taken or one.end() - 1 in taken or not parted or one["label"].endswith(_NO_LABEL):
            continue
        kind = _guess(one["label"])
        others.append(_Label("group" if kind in kinds else kind, one["label"], one["mark"], *one.span()))
    return sorted([*known, *others], key=lambda label: label.start)


def _before_slash(norm: str, start: int) -> int:
    """户数/人数:… begins where its first word does."""
    first = _first_of_two(norm, start)
    return first.start() if first else start


def _first_of_two(norm: str, start: int) -> re.Match[str] | None:
    """The label with a slash right in front of an offset."""
    first = _FIRST_OF_TWO.search(norm, max(0, start - 9), start) if norm[start - 1 : start] == "/" else None
    if first is None or first[0][:-1] in _KEYS:
        return first
    # 方式 座谈/主题 …: a word that is no label and stands in a line is a value
    return first if norm[max(0, first.start() - 1) : first.start()] in ("", "\n", ";") else None


def _halves(norm: str, start: int, stop: int) -> tuple[int, int] | None:
    """地点/时间:大圩镇/11月27日: where the value of two labels ends for the first and begins for the second."""
    at = norm.find("/", start, stop)
    if norm.count("/", start, stop) != 1 or norm[at - 1 : at].isdigit():
        # 2026/11/28 覃塘街道, 覃塘街道 11/28
        mark = _BEHIND_DAY.match(norm, start, stop) or _BEFORE_DAY.search(norm, start, stop)
        return mark.span("mark") if mark else None
    return (at, at + 1) if start < at < stop - 1 else None


def _guess(label: str) -> str:
    """What a label that is not known asks for: as a known one at its end, or how many."""
    known = _KNOWN_END.search(label)
    return _KEYS[known[0]] if known else "heads" if label.endswith(("人数", "户数", "总数")) else "group"


def _end(norm: str, found: list[_Label], high: int) -> int:
    return found[high].start if high < len(found) else len(norm)


def _sheet(norm: str, found: list[_Label], start: int, stop: int) -> Sheet | None:
    kinds = {label.kind for label in found}
    if not found:
        return None
    head = norm[max(start, found[0].start - 30) : found[0].start]
    head += "".join(label.label for label in found if label.kind in ("title", "day"))
    head += "".join(
        norm[value.start : value.stop] for value in _values(norm, found, stop).values() if value.kind == "how"
    )
    act = next((act for act, words in _ACTS if words.search(head)), None)
    if act is not None and "title" in kinds and len(kinds) >= 2:
        return Sheet(act, found[0].start, stop, _values(norm, found, stop))
    if len(kinds - {"crew", "homes"}) < 3 or not kinds & {"heads", "who", "place", "day", "base"}:
        return None
    return Sheet(act, found[0].start, stop, _values(norm, found, stop))


def _values(norm: str, found: list[_Label], stop: int) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for index, label in enumerate(found):
        edge = found[index + 1].start if index + 1 < len(found) else stop
        bar = norm.find("|", label.end, edge) if label.mark != "|" else -1
        edge = bar if bar > label.end else edge
        end = _TRIM.search(norm, label.end, edge)
        kind = label.kind
        at = end.start() if end else edge
        begin = label.end
        slash = norm.find("/", label.start, begin)
        first = _first_of_two(norm, slash + 1) if slash > 0 else None
        other = _KEYS.get(first[0][:-1]) or _guess(first[0][:-1]) if first else kind
        halves = _halves(norm, begin, at) if other != kind else None
        if halves:
            values.setdefault(other, Value(other, begin, halves[0]))
            begin = halves[1]
        if kind not in values and at > begin and not _EMPTY.fullmatch(norm, begin, at):
            values[kind] = Value(kind, begin, at)
    return values
