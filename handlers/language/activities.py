"""五个一: lecture, proposal, opinion, consultation, deed, each reported as an act of its own (guide, rule 5)."""

import re

from handlers.language import people, persons, whom
from handlers.language.forms import Sheet
from handlers.language.material import Material
from handlers.language.numbers import RUN, read_number, value_of
from handlers.language.rule import Rule, any_of, signed
from handlers.language.scan import Number
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
_BARE_DEED = Rule(r"(?:[一-鿿]{0,4}[办做报])?(?:微|小|民生)?实事(?:[一1]件)?")
_SIGNED = Rule(r"附议|联名|联署|领衔|签名")
_AGAIN = Rule(r"重新提交|再次提交")
_RAISED = Rule(r"他们?|她们?|老人家|反映|大家")
_SOLVED = Rule(r"已|当场|答应|回来|走访|看望|慰问")
_UNITS = {"proposal": "件份", "opinion": "条篇件份", "lecture": "场次期堂节", "consultation": "场次件", "deed": "件"}
_HEARD = Rule(
    r"(?:听了?|聆听|收听|收看|观看|来听|听取)[^,。]{0,10}(?:宣讲|讲座|课)|宣讲团[^,。]{0,6}来|(?:参加|"
    r"参与)[^,。]{0,12}宣讲(?:会|报告|活动)?|学习了?[^,。]{0,10}宣讲|宣讲(?:会|课)?[^,。]{0,4}听(?!众|讲|的|者)"
)
_VISITED_FIRST = Rule(r"走访|看望|慰问|入户|接待|座谈|探望|上门|电话|并|顺便|期间|结合")
_WANTED = Rule(r"想|希望|盼|打算|准备|愿|[问说讲]|建议")  # 都想给学校捐书: nobody has given anything
_GIFT = signed(
    r"(?:为|给|帮|向|替|替?资助)(?P<whom>[^,。;]{2,26}?)(?:送(?![医法教戏温别]|行(?!李)|[一-鿿]{1,3}上门)|各送|送来|送了|捐赠?了?|捐了|"
    r"赠送|发放了?|"
    r"[装安铺修建换]了?[一-鿿]{1,5}[0-9]{1,4}[米盏台套个张扇块把条]|补了|装了|安装了?|[装安铺建砌盖架搭焊接]好|装上|修好了?|修了|修建|修复|修缮|铺了|建了|建起|添置|添了|添上|加装|增设|架了|架起|架设|架上|挖了|砌了|砌起|盖了|盖起|买了|买来|购了|栽了|种了|刷了|贴了|翻新|翻修|疏通|加固|拓宽|平整|焊了|购置|购买|配了|配备|配上|配齐|更换|换了|换上|换下|换成|换新|换好|安了|安上|搭了|搭起|搭好|"
    r"打了(?![一-鿿]{0,4}(?:电话|招呼|官司))|打通|接通|拉了|硬化|资助|垫资|解决了|协调|筹了|粉刷|清理了)"
)
_GIVEN = signed(
    r"(?:今[天日]|昨[天日])?(?:我)?(?:捐款?|捐赠|赠送|资助|送)"
    r"(?:了?[一-鿿]{0,6}?[0-9一二两三四五六七八九十百千万几]{1,6}[一-鿿][^,。;]{0,12}?)?给(?P<whom>[^,。;]{2,26})"
)
# 把漏雨的教室全翻新了: a repair or a replacement told by what became of the thing.
_MENDED = signed(
    r"(?:把|将)(?P<what>[^,。;]{2,30}?)(?:(?:都|全|重新|统统|彻底|一一|逐一){0,2}(?:翻新|翻修|换[成新上掉了好]|更换|修[好通缮复]|"
    r"装[上好]|安上|焊[上好]|铺[上好平]|填[平好]|硬化|疏通|清[通理]|加固|粉?刷[新白了]|拓宽|接[通上]|点亮))"
)
# 自己掏钱修好了垌心乡圩口的路灯11盏: paid for by the member, for something that is everybody's.
_PAID = signed(
    r"(?:自掏腰包|自费|(?:自己|我|个人|私人|本人)?(?:掏|出|拿)了?(?:腰包|钱|资|[0-9一二两三四五六七八九十百千万几]{1,6}[块元多]{0,2}钱?))"
    r"(?:[0-9一二三四五六七八九十百千万几]{1,6}[多余]?[元块万])?[^,。;:]{0,4}?"
    r"(?P<deed>(?:修|装|换|补|铺|安|架|砌|盖|建|疏通|清理|平整|加固|翻新|更换|硬化|焊|粉刷|添置|捐|[为给替](?=[^,。;]{2,16}[修装换补铺安架砌建买送添]))"
    r"(?P<what>[^,。;]{3,30}))"
)
_PUBLIC = Rule(
    r"[镇乡村屯]|街道|社区|小区|学校|小学|中学|幼儿园|敬老院|路灯|[路桥井渠亭]|码头|球场|广场|公厕|健身器|护栏|楼道|[老孤残]|困难"
)
# Without 给 and 为 only where the message begins with it; later in a message it is what came of a contact.
_HELPED = signed(
    r"(?:今[天日]|昨[天日]|近日)?(?:我|本人)?(?:(?:资助|捐款|捐资|捐赠)(?=[^,。]{0,8}[0-9一二三四五六七八九十])|"
    r"(?:协调|争取|联系|帮助?)[^,。]{1,12}?(?:解决(?!困难|问题)|修好|装上|安装|打通|修复)了?)"
)
_OPENING = Rule(r"\W{0,3}(?:[^,。;:\n]{0,10}[,:\s]\s?)?\Z")
_AGENDA = Rule(
    r"(?:围绕|聚焦|就(?!是|在|差)|(?:议题|题目|主题|话题|协商内容)(?:(?:就|只有?)?(?:是|为)?(?:[一1]个[:,]|[:])|就?是|为)?|议(?!事|题|室)的?是?|讨论|(?<!好)商量|商议(?!事)|谈(?!到|妥|了|成)(?:的)?(?:都?是)?|"
    r"关于)([^,。;:\n]{2,60})|(?<=,)(划[^,。;\n]{2,30})"
)
_ABOUT = Rule(
    r"(?:关于|内容[是为]|题为|主题是?|(?:分别|主要|都|均)?(?:是|围绕|讲|说|反映|关于|涉及)(?:的(?:都?是)?)?|标题是?|题目(?:分别)?(?:是|为|叫)|(?<=,)为)"
    r"(?:的是|是)?([^,。;\n]{2,60})|都是([^,。;\n]{2,20}?)(?:方面|领域)"
)
# “校门口乱停车”协商会: what is quoted is the matter, unless it is what such meetings are called.
_QUOTED = Rule(r"“([^“”\n]{3,40})”(?:民主|专题)?\Z")
# 组织召开庆丰镇老圩改造协商议事会: the matter stands between the words of holding it and its kind.
_MATTER = Rule(
    r"(?:参加|参与|组织|召开|主持|举办|举行|列席|牵头|开展|[开搞办]了?[一1]?[场次个]?){1,2}了?(?:(?:[市县区]|自治区)?政协的?)?"
    r"(?P<t>[一-鿿A-Za-z0-9]{4,24}?)(?:专题|民主|座谈)?\Z"
)
# Only where or by whom it was held: 参加贵城街道协商会
_NO_MATTER = Rule(r"(?:[镇乡村屯]|街道|社区|小区|委员会|政协|界别|委员|工作室|基层|专题|民主|召开|组织)\Z")
_BEHIND = Rule(r"[一1]?(?:[0-9一二两三][场次件])?[:](?P<t>[^,。;:\n]{4,30})")
# 报送信息2条(共享单车堵盲道、河堤护栏锈断)
_BRACKET = Rule(
    r"(?:了?[0-9一二两三四五六七八九十]{1,2}[条件篇份])?\((?!附|见|详|含|编号|第|与|和|跟|共(?=[0-9计有])|其中|已|待|代|[^()]{0,8}(?:联名|附件|照片|链接|委员|报告|提交|报送))(?P<t>[^()\n]{4,80})\)"
)
_ADDED = Rule(r"[(,]\s?(?:附|见附件|请审|请阅|特此|照片|全文|正文)[^\n]{0,30}\Z")
_CALLED = Rule(r"有事|好商量|茶座|议事|协商|恳谈|会客厅|圆桌")
_THEME = Rule(
    r"(?:(?:主题|题目|内容)(?:是|为|:)|(?:主题|题目)(?!宣讲|教育|活动|党日)|(?<=,)讲的?(?:是|:)?(?=[一-鿿《]))"
    r"(?!了|完|得|到)([^,。;\n]{2,40})"
)
# 防溺水宣讲1场, 4月23日,反诈宣讲
_NAMED_TALK = Rule(r"(?:^|[,:;。!\s\n]|[日号天午晚]|[0-9]场)(?P<t>[一-鿿]{2,10})\Z")
_NOTHING_BEHIND = Rule(r"[0-9一二三两四五][场次堂期]|[今昨]|进[一-鿿]{1,3}(?:[,:]|\Z)|会|活动|[,。:;!(\s]|连|\Z")
_NO_NAME = Rule(
    r"^(?:[给为向对我]|今|昨|前天|上午|下午|晚上|[到去在赴往来]|参加|开展|进行|组织|[做作讲报补代帮]|完成|一场|两场|本|委员|政策|集中|巡回|入户|上门|现场|线上)|"
    r"(?:镇|乡|村|社区|学校|小学|中学|街道|我|委员|进行|开展|做了?|一场)$"
)
_SUBJECT = Rule(r"(?:开展|举办|组织|搞|办|作了?|做了?|进行)了?(?:[一1]?[场次])?([一-鿿]{2,8})(?:主题|专题)?宣讲\Z")
_TIMES = Rule(rf"(?:{RUN})[场次期堂节]")
_COUNT = Rule(rf"(?!三?八节)(?<!第)(?P<n>{RUN})(?P<u>[场件条篇份次期堂节个])(?![事问])")
_SUMMED = Rule(rf"(?:共计?|合计|总共|一共|加起来)(?P<n>{RUN})(?P<u>[场件条篇份次期堂节])")
_TIMES_OF = Rule(r"(?:[讲说课会案事息]|宣传|开展|举办|进行|组织|[办做搞开])[了过]?(?:共|一共)?\Z")
_GATHERED = Rule(
    r"(?:收集|梳理|征集|收到|整理|听取|收|记)[了到]?[^,。]{0,6}(?:意见|建议|问题|线索|诉求|反映)[^,。]{0,2}\Z"
)
_BOOK = Rule(r"《([^《》\n]{2,80})》|“([^“”\n]{2,60})”")
_MORE_BOOKS = Rule(r"(?:[和、与及,]{0,2}《[^《》\n]{2,80}》){1,4}")
_REPAIR = Rule(
    r"解决|修(?![改订])|安装|装[了上]|添[了置上]|加装|[架挖砌盖栽换]了|翻新|疏通|加固|建[成了]|捐|硬化|打通|架设|铺"
)
_LABELLED = Rule(r"#?(?:报送?|上报|记)[一1]?件?实事#?[ :]{1,3}")
_BENEFIT = signed(r"受益|惠及")
# 把家里的灯换新了, 镇里把路修好了: of one's own things, or done by others.
_OWN = Rule(
    r"家里|我家|自家|老婆|老公|(?:孩子|儿子|女儿|自己|办公室)的|手机|电脑|自行车|^车|链接|表格|公告|头像|群|材料|水滴筹|轻松筹|主播"
)
_BY_OTHERS = Rule(
    r"(?:[镇乡村县区市里局所院司办]|物业|师傅|委员|小[一-鿿]|他们?|她们?|人家)(?:就|也|已经?|今天|昨天|终于){0,2}\Z"
)
# 带师傅把…换新了: they did it for the member.
_FOR_ME = Rule(r"(?:带|请|叫|找|和|跟|让|托|喊|催|雇|联系|协调|组织|动员|发动)了?[一-鿿0-9]{0,8}\Z")
_TOLD_BEFORE = Rule(
    rf"{_VISITED_FIRST.pattern}|反映|接访|坐班|值班|[问说讲谈聊]|[0-9一二三四五六七八九十](?:户|人|名|位)"
)
ANY_ACT = any_of((_KIND, _GIFT, _GIVEN, _HELPED, _MENDED, _PAID, _BENEFIT))


def kind_of(norm: str, start: int, stop: int, signs: int = -1) -> RecordType | None:
    """The activity that a clause reports as its own act, or None."""
    found = _KIND.search(norm, start, stop)
    if found is None:
        return _gift(norm, start, stop, signs)
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
        if _VISITED_FIRST.search(norm, start, found.start()) and not _COUNT.match(norm, found.end()):
            return None
    return kind


def _handed_in(norm: str, start: int) -> RecordType | None:
    """`《关于…的建议》,改了两轮,今天正式提交`: the title stands earlier in the sentence."""
    sentence = max(norm.rfind(mark, 0, start) for mark in "。!?\n") + 1
    titles = list(_BOOK.finditer(norm, sentence, start))
    if not titles or _old_news(norm, sentence, start):
        return None
    title = titles[-1][0]
    return "proposal" if title.rstrip("》”").endswith(("建议", "提案")) else None


def mere_gift(norm: str, start: int, stop: int) -> bool:
    """Whether a deed is only told by the words of a gift or a repair (not 办实事, 受益)."""
    return _KIND.search(norm, start, stop) is None and _BENEFIT.search(norm, start, stop + 16) is None


def _old_news(norm: str, start: int, stop: int) -> bool:
    """Whether the words outside the title tell what became of it: 立案, 答复, 采用."""
    if _NEWS.search(_BOOK.sub("", norm[start:stop])):
        return True
    outside = _ITS_TITLE.sub("", norm[start:stop])
    return _OLD_NEWS.search(outside) is not None and _AGAIN.search(outside) is None


def _gift(norm: str, start: int, stop: int, signs: int) -> RecordType | None:
    """A gift or a repair that is what the sentence is about: it begins the clause."""
    if _REPAIR.search(norm, start, stop) and _BENEFIT.search(norm, start, stop + 16):
        return "deed"
    mended = _MENDED.search(norm, start, stop)
    if mended and not _TOLD_BEFORE.search(norm, 0, mended.start()) and not _RAISED.search(mended["what"]):
        own = _OWN.search(mended["what"]) or _by_others(norm, start, mended.start())
        return None if own else "deed"
    paid = _PAID.search(norm, start, stop) if _PAID.may(signs) else None
    if paid and _PUBLIC.search(paid["what"]) and not _TOLD_BEFORE.search(norm, 0, paid.start()):
        return None if _OWN.search(paid["what"]) or _WANTED.search(norm, start, paid.start()) else "deed"
    found = _GIFT.search(norm, start, stop) or _GIVEN.match(norm, start, stop)
    if found and (
        _OWN.search(found["whom"]) or norm.rfind("《", start, found.start()) > norm.rfind("》", start, found.start())
    ):
        return None  # 《关于给校车加装…的建议》
    if found is None and _HELPED.match(norm, start, stop) and _OPENING.fullmatch(norm, 0, start):
        return "deed"
    if found is None or found.start() - start > 14 or _VISITED_FIRST.search(norm, start, found.start()):
        return None
    answered = _RAISED.search(found["whom"]) or _WANTED.search(norm, start, found.start())
    answered = answered or _SOLVED.search(norm, start, found.start())
    return None if answered else "deed"


def _by_others(norm: str, start: int, stop: int) -> bool:
    """物业把楼道灯换新了; not 请师傅把楼道灯换新了."""
    return _BY_OTHERS.search(norm, start, stop) is not None and _FOR_ME.search(norm, start, stop) is None


def record(material: Material, kind: RecordType, start: int, stop: int, numbers: list[Number]) -> Record:
    """The record of one activity whose words lie between two offsets; day and place come from the caller."""
    norm = material.norm
    found = _KIND.search(norm, start, stop) or _GIFT.search(norm, start, stop) or _GIVEN.match(norm, start, stop)
    at, after = (found.start(), found.end()) if found else (start, start)
    made = Record(kind, material.member, material.today, count=1)
    made.why.append(material.reason("type", at, after, "履职活动"))
    if kind in ("proposal", "opinion"):
        numbers = [number for number in numbers if not _SIGNED.search(norm, number.start, number.stop + 4)]
    counted = _counted(norm, start, stop, kind)
    if counted:
        made.count = counted[0]
        made.why.append(material.reason("count", counted[1], counted[2], "件数"))
    benefit = _BENEFIT.search(norm, start, stop) if kind == "deed" else None
    if benefit:  # 装了扶手20个,受益老人43名
        numbers = [number for number in numbers if number.start >= benefit.end()] or numbers
    elif kind == "deed":
        numbers = [n for n in numbers if persons.names_people(n, *whom.phrases(norm, n, start))]
    heads = people.count(norm, numbers, start)
    if heads is not None and heads.people is not None:
        made.people = heads.people
        made.why.append(material.reason("people", heads.start, heads.stop, "参加或受益人数"))
    title = _title(norm, kind, start, after, stop)
    if title:
        made.title = material.cut(*title)
        made.why.append(material.reason("title", *title, "题目"))
    return made


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


def _counted(norm: str, start: int, stop: int, kind: RecordType) -> tuple[int, int, int] | None:
    wanted = _UNITS[kind]
    # 上午一场下午一场,共2场
    summed = _SUMMED.finditer(norm, start, stop) if "共" in norm or "合计" in norm else ()
    told: list[tuple[int, int, int]] = []
    for found in (*summed, *_COUNT.finditer(norm, start, stop)):
        if found["u"] in wanted and (found["u"] != "次" or _TIMES_OF.search(norm, start, found.start())):
            value, _ = value_of(found["n"])
            if value and value < 100:
                told.append((value, found.start(), found.end()))
    # 收集意见5条,今天报送信息1条
    beside = (one for one in told if len(told) > 1 and _GATHERED.search(norm, start, one[1]) is None)
    return next(beside, None) or (told[0] if told else None)


def _title(norm: str, kind: RecordType, start: int, after: int, stop: int) -> tuple[int, int] | None:
    """What it was about: the words in 《》, behind a colon, or behind 围绕, 关于 and their like."""
    book = _BOOK.search(norm, start, stop)
    colon = norm.find(":", start, book.start()) if book and book[2] else -1
    if book and 0 <= colon < book.start() - 1:
        book = None  # 社情民意1条:骑手进小区被收“卫生费”
    if book and kind in ("proposal", "opinion", "lecture"):
        more = _MORE_BOOKS.match(norm, book.end(), stop) if book[1] else None
        return (book.start(1), more.end() - 1) if more else book.span(1) if book[1] else book.span(2)
    several = kind in ("proposal", "opinion") and (_counted(norm, start, stop, kind) or (1,))[0] > 1
    marks = "。\n" if several else "。;\n"  # 信息2条:…;…
    end = min((p for p in (norm.find(mark, after, stop) for mark in marks) if p >= 0), default=stop)
    if kind == "deed":
        colon = norm.find(":", start, end)
        begin = colon + 1 if colon >= 0 else start
        labelled = _LABELLED.match(norm, start, end)
        told = _GIFT.search(norm, start, end) or _MENDED.search(norm, start, end) if not labelled else None
        paid = _PAID.search(norm, start, end) if told is None and colon < 0 else None
        if labelled:
            begin = labelled.end()
        elif told and colon < 0 and told.start() - start <= 16:
            begin = told.start()
        elif paid:
            begin = paid.start("deed")
        if _BARE_DEED.fullmatch(norm, begin, norm.find(",", begin, stop)):
            begin = norm.find(",", begin, stop) + 1  # 办实事一件,资助…
        comma = norm.find(",", begin, stop)
        return _trim(norm, begin, comma if comma > 0 else end)
    if kind == "lecture":
        return _lecture_title(norm, start, after, end)
    if kind == "consultation":
        about = _AGENDA.search(norm, start, stop)
        if about:
            return _named(norm, about)
        kind_at = norm.find("协商", start, stop)
        quoted = _QUOTED.search(norm, start, kind_at)
        if quoted and not _CALLED.search(quoted[1]):
            return quoted.span(1)
        matter = _MATTER.search(norm, start, kind_at) if quoted is None else None
        if matter and not _NO_MATTER.search(matter["t"]) and not _CALLED.search(matter["t"]):
            return matter.span("t")
        behind = _BEHIND.match(norm, after, stop)
        return behind.span("t") if behind else None
    bracket = _BRACKET.match(norm, after, end)
    if bracket:
        return bracket.span("t")
    colon = norm.find(":", after - 1, end)
    dash = norm.find("--", after, end) if colon < 0 else -1
    if colon >= 0 or dash >= 0:
        return _trim(norm, colon + 1 if colon >= 0 else dash + 2, end)
    about = _ABOUT.search(norm, after, stop)
    return _named(norm, about) if about else None


def _named(norm: str, about: re.Match[str]) -> tuple[int, int] | None:
    """The words behind 议题是, 讲的是, without what they only point to (标题在附件里)."""
    start, stop = about.span(about.lastindex or 0)
    return None if norm.startswith(("在附件", "见附件", "附后"), start) else _trim(norm, start, stop)


def _lecture_title(norm: str, start: int, after: int, end: int) -> tuple[int, int] | None:
    """`宣讲未成年人保护法,听众…`, `宣讲禁毒1场`, `宣讲2场消防知识`."""
    named = _THEME.search(norm, start, end)
    if named:
        return _trim(norm, *named.span(1))
    before = _SUBJECT.search(norm, start, after)
    if before:
        return before.span(1)
    counted = _TIMES.match(norm, after)
    begin = counted.end() if counted else after
    comma = norm.find(",", begin, end)
    title = _trim(norm, begin, comma if comma > 0 else end)
    at = norm.find("宣讲", start, end)
    before = _NAMED_TALK.search(norm, max(0, start - 1), at) if at >= 0 else None
    if before and _NOTHING_BEHIND.match(norm, at + 2) and not _NO_NAME.search(before["t"]):
        return before.span("t")
    if counted and title is None:
        said = norm.rfind("宣讲", start, after)
        return _trim(norm, said + 2, counted.start()) if said >= 0 else None
    inner = _TIMES.search(norm, *title) if title else None
    return (title[0], inner.start()) if title and inner and inner.start() - title[0] >= 2 else title


def _trim(norm: str, start: int, stop: int) -> tuple[int, int] | None:
    while start < stop and norm[start] in " :,的了“":
        start += 1
    added = _ADDED.search(norm, start, stop)
    stop = added.start() if added else stop
    while stop > start and norm[stop - 1] in " ,的”":
        stop -= 1
    return (start, stop) if stop - start >= 2 else None
