"""Words that settle a whole message: a notice, a forward, an example, a correction, an advertisement (guide, rule 6).

What constituents said (反映座位不够) settles nothing: it is blanked before the words of a notice are looked for.
"""

from handlers.language.rule import Rule, any_of, signed

# Words of saying and the rest of their clause: what others said is no act, plan or notice of the member.
_SAID = signed(
    r"(?:(?<!请)(?<!请及时)(?:反映|反应)(?!社情)|诉求|抱怨|吐槽|呼吁|嫌|担心|都说|[村居]民说|老人说|群众说|他们说|"
    r"她们说|老板说|家长说|大家说|最[关担]心|来问|都问|提到)(?P<said>[^,。;!?\n~]{1,60})"
)
_IN_TITLE = Rule(r"(?<=《)[^《》\n]{1,60}(?=》)")
_NOTICE = signed(
    r"^\W{0,3}(?:备忘|待办|清单|日程|议程|预告)[录项]?[:]|限[0-9一二三四五六七八九十百]{1,4}(?:人|名|位|"
    r"户)(?![内以])|"
    r"欢迎(?:带|家属|自带|参加|前来|新|加入)|(?<!众)(?<!民)(?<!们)建议(?:先|大家)?从《|抢到的|手气最佳|不许赖|"
    r"活动:[^,。]{0,12}晚[0-9一二三四五六七八九十]{1,2}点|"
    r"收到[后的]?请?[速]?(?:回复|回应|回[1一个]|扣)|请各位(?!领导|老师|批评|指正|审阅|多)|请(?:大家|各委员|补[填报录签交]|"
    r"各界别|委员们|未|还没|尚未|及时|务必|提前|尽快|相互转告|参会|于)|请.{1,10}[日号]前|定于|"
    r"@(?:全体|所有人)|【[^】]{0,8}(?:通知|公告|预告|提醒)】|^\W{0,3}推荐|推荐《|^\W{0,3}领读|准时(?:到|"
    r"参加)|请准时|大家(?:准时|按时|抓紧|注意|记得|赶紧|别|务必|要|请)|^\W{0,3}(?:通知|公告|温馨提[示醒]|"
    r"提醒|"
    r"重要提示|预告|启事|招募)|务必|逾期[不未将者视]|特此通知|各不少于|不少于[0-9]{1,3}|每人每?(?:年|月)?[要须]|"
    r"报名(?:从速|请|的|截止|接龙|表)|接龙报名|欢迎(?:大家|各位|报名)|(?:请|谁|的)[^,。]{0,6}举手|"
    r"举手(?:报名|接龙|$)|"
    r"^[^,。\n]{0,14}(?:计划|安排|日程|打算|(?<!完成)任务|(?:本周|下周|今天|今日|本月|年度|月度|小)目标)(?:表|如下)?:|^\W{0,3}(?:工作|走访|活动|值班|下周|"
    r"本周)?安排(?![了好])|表已更新|(?:请|自行|及时)[^,。]{0,6}核对|核对(?:一下|自己)|"
    r"^[^\n,。]{0,8}通知:|参会(?:人员|名单)|签到表|座位(?:表|安排|图)|群规"
)
_FORWARD = signed(
    r"^[^,。\n]{0,14}(?:纪要|决议|公报)(?:摘要)?[:]|"
    r"^\W{0,3}\[链接\]|^\W{0,3}转自|^\W{0,3}\(?(?:转|转发|转载|转自|分享|推荐阅读|fw|摘自|新闻|简讯|喜报|"
    r"简报|信息速递|头条)\s?[:|\]】]|"
    r"本报讯|[日月电]讯|\((?:记者|通讯员)|记者 ?[一-鿿]{1,3}(?<!记者采访)|通讯员|据[^,。]{1,10}(?:报道|消息|"
    r"日报|晚报|"
    r"新闻网)|https?:|简报第|^[^,。:\n]{0,6}(?:简报|头条|视频|公众号|文章|新闻|快讯|数据|通讯|报道|办法|"
    r"制度|规定|排名|表扬|表彰|(?:组|室|站|界别)汇总):|"
    r"小品|公众号文章|"
    r"(?<!参加)(?<!参与)(?<!响应)(?<!按照)(?<!作为)(?<!随)(?<!跟)(?<!跟着)(?<!在)(?<!由)"
    r"(?:市|区|县|自治区|全国)政协(?:组织|委员|开展|举办)[^,。]{0,20}(?:赴|到|深入|开展|走访|下乡|义诊|"
    r"慰问)|某[市县区单位]|^转[:发]|"
    r"【[^】]{0,8}(?:风采|快讯|简讯|动态|新闻|资讯|喜报|通报|转载?)】"
)
_EXAMPLE = signed(
    r"样例|范例|示例|样板(?![房间村屯])|格式(?:如下|是|为|[:,-])|按这样|这样报|”这句|模[板版](?!厂)|照此|"
    r"参照[以下此]|按[这此以].{0,4}格式|"
    r"例如?[:“]|比如[:“]|(?:就|都)?[按照]这个(?:样子|格式|写法|模样)|举个例|^\W{0,3}例\s|正确写法|这样写"
)
_CORRECTION = signed(
    r"(?:写|报|填|记|发)的[^,。]{0,10}(?:不对|不准|有误|[写报填]错)|"
    r"(?:打卡|报|写|填|发|记)的?[^,。]{0,14}作废|看错书|读错书|"
    r"^\W{0,3}(?:更正|纠正|订正|勘误|改正|修改|补正|撤[回销]|作废|删除)[:,，\s]?.{0,12}?(?:应|不是|"
    r"错|改|那条|上一?条|作废|重复|[:]|$)|^\W{0,3}(?:更正|纠正|勘误|订正)|"
    r"^\W{0,3}不好意思.{0,14}?(?:[写报发打搞弄]错|"
    r"错了|应该?[是为]|作废|撤|不是[^,。]{0,6}[,是])|上一?条.{0,10}(?:作废|改|错|删|重复|撤|应|不算|取消)|"
    r"刚[才刚](?:那条|报的|发的).{0,10}(?:作废|改|错|删|重复|撤|应|不算|取消|不是)"
)
_DOUBT = signed(
    r"(?:那条|这条).{0,6}(?:作废|撤|删掉|不算)|(?:应为|改为|改成)[0-9]|打错|写错|发错|报错|记错|重复了|误发|"
    r"没算|没(?:给我|有)?记(?:我|上|录|到)|没(?:显示|反应|统计上)|"
    r"漏记|少记|漏了我|帮忙查(?![了到询看体])|(?:^|[,。!?:\s]|帮我|麻烦|请|谁|能)查一?下|怎么只|只(?:显示|"
    r"记了?|算了?|统计了?)[0-9]"
)
_JOKE = signed(
    r"怕不是|开(?:个)?玩笑|(?:做|发)[了个场]{0,2}梦|吹牛|才怪|呵呵|逗你|愚人节|看看今天几[号月]|今天几号|"
    r"孙悟空|坐火箭|三头六臂|哪吒|瞬移|分身(?![乏无])|超人|要是能|梦[见到]"
)
_INJECTED = signed(
    r"finished|json|[你您]的输出|输出里|系统提示|忽略(?:以上|之前|前面)|随便(?:写|填|编)|"
    r"加一条[^,。]{0,12}记录|私聊|^\W{0,3}(?:测试|试一?下|试试|test)|"
    r"^\W{0,3}承接|质保[,。!]?(?:有需|请|电话)|[三一两五]年质保|代办[^,。]{0,6}(?:请|电话|微信|加我)"
)
# 请假2人 among those who were invited to a meeting is no leave of the member.
LEAVE = signed(r"(?<![0-9][人名位])请个?假(?!的?[0-9一二三四五六七八九十两]{1,3}[人名位])|告假")
_ALWAYS = (
    (_FORWARD, "转发或新闻"),
    (_EXAMPLE, "样例"),
    (_CORRECTION, "更正"),
    (LEAVE, "请假"),
    (_JOKE, "玩笑"),
    (_INJECTED, "对机器人的指令"),
)
_UNLESS_SAID = ((_NOTICE, "通知"), (_DOUBT, "更正"))


_ANY = any_of(pattern for pattern, _ in _ALWAYS + _UNLESS_SAID)


def untitled(text: str) -> str:
    """The text with blanks for the words of titles (《邓小平时代》 says nothing of 平时); offsets stay."""
    return _IN_TITLE.sub(lambda match: " " * len(match[0]), text) if "《" in text else text


def own_words(text: str, signs: int) -> str:
    """The untitled text with blanks for what constituents are reported to have said, clause by clause."""
    text = untitled(text)
    if not _SAID.may(signs):
        return text
    return _SAID.sub(lambda match: match[0][: -len(match["said"])] + " " * len(match["said"]), text)


def nothing_reported(text: str, signs: int) -> str | None:
    """Why a whole normalised message is no report; None when it may be one."""
    if not signs & _ANY:
        return None
    text = untitled(text)
    for pattern, rule in _ALWAYS:
        if signs & pattern.need == pattern.need and pattern.search(text):
            return rule
    unless = [check for check in _UNLESS_SAID if check[0].may(signs)]
    told = own_words(text, signs) if unless else text
    return next((rule for pattern, rule in unless if pattern.search(told)), None)
