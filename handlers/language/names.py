"""Roster names in an alias and at the head of a chain line (DOMAIN §3): the longest name wins, 王伟民 is not 王伟."""

import re
from collections.abc import Collection
from functools import lru_cache

from handlers.language.badges import BEFORE, OTHER, PLACE, SECTOR, TITLE
from handlers.language.normalize import normalize
from handlers.language.surnames import surname_of

_HAN = re.compile(r"[㐀-鿿\U00020000-\U0003ffff]")
_MARKS = re.compile(r"[\W_]{1,8}")
_HEAD = 40  # a name stands within the first characters of its line
# 张三走访…, 张三今天…: after a name that could go on, only such words say that it does not.
_VERBS = re.compile(
    r"反映|反应|说|讲|问|提|表示|希望|建议|走访|入户|慰问|看望|联系|接待|接访|座谈|电话|值班|坐班|调研|宣讲|提交|报送|参加|组织|走进|深入|"
    r"前往|到|在|去|赴|"
    r"读|已|未|没|打卡|完成|请假|参加|不参加|今|昨|前天|上午|下午|早|晚|中午|周[一二三四五六日]|星期|第|"
    r"代|替|报|约|共"
)
_BADGE_BEFORE = re.compile(r"^(?:[0-9]{1,4}[房号室桌组床栋]|[^\W\d_]{1,10})$")
# 和张三…, 联系张三…: a name that somebody did something to or with heads no line.
_WITH = re.compile(r"[和与同陪跟代替帮请由向及]|走访|联系|看望|慰问|反映|接待|邀")
_PAREN = re.compile(r"[(\[]([^()\[\]\n]{1,14})[)\]]")
_SAYS = re.compile(
    r"[0-9]|请假|没|不|未|已|读|打卡|休|完成|走访|联系|接待|座谈|慰问|反映|代|替|帮|改|昨|今|补|(?:街道|镇|乡|村|"
    r"屯|社区)$"
)
_LINK = re.compile(r"[ \t]{0,2}[-_/·|][ \t]{0,2}")
_TRIM = re.compile(r"[\s:,。、;|\-_·~✓/)\]]{1,12}")


@lru_cache(maxsize=8)
def _by_head(names: frozenset[str]) -> dict[str, tuple[str, ...]]:
    heads: dict[str, list[str]] = {}
    for name in names:
        if len(name) >= 2:
            heads.setdefault(name[0], []).append(name)
    return {head: tuple(sorted(same, key=len, reverse=True)) for head, same in heads.items()}


def _spots(text: str, names: Collection[str]) -> list[tuple[int, int, str]]:
    """Where names stand in the text, left to right, longest first, none over another."""
    heads = _by_head(frozenset(names))
    spots = []
    position = 0
    while position < len(text):
        name = next((n for n in heads.get(text[position], ()) if text.startswith(n, position)), None)
        if name is None:
            position += 1
        else:
            spots.append((position, position + len(name), name))
            position += len(name)
    return spots


def _known(text: str, at: int, places: Collection[str]) -> bool:
    return bool(SECTOR.match(text, at) or TITLE.match(text, at)) or any(text.startswith(p, at) for p in places)


def _of_another(text: str, end: int) -> bool:
    """张三妈妈, 张三-秘书: somebody of 张三."""
    marks = _MARKS.match(text, end)
    at = marks.end() if marks else end
    return bool(OTHER.match(text, at)) and not TITLE.match(text, at)


def _ends(text: str, end: int, name: str, places: Collection[str], on_line: bool) -> bool:
    """Whether the name is over at `end`, and not the head of a longer one."""
    if _of_another(text, end):
        return False
    if end >= len(text) or not _HAN.match(text, end) or _known(text, end, places):
        return True
    open_ended = len(name) - max(1, len(surname_of(name))) < 2
    if on_line:
        return not open_ended or _VERBS.match(text, end) is not None
    return not open_ended and PLACE.match(text, end) is not None


def _begins(text: str, start: int, name: str, places: Collection[str]) -> bool:
    """Whether the name begins at `start`, and is not the tail of a longer one."""
    if start == 0 or not _HAN.match(text, start - 1):
        return True
    before = text[max(0, start - 12) : start]
    if BEFORE.search(before) or before.endswith(tuple(places)):
        return True
    return before.endswith("我是") or (len(name) >= 3 and before.endswith("我叫"))


def name_in_alias(alias: str, names: Collection[str], places: Collection[str] = ()) -> str | None:
    """The one roster name that a group alias holds, None for none or several.

    `places` are the gazetteer's place names, with or without 镇/街道, so that `张三覃塘` is read without a mark.
    """
    text = alias[:200]
    found = {
        name
        for start, end, name in _spots(text, names)
        if _begins(text, start, name, places) and _ends(text, end, name, places, on_line=False)
    }
    return found.pop() if len(found) == 1 else None


def name_at(text: str, at: int, names: Collection[str]) -> str | None:
    """The roster name that stands at an offset of a sentence and is over there (张三走访, not 张三丰)."""
    here = next((n for n in _by_head(frozenset(names)).get(text[at : at + 1], ()) if text.startswith(n, at)), None)
    return here if here and _ends(text, at + len(here), here, (), on_line=True) else None


def leading_name(line: str, names: Collection[str]) -> tuple[str, str] | None:
    """The roster name at the head of a chain line, and the rest of the line without name, badge and marks."""
    found = head(line, names)
    return None if found is None else (found[0], line[found[1] :].strip())


def head(line: str, names: Collection[str]) -> tuple[str, int] | None:
    """The roster name at the head of a line and the offset where its rest begins."""
    first = line[: _HEAD + 20]
    plain = normalize(first)
    for start, end, name in _spots(first[:_HEAD], names):
        if "\n" in first[:start] or not _is_badge(plain[:start]):
            return None
        if _begins(first, start, name, ()) and _ends(plain, end, name, (), on_line=True):
            return name, skip_badge(line, end)
    return None


def _is_badge(before: str) -> bool:
    """Whether what stands before a name is nothing, marks, or one sector, title or place (教育界-张三)."""
    words = [word for word in re.split(r"[\W_]{1,40}", before) if word]
    if not words:
        return True
    if len(words) > 2 or any(not _BADGE_BEFORE.match(word) for word in words):
        return False
    if any(_WITH.search(word) and not SECTOR.fullmatch(word) for word in words):
        return False
    linked = before.rstrip().endswith(("-", "_", "|", "·", "/", ":", ")", "]", "、", "@", "~"))
    return linked or all((len(word) <= 2 and word.isascii()) or BEFORE.search(word) is not None for word in words)


def skip_badge(line: str, at: int) -> int:
    """The offset after titles, (妇联), -农业界, emoji and marks that follow a name at `at`."""
    plain = normalize(line[at : at + 60])
    spot = 0
    while spot < len(plain):
        if (
            (spot == 0 and (match := TITLE.match(plain)))
            or ((match := _PAREN.match(plain, spot)) and not _SAYS.search(match[1]))
            or ((link := _LINK.match(plain, spot)) and (match := SECTOR.match(plain, link.end())))
        ):
            spot = match.end()
        elif _PAREN.match(plain, spot) or (match := _TRIM.match(plain, spot)) is None:
            break
        else:
            spot = match.end()
    return at + spot


def skip_nickname(line: str, name: str) -> int:
    """The offset behind a familiar form of the name at the head of its own line: 小江, 佩兰, 老徐🌙, 徐老师."""
    surname = surname_of(name) or name[:1]
    plain = normalize(line[: _HEAD + 20])
    marks = _MARKS.match(plain)
    start = marks.end() if marks else 0
    forms = [f"{short}{surname}" for short in "老小阿大"] + [f"{surname}{short}" for short in "总工姐哥叔姨"]
    given = name[len(surname) :]
    if len(given) == 2:
        forms += [given, f"阿{given[1]}", f"小{given[1]}", given[1] * 2]
    for form in forms:
        if plain.startswith(form, start):
            end = start + len(form)
            if end >= len(plain) or not _HAN.match(plain, end) or TITLE.match(plain, end):
                return skip_badge(line, end)
    if plain.startswith(surname, start) and (title := TITLE.match(plain, start + len(surname))):
        return skip_badge(line, title.end())
    return 0
