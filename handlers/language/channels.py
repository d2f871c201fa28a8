"""How and with whom: the channel of a contact, and its audience where the message says so."""

import re
from typing import Final

from handlers.language.rule import Rule, signed

_SECTORS = (
    "中共|民革|民盟|民建|民进|农工党?|致公党?|九三学社|台盟|无党派|共青团|工会|妇联|青联|工商联|科协|台联|"
    "侨联|文艺|文化艺术|科技|科学技术|社科|经济|农业|农林|教育|体育|新闻出版|新闻|医卫|医药卫生|"
    "对外友好|社会福利|社保|社会保障|少数民族|民族|宗教|特邀|港澳"
)
_CHANNEL = Rule(
    r"(?P<phone>来电(?!显示)|打电话给我|(?:打|通|挂)了?(?:个|完|一?下午|一?上午|一?晚上|几个|[一-鿿0-9]{0,6}?)电话|电话(?!费|号|亭|"
    r"不通|打不|没人|诈骗|里说不|[0-9:]))"
    r"|(?P<online>微信(?!公众号|红包|支付|收)|视频(?!会议系统)|线上|腾讯会议|网上(?=座谈|答疑|接|交流|会)|"
    r"连线|云座谈|直播间|QQ|在群里)"
    r"|(?P<event>义诊|普法|摆摊|摆个?摊|技术指导|现场指导|指导(?=[一-鿿]{0,4}(?:果农|农户|村民|群众|种植户|养殖户|社员|茶农|菜农))|[送写]春联|讲课|授课|上课|"
    r"[讲上]了?[一1]?[堂节场次][^,。]{0,10}课|咨询(?!费|电话|公司)|送医|送药|送戏|送教|送法|体检|服务日|"
    r"志愿服务|法律服务|培训(?!班讲)|科普|健康讲座|讲座|义演|义剪|义写|理发(?!店|师)|便民服务|推拿|筛查|示范教学|"
    r"发放?资料)"
    r"|(?P<meeting>座谈|恳谈|院坝会|院坝|屋场会|坝坝会|板凳会|茶话会|围炉|夜[谈话]会?|见面会|碰头会|恳亲会|"
    r"小板凳|开会|开了?[个场次]?会|聚在一起|面对面|圆桌|会谈|圩日会|火塘|沙龙|议事)"
    r"|(?P<reception>接待(?!员|费|日活动安排|室|处|任务|大厅)|接访|值班|坐班(?!车)|值守|来访|到我[^,。]{0,6}(?:反映|咨询|求助|诉)|(?:来|上门)找我|找我[^,。]{0,2}(?:反映|咨询|求助|诉)|坐诊)"
    r"|(?P<visit>走访(?!路[上线]|途中|表|方案|安排|名单|照片|任务|材料|通知|计划|的照片)|入户|看望|慰问|"
    r"探望|探访|探视|家访|上门|登门|回访|串门|下户|坐了坐|坐坐|送温暖|拜访|遍访|走了|跑了|转了转|走村|行了(?=[0-9一二两三四五六七八九十]{1,3}[户家])|"
    r"走一走|走走|进村入|到.{1,8}家里|走家串户|(?<![走来上])访(?=[^谈客问]))"
)
# Words of meeting somebody that name no way of their own.
_TALK = (
    r"[向跟给][我本]人?(?:反映|咨询|诉苦|诉说|求助|倾诉|吐)|见(?=[一-鿿]{0,4}[0-9一二两三四五六七八九十]{1,3}[人名位户])|"
    r"问了?(?=[0-9一二两三四五六七八九十]{1,3}[名位个户])|服务了?(?=[0-9一二两三四五六七八九十]{1,4}|群众|居民|老人)|商量|帮助?(?=[^,。]{0,6}(?:群众|村民|居民|老人|学生|农户)[^,。]{0,10}[0-9一二两三四五六七八九十]{1,3}[人名户])|[下落][村乡](?![的路道])|"
    r"联系(?!我|电话|方式|办公室|人[:]|的[0-9]|点)|见[到了着]|聊|拉家常|谈心|谈了|交流|倾[^,。]{0,8}偈|"
    r"倾[谈计]|唠|"
    r"摆谈|沟通|征求|"
    r"来(?=[^,。]{0,8}(?:反映|咨询|诉说|求助))|找上门|前来|访谈|约谈|帮扶|解答|龙门阵|吹水|[喝饮]茶|"
    r"吃了?顿饭|围坐|碰[到见]|遇[到见]|转了?一圈|看了看|看看(?=[^,。书])|看一看|"
    r"去看(?!病|书|电|戏|房|比)|听(?=[^课书讲说众了])|陪(?=[^同我审])|调研|看了(?=[0-9一二两三四五六七八九十百])|"
    r"看病(?=[0-9])|和(?=[一-鿿]{0,8}[0-9一二三四五六七八九十两几]{1,4}[人名位户])"
)
TRIGGER = Rule(re.sub(r"\?P<[a-z]+>", "?:", _CHANNEL.pattern) + "|" + _TALK)
AUDIENCE = signed(
    rf"(?P<sector>(?:本|同|我们?)界别|界别群众|(?:{_SECTORS})(?:界别?|组)(?!委员|别委员|委|"
    rf"[0-9一二三四五六七八九十两几]{{1,3}}[名位]?委员))"
    r"|(?P<unit>(?:我院|我校|我局|我司|我公司|我厂|我[们]?单位|我社|我行|本单位|本院|本校|本公司|本厂|公司|"
    r"单位|厂里|院里|校内|学校里|医院里|局里)(?:的|里|内)?[一-鿿]{0,4}?(?:职工|员工|教师|老师|教职工|护士|"
    r"医生|医护|工人|干部|同事|青年|工友|业务员|司机|保安|保洁|后勤)|本单位|单位群众|单位职工)"
    r"|(?P<trade>行业|同行|企业|商户|商会|合作社|专业社|个体|会员|商家|店主|店铺|经营户|老板|业主单位|工厂|"
    r"农家乐|民宿主|门店|加工厂|小店)"
    r"|(?P<public>市民|社会公众|社会群众|公众|路人|游客)"
)
_STRONG: Final = ("phone", "online")


def channel(norm: str, ranges: list[tuple[int, int]]) -> tuple[str, int, int] | None:
    """(channel, start, stop): the first word of a way; a call or a screen outweighs the visit that it replaces."""
    first: tuple[str, int, int] | None = None
    for start, stop in ranges:
        for found in _CHANNEL.finditer(norm, start, stop):
            way = found.lastgroup or ""
            if first is None:
                first = (way, found.start(), found.end())
            elif way in _STRONG and first[0] == "visit":
                return way, found.start(), found.end()
    return first


def audience(norm: str, ranges: list[tuple[int, int]]) -> tuple[str, int, int] | None:
    """(audience, start, stop), only when the message says so."""
    for start, stop in ranges:
        found = AUDIENCE.search(norm, start, stop)
        if found is not None:
            return found.lastgroup or "", found.start(), found.end()
    return None
