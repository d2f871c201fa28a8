"""A rule may be passed over only when it could not have matched: the signs are read from the pattern itself."""

import importlib
import json
import pkgutil
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import handlers.language
from handlers.language import rule_signs
from handlers.language.choice import Choice, earliest
from handlers.language.normalize import normalize
from handlers.language.rule import Rule, any_of, signed, signs_of
from handlers.language.rule_source import told_by
from handlers.language.told import branches
from tests.language import note_signs

HERE = Path(__file__).parent
TEXTS = [
    normalize(json.loads(line)["text"])
    for name in ("cases.jsonl", "chatter.jsonl")
    for line in (HERE / name).read_text("utf-8").splitlines()
]
MODULES = [
    importlib.import_module(f"handlers.language.{module.name}")
    for module in pkgutil.iter_modules(handlers.language.__path__)
]
ALL = {
    f"{module.__name__.rsplit('.', 1)[1]}.{name}": rule
    for module in MODULES
    for name, rule in vars(module).items()
    if isinstance(rule, Rule)
}
RULES = {name: rule for name, rule in ALL.items() if rule.need}
CHOICES = {
    f"{module.__name__.rsplit('.', 1)[1]}.{name}": choice
    for module in MODULES
    for name, choice in vars(module).items()
    if isinstance(choice, Choice)
}


@pytest.mark.parametrize("name", sorted(ALL))
def test_every_rule_finds_what_its_pattern_finds(name: str) -> None:
    rule = ALL[name]
    plain = re.compile(rule.pattern, rule.flags)
    for text in TEXTS:
        assert spans(rule.finditer(text)) == spans(plain.finditer(text)), text


def spans(found: Iterable[re.Match[str]]) -> list[tuple[int, int]]:
    return [match.span() for match in found]


@pytest.mark.parametrize("name", sorted(RULES))
def test_no_rule_matches_where_its_signs_say_that_it_cannot(name: str) -> None:
    rule = RULES[name]
    for text in TEXTS:
        if not rule.may(signs_of(text)):
            assert rule.search(text) is None, text


@pytest.mark.parametrize("name", sorted(CHOICES))
def test_a_choice_finds_what_its_whole_pattern_finds(name: str) -> None:
    choice = CHOICES[name]
    whole = re.compile(choice.pattern)
    for text in TEXTS:
        found, wanted = earliest(choice.among(signs_of(text)), text), whole.search(text)
        assert (found and found.span()) == (wanted and wanted.span()), text


@pytest.mark.parametrize(
    ("pattern", "cut"),
    [
        ("走访|看望", ["走访", "看望"]),
        ("(?:读|看)完|打[|个]?卡", ["(?:读|看)完", "打[|个]?卡"]),
        (r"a\||[^]|(]b|(c|(d|e))", [r"a\|", "[^]|(]b", "(c|(d|e))"]),
        ("", [""]),
    ],
)
def test_a_pattern_is_cut_outside_of_its_brackets(pattern: str, cut: list[str]) -> None:
    assert branches(pattern) == cut


def test_what_the_patterns_tell_is_noted() -> None:
    assert note_signs.noted() == rule_signs.SIGNS, "run `make signs` after a change of a pattern"


@pytest.mark.parametrize(
    ("pattern", "signs"),
    [
        ("走访|看望", {"走访", "看望"}),
        ("打[个了]?卡", {"打卡", "打个", "打了"}),
        ("(?:读|看)完", {"读完", "看完"}),
        ("第[12]{1,4}章", {"第1", "第2"}),
        ("(?<!不)去", {"去"}),
        ("(?i:day)", {"DA", "DA".lower(), "Da", "dA"}),
        ("[^,。]{0,8}座谈会", {"谈会"}),
    ],
)
def test_signs_are_words_of_the_pattern(pattern: str, signs: set[str]) -> None:
    found = told_by(pattern).needs
    assert found
    assert any(one <= signs for one in found)


@pytest.mark.parametrize("pattern", ["走访?|.", "(?:走访)?", "[一-鿿]{2,4}", "[^,]", r"\s", "(?!走)", ""])
def test_a_pattern_that_can_match_anything_has_no_signs(pattern: str) -> None:
    assert told_by(pattern).needs == ()


LITERALS = st.sampled_from(
    ["走访", "看", "打卡", "第", "0", "[个了]", "[0-9]", "[^,]", "(?:读|听书)", "(?:报|)", r"\(", "a", "k", "s"]
)
TIMES = st.sampled_from(["", "?", "{1,3}", "{0,2}", "*"])
PIECES = st.builds(str.__add__, LITERALS.map(lambda piece: f"(?:{piece})"), TIMES) | LITERALS
PATTERNS = st.lists(st.lists(PIECES, min_size=1, max_size=4).map("".join), min_size=1, max_size=4).map("|".join)


@given(st.data(), PATTERNS, st.booleans())
def test_whatever_matches_has_the_signs_and_begins_as_told(data: st.DataObject, pattern: str, fold: bool) -> None:
    text = data.draw(st.from_regex(f"(?i:{pattern})" if fold else pattern, fullmatch=True))
    told = told_by(f"(?i:{pattern})" if fold else pattern)
    pairs = {text[at : at + 2] for at in range(len(text))} | set(text)
    assert all(needed & pairs for needed in told.needs)
    assert Rule(pattern, 2 if fold else 0).search(text) is not None


def test_blanks_are_no_signs() -> None:
    rule = signed("走访 村民")
    text = "今天走访 村民"
    assert rule.may(signs_of(text))
    assert signs_of(" " * 4 + text[4:]) & signs_of(text) == signs_of(" " * 4 + text[4:])


def test_rules_without_signs_are_never_passed_over() -> None:
    rule = Rule("走访|.")
    assert rule.may(0)
    assert 0 & any_of([rule]) == 0
    assert 1 & any_of([rule])
