"""Whose alias it is (DOMAIN §3) and whose line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.language.names import leading_name, name_in_alias, skip_nickname

ROSTER = frozenset("张三 李四 王伟 王伟民 李春桃 江涛 邓伟 潘耀东 梁子健 蓝月 林家豪".split())


@pytest.mark.parametrize(
    ("alias", "name"),
    [
        ("教育界-张三", "张三"),
        ("张三 覃塘", "张三"),
        ("张三(教育)", "张三"),
        ("张三（贵城街道）", "张三"),
        ("A张三", "张三"),
        ("张三🌸", "张三"),
        ("🌸张三", "张三"),
        ("张三老师", "张三"),
        ("张三主任", "张三"),
        ("张三秘书长", "张三"),
        ("教育张三", "张三"),
        ("张三教育界", "张三"),
        ("政协委员张三", "张三"),
        ("李春桃贵城街道", "李春桃"),
        ("王伟", "王伟"),
        ("王伟民", "王伟民"),
        ("王伟-民革", "王伟"),
    ],
)
def test_an_alias_names_one_member(alias: str, name: str) -> None:
    assert name_in_alias(alias, ROSTER) == name


@pytest.mark.parametrize(
    "alias",
    [
        "",
        "老张",
        "小张三",
        "张三丰",
        "王伟明",
        "欧阳张三",
        "张三李四",
        "张三 李四",
        "王伟(王伟民)",
        "李春桃妈妈",
        "李春桃的妈妈",
        "李春桃-秘书",
        "张三 家属",
        "覃塘张三",
    ],
)
def test_an_alias_that_names_nobody_for_sure(alias: str) -> None:
    assert name_in_alias(alias, ROSTER) is None


def test_a_longer_name_is_another_person_even_outside_the_roster() -> None:
    assert name_in_alias("王伟民", {"王伟"}) is None
    assert name_in_alias("王伟民 教育", {"王伟"}) is None


def test_towns_of_the_gazetteer_may_touch_the_name() -> None:
    assert name_in_alias("张三覃塘", ROSTER, ("覃塘",)) == "张三"
    assert name_in_alias("覃塘张三", ROSTER, ("覃塘",)) == "张三"


@pytest.mark.parametrize(
    ("line", "name", "rest"),
    [
        ("教育界-张三 25分钟", "张三", "25分钟"),
        ("李春桃(妇联) 下湾镇，走访10余人", "李春桃", "下湾镇，走访10余人"),
        ("潘耀东：东龙镇京榜村，走访12人", "潘耀东", "东龙镇京榜村，走访12人"),
        ("江涛（水产协会）《老人与海》P1-40", "江涛", "《老人与海》P1-40"),
        ("江涛🌊 《平凡的世界》40分钟", "江涛", "《平凡的世界》40分钟"),
        ("邓伟律师 《洞穴奇案》", "邓伟", "《洞穴奇案》"),
        ("梁子健-提案委 请假（出差）", "梁子健", "请假（出差）"),
        ("林家豪《狼图腾》P66-90", "林家豪", "《狼图腾》P66-90"),
        ("蓝月", "蓝月", ""),
        ("张三走访贵城街道5人", "张三", "走访贵城街道5人"),
        ("【教育】张三 5人", "张三", "5人"),
        ("@张三 5人", "张三", "5人"),
        ("贵城街道 张三 走访6人", "张三", "走访6人"),
        ("张三（请假）", "张三", "（请假）"),
        ("张三（贵城街道）走访6人", "张三", "（贵城街道）走访6人"),
        ("张三 老师5人座谈", "张三", "老师5人座谈"),
    ],
)
def test_a_line_begins_with_a_name(line: str, name: str, rest: str) -> None:
    assert leading_name(line, ROSTER) == (name, rest)


@pytest.mark.parametrize(
    "line", ["", "张三丰走访5人", "和张三走访5人", "走访张三 5人", "老王 5人", "李春桃妈妈 走访5人"]
)
def test_a_line_begins_with_no_name(line: str) -> None:
    assert leading_name(line, ROSTER) is None


@pytest.mark.parametrize(
    ("line", "name", "rest"),
    [
        ("🌊小江 《书》", "江涛", "《书》"),
        ("佩兰👩🏽‍🏫 半小时", "宋佩兰", "半小时"),
        ("老徐 没读", "徐广田", "没读"),
        ("徐老师 20分钟", "徐广田", "20分钟"),
        ("江边走访5人", "江涛", "江边走访5人"),
    ],
)
def test_members_go_by_shorter_names_on_their_own_lines(line: str, name: str, rest: str) -> None:
    assert line[skip_nickname(line, name) :] == rest


@given(st.text(max_size=80), st.frozensets(st.text(min_size=1, max_size=4), max_size=6))
def test_any_text_is_read(text: str, names: frozenset[str]) -> None:
    found = name_in_alias(text, names)
    assert found is None or found in text
    line = leading_name(text, names)
    assert line is None or line[0] in names


def test_a_sector_whose_name_holds_a_word_of_inviting_is_a_badge() -> None:
    assert leading_name("特邀界-蓝欣 5人", {"蓝欣", "何大勇"}) == ("蓝欣", "5人")
