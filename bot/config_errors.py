"""Turns everything that is wrong with the settings into one UserError in the office's language."""

import json
import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from bot.config_sources import annotation_at
from bot.errors import UserError

Model = TypeVar("Model", bound=BaseModel)
Loc = tuple[str | int, ...]

EXPECTED = {
    "int_type": "要写整数,不加引号",
    "bool_type": "要写 true 或 false,不加引号",
    "string_type": '要写文字,放在英文引号里,例如 "文字"',
    "tuple_type": '要写成列表,例如 ["甲", "乙"]',
    "model_type": "要写成小节,即方括号里的小节名,下面各行写“键 = 值”",
    "dict_type": "要写成小节,例如 [quota.years.2025]",
    "missing": "缺了这个键,请补上",
    "string_too_short": "不能为空",
    "string_pattern_mismatch": '要用小写字母、数字、- 和 _,以字母或数字开头,例如 "main"',
}


def checked(root: type[Model], raw: Mapping[str, Any], *, source: str, from_env: Mapping[Any, str]) -> Model:
    """`raw` as a model, or one UserError with a line for every key that is wrong.

    `source` names the file; `from_env` says which keys came from which environment variable.
    """
    problems: list[str] = []
    config = None
    try:
        config = root.model_validate(dict(raw))
    except ValidationError as error:
        for details in error.errors(include_url=False):
            problems.append(_line(root, raw, details, from_env))
    problems += _twice(raw)
    if config is not None and not problems:
        return config
    if len(problems) == 1:
        raise UserError(f"{source} 有1处要改:{problems[0]}")
    raise UserError(f"{source} 有{len(problems)}处要改:\n" + "\n".join(f"  {line}" for line in problems))


def _line(root: type[BaseModel], raw: Mapping[str, Any], details: Any, from_env: Mapping[Any, str]) -> str:
    loc: Loc = tuple(part for part in details["loc"] if part != "[key]")
    where = _shown_path(loc, raw)
    # A misspelt section is named as a whole; the variable has a key more.
    if name := next((name for path, name in from_env.items() if path[: len(loc)] == loc), None):
        where += f"(环境变量 {name})"
    if details["type"] == "extra_forbidden":
        return f"{where}:没有这个键,{_suggestion(root, loc)}"
    return f"{where}{_shown_value(root, loc, details)}:{_expected(details)}"


def _expected(details: Any) -> str:
    kind, limits = details["type"], details.get("ctx", {})
    match kind:
        case "value_error":
            return str(limits["error"])
        case "literal_error":
            allowed = re.findall(r"'([^']{1,40})'", limits["expected"])
            near = get_close_matches(str(details["input"]), allowed, 1)
            return f"只能是 {'、'.join(allowed)}" + (f",您是不是想写 {near[0]}" if near else "")
        case "greater_than_equal":
            return f"不能小于 {limits['ge']}"
        case "less_than_equal":
            return f"不能大于 {limits['le']}"
        case "too_short":
            return f"至少要写 {limits['min_length']} 项"
        case "too_long":
            return f"最多写 {limits['max_length']} 项"
        case "tuple_type" if details["loc"] == ("rooms",):
            return "每个群写一节,小节名用两层方括号 [[rooms]]"
        case "missing" if isinstance(details["loc"][-1], int):
            return f"这里还缺第{details['loc'][-1] + 1}项"
    return EXPECTED.get(kind, "写法不对,请对照 config.example.toml")


def _shown_path(loc: Loc, raw: Mapping[str, Any]) -> str:
    """`rooms[2].kind(第2个群“教育界委员群”)`: counted from 1, as people do."""
    shown = ""
    for part in loc:
        shown += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if shown else part
    if loc[0] == "rooms" and len(loc) > 1 and isinstance(loc[1], int):
        room = raw["rooms"][loc[1]]
        name = room.get("name") if isinstance(room, Mapping) else None
        shown += f"(第{loc[1] + 1}个群" + (f"“{name}”)" if isinstance(name, str) else ")")
    return shown


def _shown_value(root: type[BaseModel], loc: Loc, details: Any) -> str:
    """` = 值`. Nothing for what is missing, for tables (they may hold secrets) and for secrets."""
    value = details["input"]
    if details["type"] == "missing" or isinstance(value, Mapping) or _is_secret(root, loc):
        return ""
    words = json.dumps(value, ensure_ascii=False, default=str)
    return f" = {words if len(words) <= 60 else words[:60] + '…'}"


def _is_secret(root: type[BaseModel], loc: Loc) -> bool:
    for end in range(1, len(loc) + 1):
        section = annotation_at(root, loc[: end - 1])
        if isinstance(section, type) and issubclass(section, BaseModel):
            field = section.model_fields.get(str(loc[end - 1]))
            if field is None or not field.repr:
                return True
    # A whole section written as one value, such as database = "postgresql://…".
    here = annotation_at(root, loc)
    return (
        isinstance(here, type)
        and issubclass(here, BaseModel)
        and any(not field.repr for field in here.model_fields.values())
    )


def _suggestion(root: type[BaseModel], loc: Loc) -> str:
    section = annotation_at(root, loc[:-1])
    keys = list(section.model_fields) if isinstance(section, type) and issubclass(section, BaseModel) else []
    key = str(loc[-1])
    if near := get_close_matches(key.lower(), keys, 1):
        return f"您是不是想写 {near[0]}"
    for name, field in root.model_fields.items():
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel) and key in inner.model_fields:
            return f"它属于小节 [{name}],请移到那里"
    return f"这里可以写 {'、'.join(keys)}" if keys else "请删去"


def _twice(raw: Mapping[str, Any]) -> Iterator[str]:
    """What no single key can tell. On the raw tables, so that it is said together with the other errors."""
    rooms = raw.get("rooms")
    first: dict[str, int] = {}
    for number, room in enumerate(rooms if isinstance(rooms, list) else [], 1):
        name = room.get("name") if isinstance(room, Mapping) else None
        if not isinstance(name, str) or not name.strip():
            continue
        if (earlier := first.setdefault(name.strip(), number)) != number:
            yield f"rooms[{number}].name = “{name.strip()}”:与第{earlier}个群同名,群名不能重复"
    calendar = raw.get("calendar")
    if isinstance(calendar, Mapping):
        work, rest = (
            {str(day) for day in days} if isinstance(days := calendar.get(key), list) else set()
            for key in ("workdays", "holidays")
        )
        for day in sorted(work & rest):
            yield f"calendar.workdays = “{day}”:同一天也写在 holidays 里,请删去一处"
