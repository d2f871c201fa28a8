"""Constituents' personal data, hidden before anything reaches the disk (DOMAIN §9)."""

import re

from .normalize import normalize
from .surnames import COMPOUND, SINGLE

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
    r"((?:微信号?|[Ww]e[Cc]hat|WX|wx|VX|vx|加[Vv]|QQ号?|qq号?)(?:号码?|是|为|:|加|ID|id| "
    r"){0,3})([A-Za-z0-9][A-Za-z0-9_\-]{4,24})"
)
_WXID = re.compile(r"(?<![A-Za-z0-9_])wxid_[A-Za-z0-9]{4,30}")
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
_ROLES = (
    "户主 老人家 老人 独居老人 村民小组长 村民 居民 群众 五保户 低保户 脱贫户 监测户 贫困户 困难户 "
    "特困户 帮扶户 患者 病人 病患 老党员 老干部 退役军人 老兵 "
    "残疾人 学生 学童 儿童 孤儿 家长 职工 员工 工人 农民 菜农 果农 蔗农 茶农 商户 业主 店主 老板 摊主 "
    "养殖户 种植户 信访人 来访人 来访者 来访群众 投诉人 当事人 "
    "邻居 住户 租户 军属 烈属 寡妇 孕妇 产妇 大爷 大妈 大娘 大叔 阿姨 阿婆 阿公 奶奶 爷爷 姓名 联系人 "
    "户主姓名 本人 其子 其女 儿子 女儿 妻子 丈夫"
).split()
_SURNAMES = "".join(sorted(SINGLE))
_COMPOUNDS = "|".join(sorted(COMPOUND))
_ROLE_WORDS = "|".join(sorted(_ROLES, key=len, reverse=True))
_INTRODUCED = re.compile(rf"(?:{_ROLE_WORDS}|名叫|叫做?|名字是|名为|姓名)(?:[:：是为叫 ]{{0,3}}|名叫)[\"“(]?")
_FULL_NAME = re.compile(rf"(?P<surname>{_COMPOUNDS}|[{_SURNAMES}])(?P<given>[一-鿿]{{1,2}})")
# After a name, the sentence goes on with one of these; a run of Chinese that does not is no name of three characters.
_GOES_ON = re.compile(
    r"[^一-鿿]|$|家|的|说|讲|反映|反应|提|问|表示|希望|想|要|请|来|去|到|在|是|有|因|患|住|和|与|及|等|"
    r"同|、|户|老|先|女|大|阿|一|两|三|四|五|六|七|八|九|十|"
    r"今年|现|身|腿|眼|脚|手|病|没|未|不|无|已|被|把|给|向|对|也|都|还|正|刚|申|咨|诉|投|求|报|称|告|觉|"
    r"认|担|夫|父|母|妻|儿|女|孙|爷|奶|伯|叔|婶|同志|打|电|生|今|年|养|种|盖|建|欠|拿|收|送|带|丧|离|独|"
    r"残|肢|智|就|需"
)
_NO_GIVEN = re.compile(
    r"[们的了是在有和与说讲我你他她它这那哪都也还就要想请来去到没不未反问提求电拿等及家户个名位人岁元次来对向把被让给从为因以于或但而且则又再很太最更"
    r"两几多少共约近余每各村镇乡街社区组队路里里外前后上下左右座谈走访看病医药水田地房屋]"
)
_NUMERAL = re.compile(r"[一二三四五六七八九十][个名位户人盏条年月日号次元天岁家万百千件份亩级组队]")
# Nearly always a surname where a name may stand; the others also begin words.
_STRONG = frozenset(
    "王李张刘陈杨黄赵吴周徐孙朱胡郭林罗郑梁谢宋唐许韩冯邓曹彭曾董潘袁蔡蒋杜魏苏吕丁卢姚钟姜崔谭廖范汪陆贾"
    "韦邱侯邹熊孟秦覃莫甘蒙龙黎岑"
)
# Words first: only 名叫 and 姓名 make a surname of them.
_WEAK = frozenset(
    "包易谈查计应别管能养过支封祝焦习常时成明连向关车花乐权商盛从充经丰任单满闻党冷解屈席燕宿危井容游苗左季尚干巩强"
)
_NAMING = re.compile(r"(?:名叫|姓名|名字是|名为)[:：是为 ]{0,3}$")
_NO_NAME = frozenset(
    "黄泥 黄土 黄牛 林权 林地 林木 林业 林场 许多 许可 周边 周围 周末 周转 陈旧 陈年 杨梅 杨树 龙眼 "
    "龙头 钟点 钟头 范围 陆续 陆路 黎明 蒙受 曾经 胡乱 张贴 张罗 李子 罗列 杜绝 甘蔗 甘愿 董事 "
    "孟加 唐装 宋体 苏醒 丁点 梁柱 谢绝 谢意 邓小 熊孩 秦腔 姜黄 彭湃 郑重 韩国 宋代 唐代 孙辈 陈设 "
    "陈述 陈列 张嘴 张口 张开 周密 周年 周期 周日 周一 周二 周三 周四 周五 周六 赵州 吴语 林间 林下 "
    "包保 边缘 高龄 高兴 高度 高血 安全 安置 安装 安心 常年 常住 常常 常见 经济 方便 方面 方法 金额 "
    "金融 时间 时常 时候 成立 成员 成功 明天 明确 明显 连续 连接 连夜 万元 万多 "
    "全家 全体 全部 全村 习惯 包括 包车 计划 应该 应当 关于 关心 关注 关怀 温暖 温饱 康复 平均 平时 "
    "钱款 钱财 田地 田间 水费 水管 水源 水电 石头 白天 白内 黄金 黄牛 "
    "马路 马上 牛羊 米粮 车辆 车祸 车费 花费 花生 古树 古井 路灯 路面 路口 路边 江边 池塘 危房 危险 "
    "危重 严重 严格 党员 党组 党支 党费 武装 单位 单身 单亲 季节 能够 能否 相关 易地 "
    "商量 商业 商户 农田 农村 农民 农业 农机 文化 文艺 祖坟 祖屋 屈指 盛情 项目 谈到 谈及 谈起 强烈 "
    "权益 权利 容易 荣誉 充分 乐意 空巢 沙子 干净 年龄 司机 桥梁 元旦 元宵 施工 孔子 "
    "华侨 卫生 管理 管道 和谐 邻里 樊篱 席位 门口 门前 别人 别的 支持 支书 部分 部门 封闭 隔壁 查看 "
    "查询 过年 过节 过来 过去 燕子 查出 宁可 危机 养老 来访 喜欢 简单 简易 支付 从事 "
    "申请 申报 申诉 阳光 阳台 雷雨 殷切 殷勤 焦急 焦虑 谢谢 温馨 苗木 苗圃 孙子 孙女 伯父 伯母 幸福 "
    "海鲜 向上 向我 向村 向镇 时有 时不 明白 明年 成绩 成本 成年 向来 洪水 洪涝".split()
)
_NAMED_BEFORE = re.compile(
    rf"(?:看望|慰问|走访|帮助|探望|探访|联系|帮扶|回访|为|给|替|访)了?(?P<name>(?:{_COMPOUNDS}|"
    rf"[{_SURNAMES}])[一-鿿]{{1,2}}?)"
    r"(?=老人|大爷|大妈|大娘|大叔|阿姨|阿婆|奶奶|爷爷|同学|夫妇|夫妻|一家|一户|家中|户)"
)
_DISEASES = (
    (
        re.compile(
            r"尿毒症|肾衰竭?|(?:[肺胃肝肠乳腺宫颈鼻咽食管道膀胱胰甲状前列]{1,3})癌(?!筛)|(?<!两)癌症?(?:晚期|"
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
    return spots + _names(text, plain, keep)


def _names(text: str, plain: str, keep: frozenset[str]) -> list[tuple[int, int, str]]:
    spots = []
    for role in _INTRODUCED.finditer(plain):
        at = role.end()
        naming = _NAMING.search(role[0]) is not None
        for _ in range(8):  # 村民王小二、李老三
            found = _name_at(plain, at, naming)
            if found is None:
                break
            start, stop, surname = found
            if not any(text.startswith(name, start) for name in keep):
                spots.append((start, stop, f"{surname}某"))
            if plain[stop : stop + 1] not in ("、", "和", ","):
                break
            at = stop + 1
    for match in _NAMED_BEFORE.finditer(plain):
        name = match["name"]
        surname = name[: 2 if name[:2] in COMPOUND else 1]
        given = name[len(surname) :]
        if name[:2] not in _NO_NAME and surname not in _WEAK and _is_given(given) and name not in keep:
            spots.append((match.start("name"), match.end("name"), f"{surname}某"))
    return spots


def _name_at(plain: str, at: int, naming: bool) -> tuple[int, int, str] | None:
    match = _FULL_NAME.match(plain, at)
    if match is None or plain[at : at + 2] in _NO_NAME:
        return None
    surname, begin = match["surname"], match.end("surname")
    if surname in _WEAK and not naming:
        return None
    for length in (2, 1):
        given = plain[begin : begin + length]
        over = _GOES_ON.match(plain, begin + length) or (length == 2 and surname in _STRONG)
        if len(given) == length and over and _is_given(given) and not _NUMERAL.search(plain, begin, begin + length + 1):
            return at, begin + length, surname
    return None


def _is_given(given: str) -> bool:
    return "某" not in given and re.fullmatch(r"[一-鿿]{1,2}", given) is not None and not _NO_GIVEN.search(given)
