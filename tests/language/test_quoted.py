"""Reports that are only quoted, and what a member quotes in a report of his own."""

import pytest

from handlers.language.normalize import normalize
from handlers.language.quoted import quotes_another


@pytest.mark.parametrize(
    "text",
    [
        "老陈报的是“走访港城街道12户，反映路灯不亮”，写得清楚",
        "「昨天在大圩镇走访9人，反映渠道堵」这是梁主任发的吧？",
        '看看人家老李："今天入户6户14人，问题全办结"，服气',
        "小韦在群里发了“慰问老人6名”，点赞👍",
    ],
)
def test_talk_about_another_report_is_none(text: str) -> None:
    assert quotes_another(normalize(text))


@pytest.mark.parametrize(
    "text",
    [
        "“今天走访石卡镇5户，反映缺水”",
        "今日联系群众记录：“走访石卡镇5户，反映缺水”，请小助手登记",
        "今天在石卡镇走访，老人说：“去年慰问了12户，今年没人来”，大家都记得",
        "看到韦主任写的“走访8户23人”，我补报一条：今天走访桥圩镇4户",
        "在“有事好商量”议事厅接待8人，大家都反映停车难",
    ],
)
def test_a_report_with_a_quotation_in_it_is_one(text: str) -> None:
    assert not quotes_another(normalize(text))
