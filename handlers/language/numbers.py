"""Numbers as people write them: 12, 十几, 二三十, 一百二, 上百, 几十. The lower bound counts (corpus guide, rule 1)."""

from handlers.language.rule import Rule

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "俩": 2, "仨": 3}
TENS = {"十": 10, "百": 100, "千": 1000, "万": 10000}
_WHOLE = {"廿": 20, "卅": 30}
# 十有七人 as in the classics.
AND = r"[二三四五六七八九]?十有[一二三四五六七八九](?=[人名户位口])"
# 数了数十九个: the second 数 is no numeral.
RUN = (
    rf"{AND}|"
    + r"[0-9]{1,11}(?:\.[0-9]{1,2}(?![0-9.月]))?[十百千万]?|"
    + r"(?!(?<=数了)数)[零一二两三四五六七八九十百千万几数廿卅俩仨]{1,9}"
)
MORE = r"余|多|来|几|\+|好几"
_ABOUT = ("约", "近", "大概", "差不多", "接近", "估计", "上", "超过", "超", "快", "约莫", "不到", "有")
_TEXT = Rule(
    rf"\s*(大约|约莫|约|将近|近|大概|差不多|接近|估计|上|超过|超|不到|好)?\s*({RUN})({MORE})?(左右|上下|"
    rf"以上)?"
)
_VAGUE = Rule(r"(?:若干|好些|一些|部分|多|好几|许多|不少)")


def value_of(run: str) -> tuple[int | None, bool]:
    """Value and approximateness of one run of numerals. None: it names no number (几, 数十)."""
    if run[0] in "0123456789":
        scale = TENS.get(run[-1], 1)
        number = run[:-1] if scale > 1 else run
        return int(float(number) * scale) if "." in number else int(number) * scale, False
    run = run.replace("有", "")
    vague = "几" in run or "数" in run
    if vague:
        if run[0] in "几数":
            return None, True
        run = run.replace("几", "").replace("数", "")
    if len(run) >= 3 and not any(c in TENS or c in _WHOLE for c in run):
        return int("".join(str(DIGITS[c]) for c in run)), vague
    return _chinese(run, vague)


def _chinese(run: str, approx: bool) -> tuple[int | None, bool]:
    total = section = digit = 0
    last = 0  # the last power of ten, for 一百二 and 三万五
    had_digit = False
    for char in run:
        if char in DIGITS:
            if had_digit and char != "零" and digit:
                approx = True  # 二三十, 七八: the lower
                continue
            digit, had_digit = DIGITS[char], True
            if char == "零":
                last = 0
                had_digit = False
        elif char in _WHOLE:
            section += _WHOLE[char]
            last = 10
        elif char == "万":
            total += (section + digit or 1) * 10000
            section = digit = 0
            last, had_digit = 10000, False
        else:
            power = TENS[char]
            section += (digit if had_digit and digit else 1) * power
            digit, last, had_digit = 0, power, False
    if had_digit and last > 10:
        digit *= last // 10
    return total + section + digit, approx


def about(before: str) -> bool:
    """Whether the words right before a number make it approximate (约, 将近, 上…)."""
    if before.endswith(("约", "大概", "差不多", "估计", "超过", "约莫", "上下")):
        return True
    if before.endswith("近"):
        return not before.endswith(("最近", "附近", "邻近"))
    return before.endswith(("不到", "好几"))


def read_number(text: str) -> tuple[int | None, bool]:
    """The first number of a short normalised text, with its approximateness: `十几` → (10, True)."""
    found = _TEXT.search(text)
    if found is None:
        return None, _VAGUE.search(text) is not None
    value, approx = value_of(found[2])
    before, more, after = found[1], found[3], found[4]
    if found[2] in ("百", "千", "万") and not (more or before == "上"):
        return None, False
    return value, approx or bool(before or more or after)
