"""The settings in force as an operator may see them: every key with its value, secrets only as set or not."""

import datetime as dt
import json
from collections.abc import Iterator

from bot.config import Config, Section


def shown(config: Config) -> Iterator[str]:
    """Lines in the manner of config.toml."""
    for name, value in config:
        if isinstance(value, Section):
            yield f"[{name}]"
            yield from _keys(value)
        else:
            for each in value:
                yield f"[[{name}]]"
                yield from _keys(each)


def _keys(section: Section) -> Iterator[str]:
    dumped = section.model_dump()
    for key, field in type(section).model_fields.items():
        if field.repr:
            yield f"{key} = {json.dumps(dumped[key], ensure_ascii=False, default=_written)}"
        else:
            yield f"{key} = {'(已设置,不显示)' if dumped[key] else '(没有设置)'}"


def _written(value: object) -> str:
    """Times and days as they stand in the file."""
    return value.strftime("%H:%M") if isinstance(value, dt.time) else str(value)
