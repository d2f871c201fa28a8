"""Whose number counts (corpus guide, rules 1 and 2): constituents, never companions, parts or things."""

from datetime import datetime

import pytest

from bot.lexicon import default_lexicon
from handlers.language import Utterance, read

WEDNESDAY = datetime.fromisoformat("2026-11-25T12:00:00+08:00")


@pytest.mark.parametrize(
    ("people", "text"),
    [
        (12, "和3名委员走访12名群众"),
        (50, "到大湾镇圩亭摆摊普法，前来咨询的有50来人"),
        (9, "同镇干部2人、村支书一道入户，看了9户困难家庭"),
        (23, "今天走访共计23人次，其中企业5家、个体户8户"),
        (4, "屋里坐着阿婆、儿媳和两个孙子，一家四口都愿意聊，走访新塘镇"),
        (30, "走访某厂，和30多名工人吃了午饭聊了聊"),
        (6, "视频连线在外务工乡亲6人"),
        (100, "义诊服务了一百余位老人"),
        (7, "走访了3户（7人）"),
        (11, "座谈参会企业代表11名，另有人社局工作人员3名"),
        (5, "接待了五个来访的妇女"),
        (15, "今天来的有种植户10人，养殖户5人，座谈一上午"),
        (2, "慰问了2位百岁老人"),
        (20, "到覃塘区石卡镇慰问困难党员20名，每人300元"),
        (40, "走访群众约四十人"),
        (18, "召开院坝会，18户人家派了代表，反映电压低"),
        (3, "陪同市领导看望困难群众3户"),
        (6, "今天电话联系侨眷6位，问候近况"),
        (10, "10个果农、2名技术员一起在地里座谈，问溃疡病咋治"),
        (13, "走访8户，13人在家"),
        (25, "走访25人！全部是单亲家庭"),
        (60, "在圩镇发放反诈传单300份，与60多名群众面对面交流"),
        (None, "走访了多位企业负责人，大家关心用工"),
        (None, "今天跟几个快递小哥聊了聊，说充电难"),
        (21, "给21名留守儿童上了一堂安全课"),
        (5, "今天下午，教育界别委员小组一行4人到木梓镇中心小学走访教师5人"),
        (9, "联系9人次，其中视频3人次，当面6人次"),
        (14, "今天在中里乡，群众14人，座谈"),
        (33, "入户宣传医保政策，33户"),
        (17, "今天看望了17个娃，都是困境儿童，送了书包"),
    ],
)
def test_constituents_are_counted(people: int | None, text: str) -> None:
    records = read(Utterance(text, WEDNESDAY, "member", "陆秀芳"), default_lexicon())
    assert [record.people for record in records] == [people]


def test_two_rounds_are_two_records_at_their_place() -> None:
    said = Utterance("上午走访4户，下午走访4户，都在武乐镇", WEDNESDAY, "member", "陆秀芳")
    assert [(r.people, r.place) for r in read(said, default_lexicon())] == [(4, "武乐镇"), (4, "武乐镇")]
