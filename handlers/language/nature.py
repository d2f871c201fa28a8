"""What is no report: notices, questions, plans, negations, sums, news, quotes, wishes (corpus guide, rule 6).

Some words settle the whole message, others only the clause or the sentence that they stand in.
"""

import re

from handlers.language.clauses import Clause
from handlers.language.scan import Scan

_NOTICE = re.compile(
    r"收到[后的]?请?[速]?(?:回复|回应|回[1一个]|扣)|请各位(?!领导|老师|批评|指正|审阅|多)|请(?:大家|各委员|"
    r"各界别|委员们|未|还没|尚未|及时|务必|提前|尽快|相互转告|参会|于)|请.{1,10}[日号]前|定于|"
    r"@(?:全体|所有人)|【[^】]{0,8}(?:通知|公告|预告|提醒)】|^\W{0,3}(?:通知|公告|温馨提[示醒]|提醒|"
    r"重要提示|预告|启事|招募)|务必|逾期|特此通知|各不少于|不少于[0-9]{1,3}|每人每?(?:年|月)?[要须]|"
    r"报名(?:从速|请|的|截止|接龙|表)|接龙报名|欢迎(?:大家|各位|报名)|举手|表已更新|核对|"
    r"^[^\n,。]{0,8}通知:|参会(?:人员|名单)|签到表|座位|群规"
)
_FORWARD = re.compile(
    r"^\W{0,3}(?:转|转发|转载|转自|分享|推荐阅读|fw|摘自|新闻|简讯|喜报|简报|信息速递|头条)\s?[:|\]】]|"
    r"本报讯|[日月电]讯|\((?:记者|通讯员)|记者 ?[一-鿿]{1,3}|通讯员|据.{1,10}(?:报道|消息|报|网)|https?:|"
    r"简报第|"
    r"(?:市|区|县|自治区|全国)政协(?:组织|委员)[^,。]{0,20}(?:赴|到|深入|开展|走访)|某[市县区单位]|^转[:发]|"
    r"【[^】]{0,8}(?:风采|快讯|简讯|动态|新闻|资讯|喜报|通报|转载?)】"
)
_EXAMPLE = re.compile(
    r"样例|范例|示例|样板|格式(?:如下|是|为|[:,])|模[板版](?!厂)|照此|参照[以下此]|按[这此以].{0,4}格式|"
    r"例如?[:]|比如[:]|举个例|^\W{0,3}例\s|正确写法|这样写"
)
_CORRECTION = re.compile(
    r"^\W{0,3}(?:更正|纠正|订正|勘误|改正|修改|补正|撤[回销]|作废|删除|不好意思)[:,，\s]?.{0,12}?(?:应|不是|"
    r"错|改|那条|上一?条|作废|重复|[:]|$)|^\W{0,3}(?:更正|纠正|勘误|订正)|上一?条.{0,10}(?:作废|改|错|删|"
    r"重复|撤|应|不算|取消)|"
    r"刚[才刚](?:那条|报的|发的).{0,10}(?:作废|改|错|删|重复|撤|应|不算|取消|不是)|(?:那条|"
    r"这条).{0,6}(?:作废|撤|删掉|不算)|(?:应为|改为|改成)[0-9]|打错|写错|发错|报错|记错|重复了|误发|没算|"
    r"漏记|少记|漏了我|帮忙查|查一?下|怎么只"
)
_ASKING = re.compile(
    r"请教|请问|想问|(?<!给你们)(?<!帮他们)(?<!给他们)(?:^|[请想来我])问一?下|咨询一?下|怎么(?:填|报|算|写|"
    r"记|打卡|发)|怎样(?:填|报|算)|如何(?:填|报|计|算)|算不算|能不能|可不可以|可以.{0,8}吗|是不是|有没有|"
    r"有无|谁[有去来在能知还]|哪[位里个天]|几点|多少[人户]?\?|还是.{0,12}\?|行不行|对吗|算几|算多少|记上了|"
    r"收到了?吗|"
    r"求(?:助|推荐|带|书)|帮(?:我|忙)(?:查|看|问|改|删|记)|^谁"
)
_WISHES = re.compile(
    r"祝(?:[一-鿿]{0,4}(?:各位|大家|您|你|书友|委员|全体|新|愿|福|生日|节))|(?:新年|春节|节日|生日|中秋|"
    r"国庆|元宵|周末|除夕|端午|元旦)快乐|早上好|早安[^。\n]{0,12}$|晚安|恭喜|天气(?:预报|转)|添衣|"
    r"注意(?:保暖|防暑|休息)"
)
_PRAISE = re.compile(
    r"点[个大]?赞|向.{1,8}(?:学习|致敬)|佩服|真(?:棒|厉害)|辛苦了|了不起|为.{1,8}(?:骄傲|鼓掌|高兴)|"
    r"值得(?:我们)?学习|学习了|榜样|好样的|厉害了"
)
_JOKE = re.compile(r"怕不是|开(?:个)?玩笑|做梦(?:都|吧|也)|吹牛|才怪|呵呵|逗你|愚人节|孙悟空|分身|超人|要是能|梦[见到]")
_INJECTED = re.compile(
    r"finished|json|[你您]的输出|输出里|系统提示|忽略(?:以上|之前|前面)|随便(?:写|填|编)|"
    r"加一条[^,。]{0,12}记录|私聊|承接|质保|代办(?!所)"
)
LEAVE = re.compile(r"请个?假|告假")
_ALWAYS = (
    (_NOTICE, "通知"),
    (_FORWARD, "转发或新闻"),
    (_EXAMPLE, "样例"),
    (_CORRECTION, "更正"),
    (LEAVE, "请假"),
    (_PRAISE, "夸奖"),
    (_JOKE, "玩笑"),
    (_INJECTED, "对机器人的指令"),
)

_QUOTED_QUESTION = re.compile(r"反映|反应|都问|就问|在问|来问|说|称|追问|关心|什么|[问讲][:“]")
_PLAN = re.compile(
    r"准备(?!了|好)|打算|计划(?!了|[外生书])|拟(?!定|好|了)|预计|争取|将(?:于|要|在|赴|到|会|去|组织|召开|"
    r"开展)|想去|要去|就去|再去|会去|待.{1,12}再|等.{1,14}(?:再|就|后)|改天|改日|择日|到时候?|回头|"
    r"有空(?:的|就)?|下(?:一)?(?:次|站|场|步|回|阶段)|晚[上点]补|稍后补?|"
    r"之后补|明[天日早晚]|后天(?!的)|下(?:周|个?月|星期|礼拜)|年内再|有待|希望能?去|约好(?:了)?(?:明|后|下)|"
    r"报名|说好(?!了|的价)|原[定本计]|集合|不见不散|统一乘车|就够了|^(?:我)?(?:认为|以为|建议(?:大家|各|"
    r"以后|每|委员))|应该|应当|本想|本来(?:想|要|打算)|邀请大家|^我(?:建议|提议|认为|觉得)"
)
_NEGATED = re.compile(
    r"(?:没|没有|未|未能|没能|不能|无法|没法|没空|来不及|没时间|没顾上)(?:再)?(?:去|走访|走成|走|接待|接访|"
    r"座谈|看望|慰问|入户|联系|办成|办|搞|开成|开|打卡|读|看|见[到着]?(?:一个|人|群众)?|翻|完成|参加|宣讲|"
    r"组织|提交|下去|出门|书看|成行|来得及)(?!齐|清)|"
    r"一[户个家人页位字章]+[也都]?(?:没|未|不)|没[一-鿿]{0,3}成|未成行|改[期在到至]|改下|取消|推迟|延期|"
    r"泡汤|作罢|暂停|还没|尚未|忘[了记](?:去|读|打卡)|空手|(?<![0-9.])0[人户名位]|^[今昨]?[天日]?无(?:走访|"
    r"接待|联系|来访)|"
    r"没[有]?(?:走访|座谈|接待)|补不上|断更|欠着"
)
_LISTENED = re.compile(
    r"听了?[^,。]{0,6}(?:宣讲|讲座|报告|课(?!后)|党课)|聆听|(?:参加|观看|收看)[^,。]{0,10}(?:培训|学习|讲座|"
    r"宣讲|报告会|直播)"
)
_AFTER_ALL = re.compile(r"^实际|^最终|^最后还是|^结果(?!都|没|全)")
_PRIVATE = re.compile(
    r"(?:看望|探望|探视)[^,。]{0,6}(?:同事|同学|朋友|亲戚|父母|岳父|岳母|老师|战友|家人|亲家|外婆|"
    r"奶奶)(?![家们]*(?:[0-9]|反映))|陪[^,。]{0,4}(?:孩子|家人|爸|妈|父母|老婆|老公|爱人|女儿|儿子|孙|岳)[^,。]{0,4}(?:去|到|看病|逛|玩|吃|住院)"
)
_MOVED = re.compile(r"(?:挪|改|推|移|延)(?:迟|期)?[到至在]了?(?:今|昨|前天|上周|这周)")
_SUPPOSED = re.compile(
    r"如果|要是|假如|假设|假使|倘若|若是|^若|万一|只要|的话(?!题|音)|每个委员|才叫|(?:走访|接访|慰问|宣讲|"
    r"座谈|接待)[^,。]{0,6}(?:是好事|是一种|没那么|不在多|不能|不是为|不应)"
)
_SUMMED = re.compile(
    r"累计|今年以来|年初(?:以来|至今|到现在)|全年|上半年|下半年|[一二三四]季度|本月(?:共|一共|总共|已|累计|"
    r"走访|接待|联系|完成)|这个?月(?:共|一共|总共|已经?|走访)|截[至止]|总计(?:已|走访)|到目前(?:为止)?|"
    r"从.{1,4}月.{0,4}(?:到|至)(?:现在|今|.{1,3}月)|"
    r"统计|本届|任期内|履职以来|这[一两几]?年来?|一年来|[半一]年(?:下来|来)|近[两三]年|平均(?:每|一)|人均|"
    r"(?:本|这|上)周(?:共|一共|总共|累计)|今年(?:已|共|我|走访|接待|联系|一共|总共|累|下来)|"
    r"[0-9一二三四五六七八九十]月份?(?:我)?(?:一?共|总共|走访|接待|联系|累计|下来)|[0-9]次,共|目标|"
    r"任务(?!型)|还差|达标|已完成|全[市区县镇](?:走访|共|累计|慰问|已|各)|通报|"
    r"[一二两三四五六七八九十0-9]年(?:间|走访|共|里)"
)
OTHERS = "别人的事"
ASKED = "提问"
NOT_DONE = "没有做"
# Said without 我, 孩子 or 邻居 may be a constituent's.
_KIN = (
    r"老伴|爱人|老婆|老公|妻子|媳妇|儿媳|儿子|女儿|我爸|我妈|爸爸|妈妈|孙女|孙子|外孙|室友|岳父|岳母|外公|"
    r"外婆|"
    r"闺蜜|"
    r"家里领导|侄子|女婿|我家?(?:的)?(?:孩子|老伴|先生|太太|同学|邻居|亲戚|表?[哥弟姐妹]|爷爷|奶奶|父亲|"
    r"母亲|丈夫)"
)
_WHEN = r"[今昨前]天|[今昨]晚|上午|下午|上周[一二三四五六日天]?|刚才?|[0-9]{1,2}[日号]|周[一二三四五六日天]"
_OTHERS = re.compile(
    rf"^(?:我家?|我们家|俺|昨天|今天|昨晚|今晚)?(?:的)?(?:{_KIN})(?!.{{0,4}}(?:一起|一块))|^(?:(?:收到|"
    rf"接到)通知|听说|据说|看新闻|新闻(?:里)?说|电视上|隔壁|人家|某|别人|别的|其他委员|"
    rf"他们(?=[^,。]{{0,6}}(?:走访|接待|慰问|看望|界|组|县))|"
    rf"有(?:的|个)委员|以前|当年|那年|记得|想当年|书里|书中|文中|作者|(?:领导|群主|上级|上面|文件|同事|朋友|"
    rf"有人|专家|记者)(?:说|讲|要求|强调|规定)|[^,。]{{0,8}}(?:宣讲团|调研组|督导组|检查组|慰问团|考察团|"
    rf"领导)[^,。]{{0,8}}(?:来|到我)|视频里|"
    rf"电视里|新闻里|文件里|群里说|感谢|谢谢|多谢|鸣谢|"
    rf"看到(?:有|群里|大家|[^,。]{{0,4}}委员)|有(?:个|位|些)?委员|委员们|[一-鿿]{{1,3}}说[他她])"
    rf"|^(?:{_WHEN})?(?!我|本人|跟|和|与|同|陪|随|在|到|去|带|请)(?:[一-鿿]{{1,3}}(?:委员|老师|总)|[一-鿿]{{1,6}}(?:主席|主任|书记|"
    rf"[局县市院校会处科镇]长))(?:也|又|都|刚|就)?(?:{_WHEN})?(?:带队|带着|带领|组织|去|到|来|在[^,。]{{2,10}})?"
    rf"(?:走访|接待(?!窗口|室|日|站|点)|看望|慰问|联系|入户|座谈|宣讲)"
)


def nothing_reported(text: str) -> str | None:
    """Why a whole normalised message is no report; None when it may be one."""
    for pattern, rule in _ALWAYS:
        if pattern.search(text):
            return rule
    return None


def dead_clauses(scan: Scan, clauses: list[Clause]) -> list[str | None]:
    """For each clause why nothing in it was done, or None. A plan or a sum holds to the end of its sentence."""
    reasons: list[str | None] = []
    carried: str | None = None
    days = iter(scan.days)
    day = next(days, None)
    for clause in clauses:
        if clause.strong:
            carried = None
        ahead = past = False
        while day is not None and day.start < clause.stop:
            if day.start >= clause.start:
                ahead, past = ahead or day.ahead, past or not day.ahead
            day = next(days, None)
        text = scan.text[clause.start : clause.stop]
        reason, lasting = _why_dead(text, clause, ahead)
        if carried is not None and reason is None and carried != OTHERS and (past or _AFTER_ALL.search(text)):
            carried = None
        if lasting:
            carried = reason
        reasons.append(reason or carried)
        if reason == ASKED and not lasting:
            _ask_back(scan.text, clauses, reasons)
    return reasons


def _ask_back(text: str, clauses: list[Clause], reasons: list[str | None]) -> None:
    """A question covers its sentence from the beginning, unless constituents are the ones who ask."""
    at = len(reasons) - 1
    while at > 0 and not clauses[at].strong:
        at -= 1
        if _QUOTED_QUESTION.search(text, clauses[at].start, clauses[at].stop):
            return
        reasons[at] = reasons[at] or ASKED


def _why_dead(text: str, clause: Clause, ahead: bool) -> tuple[str | None, bool]:
    asking = clause.asked or text.endswith(("吗", "么", "没有呢", "对吧", "是吧"))
    if asking and _QUOTED_QUESTION.search(text) is None:
        return ASKED, False
    if _SUPPOSED.search(text):
        return "假设", True
    if _SUMMED.search(text):
        return "汇总", True
    if _OTHERS.search(text):
        return OTHERS, True
    if _MOVED.search(text):
        return None, False
    if _PRIVATE.search(text):
        return "私事", False
    if _LISTENED.search(text):
        return "听别人讲", True
    if _NEGATED.search(text):
        return NOT_DONE, False
    if ahead or _PLAN.search(text):
        return "打算", True
    if _ASKING.search(text):
        return ASKED, True
    if _WISHES.search(text):
        return "祝愿", False
    return None, False
