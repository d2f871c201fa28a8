"""One spelling for matching: a table that replaces characters one by one, so that every offset stays valid.

The result is for finding things only; what is shown or stored is cut from the text as it was written.
"""

import itertools
import re

from handlers.language.traditional import SIMPLIFIED, TRADITIONAL

LONGEST = 2000  # characters; a longer message is a paper, not a report

_ASCII_TWINS = {chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F)}
_MARKS = dict(
    zip(
        "\u3000\xa0\t\r〜∼→—–―─‐−〇○｡﹐﹑「」『』〔〕〈〉﹣✅✔☑√∶丨│📕📗📘📙📔📖",
        "    ~~~------零零。,、“”“”【】《》-✓✓✓✓:||📖📖📖📖📖📖",
        strict=True,
    )
)
_NUMERALS = dict(
    zip("壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億兩倆幾數餘來", "一二二三三四五六六七八九十百千万亿两俩几数余来", strict=True)
)
_TRADITIONAL = dict(zip(TRADITIONAL + "後於", SIMPLIFIED + "后于", strict=True))
_DIALECT = dict(zip("咗喺嘅佢冇唔睇俾畀嚟哋啲咔揾搵攞咁笫", "了在的他没不看给给来们些卡找找拿这第", strict=True))
_PICTURES = ((0x2190, 0x21FF), (0x2300, 0x23FF), (0x25A0, 0x27BF), (0x2B00, 0x2BFF), (0x1F000, 0x1FAFF))
_JOINERS = (0x200B, 0x200C, 0x200D, 0x2060, 0x20E3, 0xFE0E, 0xFE0F, 0xFEFF)


def _table() -> str:
    """A string indexed by code point: translating through it never pays for a missing key."""
    blocks = 0x1FB
    codes = bytearray(blocks * 256 * 4)
    codes[0::4] = bytes(range(256)) * blocks
    codes[1::4] = b"".join(bytes((block & 255,)) * 256 for block in range(blocks))
    codes[2::4] = b"".join(bytes((block >> 8,)) * 256 for block in range(blocks))
    for first, last in (*_PICTURES, *((code, code) for code in _JOINERS)):
        codes[first * 4 : (last + 1) * 4] = b" \0\0\0" * (last + 1 - first)
    for written, meant in _TWINS.items():
        codes[ord(written) * 4 : ord(written) * 4 + 4] = ord(meant).to_bytes(4, "little")
    return codes.decode("utf-32-le", "surrogatepass")


_TWINS = _ASCII_TWINS | _MARKS | _TRADITIONAL | _DIALECT | _NUMERALS
_WRITTEN: dict[str, list[str]] = {}
for _written, _meant in _TWINS.items():
    _WRITTEN.setdefault(_meant, []).append(_written)
_TABLE = _table()
# [强]; but [书名], [今日] are labels
_STICKER = re.compile(
    r"\[(?!(?:链接|书[名目]|进度|页码|用时|时[间长]|日期|今[日天]|心得|感[悟想受]|体会|摘抄|天数|第|姓名|地[点址]|人[数次]|对象|方式|问题|诉求|结果|反映|打卡)\])"
    r"[一-鿿A-Za-z]{1,3}\]"
)


def normalize(text: str) -> str:
    """The text in one spelling, character for character: `len(normalize(text)) == len(text)`."""
    plain = text.translate(_TABLE)
    if "[" in plain:
        plain = _STICKER.sub(lambda sticker: " " * len(sticker[0]), plain)
    return plain


def spellings(word: str) -> list[str]:
    """All texts that `normalize` turns into a word."""
    return ["".join(chars) for chars in itertools.product(*([char, *_WRITTEN.get(char, ())] for char in word))]
