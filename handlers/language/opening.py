"""What stands in front of a member's own words: greetings, a quoted message, an @-mention."""

from handlers.language.rule import Rule

_QUOTE_ENDS = Rule(r"\n[ ]{0,3}(?:- ?){5,60}")
_MENTION = Rule(r"\s{0,5}@(?!全体|所有人)[^\s@]{1,16}\s{1,3}")


# 各位领导好,… 汇报:…: what stands in front says nothing of who did what when.
_GREETING = Rule(
    r"(?:\s{0,3}(?:(?:尊敬的)?(?:各位|大家|群主|小助手|助理|机器人|领导|老师|主席|主任)(?:领导|老师|主席|委员|"
    r"书友|同事|主任|群友)?们?"
    r"(?:大家)?(?:早上|上午|中午|下午|晚上)?好[呀啊]?|(?:工作|履职|情况|简要|今日)?(?:汇报|报告)(?:一?下|如下)?)"
    r"[,:!。~ ]{1,3}){1,3}"
)


def own_start(norm: str) -> int:
    """Where the own words of a normalised text begin: behind greetings, a quoted message and an @-mention."""
    greeting = _GREETING.match(norm)
    start = greeting.end() if greeting else 0
    if "“" in norm and norm.startswith("“", len(norm) - len(norm[start:].lstrip())):
        rule = _QUOTE_ENDS.search(norm)
        if rule:
            start = rule.end()
    mention = _MENTION.match(norm, start) if "@" in norm else None
    return mention.end() if mention else start
