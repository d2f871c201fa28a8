"""Constituents' personal data, hidden before anything reaches the disk (DOMAIN §9)."""

import re

from handlers.language.mask_names import constituents
from handlers.language.normalize import normalize

_GAP = r"[ \-.·]{0,2}"
_MOBILE = re.compile(rf"(?<![0-9A-Za-z])(?:\+?86[ \-]?|0086[ \-]?)?(1[3-9][0-9])(?:{_GAP}[0-9]){{8}}(?![0-9])")
_LANDLINE = re.compile(
    r"(?<![0-9.\-])0(?:10|2[0-9]|[3-9][0-9]{2})\)?[ \-]{0,2}([2-9][0-9]{2}[ \-]?[0-9]{4,5})(?![0-9])"
)
_LABELLED_PHONE = re.compile(
    r"((?:电话|手机|座机|联系方式|致电|拨打|热线|Tel|tel|TEL)(?:号码?|为|是|:| "
    r"){0,3})([2-9][0-9]{6,7})(?![0-9])"
)
# 15 digits and more are no number that a report needs; with blanks only in the groups of ids and bank cards.
_CARD = re.compile(
    r"(?<![0-9A-Za-z])(?:[0-9]{15,32}[Xx]?|[0-9]{4}([ \-])[0-9]{4}\1[0-9]{4}\1[0-9]{3,4}(?:\1[0-9]{1,4})?|"
    r"[0-9]{6}[ \-][0-9]{8}[ \-][0-9]{3}[0-9Xx])(?![0-9A-Za-z])"
)
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_PLATE = re.compile(rf"([{_PROVINCES}])[A-Z][ ·.\-]?(?=[A-Z0-9]{{0,5}}[0-9])[A-Z0-9]{{5,6}}(?![A-Za-z0-9])")
_WECHAT = re.compile(
    r"((?:微信号?|[Ww]e[Cc]hat|(?<![A-Za-z])(?:WX|wx|VX|vx)(?![A-Za-z])|加[Vv]|QQ号?|qq号?)(?:号码?|是|为|:|加|ID|id| "
    r"){0,3})([A-Za-z0-9][A-Za-z0-9_\-]{4,24})"
)
_WXID = re.compile(r"(?<![A-Za-z0-9_])wxid_[A-Za-z0-9_]{2,60}")
_MAIL = re.compile(r"(?<![A-Za-z0-9_.\-])[A-Za-z0-9][A-Za-z0-9_.\-]{0,40}@(?=[A-Za-z0-9.\-]{3,40})")
_DOORS = (
    re.compile(r"(?<=[路街巷弄道里坊村屯组队圩段])([0-9]{1,5}(?:-[0-9]{1,4})?)号(?!线|公路|国道|地块|工地|文|桥|泵)"),
    re.compile(r"(?:门牌号?|房号)[为是: ]{0,2}([0-9]{1,5})"),
    re.compile(
        r"(?<![0-9第])([0-9]{1,3})(?:栋|幢|座|号楼)(?=[0-9一二三四五六七八九十]{1,4}(?:单元|室|房|号|楼|层|"
        r"[^\w]|$)|单元)"
    ),
    re.compile(r"(?<=[区苑园城府庭院邨坊])([0-9]{1,3})(?:栋|幢|座|号楼)"),
    re.compile(r"(?<![0-9第])([0-9一二三四五六]{1,2})单元(?=[0-9]|[^\w]|$)"),
    re.compile(r"(?<=[栋幢座楼元层])([0-9]{3,4})(?=室|房|号|[的住家户]|[^\w]|$)"),
    re.compile(r"(?<![0-9第P./:\-])([0-9]{3,5})(?:室|房(?![间屋子]))"),
)
_DISEASES = (
    (
        re.compile(
            r"尿毒症|肾衰竭?|(?:[肺胃肝肠乳腺宫颈鼻咽食管道膀胱胰甲状前列]{1,3})癌(?:晚期|中期|早期)?(?!筛)|(?<!两)癌症?(?:晚期|"
            r"早期)?(?!筛)|恶性肿瘤|肿瘤|白血病|脑梗死?|脑溢血|脑出血|中风|脑瘫|偏瘫|瘫痪|"
            r"高血压|糖尿病|冠心病|心脏病|心梗|慢阻肺|尘肺病?|肺结核|结核病?|乙肝|丙肝|肝硬化|艾滋病|HIV|梅毒|"
            r"性病|癫痫|帕金森(?:病|症)?|阿尔茨海默(?:病|症)?|老年痴呆|痴呆症?|"
            r"抑郁症?|焦虑症|精神分裂症?|精神病|躁郁症|自闭症|血友病|地中海贫血|地贫|红斑狼疮|类风湿|白内障|"
            r"青光眼|不孕不?育?症?|流产|透析|化疗|放疗|哮喘|股骨头坏死|重病|大病"
        ),
        "健康",
    ),
    (
        re.compile(
            r"(?:[一二三四1-4]级)?(?:精神|智力|肢体|视力|听力|言语|语言|多重)残疾(?:人|证)?|智障|弱智|聋哑人?|"
            r"聋人|盲人|失明|失聪|截肢|截瘫|侏儒症?|唐氏综合[征症]|(?:[一二三四1-4]级)残疾|残疾人|残疾|伤残"
        ),
        "残障",
    ),
)


def mask(text: str, keep: frozenset[str] = frozenset()) -> str:
    """The text without constituents' names, phones, ids, cards, plates, accounts and doors.

    Names in `keep` (the roster) stay. `mask(mask(text)) == mask(text)`; the text grows by one character a find at most.
    """
    for _ in range(4):  # what one pass hides may bare the end of something else
        shown = _once(text, keep)
        if shown == text:
            break
        text = shown
    return text


def _once(text: str, keep: frozenset[str]) -> str:
    parts: list[str] = []
    done = 0
    for start, stop, shown in sorted(_spots(text, normalize(text), keep), key=lambda spot: (spot[0], -spot[1])):
        if start >= done:
            parts += text[done:start], shown
            done = stop
    return "".join(parts) + text[done:]


def mask_issue(text: str) -> str:
    """Illness and disability words of an issue become their topic: 尿毒症 → 健康, 精神残疾 → 残障."""
    for words, topic in _DISEASES:
        text = words.sub(topic, text)
    return text


def _spots(text: str, plain: str, keep: frozenset[str]) -> list[tuple[int, int, str]]:
    """What to hide: (start, stop, what is shown instead)."""
    spots = [(m.start(), m.end(), f"{m[1]}****") for m in _MOBILE.finditer(plain)]
    spots += [(m.start(1), m.end(1), "****") for m in _LANDLINE.finditer(plain)]
    spots += [(m.start(2), m.end(2), "****") for m in _LABELLED_PHONE.finditer(plain)]
    spots += [(m.start(), m.end(), "****") for m in _CARD.finditer(plain)]
    spots += [(m.start(), m.end(), f"{m[1]}****") for m in _PLATE.finditer(plain)]
    spots += [(m.start(2), m.end(2), "****") for m in _WECHAT.finditer(plain)]
    spots += [(m.start(), m.end(), "wxid") for m in _WXID.finditer(plain)]
    spots += [(m.start(), m.end() - 1, "****") for m in _MAIL.finditer(plain)]
    spots += [(m.start(1), m.end(1), "**") for door in _DOORS for m in door.finditer(plain)]
    return spots + constituents(text, plain, keep)
