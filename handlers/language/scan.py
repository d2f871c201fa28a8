"""The one trigger scan: days, and numbers with what they count."""

from datetime import date
from typing import NamedTuple

from handlers.language import dates
from handlers.language.numbers import AND, MORE, RUN, about, value_of
from handlers.language.rule import Rule

_NUMBER = rf"(?P<number>{RUN})"
# Most numbers are no part of a day: nothing stands behind them that a day is made of.
_NUMERALS = "零一二两三四五六七八九十百千万几数廿卅俩仨"
_PLAIN = (
    rf"(?P<plain>{AND}|(?:[0-9]{{1,11}}[十百千万]?|(?!(?<=数了)数)[{_NUMERALS}]{{1,9}})"
    rf"(?![0-9{_NUMERALS}年月天日号./\-~至到、和\s]))"
)
_TRIGGER = Rule(f"{_PLAIN}|{dates.FULL}|{dates.DOTTED}|{dates.AGO}|{dates.DAY}|{dates.WEEK}|{dates.WORD}|{_NUMBER}")
_UNIT = Rule(
    rf"(?P<more>{MORE})?\s?(?:(?P<times>人次)|(?P<heads>号人|个?人(?![大民均份工次道生间气才事])|"
    rf"名(?!单[^亲位身]|字|义|称)|位(?![置于])|为(?=村民|居民|群众|老人|乡亲|老乡|党员|家长|学生|商户|业主)|口(?![井号罩头气味碑述袋]|[一-鿿]{{0,3}}?[井塘锅缸钟池灶窑泉]))|(?P<homes>户)|"
    rf"(?P<firms>家(?![长乡具门校访里常])"
    r"|家(?=家))|(?P<pieces>个(?![月半百]|星期|小时|钟|多)))"
)
# 夫妻俩, 祖孙仨, 一对老夫妇: so many people without a counter.
_PAIR_BEFORE = Rule(
    r"(?:祖孙|爷孙|母女|母子|父子|父女|夫妻|夫妇|老两口|两口子|姐弟|兄弟|兄妹|姐妹|婆媳|娘|他们|她们|"
    r"老人家?|娃娃?|孩子|学生|老[伯伴叔姐哥]|阿[婆公叔姨伯]|后生)$"
)
# 仨老党员, 四百多学生: people without a counter.
_PEOPLE_AFTER = Rule(
    r"(?P<more>多|余|来|几)?(?:个|名)?(?P<noun>学生|师生|学子|村民|居民|群众|市民|老(?:人|乡|党员|同志|伙计|职工|师傅|哥们)|乡亲|党员|"
    r"职工|员工|工[人友]|孩子|娃|小朋友|小孩|家长|听众|观众|商户|农户|住户|患者|病人|街坊|妇女|青年|残疾人|客户|果农|菜农|"
    r"务工|姐妹|兄弟|后生|阿婆|阿公|阿姨|大[爷妈娘姐哥婶])"
)
_DESCRIBED = Rule(
    r"(?P<more>(?!))?[一-鿿]{1,5}(?P<noun>后生|年轻人|小伙子?|姑娘|师傅|婆婆|大爷|大妈|阿姨|老人|老乡|党员|孩子|学生|村民|居民|群众|阿婆|阿公|老兵|工人)"
)
_COUPLE = Rule(r"对[一-鿿]{0,3}?(?:夫妇|夫妻|母子|母女|父子|姐妹|兄弟|老人|双胞胎|祖孙)")
# 7、8户, 8到10人: the lower counts.
_LOWER = Rule(r"(?<![0-9])([0-9]{1,4})(?:、|到|至|-{1,2}|~)$")
# 1个困难户 counts homes.
_HOMES = Rule(r"(?:困难|五保|低保|脱贫|贫困|监测|危房|边缘|拆迁|移民|农|受灾|特困|帮扶|空巢)户")
_AROUND = Rule(r"\s?(?:左右|上下|以上|之多)")
# 走访5, 老人13,小孩7: a number that ends its phrase behind a visit or a person.
_BARE_BEFORE = Rule(
    r"(?:走访|接待|慰问|看望|入户|回访|探望|老人|小孩|儿童|妇女|学生|家长|村民|居民|群众|大人|人数|"
    r"老乡|乡亲|街坊|[男女])(?:了|有|来了|到了|共)?[ :]?$"
)
_BARE_AFTER = Rule(r"(?:上下|左右|出头|开外)|[多余来]?[,。;!、\n)]|\s?$|[男女](?=[0-9])")
_ONE_BY_ONE = Rule(r"一(?P<each>[户家个人位])(?:接着)?一(?P=each)")  # 一户一户敲门
_LISTS = tuple("人孩婆公、和")  # 俩老人一小孩
_COUNTERS = frozenset(
    "余多来几+好人个名位为口户家号对学师村居群市老乡党职员工孩娃小听观商农住患病街妇青残客果菜务姐兄后阿大上左出开"
)  # how a counter may begin
_ROUGHLY = tuple("多余来上左出开")
_PAIR = ("俩", "仨")
_ENDS = frozenset((*",。;!、)男女", ""))  # how _BARE_AFTER may begin
MOST_NUMBERS = 100  # of one message; what is counted behind them is not read, so that a wall of numbers costs little
UNIT_NAMES = {"times": "人次", "heads": "人", "homes": "户", "firms": "家", "pieces": "个"}


class Number(NamedTuple):
    """A number of people, homes or firms; `start` to `stop` holds it with its counter. `value` None: 几, 数十."""

    start: int
    stop: int
    value: int | None
    approx: bool
    unit: str


class Scan(NamedTuple):
    """What one pass over a normalised text found, in the order of the text."""

    text: str
    days: list[dates.Day]
    numbers: list[Number]
    # The words of a day that is none (11月31日) or that only a lunar calendar knows.
    unread: tuple[int, int] | None = None


def scan(text: str, today: date, signs: int = -1) -> Scan:
    """Days and counts of a normalised text. `signs`: its signs, -1 when not known."""
    days: list[dates.Day] = []
    numbers: list[Number] = []
    lunar = dates.LUNAR_DAY.search(text) if dates.LUNAR_DAY.may(signs) else None
    unread = lunar.span() if lunar else None
    for match in _TRIGGER.finditer(text):
        if match.lastgroup in ("plain", "number"):
            start, stop = match.span()
            behind = text[stop : stop + 1]
            if behind in _COUNTERS or behind in _ENDS or behind.isspace() or text[start:stop] in _PAIR:
                number = _number(text, start, stop)
                if number is not None and len(numbers) < MOST_NUMBERS:
                    numbers.append(number)
            continue
        start, stop = match.span()
        day = None if text[max(0, start - 2) : start] in dates.LUNAR else dates.resolve(match, today)
        if day is None:
            unread = unread or (start, stop)
        else:
            whole = dates.together(text, days[-1], day) if days else None
            if whole is not None:
                days.pop()
            days.append(whole or day)
    return Scan(text, days, numbers, unread)


def _number(text: str, start: int, stop: int) -> Number | None:
    unit = _UNIT.match(text, stop)
    if unit is None:
        return _bare(text, start, stop)
    if text[start - 1 : start] in ("第", "¥", "每"):
        return None
    if text[start] == "一" and (_ONE_BY_ONE.match(text, start) or _ONE_BY_ONE.match(text, max(0, start - 2))):
        return None
    if unit["heads"] == "口" and text[start - 1 : start] in ("井", "塘", "锅", "缸", "钟"):
        return None  # 打深水井一口
    run = text[start:stop]
    rough = run in ("百", "千", "万")
    if rough and not (unit["more"] or text[start - 1 : start] in ("上", "近", "约", "逾", "过")):
        return None
    value, approx = value_of(run)
    end = unit.end()
    lower = _LOWER.search(text, max(0, start - 7), start)
    if lower and value is not None and int(lower[1]) < value and (lower[0][-1] != "、" or int(lower[1]) == value - 1):
        start, value, approx = lower.start(), int(lower[1]), True
    name = "户" if unit["pieces"] and _HOMES.match(text, end) else UNIT_NAMES[unit.lastgroup or ""]
    approx = approx or unit["more"] is not None or about(text[max(0, start - 4) : start])
    approx = approx or _AROUND.match(text, end) is not None
    return Number(start, end, value, approx or rough, name)


def _bare(text: str, start: int, stop: int) -> Number | None:
    if text[start:stop] in _PAIR and _PAIR_BEFORE.search(text, max(0, start - 4), start):
        return Number(start, stop, value_of(text[start:stop])[0], False, "人")
    if text[start:stop] == "一" and (couple := _COUPLE.match(text, stop)):
        return Number(start, couple.end(), 2, False, "人")
    people = _people_after(text, start, stop)
    if people is not None:
        return people
    if not _BARE_AFTER.match(text, stop) or not _BARE_BEFORE.search(text, max(0, start - 6), start):
        return None
    value, approx = value_of(text[start:stop])
    if value is None or value > 999 or value == 0:
        return None
    return Number(start, stop, value, approx or text[stop : stop + 1] in _ROUGHLY, "个")


def _people_after(text: str, start: int, stop: int) -> Number | None:
    """仨老党员 and, from ten on, 四百多学生: the noun stands right behind the number."""
    pair = text[start:stop] in _PAIR
    noun = _PEOPLE_AFTER.match(text, stop) or (pair and _DESCRIBED.match(text, stop)) or None
    if noun is None or text[start - 1 : start] in ("第", "初", "高", "¥", "每", "我", "咱", "周", "星"):
        return None
    value, approx = value_of(text[start:stop])
    few = pair or (value == 1 and text[start - 1 : start] in _LISTS and noun["noun"] != "家长")
    if not few and not (value and 10 <= value <= 999):
        return None
    name = "户" if noun["noun"].endswith("户") else "人"
    return Number(start, noun.end("more") if noun["more"] else stop, value, approx or noun["more"] is not None, name)
