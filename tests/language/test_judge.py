"""The judge: what sounds like a report, learnt from the labelled messages in this folder."""

import importlib.util
from pathlib import Path
from types import ModuleType

from handlers.language import judge, judge_weights
from handlers.language.normalize import normalize
from tests.language import learn_judge


def _made_anew(folder: Path) -> ModuleType:
    file = folder / "weights.py"
    file.write_text(learn_judge.module(learn_judge.learn(learn_judge.labelled())), "utf-8")
    spec = importlib.util.spec_from_file_location("weights", file)
    assert spec is not None and spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def test_the_weights_are_those_that_the_messages_teach(tmp_path: Path) -> None:
    made = _made_anew(tmp_path)
    assert (made.SINGLES, made.PAIRS, made.ROOMS) == (judge_weights.SINGLES, judge_weights.PAIRS, judge_weights.ROOMS)
    steps = [abs(ord(a) - ord(b)) for a, b in zip(made.WEIGHTS, judge_weights.WEIGHTS, strict=True)]
    assert max(steps) <= 1, "run `make judge` after a change of the labelled messages"


def test_messages_that_it_never_heard_are_told_apart() -> None:
    """A fifth put aside: what is heard as a report or as talk with some certainty is right in nine of ten."""
    messages = list(dict.fromkeys(learn_judge.labelled()))
    aside = messages[::5]
    learnt = learn_judge.learn(said for at, said in enumerate(messages) if at % 5)
    certain = [(odds, said) for said in aside if abs(odds := learn_judge.odds(learnt, said)) > 2]
    right = sum((odds > 0) == said.reports for odds, said in certain)
    assert right / len(certain) > 0.9
    assert len(certain) / len(aside) > 0.6


def test_talk_with_the_words_of_a_report_is_heard_as_talk() -> None:
    talk, report = normalize("明天下午一起去贵城街道走访几户吧"), normalize("今天下午去贵城街道走访了6户")
    assert judge.odds(talk, "member") < 0 < judge.odds(report, "member")


def test_any_text_has_odds() -> None:
    for text in ("", " ", "\ud800", "😀" * 900, "1" * 5000):
        assert isinstance(judge.odds(text, "member"), float)


def test_the_telling_pieces_are_in_the_text() -> None:
    norm = normalize("明天计划走访贵城街道")
    told = judge.telling(norm, 3)
    assert len(told) == 3
    assert all(piece in f"^{norm}$" for piece, _ in told)
