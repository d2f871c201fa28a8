"""What may stand in one cell of a roster, and how it is written the same way everywhere."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta

ROLES = ("办公室", "专委会", "召集人", "群主")
_ROLE_OF = {"": "", "委员": "", "无": "", "界别召集人": "召集人", "领读": "群主", "领读人": "群主"}
_ROLE_OF |= {role: role for role in ROLES}

TIERS = ("全国", "自治区", "省", "市", "县", "乡镇")
_TIER_OF = {"": "", "区": "县", "县区": "县", "城区": "县", "设区市": "市", "区直": "自治区"}
_TIER_OF |= {"镇": "乡镇", "乡": "乡镇", "街道": "乡镇"} | {tier: tier for tier in TIERS}

# Rows that offices leave between or below the members.
_NO_NAMES = ("合计", "总计", "小计", "姓名", "示例", "备注", "说明")

_HAN = "〇㐀-䶿一-鿿\U00020000-\U000323af"
_NAME = re.compile(rf"[{_HAN}](?:[{_HAN}·]{{0,18}}[{_HAN}])")
_DATE = re.compile(
    r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?|年(\d{1,2})月(?:(\d{1,2})日?)?)"
    r"(?:[ T]00:00(?::00)?)?",
    re.ASCII,
)


def visible(cell: str) -> str:
    """A cell without invisible characters and without space around it."""
    seen = (ch for ch in cell if unicodedata.category(ch) not in ("Cf", "Cc") or ch in "\t\n")
    return "".join(seen).strip()


def normal_name(text: str) -> str:
    """`张  伟`, `张\\u3000伟` → `张伟`; the dots of long names → `·`."""
    name = "".join(ch for ch in unicodedata.normalize("NFKC", visible(text)) if not ch.isspace())
    return re.sub("[•・‧∙⋅.。]", "·", name)


def _name(text: str) -> tuple[str, str]:
    name = normal_name(text)
    if not name:
        return name, "没有姓名"
    if name in _NO_NAMES:
        return name, "这不是姓名,请删去这一行"
    if _NAME.fullmatch(name):
        return name, ""
    odd = "".join(dict.fromkeys(ch for ch in name if not re.match(f"[{_HAN}·]", ch)))
    if odd:
        return name, f"姓名里有“{odd}”,只能有汉字和间隔号·"
    return name, "姓名要有两到二十个字"


def _standing(text: str) -> tuple[str, str]:
    return normal_name(text), ""


def _wechat_id(text: str) -> tuple[str, str]:
    if text.startswith("@"):
        return text, "以@开头的是一次登录的临时编号,请填微信号,没有就空着"
    if re.search(r"\s", text):
        return text, "微信号里不能有空格"
    return text, ""


def _phone_tail(text: str) -> tuple[str, str]:
    tail = unicodedata.normalize("NFKC", text)
    if not tail or re.fullmatch(r"\d{4}", tail, re.ASCII):
        return tail, ""
    if re.fullmatch(r"\d{1,3}", tail, re.ASCII):
        return tail, "要四位数字(开头的0被表格软件去掉了?请把这一列设为文本再填)"
    return tail, "要四位数字"


def _tier(text: str) -> tuple[str, str]:
    tier = "".join(text.split())
    for suffix in ("委员", "政协", "级"):
        tier = tier.removesuffix(suffix)
    if tier in _TIER_OF:
        return _TIER_OF[tier], ""
    return text, f"没有这个层级,可以写 {' '.join(TIERS)} 或空着"


def _role(text: str) -> tuple[str, str]:
    role = "".join(text.split())
    if role in _ROLE_OF:
        return _ROLE_OF[role], ""
    return text, f"没有这个角色,可以写 {' '.join(ROLES)} 或空着"


CHECKS: dict[str, Callable[[str], tuple[str, str]]] = {
    "name": _name,
    "standing": _standing,
    "wechat_id": _wechat_id,
    "phone_tail": _phone_tail,
    "tier": _tier,
    "role": _role,
}


def read_date(text: str) -> date | None:
    """`2022-01-10`, `2022/1/10`, `2022.1.10`, `2022年1月10日`, `20220110` or Excel's day number.

    A month alone is its first day: the quota counts from the month. None for anything else.
    """
    words = re.sub(r"(?<=[年月/.-]) (?=\d)", "", unicodedata.normalize("NFKC", text).strip())
    try:
        if match := _DATE.fullmatch(words):
            year, month, day = match[1], match[2] or match[4], match[3] or match[5] or 1
        elif match := re.fullmatch(r"((?:19|20)\d\d)(\d\d)(\d\d)", words, re.ASCII):
            year, month, day = match.groups()
        elif re.fullmatch(r"[2-7]\d{4}", words, re.ASCII):
            return date(1899, 12, 30) + timedelta(days=int(words))
        else:
            return None
        read = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return read if 1949 <= read.year <= 2100 else None
