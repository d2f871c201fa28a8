"""Every transcript in this folder is played as it stands."""

from pathlib import Path

import pytest

from tests.chat import Chat
from tests.dialogs.play import play

TRANSCRIPTS = sorted(Path(__file__).parent.glob("*.txt"))


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
async def test_dialog(chat: Chat, path: Path) -> None:
    await play(chat, path)
