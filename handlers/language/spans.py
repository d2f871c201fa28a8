"""What constituents raised and what was done about it: spans behind words of saying and words of doing."""

from typing import NamedTuple

from handlers.language.rule import Rule, signed

ISSUE = signed(
    r"(?P<after>(?:反映|反应)(?!热烈|强烈|很好|良好)(?:最(?:多|强烈|集中)的?(?:是|就是)?|了|的?(?:主要|集中|"
    r"突出)?(?:问题|情况|诉求|意见)?(?:是|有|[:=])?|最多)*|诉求(?:是|有|[:=])?|"
    r"(?:问|讲|提|说|谈|聊|反映|吐槽|关心|操心|意见)(?:得|的)?(?:最多|最集中|主要)的?(?:是|还是|就是|[:])?|"
    r"呼声最高的是|最集中的是|最(?:关心|头疼|着急|担心|操心)的是|议题(?:是|[:])|焦点是|说来说去(?:还是|就是|"
    r"都是)?|"
    r"主要(?:讲|说|问|谈|反映|聊|是)?(?:的)?是?|都?在?(?:(?<!宣)讲|(?<![慰访询学疑提顾盘])问(?!题|候|需|计|"
    r"卷|诊)|说|(?<![座恳面会夜访])谈|聊(?!天)|喊)(?:的都?是|了一?下|起|到|[:])?(?!了|话|实|明|法|课|完|过|起来|"
    r"一圈|了半|好|清楚|到做到|得上|客气)|皆[言曰]|(?:都|皆|[他她]|们|齐)话|提(?:出|到|议|了)(?:的)?(?:是|"
    r"[:])?|来问(?:的都?是)?|嫌|"
    r"抱怨|吐槽|(?:了解到|得知)|收到(?=[^,。]{1,14}(?:意见|建议|诉求)))"
    r"|(?P<from>担心|希望|盼(?:着|望)?|呼吁|怕(?=[^,])|缺(?!席)|卡在|申请|"
    r"(?<!没)(?<!不)想(?=[一-鿿]{2})(?!不到|来|到)|要求|"
    r"(?<!意见)(?<!意见和)(?<!意见、)(?<!意见与)(?<!征求)建议(?![^,。]{0,3}[0-9一二三四五六七八九十]{1,2}条)|"
    r"愁|急需|难在|苦于|苦恼)"
)
_OUTCOME = signed(
    r"(?:已经?|我说[行好]|我回去|打了?电话给|全?到账|己(?=[转约经联和协报向帮交跟记上答请])|以经|当[场即天]|"
    r"现场(?!咨询|接|来|有)|答应|承诺|逐一|"
    r"马上|立即|随即|会后(?:我|已)|回来(?:我|就|后)|我(?:已|己|回来|帮|给|找|答应|当|马上|把|会|都|将|向|"
    r"联系|跟|和|请|打)|帮(?:他|她|忙|着|助|其|联系|约|代|找|办|跑|问)|"
    r"给(?:他们?|她们?|其|老人家?)?[一-鿿]{0,6}(?:约|修|换|装|送去|讲清|解释|解答|打了?电话|办)|找(?:施工队|"
    r"人|师傅|了)|请来|[1-9一二三四五六七八九十]{1,2}条?(?:当场|已)|陪(?:跑|同?去)|代写|代办|协调|联系(?:了|"
    r"好|上)|约(?:了|好|请)|转(?:给|交|告|办|达|到|报)|"
    r"交(?:给|由)|报(?:给|告)|记(?:下|录)|登[记计]|解(?:决|释|答)|修(?:好|通|复|了)|换(?:了|上|好)|装(?:好|"
    r"上|了)|落实|反馈|跟进|现在已|正(?:在)?(?:协|办|处|对)|下一?步|拟由|总算|优先|一次办结|达成|敲定|"
    r"商(?:定|量好)|对接|建群|拍板)"
)

_MATTER = Rule(r"([一-鿿A-Za-z0-9]{2,20}?)的(?:事情?|问题|难题|诉求)[,:]?")
# 来问的居民41人, 说起这事的有8户: people behind the word, nothing that they raised.
_COUNTED = Rule(r"[一-鿿]{0,8}?(?:约|近)?[0-9零一二三四五六七八九十百两几]{1,6}[余多来]?(?:人次|个?人|名|位|户|家)\Z")

# 来反映问题的群众: the word of saying only tells who came.
_WHO_SAYS = Rule(
    r"(?:问题|情况|诉求|意见)?的(?:[一-鿿]{0,4}?)(?:群众|村民|居民|老人|老乡|家长|市民|业主|职工|商户|"
    r"人)(?![一-鿿])"
)


class Raised(NamedTuple):
    """Spans of issue and outcome, each (start, stop), or None."""

    issue: tuple[int, int] | None
    outcome: tuple[int, int] | None


def outcome_at(text: str, start: int, stop: int) -> bool:
    """Whether a clause tells what was done: a word of doing within its first 14 characters."""
    found = _OUTCOME.search(text, start, min(stop, start + 16))
    return found is not None


def matter_in(text: str, start: int, stop: int) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """`坡道的事住建所答应修好`, `黄龙病的问题给他们约好了专家`: issue and outcome in one clause."""
    found = _MATTER.match(text, start, stop)
    return (found.span(1), (found.end(), stop)) if found and stop - found.end() >= 3 else None


def issue_in(text: str, start: int, stop: int) -> tuple[int, int] | None:
    """(where the words of saying begin, where the issue begins) in one clause."""
    for found in ISSUE.finditer(text, start, stop):
        if _WHO_SAYS.match(text, found.end(), stop):
            continue
        begin = found.end() if found.lastgroup == "after" else found.start()
        while begin < stop and text[begin] in ' :=,“"的':
            begin += 1
        if stop - begin >= 2 and not _COUNTED.match(text, begin, stop):
            return found.start(), begin
    return None
