"""What is no report: notices, questions, plans, negations, sums, news, quotes, wishes (corpus guide, rule 6).

Some words settle the whole message, others only the clause or the sentence that they stand in.
"""

import re

from .clauses import Clause
from .scan import Scan

_NOTICE = re.compile(
    r"收到[后的]?请?[速]?(?:回复|回应|回[1一个]|扣)|请各位(?!领导|老师|批评|指正|审阅|多)|请(?:大家|各委员|各界别|委员们|未|还没|尚未|及时|务必|提前|尽快|相互转告|参会|于)|请.{1,10}[日号]前|定于|"
    r"@(?:全体|所有人)|\[[^\]]{0,8}通知\]|^\W{0,3}(?:通知|公告|温馨提[示醒]|提醒|重要提示|预告|启事|招募)|务必|逾期|特此通知|各不少于|不少于[0-9]{1,3}|每人每?(?:年|月)?[要须]|"
    r"报名(?:从速|请|的|截止|接龙|表)|接龙报名|欢迎(?:大家|各位|报名)|举手|表已更新|核对"
)
_FORWARD = re.compile(
    r"^\W{0,3}(?:转|转发|转载|转自|分享|推荐阅读|fw|摘自|新闻|简讯|喜报|简报|信息速递|头条)\s?[:|\]]|本报讯|[日月电]讯|\((?:记者|通讯员)|记者 ?[一-鿿]{1,3}|通讯员|据.{1,10}(?:报道|消息|报|网)|https?:|简报第|"
    r"(?:市|区|县|自治区|全国)政协(?:组织|委员)[^,。]{0,20}(?:赴|到|深入|开展|走访)|某[市县区单位]|^转[:发]"
)
_EXAMPLE = re.compile(r"样例|范例|示例|样板|格式(?:如下|是|为|[:,])|模[板版](?!厂)|照此|参照[以下此]|按[这此以].{0,4}格式|例如?[:]|比如[:]|举个例|^\W{0,3}例\s|正确写法|这样写")
_CORRECTION = re.compile(
    r"^\W{0,3}(?:更正|纠正|订正|勘误|改正|修改|补正|撤[回销]|作废|删除|不好意思)[:,，\s]?.{0,12}?(?:应|不是|错|改|那条|上一?条|作废|重复|[:]|$)|^\W{0,3}(?:更正|纠正|勘误|订正)|上一?条.{0,10}(?:作废|改|错|删|重复|撤|应|不算|取消)|"
    r"刚[才刚](?:那条|报的|发的).{0,10}(?:作废|改|错|删|重复|撤|应|不算|取消|不是)|(?:那条|这条).{0,6}(?:作废|撤|删掉|不算)|(?:应为|改为|改成)[0-9]|打错|写错|发错|报错|记错|重复了|误发"
)
_ASKING = re.compile(
    r"请教|请问|想问|问一?下(?!.{0,6}[家户])|咨询一?下|怎么(?:填|报|算|写|记|打卡|发)|怎样(?:填|报|算)|如何(?:填|报|计|算)|算不算|能不能|可不可以|可以.{0,8}吗|是不是|有没有|有无|谁[有去来在能知还]|哪[位里个天]|几点|多少[人户]?\?|还是.{0,12}\?|行不行|对吗|记上了|收到了?吗|"
    r"求(?:助|推荐|带|书)|帮(?:我|忙)(?:查|看|问|改|删|记)"
)
_WISHES = re.compile(r"祝(?:[一-鿿]{0,4}(?:各位|大家|您|你|书友|委员|全体|新|愿|福|生日|节))|(?:新年|春节|节日|生日|中秋|国庆|元宵|周末|除夕|端午|元旦)快乐|早上好|早安[^。\n]{0,12}$|晚安|恭喜|天气(?:预报|转)|添衣|注意(?:保暖|防暑|休息)")
_PRAISE = re.compile(r"点[个大]?赞|向.{1,8}(?:学习|致敬)|佩服|真(?:棒|厉害)|辛苦了|了不起|为.{1,8}(?:骄傲|鼓掌|高兴)|值得(?:我们)?学习|学习了|榜样|好样的|厉害了")
_LEAVE = re.compile(r"请个?假|告假")
_ALWAYS = (
    (_NOTICE, "通知"), (_FORWARD, "转发或新闻"), (_EXAMPLE, "样例"), (_CORRECTION, "更正"), (_LEAVE, "请假"), (_PRAISE, "夸奖"),
)

_PLAN = re.compile(
    r"准备(?!了|好)|打算|计划(?!了|[外生书])|拟(?!定|好|了)|预计|争取|将(?:于|要|在|赴|到|会|去|组织|召开|开展)|想去|要去|就去|再去|会去|待.{1,12}再|等.{1,14}(?:再|就|后)|改天|改日|择日|到时候?|回头|有空(?:的|就)?|下(?:一)?(?:次|站|场|步|回|阶段)|晚[上点]补|稍后补?|"
    r"之后补|明[天日早晚]|后天(?!的)|下(?:周|个?月|星期|礼拜)|年内再|有待|希望能?去|约好(?:了)?(?:明|后|下)|报名|说好(?!了|的价)|原[定本计]|本想|本来(?:想|要|打算)|邀请大家"
)
_NEGATED = re.compile(
    r"(?:没|没有|未|未能|没能|不能|无法|没法|没空|来不及|没时间|没顾上)(?:再)?(?:去|走访|走成|走|接待|接访|座谈|看望|慰问|入户|联系|办成|办|搞|开成|开|打卡|读|看|见[到着]?(?:一个|人|群众)?|翻|完成|参加|宣讲|组织|提交|下去|出门|书看|成行|来得及)(?!齐|清)|"
    r"一[户个家人页位字章]+[也都]?(?:没|未|不)|没[一-鿿]{0,3}成|未成行|改[期在]|改下|取消|推迟|延期|泡汤|作罢|暂停|还没|尚未|忘[了记](?:去|读|打卡)|空手|没[有]?(?:走访|座谈|接待)|补不上|断更|欠着"
)
_SUPPOSED = re.compile(r"如果|要是|假如|假设|假使|倘若|若是|^若|万一|只要|的话(?!题|音)|每个委员|才叫")
_SUMMED = re.compile(
    r"累计|今年以来|年初(?:以来|至今|到现在)|全年|上半年|下半年|[一二三四]季度|本月(?:共|一共|总共|已|累计|走访|接待|联系|完成)|这个?月(?:共|一共|总共|已经?|走访)|截[至止]|总计(?:已|走访)|到目前(?:为止)?|从.{1,4}月.{0,4}(?:到|至)(?:现在|今|.{1,3}月)|"
    r"统计|本届|任期内|履职以来|这[一两几]?年来?|一年来|[半一]年(?:下来|来)|近[两三]年|平均(?:每|一)|人均|(?:本|这|上)周(?:共|一共|总共|累计)|目标|任务(?!型)|还差|达标|已完成"
)
_KIN = r"爱人|老婆|老公|妻子|丈夫|媳妇|儿媳|儿子|女儿|孩子|我爸|我妈|爸爸|妈妈|父亲|母亲|孙女|孙子|外孙|弟弟|妹妹|哥哥|姐姐|室友|同学|表[哥弟姐妹]|邻居|岳父|岳母|外公|外婆|爷爷|奶奶|亲戚|闺蜜|老伴|家里领导|先生|太太|侄子|女婿"
_OTHERS = re.compile(
    rf"^(?:我家?|我们家|俺|昨天|今天|昨晚|今晚)?(?:的)?(?:{_KIN})(?!.{{0,4}}(?:一起|一块))|^(?:听说|据说|看新闻|新闻(?:里)?说|电视上|隔壁|人家|某|别人|别的|其他委员|他们[^都说问讲反]|有(?:的|个)委员|以前|当年|那年|记得|想当年|书里|书中|文中|作者)"
)


def nothing_reported(text: str) -> str | None:
    """Why a whole normalised message is no report; None when it may be one."""
    for pattern, rule in _ALWAYS:
        if pattern.search(text):
            return rule
    return None


def dead_clauses(scan: Scan, clauses: list[Clause]) -> list[str | None]:
    """For each clause the reason why nothing in it was done, or None. A plan or a sum holds to the end of its sentence."""
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
        if carried is not None and past and reason is None:
            carried = None
        if lasting:
            carried = reason
        reasons.append(reason or carried)
    return reasons


def _why_dead(text: str, clause: Clause, ahead: bool) -> tuple[str | None, bool]:
    if clause.asked and not re.search(r"反映|反应|都问|就问|在问|说|称|追问|关心|[问讲][:“]", text):
        return "提问", False
    if _SUPPOSED.search(text):
        return "假设", True
    if _SUMMED.search(text):
        return "汇总", True
    if _OTHERS.search(text):
        return "别人的事", True
    if _NEGATED.search(text):
        return "没有做", False
    if ahead or _PLAN.search(text):
        return "打算", True
    if _ASKING.search(text):
        return "提问", False
    if _WISHES.search(text):
        return "祝愿", False
    return None, False
