"""A short run of tests/language/fuzz.py; the long one is started by hand."""

from tests.language.compose import SHAPES
from tests.language.fuzz import run


def test_composed_messages_are_read_as_they_were_composed() -> None:
    assert len(SHAPES) >= 30
    counts, examples = run(600, seed=7)
    assert not any(wrong.startswith(("raised", "stopped")) for wrong in counts), examples
    assert counts["not found"] < 12, examples
    assert sum(times for wrong, times in counts.items() if wrong.startswith("changed")) < 12, examples
