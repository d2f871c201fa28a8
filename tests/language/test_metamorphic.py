"""What must change nothing, and what must make a report vanish: every shape of report against every change."""

from collections.abc import Callable
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lexicon import default_lexicon
from handlers.language import Record, Utterance, read
from handlers.language.traditional import SIMPLIFIED, TRADITIONAL

AT = datetime.fromisoformat("2026-11-25T20:00:00+08:00")
CONTACTS = (
    "到贵城街道走访3户5人，反映路灯不亮，已转给街道。",
    "昨天下午接待来访家长8人次，主要问课后服务。",
    "11月20日在大圩镇永福村开屋场会，村民二十来人，讲机耕路。",
    "上周五到桥圩镇敬老院看望老人35名，送去棉被。",
    "电话回访木格镇3名果农，黄龙病的事已约专家。",
    "走访老人5名、儿童3名",
    "义诊！木圭镇卫生院，来了九十余位乡亲",
    "走访企业3家，员工代表15人座谈，其中女工9人",
    "接待群众男女各6人，都问社保",
    "入户6户，两户没人，见到4户11人",
    "和3名村干部走访脱贫户7户21人",
    "在委员工作室接访5批12人",
    "通过微信联系在外务工老乡十几个，想回来找工作",
    "3-5日到东津镇入户，走访群众26人",
)
ACTS = (
    "今天到木格镇中学宣讲禁毒知识1场，听众180人",
    "提交提案《关于加强校园周边交通治理的建议》",
    "报送社情民意信息2条",
    "参加老旧小区加装电梯协商议事会，居民代表32人参加",
    "为大圩镇小学捐赠图书500册",
)
READINGS = (
    "打卡第12天《乡土中国》P30-45",
    "昨晚读《史记》一个半小时",
    "《三国演义》第五十回至五十二回，打卡",
    "早读打卡 6:30-7:00 《论语》",
    "《活着》看完了",
)
REPORTS = [(text, "member") for text in CONTACTS + ACTS] + [(text, "reading") for text in READINGS]
WIDE = {code: code + 0xFEE0 for code in range(0x30, 0x3A)}
TO_TRADITIONAL = {
    ord(plain): written for plain, written in zip(SIMPLIFIED, TRADITIONAL, strict=True) if SIMPLIFIED.count(plain) == 1
}
TO_SIMPLIFIED = dict(zip(map(ord, TRADITIONAL), SIMPLIFIED, strict=True))


def heard(text: str, room: str) -> list[Record]:
    said = Utterance(text, AT, room, "陆秀芳", frozenset({"王伟", "王伟民"}))  # type: ignore[arg-type]
    return read(said, default_lexicon())


def facts(text: str, room: str, *, places: bool = True) -> list[tuple[object, ...]]:
    return [
        (
            *(r.type, r.member, r.date, r.date_end, r.people, r.count, r.place if places else bool(r.place)),
            *(r.book and r.book.translate(TO_SIMPLIFIED), r.volume, r.from_page, r.to_page, r.pages_read),
            *(r.from_chapter, r.to_chapter, r.minutes, r.day, r.finished),
        )
        for r in heard(text, room)
    ]


UNCHANGED: dict[str, Callable[[str], str]] = {
    "a greeting": lambda text: "各位领导好，" + text,
    "a heading": lambda text: "汇报：" + text,
    "thanks": lambda text: text + "。谢谢大家🙏",
    "emoji": lambda text: "😄" + text + "🌹🌹",
    "stickers": lambda text: text + "[抱拳][玫瑰]",
    "a picture": lambda text: text + "[图片]",
    "copies": lambda text: text + "。发放资料120份",
    "money": lambda text: text + "。花费2600元",
    "opinions": lambda text: text + "。收集意见4条",
    "a companion": lambda text: text + "。王志强委员一起参加",
    "a new line": lambda text: text.replace("。", "\n"),
    "ASCII commas": lambda text: text.replace("，", ","),
    "a trailing wave": lambda text: text.rstrip("。") + "～",
    "an exclamation": lambda text: text.rstrip("。") + "！",
    "full-width digits": lambda text: text.translate(WIDE),
}
SILENCED: dict[str, Callable[[str], str]] = {
    "an example": lambda text: "例：" + text,
    "a forward": lambda text: "转发：" + text,
    "hearsay": lambda text: "听说" + text,
    "a supposition": lambda text: "如果" + text,
    "a correction": lambda text: "更正：" + text,
    "a notice": lambda text: "请各位委员" + text,
    "a quotation": lambda text: f"「李小梅：{text}」\n- - - - - - - - - - -\n辛苦",
}
TODAY = [text for text in CONTACTS if not any(day in text for day in ("昨", "日", "上周"))]


@pytest.mark.parametrize(("text", "room"), REPORTS)
@pytest.mark.parametrize("change", UNCHANGED)
def test_it_stays_the_same_report(change: str, text: str, room: str) -> None:
    changed = UNCHANGED[change](text)
    places = change != "full-width digits"
    assert facts(changed, room, places=places) == facts(text, room, places=places) != []


@pytest.mark.parametrize(("text", "room"), REPORTS)
def test_traditional_characters_say_the_same(text: str, room: str) -> None:
    written = text.translate(TO_TRADITIONAL)
    assert facts(written, room, places=False) == facts(text, room, places=False)


@pytest.mark.parametrize("text", CONTACTS)
@pytest.mark.parametrize("change", SILENCED)
def test_it_is_no_report_any_more(change: str, text: str) -> None:
    assert heard(SILENCED[change](text), "member") == []


@pytest.mark.parametrize("text", TODAY)
@pytest.mark.parametrize("ahead", ["明天", "下周三", "打算", "准备明天", "今年累计"])
def test_a_plan_or_a_sum_is_none(ahead: str, text: str) -> None:
    first = text.replace("，", "").replace("！", "").rstrip("。")
    assert heard(ahead + first, "member") == []


@pytest.mark.parametrize(
    "text", ["没去走访贵城街道的3户", "今天没接待群众", "走访3户5人了吗", "谁走访了3户？", "未能前往木格镇走访6户"]
)
def test_a_negation_or_a_question_is_none(text: str) -> None:
    assert heard(text, "member") == []


towns = st.sampled_from(sorted(t for t in default_lexicon().towns if t.endswith(("镇", "乡")) and len(t) == 3))
unknown = st.sampled_from(["新和镇", "白石镇", "南岭乡", "龙潭镇", "古城镇"])


@given(
    place=towns | unknown,
    count=st.integers(2, 400),
    verb=st.sampled_from(["走访", "看望", "慰问", "接待", "探望", "回访"]),
    who=st.sampled_from(["群众", "村民", "老人", "果农", "留守儿童", "困难职工", "商户"]),
    unit=st.sampled_from(["人", "名", "位"]),
    other=st.sampled_from(["", "，送去大米20袋", "，发放资料300份", "，慰问金5000元", "，收集意见7条", "，走了3公里"]),
    day=st.sampled_from(["", "今天", "昨天", "11月20日", "11.20", "周二", "20号"]),
)
def test_a_composed_visit_is_read(place: str, count: int, verb: str, who: str, unit: str, other: str, day: str) -> None:
    (record,) = heard(f"{day}到{place}{verb}{who}{count}{unit}{other}", "member")
    assert (record.type, record.people, record.place, record.unit) == ("contact", count, place, "人")
    ago = {"": 0, "今天": 0, "昨天": 1, "周二": 1}.get(day, 5)
    assert (AT.date() - record.date).days == ago


@given(
    book=st.sampled_from(["乡土中国", "史记", "邓小平时代", "明天", "如果没有明天", "去年的树", "平时的我"]),
    first=st.integers(1, 300),
    more=st.integers(1, 60),
    shape=st.sampled_from(["P{}-{}", "第{}-{}页", "{}页到{}页", "从第{}页读到第{}页", "p{}～p{}"]),
    before=st.sampled_from(["打卡", "今日打卡 ", "读书打卡第8天，", "继续"]),
)
def test_a_composed_check_in_is_read(book: str, first: int, more: int, shape: str, before: str) -> None:
    (record,) = heard(f"{before}《{book}》{shape.format(first, first + more)}", "reading")
    assert (record.book, record.from_page, record.to_page) == (book, first, first + more)
