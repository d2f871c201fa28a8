"""五个一: lecture, proposal, opinion, consultation, deed, each reported as an act of its own (guide, rule 5)."""

from handlers.language import gifts, people, persons, themes, whom
from handlers.language.forms import Sheet
from handlers.language.material import Material
from handlers.language.numbers import read_number
from handlers.language.rule import Rule, any_of, signed
from handlers.language.scan import Number
from handlers.language.stop import Stop
from handlers.language.types import Record, RecordType

_KIND = signed(
    r"(?P<proposal>(?:提交|递交|提了?|上交|报送?|(?<![在家着续忙头正])写了?|撰写|联名|新提|交了?|附议)[^,。]{0,12}?提案(?!委|人|"
    r"办|线索|承办)|提案[0-9一二两三四五六七八九十]{1,3}件|提案[:《]|重新提交[^,。]{0,4}[一1]件"
    r"|(?:提交|递交|提了?|交了?|上报|报送?)了?[0-9一二两三四五]{1,2}[件份]:?\s?《[^》]{2,80}(?:建议|提案)》"
    r"|(?:把|将)《[^》]{2,60}(?:提案|建议)》[^,。]{0,10}?(?:提交|递交|报送|报|交|递|提)(?:上去|给|到|了)"
    r"|提案(?!委|人|办|线索|承办)(?:我|已经?|点|终于|今[早天晚]|昨[天晚]|刚刚?|又|也|正式){0,4}"
    r"(?:提交|递交|报送|报|交|递|提)(?:上去|上|给|到|了|啦|咯|(?=:))"
    r"|[0-9一二两三]{1,2}件提案[^,。]{0,16}?(?:提交|递交|报送|[交报]上去)了?)"
    r"|(?P<handed>(?:今[早天晚日]|昨[天晚日]|刚刚?|已经?|终于|正式){1,3}(?:提交|递交|交上去)了?(?=[,。;!\n]|\Z))"
    r"|(?P<opinion>(?:报送?了?|上报|提交|递交|反映|撰写|写了?|提供|提了?|"
    r"交了?)[^,。]{0,8}?(?:社情民意(?!联系)(?:信息)?|(?<!联系)信息(?!化|中心|员|技术|表|平台)|微建言)|"
    r"社情民意(?:信息)?(?:[0-9一二两三]{1,2}[条篇件份][:]?|[:])|(?:信息|"
    r"微建言)[0-9一二两三四五]{1,2}[条篇件份]|(?<![一-鿿])信息(?:报送|上报)(?:[:|]|\Z)"
    r"|(?:社情民意(?:信息)?|(?<!联系)信息|微建言)(?:我|已经?|又|也|今[早天晚]|昨[天晚]|刚刚?){0,4}"
    r"(?:报送|上报|提交|报|交|提|写)(?:上去)?(?=了|[0-9一二两三]{1,2}[条篇件份]))"
    r"|(?P<consultation>协商(?:议事)?(?:会|活动)|协商议事|议事会|恳谈协商|(?:搞|开|办|"
    r"组织)了?[一1]?[场次个]?[^,。]{0,6}协商(?!一致|好)|协商[0-9一二两三]{1,2}[场次件])"
    r"|(?P<lecture>宣讲(?!团|员|会?通知|材料|稿)|微课堂|(?:委员|大)讲堂(?=[^,。]{0,6}(?:[开主]讲|"
    r"第?[0-9一二]{1,2}[场期讲]))|"
    r"(?:讲|上)了?(?:[一1]?[堂场节])?(?:专题)?[一-鿿]{0,4}?(?:党课|法[治制]课|微课|思政课|国防课|安全课|"
    r"普法课|第一课|"
    r"健康课|科普课)|讲了?《[^》\n]{2,40}》(?:,?[0-9一二两三][场堂节]))"
    r"|(?P<deed>[办做][了成]?[一1]?件?[小微好]?(?:实事(?!不|要|应|须|必)|[小好]事(?=:))|微?实事[0-9一二两三]{1,2}[件个]|"
    r"微实事|(?:算|报|记)作?[一1]件(?:微|小)?实事|[件桩]实事(?:就|也)?(?:算|记)|(?:报送?|上报)实事|【实事】|"
    r"[一1]件(?:微|小|民生)?实事:|(?<![一-鿿])实事:)"
)
_OLD_NEWS = Rule(
    r"立案|答复|采纳|采用|批示|录用|刊发|评为|优秀|复文|承办|办理|督办|面商|征集|收集|去年.{0,6}(?:那件|"
    r"的提案)|转化|获奖|题目都|待?审核|截止(?!前|时间前)|线索"
)
_ITS_TITLE = Rule(r"《[^》]{1,80}》|“[^”]{1,60}”|(?:关于|题为|[条件]:|信息:|民意:)[^,。;]{1,80}")
_NEWS = Rule(r"评[为上]|获评|被[^,。]{0,6}(?:采[纳用]|立案|录用|批示|转办)|入选|获奖")
_COLLECTED = Rule(r"实事线索|线索征集|征集(?:线索|意见|项目)?(?:$|[:,])")
_SIGNED = Rule(r"附议|联名|联署|领衔|签名")
_AGAIN = Rule(r"重新提交|再次提交")
_HEARD = Rule(
    r"(?:听了?|聆听|收听|收看|观看|来听|听取)[^,。]{0,10}(?:宣讲|讲座|课)|宣讲团[^,。]{0,6}来|(?:参加|"
    r"参与)[^,。]{0,12}宣讲(?:会|报告|活动)?|学习了?[^,。]{0,10}宣讲|宣讲(?:会|课)?[^,。]{0,4}听(?!众|讲|的|者)"
)
ANY_ACT = any_of((_KIND, gifts.GIFT, gifts.GIVEN, gifts.HELPED, gifts.MENDED, gifts.PAID, gifts.BENEFIT))


def kind_of(norm: str, start: int, stop: int, signs: int = -1) -> RecordType | None:
    """The activity that a clause reports as its own act, or None."""
    found = _KIND.search(norm, start, stop)
    if found is None:
        return gifts.gift(norm, start, stop, signs)
    if found.lastgroup == "handed":
        return _handed_in(norm, start)
    kind: RecordType = found.lastgroup
    if norm[found.end() : found.end() + 1] in ("0", "零"):  # 宣讲0场
        return None
    if kind == "deed" and _COLLECTED.search(norm, start, stop):
        return None
    if kind in ("proposal", "opinion") and _old_news(norm, start, stop):
        return None
    if kind == "lecture":
        if _HEARD.search(norm, start, stop):
            return None
        if gifts.VISITED_FIRST.search(norm, start, found.start()) and not themes.COUNT.match(norm, found.end()):
            return None
    return kind


def _handed_in(norm: str, start: int) -> RecordType | None:
    """`《关于…的建议》,改了两轮,今天正式提交`: the title stands earlier in the sentence."""
    sentence = max(norm.rfind(mark, 0, start) for mark in "。!?\n") + 1
    titles = list(themes.BOOK.finditer(norm, sentence, start))
    if not titles or _old_news(norm, sentence, start):
        return None
    title = titles[-1][0]
    return "proposal" if title.rstrip("》”").endswith(("建议", "提案")) else None


def mere_gift(norm: str, start: int, stop: int) -> bool:
    """Whether a deed is only told by the words of a gift or a repair (not 办实事, 受益)."""
    return _KIND.search(norm, start, stop) is None and gifts.BENEFIT.search(norm, start, stop + 16) is None


def _old_news(norm: str, start: int, stop: int) -> bool:
    """Whether the words outside the title tell what became of it: 立案, 答复, 采用."""
    if _NEWS.search(themes.BOOK.sub("", norm[start:stop])):
        return True
    outside = _ITS_TITLE.sub("", norm[start:stop])
    return _OLD_NEWS.search(outside) is not None and _AGAIN.search(outside) is None


def record(material: Material, kind: RecordType, start: int, stop: int, numbers: list[Number]) -> Record:
    """The record of one activity whose words lie between two offsets; day and place come from the caller."""
    norm = material.norm
    found = (
        _KIND.search(norm, start, stop) or gifts.GIFT.search(norm, start, stop) or gifts.GIVEN.match(norm, start, stop)
    )
    at, after = (found.start(), found.end()) if found else (start, start)
    made = Record(kind, material.member, material.today, count=1)
    made.why.append(material.reason("type", at, after, "履职活动"))
    if kind in ("proposal", "opinion"):
        numbers = [number for number in numbers if not _SIGNED.search(norm, number.start, number.stop + 4)]
    counted = themes.counted(norm, start, stop, kind)
    if counted:
        made.count = counted[0]
        made.why.append(material.reason("count", counted[1], counted[2], "件数"))
    benefit = gifts.BENEFIT.search(norm, start, stop) if kind == "deed" else None
    if benefit:  # 装了扶手20个,受益老人43名
        numbers = [number for number in numbers if number.start >= benefit.end()] or numbers
    elif kind == "deed":
        numbers = [n for n in numbers if persons.names_people(n, *whom.phrases(norm, n, start))]
    heads = people.count(norm, numbers, start)
    if heads is not None and heads.people is not None:
        made.people = heads.people
        made.why.append(material.reason("people", heads.start, heads.stop, "参加或受益人数"))
    title = themes.title(norm, kind, start, after, stop)
    if title:
        made.title = material.cut(*title)
        made.why.append(material.reason("title", *title, "题目"))
    return made


def add_listeners(material: Material, made: Record, stop: Stop) -> None:
    """宣讲2场,上午58人,下午49人: hours with nothing but numbers tell who listened."""
    if made.type not in ("lecture", "consultation") or made.people is not None or stop.trigger or not stop.numbers:
        return
    heads = people.count(material.norm, stop.numbers, material.clauses[stop.first].start)
    if heads is not None and heads.people is not None:
        made.people = heads.people
        made.why.append(material.reason("people", heads.start, heads.stop, "参加或受益人数"))


def from_form(material: Material, sheet: Sheet, kind: RecordType) -> Record:
    """One activity out of a form's values; whoever is named as listening or helped counts (镇村干部85人)."""
    values = sheet.values
    made = record(material, kind, sheet.start, sheet.stop, [])
    if not values.keys() & {"heads", "who"}:
        taken = [(value.start, value.stop) for value in values.values()]
        numbers = [n for n in material.scan.numbers if sheet.start <= n.start < sheet.stop]
        rest = [n for n in numbers if not any(low <= n.start < high for low, high in taken)]
        heads = people.count(material.norm, rest, sheet.start)
        made.people = heads.people if heads else None
    for label in ("heads", "who"):
        if label in values and made.people is None:
            _, low, high = values[label]
            heads = people.count(material.norm, [n for n in material.scan.numbers if low <= n.start < high], low)
            made.people = heads.people if heads else read_number(material.norm[low:high])[0]
            made.why.append(material.reason("people", low, high, "表格人数"))
    title = values.get("title") or values.get("issue")
    if title:
        made.title = material.cut(title.start, title.stop).strip("《》")
        made.why.append(material.reason("title", title.start, title.stop, "题目"))
    if "place" in values:
        made.place = material.cut(values["place"].start, values["place"].stop)
        made.why.append(material.reason("place", values["place"].start, values["place"].stop, "表格地点"))
    return made
