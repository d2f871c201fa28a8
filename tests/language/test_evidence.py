"""A contact needs an act of meeting by the speaker: people and a place alone are a meal, a queue, a family."""

from datetime import datetime

import pytest

from bot.lexicon import default_lexicon
from handlers.language.read import read
from handlers.language.types import RoomKind, Utterance

AT = datetime.fromisoformat("2026-11-20T18:00:00+08:00")


def told(text: str, room: RoomKind = "member") -> list[tuple[str, int | None, str | None]]:
    found = read(Utterance(text, AT, room, "陆秀芳", frozenset({"王伟"})), default_lexicon())
    return [(record.type, record.people, record.place) for record in found]


NOISE = """
晚上在石龙镇吃的酸鱼，6个人吃了两大盘
东津镇那家生料粉，门口排了二十多人，等到花儿都谢了
国庆回老家木梓镇，一大桌15口人，热闹
周末在桥圩镇骑行，车队一共18人，骑了60公里
昨晚湛江镇篮球决赛，看球的少说有300人
早上7点大圩镇堵车，堵了40多人在桥上
奇石乡摘橘子，一家五口玩了一天
表弟昨天在木格镇结婚，摆了30桌，来了两百多人
今天去庆丰镇监考，考场里30个人
昨天在金田镇拍照打卡，景点里上千人
西山泉公园打卡成功，走了两万多步
跑步打卡，江滨公园走了8公里
驻村的小韦这周入户33户，皮鞋都走烂了
我们单位小覃昨天去覃塘街道走访12户
市长今天到港南区调研，看望了3户困难家庭
县委书记昨天在大岭乡走访5户
我同事昨天走访了9户，累得够呛
同事小罗昨晚看望了4位老人
他昨天去了根竹镇走访20户
他们三天走访了60户
蓝医生的义诊人气真旺，昨天80多人排队
韦老师的宣讲真好，上次在我们村来了100多人
你可以去走访一下三里镇那几户养鸭的，五六户
你去看望一下八塘街道的7位老人嘛
手气最差的罚他走访8户！
好想一口气走访20户
差一点就能见到黄练镇那6位蔗农了
要不是下大雨，五里镇的10户早走完了
那天要不是车坏了，12户早就走访完了
备忘：①走访3户 ②提交提案1件 ③回电话
待办：走访5户、补报信息1条
会议纪要：一、研究走访工作；二、看望群众30人。到会12人
常委会会议纪要：听取接访情况，参加人员15人
例如“11月20日在大圩镇走访群众10人”，照着发
走访群众8人，反映修路，就按这个样子报
活动：11月28日晚7点半，江南街道座谈会，限30人
欢迎参加院坝会，地点大圩镇永福村，限40人
想起2010年抗旱那会儿，我们背着水去了奇石乡，走访了20户
想起1998年发大水，在东津镇转移了三百多户
走访了那么多群众，真拼
我一天走访1000户！看看今天几号
[链接] 港北区政协：协商议事会开进小区 28名居民代表议停车
我那件关于公交线路的提案被评为优秀提案
石卡镇的砂糖橘开园了，今天摘果的有上百人，车都停满了
木格镇赶圩买了两只土鸡，村民要价80一斤
书记在会上讲，要走访困难群众100户以上
本周目标：走访8户，读书100页
昨天写的走访户数不对，是6户不是9户
我们学校今天体检，教职工120人
走访10户和走访100户，认真就行
表彰：黄委员走访群众120人次，名列第一
""".strip().splitlines()
NOT_READ = """
好想窝在家里看《活着》，看它两百页
我同事读《史记》都读到第六册了
新人建议先从《边城》读起，一天5页
抢到的都去读一页书
昨晚打卡写的P20-50作废
打卡网红夜市，吃撑了
读书会活动：11月25日晚8点，共读《边城》第1章，限20人
哈哈我家先生昨晚看了一百页《三体》
""".strip().splitlines()
REPORTS: list[tuple[str, list[tuple[str, int | None, str | None]]]] = [
    ("计划中的第三站今天走完了：大圩镇永福村，见着村民14人", [("contact", 14, "大圩镇永福村")]),
    ("赶在截止前提交提案《关于增设公厕的建议》", [("proposal", None, None)]),
    ("本来说去石龙镇，临时改到东津镇，入户9户，反映路灯不亮", [("contact", 9, "东津镇")]),
    ("本来要去江南街道，路上改去了八塘街道，走访村民16人", [("contact", 16, "八塘街道")]),
    ("没顾上吃饭，在湛江镇走访12户", [("contact", 12, "湛江镇")]),
    ("中午和5位环卫工人边吃边聊，都说夏天太热", [("contact", 5, None)]),
    ("今晚跟6个外卖骑手一块吃粉，边吃边聊，说充电难", [("contact", 6, None)]),
    ("下午在市文化馆和界别群众11人坐了坐", [("contact", 11, "市文化馆")]),
    ("前天在江口镇码头跟跑船的师傅坐了会儿，五六个人吧，都说过闸太慢", [("contact", 5, "江口镇码头")]),
    ("跟我们公司员工坐谈，17个人，想早点发补贴", [("contact", 17, None)]),
    ("石龙镇棉村，12人，路灯不亮", [("contact", 12, "石龙镇棉村")]),
    ("11/19 江南街道 6人 电梯老坏", [("contact", 6, "江南街道")]),
    ("11月19日，根竹镇，村民7人，反映水管漏水", [("contact", 7, "根竹镇")]),
    ("今天走访了东津镇的六户人家一共二十一口人", [("contact", 21, "东津镇")]),
    ("我和同事小罗到大圩镇走访8户", [("contact", 8, "大圩镇")]),
    ("陪市领导到五里镇走访3户", [("contact", 3, "五里镇")]),
    ("小李陪我去三里镇看望4位老人", [("contact", 4, "三里镇")]),
    ("老陈家和隔壁共2户今天都走访了，在木格镇", [("contact", 2, "木格镇")]),
    ("看望退休教师李老师一家三口，地点南木镇", [("contact", 3, "南木镇")]),
    ("昨天在城西市场跟阿姨们聊，十几个人，希望晚点收摊", [("contact", 10, "城西市场")]),
    ("代王伟报：他18号去三里镇走访残疾人6人", [("contact", 6, "三里镇")]),
    ("下午去石卡镇走访，路上堵了半小时，见到9户", [("contact", 9, "石卡镇")]),
    ("在大圩镇看望老人5位，门口排队的都来打招呼", [("contact", 5, "大圩镇")]),
    ("小罗带我走访了樟木镇的9户低保户", [("contact", 9, "樟木镇")]),
    ("赶在下雨前走完石卡镇的最后4户，反映屋顶漏", [("contact", 4, "石卡镇")]),
    ("周二跟着社区网格员走了一栋楼，14户里见着9户", [("contact", 9, None)]),
    (
        "今天去了2个村：黄练镇新谭村5户、蒙公镇古平村6户",
        [("contact", 5, "黄练镇新谭村"), ("contact", 6, "蒙公镇古平村")],
    ),
    ("本来约10个人，结果来了17位村民，木格镇，座谈", [("contact", 17, "木格镇")]),
    ("报送社情民意信息：村卫生室经常断药", [("opinion", None, "村卫生室")]),
    ("晚上在东津镇夜市跟摊主8人拉家常", [("contact", 8, "东津镇夜市")]),
]


@pytest.mark.parametrize("text", NOISE)
def test_no_contact_without_a_meeting_of_the_speakers_own(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize("text", NOT_READ)
def test_no_check_in_without_reading_of_the_speakers_own(text: str) -> None:
    assert told(text, "reading") == []


@pytest.mark.parametrize(("text", "records"), REPORTS)
def test_a_report_stays_one_whatever_words_stand_in_it(
    text: str, records: list[tuple[str, int | None, str | None]]
) -> None:
    assert told(text) == records
