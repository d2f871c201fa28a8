"""The sectors (界别) of a committee, and one spelling for each (DOMAIN §2)."""

import unicodedata

SECTORS = (
    "中共", "民革", "民盟", "民建", "民进", "农工党", "致公党", "九三学社", "台盟", "无党派",
    "共青团", "工会", "妇联", "青联", "工商联", "科协", "台联", "侨联",
    "文艺", "科技", "社科", "经济", "农业", "教育", "体育", "新闻出版", "医卫", "对外友好",
    "社会福利和社会保障", "少数民族", "宗教", "特邀", "港澳",
)  # fmt: skip

_ALSO = {
    "中国共产党": "中共",
    "农工": "农工党",
    "致公": "致公党",
    "九三": "九三学社",
    "无党派人士": "无党派",
    "总工会": "工会",
    "文化艺术": "文艺",
    "文学艺术": "文艺",
    "科学技术": "科技",
    "社会科学": "社科",
    "农业和农村": "农业",
    "农业农村": "农业",
    "新闻": "新闻出版",
    "医药卫生": "医卫",
    "医疗卫生": "医卫",
    "社会福利": "社会福利和社会保障",
    "社会保障": "社会福利和社会保障",
    "社福社保": "社会福利和社会保障",
    "民族": "少数民族",
    "特别邀请人士": "特邀",
    "特邀人士": "特邀",
}


def normal_sector(text: str) -> str:
    """`教育界`, `教育组`, `教育界别`, ` 教育 ` → `教育`. An unknown one only loses its suffix."""
    bare = "".join(ch for ch in unicodedata.normalize("NFKC", text) if ch.isprintable() and not ch.isspace())
    for suffix in ("界别小组", "界别组", "界别", "界组", "小组", "界", "组"):
        if len(bare) > len(suffix) and bare.endswith(suffix):
            bare = bare.removesuffix(suffix)
            break
    return _ALSO.get(bare, bare)
