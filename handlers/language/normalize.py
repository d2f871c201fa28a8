"""One spelling for matching: a table that replaces characters one by one, so that every offset stays valid.

The result is for finding things only; what is shown or stored is cut from the text as it was written.
"""

import re

LONGEST = 2000  # characters; a longer message is a paper, not a report

_ASCII_TWINS = {chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F)}
_MARKS = dict(
    zip(
        "\u3000\xa0\t\r〜∼—–―─‐−〇○｡﹐﹑「」『』〔〕〈〉﹣✅✔☑√∶丨│",
        "    ~~------零零。,、“”“”【】《》-✓✓✓✓:||",
        strict=True,
    )
)
_NUMERALS = dict(
    zip("壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億兩倆幾數餘來", "一二二三三四五六六七八九十百千万亿两俩几数余来", strict=True)
)
_TRADITIONAL = dict(
    zip(
        "這個點號週禮後戶訪談問電話線視頻義診講憲聽眾歲員讀書頁鐘鍾時間補報開會紀錄學習鎮鄉區縣園達應說議題"
        "協實辦業農"
        "請沒無還過聯絡繫係對團關於給幫為與從組織場決轉現經結總計約標內級設備傳統觀類產種東橋貴灣龍羅馬條項"
        "單養婦兒殘"
        "屬捲冊終讓見車廠運醫衛藥長師預擬劃準將誰嗎體頭門葉聊樣貨慶練蒙塊寫劑連遞勵張雙滿雜優隊記錢聲夠齊轄",
        "这个点号周礼后户访谈问电话线视频义诊讲宪听众岁员读书页钟钟时间补报开会纪录学习镇乡区县园达应说议题"
        "协实办业农"
        "请没无还过联络系系对团关于给帮为与从组织场决转现经结总计约标内级设备传统观类产种东桥贵湾龙罗马条项"
        "单养妇儿残"
        "属卷册终让见车厂运医卫药长师预拟划准将谁吗体头门叶聊样货庆练蒙块写剂连递励张双满杂优队记钱声够齐辖",
        strict=True,
    )
)
_DIALECT = dict(zip("咗喺嘅佢冇唔睇俾畀嚟哋啲咔", "了在的他没不看给给来们些卡", strict=True))
_PICTURES = ((0x2190, 0x21FF), (0x2300, 0x23FF), (0x25A0, 0x27BF), (0x2B00, 0x2BFF), (0x1F000, 0x1FAFF))
_JOINERS = (0x200B, 0x200C, 0x200D, 0x2060, 0x20E3, 0xFE0E, 0xFE0F, 0xFEFF)


def _table() -> str:
    """A string indexed by code point: translating through it never pays for a missing key."""
    table = [chr(code) for code in range(0x1FB00)]
    for first, last in _PICTURES:
        table[first : last + 1] = " " * (last + 1 - first)
    for code in _JOINERS:
        table[code] = " "
    for pairs in (_ASCII_TWINS, _MARKS, _TRADITIONAL, _DIALECT, _NUMERALS):
        for written, meant in pairs.items():
            table[ord(written)] = meant
    return "".join(table)


_TABLE = _table()
_STICKER = re.compile(r"\[[一-鿿A-Za-z]{1,3}\]")


def normalize(text: str) -> str:
    """The text in one spelling, character for character: `len(normalize(text)) == len(text)`."""
    plain = text.translate(_TABLE)
    if "[" in plain:
        plain = _STICKER.sub(lambda sticker: " " * len(sticker[0]), plain)
    return plain
