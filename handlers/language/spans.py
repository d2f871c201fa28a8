"""What constituents raised and what was done about it: spans behind words of saying and words of doing."""

from typing import NamedTuple

from handlers.language.rule import Rule, signed

ISSUE = signed(
    r"(?P<after>(?:反映|反应)(?!热烈|强烈|很好|良好)(?:最(?:多|强烈|集中)的?(?:是|就是)?|了|的?(?:主要|集中|"
    r"突出)?(?:问题|情况|诉求|意见)?(?:是|有|[:=])?|最多)*|诉求(?:是|有|[:=])?|"
    r"(?:问|讲|提|说|谈|聊|反映|吐槽|关心|操心|意见)(?:得|的)?(?:最(?:细|勤|急|重|密|深)的|最多|最集中|主要)的?(?:是|还是|就是|[:])?|"
    r"呼声最高的是|最集中的是|最(?:关心|头疼|着急|担心|操心)的是|议题(?:是|[:])|焦点是|"
    r"(?:愁|怕|急|缺|争|吵|诉|惦记|闹心|头疼|担心|操心|关心|在意|揪心|想要|(?<![重主需])要|图|卡|恼|烦)的(?:就|都|全|还|只)?是|"
    r"(?:得|的)?[最较](?:多|凶|集中|勤|热|急|响|猛|大|高|强烈)的(?:话题|问题|一条)?(?:就|还|都)?是|(?:卡点|痛点|堵点|难点|槽点)(?:就|都|还)?是|"
    r"(?:说到底|翻来覆去|归根结底|到头来)?(?:就|只有|只)(?:是)?一(?:句话|个(?:话题|事|字|诉求|问题|意思|要求))[,:]?(?:是)?|"
    r"为的(?:都|全)?是|打听的(?:都|全)?是|最[想挂牵][一-鿿]{1,4}的(?:就|还|都)?是|(?:中心|主要|共同的?)?(?:话题|心事|烦恼)(?:都)?(?:是|[:])|[问讲说聊闹吵谈争](?:得)(?:多|凶|热|响|大|急)的(?:就|还|都)?是|最[愁怕盼恼]|(?:说来说|聊来聊|讲来讲|问来问|谈来谈|绕来绕)去(?:还是|就是|"
    r"都是|都|是)?|"
    r"主要(?:讲|说|问|谈|反映|聊|是)?(?:的)?是?|都?在?(?:(?:(?<!我)|(?<=[跟和向对找给同与着住]我))(?<!宣)(?<!听)(?<!摊)(?<!桌)讲|(?<![慰访询学疑提顾盘])问(?!题|候|需|计|"
    r"卷|诊)|(?<!少)(?<!按理)(?<!不用)(?<!老实)(?:(?<!我)|(?<=[跟和向对找给同与着住]我))(?<!说)(?<!听)说(?!不[清出来]|定|妥|上|一?下)|(?<![座恳面会夜访])谈(?!心(?![得里]))|(?<!来)聊(?!天|上|来|去|着)|喊)(?:的都?是|了一?下|起|到|[:])?(?!说|了|话|实|明|法|课(?!后)|和了|得(?![最多])|完|过|起来|"
    r"一圈|了半|好|清楚|到做到|得上|客气)|皆[言曰]|(?:都|皆|[他她]|们|齐)话|提(?:出|到|议|了)(?:的)?(?:是|"
    r"[:])?|来问(?:的都?是)?|嫌|(?<=[,数])咨询(?!台|点|费|电话|公司|会|室|服务|活动|的|[^,。]{0,8}[0-9])|(?:意见|诉求)?集中(?:在|反映)|"
    r"抱怨|埋怨|吐槽|(?:了解到|得知)|收到(?=[^,。]{1,14}(?:意见|建议|诉求)))"
    r"|(?P<from>担心|希望|盼(?:着|望)?|呼吁|怕(?=[^,])|缺(?!席)|卡在|申请(?!表|书|材料)|"
    r"(?<!没)(?<!不)想(?=[一-鿿]{2})(?!不到|来|到)|要求|"
    r"(?<!意见)(?<!意见和)(?<!意见、)(?<!意见与)(?<!征求)建议(?![^,。]{0,3}[0-9一二三四五六七八九十]{1,2}条)|"
    r"愁|急需|难在|苦于|苦恼)"
)
_OUTCOME = signed(
    r"(?:已经?|谈拢|签了[字约]|手把手|教(?:会|了(?=[他她大怎几]))|逐[个户株]|一一|把[一-鿿]{2,10}[推发转留]给|给[他她](?:们)?[发留]了|最后(?:定|商|达|说好)|劝(?:以|[他她回]|了)|受理(?=[0-9])|"
    r"一个个|讲清|今早(?=[送装修换])|打电话问|立了案|我(?:替|今早|昨天|当晚|重新|就)|我说[行好]|我回去|打了?电话给|(?<![没未不])全?到账|以(?=[报转联反协][^,。]{0,8}(?:[镇乡局办委所府村]|$))|己(?=[转约经联和协报向帮交跟记上答请催换介修派])|以经|当[场即天]|"
    r"现场(?!咨询|接|来|有)|答应|承诺|应承|应允|逐一|托了?(?!运|管|付|福|盘|举|儿|老)[一-鿿]{1,4}(?=[每去帮送带办问])|"
    r"(?<![叫没])[喊叫]了?(?:木匠|电工|水工|师傅|工人|人)|"
    r"马上(?!过年|就?要|到|入|开学)|立即|随即|会后(?:我|已)|回来(?:我|就|后)|我(?:已|己|回来|帮|给|找|喊|托|应承|答应|当|马上|把|会|都|将|向|"
    r"联系|跟|和|请|打)|帮(?:他|她|忙|着|助|其|联系|约|代|找|办|跑|问)|"
    r"给(?:他们?|她们?|其|老人家?)?[一-鿿]{0,6}(?:约|修|换|装|送去|讲清|解释|解答|打了?电话|办)|找(?:施工队|"
    r"人|师傅|了)|请来|[1-9一二三四五六七八九十]{1,2}条?(?:当场|已)|陪(?:跑|同?去)|代写|代办|协调|联系(?:了|"
    r"好|上)|约(?:了|好|请)|转(?:给|交|告|办|达|到|报)|"
    r"交(?:给|由)|报(?:给|告)|记(?:下|录)|登[记计](?!了?[0-9])|解(?:决|释|答)|修(?:好|通|复|了)|换(?:了|上|好)|装(?:好|"
    r"上|了)|落实|反馈|跟进|现在已|正(?:在)?(?:协|办|处|对)|下一?步|拟由|总算|优先|一次办结|达成|敲定|"
    r"商(?:定|量好)|对接|建群|拍板)"
)

_MATTER = Rule(r"([一-鿿A-Za-z0-9]{2,20}?)的(?:事情?|问题|难题|诉求)[,:]?")
# 来问的居民41人, 说起这事的有8户: people behind the word, nothing that they raised.
_COUNTED = Rule(
    r"[一-鿿、]{0,12}?(?:约|近)?[0-9零一二三四五六七八九十百两几]{1,6}[余多来]?(?:人次|个?人|名|位|户|家|口|个|上下|左右|出头)\Z"
)

# 来反映问题的群众: the word of saying only tells who came.
_WHO_SAYS = Rule(
    r"(?:问题|情况|诉求|意见)?的(?:[一-鿿]{0,4}?)(?:群众|村民|居民|老人|老乡|家长|市民|业主|职工|商户|"
    r"人)(?![一-鿿])"
)


class Raised(NamedTuple):
    """Spans of issue and outcome, each (start, stop), or None."""

    issue: tuple[int, int] | None
    outcome: tuple[int, int] | None


_DIGIT = Rule(r"[0-9]")


def outcome_at(text: str, start: int, stop: int) -> bool:
    """Whether a clause tells what was done: a word of doing within its first 14 characters."""
    found = _OUTCOME.search(text, start, min(stop, start + 16))
    return found is not None and not _undone(text, start, found.start())


def _undone(text: str, start: int, at: int) -> bool:
    """三期假没落实: what was not done is what they raise."""
    return at > start and text[at - 1] in "没未不"


def matter_in(text: str, start: int, stop: int) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """`坡道的事住建所答应修好`, `黄龙病的问题给他们约好了专家`: issue and outcome in one clause."""
    found = _MATTER.match(text, start, stop)
    return (found.span(1), (found.end(), stop)) if found and stop - found.end() >= 3 else None


def issue_in(text: str, start: int, stop: int) -> tuple[int, int] | None:
    """(where the words of saying begin, where the issue begins) in one clause."""
    loud = _LOUD.search(text, start, stop)
    if loud and _NO_TOPIC.match(text, start, loud.start() + 1):
        loud = None
    if loud and loud.start() - start >= 3 and "占" not in loud[0] and not _DIGIT.search(text, start, stop):
        return start, start
    for found in ISSUE.finditer(text, start, stop):
        if _WHO_SAYS.match(text, found.end(), stop):
            continue
        begin = found.end() if found.lastgroup == "after" else found.start()
        while begin < stop and text[begin] in ' :=,“"的':
            begin += 1
        if stop - begin >= 2 and not _COUNTED.match(text, begin, stop):
            return found.start(), begin
    return None


_BODY = (
    r"(?:镇|乡|村|县|区|市|街道|社区|物业|学校|医院|银行|公司|企业|部门|政府|残联|民政|妇联|工会|卫健|教育|农业|水利|住建|交通|供电|供水|"
    r"邮政|文旅|市监|市管|社保|保险|厂|[一-鿿]{1,6}(?:局|所|院|站|办|部|委|会|公司|中心|队|公安|银行|厂))"
)
_ANSWER = (
    r"(?:说|答|愿意|答应|答复|同意|承诺|表态|松口|讲|已|派|来|拨|批|修|装|换|调|追加|支起|腾出|清|砸|排|定|查|结清|补|加|停|退|开|"
    r"列|立|登|受理|降|送|借|建|改|出|上报|处理|解决|协调|查明|年[前底]|当[天晚场日]|隔[天日]|第二天|下周|本周|这周|月底)"
)
_THEY_WAIT = r"[都也全]?(?:等着|盼|怕|嫌|愁|想|要|求)"  # 都等着保险公司来定损
# 镇里追加了8万元, 残联说五一后来改, 老板松口由厂里配: an office or an owner has answered.
_ANSWERED = Rule(
    rf"(?!{_THEY_WAIT})(?:{_BODY}(?:里|上|方面|那边|的人)?|老板|校长|院长|园长|厂长|支书|书记|站长|[所局]长)"
    rf"(?:也|都|就|口头|当面|现场|随后|立即|马上|排到|[上下中]午|晚上|傍晚|夜里|连夜|昨天|今天|今早|今晚|明早|明天|下周|当天|第二天|次日|愿意|重新|己){{0,2}}{_ANSWER}"
)
_DOER = (
    r"(?:(?:民政|残联|妇联|工会|城管|环卫|交警|住建|水利|林业|物业|后勤|厂家|卖家|房东|社区|村里|镇里|街道|乡里|县里|区里|市里|院里|校里|厂里|公司|合作社|"
    r"施工队|抢修队|消防队?|村医|保险公司|[院校馆园厂店市场村业]方|学校|医院|银行|商家|老板|班主任|"
    r"[一-鿿]{1,6}(?:局|所|院|站|办|队|中心|公司|厂家|窗口|委会))(?:的人|那边|方面)?)"
)
# 社工站指定了联系人, 兽医站上门打了针, 城管当晚就上门封了烟管; not 公司欠了工资, 村里停了水.
_DID = Rule(
    rf"(?!{_THEY_WAIT}){_DOER}(?:(?![没未不慢拖推迟太停欠涨断占扣罚堵乱坏漏少老嫌])[^,。;]){{0,12}}?"
    r"(?:(?<![停欠涨断占扣罚堵坏漏收关拆撤砍压])了(?![吗半])|松口|愿意|同意|答应|答复|回复|回话|表态|加派|排进|列入|约[一-鿿]{{1,4}}改|把[一-鿿]{{2,6}}[调改换]|封了|允|承诺|应承|应允|送来|送来了|送修|拉来|调来|给[办减延装补]|过来修|后天来|明天来|进场|帮[做办修装联])"
)
# 最后各退一尺, 改过来了, 补偿款都领到了, 教他们打了12345, 逐户回了话
_SETTLED = Rule(
    r"(?:最后(?:都|还是|总算)?|当[天晚场]|今[早天晚]|昨[天晚]|隔天|第二天|都|全|双方|两家|我|己|已经?|一个个|逐[个一户条]){0,3}"
    r"(?:各退|讲和|和解|讲定|谈定|[讲说谈]妥|约定|改过来|教(?:会|了)?[他她]们?|帮(?:拍|打|填|对接|联系|买|卖|办|跑|写|找|修)|"
    r"牵线|调来|贴出|换上|抄了|签了|逐[户个条]|一个个[语讲教]|留了电话|(?<=都)发了|开车带|批下来|[到谈]妥|答复|约了|(?:到底|总算)[谈讲说]妥|跟[一-鿿]{2,6}[讲说谈]妥)|"
    r"(?:(?![没未不再要])[^,。;]){2,10}(?:领到|到手|到账|批下来|贴好|办好|填平|装好|修好|填好|发过去|写在墙上|改过来|讲和|接上|修通|全亮)了?\Z"
)


def done(text: str, start: int, stop: int) -> bool:
    """Whether a clause behind what was raised tells what became of it."""
    return _DID.match(text, start, stop) is not None or _SETTLED.match(text, start, stop) is not None


_MINE = Rule(
    r"我(?:们)?(?:就|也|已|当[场即天晚]|回[来去头]|马上|随即|今早|昨天|早上){0,3}(?:给|帮|跟|叫|问了?|把|让|拉了|请|替|找|牵线|答应|"
    r"打了?|跑了?|写了?|报了?|联系|协调|转|交|解释|约|下单|垫|逐[户个条]|一个个|上门|拉|掏|先(?!后)|拍(?:了?照|下|了)|发(?:给|到|了)|记了?下|留了)"
)
# What tells how often or how loudly a thing was said, behind it and in front of it.
_LOUD = Rule(
    r"(?:是(?:他们|大家|老人们?)?的?(?:头等大事|共同的|头一桩|头号|命根子|第一位|最大的?|老大难)[^,。;]{0,6}|呼声最高|(?:[问讲说提聊谈吵争]|反映)(?:得(?=多|勤)|得?最)"
    r"(?:多|凶|热|勤|急|响|厉害|集中)的?|排(?:在)?第一位?|[吵争聊谈][了到](?=[^,。;到了]{1,6}\Z)(?!的|聊|谈|吵|几句|好|很久|许久|一会|半天|半晌|会儿|半夜|天黑|深夜|很晚|傍晚|中午|[0-9一二三四五六七八九十]{1,3}点)[^,。;]{1,6}|的?占了?(?:一?大?多?半|一多半|大头|多数|大多数|"
    r"[0-9一二三四五六七八九]成)|(?:两个)?话题[^,。;]{0,6}最[多热]|"
    r"的投诉[^,。;]{0,8}|为主|各占一半|各提一条|最突出|的(?:就|也|竟)?有(?:约|近)?[0-9]{1,4}[余多来]?[人名位户家][^,。;]{0,5}|[说聊讲谈]了(?:一|半)[^,。;]{1,4})\Z"
)
# 停下来讲了半个钟, 市民拉着我讲了半天: how long it took, of nothing that is named.
_NO_TOPIC = Rule(
    r"(?:停下|坐下|坐着|站着|蹲|围(?!绕)|跟|和|同|与|拉着|又|就|大家|[他她]们)|"
    r"[^,。;]{0,12}(?:[着住跟和]我|[停坐]下来)[讲说聊谈]"
)
_LEAD = Rule(
    r"(?:(?:事由|内容|诉求?|问题|反映|议题|主题|话题|[Ii]ssue)[:]\s?|(?:[他她]们|老人们?|长者|大家|个个|大多|多数|普遍(?=[是愁])|俱|皆|均|也|都|全|多|清一色|句句|所|还是|就)?"
    r"(?:愁|询问?|言|话(?!题)|诉(?!求)|讲|说|问|议惟?|为的?是?|全是|多是|均为|都是|多半是为|清一色|就是|的是|是)(?:的?(?:都|就|全)?是|[:])?|"
    r"[得的]?[最较]?[多凶集中]{1,2}的(?:还|就|都)?是|(?:提|讲|说|问|反映)的(?:都|全|多半|大多|主要|就|还)?是|[两三几]个事,?|[愁缺急争诉]的(?:都|就|是)是?)(?=[^,。;]{2})"
)


# 当场定下下月回到老价
_ON_THE_SPOT = Rule(
    r"(?:当[场即天面晚]|现场|会上)(?:就|便|都)?(?:定[下了]|敲定|商定|拍板|答应|答复|承诺|表态|同意|约[定好])"
)


def answered(text: str, start: int, stop: int) -> bool:
    """Whether a clause tells what an office answered or did."""
    return any(rule.match(text, start, stop) for rule in (_ANSWERED, _ON_THE_SPOT))


# 水管没人修, 票价太高, 屋顶漏: a clause that tells of trouble needs no word of saying.
_TROUBLE = Rule(
    r"[差错]|等着|[要得](?:自己|跑|排)|没(?!有?(?:意见|困难|什么|提)|收|出门|事|闲|吃|带|停|断|走|少|算|跑)|缺(?!席)|不(?:够|上|了|到|通|灵|亮|对|"
    r"好[用走]|准|敢|会|能|知|算|给|起|住|下|出|进|来|让|平|稳|送|修|管|批|退|公)|蛀|裂|霉|锈|老化|占[了用]|被[^,。;]{1,6}[占偷冲淹蛀吹砸掀压挤咬]|"
    r"[太难贵堵塌漏坏欠偏慢窄旧陡断臭脏吵]|涨|跌|超[期标]|过期|未[发付到通]|无(?:人|处|法|路|灯)|怎么|能不能|要不要|算不算|该不该|什么时候|"
    r"谁(?!说)|多久|几时|排队|积压|滞销|拖|烂|跳闸|停[电水发]|等[^,。;]{0,6}[年月天]|[低高短长远少](?!兴|龄|温|级|中|校|新|速|铁|人|期|大|桥|县|不|手|山|"
    r"坡|年|数)(?=[,。;]|\Z)"
)
_OURSELVES = Rule(
    r"(?:我|自己|咱|大家伙|嗓子|腿|脚|手[都冻]|天(?:黑|气|太|冷|热)|雨(?![靴棚衣污]|水[管口井])|一?路上?|最(?:大|小|老|远)|门都|还有|其中|输赢|墨汁|茶|菜|饭|酒|册子|"
    r"[0-9一二两三四五六七八九十]{1,3}[户家](?:没人|不在|锁|外出|没开)|礼品|全部|一分钱|照片|名单|签到|一直|[男女])"
)


def troubled(text: str, start: int, stop: int) -> bool:
    """Whether a clause behind the people met tells of trouble of theirs."""
    if stop - start < 3 or _OURSELVES.match(text, start, stop):
        return False
    return _TROUBLE.search(text, start, stop) is not None


def unsaid(text: str, start: int, stop: int) -> bool:
    """Whether a clause in front of those who complain may be what they complain of."""
    if stop - start < 5 or _OURSELVES.match(text, start, stop):
        return False
    return not (done(text, start, stop) or outcome_at(text, start, stop))


def refined(text: str, issue: tuple[int, int] | None, outcome: tuple[int, int] | None) -> Raised:
    """The issue without words of saying around it; an answer inside it is the outcome (`水渠堵了我叫人去清了`)."""
    if issue is None:
        return Raised(None, outcome)
    start, stop = issue
    if outcome is None or outcome[0] >= stop:
        done = _done_inside(text, start + 2, stop)
        if done is not None:
            outcome = (done, outcome[1] if outcome else stop)
            stop = done
            while stop > start and text[stop - 1] in " ,;。:✓":
                stop -= 1
    lead = _LEAD.match(text, start, stop)
    if lead and stop - lead.end() >= 2:
        start = lead.end()
    loud = _LOUD.search(text, start + 2, stop)
    if loud and loud.start() - start >= 2:
        stop = loud.start()
    return Raised((start, stop), outcome)


def _done_inside(text: str, start: int, stop: int) -> int | None:
    """Where in an issue the words of what was done begin: at a clause of its own, or with 我就…, 我给…."""
    at = start
    while (mark := min((p for p in (text.find(m, at, stop) for m in ",;。 ✓") if p >= 0), default=-1)) >= 0:
        at = mark + 1
        while at < stop and text[at] in " ✓,":
            at += 1
        end = min((p for p in (text.find(m, at, stop) for m in ",;。") if p >= 0), default=stop)
        if end - at >= 3 and (
            answered(text, at, end) or _MINE.match(text, at, end) or _opens_doing(text, at, end) or done(text, at, end)
        ):
            return at
    mine = _MINE.search(text, start + 2, stop)
    return mine.start() if mine and text[mine.start() - 1] not in "跟给和替帮为叫让要问对是" else None


def _opens_doing(text: str, start: int, stop: int) -> bool:
    found = _OUTCOME.search(text, start, min(stop, start + 6))
    return found is not None and found.start() - start <= 3 and not _undone(text, start, found.start())
