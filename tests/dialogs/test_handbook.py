"""The handbook promises nothing that does not happen: its dialogs are played, its commands run."""

import re
import shlex
from pathlib import Path

import pytest

from handlers import commands
from tests.chat import opened
from tests.commands import HERE, liaison, office
from tests.dialogs.play import play

HANDBOOK = (HERE / "docs" / "手册.md").read_text(encoding="utf-8")
README = (HERE / "README.md").read_text(encoding="utf-8")


def blocks(text: str, kind: str) -> list[tuple[int, str]]:
    """(line in the file, content) of each fenced block of that kind."""
    found = re.finditer(rf"^```{kind}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [(text.count("\n", 0, match.start(1)) + 1, match[1]) for match in found]


DIALOGS = [("手册", *block) for block in blocks(HANDBOOK, "对话")] + [
    ("README", *block) for block in blocks(README, "对话")
]


@pytest.mark.parametrize(("document", "line", "transcript"), DIALOGS, ids=[f"{d}:{n}" for d, n, _ in DIALOGS])
async def test_dialog(document: str, line: int, transcript: str, tmp_path: Path) -> None:
    # blank lines before it, so that a failure names the line of the document
    path = tmp_path / document
    path.write_text("\n" * (line - 1) + transcript, encoding="utf-8")
    async with opened() as chat:
        await play(chat, path)


def test_both_documents_show_dialogs() -> None:
    assert {document for document, _, _ in DIALOGS} == {"手册", "README"}


def test_the_commands_of_the_handbook_run_and_say_what_it_shows(tmp_path: Path) -> None:
    office(tmp_path)
    assert liaison("roster", "import", "roster.csv", "--db", "sqlite:///other.db", cwd=tmp_path).returncode == 0
    assert liaison("roster", "export", "名册.xlsx", "--db", "sqlite:///other.db", cwd=tmp_path).returncode == 0
    shown = "".join(block for _, block in blocks(HANDBOOK, "console"))
    for session in shown.split("$ ")[1:]:
        command, _, output = session.partition("\n")
        program, *words = shlex.split(command)
        assert program == "liaison"
        done = liaison(*words, cwd=tmp_path)
        assert done.returncode == 0, f"{command}\n{done.stderr}"
        assert output in ("", done.stdout), command


def test_what_does_not_exist_yet_is_listed_and_nothing_else_is() -> None:
    part = HANDBOOK.partition("## 13. 现在还没有的功能")[2]
    rows = "".join(line for line in part.splitlines() if line.startswith("| ") and "`" in line)
    assert set(re.findall(r"`([^`]+)`", rows)) == {c.word for c in commands() if not c.built}


def test_what_exists_is_explained() -> None:
    explained = HANDBOOK.partition("## 13. 现在还没有的功能")[0]
    assert [c.word for c in commands() if c.built and c.word not in explained] == []
