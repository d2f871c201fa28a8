"""Notes what the patterns of all rules tell in handlers/language/rule_signs.py: `make signs`."""

import importlib
import json
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import handlers.language
from handlers.language.choice import Choice
from handlers.language.rule import Rule, key_of
from handlers.language.rule_source import told_by
from handlers.language.told import Told

TARGET = Path("handlers/language/rule_signs.py")


def rules() -> Iterator[Rule]:
    """Every rule of the language layer, those inside of other things too."""
    for module in pkgutil.iter_modules(handlers.language.__path__):
        for value in vars(importlib.import_module(f"handlers.language.{module.name}")).values():
            yield from _inside(value)


def _inside(value: object) -> Iterator[Rule]:
    if isinstance(value, Rule):
        yield value
    elif isinstance(value, Choice):
        yield from value.branches
    elif isinstance(value, dict | list | tuple):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _inside(one)


def told(rule: Rule) -> Told:
    read = told_by(rule.pattern, bool(rule.flags & re.IGNORECASE))
    # by whether it was made to be asked `may`, not by its signs, which may have been noted wrongly
    return read if rule.first is not None else read._replace(needs=())


def noted() -> dict[int, str]:
    """Three lines for each pattern: twice signs with blanks between them or nothing, and what it begins with."""
    found: dict[int, str] = {}
    for rule in rules():
        needs, first = told(rule)
        lines = [*(" ".join(sorted(need)) for need in needs), "", ""]
        found[key_of(rule.pattern, rule.flags)] = "\n".join([*lines[:2], first])
    return dict(sorted(found.items()))


def module(found: dict[int, str]) -> str:
    """The text of rule_signs.py."""
    lines = [f"    {key}: {json.dumps(line, ensure_ascii=False)}," for key, line in found.items()]
    return "\n".join(
        [
            '"""What the patterns of the rules tell, by their sums: noted by `make signs`, not for editing."""',
            "",
            "# ruff: noqa: E501",
            "SIGNS = {",
            *lines,
            "}",
            "",
        ]
    )


if __name__ == "__main__":
    TARGET.write_text(module(noted()), "utf-8")
