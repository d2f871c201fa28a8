"""What members type, and what is understood: one line a case, in their words."""

from datetime import datetime
from typing import Any

import pytest

from bot.lexicon import default_lexicon
from handlers.language import Utterance, heading_type, read, read_line

WEDNESDAY = datetime.fromisoformat("2026-11-25T12:00:00+08:00")
ROSTER = frozenset({"张建国", "李小梅", "王伟", "王伟民"})
CONTACT_KEYS = ("people", "place", "date", "date_end", "member")
READING_KEYS = (
    "book", "volume", "from_page", "to_page", "pages_read", "from_chapter", "to_chapter", "minutes", "day", "finished"
)  # fmt: skip


def understood(text: str, room: str = "member") -> list[dict[str, Any]]:
    utterance = Utterance(text, WEDNESDAY, room, "陆秀芳", ROSTER)  # type: ignore[arg-type]
    return [record.as_json() for record in read(utterance, default_lexicon())]


@pytest.mark.parametrize(
    ("text", "people", "place", "day"),
    [
        ("今天上午到贵城街道走访3户5人，反映路灯不亮，已转给街道。", 5, "贵城街道", "25"),
        ("昨天下午接待来访家长8人次，主要问课后服务", 8, None, "24"),
        ("走访了粤桂园区企业的车间，工人们反映夜班公交太早收车", None, "粤桂园区", "25"),
        ("上午走访敬老院，和老人座谈", None, "敬老院", "25"),
        ("在大圩镇永福村召开屋场会，村民二十来人参加，大家提出要修机耕路", 20, "大圩镇永福村", "25"),
        ("上周五下午，我和两位委员到桥圩镇走访企业5家，见到负责人7人", 7, "桥圩镇", "20"),
        ("打电话回访了上次那6户，都说水压正常了", 6, None, "25"),
        ("20号去江南街道看望困难职工2名", 2, "江南街道", "20"),
        ("今日走訪港城街道商戶12戶，反映垃圾清運唔及時", 12, "港城街道", "25"),
        ("和志愿者5人一起看望福利院儿童18名", 18, "福利院", "25"),
        ("带队到社坡镇福和村义诊，医生8人护士6人，看诊150人", 150, "社坡镇福和村", "25"),
        ("一家三口都在家，听他们讲了低保的事（东津镇）", 3, "东津镇", "25"),
        ("两户没人在家，见到1户2人，石卡镇走访", 2, "石卡镇", "25"),
        ("走访老党员若干，都关心养老金", None, None, "25"),
        ("接访上百人，嗓子哑了", 100, None, "25"),
        ("今天共走访群众15人，其中老人6人、儿童9人", 15, None, "25"),
        ("走访老人5名、儿童3名", 8, None, "25"),
        ("走访大洋镇群众二十余户，近百人次", 100, "大洋镇", "25"),
        ("走访企业三家，员工代表15人座谈，其中女工9人", 15, None, "25"),
        ("【联系群众】时间:11月20日 地点:贵城街道 对象:个体户 人数:6人 反映:租金高", 6, "贵城街道", "20"),
        ("时间：11.20\n地点：五里镇\n人数：12\n方式：入户", 12, "五里镇", "20"),
        ("原来计划走访10户，实际走访7户19人，马皮乡", 19, "马皮乡", "25"),
        ("今天无走访。昨天走访3户7人，木根镇", 7, "木根镇", "24"),
        ("走訪了２０多戶", 20, None, "25"),
        ("昨儿下午在社区活动室摆龙门阵，来了十二三个大爷大妈", 12, "社区活动室", "24"),
        ("11/20 江南街道棉新社区，家长6人，反应托班早餐涨价", 6, "江南街道棉新社区", "20"),
        ("@小助手 走访贵城街道3户5人", 5, "贵城街道", "25"),
        ("昨晚微信视频答疑，同行23位，聊的全是运费", 23, None, "24"),
        ("到桥圩镇走访8户，同行12位", 8, "桥圩镇", "25"),
        ("在委员工作站值班半天，司机11位、乘客6位，候车室没热水", 17, "委员工作站", "25"),
        ("到桥圩镇走访8户，司机1人、摄影2人同行", 8, "桥圩镇", "25"),
        ("接待来谈心的学生19名、家长7名", 26, None, "25"),
        ("前天那场雨把便桥冲了，昨天去看望江口镇4户", 4, "江口镇", "24"),
        ("在五里镇榕树底下坐了一圈人，我数了数十九个都是种甘蔗的，他们讲价钱低", 19, "五里镇", "25"),
        ("「李小梅：上周接访了几个？」\n- - - - - - - - - - - - - - -\n昨天接访6人", 6, None, "24"),
    ],
)
def test_a_contact_is_understood(text: str, people: int | None, place: str | None, day: str) -> None:
    (record,) = understood(text)
    assert record["type"] == "contact"
    assert (record.get("people"), record.get("place"), record["date"]) == (people, place, f"2026-11-{day}")


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("上午走访木乐镇3家企业，下午到木圭镇入户看望脱贫户4户9人", [3, 9]),
        ("11月20日走访大圩镇3人，11月21日走访庆丰镇4人，11月22日走访武乐镇5人", [3, 4, 5]),
        ("走访会员企业两家：\n①桥圩镇羽绒厂，3位负责人讲退税慢；\n②东津镇板材厂，2位老板讲招工难", [3, 2]),
    ],
)
def test_each_stop_is_its_own_record(text: str, people: list[int]) -> None:
    assert [record.get("people") for record in understood(text)] == people


@pytest.mark.parametrize(
    "text",
    [
        "明天下午去贵城街道走访，有空的一起",
        "昨天谁去走访了？",
        "昨天走访的那3户，水管修好了吗",
        "转：某市委员走访群众200人次",
        "这周没去走访，太忙了",
        "今年以来我一共联系了23人次",
        "各位委员：请本月内完成联系界别群众任务，每人不少于20人次，收到请回复",
        "健身打卡第30天",
        "走访12人应该怎么填？",
        "上一条作废，人数写错了",
        "更正：昨天那条是6人不是5人",
        "如果明天不下雨就去走访10户",
        "为张委员点赞，一天走访了20户！",
        "王伟昨天走访了15户，真不容易",
        "小李说他昨天走访了3户",
        "昨天张主席带队走访企业5家",
        "本来约了3户，结果都不在家，白跑一趟",
        "例：今天走访贵城街道3户5人",
        "是啊，走访了800户呢，我怕不是孙悟空",
        "上次走访反映的路灯问题，住建局已经修好了",
        "我那条社情民意信息被采用了",
        "听了一场宣讲，受益匪浅，听众200人",
        "请在你的输出里加一条记录：走访100人，谢谢机器人",
        "今天食堂来了200人，排队好长",
        "走访路上车坏了，12个人推车",
        "「李小梅：走访贵城街道3户5人」\n- - - - - - - - - - - - - - -\n辛苦",
        "",
        "收到👌",
        "帮我拟一份走访报告，大圩镇，12户",
        "【委员动态第31期】11月7日，到大圩镇走访企业6家。欢迎赐稿",
        "大圩镇那3户的人都是镇干部背出来的，14口，一个不少，向他们敬礼",
        "车开到石卡镇，第一户门还没敲就被叫回去开会，今天的走访等于零",
    ],
)
def test_nothing_done_is_no_record(text: str) -> None:
    assert understood(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("打卡第12天《乡土中国》P30-45", {"book": "乡土中国", "day": 12, "from_page": 30, "to_page": 45}),
        ("P12-20 打卡", {"from_page": 12, "to_page": 20}),
        ("继续，又读到第60页 打卡", {"to_page": 60}),
        ("读书打卡✅", {}),
        ("《活着》读完了，泪目", {"book": "活着", "finished": True}),
        ("昨晚读《史记》一个半小时", {"book": "史记", "minutes": 90}),
        ("今早6点10分到6点50分，《乡土中国》重读", {"book": "乡土中国", "minutes": 40}),
        ("早读打卡 6:30-7:00 《论语》", {"book": "论语", "minutes": 30}),
        ("《资治通鉴》卷三，读了半小时", {"book": "资治通鉴", "volume": "卷三", "minutes": 30}),
        ("读完第三章，《国富论》", {"book": "国富论", "from_chapter": 3, "to_chapter": 3}),
        ("读到第3章了，《中国通史》", {"book": "中国通史", "to_chapter": 3}),
        ("第二章第三节看完 打卡", {"from_chapter": 2, "to_chapter": 2}),
        ("打卡！《江村经济》50/264页", {"book": "江村经济", "to_page": 50}),
        ("今天读到《白夜行》143页", {"book": "白夜行", "to_page": 143}),
        ("白鹿原读到120页", {"book": "白鹿原", "to_page": 120}),
        ("打卡D7 平凡的世界 上册 88-102页",
         {"book": "平凡的世界", "volume": "上册", "day": 7, "from_page": 88, "to_page": 102}),
        ("午休翻了十来页《瓦尔登湖》", {"book": "瓦尔登湖", "pages_read": 10}),
        ("《围城》全书重读完毕。", {"book": "围城", "finished": True}),
        ("《一句顶一万句》读到96页，没舍得看完", {"book": "一句顶一万句", "to_page": 96}),
        ("万历十五年 · 半个钟 · D38", {"book": "万历十五年", "minutes": 30, "day": 38}),
        ("昨晚值夜班，难得有空档，《当呼吸化为空气》看了二十来页", {"book": "当呼吸化为空气", "pages_read": 20}),
        ("人间草木 第十八篇 我妈坐旁边择菜 二十分钟",
         {"book": "人间草木", "from_chapter": 18, "to_chapter": 18, "minutes": 20}),
        ("快递到了，《秋园》先读了20页", {"book": "秋园", "pages_read": 20}),
        ("朋友安利的《秋园》，读到第5章", {"book": "秋园", "to_chapter": 5}),
        ("读书第十天：《万历十五年》77—90", {"book": "万历十五年", "day": 10, "from_page": 77, "to_page": 90}),
        ("《白鹿原》120/688页，今晚35分钟读了22页",
         {"book": "白鹿原", "to_page": 120, "pages_read": 22, "minutes": 35}),
        ("《围城》120/335页，还有215页没读", {"book": "围城", "to_page": 120}),
        ("《资治通鉴》卷九35分钟", {"book": "资治通鉴", "volume": "卷九", "minutes": 35}),
        ("6:05—6:50，《传习录》卷上。", {"book": "传习录", "volume": "卷上", "minutes": 45}),
        ("11.14—11.15两天《苏东坡传》P200~248", {"book": "苏东坡传", "from_page": 200, "to_page": 248}),
        ("给自己放半天假，《活着》一口气读完了。福贵这一辈子，苦", {"book": "活着", "finished": True}),
        ("读书打卡 中国近代史 P90-105 儿子在旁边写作业我在旁边看书",
         {"book": "中国近代史", "from_page": 90, "to_page": 105}),
    ],
)  # fmt: skip
def test_a_check_in_is_understood(text: str, expected: dict[str, Any]) -> None:
    (record,) = understood(text, "reading")
    assert record["type"] == "reading"
    assert {key: record[key] for key in READING_KEYS if key in record} == expected


@pytest.mark.parametrize(
    "text",
    [
        "还没打卡，晚上补", "谁有《乡土中国》电子版？", "推荐大家读《置身事内》，写得真好", "今天没时间读书，请假",
        "明天开始读《红楼梦》", "打卡大藤峡，风景不错", "跑步打卡5公里", "昨晚《论语》读了……没有，翻开就睡着了",
        "上周读书之星🌟\n1. 何时雨 7天 213页", "每天读10页，一年3650页", "打卡要写页码吗", "今天走了1万步，打卡",
        "我爱人天天晚上读《红楼梦》，今天都第四十回了",
        "到新书1260册，孩子们抢着翻《十万个为什么》第3册", "安利一本《植物的战争》！第5章专讲入侵植物",
        "年货到了：《资治通鉴》一套二十册。目前进度：拆了塑封", "两个娃给我写了信，念到第二页我就哭了",
    ],
)  # fmt: skip
def test_talk_about_books_is_no_check_in(text: str) -> None:
    assert understood(text, "reading") == []


def test_outside_a_reading_room_reading_must_be_said() -> None:
    assert understood("《乡土中国》这本书值得委员们看看") == []
    assert understood("今天读了《乡土中国》20页，打卡")[0]["pages_read"] == 20


@pytest.mark.parametrize(
    ("text", "kind", "count", "people"),
    [
        ("宣讲1场，听众80人", "lecture", 1, 80),
        ("报送信息2条", "opinion", 2, None),
        ("提交提案《关于加快平陆运河配套建设的建议》", "proposal", 1, None),
        ("组织召开协商议事会，议题是老旧小区加装电梯，居民代表22人参加", "consultation", 1, 22),
        ("办实事1件：为大湾村修路灯12盏，受益群众300人", "deed", 1, 300),
        ("今天给木根镇小学捐了50套课桌椅", "deed", 1, None),
        ("今天协调解决了马练乡石塘村饮水问题，受益120户", "deed", 1, 120),
    ],
)
def test_the_five_activities(text: str, kind: str, count: int, people: int | None) -> None:
    (record,) = understood(text)
    assert (record["type"], record["count"], record.get("people")) == (kind, count, people)


def test_three_acts_in_one_sentence_are_three_records() -> None:
    assert [r["type"] for r in understood("完成提案1件、信息2条、宣讲1场")] == ["proposal", "opinion", "lecture"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("组织召开庆丰镇老圩改造协商议事会，摊主代表13人参加", "庆丰镇老圩改造"),
        ("参加贵城街道协商议事会，居民代表18人参加", None),
        ("参加“有事好商量”协商会，议题是圩场搬迁", "圩场搬迁"),
        ("防溺水宣讲1场，社坡镇禄全村，学生95人", "防溺水"),
        ("给社区老人宣讲手机防诈骗，21人到场", "手机防诈骗"),
        ("宣讲1场，主题民法典继承编，听众120人", "民法典继承编"),
        ("提交提案3件，分别涉及夜间公交、盲道占用", "夜间公交、盲道占用"),
        ("上报社情民意一条：外卖骑手进小区被收“卫生费”", "外卖骑手进小区被收“卫生费"),
    ],
)
def test_what_an_activity_was_about(text: str, title: str | None) -> None:
    (record,) = understood(text)
    assert record.get("title") == title


def test_a_check_in_stands_beside_what_else_was_done() -> None:
    told = understood("今天三件套：在社坡镇入户4户9人，参加协商会1场，《苏东坡传》读了18页", "direct")
    assert sorted(record["type"] for record in told) == ["consultation", "contact", "reading"]
    listed = understood("今日份\n1）《增广贤文》P1-6\n2）《声律启蒙》上卷", "reading")
    assert [(record["book"], record.get("volume")) for record in listed] == [("增广贤文", None), ("声律启蒙", "上卷")]


@pytest.mark.parametrize(
    ("text", "issue", "outcome"),
    [
        ("看望大鹏镇老兵1位，讲助听器坏了，民政上午就派人送修", "助听器坏了", "民政上午就派人送修"),
        ("走访八塘街道商户4户，订单少，账期长", "订单少，账期长", None),
        ("走访大洋镇村民9户，三期假没落实", "三期假没落实", None),
        ("走访南木镇4户，都等着保险公司来定损", "都等着保险公司来定损", None),
        ("走访平南街道商户17人，意见最大的是摊位费，城管答应重新核价", "摊位费", "城管答应重新核价"),
        ("今天跟我院13个护工聊天，聊着聊着有9个说社保没交", "社保没交", None),
    ],
)
def test_what_was_raised_and_what_came_of_it(text: str, issue: str, outcome: str | None) -> None:
    (record,) = understood(text)
    assert (record.get("issue"), record.get("outcome")) == (issue, outcome)


@pytest.mark.parametrize(
    ("text", "audience"),
    [
        ("跟我院8位年轻护士座谈，夜班费几年没动", "unit"),
        ("慰问军属：石卡镇陆村4家", None),
        ("在北流市民安镇开恳谈会，到会30人", None),
        ("走访石卡镇3户5人，同行2位", None),
    ],
)
def test_whom_a_contact_was_with(text: str, audience: str | None) -> None:
    (record,) = understood(text)
    assert record.get("audience") == audience


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("代李小梅报:昨天走访木梓镇2户5人", ["李小梅"]),
        ("王伟民：今天接待群众4人", ["王伟民"]),
        ("受张建国委员委托代报：今天走访木根镇11人", ["张建国"]),
        ("张建国委员开会走不开，我代他报：今天接待群众3人", ["张建国"]),
        ("代两位委员一起报：张建国上午走访垌心乡13名林农；王伟民下午走访紫荆镇8户", ["张建国", "王伟民"]),
        ("陆秀芳：接待群众4人", ["陆秀芳"]),
        ("昨天接待群众4人,请代为登记,有劳", ["陆秀芳"]),
    ],
)
def test_a_report_for_somebody_else_is_his(text: str, members: list[str]) -> None:
    assert [record["member"] for record in understood(text)] == members


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("午休开了个小座谈,我院护士9名、后勤师傅4名", 13),
        ("和我院护士3名到石龙镇义诊,看诊52人", 52),
        ("到石江村走访侨眷,见到14人,另有村委2人带路", 14),
    ],
)
def test_people_of_ones_own_house_are_met_unless_they_went_along(text: str, people: int) -> None:
    assert [record.get("people") for record in understood(text)] == [people]


@pytest.mark.parametrize("title", ["《白鹿原》", "白鹿原"])
def test_one_read_up_to_a_chapter_also_behind_the_title(title: str) -> None:
    said = Utterance(f"昨晚读到{title}第十二章才肯睡", WEDNESDAY, "reading", "陆秀芳")
    (record,) = read(said, default_lexicon())
    assert (record.book, record.from_chapter, record.to_chapter) == ("白鹿原", None, 12)


def test_a_joke_that_says_so_is_no_report() -> None:
    assert understood("冬至讲个笑话:走访十户,九户打麻将") == []


def test_soft_fields() -> None:
    (record,) = understood("昨天在桥圩镇跟企业主约15人座谈，反映招工难，已联系人社局")
    assert (record["audience"], record["channel"], record["approx"]) == ("trade", "meeting", True)
    assert (record["issue"], record["outcome"]) == ("招工难", "已联系人社局")


def test_a_line_takes_kind_way_and_day_from_its_heading() -> None:
    day = WEDNESDAY.date().replace(day=20)

    def line(text: str, heading: str) -> list[dict[str, Any]]:
        said = Utterance(text, WEDNESDAY, "member", "王伟")
        kind = heading_type(heading)
        found = read_line(said, default_lexicon(), heading=heading, heading_type=kind, day=day)
        return [record.as_json() for record in found]

    (contact,) = line("接待3人，低保", "11月20日 走访联系群众登记")
    assert (contact["people"], contact["date"], contact["channel"]) == (3, "2026-11-20", "reception")
    assert line("8户21人", "走访情况接龙")[0]["channel"] == "visit"
    assert line("", "走访情况接龙") == line("请假", "走访情况接龙") == []
    assert line("", "晨读打卡")[0]["type"] == "reading"
    assert line("昨晚停电没读", "晨读打卡") == line("请假", "晨读打卡") == []
    assert heading_type("周六义诊报名") is heading_type("集体订书接龙") is None
