"""Where settings come from: the TOML file and the environment. Judges only what cannot be read at all."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel

from bot.errors import UserError

PREFIX = "LIAISON_"
KeyPath = tuple[str, ...]


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of `path`. Raises UserError: which file, and for bad TOML the line, the column, the mend."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise UserError(
            f"找不到配置文件 {path}:请把 config.example.toml 复制成这个文件再改,或用 --config 指明位置"
        ) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise UserError(f"配置文件 {path} 第{line}行不是 UTF-8 编码:请用编辑器另存为 UTF-8") from None
    except OSError as error:
        raise UserError(f"读不了配置文件 {path}:{error.strerror},请检查它是不是文件、能不能读") from None
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UserError(_syntax(path, text, str(error))) from None


def _syntax(path: Path, text: str, message: str) -> str:
    lines = text.splitlines() or [""]
    at = re.search(r"\(at line (\d{1,9}), column (\d{1,9})\)", message)
    line, column = (int(at[1]), int(at[2])) if at else (len(lines), len(lines[-1]) + 1)
    words = lines[line - 1] if line <= len(lines) else ""
    return f"配置文件 {path} 第{line}行第{column}列写法有误:{_mend(words, message)}"


def _mend(line: str, message: str) -> str:
    """What to do about it. The line itself may hold a password, so it is not shown."""
    code = re.sub(r"\"[^\"]*\"|'[^']*'|#.*", "", line)
    if re.search(r"[“”‘’＂「」]", code):
        return '请把中文引号改成英文引号 "'
    if wide := re.search(r"[＝，：［］【】．]", code):
        return f"请把全角的“{wide[0]}”改成英文标点"
    if "Cannot overwrite" in message or "Cannot declare" in message or "Duplicate" in message:
        return "这个键或小节前面已经写过,请删去一处"
    if "Unescaped" in message or "hex value" in message:
        return "反斜杠要写两个,路径也可以用 /"
    if "Unterminated string" in message or "Illegal character" in message or line.count('"') % 2:
        return "引号没有配对,请补上另一个引号"
    if "Unclosed array" in message or ("end of document" in message and not code.rstrip().endswith("=")):
        return "方括号没有配对,请补上 ]"
    if "Expected '='" in message:
        return "键和值之间要有 =,小节名要写在 [ ] 里"
    if message.startswith("Invalid value"):
        return '值不完整,或文字没有放在英文引号里,例如 name = "市政协"'
    return "请对照 config.example.toml 改正"


def annotation_at(root: type[BaseModel], path: tuple[str | int, ...]) -> Any:
    """What the models say may stand at `path`: a type, or None for a key they do not know."""
    here: Any = root
    for key in path:
        if isinstance(here, type) and issubclass(here, BaseModel):
            field = here.model_fields.get(str(key))
            here = field.annotation if field else None
        else:
            # The last argument is the element of a tuple and the value of a dict.
            here = next((arg for arg in reversed(get_args(here)) if arg is not Ellipsis), None)
    return here


def from_environment(environ: Mapping[str, str], root: type[BaseModel]) -> tuple[dict[str, Any], dict[KeyPath, str]]:
    """The tables that `LIAISON_QUOTA__CONTACTS=30` and its like stand for, and which variable gave which key.

    Numbers, switches and lists are written as in TOML, text without quotes; an empty one counts as not set.
    """
    overlay: dict[str, Any] = {}
    names: dict[KeyPath, str] = {}
    for name, words in sorted(environ.items()):
        if not name.upper().startswith(PREFIX) or "__" not in name or not words:
            continue
        path = tuple(name[len(PREFIX) :].lower().split("__"))
        value: Any = words if annotation_at(root, path) is str else _toml_value(words)
        for key in reversed(path):
            value = {key: value}
        overlay = merge(overlay, value)
        names[path] = name
    return overlay, names


def _toml_value(words: str) -> Any:
    try:
        return tomllib.loads(f"value = {words}")["value"]
    except tomllib.TOMLDecodeError:
        return words


def merge(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """`above` laid over `below`, table by table."""
    merged = dict(below)
    for key, value in above.items():
        old = merged.get(key)
        both = isinstance(old, Mapping) and isinstance(value, Mapping)
        merged[key] = merge(old, value) if both else value  # type: ignore[arg-type]
    return merged
