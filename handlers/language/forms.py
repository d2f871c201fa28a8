"""Forms: 时间:… 地点:… 人数:…, with any mark, in any order, with labels missing (corpus guide, rule 9)."""

import re
from typing import NamedTuple

_LABELS = {
    "day": "走访时间|联系时间|活动时间|接待时间|服务时间|时间|日期",
    "place": "走访地点|联系地点|活动地点|接待地点|服务地点|地点|场所|位置|地址",
    "who": "走访对象|联系对象|服务对象|接待对象|座谈对象|对象|参加人员|参加对象|听众|受众",
    "heads": "联系人数|走访人数|服务人数|接待人数|参加人数|座谈人数|受益人数|人数|数量|人次",
    "how": "联系方式|走访方式|服务方式|方式|形式|类别|类型",
    "issue": "群众反映问题|反映的问题|反映问题|反映情况|反映事项|群众反映|群众诉求|主要诉求|主要内容|意见建议|"
    "诉求与建议|收集意见|问题建议|诉求|问题|反映|反应|内容|事由|事项|建议|情况",
    "outcome": "办理情况|处理情况|落实情况|办理结果|处理结果|处理意见|解决情况|结果|办理|后续|进展|答复|已办|处理|"
    "处置|回应|跟进|落实|办结|成效|措施",
    "title": "宣讲题目|宣讲主题|议题|题目|主题|标题|名称",
    "member": "委员姓名|姓名|填报人|报送人|委员",
    "sector": "所属界别|界别",
    "group": "备注|照片|附件|单位|随行|参与人|陪同人员|走访人员|走访体会|体会",
}
_KEYS = {label: kind for kind, labels in _LABELS.items() for label in labels.split("|")}
_ALL = sorted((label for labels in _LABELS.values() for label in labels.split("|")), key=len, reverse=True)
_LABEL = re.compile(
    rf"(?:^|(?<=[\s;,。|/\]\-)(:])|(?<=[0-9][.、])|(?<=[①-⑳]))(?P<label>{'|'.join(_ALL)})\s?(?P<mark>[:=|"
    rf"](?!\S*[:=|]{{2}})|[ \t](?=\S))\s{{0,3}}"
)
_TRIM = re.compile(r"[\s;,。|/、]{0,4}(?:[0-9]{1,2}[.、])?[\s;,。|/、①-⑳]{0,4}$")


class Value(NamedTuple):
    kind: str
    start: int
    stop: int


def fields(norm: str) -> dict[str, Value]:
    """The values of a form by kind of label; empty when the text is none (fewer than three labels)."""
    found = list(_LABEL.finditer(norm))
    kinds = {_KEYS[match["label"]] for match in found}
    if len(kinds) < 3 or not kinds & {"heads", "who", "place", "day"}:
        return {}
    values: dict[str, Value] = {}
    for index, match in enumerate(found):
        stop = found[index + 1].start() if index + 1 < len(found) else len(norm)
        end = _TRIM.search(norm, match.end(), stop)
        kind = _KEYS[match["label"]]
        at = end.start() if end else stop
        if kind not in values and at > match.end():
            values[kind] = Value(kind, match.end(), at)
    return values
