"""What is hidden before it reaches the disk, and what must stay readable (DOMAIN §9)."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.language.mask import mask, mask_issue

ROSTER = frozenset({"张三", "覃建华", "梁子健"})


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("电话13812345678", "电话138****"),
        ("138 1234 5678", "138****"),
        ("138-1234-5678", "138****"),
        ("１３８１２３４５６７８", "138****"),
        ("+86 13812345678", "138****"),
        ("打13812345678或13987654321", "打138****或139****"),
        ("0775-4567890", "0775-****"),
        ("（0775）4567890", "（0775）****"),
        ("07754567890", "0775****"),
        ("020 12345678", "020 12345678"),
        ("020 82345678", "020 ****"),
        ("座机4567890", "座机****"),
        ("身份证450802199001011234", "身份证****"),
        ("45080219900101123X", "****"),
        ("450802 19900101 123X", "****"),
        ("450802900101123", "****"),
        ("卡号6222 0212 3456 7890 123", "卡号****"),
        ("6222021234567890123", "****"),
        ("6222-0212-3456-7890", "****"),
        ("桂R12345", "桂****"),
        ("桂R·12345", "桂****"),
        ("桂RD12345", "桂****"),
        ("微信号abc12345", "微信号****"),
        ("加微信：lao_wang88", "加微信：****"),
        ("wxid_abcd1234", "wxid"),
        ("QQ12345678", "QQ****"),
        ("发到abc@qq.com", "发到****@qq.com"),
        ("人民路46号", "人民路**号"),
        ("人民路46-2号", "人民路**号"),
        ("3栋2单元501室", "**栋**单元**室"),
        ("幸福小区5栋", "幸福小区**栋"),
        ("5号楼301", "**号楼**"),
        ("门牌号12", "门牌号**"),
        ("户主陈建国反映", "户主陈某反映"),
        ("户主:陈建国", "户主:陈某"),
        ("老人王强说", "老人王某说"),
        ("村民李大明房屋漏水", "村民李某房屋漏水"),
        ("村民王小二、李老三、张五反映", "村民王某、李某、张某反映"),
        ("患者欧阳春住院", "患者欧阳某住院"),
        ("五保户韦阿婆", "五保户韦某"),
        ("低保户黄秀英家漏雨", "低保户黄某家漏雨"),
        ("老党员覃志刚，", "老党员覃某，"),
        ("居民叫黄小花", "居民叫黄某"),
        ("名叫包小明的学生", "名叫包某的学生"),
        ("姓名：易大年", "姓名：易某"),
        ("看望陈建国老人", "看望陈某老人"),
        ("慰问了韦秀兰一家", "慰问了韦某一家"),
        ("75岁的黄秀英，独居", "75岁的黄某，独居"),
        ("看望75岁黄秀英老人", "看望75岁黄某老人"),
        ("，王建国先生来访", "，王某先生来访"),
        ("陈玉英老人的低保", "陈某老人的低保"),
        ("群众张三丰反映", "群众张某反映"),
    ],
)
def test_hidden(text: str, shown: str) -> None:
    assert mask(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "走访12户36人",
        "联系20人次",
        "P30-45",
        "第101-125页",
        "11月20日15:30",
        "2026-11-20",
        "2026.11.20-12.10",
        "20号30人",
        "11月20号8:30走访",
        "桂政协〔2026〕15号",
        "金额12345678元",
        "捐款50000元",
        "拨打12345热线",
        "打110报警",
        "区号0775",
        "修桥3座",
        "5栋危房漏水",
        "第3单元",
        "15号楼盘",
        "3号公路",
        "群众安居乐业",
        "居民反映路灯不亮",
        "群众向我反映",
        "群众明天来",
        "群众时间紧",
        "群众任务重",
        "群众家里没水",
        "老人高血压",
        "老人易摔倒",
        "老人包粽子",
        "老人家里漏雨",
        "村民常年在外",
        "村民林地纠纷",
        "居民周边噪音",
        "学生成绩好",
        "家长会",
        "村民5人",
        "村民五人",
        "走访边缘户5户",
        "慰问高龄老人",
        "看望独居老人3人",
        "孔令仪老师讲课",
        "村民、居民、群众",
        "贵城街道东湖社区",
        "桥圩镇新庆村",
        "《平凡的世界》第3章",
        "A4纸12345张",
    ],
)
def test_left_alone(text: str) -> None:
    assert mask(text) == text


def test_members_keep_their_names() -> None:
    assert mask("村民张三反映", ROSTER) == "村民张三反映"
    assert mask("村民张三走访", ROSTER) == "村民张三走访"
    assert mask("群众张三丰反映", ROSTER) == "群众张某反映"
    assert mask("老党员覃建华、韦志强", ROSTER) == "老党员覃建华、韦某"


@pytest.mark.parametrize(
    ("issue", "shown"),
    [
        ("尿毒症报销比例低", "健康报销比例低"),
        ("丈夫肺癌晚期没钱治", "丈夫健康没钱治"),
        ("糖尿病用药贵", "健康用药贵"),
        ("精神残疾补贴", "残障补贴"),
        ("三级肢体残疾没有补贴", "残障没有补贴"),
        ("聋哑人办证难", "残障办证难"),
        ("路灯不亮", "路灯不亮"),
        ("两癌筛查名额", "两癌筛查名额"),
        ("停车难", "停车难"),
    ],
)
def test_illness_becomes_its_topic(issue: str, shown: str) -> None:
    assert mask_issue(issue) == shown


@given(st.text(max_size=120))
def test_masking_twice_changes_nothing(text: str) -> None:
    shown = mask(text)
    assert mask(shown) == shown
    assert len(shown) <= 2 * len(text) + 4
    assert mask_issue(mask_issue(text)) == mask_issue(text)


PIECES = (
    "户主 村民 陈建国 王强 欧阳 13812345678 0775 4567890 450802199001011234 桂R12345 微信号 abc123 wxid_abc12 "
    "人民路 46号 3栋 501室 、 @ - 138 * 某"
).split()


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_masking_twice_changes_nothing_in_what_it_looks_for(text: str) -> None:
    shown = mask(text, ROSTER)
    assert mask(shown, ROSTER) == shown


@pytest.mark.parametrize(
    "part", ["1", "一", "138", "王", "村民", "村民王", "a@", "路1号", "0775-", "微信", "wxid_", "1 ", "村民王强、"]
)
def test_hostile_repeats_take_linear_time(part: str) -> None:
    begun = time.perf_counter()
    mask(part * 40_000)
    mask_issue(part * 40_000)
    assert time.perf_counter() - begun < 4
