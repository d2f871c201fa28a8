"""Deeds told without the word: a gift, a repair, something paid for (corpus guide, rule 5)."""

from handlers.language.rule import Rule, signed
from handlers.language.types import RecordType

_TITLE_OF = Rule(r"(?:题目|标题|题为|名称|案由|名为)[:是叫]?\W{0,2}")
_RAISED = Rule(r"他们?|她们?|老人家|反映|大家")
_SOLVED = Rule(r"已|当场|答应|回来|走访|看望|慰问")
VISITED_FIRST = Rule(r"走访|看望|慰问|入户|接待|座谈|探望|上门|电话|并|顺便|期间|结合")
_WANTED = Rule(r"想|希望|盼|打算|准备|愿|[问说讲]|建议")  # 都想给学校捐书: nobody has given anything
GIFT = signed(
    r"(?:为|给|帮|向|替|替?资助)(?P<whom>[^,。;]{2,26}?)(?:送(?![医法教戏温别]|行(?!李)|[一-鿿]{1,3}上门)|各送|送来|送了|捐赠?了?|捐了|"
    r"赠送|发放了?|"
    r"[装安铺修建换]了?[一-鿿]{1,5}[0-9]{1,4}[米盏台套个张扇块把条]|补了|装了|安装了?|[装安铺建砌盖架搭焊接]好|装上|修好了?|修了|修建|修复|修缮|铺了|建了|建起|添置|添了|添上|加装|增设|架了|架起|架设|架上|挖了|砌了|砌起|盖了|盖起|买了|买来|购了|栽了|种了|刷了|贴了|翻新|翻修|疏通|加固|拓宽|平整|焊了|购置|购买|配了|配备|配上|配齐|更换|换了|换上|换下|换成|换新|换好|安了|安上|搭了|搭起|搭好|"
    r"打了(?![一-鿿]{0,4}(?:电话|招呼|官司))|打通|接通|拉了|硬化|资助|垫资|解决了|协调|筹了|粉刷|清理了)"
)
GIVEN = signed(
    r"(?:今[天日]|昨[天日])?(?:我)?(?:捐款?|捐赠|赠送|资助|送)"
    r"(?:了?[一-鿿]{0,6}?[0-9一二两三四五六七八九十百千万几]{1,6}[一-鿿][^,。;]{0,12}?)?给(?P<whom>[^,。;]{2,26})"
)
# 把漏雨的教室全翻新了: a repair or a replacement told by what became of the thing.
MENDED = signed(
    r"(?:把|将)(?P<what>[^,。;]{2,30}?)(?:(?:都|全|重新|统统|彻底|一一|逐一){0,2}(?:翻新|翻修|换[成新上掉了好]|更换|修[好通缮复]|"
    r"装[上好]|安上|焊[上好]|铺[上好平]|填[平好]|硬化|疏通|清[通理]|加固|粉?刷[新白了]|拓宽|接[通上]|点亮))"
)
# 自己掏钱修好了垌心乡圩口的路灯11盏: paid for by the member, for something that is everybody's.
PAID = signed(
    r"(?:自掏腰包|自费|(?:自己|我|个人|私人|本人)?(?:掏|出|拿)了?(?:腰包|钱|资|[0-9一二两三四五六七八九十百千万几]{1,6}[块元多]{0,2}钱?))"
    r"(?:[0-9一二三四五六七八九十百千万几]{1,6}[多余]?[元块万])?[^,。;:]{0,4}?"
    r"(?P<deed>(?:修|装|换|补|铺|安|架|砌|盖|建|疏通|清理|平整|加固|翻新|更换|硬化|焊|粉刷|添置|捐|[为给替](?=[^,。;]{2,16}[修装换补铺安架砌建买送添]))"
    r"(?P<what>[^,。;]{3,30}))"
)
_PUBLIC = Rule(
    r"[镇乡村屯]|街道|社区|小区|学校|小学|中学|幼儿园|敬老院|路灯|[路桥井渠亭]|码头|球场|广场|公厕|健身器|护栏|楼道|[老孤残]|困难"
)
# Without 给 and 为 only where the message begins with it; later in a message it is what came of a contact.
HELPED = signed(
    r"(?:今[天日]|昨[天日]|近日)?(?:我|本人)?(?:(?:资助|捐款|捐资|捐赠)(?=[^,。]{0,8}[0-9一二三四五六七八九十])|"
    r"(?:协调|争取|联系|帮助?)[^,。]{1,12}?(?:解决(?!困难|问题)|修好|装上|安装|打通|修复)了?)"
)
_OPENING = Rule(r"\W{0,3}(?:[^,。;:\n]{0,10}[,:\s]\s?)?\Z")
_REPAIR = Rule(
    r"解决|修(?![改订])|安装|装[了上]|添[了置上]|加装|[架挖砌盖栽换]了|翻新|疏通|加固|建[成了]|捐|硬化|打通|架设|铺"
)
BENEFIT = signed(r"受益|惠及")
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
    rf"{VISITED_FIRST.pattern}|反映|接访|坐班|值班|[问说讲谈聊]|[0-9一二三四五六七八九十](?:户|人|名|位)"
)


def gift(norm: str, start: int, stop: int, signs: int) -> RecordType | None:
    """A gift or a repair that is what the sentence is about: it begins the clause."""
    if norm[start] in "题标名案" and _TITLE_OF.match(norm, start, stop):
        return None  # 提交提案一件,题目:给老街骑楼加装消防喷淋
    if _REPAIR.search(norm, start, stop) and BENEFIT.search(norm, start, stop + 16):
        return "deed"
    mended = MENDED.search(norm, start, stop)
    if mended and not _TOLD_BEFORE.search(norm, 0, mended.start()) and not _RAISED.search(mended["what"]):
        own = _OWN.search(mended["what"]) or _by_others(norm, start, mended.start())
        return None if own else "deed"
    paid = PAID.search(norm, start, stop) if PAID.may(signs) else None
    if paid and _PUBLIC.search(paid["what"]) and not _TOLD_BEFORE.search(norm, 0, paid.start()):
        return None if _OWN.search(paid["what"]) or _WANTED.search(norm, start, paid.start()) else "deed"
    found = GIFT.search(norm, start, stop) or GIVEN.match(norm, start, stop)
    if found and (
        _OWN.search(found["whom"]) or norm.rfind("《", start, found.start()) > norm.rfind("》", start, found.start())
    ):
        return None  # 《关于给校车加装…的建议》
    if found is None and HELPED.match(norm, start, stop) and _OPENING.fullmatch(norm, 0, start):
        return "deed"
    if found is None or found.start() - start > 14 or VISITED_FIRST.search(norm, start, found.start()):
        return None
    answered = _RAISED.search(found["whom"]) or _WANTED.search(norm, start, found.start())
    answered = answered or _SOLVED.search(norm, start, found.start())
    return None if answered else "deed"


def _by_others(norm: str, start: int, stop: int) -> bool:
    """物业把楼道灯换新了; not 请师傅把楼道灯换新了."""
    return _BY_OTHERS.search(norm, start, stop) is not None and _FOR_ME.search(norm, start, stop) is None
