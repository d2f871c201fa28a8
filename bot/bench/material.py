"""Messages composed from parts: a speed corpus, no claim of accuracy."""

import itertools
import random
from collections.abc import Iterator

_DAYS = ["今天", "昨天下午", "11月18日", "上周三", "刚才"]
_PLACES = ["贵城街道", "大圩镇永福村", "桥圩镇敬老院", "东津镇小学", "三里镇联络站"]
_DOING = ["走访群众{n}人", "入户走访{n}户{m}人", "接待来访群众{n}人次", "与村民代表{n}人座谈"]
_RAISED = ["反映村口路灯不亮", "都说公交班次太少", "主要问异地就医备案怎么办", "担心水渠淤塞影响春耕"]
_DONE = ["已转街道办处理", "已联系水利站来看", "当场答复", ""]
_READING = ["打卡第{n}天《乡土中国》P{n}-{m},读了半小时", "今晚读《平凡的世界》第{n}章,四十分钟,很受触动"]
_CHAT = ["收到,谢谢", "明天下午一起去走访吧", "各位委员早上好", "这本书哪里可以买到?", "辛苦了,注意休息"]


def reports(seed: int = 1) -> Iterator[str]:
    """Records of about 60 characters: seven of ten are contacts, three are check-ins."""
    luck = random.Random(seed)
    for turn in itertools.count():
        n = luck.randint(2, 40)
        numbers = {"n": n, "m": n + luck.randint(1, 30)}
        if turn % 10 < 7:
            parts = [luck.choice(_DAYS) + "到" + luck.choice(_PLACES) + luck.choice(_DOING).format(**numbers)]
            parts += [luck.choice(_RAISED) + ",大家坐在一起聊了很久", luck.choice(_DONE)]
            yield ",".join(part for part in parts if part) + "。"
        else:
            yield luck.choice(_READING).format(**numbers) + ",读完和几位书友交流了体会,收获不小,明天继续坚持。"


def chatter(seed: int = 1) -> Iterator[str]:
    """Lines that are no record: most of what a group says."""
    luck = random.Random(seed)
    while True:
        yield luck.choice(_CHAT)
