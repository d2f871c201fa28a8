"""A running sandbox, and this machine's own Chromium to look at it."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import AsyncGenerator, Generator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

_CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage"
).split()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Generator[str, None, None]:
    """Where a sandbox answers."""
    command = [sys.executable, "-m", "bot", "sandbox", "--no-browser"]
    folder = tmp_path_factory.mktemp("sandbox")
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())
        assert found
        yield found[0]
        process.terminate()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Any, None]:
    api = pytest.importorskip("playwright.async_api", reason="no Playwright here: run `make browser`")
    async with api.async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=_found(), args=_FLAGS, timeout=60_000)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def visitor(chromium: Any, address: str) -> AsyncGenerator[Any, None]:
    """A new browser profile. At its end: no error in the console, nothing asked of another host."""
    async with watched(chromium, address, viewport={"width": 1280, "height": 800}) as context:
        yield context


@pytest_asyncio.fixture(loop_scope="module")
async def phone(chromium: Any, address: str) -> AsyncGenerator[Any, None]:
    size = {"width": 390, "height": 844}
    async with watched(chromium, address, viewport=size, has_touch=True, is_mobile=True) as context:
        yield context


class watched:
    """A browser context that fails the test when its pages complain or ask elsewhere."""

    def __init__(self, browser: Any, address: str, **options: Any) -> None:
        self.browser, self.address, self.options = browser, address, options
        self.wrong: list[str] = []

    async def __aenter__(self) -> Any:
        self.context = await self.browser.new_context(base_url=self.address, locale="zh-CN", **self.options)
        self.context.set_default_timeout(15_000)
        self.context.on("console", self._no_error)
        self.context.on("weberror", lambda error: self.wrong.append(f"script: {error.error}"))
        self.context.on("request", lambda asked: self._only_here(asked.url))
        return self.context

    async def __aexit__(self, *_: object) -> None:
        await self.context.close()
        assert self.wrong == []

    def _no_error(self, said: Any) -> None:
        if said.type == "error":
            self.wrong.append(f"console: {said.text}")

    def _only_here(self, url: str) -> None:
        if not url.startswith((self.address, self.address.replace("http", "ws"), "data:", "about:")):
            self.wrong.append(f"asked elsewhere: {url}")


def _found() -> str:
    named = os.environ.get("LIAISON_CHROMIUM")
    for name in [named] if named else _CHROMIUMS:
        path = shutil.which(name)
        if path and Path(path).exists():
            return path
    pytest.skip("no Chromium on this machine (name one in LIAISON_CHROMIUM)")
