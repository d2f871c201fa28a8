"""A grammar of messages with known records: parts are drawn by seed, the shape says what must be read."""

import random
from typing import NamedTuple

DAYS = {"": 0, "今天": 0, "今天上午": 0, "昨天": 1, "昨天下午": 1, "前天": 2, "11月20日": 5, "11月18日上午": 7}
PLACES = ("贵城街道", "大圩镇永福村", "桥圩镇", "木格镇", "东津镇", "港城街道", "石卡镇", "武乐镇")
FOLK = ("群众", "村民", "居民", "老人", "果农", "困难职工", "留守儿童")
VISITED = ("走访", "看望", "慰问", "探望")
RAISED = ("", ",反映路灯不亮", ",反映水渠淤塞", ",主要反映看病远", ",大家都说公交太少")
DONE = ("", ",已转街道办处理", ",已联系水利站", ",当场答复")
BOOKS = ("乡土中国", "史记", "平凡的世界", "红楼梦", "如果没有明天", "论语")
SUBJECTS = ("加强校园周边交通治理", "推进农村养老", "完善夜间公交", "整治飞线充电")
# What is written, the room, what must come of it. `{n}`: people, `{p}` to `{q}`: pages or chapters, `{k}`: few.
CONTACTS = (
    "{day}到{place}{visited}{folk}{n}人{raised}{done}",
    "{day}到{place}{visited}了{n}名{folk}{raised}{done}",
    "{day}{visited}{place}{folk}{n}人{raised}{done}",
    "{day}在{place}{visited}{folk}{n}位{raised}{done}",
    "{day}前往{place}{visited}{folk}共{n}人{raised}{done}",
    "{day}入户{visited}{place}{folk}{n}人{raised}{done}",
    "{day}在{place}接待来访{folk}{n}人{raised}{done}",
    "{day}与{place}{folk}{n}人座谈{raised}{done}",
    "{day}到{place}义诊,为{folk}{n}人看诊{raised}",
    "{day}走访了{place}的{n}位{folk}{raised}{done}",
    "{day}深入{place}走访{folk}{n}人,收集意见{k}条",
    "{day}到{place}慰问{folk}{n}人,送去大米{k}袋",
    "{day}到{place}走访{k}户{n}人{raised}{done}",
    "{day}电话回访{place}{folk}{n}人{raised}{done}",
)
HOMES = (
    "{day}到{place}走访{n}户{raised}{done}",
    "{day}入户走访{place}{n}户{raised}",
    "{day}在{place}家访{n}户{raised}",
)
PAGES = (
    "打卡《{book}》P{p}-{q}",
    "{day}打卡《{book}》P{p}-{q}",
    "《{book}》第{p}-{q}页,打卡",
    "读书打卡第{k}天,《{book}》第{p}页到{q}页",
    "{day}读《{book}》从第{p}页读到第{q}页",
    "今日打卡 《{book}》{p}-{q}页",
    "{day}读了《{book}》第{p}-{q}页,很受触动",
)
CHAPTERS = (
    "打卡《{book}》第{p}章",
    "{day}读《{book}》第{p}章,打卡",
    "《{book}》第{p}回,打卡",
    "今日打卡《{book}》第{p}章",
)
MINUTES = ("打卡《{book}》{p}分钟", "{day}读《{book}》{p}分钟", "读书打卡《{book}》,读了{p}分钟")
ACTS = {
    "proposal": ("提交提案《关于{subject}的建议》", "{day}提交提案1件:关于{subject}的建议"),
    "opinion": ("报送社情民意信息1条:{subject}", "{day}报送社情民意信息《{subject}》"),
    "lecture": ("{day}到{place}宣讲1场,听众{n}人", "{day}在{place}开展宣讲1场,{n}人参加"),
    "consultation": ("{day}参加{place}协商议事会,居民代表{n}人参加",),
    "deed": ("{day}为{place}小学捐赠图书{n}册", "办实事1件:为{place}安装路灯{k}盏"),
}
# Each keeps the record that a message of any shape above has.
KEEPING = (
    "{}。", "{}!", "{}😄", "各位领导好,{}", "汇报:{}", "{}[抱拳]", "{}。谢谢大家", "{}\n", "各位委员晚上好,{}",
)  # fmt: skip


class Composed(NamedTuple):
    text: str
    room: str
    # The fields of its one record.
    record: dict[str, object]


Shape = tuple[str, str, str]  # what is written, type, the field that is counted


def shapes() -> list[Shape]:
    """Every shape with the type and the field that its number fills."""
    all_shapes = [(text, "contact", "people") for text in CONTACTS] + [(text, "contact", "homes") for text in HOMES]
    all_shapes += [(text, "reading", "pages") for text in PAGES] + [(text, "reading", "minutes") for text in MINUTES]
    all_shapes += [(text, "reading", "chapters") for text in CHAPTERS]
    return all_shapes + [(text, kind, "") for kind, texts in ACTS.items() for text in texts]


SHAPES = shapes()


def compose(luck: random.Random) -> Composed:
    text, kind, counted = luck.choice(SHAPES)
    day = luck.choice(tuple(DAYS))
    place, book = luck.choice(PLACES), luck.choice(BOOKS)
    n, p, k = luck.randint(2, 90), luck.randint(1, 99), luck.randint(2, 9)
    q = p + luck.randint(1, 60)
    n = n + k if "户{n}人" in text else n
    said = text.format(
        day=day, place=place, book=book, n=n, p=p, q=q, k=k, folk=luck.choice(FOLK), visited=luck.choice(VISITED),
        raised=luck.choice(RAISED), done=luck.choice(DONE), subject=luck.choice(SUBJECTS),
    )  # fmt: skip
    record: dict[str, object] = {"type": kind, "ago": DAYS[day] if "{day}" in text else 0}
    if kind == "contact":
        record |= {"people": n, "unit": "户" if counted == "homes" else "人", "place": place}
    if kind == "reading":
        record["book"] = book
    if counted == "pages":
        record |= {"from_page": p, "to_page": q}
    elif counted in ("minutes", "chapters"):
        record["minutes" if counted == "minutes" else "from_chapter"] = p
    return Composed(said, "reading" if kind == "reading" else "member", record)
