"""Databases for the tests of the storage."""

from collections.abc import Iterator

import pytest

from storage.store import Store
from tests.postgres import postgres, postgres_url, url

__all__ = ["postgres", "postgres_url", "store", "url"]


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with Store.open(url) as opened:
        yield opened
