"""Whatever members say, undo, correct, repeat and recall, the counters follow from the records."""

import asyncio

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.check import drift
from tests.chat import Chat, opened

PEOPLE = st.integers(1, 40)
WHO = st.sampled_from(["陆秀芳", "潘耀东", "韦宝兰"])
SAYINGS = st.one_of(
    st.builds("走访港城街道{}人".format, PEOPLE),
    st.builds("昨天走访大圩镇{}户".format, PEOPLE),
    st.builds("座谈行业商户{}人".format, PEOPLE),
    st.builds("12月30日走访贵城街道{}人,反映路灯不亮".format, PEOPLE),
    st.builds("代覃建华报:今天走访{}人".format, PEOPLE),
    st.builds("更正:刚才那条是{}人".format, PEOPLE),
    st.builds("上一条改为{}人".format, PEOPLE),
    st.builds("{}".format, PEOPLE),
    st.sampled_from(
        ["撤销", "上午走访敬老院,和老人座谈", "打卡《活着》P3-9", "宣讲2场,听众30人", "确认", "否", "没有数"]
    ),
)
DOING = st.lists(
    st.one_of(st.tuples(WHO, SAYINGS, st.booleans()), st.tuples(st.just("recall"), st.integers(0, 12), st.just(True))),
    max_size=14,
)


@given(DOING)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_counters_follow_from_the_records(doing: list[tuple[str, object, bool]]) -> None:
    asyncio.run(_play(doing))


async def _play(doing: list[tuple[str, object, bool]]) -> None:
    async with opened() as chat:
        for who, what, in_room in doing:
            if who == "recall":
                await chat.recalls(f"m{what}", wait=0)
            else:
                await chat.says(who, str(what), "教育界委员群" if in_room else None, wait=20)
        _judge(chat)
        keys = [shown.key for shown in chat.platform.shown]
        assert len(keys) == len(set(keys))


def _judge(chat: Chat) -> None:
    with chat.store.read() as unit:
        assert drift(unit) == []
        for record in unit.records.every():
            assert (record.credited > 0) <= (record.state == "counted")
            assert record.year == record.date.year
            assert (record.state == "pending") == (record.waiting_for is not None)
