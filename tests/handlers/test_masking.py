"""What masking remembers between two messages, and what it must not."""

import pytest

from handlers import masking
from handlers.masking import masked, masked_issue

ROSTER = frozenset({"陆秀芳"})
PRIVATE = ["居民张桂香反映路灯不亮", "联系电话13877512345", "尿毒症"]


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(masking, "_harmless", masking._Harmless())


@pytest.mark.parametrize("text", PRIVATE)
def test_what_was_hidden_was_kept_in_memory(text: str) -> None:
    for _ in range(2):
        assert masked_issue(text, ROSTER) != text
        masked(text, ROSTER)
    assert masking._harmless.beside(ROSTER) == set()


def test_rosters_of_old_were_kept_alive() -> None:
    assert masked("陆秀芳委员", ROSTER) == "陆秀芳委员"
    assert masking._harmless.beside(ROSTER) == {"陆秀芳委员"}
    masked("贵城街道", frozenset({"覃建华"}))
    assert masking._harmless._known == (frozenset({"覃建华"}), {"贵城街道"})


def test_a_name_that_has_left_the_roster_is_hidden_at_once() -> None:
    text = "居民张桂香反映路灯不亮"
    assert masked(text, frozenset({"张桂香"})) == text
    assert masked(text, ROSTER) != text


def test_what_is_remembered_is_bounded_and_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def ask(text: str, keep: frozenset[str]) -> str:
        asked.append(text)
        return text

    monkeypatch.setattr(masking, "mask", ask)
    for n in range(2 * masking._MOST + 1):
        assert masked(f"路灯{n}", ROSTER) == masked_issue(f"路灯{n}", ROSTER) == f"路灯{n}"
        assert len(masking._harmless._known[1]) <= masking._MOST
    assert len(asked) == 2 * masking._MOST + 1
