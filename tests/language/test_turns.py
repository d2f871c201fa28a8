"""Turns of everyday speech: lists of helpers, bare sites, gifts, crowds, what was raised and how the judge is heard."""

from datetime import date, datetime
from typing import Any

import pytest

from bot.lexicon import default_lexicon
from handlers.language import Record, Utterance, read
from handlers.language.grounds import grounds
from handlers.language.types import Reason, RoomKind

AT = datetime.fromisoformat("2026-11-25T12:00:00+08:00")


def understood(text: str, room: RoomKind = "member") -> list[dict[str, Any]]:
    return [record.as_json() for record in read(Utterance(text, AT, room, "陆秀芳"), default_lexicon())]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("今天看望乡村教师5名、退休教师7名，在大新镇", 12),
        ("看望退休老支书3名、离休干部2名，大洋镇", 5),
        ("今天慰问庆丰镇环卫工12名、医生3名陪同", 12),
        ("走访庆丰镇困难老人5名、村医2名一起去", 5),
        ("昨晚电话打了一圈，新塘镇种瓜的7户一户不落，都说下雨裂瓜", 7),
        ("去黄练镇看望退休老师，没数人头，一直唠到天黑", None),
    ],
)
def test_who_is_counted(text: str, people: int | None) -> None:
    assert [record.get("people") for record in understood(text)] == [people]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("走访园区企业3家，反映用电贵", None),
        ("小区外墙灯整夜亮，今天来了4位市民反映，我接待的", None),
        ("走访桥圩镇学校家长5人，反映放学堵", "桥圩镇学校"),
        ("今天在学校跟家长8人座谈", "学校"),
        ("走访学校，师生座谈25人", "学校"),
        ("给庆丰镇中心小学20个孩子送书包20个", "庆丰镇中心小学"),
    ],
)
def test_a_site_without_a_name_is_a_place_only_where_one_goes(text: str, place: str | None) -> None:
    assert [record.get("place") for record in understood(text)] == [place]


@pytest.mark.parametrize(
    ("text", "title", "people"),
    [
        ("昨天自己掏钱修好了垌心乡圩口的太阳能路灯11盏", "修好了垌心乡圩口的太阳能路灯11盏", None),
        ("个人出资3000元修了东龙镇石古屯的便桥", "修了东龙镇石古屯的便桥", None),
        ("给罗播乡中心小学送书包45个，本来是50个", "给罗播乡中心小学送书包45个", None),
        ("给庆丰镇中心小学20个孩子送书包20个", "给庆丰镇中心小学20个孩子送书包20个", 20),
    ],
)
def test_a_gift_counts_people_only(text: str, title: str, people: int | None) -> None:
    (deed,) = understood(text)
    assert (deed["type"], deed["title"], deed.get("people")) == ("deed", title, people)


@pytest.mark.parametrize(
    ("text", "records"),
    [
        ("自己掏钱修好了手机", 0),
        ("我自费买了本《平凡的世界》", 0),
        ("志愿者们今天在社坡镇扫了一天街、慰问了22位老人", 0),
        ("志愿者们和我一起走访了庆丰镇12户", 1),
        ("愚人节，今天走访了庆丰镇100户", 0),
        ("愚人节不骗人：今天在港城街道走访了21位快递小哥", 1),
        ("不开玩笑，今天真的在桥圩镇走访了11户", 1),
        ("回头去走访庆丰镇的5户", 0),
        ("今天在平山镇卫生院坐班，6个家长讲疫苗缺货，我回头问了疾控", 1),
    ],
)
def test_what_is_a_report(text: str, records: int) -> None:
    assert len(understood(text)) == records


@pytest.mark.parametrize(
    ("text", "issue", "outcome"),
    [
        ("今天在港城街道值班，小区外墙灯整夜亮的事来了4位市民反映，已和物业商定十一点关", None, "已和物业商定十一点关"),
        ("外墙灯整夜亮，今天来了4位市民反映，我接待的", "外墙灯整夜亮", None),
        ("今天麻垌镇入户荔枝种植户6户（冻害没理赔）", "冻害没理赔", None),
        ("昨晚微信答疑，问留抵退税的有12家企业", "留抵退税", None),
        ("在庆丰镇看望老人8人，反映热水不够，消防送来了两车", "热水不够", "消防送来了两车"),
        ("今天在庆丰镇走访9户，脚都走肿了", None, None),
        ("今天在木根镇宏丰砖厂座谈，5名管理人员围着我讲煤矸石涨价", "煤矸石涨价", None),
    ],
)
def test_what_was_raised_and_done(text: str, issue: str | None, outcome: str | None) -> None:
    (record,) = understood(text)
    assert (record.get("issue"), record.get("outcome")) == (issue, outcome)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("今天报送信息2条（共享单车堵盲道、河堤护栏锈断）", "共享单车堵盲道、河堤护栏锈断"),
        ("今天报送信息1条（附照片三张）", None),
        ("今天在和安市场组织协商会，议题就一个：摊位抽签办法", "摊位抽签办法"),
    ],
)
def test_a_title_in_brackets_or_behind_the_only_agenda(text: str, title: str | None) -> None:
    assert [record.get("title") for record in understood(text)] == [title]


def test_reading_in_turns_and_misspelt_ranks() -> None:
    (check,) = understood("打咔 笫33天 《乡土中国》 笫九章", "reading")
    assert (check["day"], check["from_chapter"]) == (33, 9)
    (turns,) = understood("陪外孙看《窗边的小豆豆》，一人一页轮着念，念到第58页", "reading")
    assert turns.get("pages_read") is None
    assert not understood("今天开学典礼，我们学校孩子集体诵读《弟子规》四十分钟", "reading")


def test_a_contact_that_tells_everything_stands_on_firm_ground() -> None:
    made = Record("contact", "陆秀芳", date(2026, 11, 19), people=21, channel="meeting", issue="证书没人认")
    assert grounds([made]) == 1
    made.audience = "trade"
    made.why.append(Reason("date", 0, 2, "周四", "星期"))
    assert grounds([made]) == 3
