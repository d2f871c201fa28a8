"""Every transcript in this folder is played as it stands."""

from pathlib import Path

import pytest

from tests.chat import opened
from tests.dialogs.play import play
from tests.postgres import postgres, postgres_url, url

__all__ = ["postgres", "postgres_url", "url"]

TRANSCRIPTS = sorted(Path(__file__).parent.glob("*.txt"))


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
async def test_dialog(path: Path, url: str) -> None:
    async with opened(url=url) as chat:
        await play(chat, path)
