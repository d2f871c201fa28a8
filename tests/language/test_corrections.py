"""更正…, 上一条…, #12 改为…, 作废: said on Friday, 20 November 2026."""

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.language.corrections import read_cancellation, read_correction
from handlers.language.lexicon import Lexicon
from handlers.language.types import Correction

AT = datetime.fromisoformat("2026-11-20T18:00:00+08:00")
LEXICON = Lexicon.from_text("桂平市: 木乐镇 木圭镇\n港南区: 桥圩镇 木格镇")


def read(said: str) -> Correction | None:
    return read_correction(said, AT, LEXICON)


@pytest.mark.parametrize(
    ("said", "number", "hints", "changes"),
    [
        ("更正：刚才那条是7人不是6人", None, {"people": 6}, {"people": 7, "unit": "人"}),
        ("更正:昨天那条是6人不是5人", None, {"people": 5, "date": date(2026, 11, 19)}, {"people": 6, "unit": "人"}),
        (
            "更正:周二报的蒙公镇走访,人数应为14人,不是41人",
            None,
            {"people": 41, "date": date(2026, 11, 17), "place": "蒙公镇", "type": "contact"},
            {"people": 14, "unit": "人"},
        ),
        (
            "更正：11月20日贵城街道走访是6人不是5人",
            None,
            {"people": 5, "date": date(2026, 11, 20), "place": "贵城街道", "type": "contact"},
            {"people": 6, "unit": "人"},
        ),
        ("上一条改为8人", None, {}, {"people": 8, "unit": "人"}),
        ("上一条改为8户22人", None, {}, {"people": 22, "unit": "人"}),
        ("上条人数应为20多人", None, {}, {"people": 20, "unit": "人", "approx": True}),
        ("#12 改为8人", 12, {}, {"people": 8, "unit": "人"}),
        ("12号改为8人", 12, {}, {"people": 8, "unit": "人"}),
        ("＃12 改为８人", 12, {}, {"people": 8, "unit": "人"}),
        ("更正 #12 人数应为14人", 12, {}, {"people": 14, "unit": "人"}),
        ("更正：第12条人数改为9人", 12, {}, {"people": 9, "unit": "人"}),
        ("更正：8人次", None, {}, {"people": 8, "unit": "人次"}),
        ("更正：改为8", None, {}, {"people": 8}),
        ("更正：是7不是6", None, {"people": 6}, {"people": 7}),
        ("更正:由5人改为6人", None, {"people": 5}, {"people": 6, "unit": "人"}),
        ("更正：5人→6人", None, {"people": 5}, {"people": 6, "unit": "人"}),
        ("更正: 6人写成了5人", None, {"people": 5}, {"people": 6, "unit": "人"}),
        ("刚才那条不是5人，是6人", None, {"people": 5}, {"people": 6, "unit": "人"}),
        ("说错了，是8人", None, {}, {"people": 8, "unit": "人"}),
        ("应该是8人不是6人", None, {"people": 6}, {"people": 8, "unit": "人"}),
        ("😅更正一下，上一条应该是12人次", None, {}, {"people": 12, "unit": "人次"}),
        ("更正：日期应为11月19日", None, {}, {"date": date(2026, 11, 19)}),
        ("更正：是昨天的不是今天的", None, {"date": date(2026, 11, 20)}, {"date": date(2026, 11, 19)}),
        ("上一条日期改为11月18日", None, {}, {"date": date(2026, 11, 18)}),
        ("更正：地点是桥圩镇不是木格镇", None, {"place": "木格镇"}, {"place": "桥圩镇"}),
        ("更正:去的是木乐不是木圭", None, {"place": "木圭"}, {"place": "木乐"}),
        ("#12 地点改为港城街道", 12, {}, {"place": "港城街道"}),
        ("更正：应该是P30-50", None, {}, {"from_page": 30, "to_page": 50}),
        ("更正：书名是《乡土中国》", None, {}, {"book": "乡土中国"}),
        ("更正：《活着》不是《呐喊》", None, {"book": "呐喊"}, {"book": "活着"}),
        ("更正：读了40分钟，不是30分钟", None, {"minutes": 30}, {"minutes": 40}),
        ("更正：1个半小时", None, {}, {"minutes": 90}),
        ("错了,是8个", None, {}, {"people": 8, "unit": "人"}),
        ("不对，是8人", None, {}, {"people": 8, "unit": "人"}),
        ("不是6人是8人", None, {"people": 6}, {"people": 8, "unit": "人"}),
        ("是8人不是6人", None, {"people": 6}, {"people": 8, "unit": "人"}),
        ("人数改成8", None, {}, {"people": 8}),
        ("人数错了，8人", None, {}, {"people": 8, "unit": "人"}),
        ("地点错了,是桥圩镇", None, {}, {"place": "桥圩镇"}),
        ("地点应该是桥圩镇", None, {}, {"place": "桥圩镇"}),
        ("日期错了，是昨天", None, {}, {"date": date(2026, 11, 19)}),
        ("更正：宣讲2场不是1场", None, {"count": 1, "type": "lecture"}, {"count": 2}),
    ],
)
def test_a_correction(said: str, number: int | None, hints: dict[str, Any], changes: dict[str, Any]) -> None:
    found = read(said)
    assert found is not None
    if "people" in changes:
        changes = {"approx": False, **changes}
    assert (found.number, dict(found.hints), dict(found.changes)) == (number, hints, changes)


@pytest.mark.parametrize("said", ["更正", "更正一下", "更正:少报了2人"])
def test_a_correction_that_does_not_say_what(said: str) -> None:
    found = read(said)
    assert found is not None
    assert not found.changes


@pytest.mark.parametrize(
    "said",
    [
        "",
        "今天走访5人",
        "上一条说得好",
        "上一条消息谁发的",
        "修改稿已提交",
        "12号改为周五开会",
        "刚才发的通知改为周五下午",
        "应该是8人吧",
        "应该是8人",
        "错了",
        "不对",
        "不对吧",
        "不是我说的是他说的",
        "时间改成下午三点",
        "地点改成三楼会议室",
        "#5 的问题解决了吗",
        "更正后的名单见群文件",
        "上一条作废",
        "更正：上一条作废",
        "撤销 #12",
    ],
)
def test_no_correction(said: str) -> None:
    assert read(said) is None


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("撤销", None),
        ("撤回", None),
        ("撤销 #12", 12),
        ("撤销12", 12),
        ("作废 #12", 12),
        ("#12 作废", 12),
        ("12号作废", 12),
        ("上一条作废", None),
        ("撤销上一条", None),
        ("删除刚才那条", None),
        ("刚才那条删掉", None),
        ("请把上一条删除，谢谢", None),
        ("刚才那条作废，我去的是木乐不是木圭，晚点重发。", None),
        ("不好意思，刚才那条打卡发错了，作废[捂脸]", None),
        ("更正：上一条作废", None),
        ("撤消", None),
        ("撤消上一条", None),
        ("撤销刚才的", None),
        ("上一条不要", None),
        ("上一条不要了", None),
    ],
)
def test_a_cancellation(said: str, number: int | None) -> None:
    assert read_cancellation(said) == (True, number)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "取消",
        "活动取消",
        "取消今天的会议",
        "刚才的会议取消了",
        "刚才那条会议通知取消",
        "删除我的数据",
        "作废票据5张",
        "撤销刚才的会议通知",
        "不要",
        "上一条改为8人",
    ],
)
def test_no_cancellation(said: str) -> None:
    assert read_cancellation(said) == (False, None)


@given(st.text(alphabet="更正上一条刚才改为应是不人户页分钟《》#：,，0123456789月日号P-作废撤销昨天镇 ", max_size=80))
def test_any_text_is_read(said: str) -> None:
    found = read(said)
    cancelled, _ = read_cancellation(said)
    assert not (found and cancelled)
    read("更正" + said)
