from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder `shared` beside the project: corpus/, scenarios/ and the documents they follow."""
    folder = Path(__file__).resolve().parents[3] / "shared"
    if not (folder / "corpus").is_dir():
        pytest.skip(f"no shared folder at {folder}")
    return folder
