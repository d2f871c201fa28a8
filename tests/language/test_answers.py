"""几人? and 是否属实: what counts as an answer, and what is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.language.answers import read_count, read_yes_no
from handlers.language.types import Count


@pytest.mark.parametrize(
    ("said", "people", "unit", "approx"),
    [
        ("8", 8, None, False),
        ("8人", 8, "人", False),
        ("8 人", 8, "人", False),
        ("八个人", 8, "人", False),
        ("８个", 8, "人", False),
        ("8️⃣", 8, None, False),
        ("答:8", 8, None, False),
        ("8人，谢谢", 8, "人", False),
        ("😊 8人", 8, "人", False),
        ("8人次", 8, "人次", False),
        ("3户8人", 8, "人", False),
        ("8人3户", 8, "人", False),
        ("3户，8人", 8, "人", False),
        ("12户", 12, "户", False),
        ("大概20人", 20, "人", True),
        ("20人左右", 20, "人", True),
        ("20多人", 20, "人", True),
        ("30余人次", 30, "人次", True),
        ("十几个", 10, "人", True),
        ("二三十人", 20, "人", True),
        ("上百人", 100, "人", True),
        ("一百多", 100, None, True),
        ("8-9人", 8, "人", True),
        ("一共十二个群众", 12, "人", False),
        ("两位", 2, "人", False),
        ("0人", 0, "人", False),
        ("就8个吧", 8, "人", False),
        ("8位老人", 8, "人", False),
        ("8名学生", 8, "人", False),
        ("8人，都是老人", 8, "人", False),
        ("8户，全是脱贫户", 8, "户", False),
        ("5男3女", 8, "人", False),
        ("男5女3", 8, "人", False),
        ("⑧", 8, None, False),
        ("⑫人", 12, "人", False),
    ],
)
def test_a_number_answers(said: str, people: int, unit: str | None, approx: bool) -> None:
    assert read_count(said) == Count(people, unit, approx)


@pytest.mark.parametrize("said", ["没有数", "没数", "不清楚", "记不得了", "忘了", "没统计，不好意思", "这个真没数过"])
def test_no_number_answers_too(said: str) -> None:
    assert read_count(said) == Count(None)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "  ",
        "收到",
        "好的",
        "没有",
        "P12",
        "12页",
        "11.20",
        "11月20日",
        "12号",
        "#12",
        "8:30",
        "8元",
        "8次",
        "8%",
        "8.5",
        "2026",
        "13812345678",
        "走访8人",
        "今天8个人来了我办公室",
        "几个",
        "几十人",
        "人",
        "8人 9人 10人",
        "第8",
        "我今天去了村里",
        "我一个人",
        "5男",
    ],
)
def test_other_words_leave_the_question_open(said: str) -> None:
    assert read_count(said) is None


@pytest.mark.parametrize(
    "said", ["确认", "是", "对", "是的", "没错", "属实", "嗯", "是的，谢谢", "确认！", "确认👌", "嗯嗯", "OK"]
)
def test_yes(said: str) -> None:
    assert read_yes_no(said) is True


@pytest.mark.parametrize("said", ["否", "不是", "不对", "没有", "不属实", "不是我", "没去", "没有这回事。"])
def test_no(said: str) -> None:
    assert read_yes_no(said) is False


@pytest.mark.parametrize(
    "said", ["", "收到", "确认收到", "好的", "是5人", "对不起", "不错", "不是不对", "是不是", "8人"]
)
def test_neither(said: str) -> None:
    assert read_yes_no(said) is None


@given(st.text(max_size=60))
def test_any_text_is_read(said: str) -> None:
    read_count(said)
    read_yes_no(said)


@given(st.integers(0, 1500), st.sampled_from(["", "人", "个", "名", "户", "人次"]))
def test_every_number_is_its_own_answer(number: int, unit: str) -> None:
    answer = read_count(f"{number}{unit}")
    assert answer is not None
    assert answer.people == number
