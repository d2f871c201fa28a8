"""A report that is only quoted: 老陈报的是“走访12户…”,写得清楚 is talk about another's (corpus guide, rule 6)."""

from handlers.language.rule import Rule

_QUOTE = Rule(r"[“\"](?P<said>[^“”\"\n]{6,200})[”\"]")
_NUMBER = r"[0-9一二两三四五六七八九十百]{1,4}[余多来几]?"
# What stands in the quote is a whole report: a meeting, and how many.
_REPORT = Rule(
    rf"(?:走访|入户|慰问|看望|接待|接访|座谈|回访|家访|[见聊谈]了)[^“”\n]{{0,24}}?{_NUMBER}(?:[户人名位家场口]|个(?!月|小时))"
)
# What stands around it talks about how others report.
_TALK = Rule(
    r"(?:写|报|发|记)(?:得|的(?:是|就|真|太|好|那|这)|法|了|[:,]*\Z)|这[条个种样份篇]|那[条份篇]|[学看]学|学着|看看|瞧|佩服|给力|扎实|厉害|点?赞|好样|榜样|"
    r"刚看[到见]|看[到见][^,。]{0,8}[写报发]|群里|你[们看]|大家|各位|抓紧|加油|羡慕|惭愧|谁[报写发]|发的|报的|\Z(?<=[?吧吗嘛])"
)
# The member's own report has words of meeting or a number outside, or says whose it is.
_OWN = Rule(
    rf"走访|入户|慰问|看望|接待|接访|座谈|回访|反映|[见聊谈]了|[代替帮](?!我|忙)|以上|如上|照录|"
    r"(?:参加|开展|组织|参与|举行|启动|搞)[^,。]{{0,8}}\Z|^(?:主题|专项|系列)?(?:活动|行动)|补报|更正|特此|登记|请[^,。]{0,6}(?:记|录|查|审)|"
    rf"{_NUMBER}(?:[户名位口]|人次?(?!家))|我(?:自己|本人)?[今昨前]?[天日]?的?(?:记录|汇报|日志|情况|报的)|[说讲问称道喊][:,]?\Z"
)


def quotes_another(norm: str) -> bool:
    """Whether a report stands in quotation marks and the words around it only talk about it."""
    found = _QUOTE.search(norm) if "“" in norm or '"' in norm else None
    if found is None or _REPORT.search(norm, *found.span("said")) is None:
        return False
    around = (norm[: found.start()], _QUOTE.sub(" ", norm[found.end() :]))
    if any(_OWN.search(words) for words in around):
        return False
    return any(_TALK.search(words) for words in around)
