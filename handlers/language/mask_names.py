"""Where a sentence names a constituent: 户主陈建国, 村民王小二、李老三, 看望陈玉英老人."""

import re

from handlers.language.names import name_at
from handlers.language.surnames import COMPOUND, SINGLE
from handlers.language.tables import rows

_ROLES = (
    "户主 老人家 老人 独居老人 村民小组长 村民 居民 群众 五保户 低保户 脱贫户 监测户 贫困户 困难户 "
    "特困户 帮扶户 患者 病人 病患 老党员 老干部 退役军人 老兵 "
    "残疾人 学生 学童 儿童 孤儿 家长 职工 员工 工人 农民 菜农 果农 蔗农 茶农 商户 业主 店主 老板 摊主 "
    "养殖户 种植户 信访人 来访人 来访者 来访群众 投诉人 当事人 "
    "邻居 住户 租户 军属 烈属 寡妇 孕妇 产妇 大爷 大妈 大娘 大叔 阿姨 阿婆 阿公 奶奶 爷爷 姓名 联系人 "
    "户主姓名 本人 其子 其女 儿子 女儿 妻子 丈夫 岁的 岁"
).split()
_COLUMNS = dict.fromkeys("户主 户主姓名 群众姓名 来访人 对象".split(), "name") | dict.fromkeys(
    "序号 日期 时间 地点 人数 方式 形式 问题 反映问题 诉求 办理情况 结果 备注 电话 联系电话".split(), "other"
)
_SURNAMES = "".join(sorted(SINGLE))
_COMPOUNDS = "|".join(sorted(COMPOUND))
_ROLE_WORDS = "|".join(sorted(_ROLES, key=len, reverse=True))
_INTRODUCED = re.compile(rf"(?:{_ROLE_WORDS}|名叫|叫做?|名字是|名为|姓名)(?:[:：=＝是为叫 ]{{0,3}}|名叫)[\"“(]?")
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
_CALLED = (
    r"(?=老人|大爷|大妈|大娘|大叔|阿姨|阿婆|奶奶|爷爷|同学|先生|女士|夫妇|夫妻|一家|一户|家中|户|"
    r"家[0-9一两三四五六七八九的里])"
)
_DONE_FOR = r"(?=送|办|买|修|装|换|申|联系|解决|安排|垫|交|看病|找|争|落实|开|配|代)"
_LIVES = (
    r"(?=家住|家里|家中|家的?(?:房|屋|水|电|门|孩|小孩|低保|路)|住在|住[一-鿿]{1,6}[路街巷村屯]|"
    r"今年[0-9]{1,3}岁|[,， ]?[0-9]{1,3}岁)"
)
_BEFORE_TITLE = (
    re.compile(
        rf"(?:看望|慰问|走访|帮助|探望|探访|联系|帮扶|回访|为|给|替|访)了?"
        rf"(?P<name>(?:{_COMPOUNDS}|[{_SURNAMES}])[一-鿿]{{1,2}}?){_CALLED}"
    ),
    # 和平路12号陈志强家
    re.compile(rf"(?<=[号室元栋])(?P<name>(?:{_COMPOUNDS}|[{''.join(sorted(_STRONG))}])[一-鿿]{{1,2}}?)(?=家)"),
    # 已给陈志强送药
    re.compile(
        rf"(?:给|为|替|帮|陪)了?(?P<name>(?:{_COMPOUNDS}|[{''.join(sorted(_STRONG))}])[一-鿿]{{1,2}}?){_DONE_FOR}"
    ),
    re.compile(rf"(?<![一-鿿])(?P<name>(?:{_COMPOUNDS}|[{''.join(sorted(_STRONG))}])[一-鿿]{{1,2}}?){_CALLED}"),
    re.compile(rf"(?<![一-鿿])(?P<name>(?:{_COMPOUNDS}|[{''.join(sorted(_STRONG))}])[一-鿿]{{1,2}}?){_LIVES}"),
)


def constituents(text: str, plain: str, keep: frozenset[str]) -> list[tuple[int, int, str]]:
    """Spans of names and what is shown instead (陈某); `plain` is the text in one spelling, `keep` names stay."""
    spots = []
    for role in _INTRODUCED.finditer(plain):
        at = role.end()
        naming = _NAMING.search(role[0]) is not None
        for _ in range(8):  # 村民王小二、李老三
            found = _name_at(plain, at, naming)
            if found is None:
                break
            start, stop, surname = found
            if name_at(text, start, keep) is None:
                spots.append((start, stop, f"{surname}某"))
            if plain[stop : stop + 1] not in ("、", "和", ","):
                break
            at = stop + 1
    spots += [
        (match.start("name"), match.end("name"), f"{family}某")
        for pattern in _BEFORE_TITLE
        for match in pattern.finditer(plain)
        if (family := _surname_to_keep(match["name"])) and name_at(text, match.start("name"), keep) is None
    ]
    spots += _in_tables(text, plain, keep)
    return spots + _again(text, spots)


def _in_tables(text: str, plain: str, keep: frozenset[str]) -> list[tuple[int, int, str]]:
    """Names in the columns of a table that hold constituents."""
    spots = []
    for row in rows(plain, _COLUMNS) if "|" in plain else ():
        for cell in row:
            found = _name_at(plain, cell.start, naming=True) if cell.kind == "name" else None
            if found is not None and name_at(text, found[0], keep) is None:
                spots.append((found[0], found[1], f"{found[2]}某"))
    return spots


def _again(text: str, spots: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The other places of a name that was found: 户主陈大富…,陈大富家危房."""
    names = {text[start:stop]: shown for start, stop, shown in spots if stop - start > 2}
    return [(m.start(), m.end(), shown) for name, shown in names.items() for m in re.finditer(re.escape(name), text)]


def _surname_to_keep(name: str) -> str | None:
    surname = name[: 2 if name[:2] in COMPOUND else 1]
    plausible = name[:2] not in _NO_NAME and surname not in _WEAK and _is_given(name[len(surname) :])
    return surname if plausible else None


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
